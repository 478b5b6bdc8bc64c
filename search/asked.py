"""What a person asks for, as a small tree: words, phrases, alternatives, fields, years."""

from __future__ import annotations

from dataclasses import dataclass

from search.words import Word


@dataclass(frozen=True)
class Run:
    """Words side by side, all of them wanted."""

    words: tuple[Word, ...]


@dataclass(frozen=True)
class Quoted:
    """Words wanted one after the other; one word alone is wanted exactly as it is written."""

    words: tuple[Word, ...]


@dataclass(frozen=True)
class Beginning:
    """Every word that begins with these letters (folded)."""

    letters: str


@dataclass(frozen=True)
class Alike:
    """A word (folded), and every word that differs from it by one letter."""

    word: Word


@dataclass(frozen=True)
class Exactly:
    """Words wanted as they are written, one after the other: no other endings."""

    words: tuple[Word, ...]


@dataclass(frozen=True)
class Dated:
    """A year of publication from the first to the last; None for an open end."""

    first: int | None
    last: int | None


@dataclass(frozen=True)
class InField:
    """Something wanted in one field (a name of `fields.PARTS`)."""

    field: str
    part: Asked


@dataclass(frozen=True)
class Nearby:
    """Two things, each a word, a phrase, a beginning or alternatives of these, within so many words."""

    first: Asked
    second: Asked
    within: int


@dataclass(frozen=True)
class Both:
    """All parts are wanted."""

    parts: tuple[Asked, ...]


@dataclass(frozen=True)
class Either:
    """At least one part is wanted."""

    parts: tuple[Asked, ...]


@dataclass(frozen=True)
class Not:
    """The part is not wanted."""

    part: Asked


Asked = Run | Quoted | Beginning | Alike | Exactly | Dated | InField | Nearby | Both | Either | Not


def belongs_together(word: Word, after: Word) -> bool:
    """Whether two words are parts of one compound or of a label such as Child A."""
    compound = word.joined is not None and after.joined is word.joined and after.start == word.end + 1
    return compound or bool(after.label and after.label_start == word.start)


def units_of(words: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    """Words side by side, the parts of a compound and of a label together."""
    units: list[tuple[Word, ...]] = []
    for number, word in enumerate(words):
        if number and belongs_together(words[number - 1], word):
            units[-1] = (*units[-1], word)
        else:
            units.append((word,))
    return units

"""Understands what a person typed: words, "phrases", AND OR NOT, a minus, brackets and word beginnings*.

`parse` gives the query as a small tree of what is asked for; no search engine is involved, and plain
text never fails. What has no meaning here is searched as words, or left out, and said in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from repository.errors import WrongUsage
from search.request import LONGEST_QUERY, MOST_TERMS
from search.words import Word, read_words

DEEPEST = 20
"""Brackets within brackets."""
LONGEST_PHRASE = 12
"""Words of a phrase."""
SHORTEST_BEGINNING = 3
"""Letters before the star of a word's beginning."""


class SearchTooComplex(WrongUsage):
    """The query is longer or deeper than can be answered at once; the message says which limit."""


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


Asked = Run | Quoted | Beginning | Both | Either | Not


@dataclass(frozen=True)
class Parsed:
    """A query understood. `asked` is None when there is no word in it."""

    asked: Asked | None
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Token:
    """`kind` is one of ( ) AND OR NOT, or `asked` with what is asked for."""

    kind: str
    asked: Asked | None = None


_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"'})
_PIECE = re.compile(r'-?"|[()]|[^\s()"]+')
_BEGINNING = re.compile(r"([^\W_](?:[\w'’-]*[^\W_])?)\*$")
_FOREIGN = re.compile(r"[~^\[\]{}\\]|\w:\w|[*?]")


def parse(text: str) -> Parsed:
    """What the text asks for, and what of it was not understood.

    AND binds closer than OR, and words side by side are joined by AND. Raises SearchTooComplex beyond
    the limits: LONGEST_QUERY characters, MOST_TERMS words, DEEPEST brackets, LONGEST_PHRASE words.
    """
    if len(text) > LONGEST_QUERY:
        raise SearchTooComplex(
            f"The query has {len(text):,} characters; at most {LONGEST_QUERY:,} can be searched.", "Shorten it."
        )
    reading = _Reading()
    tokens = reading.tokens(text.translate(_QUOTES))
    parser = _Parser(tokens, reading.ignored)
    asked = parser.parse()
    if asked is None and text.strip():
        reading.ignored.append("There is no word to search for in the query.")
    return Parsed(asked, tuple(dict.fromkeys(reading.ignored)))


@dataclass
class _Reading:
    """Cuts the text into tokens and counts its words."""

    ignored: list[str] = field(default_factory=list)
    words: int = 0

    def tokens(self, text: str) -> list[_Token]:
        found: list[_Token] = []
        run: tuple[int, int] | None = None

        def end_run() -> None:
            nonlocal run
            if run is not None:
                found.extend(self._run(text[run[0] : run[1]]))
            run = None

        at = 0
        while (match := _PIECE.search(text, at)) is not None:
            piece, at = match[0], match.end()
            if piece in ("AND", "OR", "NOT", "(", ")"):
                end_run()
                found.append(_Token(piece))
            elif piece in ('"', '-"'):
                end_run()
                found += [_Token("NOT")] if piece == '-"' else []
                closing = text.find('"', at)
                if closing < 0:
                    self.ignored.append('A quotation mark " without a partner was left out.')
                    continue
                found += self._quoted(text[at:closing])
                at = closing + 1
            elif piece.startswith("-") and (piece[1:2].isalnum() or (piece == "-" and text[at : at + 1] == "(")):
                end_run()
                found.append(_Token("NOT"))
                found += self._piece(piece[1:])
            elif piece.endswith("*") and _BEGINNING.match(piece):
                end_run()
                found += self._piece(piece)
            else:
                self._say_foreign(piece)
                run = (match.start() if run is None else run[0], at)
        end_run()
        return found

    def _piece(self, piece: str) -> list[_Token]:
        star = _BEGINNING.match(piece)
        if star is None:
            self._say_foreign(piece)
            return self._run(piece)
        letters = "".join(word.forms.exact for word in read_words(star[1]))
        if len(letters) >= SHORTEST_BEGINNING:
            self._count(1)
            return [_Token("asked", Beginning(letters))]
        self.ignored.append(f"“{piece}”: a star needs {SHORTEST_BEGINNING} letters before it; searched as a word.")
        return self._run(star[1])

    def _run(self, text: str) -> list[_Token]:
        words = tuple(read_words(text, typed=True))
        self._count(len(words))
        return [_Token("asked", Run(words))] if words else []

    def _quoted(self, text: str) -> list[_Token]:
        words = tuple(read_words(" ".join(text.split()), typed=True))
        if len(words) > LONGEST_PHRASE:
            raise SearchTooComplex(
                f"A phrase has {len(words)} words; at most {LONGEST_PHRASE} can be searched as one.",
                "Cut the phrase, or leave out the quotation marks.",
            )
        self._count(len(words))
        if "*" in text:
            self.ignored.append("A star within quotation marks has no meaning.")
        return [_Token("asked", Quoted(words))] if words else []

    def _count(self, words: int) -> None:
        self.words += words
        if self.words > MOST_TERMS:
            raise SearchTooComplex(f"The query has more than {MOST_TERMS} words.", "Cut it, or search in two steps.")

    def _say_foreign(self, piece: str) -> None:
        if _FOREIGN.search(piece) and not piece.startswith(("http:", "https:")):
            shown = piece if len(piece) <= 40 else piece[:40] + "…"
            self.ignored.append(f"“{shown}”: signs that mean nothing here; only its words were searched.")
        elif not any(letter.isalnum() for letter in piece) and piece.strip("&+/-–—.,;:!?'"):
            self.ignored.append(f"“{piece[:40]}” holds no word.")


class _Parser:
    """Reads tokens into a tree: either-or of parts, a part being all of its factors."""

    def __init__(self, tokens: Sequence[_Token], ignored: list[str]) -> None:
        self.tokens = tokens
        self.ignored = ignored
        self.at = 0

    def parse(self) -> Asked | None:
        parts = []
        while self.at < len(self.tokens):
            asked = self._either(0)
            if asked is not None:
                parts.append(asked)
            if self._next(")"):
                self.ignored.append("A closing bracket without a partner was left out.")
        return _all(parts)

    def _kind(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def _next(self, kind: str) -> bool:
        if self._kind() == kind:
            self.at += 1
            return True
        return False

    def _either(self, depth: int) -> Asked | None:
        if depth > DEEPEST:
            raise SearchTooComplex(f"The query has more than {DEEPEST} brackets within brackets.", "Simplify it.")
        parts = []
        while True:
            part = self._both(depth)
            if part is not None:
                parts.append(part)
            if not self._next("OR"):
                break
            if part is None or self._kind() in ("", ")", "OR"):
                self.ignored.append("OR without words on both sides was left out.")
        return Either(tuple(parts)) if len(parts) > 1 else (parts[0] if parts else None)

    def _both(self, depth: int) -> Asked | None:
        parts: list[Asked] = []
        while (kind := self._kind()) not in ("", ")", "OR"):
            if kind == "AND":
                self.at += 1
                if not parts or self._kind() in ("", ")", "OR", "AND"):
                    self.ignored.append("AND without words on both sides was left out.")
                continue
            factor = self._factor(depth)
            if factor is not None:
                parts.append(factor)
        return _all(parts)

    def _factor(self, depth: int) -> Asked | None:
        unwanted = False
        while self._next("NOT"):
            unwanted = not unwanted
        asked: Asked | None = None
        bracketed = self._next("(")
        if bracketed:
            asked = self._either(depth + 1)
            if not self._next(")"):
                self.ignored.append("An opening bracket without a partner was left out.")
        elif self._kind() == "asked":
            asked = self.tokens[self.at].asked
            self.at += 1
        if asked is None:
            if unwanted:
                self.ignored.append("NOT without a word after it was left out.")
            return None
        if not unwanted:
            return asked
        if isinstance(asked, Run) and not bracketed:
            return self._first_unwanted(asked)
        return Not(asked)

    def _first_unwanted(self, run: Run) -> Asked:
        """Of words side by side after NOT only the first (compound, label) is meant."""
        first = 1
        while first < len(run.words) and _belongs(run.words[first - 1], run.words[first]):
            first += 1
        unwanted = Not(Run(run.words[:first]))
        return unwanted if first == len(run.words) else Both((unwanted, Run(run.words[first:])))


def _belongs(word: Word, after: Word) -> bool:
    compound = word.joined is not None and after.joined is word.joined and after.start == word.end + 1
    return compound or bool(after.label and after.label_start == word.start)


def _all(parts: Sequence[Asked]) -> Asked | None:
    return Both(tuple(parts)) if len(parts) > 1 else (parts[0] if parts else None)

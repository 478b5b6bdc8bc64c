"""Understands a query: what is looked up for it, what is said of that, and how each thing said can be undone."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from search.asked import Run
from search.expansion import Widening
from search.results import Understood
from search.sentences import in_words, joined_by_and
from search.syntax import parse
from search.wanted import AllOf, MostOf, Wanted
from search.words import read_words

_OPERATORS = re.compile(r"\b(?:AND|OR|NOT|NEAR)\b")
_SIGNS = re.compile(r"(?<![^\W_])[-+]|[^\w\s'’&/-]|_")
_TILDE = re.compile(r"(?<=\w)~\d*")


class Lexicon(Protocol):
    """The words of the library."""

    def splits(self, joined: str) -> Sequence[tuple[str, ...]]:
        """How a word is also written in parts."""

    def alike(self, word: str) -> Sequence[str]:
        """The words that differ from one by a letter, best first."""

    def may_be_offered(self, word: str) -> bool:
        """Whether a word may be shown to somebody who did not type it, being nobody's name."""


@dataclass(frozen=True)
class Views:
    """The words of several indexes together."""

    each: Sequence[Lexicon]

    def splits(self, joined: str) -> Sequence[tuple[str, ...]]:
        """How a word is also written in parts."""
        return [parts for view in self.each for parts in view.splits(joined)]

    def alike(self, word: str) -> Sequence[str]:
        """The words that differ from one by a letter."""
        return list(dict.fromkeys(found for view in self.each for found in view.alike(word)))

    def may_be_offered(self, word: str) -> bool:
        """Whether a word may be shown."""
        return any(view.may_be_offered(word) for view in self.each)


@dataclass(frozen=True)
class Meant:
    """What is looked up for a query; `softer` asks for some of its words only, where it is words alone, and
    `strict` is then the query that asks for all of them."""

    wanted: Wanted | None
    softer: Wanted | None
    strict: str
    understood: Understood


def understand(lexicon: Lexicon, text: str, *, expand: bool) -> Meant:
    """What a query means to a library. Raises SearchTooComplex."""
    parsed = parse(text)
    widening = Widening(lexicon.splits, expand, lexicon.alike)
    wanted = None if parsed.asked is None else widening.widen(parsed.asked)
    ignored = list(parsed.ignored)
    common = frozenset(widening.not_required)
    if common:
        words = ", ".join(f"“{word}”" for word in dict.fromkeys(widening.not_required))
        ignored.append(f"{words}: too common to be required; in quotation marks they count.")
    softer = (
        MostOf(wanted.parts, wanted.helpful) if isinstance(parsed.asked, Run) and isinstance(wanted, AllOf) else None
    )
    understood = Understood(
        in_words(parsed.asked),
        tuple(ignored),
        tuple(widening.expanded.items()),
        tuple((word, _shown(lexicon, found)) for word, found in widening.spelled.items()),
        as_required=_in_quotation_marks(text, common) if common else "",
        as_plain_words=plain_words(text) if parsed.ignored else "",
        as_spelled=_TILDE.sub("", text) if widening.spelled else "",
    )
    return Meant(wanted, softer, joined_by_and(parsed.asked), understood)


def loosened(meant: Meant, strict: int, total: int) -> Understood:
    """The understanding of a query of which some words were enough, and the query that asks for all."""
    have = "No record has" if not strict else "1 record has" if strict == 1 else f"{strict} records have"
    rest = f"{total - strict} {'more ' if strict else ''}{'has' if total - strict == 1 else 'have'}"
    return replace(
        meant.understood,
        loosened=f"{have} all of the words; {rest} some of them, the best first.",
        all_words=meant.strict,
    )


def plain_words(text: str) -> str:
    """A query as words alone: no sign and no word in capitals means anything in it."""
    without = _SIGNS.sub(" ", _OPERATORS.sub(lambda found: found[0].lower(), text))
    return " ".join(without.split())


def _in_quotation_marks(text: str, common: Collection[str]) -> str:
    """The query in which common words count; empty where quotation marks already mean something in it."""
    if '"' in text or "“" in text:
        return ""
    pieces, at = [], 0
    for word in read_words(text, typed=True):
        if word.forms.exact in common and not word.label and not _OPERATORS.fullmatch(text[word.start : word.end]):
            pieces += [text[at : word.start], f'"{text[word.start : word.end]}"']
            at = word.end
    return "".join([*pieces, text[at:]])


def _shown(lexicon: Lexicon, found: Sequence[str]) -> tuple[str, ...]:
    """Words that may be shown, and how many others there are: one may be somebody's name."""
    shown = tuple(word for word in found if lexicon.may_be_offered(word))
    others = len(found) - len(shown)
    return (*shown, f"{others} more") if others else shown

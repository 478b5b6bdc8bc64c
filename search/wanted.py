"""What is looked up for a query: its words with their other spellings, long forms and acronyms.

`Leaf` is one idea of the query (a word, a phrase, a label) with every way to write it that counts
for it; the other nodes say how leaves combine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Term:
    """A term of the analyser; `exact` looks it up among the words as they stand."""

    text: str
    exact: bool = False


@dataclass(frozen=True)
class Phrase:
    """Terms that stand one after the other; `exact` looks them up among the words as they stand."""

    terms: tuple[str, ...]
    exact: bool = False


@dataclass(frozen=True)
class Start:
    """Every word that begins with these letters."""

    letters: str


@dataclass(frozen=True)
class Near:
    """One of the first within so many words of one of the second, in either order."""

    first: tuple[Way, ...]
    second: tuple[Way, ...]
    within: int


Way = Term | Phrase | Start | Near


@dataclass(frozen=True)
class Leaf:
    """One idea and the ways to write it, each with what it counts (1 as asked, less for added words).
    `part` is the only field it may stand in, if there is one (a name of PARTS)."""

    ways: tuple[tuple[Way, float], ...]
    part: str = ""


@dataclass(frozen=True)
class Years:
    """A year of publication from the first to the last, inclusive."""

    first: int
    last: int


@dataclass(frozen=True)
class AllOf:
    """Every part is wanted; `helpful` parts are not, but what has them comes first."""

    parts: tuple[Wanted, ...]
    helpful: tuple[Wanted, ...] = ()


@dataclass(frozen=True)
class MostOf:
    """Parts of which a document has enough, rare ones counting for more; what nothing has does not count."""

    parts: tuple[Wanted, ...]
    helpful: tuple[Wanted, ...] = ()


@dataclass(frozen=True)
class AnyOf:
    """At least one part is wanted."""

    parts: tuple[Wanted, ...]


@dataclass(frozen=True)
class NoneOf:
    """The part is not wanted."""

    part: Wanted


Wanted = Leaf | AllOf | MostOf | AnyOf | NoneOf | Years


def leaves(wanted: Wanted | None, *, helpful: bool = True) -> Iterator[Leaf]:
    """The leaves that make a document fit, in the order of the query; not those it must not have.

    `helpful` tells whether the words that are not required are among them.
    """
    match wanted:
        case Leaf():
            yield wanted
        case AllOf(parts, more) | MostOf(parts, more):
            for part in (*parts, *(more if helpful else ())):
                yield from leaves(part, helpful=helpful)
        case AnyOf(parts):
            for part in parts:
                yield from leaves(part, helpful=helpful)


def in_part(wanted: Wanted, part: str) -> Wanted:
    """The same, every leaf in one field."""
    match wanted:
        case Leaf():
            return replace(wanted, part=part)
        case AllOf(parts, helpful):
            return AllOf(tuple(in_part(each, part) for each in parts), tuple(in_part(each, part) for each in helpful))
        case MostOf(parts, helpful):
            return MostOf(tuple(in_part(each, part) for each in parts), tuple(in_part(each, part) for each in helpful))
        case AnyOf(parts):
            return AnyOf(tuple(in_part(each, part) for each in parts))
        case NoneOf(unwanted):
            return NoneOf(in_part(unwanted, part))
        case Years():
            return wanted


def ways_of(wanted: Wanted) -> tuple[Way, ...]:
    """Every way to write one of several alternatives; words that must all be there are taken one after the other."""
    match wanted:
        case Leaf(ways):
            return tuple(dict.fromkeys(way for way, _ in ways))
        case AnyOf(parts):
            return tuple(dict.fromkeys(way for part in parts for way in ways_of(part)))
        case AllOf(parts):
            terms = [way.text for part in parts for way in ways_of(part)[:1] if isinstance(way, Term)]
            return (Phrase(tuple(terms)),) if len(terms) == len(parts) else ()
        case _:
            return ()

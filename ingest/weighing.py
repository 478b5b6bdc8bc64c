"""How much a document is about a thing: every mention counts, more where writers say what matters most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ingest.phrases import Found
from ingest.quoting import quote_around
from ingest.sections import HEADINGS, Place
from repository.records.items import BlockRole
from repository.records.statements import Evidence, Statement

IGNORED_SECTIONS = frozenset({"glossary", "biblio", "contents", "ack", "anon", "panel", "author", "tor", "torapp"})
"""Sections that name everything and examine nothing."""
STRONG_SECTIONS = frozenset({"exec", "findings", "lessons", "recs", "conclusion", "analysis", "agency", "imrs"})


@dataclass
class Weight:
    """What speaks for one value. `mentions` counts paragraphs, `score` weighs them; `best` is the telling one."""

    score: float = 0.0
    mentions: int = 0
    headings: int = 0
    best: tuple[float, int, str, Found] | None = None
    pages: set[int] = field(default_factory=set)


def weigh(places: Sequence[Place], find: Callable[[str], list[Found]]) -> dict[str, Weight]:
    """The weight of every value that `find` finds in the text, by value, in order of first mention."""
    weights: dict[str, Weight] = {}
    for place in places:
        if place.section in IGNORED_SECTIONS or place.block.role == BlockRole.FOOTNOTE:
            continue
        worth = _worth(place)
        for value, found in _first_of_each(find(place.text)).items():
            weight = weights.setdefault(value, Weight())
            weight.score += worth
            weight.mentions += 1
            weight.headings += place.block.role in HEADINGS
            weight.pages.add(place.page)
            # A sentence shows more than a heading of one word.
            telling = worth if len(place.text) > 60 else worth / 4
            if weight.best is None or telling > weight.best[0]:
                weight.best = (telling, place.page, place.text, found)
    return weights


def _worth(place: Place) -> float:
    if place.block.role == BlockRole.TITLE:
        return 6.0
    if place.block.role == BlockRole.HEADING:
        return 3.0
    return 1.5 if place.section in STRONG_SECTIONS else 1.0


def _first_of_each(found: Sequence[Found]) -> dict[str, Found]:
    first: dict[str, Found] = {}
    for match in found:
        first.setdefault(match.value, match)
    return first


def stated(field_name: str, value: str, weight: Weight, rule: str, confidence: float) -> Statement:
    """The statement of a value with its most telling sentence as evidence."""
    assert weight.best is not None
    _, page, text, found = weight.best
    quote = quote_around(text, found.start, found.end)
    return Statement(
        field_name,
        value,
        Evidence(page, quote),
        printed=text[found.start : found.end],
        rule=rule,
        confidence=round(min(1.0, max(0.05, confidence)), 2),
    )

"""Which guidance a review was written under, and what has replaced it since."""

from __future__ import annotations

import re
from dataclasses import dataclass

from repository.records.concepts import Concept, vocabularies
from repository.records.items import Item

GUIDANCE = {
    "england": ("e-1991", "e-1999", "e-2006", "e-2010a", "e-2013", "e-2015", "e-2018", "e-2023"),
    "wales": ("w-2013", "w-2016", "w-2024"),
    "scotland": ("s-2007", "s-2015", "s-2021"),
    "northern-ireland": ("n-2003", "n-2012"),
}
"""Rows of `guidance_timeline` that are guidance or law on reviews, oldest first; its other rows are
inquiries, studies and repositories."""
_DATED = re.compile(r"(?P<date>(?:\d{1,2}(?:-\d{1,2})? )?(?:[A-Z][a-z]+ )?\d{4}) (?P<name>.+)")


@dataclass(frozen=True)
class Era:
    """The guidance in force in the year a review was published (None before there was any), and what came
    later, oldest first. `nation` is the id of a region."""

    nation: str
    year: int
    in_force: Concept | None
    later: tuple[Concept, ...]

    @property
    def is_replaced(self) -> bool:
        """True where guidance changed after that year."""
        return bool(self.later)


def era_of(item: Item) -> Era | None:
    """The era of an item by nation and year of publication; None where either is unknown or not covered."""
    return None if item.year_published is None else era_in(item.value("nation"), item.year_published)


def era_in(nation: str, year: int) -> Era | None:
    """The era of a year in a nation; None where the nation is not covered."""
    if nation not in GUIDANCE:
        return None
    rows = [vocabularies()["guidance_timeline"][id] for id in GUIDANCE[nation]]
    before = [row for row in rows if _year(row) <= year]
    return Era(nation, year, before[-1] if before else None, tuple(row for row in rows if _year(row) > year))


def guidance_in_words(guidance: Concept) -> str:
    """What guidance is called, then when it came: its label of the vocabulary begins with the date."""
    match = _DATED.fullmatch(guidance.label)
    if match is None:
        return guidance.label
    return match["name"] if match["name"].endswith(")") else f"{match['name']} ({match['date']})"


def _year(row: Concept) -> int:
    """The year in a row's id: `e-2010a` is of 2010."""
    return int(row.id.partition("-")[2][:4])

"""When a report was published, and when that happened which it is about: the dates of its own and of the case."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.values import ages, dates, review_types
from ingest.values.front_matter import FRONT_PAGES, cover_of, first_found, stated
from ingest.values.phrases import Found
from ingest.values.quoting import quote_around, quote_with_before
from ingest.values.sections import Place
from repository.records.dates import EARLIEST_YEAR
from repository.records.items import BlockRole, Kind, Page
from repository.records.statements import Evidence, Statement

OPENINGS = frozenset({"exec", "summary-case", "why", "intro", "incident"})
ITSELF = re.compile(r"\b(?:this|the)\s+(?:report|review|summary|briefing|document|publication)\b", re.IGNORECASE)


def dates_of(places: Sequence[Place], pages: Sequence[Page], review_type_id: str = "") -> Iterator[Statement]:
    """Every date the report gives of itself and of the case, each with its words; of many cases there is none."""
    yield from date_published(places)
    front = [p for p in places if p.page <= 12]
    yield from first_found(front, "date_completed", dates.completed, "dates.completed", 0.7)
    yield from first_found(front, "date_commissioned", dates.commissioned, "dates.commissioned", 0.6)
    if review_types.kind_of(review_type_id) == Kind.REVIEW and review_type_id not in review_types.OF_MANY_CASES:
        yield from date_of_incident(front)


def date_published(places: Sequence[Place]) -> Iterator[Statement]:
    """The date beside words of publication, or alone, on the cover; else one of the publication itself elsewhere.

    A sentence about the publication of something else (guidance, another report) is left aside.
    """
    last = places[-1].page if places else 0
    cover = cover_of(places)
    others = [p for p in places if (1 < p.page <= FRONT_PAGES or p.page >= last - 1) and _speaks_of_itself(p.text)]
    inside = [p for p in places if 1 < p.page <= FRONT_PAGES]
    ends = [p for p in places if p.page <= FRONT_PAGES or p.page >= last - 1]
    tries = (
        (cover, dates.published, 0.95),
        (cover, dates.alone, 0.8),
        (cover, dates.ends_with, 0.7),
        (others, dates.published, 0.7),
        (inside, dates.alone, 0.6),
        (ends, dates.copyrighted, 0.5),
    )
    for part, rule, confidence in tries:
        found = [(p, f) for p in part for f in rule(p.text) if _plausible(f.value)]
        if found:
            place, date = max(found, key=lambda pair: len(pair[1].value))
            yield stated("date_published", date, place, f"dates.{rule.__name__}", confidence)
            return


def _speaks_of_itself(text: str) -> bool:
    return len(text) < 120 or bool(ITSELF.search(text))


def date_of_incident(places: Sequence[Place]) -> Iterator[Statement]:
    """The date of the death or harm: the one the opening tells most of, as precisely as it is printed anywhere.

    Where no sentence with a date tells of harm, a day whose year was named just before it, and at last the
    date with which the opening begins to tell.
    """
    spoken = [p for p in places if p.block.role != BlockRole.FOOTNOTE]
    told = [(p, f) for p in spoken for f in dates.incident(p.text)]
    ends = [(p, f) for p in spoken for f in dates.period_end(p.text)]
    worth: Counter[str] = Counter()
    for place, found in told:
        worth[found.value[:7]] += _tells_of_incident(place, found)
    for _, found in ends[:3]:
        worth[found.value[:7]] += 3
    month, most = worth.most_common(1)[0] if worth else ("", 0)
    if most < 2:
        yield from _dated_by_its_telling([p for p in spoken if p.section in OPENINGS or p.page <= FRONT_PAGES])
        return
    same = [(p, f, "incident") for p, f in told if f.value.startswith(month)]
    same += [(p, f, "period_end") for p, f in ends if f.value.startswith(month)]
    place, date, rule = max(
        same, key=lambda row: (len(row[1].value), row[2] == "incident", _tells_of_incident(*row[:2]))
    )
    yield stated("date_of_incident", date, place, f"dates.{rule}", 0.7)
    if dates.death(quote_around(place.text, date.start, date.end)):
        yield stated("date_of_death", date, place, "dates.death", 0.6)


def _dated_by_its_telling(opening: Sequence[Place]) -> Iterator[Statement]:
    for place in opening:
        for found in dates.in_the_year(place.text)[:1]:
            quote = quote_with_before(place.text, found.start, found.end)
            if found.value in [f.value for f in dates.in_the_year(quote)]:
                evidence = Evidence(place.page, quote)
                printed = place.text[found.start : found.end]
                yield Statement("date_of_incident", found.value, evidence, printed, "dates.in_the_year", confidence=0.6)
                return
    yield from first_found(opening, "date_of_incident", dates.told_first, "dates.told_first", 0.4)


def _tells_of_incident(place: Place, found: Found) -> int:
    sentence = quote_around(place.text, found.start, found.end)
    opening = place.section in OPENINGS or place.page <= FRONT_PAGES
    return 1 + 2 * bool(dates.DIED.search(sentence)) + 2 * opening + bool(ages.ages(sentence))


def _plausible(date: str) -> bool:
    return EARLIEST_YEAR <= int(date[:4]) <= 2100

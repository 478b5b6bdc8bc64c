"""When a report was published, and when that happened which it is about: the dates of its own and of the case."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.values import ages, dates, event_words, review_types
from ingest.values.front_matter import first_found, stated
from ingest.values.phrases import Found
from ingest.values.quoting import quote_around, quote_with_before, sentences
from ingest.values.sections import Place
from ingest.values.title_pages import FRONT_PAGES, cover_of
from repository.records.dates import EARLIEST_YEAR
from repository.records.items import BlockRole, Kind, Page
from repository.records.statements import Evidence, Statement

OPENINGS = frozenset({"exec", "summary-case", "why", "intro", "incident"})
ITSELF = re.compile(r"\b(?:this|the)\s+(?:report|review|summary|briefing|document|publication)\b", re.IGNORECASE)


def dates_of(places: Sequence[Place], pages: Sequence[Page], review_type_id: str = "") -> Iterator[Statement]:
    """Every date the report gives of itself and of the case, each with its words; of many cases there is none."""
    said = list(date_published(places, pages))
    yield from said
    front = [p for p in places if p.page <= 12]
    yield from first_found(front, "date_completed", dates.completed, "dates.completed", 0.7)
    decided = list(first_found(front, "date_commissioned", dates.commissioned, "dates.commissioned", 0.6))
    yield from decided
    titles = " ".join(p.text for p in cover_of(places) if p.block.role == BlockRole.TITLE)
    of_many = review_type_id in review_types.OF_MANY_CASES or OF_MANY.search(titles)
    if review_types.kind_of(review_type_id) == Kind.REVIEW and not of_many:
        yield from date_of_incident(
            front,
            latest=next((s.value for s in said), "9999"),
            decided=next((s.value for s in decided), "9999"),
        )


def date_published(places: Sequence[Place], pages: Sequence[Page]) -> Iterator[Statement]:
    """The date beside words of publication, or alone, on the cover; else one of the publication itself elsewhere.

    A sentence about the publication of something else (guidance, another report) is left aside. Where
    neither cover nor text has a date, the one in the running heads is taken.
    """
    last = places[-1].page if places else 0
    cover = cover_of(places)
    lines = [p for p in cover if p.block.role != BlockRole.TITLE]
    others = [p for p in places if (1 < p.page <= FRONT_PAGES or p.page >= last - 1) and _speaks_of_itself(p.text)]
    inside = [p for p in places if 1 < p.page <= FRONT_PAGES]
    ends = [p for p in places if p.page <= FRONT_PAGES or p.page >= last - 1]
    heads = _running_heads(pages)
    tries = (
        (cover, dates.published, 0.95),
        (cover, dates.alone, 0.8),
        (cover, dates.ends_with, 0.7),
        (others, dates.published, 0.7),
        (inside, dates.alone, 0.6),
        (lines, dates.year_at_end, 0.6),
        (heads, dates.ends_with, 0.5),
        (heads, dates.year_at_end, 0.5),
        (ends, dates.copyrighted, 0.5),
    )
    for part, rule, confidence in tries:
        found = [(p, f) for p in part for f in rule(p.text) if _plausible(f.value)]
        if found:
            place, date = max(found, key=lambda pair: len(pair[1].value))
            yield stated("date_published", date, place, f"dates.{rule.__name__}", confidence)
            return


def _running_heads(pages: Sequence[Page]) -> list[Place]:
    """The running heads and feet of the first pages, which are no part of the text."""
    return [
        Place(page.number, block, "", "")
        for page in pages[:FRONT_PAGES]
        for block in page.blocks
        if block.role in (BlockRole.RUNNING_HEAD, BlockRole.FURNITURE)
    ]


def _speaks_of_itself(text: str) -> bool:
    return len(text) < 120 or bool(ITSELF.search(text))


OF_MANY = re.compile(
    r"\bthematic\b|\bthemes?\s+from\b|\banalysis\s+of\b|\b(?:in|from|across)\s+(?:\w+\s+){0,3}reviews\b", re.IGNORECASE
)
"""Words of a title that make its report one of many cases."""


@dataclass(frozen=True)
class Told:
    """A date in a sentence of a place, by a rule, and what speaks for its being that of the incident."""

    place: Place
    found: Found
    rule: str
    worth: int


def date_of_incident(places: Sequence[Place], *, latest: str = "9999", decided: str = "9999") -> Iterator[Statement]:
    """The date of the death or harm: the one the opening tells most of, as precisely as it is printed anywhere.

    Not later than `latest`, when the report was published, and hardly later than `decided`, when the
    review was begun. Where no sentence with a date tells of harm, a day whose year was named just
    before it, and at last the date with which the opening begins to tell.
    """
    spoken = [p for p in places if p.block.role != BlockRole.FOOTNOTE]
    told = [t for t in _told(spoken, decided) if t.found.value[:7] <= latest[: len(t.found.value[:7])]]
    worth: Counter[str] = Counter()
    for one in told:
        worth[one.found.value[:7]] += one.worth
    month, most = worth.most_common(1)[0] if worth else ("", 0)
    if most < LEAST:
        yield from _dated_by_its_telling([p for p in spoken if p.section in OPENINGS or p.page <= FRONT_PAGES])
        return
    days: Counter[str] = Counter()
    for one in told:
        days[one.found.value] += one.worth
    best = max(
        (one for one in told if one.found.value.startswith(month)),
        key=lambda one: (len(one.found.value), days[one.found.value], one.rule == "incident", one.worth),
    )
    yield stated("date_of_incident", best.found, best.place, f"dates.{best.rule}", 0.7)
    if dates.death(quote_around(best.place.text, best.found.start, best.found.end)):
        yield stated("date_of_death", best.found, best.place, "dates.death", 0.6)


LEAST = 4
"""What must speak for a date before it is taken for that of the incident."""


def _told(places: Sequence[Place], decided: str) -> Iterator[Told]:
    order = 0
    for place in places:
        borders = sentences(place.text)
        for number, (start, end) in enumerate(borders):
            order += 1
            before, following = _beside(place.text, borders, number)
            sentence = place.text[start:end]
            for date in dates.dates_in(sentence):
                worth = _worth(sentence, date, before, following)
                if worth <= 0:
                    continue
                worth += (place.section in OPENINGS or place.page <= FRONT_PAGES) * 2 + max(0, 3 - order // 10)
                worth -= 4 * (date.value[:7] > decided[:7])
                found = Found(date.value, start + date.start, start + date.end)
                yield Told(place, found, _rule(sentence, date), worth)
    yield from list(_ends_of_periods(places))[:3]


def _ends_of_periods(places: Sequence[Place]) -> Iterator[Told]:
    return (Told(p, f, "period_end", 3) for p in places for f in dates.period_end(p.text))


def _rule(sentence: str, date: dates.PrintedDate) -> str:
    return "incident" if any(f.value == date.value for f in dates.incident(sentence)) else "printed"


def _beside(text: str, borders: Sequence[tuple[int, int]], number: int) -> tuple[str, str]:
    """The sentences before and after a sentence in its paragraph; empty at the ends."""
    before = text[slice(*borders[number - 1])] if number else ""
    return before, text[slice(*borders[number + 1])] if number + 1 < len(borders) else ""


def _worth(sentence: str, date: dates.PrintedDate, before_it: str, following: str) -> int:
    """How much of an incident a sentence tells with a date; 0 where the date is that of something else."""
    before = sentence[: date.start]
    if dates.BEGINS.search(before[-BEFORE:]) or event_words.NOTIFIED.search(before[-2 * BEFORE :]):
        return 0
    died, hurt, came_out = (
        _near(p, sentence, date) for p in (event_words.DIED, event_words.HURT, event_words.CAME_OUT)
    )
    event = min(died, hurt, came_out)
    opens = dates.TOLD.search(before[-BEFORE:]) is not None
    aged = bool(ages.ages(sentence) or (OF_THE_CHILD.match(following) and ages.ages(following)))
    if event == FAR and SAYS_WHEN.match(sentence) and event_words.INCIDENT.search(before_it):
        return 2
    if event == FAR and not (opens and (aged or event_words.INCIDENT.search(following))):
        return 0
    if any(_near(words, sentence, date) < min(event, FAR) for words in (event_words.AFTERWARDS, event_words.JUDGED)):
        return 0
    worth = 3 if died < FAR else 2 if hurt < FAR else 1
    return worth + (event_words.DIED.search(following) is not None) + opens + aged


OF_THE_CHILD = re.compile(r"(?:He|She|They|The\s+(?:boy|girl|child|baby|infant))\s+(?:was|were)\b")
"""How a sentence begins that goes on with the child of the one before."""
SAYS_WHEN = re.compile(r"(?:It|This|That)\s+(?:was|happened|took\s+place|occurred)\b.{0,40}$", re.IGNORECASE)
"""A sentence that only gives the time of what the one before it tells."""
FAR = 1_000
"""A distance at which nothing is told of a date."""
BEFORE = 120
"""Characters before a date that say how it stands."""
COMMA = 25
"""What a comma between a word and a date adds to their distance."""


def _near(words: re.Pattern[str], sentence: str, date: dates.PrintedDate) -> int:
    """How far from a date the nearest of some words stands in its sentence, in characters and commas."""
    least = FAR
    for at, to in event_words.told_with(words, sentence, max(0, date.start - 400), date.end + 400):
        between = sentence[to : date.start] if to <= date.start else sentence[date.end : at]
        least = min(least, len(between) + COMMA * len(re.findall(r"[,;:(]", between)))
    return least


def _dated_by_its_telling(opening: Sequence[Place]) -> Iterator[Statement]:
    for place in opening:
        for found in dates.in_the_year(place.text)[:1]:
            quote = quote_with_before(place.text, found.start, found.end)
            if found.value in [f.value for f in dates.in_the_year(quote)]:
                evidence = Evidence(place.page, quote)
                printed = place.text[found.start : found.end]
                yield Statement("date_of_incident", found.value, evidence, printed, "dates.in_the_year", confidence=0.6)
                return
    for rule, confidence in ((dates.day_begun_with, 0.4), (dates.told_first, 0.4), (dates.year_told, 0.3)):
        said = list(first_found(opening, "date_of_incident", rule, f"dates.{rule.__name__}", confidence))
        if said:
            yield from said
            return


def _plausible(date: str) -> bool:
    return EARLIEST_YEAR <= int(date[:4]) <= 2100

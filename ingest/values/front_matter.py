"""What the first pages say a report is: its title, type and kind, who published it, and who wrote it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.values import bodies, dates, people, review_types
from ingest.values.phrases import Found
from ingest.values.quoting import quote_around
from ingest.values.sections import HEADINGS, Place
from repository.records.items import BlockRole, Page
from repository.records.statements import Evidence, Statement

FRONT_PAGES = 3
LONGEST_TITLE = 300
LAST_BLOCKS = 12
"""Where a report is signed."""
TOP_OF_A_WEB_PAGE = 15
"""Blocks: what a document of one page has in place of a cover."""
NOT_TITLE = re.compile(
    r"^(?:by|a report by|report published|published|inspection dates?|date|author|lead|chair|HC|CP|Cmnd?|Cmd)\b|\d{4}$",
    re.I,
)
"""Cover lines that are not part of a title."""

Rule = Callable[[str], list[Found]]


def cover_of(places: Sequence[Place]) -> list[Place]:
    """The first page that has text: the cover, or what serves as one."""
    first = [p for p in places if p.page == places[0].page]
    if not places:
        return []
    return first if places[-1].page > places[0].page else first[:TOP_OF_A_WEB_PAGE]


def as_printed(text: str) -> list[Found]:
    """The words themselves, with single spaces: how a title is read."""
    return [Found(" ".join(text.split()), 0, len(text))]


def title(places: Sequence[Place]) -> Iterator[Statement]:
    """The title as the cover prints it; the first heading, or the first words, where there is no cover."""
    run = _title_run(places)
    if not run:
        return
    quote = "\n\n".join(p.text for p in run)
    words = " ".join(quote.split())
    confidence = 0.95 if run[0].block.role == BlockRole.TITLE else 0.6
    yield Statement("title", words, Evidence(run[0].page, quote), rule="front_matter.as_printed", confidence=confidence)


def _title_run(places: Sequence[Place]) -> list[Place]:
    """The title's blocks: the cover's, with the headings below that complete a short one; a letter's subject line."""
    front = [p for p in places if p.page <= FRONT_PAGES]
    subject = _subject_line(front)
    if subject:
        return [subject]
    titled = [p for p in front if p.block.role == BlockRole.TITLE]
    if titled:
        first = [p for p in titled if p.page == titled[0].page]
        run = first + _completed_by(front, first[-1]) if _is_short(first) else first
        return run[: _fits(run)]
    headed = [p for p in front if p.page == front[0].page and p.block.role in HEADINGS]
    largest = sorted(headed, key=lambda p: p.block.level)[:1]
    return largest or front[:1]


def _subject_line(front: Sequence[Place]) -> Place | None:
    """What a letter is about: the line below its greeting."""
    if not front or not dates.alone(front[0].text):
        return None
    greeted = [at for at, p in enumerate(front) if p.page == front[0].page and p.text.startswith("Dear ")]
    return front[greeted[0] + 1] if greeted and greeted[0] + 1 < len(front) else None


def _is_short(run: Sequence[Place]) -> bool:
    words = " ".join(p.text for p in run)
    return len(words.split()) <= 4 and not re.search(r"\b(?:review|briefing|brief)\b", words, re.IGNORECASE)


def _completed_by(front: Sequence[Place], last: Place) -> list[Place]:
    """The cover's headings right below a title that only names a place or a series."""
    below = front[front.index(last) + 1 :]
    run: list[Place] = []
    for place in below:
        if place.page != last.page or place.block.role not in HEADINGS or NOT_TITLE.search(place.text):
            break
        run.append(place)
    return run


def _fits(run: Sequence[Place]) -> int:
    length = 0
    for count, place in enumerate(run):
        length += len(place.text)
        if length > LONGEST_TITLE:
            return max(1, count)
    return len(run)


def first_found(
    places: Iterable[Place], field: str, rule: Rule, name: str, confidence: float, *, each: bool = False
) -> Iterator[Statement]:
    """A statement of what a rule finds first in the text; with `each`, one for every different value."""
    said: set[str] = set()
    for place in places:
        for found in rule(place.text):
            if found.value not in said:
                said.add(found.value)
                yield stated(field, found, place, name, confidence)
                if not each:
                    return


def stated(field: str, found: Found, place: Place, name: str, confidence: float) -> Statement:
    """A statement of one thing found in a block, with the sentence around it."""
    quote = quote_around(place.text, found.start, found.end)
    return Statement(
        field,
        found.value,
        Evidence(place.page, quote),
        place.text[found.start : found.end],
        name,
        confidence=confidence,
    )


def publishing_bodies(places: Sequence[Place], pages: Sequence[Page]) -> list[Statement]:
    """The bodies that publish: named on the cover, else in the running heads, else the one named most.

    Two are joint publishers when the cover names both.
    """
    cover = cover_of(places)
    if cover and not _names_body(cover):
        cover = [p for p in places if p.page <= FRONT_PAGES]
    cover = [p for p in cover if p.block.role in HEADINGS or len(p.text) < 200] or cover
    said = list(first_found(cover, "publishing_body", bodies.named_bodies, "bodies.named_bodies", 0.9, each=True))
    if said:
        return said[:3]
    said = list(_most_named(places))
    if said:
        return said
    return list(first_found(places, "publisher_as_printed", bodies.unknown_bodies, "bodies.unknown_bodies", 0.5))


def _names_body(places: Iterable[Place]) -> bool:
    return any(bodies.named_bodies(p.text) for p in places)


def _most_named(places: Sequence[Place]) -> Iterator[Statement]:
    named = [(place, found) for place in places for found in bodies.named_bodies(place.text)]
    boards = [(p, f) for p, f in named if not f.value.startswith("pub-")] or named
    counted = Counter(found.value for _, found in boards)
    if counted:
        value, _ = counted.most_common(1)[0]
        place, found = next((p, f) for p, f in boards if f.value == value)
        yield stated("publishing_body", found, place, "bodies.named_bodies", 0.5)


def nation(said: Sequence[Statement], places: Sequence[Place]) -> Iterator[Statement]:
    """The nation of the publishing body, shown by the words that name the body.

    Where no known body is named, the nation to whose law the type of review belongs, or the one that the
    first pages name.
    """
    for statement in said:
        if statement.field == "publishing_body":
            for found in bodies.nations(statement.evidence.quote)[:1]:
                yield Statement(
                    "nation", found.value, statement.evidence, statement.printed, "bodies.nations", confidence=0.9
                )
                return
    front = [p for p in places if p.page <= FRONT_PAGES]
    tries = (
        (cover_of(places), review_types.nations_of_types, 0.6),
        (front, bodies.named_nations, 0.5),
        (front, review_types.nations_of_types, 0.4),
    )
    for part, rule, confidence in tries:
        for found_in in first_found(
            part, "nation", rule, f"{rule.__module__.split('.')[-1]}.{rule.__name__}", confidence
        ):
            yield found_in
            return


def review_type(places: Sequence[Place], nation_id: str) -> Iterator[Statement]:
    """The type that the cover gives, else the one that the first pages name most."""
    rule = review_types.RULE_OF_NATION.get(nation_id, review_types.named_types)
    name = f"review_types.{rule.__name__}"
    cover = cover_of(places)
    titles = [p for p in cover if p.block.role in HEADINGS]
    for part, confidence in ((titles, 0.95), (cover, 0.8)):
        for statement in first_found(part, "review_type", rule, name, confidence):
            statutory = list(_under_the_act(places)) if statement.value == "inquiry-nonstat" else []
            yield from statutory or [statement]
            return
    front = [p for p in places if p.page <= 6]
    counted = Counter(found.value for p in front for found in rule(p.text))
    if counted:
        value, times = counted.most_common(1)[0]
        place, found = next((p, f) for p in front for f in rule(p.text) if f.value == value)
        if times > 1 or place.page <= FRONT_PAGES:
            yield stated("review_type", found, place, name, 0.5 if times > 1 else 0.3)


def _under_the_act(places: Sequence[Place]) -> Iterator[Statement]:
    """That an inquiry is statutory, where its first pages name the Act it is held under."""
    front = [p for p in places if p.page <= 6]
    yield from first_found(front, "review_type", review_types.held_under_an_act, "review_types.held_under_an_act", 0.8)


def publication_kind(places: Sequence[Place]) -> Iterator[Statement]:
    """What the cover calls the file."""
    cover = [p for p in cover_of(places) if p.block.role in HEADINGS or len(p.text) < 120]
    yield from first_found(
        cover, "publication_kind", review_types.publication_kinds, "review_types.publication_kinds", 0.8
    )


def written_by(places: Sequence[Place], review_type_id: str) -> Iterator[Statement]:
    """Authors and chairs named on the first pages or the last; the report of an inquiry is its chair's and theirs
    who signed it with the chair."""
    cover = cover_of(places)
    front = [p for p in places if p.page <= FRONT_PAGES or p.section in ("author", "intro", "method")]
    tries = ((cover, people.authors, 0.8), (front, people.authors, 0.8), (cover, people.names_alone, 0.5),
             (places[-LAST_BLOCKS:], people.authors, 0.5))  # fmt: skip
    for part, rule, confidence in tries:
        said = list(first_found(part, "author", rule, f"people.{rule.__name__}", confidence, each=True))
        said = said or (list(_beside_a_role(part)) if part is cover else [])
        if said:
            yield from said[:4]
            break
    chair = list(first_found(front, "chair", people.chairs, "people.chairs", 0.7))
    yield from chair
    if review_type_id.startswith("inquiry"):
        yield from (replace(s, field="author") for s in chair)
        yield from _signed_with_the_chair(places[-LAST_BLOCKS:], {s.value.casefold() for s in chair})


def _beside_a_role(cover: Sequence[Place]) -> Iterator[Statement]:
    """A name on the line above or below one that only says "Independent Author"."""
    for one, two in zip(cover, cover[1:], strict=False):
        if one.page == two.page and len(one.text) + len(two.text) < 200 and people.is_role(one.text):
            quote = f"{one.text}\n\n{two.text}"
            for found in people.authors(quote):
                yield Statement(
                    "author", found.value, Evidence(one.page, quote), two.text, "people.authors", confidence=0.7
                )


def _signed_with_the_chair(end: Sequence[Place], known: set[str]) -> Iterator[Statement]:
    """Those whose names follow a chairman's at the end, each on a line of its own."""
    first = next((n for n, place in enumerate(end) if people.signed_as_chair(place.text)), None)
    for place in end[first:] if first is not None else ():
        found = people.signed(place.text)
        if not found:
            return
        if found[0].value.casefold() not in known:
            yield stated("author", found[0], place, "people.signed", 0.7)

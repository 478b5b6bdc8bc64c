"""What the first pages say a report is: its title, type and kind, who published it, and who wrote it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.values import bodies, children, people, review_types
from ingest.values.phrases import Found
from ingest.values.quoting import quote_around
from ingest.values.sections import HEADINGS, Place
from ingest.values.title_pages import FRONT_PAGES, cover_of, title_run
from repository.records.items import BlockRole, Page
from repository.records.statements import Evidence, Statement

PRINTERS = ("pub-hmso", "pub-tso")
"""The Crown's printers publish only what names no other publisher."""
MOST_AUTHORS = 4
LAST_BLOCKS = 12
"""Where a report is signed."""
PAGES_THAT_TELL = 6
"""How far a report is read for what kind of review it calls itself."""

Rule = Callable[[str], list[Found]]


def as_printed(text: str) -> list[Found]:
    """The words themselves, with single spaces: how a title is read."""
    return [Found(" ".join(text.split()), 0, len(text))]


def title(places: Sequence[Place]) -> Iterator[Statement]:
    """The title as the cover prints it; the first heading, or the first words, where there is no cover."""
    run = title_run(places)
    if not run:
        return
    quote = "\n\n".join(p.text for p in run)
    words = " ".join(quote.split())
    confidence = 0.95 if run[0].block.role == BlockRole.TITLE else 0.6
    yield Statement("title", words, Evidence(run[0].page, quote), rule="front_matter.as_printed", confidence=confidence)


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
        return [s for s in said if s.value not in PRINTERS][:3] or said[:1]
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
    """The type that the title gives, else the lines of the cover; that of a paper about many reviews; else the one
    that the first pages speak of as this review."""
    title, cover = title_run(places), cover_of(places)
    lines = [p for p in cover if p.block.role in HEADINGS or len(p.text) < 120]
    front = [p for p in places if p.page <= FRONT_PAGES]
    tries = (
        _named_first(title, nation_id, 0.95),
        first_found([*title, *lines], "review_type", review_types.analyses, "review_types.analyses", 0.9),
        _named_first([p for p in lines if p.block.role in HEADINGS], nation_id, 0.95),
        _named_first(lines, nation_id, 0.8),
        first_found(title, "review_type", review_types.titled_for_many, "review_types.titled_for_many", 0.7),
        _about_many(front, title),
        _most_meant([p for p in places if p.page <= PAGES_THAT_TELL], nation_id),
    )
    said = next((statement for said in tries for statement in said), None)
    if said:
        statutory = list(_under_the_act(places)) if said.value == "inquiry-nonstat" else []
        yield from statutory or [said]


def _named_first(lines: Sequence[Place], nation_id: str, confidence: float) -> Iterator[Statement]:
    """The first type that one of the lines names; reviews in general ("serious case reviews") are none."""
    name = review_types.rule_of(nation_id).__name__
    for place in lines:
        for found, many in review_types.mentions(place.text, nation_id):
            if not many or children.labels(place.text):
                yield stated("review_type", found, place, f"review_types.{name}", confidence)


def _about_many(front: Sequence[Place], title: Sequence[Place]) -> Iterator[Statement]:
    """That a paper was made from many reviews, unless its title is about a child."""
    if not any(children.labels(p.text) for p in title):
        yield from first_found(front, "review_type", review_types.of_many_reviews, "review_types.of_many_reviews", 0.6)


def _most_meant(front: Sequence[Place], nation_id: str) -> Iterator[Statement]:
    """The type that counts most by how the pages name it; one name in passing, late, is none."""
    rule = review_types.rule_of(nation_id)
    weighed: defaultdict[str, float] = defaultdict(float)
    first: dict[str, tuple[float, Place, Found]] = {}
    for place in front:
        for found, weight in review_types.weighed(place.text, nation_id):
            weighed[found.value] += weight
            if weight > first.get(found.value, (0.0,))[0]:
                first[found.value] = (weight, place, found)
    for value, total in sorted(weighed.items(), key=lambda one: -one[1])[:1]:
        _, place, found = first[value]
        if total > 1 or place.page <= FRONT_PAGES:
            yield stated("review_type", found, place, f"review_types.{rule.__name__}", 0.5 if total > 1 else 0.3)


def _under_the_act(places: Sequence[Place]) -> Iterator[Statement]:
    """That an inquiry is statutory, where its first pages name the Act it is held under."""
    front = [p for p in places if p.page <= PAGES_THAT_TELL]
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
        said = said or (list(_beside_a_role(cover, "author", people.is_role, people.authors)) if part is cover else [])
        if said:
            yield from said[:MOST_AUTHORS]
            break
    chair = list(first_found(front, "chair", people.chairs, "people.chairs", 0.7))
    chair = chair or list(_beside_a_role(cover, "chair", people.is_chair, people.chairs))
    yield from chair
    if review_type_id.startswith("inquiry"):
        yield from (replace(s, field="author") for s in chair)
        yield from _signed_with_the_chair(places[-LAST_BLOCKS:], {s.value.casefold() for s in chair})


def _beside_a_role(
    cover: Sequence[Place], field: str, is_role: Callable[[str], bool], rule: Rule
) -> Iterator[Statement]:
    """The names on the lines above or below one that only says "Independent Author"."""
    title = title_run(cover)
    for at, place in enumerate(cover):
        if is_role(place.text):
            below = _names_from(cover[at + 1 :], place.page, title)
            above = () if below else _names_from(cover[:at][::-1], place.page, title)
            quote = "\n\n".join(p.text for p in (*above[::-1], place, *below))
            for found in rule(quote) if above or below else ():
                printed = quote[found.start : found.end]
                yield Statement(
                    field, found.value, Evidence(place.page, quote), printed, f"people.{rule.__name__}", confidence=0.7
                )


def _names_from(lines: Sequence[Place], page: int, title: Sequence[Place]) -> Sequence[Place]:
    """The first lines, each of which holds a name and nothing else."""
    count = next((n for n, p in enumerate(lines) if p.page != page or not _is_name(p, title)), len(lines))
    return lines[: min(count, MOST_AUTHORS)]


def _is_name(place: Place, title: Sequence[Place]) -> bool:
    return place not in title and bool(people.signed(place.text)) and not children.labels(place.text)


def _signed_with_the_chair(end: Sequence[Place], known: set[str]) -> Iterator[Statement]:
    """Those whose names follow a chairman's at the end, each on a line of its own."""
    first = next((n for n, place in enumerate(end) if people.signed_as_chair(place.text)), None)
    for place in end[first:] if first is not None else ():
        found = people.signed(place.text)
        if not found:
            return
        if found[0].value.casefold() not in known:
            yield stated("author", found[0], place, "people.signed", 0.7)

"""What can be concluded from an entry of a listing: board, area, date, themes and the rest, each with its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain, islice

from rapidfuzz import fuzz, process

from ingest.sources.entries import Entry
from ingest.values.bodies import named_bodies
from ingest.values.dates import dates_in
from ingest.values.front_matter import as_printed
from ingest.values.methods import named_methods
from ingest.values.phrases import Found
from ingest.values.review_types import named_types
from ingest.values.theme_evidence import REVIEWING, SECTORS, theme_finder
from ingest.values.wording import below
from repository.records.concepts import fold_label, vocabularies
from repository.records.dates import is_partial_date
from repository.records.statements import Evidence, Statement

ANONYMOUS = re.compile(r"^(?:anonymous|unnamed|not named|publisher withheld)\b", re.IGNORECASE)
FORMS = (
    "{}",
    "{} Safeguarding Children Board",
    "{} Safeguarding Children Partnership",
    "{} Child Protection Committee",
    "{} Safeguarding Panel",
)
"""A list often prints the area alone where it means its board."""
MISSPELT = 90
"""How alike (of 100) a keyword must be to a label to count as a misspelling of it: one letter in ten."""
NAMES_IT = 0.9
"""From this weight on, a cue names its theme."""
TITLED, LISTED, LIKELY = 0.5, 0.85, 0.6
"""How sure: a heading is a worse title than a cover; a librarian's words are good; a misspelling is a guess."""


def heading_date(text: str) -> list[Found]:
    """The date with which a heading of a list begins, or that stands in a catalogue: a year, a month or a day."""
    plain = text.strip().replace("/", "-")
    if is_partial_date(plain):
        return [Found(plain, 0, len(text))]
    spaced = re.sub(r"(?<=[A-Za-z])(?=\d)", " ", text)
    return [Found(d.value, 0, len(text)) for d in dates_in(spaced, bare_years=True)[:1]]


def area_bodies(text: str) -> list[Found]:
    """The board of an area that is printed alone, where only one board is called so."""
    for form in FORMS:
        found = named_bodies(form.format(text))
        if found:
            return [Found(f.value, 0, len(text)) for f in found] if len({f.value for f in found}) == 1 else []
    return []


def named_areas(text: str) -> list[Found]:
    """The local authority of exactly that name."""
    areas = vocabularies()["local_areas"].by_label.get(fold_label(text), ())
    return [Found(areas[0].id, 0, len(text))] if len(areas) == 1 else []


def keyword_themes(text: str) -> list[Found]:
    """The theme that a keyword stands for, by a label of its own, a slip of the pen, or the words of the field."""
    return [Found(id, 0, len(text)) for id, _ in _keyword_theme(text)]


@lru_cache(maxsize=4_096)
def _keyword_theme(text: str) -> tuple[tuple[str, float], ...]:
    others = below("themes", SECTORS | REVIEWING)
    themes = {
        label: concepts[0].id
        for label, concepts in vocabularies()["themes"].by_label.items()
        if len(concepts) == 1 and not concepts[0].is_group and concepts[0].id not in others
    }
    folded = fold_label(text)
    if folded in themes:
        return ((themes[folded], LISTED),)
    near = process.extractOne(folded, list(themes), scorer=fuzz.ratio, score_cutoff=MISSPELT)
    if near:
        return ((themes[near[0]], LIKELY),)
    named = theme_finder().find(text)
    return ((named[0].value, LIKELY),) if named and named[0].weight >= NAMES_IT else ()


def entry_statements(entry: Entry, address: str) -> list[Statement]:
    """Every value of an entry, each with the words of the page at that address."""
    return list(_statements(entry, Evidence(source_url=address)))


def _statements(entry: Entry, source: Evidence) -> Iterator[Statement]:
    def say(field: str, words: str, rule: Callable[[str], list[Found]], name: str, sure: float) -> Iterator[Statement]:
        evidence = Evidence(None, words, source.source_url)
        for found in {f.value: f for f in rule(words)}.values() if words else ():
            printed = "" if found.value == words else words[found.start : found.end]
            yield Statement(field, found.value, evidence, printed, rule=name, confidence=sure)

    printed = (as_printed, "front_matter.as_printed")
    title = entry.title or " – ".join(part for part in (entry.publisher, entry.label) if part) or entry.heading
    yield from say("title", title, *printed, TITLED)
    for author in entry.authors:
        yield from say("author", author, *printed, LISTED)
    yield from say("subject_label", entry.label, *printed, LISTED)
    if ANONYMOUS.match(entry.publisher):
        yield from say("publisher_as_printed", entry.publisher, *printed, LISTED)
    else:
        yield from say("area_as_printed", entry.publisher, *printed, LISTED)
        yield from say("publishing_body", entry.publisher, area_bodies, "entry_values.area_bodies", LISTED)
        yield from say("local_area", entry.publisher, named_areas, "entry_values.named_areas", LISTED)
    for date in [entry.date, *(offer.date for offer in entry.offers)]:
        yield from say("date_published", date, heading_date, "entry_values.heading_date", LISTED)
    yield from say("abstract", entry.abstract, *printed, LISTED)
    yield from say("note", entry.note, *printed, LISTED)
    yield from say("methodology", entry.method, named_methods, "methods.named_methods", LISTED)
    named = (named_types, "review_types.named_types", LIKELY)
    typed = (say("review_type", words, *named) for words in (entry.heading, entry.abstract))
    yield from islice(chain.from_iterable(typed), 1)
    for keyword in entry.keywords:
        yield from say("keyword", keyword, *printed, LISTED)
        sure = dict(_keyword_theme(keyword)).values()
        yield from say("theme", keyword, keyword_themes, "entry_values.keyword_themes", max(sure, default=0.0))

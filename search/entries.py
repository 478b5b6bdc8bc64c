"""Turns a record and its pages into what is indexed of it: one entry for a review, however many files it has."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from repository.records.concepts import Concept, ancestors, concept, label_of
from repository.records.items import Availability, BlockRole, Item, Page, Publication, State
from repository.records.statements import VOCABULARY_OF
from search.fields import BODY, COMPOUNDS, EXACT
from search.words import may_label, paragraphs_of, raw_words, read_alone, read_words

RECORD_CONCEPTS = (
    "theme", "agency", "harm_type", "outcome", "risk_factor", "review_type", "publishing_body", "local_area",
    "nation", "methodology",
)  # fmt: skip
RECORD_TEXTS = (
    "subject_label",
    "keyword",
    "abstract",
    "reference",
    "author",
    "publisher_as_printed",
    "area_as_printed",
)
BETWEEN_FILES = 50
"""Places left free between two publications, so that no phrase reaches from one into the next."""
NATIONS_OF = "regions:uk"

Places = defaultdict[str, list[int]]
ReadPages = Callable[[str], Iterable[Page]]


@dataclass(frozen=True)
class PageTable:
    """Where the pages of a publication stand in the body. `numbers` are the file's pages, `starts` the
    place of the first word of each and, at the end, the place after the last word of the last."""

    publication_id: str
    numbers: array[int]
    starts: array[int]


def readable(item: Item) -> tuple[Publication, ...]:
    """The publications whose text may be searched and shown."""
    if item.state != State.PUBLISHED:
        return ()
    return tuple(p for p in item.publications if p.availability == Availability.FULL_TEXT)


def entry_of(item: Item, pages_of: ReadPages) -> dict[str, Any]:
    """The fields of an item's entry in the index; `pages_of` gives the pages of a publication id."""
    exact: Places = defaultdict(list)
    compounds: set[str] = set()
    body: Places = defaultdict(list)
    headings: list[str] = []
    tables: list[tuple[str, bytes, bytes]] = []
    place = 0
    for publication in readable(item):
        table = PageTable(publication.id, array("I"), array("I"))
        for page in pages_of(publication.id):
            table.numbers.append(page.number)
            table.starts.append(place)
            headings += (b.text for b in page.blocks if b.role in (BlockRole.HEADING, BlockRole.TITLE))
            place = _add(page.text, place, body, exact, compounds)
        table.starts.append(place)
        tables.append((table.publication_id, table.numbers.tobytes(), table.starts.tobytes()))
        place += BETWEEN_FILES
    entry: dict[str, Any] = {
        "id": item.id,
        "facts": json.dumps(facts_of(item), ensure_ascii=False),
        "pages": tables,
        BODY: body,
    }
    for field, texts in (
        ("title", [item.title]),
        ("record", _record_texts(item)),
        ("headings", headings),
        ("recommendations", [r.text for r in item.recommendations]),
        ("findings", [part for f in item.findings for part in (f.text, *f.questions)]),
    ):
        terms: Places = defaultdict(list)
        words: Places = defaultdict(list)
        length = _add("\n\n".join(texts), 0, terms, words, compounds)
        for word, found in words.items():
            exact[word] += (place + at for at in found)
        place += length + BETWEEN_FILES
        entry[field] = terms
    entry[EXACT] = exact
    entry[COMPOUNDS] = dict.fromkeys(compounds, (0,))
    return entry


def page_tables(stored: Iterable[tuple[str, bytes, bytes]]) -> tuple[PageTable, ...]:
    """The page tables of an entry as they were stored."""
    return tuple(PageTable(id, array("I", numbers), array("I", starts)) for id, numbers, starts in stored)


def _add(text: str, place: int, terms: Places, exact: Places, compounds: set[str]) -> int:
    """Add the words of a text from `place` on; returns the first place after it.

    Words are gathered as written first and taken apart once each: most stand there many times.
    """
    raw: Places = defaultdict(list)
    after = place
    for paragraph in paragraphs_of(text):
        if may_label(paragraph):
            for word in read_words(paragraph):
                if word.label:
                    terms[word.label].append(place + word.place)
        for written in raw_words(paragraph):
            raw[written].append(place)
            place += len(read_alone(written))
            after = place
        place += 1
    for written, places in raw.items():
        words = read_alone(written)
        for number, word in enumerate(words):
            here = [at + number for at in places] if number else places
            for term in word.terms:
                terms[term] += here
            for form in word.exacts:
                exact[form] += here
        if words and words[0].joined is not None:
            compounds.add(f"{words[0].joined.exact}={' '.join(word.forms.exact for word in words)}")
    return after


def _record_texts(item: Item) -> list[str]:
    texts = [label_of(field, value) for field in RECORD_CONCEPTS for value in item.values(field)]
    texts += (value for field in RECORD_TEXTS for value in item.values(field))
    texts += (subject.label for subject in item.subjects)
    texts += (earlier.label for earlier in item.earlier_labels)
    texts += (publication.title for publication in item.publications)
    return list(dict.fromkeys(filter(None, texts)))


def facts_of(item: Item) -> dict[str, Any]:
    """What is counted and sorted by: id, kind, title, date and year of publication, values of the facets."""
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "date": item.value("date_published"),
        "year": item.year_published,
        "facets": {
            "kind": [item.kind],
            "theme": list(item.values("theme")),
            "agency": list(item.values("agency")),
            "review_type": list(item.values("review_type")),
            "nation": nations_of(item),
            "publishing_body": list(item.values("publishing_body")),
            "availability": sorted({p.availability for p in item.publications}),
        },
    }


def nations_of(item: Item) -> list[str]:
    """The nations an item belongs to, as region ids: as stated, or by its publishing body, or by its area."""
    for field in ("nation", "publishing_body", "local_area"):
        found = dict.fromkeys(
            place.id
            for value in item.values(field)
            if (named := concept(VOCABULARY_OF[field], value)) is not None
            for place in (named, *ancestors(named))
            if _is_nation(place) or (place is named and place.id == "uk")
        )
        if found:
            return list(found)
    return []


def _is_nation(place: Concept) -> bool:
    return place.vocabulary == "regions" and (NATIONS_OF in place.broader or place.id == "crown")

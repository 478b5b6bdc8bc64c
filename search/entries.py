"""Turns a record and its pages into what is indexed of it: one entry for a review, however many files it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from repository.records.concepts import label_of
from repository.records.items import Availability, BlockRole, Item, Page, Publication, State
from search.facet_values import facet_values
from search.languages import languages_of
from search.naming_people import names_someone
from search.reading import Reader, Standing, TextRead
from search.words import BLANK_LINE, read_words

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

ReadPages = Callable[[str], Iterable[Page]]


@dataclass(frozen=True)
class PageTable:
    """Where the pages of a publication stand in the body. `numbers` are the file's pages, `paragraphs` the
    places where the paragraphs of each begin."""

    publication_id: str
    numbers: tuple[int, ...]
    paragraphs: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Entry:
    """What is indexed of an item. Terms, exact forms and compounds are numbers of the reader that read it;
    `small` are exact forms that are somewhere written in small letters, which no name is.

    All fields share one row of places: `bounds` holds the first place of each field of PARTS, in that
    order, and the first place after the last. `words` counts the words of the pages.
    """

    facts: Mapping[str, Any]
    found: Standing
    exact: Standing
    small: tuple[int, ...]
    compounds: tuple[int, ...]
    bounds: tuple[int, ...]
    pages: tuple[PageTable, ...]

    @property
    def words(self) -> int:
        """Places of the body, about as many as it has words."""
        return self.bounds[1]


def readable(item: Item) -> tuple[Publication, ...]:
    """The publications whose text may be searched and shown."""
    if item.state != State.PUBLISHED:
        return ()
    return tuple(p for p in item.publications if p.availability == Availability.FULL_TEXT)


def entry_of(item: Item, pages_of: ReadPages, reader: Reader) -> Entry:
    """An item's entry, read by a reader; `pages_of` gives the pages of a publication id."""
    read: list[TextRead] = []
    tables: list[PageTable] = []
    headings: list[str] = []
    languages: list[str] = []
    place = 0
    for publication in readable(item):
        pages = list(pages_of(publication.id))
        languages += languages_of(publication, pages)
        headings += (b.text for p in pages for b in p.blocks if b.role in (BlockRole.HEADING, BlockRole.TITLE))
        read.append(reader.read((page.text for page in pages), place))
        tables.append(PageTable(publication.id, tuple(page.number for page in pages), read[-1].pages))
        place = read[-1].after + BETWEEN_FILES
    bounds = [0, place]
    for texts in (
        [item.title],
        record_texts(item),
        headings,
        [r.text for r in item.recommendations],
        [part for f in item.findings for part in (f.text, *f.questions)],
    ):
        read.append(reader.read([BLANK_LINE.join(texts)], place))
        place = read[-1].after + BETWEEN_FILES
        bounds.append(place)
    return Entry(
        facts_of(item, languages),
        _together([text.found for text in read]),
        _together([text.exact for text in read]),
        tuple(sorted(frozenset().union(*(text.small for text in read)))),
        tuple(sorted(frozenset().union(*(text.compounds for text in read)))),
        tuple(bounds),
        tuple(tables),
    )


def _together(parts: Sequence[Standing]) -> Standing:
    return Standing(np.concatenate([p.terms for p in parts]), np.concatenate([p.places for p in parts]))


def record_texts(item: Item) -> list[str]:
    """What the record says in words: concepts by their labels, names, keywords, titles of files."""
    texts = [label_of(field, value) for field in RECORD_CONCEPTS for value in item.values(field)]
    texts += (value for field in RECORD_TEXTS for value in item.values(field))
    texts += (subject.label for subject in item.subjects)
    texts += (earlier.label for earlier in item.earlier_labels)
    texts += (publication.title for publication in item.publications)
    return list(dict.fromkeys(filter(None, texts)))


def facts_of(item: Item, languages: Iterable[str]) -> dict[str, Any]:
    """What is counted and sorted by: id, kind, title, date and year of publication, values of the facets.

    `languages` are those of its publications; `offer` tells whether the title may be offered to somebody who
    types its beginning.
    """
    return {
        "id": item.id,
        "title": item.title,
        "title_key": title_key(item.title),
        "offer": not names_someone(item),
        "date": item.value("date_published"),
        "year": item.year_published,
        "facets": facet_values(item, languages),
    }


def title_key(title: str) -> str:
    """A title without case, accents and punctuation, numbers in order of size."""
    return " ".join(f.zfill(6) if (f := word.forms.exact).isdigit() else f for word in read_words(title))

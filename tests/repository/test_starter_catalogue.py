"""The starter catalogue: real records from 1945 to 2025, each value with its source, doubts kept and said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from repository.errors import WrongUsage
from repository.governance.withdrawal import withdraw_item
from repository.records.identifiers import ITEM_ID
from repository.records.items import Availability, Collection, Item, Kind, PublicationKind, State
from repository.settings import Settings
from repository.store.library import Library, open_library
from repository.store.starter_catalogue import Loaded, items_of, load_starter_catalogue, read_rows

MIRRORS = ("scribd", "docslib", "vdocument", "pdfslide", "studylib", "yumpu", "paperzz", "1library", "fdocuments")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path_factory.mktemp("catalogue"))) as library:
        assert load_starter_catalogue(library) == Loaded(added=206)
        yield library


@pytest.fixture(scope="module")
def items(library: Library) -> list[Item]:
    return list(library.catalogue.each_item(Collection.CATALOGUE))


def test_there_are_206_records_from_1945_to_2025(library: Library, items: list[Item]) -> None:
    counts = {Kind.REVIEW: 175, Kind.BRIEFING: 8, Kind.ANALYSIS: 23}
    assert library.catalogue.counts(Collection.CATALOGUE) == counts
    assert sum(library.catalogue.counts(Collection.SAMPLES).values()) == 0
    years = [item.year_published for item in items if item.year_published is not None]
    assert (min(years), max(years)) == (1945, 2025)
    assert len(items) - len(years) == 5, "an unknown year is not guessed"


def test_ids_are_permanent_and_of_the_right_form(items: list[Item]) -> None:
    assert all(ITEM_ID.fullmatch(item.id) for item in items)
    assert len({item.id for item in items}) == 206
    assert next(i.id for i in items if i.year_published == 1945) == "cr-g8u8wgpj"


def test_every_value_has_its_source(items: list[Item]) -> None:
    for item in items:
        assert item.statements
        assert all(s.evidence.source_url.startswith("http") for s in item.statements)
        assert all(s.rule == "catalogue" for s in item.statements)
        assert item.value("title")


def test_47_records_have_a_value_that_its_source_does_not_confirm(items: list[Item]) -> None:
    doubtful = [item for item in items if item.unconfirmed]
    assert len(doubtful) == 47
    assert all(item.value("note") for item in doubtful), "what is doubtful is explained"


def test_inquiries_published_from_1945_to_1979_can_be_listed(items: list[Item]) -> None:
    found = [
        item
        for item in items
        if item.value("review_type").startswith("inquiry") and 1945 <= (item.year_published or 0) <= 1979
    ]
    assert [item.year_published for item in found] == [1945, 1946, 1967, 1974, 1975, 1975, 1979, 1979]


def test_nothing_can_be_read_here_and_each_record_says_where_to_ask(items: list[Item]) -> None:
    for item in items:
        assert not item.has_text
        assert all(p.where_to_ask.startswith("Ask ") and p.where_to_ask.endswith(".") for p in item.publications)
        sources = {p.source.partition("/overview")[0] for p in item.publications}
        assert sources == {f"corpus/catalogue/published_reviews.csv#{item.id}"}
    only = [i for i in items if {p.availability for p in i.publications} == {Availability.CATALOGUE_RECORD_ONLY}]
    assert len(only) == 199


def test_a_report_that_was_never_published_is_known_file_by_file(items: list[Item]) -> None:
    brief = next(item for item in items if item.title == "Child KG: Learning Brief")
    assert [(p.kind, p.availability) for p in brief.publications] == [
        (PublicationKind.OVERVIEW_REPORT, Availability.NEVER_PUBLISHED),
        (PublicationKind.LEARNING_BRIEF, Availability.CATALOGUE_RECORD_ONLY),
    ]


def test_a_mirror_is_never_the_publisher(items: list[Item]) -> None:
    for item in items:
        assert item.values("publishing_body"), item.title
        words = " ".join((*item.values("publishing_body"), *item.values("publisher_as_printed")))
        assert not any(mirror in words.casefold() for mirror in MIRRORS)


def test_ties_between_records_lead_to_records_and_a_dispute_is_said(items: list[Item]) -> None:
    ids = {item.id for item in items}
    relations = [(item, relation) for item in items for relation in item.relations]
    assert all(relation.other_id in ids for _, relation in relations if relation.kind != "disputed_by")
    disputed = [(item.title, relation) for item, relation in relations if relation.kind == "disputed_by"]
    assert len(disputed) == 1
    assert "High Court" in disputed[0][1].note
    superseding = [item for item, relation in relations if relation.kind == "supersedes"]
    assert [item.title for item in superseding] == ["The Report of the Macur Review (Revised Redacted Version)"]


def test_loading_again_changes_nothing(library: Library, items: list[Item]) -> None:
    last = library.catalogue.last_change()
    assert load_starter_catalogue(library) == Loaded(unchanged=206)
    assert library.catalogue.last_change() == last
    assert list(library.catalogue.each_item()) == items


def test_a_withdrawn_record_stays_withdrawn_and_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with open_library(Settings(home=tmp_path)) as library:
        load_starter_catalogue(library, lambda done, of: told.append((done, of)))
        id = library.catalogue.ids()[7]
        withdraw_item(library, id, "asked by the publisher")
        assert load_starter_catalogue(library) == Loaded(unchanged=205, left_out=1)
        assert library.catalogue.item(id).state == State.WITHDRAWN
    assert told == [(n, 206) for n in range(1, 207)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("item_id", "cr-1"),
        ("title", ""),
        ("kind", "book"),
        ("review_type", "no-such-type"),
        ("publishing_bodies", "sb-nowhere"),
        ("date_published", "June 1945"),
        ("concepts", "themes:no-such-theme"),
        ("availability", "somewhere"),
        ("source_url", ""),
    ],
)
def test_a_wrong_value_is_refused_by_row_and_column(column: str, value: str) -> None:
    row = read_rows()[0] | {column: value}
    with pytest.raises(WrongUsage, match=column):
        items_of(row)

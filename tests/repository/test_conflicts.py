"""What a list says of a record and what its report says: where they agree, and where a person is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from repository.governance.conflicts import open_conflicts
from repository.records.items import Collection, Kind, PublicationKind, Subject
from repository.records.statements import Evidence, Statement
from repository.settings import Settings
from repository.store.deposits import NewItem, NewPublication
from repository.store.harvests import Harvests
from repository.store.library import Library, open_library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path)) as library:
        yield library


def in_conflict(library: Library, field: str, listed: tuple[str, ...], read: tuple[str, ...]) -> list[str]:
    """The fields in conflict of a record of which a list says one thing and the report another."""
    found = tuple(Statement(field, value, Evidence(1, value), rule="r") for value in read)
    children = tuple(Subject(value, rule="r") for value in read) if field == "subject_label" else ()
    publication = NewPublication(PublicationKind.OVERVIEW_REPORT, "x", sha256="a" * 64, source="x")
    new = NewItem(Kind.REVIEW, Collection.SAMPLES, publication, () if children else found, children)
    id = library.deposits.take_in(new).item_id
    told = [Statement(field, value, Evidence(None, value, "https://list.invalid"), rule="r") for value in listed]
    Harvests(library.engine).describe(id, "https://list.invalid", told)
    return [conflict.field for conflict in open_conflicts(library, Collection.SAMPLES)]


@pytest.mark.parametrize(
    ("field", "listed", "read"),
    [
        ("date_published", ("2015",), ("2015-03",)),
        ("date_published", ("2015-03-04",), ("2015-03",)),
        ("date_published", (), ("2015",)),
        ("date_published", ("2015",), ()),
        ("publishing_body", ("smp-tavyshire",), ("smp-eastmarch", "smp-tavyshire")),
        ("subject_label", ("Child R and Child S",), ("Child R",)),
        ("subject_label", ("child r",), ("Child R", "Sibling 1")),
        ("subject_label", ("Family R",), ("Child R",)),
        ("title", ("Tavyshire – Child R",), ("Serious case review",)),
    ],
)
def test_these_agree(library: Library, field: str, listed: tuple[str, ...], read: tuple[str, ...]) -> None:
    assert in_conflict(library, field, listed, read) == []


@pytest.mark.parametrize(
    ("field", "listed", "read"),
    [
        ("date_published", ("2015",), ("2016-03",)),
        ("date_published", ("2015-04",), ("2015-03",)),
        ("publishing_body", ("smp-tavyshire",), ("smp-eastmarch",)),
        ("review_type", ("scr",), ("clspr",)),
        ("subject_label", ("Child R",), ("Child RS",)),
        ("subject_label", ("Child R",), ("Child S",)),
    ],
)
def test_these_go_to_a_person(library: Library, field: str, listed: tuple[str, ...], read: tuple[str, ...]) -> None:
    assert in_conflict(library, field, listed, read) == [field]

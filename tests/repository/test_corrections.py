"""Corrections: a person's word stands in front, is traced, and survives other readings and other rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest import pipeline
from ingest.pipeline import ingest_files
from ingest.sources.folder import FileToRead
from repository.errors import NotAllowed, NotInLibrary, WrongUsage
from repository.governance.commands import correct as correct_command
from repository.governance.corrections import Correction, correct, read_corrections, value_of
from repository.governance.decisions import decisions
from repository.governance.withdrawal import withdraw_item
from repository.records.items import Collection, Kind, PublicationKind
from repository.records.statements import Evidence, Statement
from repository.settings import Settings
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import Library, open_library

REPORT = Path("corpus/samples/child-s-learning-brief.pdf").resolve()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path / "home")) as library:
        yield library


def deposit(library: Library) -> str:
    new = NewItem(
        Kind.REVIEW,
        Collection.SAMPLES,
        NewPublication(PublicationKind.OVERVIEW_REPORT, "Child Q", sha256="a" * 64, source="q.pdf"),
        (
            Statement("title", "Child Q", Evidence(1, "Child Q"), rule="r"),
            Statement("theme", "neglect", Evidence(1, "neglect"), rule="r"),
            Statement("date_published", "2015", Evidence(1, "2015"), rule="r", confidence=0.8),
        ),
    )
    return library.deposits.take_in(new).item_id


def said(id: str, field: str, value: str, *, deny: bool = False, reason: str = "read the report") -> Correction:
    return Correction(id, field, value, "A. Curator", reason, deny)


def test_a_persons_value_is_in_force_with_name_and_reason(library: Library) -> None:
    id = deposit(library)
    correct(library, [said(id, "date_published", "2016-03"), said(id, "theme", "Poverty")])
    item = library.catalogue.item(id)
    assert item.value("date_published") == "2016-03"
    assert set(item.values("theme")) == {"neglect", "poverty"}
    (statement,) = item.said("date_published")
    assert (statement.person, statement.reason, statement.rule) == ("A. Curator", "read the report", "")
    assert [(d.what, d.note, d.person) for d in decisions(library, id)] == [
        ("corrected", "date_published: 2016-03", "A. Curator"),
        ("corrected", "theme: poverty", "A. Curator"),
    ]
    assert [c.what for c in library.catalogue.changes()][-1] == "corrected", "the index follows"


def test_the_latest_word_of_a_person_counts(library: Library) -> None:
    id = deposit(library)
    correct(library, [said(id, "date_published", "2016"), said(id, "theme", "neglect", deny=True)])
    assert library.catalogue.item(id).values("theme") == ()
    correct(library, [said(id, "date_published", "2017"), said(id, "theme", "neglect", reason="on second thoughts")])
    item = library.catalogue.item(id)
    assert item.value("date_published") == "2017"
    assert item.values("theme") == ("neglect",)
    correct(library, [said(id, "date_published", "2017", deny=True)])
    assert library.catalogue.item(id).value("date_published") == "2016", "the word before it is in force again"


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        ("theme", "neglect", "neglect"),
        ("theme", "NEGLECT", "neglect"),
        ("date_published", "2016-13", None),
        ("date_published", "March 2016", None),
        ("publication_kind", "summary", None),
        ("theme", "t-child", None),
        ("title", " Child   R ", "Child R"),
    ],
)
def test_a_value_is_checked(field: str, written: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(WrongUsage):
            value_of(field, written)
    else:
        assert value_of(field, written) == kept


def test_an_acronym_that_several_boards_use_is_not_resolved() -> None:
    with pytest.raises(WrongUsage, match="several"):
        value_of("publishing_body", "WSCB")


def test_what_cannot_be_corrected_is_said_and_nothing_is_written(library: Library) -> None:
    id = deposit(library)
    fine = said(id, "theme", "poverty")
    for wrong in (said(id, "colour", "red"), said(id, "theme", "no such thing"), said(id, "theme", " ")):
        with pytest.raises(WrongUsage):
            correct(library, [fine, wrong])
    with pytest.raises(WrongUsage, match="--person"):
        correct(library, [Correction(id, "theme", "poverty", " ", "why")])
    with pytest.raises(WrongUsage, match="--reason"):
        correct(library, [Correction(id, "theme", "poverty", "A. Curator", "")])
    with pytest.raises(NotInLibrary):
        correct(library, [fine, said("cr-nobody22", "theme", "poverty")])
    assert library.catalogue.item(id).values("theme") == ("neglect",)
    withdraw_item(library, id, "asked by the board")
    with pytest.raises(NotAllowed):
        correct(library, [fine])


def test_corrections_from_a_file(library: Library, tmp_path: Path) -> None:
    id = deposit(library)
    path = tmp_path / "corrections.csv"
    rows = f"{id},theme,poverty,named on page 3,B. Librarian,\n{id},theme,neglect,not so,,yes\n"
    path.write_text(f"id,field,value,reason,person,deny\n{rows}")
    correct(library, read_corrections(path, "A. Curator"))
    item = library.catalogue.item(id)
    assert item.values("theme") == ("poverty",)
    assert {s.person for s in item.statements if s.person} == {"A. Curator", "B. Librarian"}
    path.write_text(f"id,field,value,reason\n{id},theme,poverty,because\n")
    with pytest.raises(WrongUsage, match=re.escape("corrections.csv, row 2")):
        read_corrections(path)
    path.write_text("id,value\n")
    with pytest.raises(WrongUsage, match="'field'"):
        read_corrections(path)


def test_a_correction_survives_another_reading_by_other_rules(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = ingest_files(library, [FileToRead(REPORT, str(REPORT))], Collection.SAMPLES)
    before = library.catalogue.item(first.id)
    wrong = before.values("theme")[0]
    assert before.value("date_published") != "2001"
    correct(library, [said(first.id, "date_published", "2001"), said(first.id, "theme", wrong, deny=True)])
    (again,) = ingest_files(library, [FileToRead(REPORT, str(REPORT))], Collection.SAMPLES)
    assert again.status == "unchanged"
    monkeypatch.setattr(pipeline, "rules_version", lambda: "rules of another year")
    (anew,) = ingest_files(library, [FileToRead(REPORT, str(REPORT))], Collection.SAMPLES)
    assert (anew.status, anew.id) == ("ok", first.id), "read again, not known"
    after = library.catalogue.item(first.id)
    assert after.value("date_published") == "2001"
    assert wrong not in after.values("theme")
    assert len(after.values("theme")) == len(before.values("theme")) - 1


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASE_REVIEWS_HOME", str(tmp_path / "library"))
    with open_library() as library:
        id = deposit(library)
    named = ["--person", "A. Curator", "--reason", "read it"]
    done = CliRunner().invoke(correct_command, [id, "theme", "Poverty", *named], catch_exceptions=False)
    assert done.output == f"{id}: theme corrected.\n"
    with open_library() as library:
        assert "poverty" in library.catalogue.item(id).values("theme")
    with pytest.raises(WrongUsage):
        CliRunner().invoke(correct_command, [id, "theme"], catch_exceptions=False)

"""A held file leaves no trace in the library until a person releases it, by name and with a reason."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.curating import held, keep, release
from ingest.outcome import FileOutcome
from ingest.pipeline import ingest_files
from ingest.sources.folder import FileToRead, find_files
from repository.errors import NotInLibrary, WrongUsage
from repository.governance.decisions import decisions
from repository.governance.holding import RELEASED, decide, held_files, is_released
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import Library, open_library
from tests.ingest.packing import p, r, word

SECRET = "Wrenalder"
BODY = p("Overview report") + f"<w:p>{r('The mother was seen at home.')}{r(SECRET, '<w:vanish/>')}</w:p>"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CASE_REVIEWS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    path.write_bytes(word(BODY))
    return path


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    with open_library(Settings(home=home)) as opened:
        yield opened


def take_in(library: Library, path: Path) -> FileOutcome:
    (outcome,) = ingest_files(library, find_files([path]).files, Collection.CATALOGUE)
    return outcome


def everything(home: Path) -> str:
    """All that the database holds, as text."""
    with sqlite3.connect(home / "catalogue.sqlite") as connection:
        return "\n".join(connection.iterdump())


def test_a_held_file_is_named_with_its_reason_and_is_not_in_the_catalogue(library: Library, report: Path) -> None:
    outcome = take_in(library, report)
    assert outcome.status == "held"
    assert outcome.reason == "privacy: 9 letters are formatted as hidden"
    assert "hidden_text" in outcome.flags
    assert library.catalogue.ids(Collection.CATALOGUE) == []
    (waiting,) = held_files(library)
    assert (waiting.id, waiting.source) == (outcome.id, str(report))
    assert library.originals.read(waiting.sha256) == report.read_bytes()
    assert take_in(library, report).status == "held"


def test_a_released_file_is_taken_in_without_what_is_hidden(home: Path, library: Library, report: Path) -> None:
    id = take_in(library, report).id
    result = CliRunner().invoke(release, [id, "--person", "A. Curator", "--reason", "only a stray word"])
    assert result.exit_code == 0, result.output
    (item_id,) = library.catalogue.ids(Collection.CATALOGUE)
    assert item_id in result.output
    (publication,) = library.catalogue.item(item_id).publications
    (page,) = library.catalogue.pages(publication.id)
    assert "hidden_text" in publication.flags
    assert "The mother was seen" in page.text
    assert SECRET not in everything(home)
    assert held_files(library) == []
    (decision,) = decisions(library, id)
    assert (decision.what, decision.person, decision.reason) == (RELEASED, "A. Curator", "only a stray word")
    assert take_in(library, report).status == "unchanged"


def test_a_file_that_is_kept_stays_held_and_can_be_released_later(library: Library, report: Path) -> None:
    id = take_in(library, report).id
    assert CliRunner().invoke(keep, [id, "--person", "A. Curator", "--reason", "the board was asked"]).exit_code == 0
    (waiting,) = held_files(library)
    assert waiting.kept == "A. Curator: the board was asked"
    assert "the board was asked" in CliRunner().invoke(held).output
    assert CliRunner().invoke(release, [id, "--person", "A. Curator", "--reason", "it answered"]).exit_code == 0
    assert held_files(library) == []


def test_a_later_version_that_is_held_leaves_the_earlier_one_as_it_is(library: Library, report: Path) -> None:
    report.write_bytes(word(p("Overview report") + p("The mother was seen at home.")))
    first = take_in(library, report)
    report.write_bytes(word(BODY))
    assert take_in(library, report).status == "held"
    item = library.catalogue.item(first.id)
    assert item.is_public
    assert [publication.version for publication in item.publications] == [1]


def test_a_date_of_birth_holds_a_report_unless_the_child_is_invented(library: Library, report: Path) -> None:
    born = p("Child A was born on 12 March 2009.")
    report.write_bytes(word(born))
    outcome = take_in(library, report)
    assert (outcome.status, outcome.reason) == ("held", "privacy: a date of birth beside a coded child on page 1")
    report.write_bytes(word(born, header=p("INVENTED SAMPLE")))
    (invented,) = ingest_files(library, [FileToRead(report, "sample")], Collection.SAMPLES)
    assert invented.status == "ok"


def test_a_decision_needs_a_name_a_reason_and_a_file(library: Library, report: Path) -> None:
    id = take_in(library, report).id
    with pytest.raises(WrongUsage, match="name"):
        decide(library, id, RELEASED, " ", "why")
    with pytest.raises(WrongUsage, match="reason"):
        decide(library, id, RELEASED, "A. Curator", "")
    with pytest.raises(NotInLibrary, match="h-0"):
        decide(library, "h-0", RELEASED, "A. Curator", "why")
    (waiting,) = held_files(library)
    assert not is_released(library, waiting.sha256)


def test_a_member_of_an_archive_is_released_from_the_store(library: Library, report: Path, tmp_path: Path) -> None:
    asked = FileToRead(tmp_path / "gone.zip", "gone.zip/report.docx", name="report.docx", load=report.read_bytes)
    (outcome,) = ingest_files(library, [asked], Collection.CATALOGUE)
    result = CliRunner().invoke(release, [outcome.id, "--person", "A. Curator", "--reason", "looked at"])
    assert result.exit_code == 0, result.output
    (item_id,) = library.catalogue.ids(Collection.CATALOGUE)
    assert library.catalogue.item(item_id).publications[0].file_name == "report.docx"

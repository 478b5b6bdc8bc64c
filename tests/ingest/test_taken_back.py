"""A file that older rules let through and the rules of today would hold leaves the public library until released."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.curating import release
from ingest.documents import Reading
from ingest.pipeline import ingest_files, new_item
from ingest.reading import read_document
from ingest.sources.folder import FileToRead, find_files
from repository.governance.corrections import Correction, correct
from repository.governance.holding import held_files
from repository.records.items import Availability, Collection, State
from repository.records.statements import Evidence, Statement
from repository.settings import Settings
from repository.store.deposits import Arrival
from repository.store.harvests import Harvests
from repository.store.library import Library, open_library
from search.request import SearchRequest
from search.searcher import open_searcher
from tests.ingest.packing import p, word

WORDS = "Wrenalder"
BODY = p("Overview report on Child W") + p(f"Child W was born on 12 March 2009 at {WORDS}.")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setenv("CASE_REVIEWS_HOME", str(tmp_path / "home"))
    with open_library(Settings(home=tmp_path / "home")) as opened:
        yield opened


@pytest.fixture
def report(tmp_path: Path) -> FileToRead:
    path = tmp_path / "report.docx"
    path.write_bytes(word(BODY))
    return find_files([path]).files[0]


def published(library: Library, file: FileToRead) -> str:
    """The file as rules put it into the catalogue that had no eye for dates of birth."""
    content = file.read()
    reading = read_document(content, file.file_name)
    assert isinstance(reading, Reading)
    assert reading.document.concerns
    blind = replace(reading, document=replace(reading.document, concerns=()))
    sha256 = hashlib.sha256(content).hexdigest()
    arrival = Arrival(file.source, sha256, Collection.CATALOGUE, "older rules", "")
    library.originals.keep(content)
    done = library.deposits.take_in(new_item(file, arrival, blind), arrival)
    library.bring_up_to_date()
    return done.item_id


def read_again(library: Library, file: FileToRead) -> tuple[str, str]:
    (outcome,) = ingest_files(library, [file], Collection.CATALOGUE)
    library.bring_up_to_date()
    return outcome.status, outcome.reason


def test_it_is_held_and_no_word_of_it_stays(library: Library, report: FileToRead, tmp_path: Path) -> None:
    id = published(library, report)
    before = library.catalogue.item(id)
    assert before.is_public
    status, reason = read_again(library, report)
    assert status == "held"
    assert f"it was public as {id} and is taken back" in reason
    item = library.catalogue.item(id)
    assert (item.state, item.is_public, item.slug) == (State.HELD, False, "held")
    assert (item.statements, item.subjects, item.recommendations) == ((), (), ())
    assert library.catalogue.pages(f"{id}-1") == ()
    for name in ("catalogue.sqlite", "catalogue.sqlite-wal"):
        path = tmp_path / "home" / name
        assert not path.exists() or WORDS.encode() not in path.read_bytes()
    assert open_searcher(library).search(SearchRequest(WORDS)).total == 0
    assert len(held_files(library)) == 1
    assert read_again(library, report)[0] == "held", "once is enough"


def test_released_it_is_back_at_its_place_with_what_people_said(library: Library, report: FileToRead) -> None:
    id = published(library, report)
    slug = library.catalogue.item(id).slug
    correct(library, [Correction(id, "theme", "neglect", "A. Curator", "page 3")])
    read_again(library, report)
    assert [s.value for s in library.catalogue.item(id).statements] == ["neglect"]
    (waiting,) = held_files(library)
    done = CliRunner().invoke(release, [waiting.id, "--person", "A. Curator", "--reason", "printed in the press"])
    assert done.exit_code == 0, done.output
    item = library.catalogue.item(id)
    assert (item.state, item.slug, item.values("theme")) == (State.PUBLISHED, slug, ("neglect",))
    (publication,) = item.publications
    assert (publication.id, publication.availability) == (f"{id}-1", Availability.FULL_TEXT)
    assert WORDS in library.catalogue.pages(publication.id)[0].text
    assert read_again(library, report)[0] == "unchanged"


def test_a_record_of_which_a_list_tells_stays_without_the_words(library: Library, report: FileToRead) -> None:
    id = published(library, report)
    told = Statement("title", "Child W", Evidence(None, "Child W", "https://board.invalid/list"), rule="r")
    Harvests(library.engine).describe(id, "https://board.invalid/list", [told])
    read_again(library, report)
    item = library.catalogue.item(id)
    assert item.is_public
    assert (item.title, item.has_text) == ("Child W", False)
    assert [(p.availability, p.pages, p.title) for p in item.publications] == [("catalogue_record_only", 0, "")]


def test_words_that_a_person_corrected_are_not_shown_without_the_file(library: Library, report: FileToRead) -> None:
    id = published(library, report)
    correct(library, [Correction(id, "subject.age", "7 years", "A. Curator", "page 1", of="Child W")])
    assert [s.age for s in library.catalogue.item(id).subjects] == ["7 years"]
    told = Statement("title", "Child W", Evidence(None, "Child W", "https://board.invalid/list"), rule="r")
    Harvests(library.engine).describe(id, "https://board.invalid/list", [told])
    read_again(library, report)
    assert library.catalogue.item(id).subjects == ()


def test_the_same_bytes_in_the_other_collection_are_left_alone(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "sample.docx"
    path.write_bytes(word(BODY, header=p("INVENTED SAMPLE")))
    (done,) = ingest_files(library, find_files([path]).files, Collection.SAMPLES)
    with sqlite3.connect(tmp_path / "home" / "catalogue.sqlite") as connection:
        connection.execute("UPDATE arrival SET rules = 'older'")
    (again,) = ingest_files(library, find_files([path]).files, Collection.SAMPLES)
    assert (again.status, again.id) == ("ok", done.id)
    assert library.catalogue.item(done.id).is_public

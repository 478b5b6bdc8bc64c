"""Scans are recognised where asked for: the words in order, marked as such; otherwise they stay as they are."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from ingest.pipeline import ingest_files
from ingest.sources.folder import FileToRead
from ingest.text.extraction import extract
from ingest.text.from_office import OFFICE
from ingest.text.from_scan import extract_scan, lines_of_table, needs_recognition
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import open_library
from tests.ingest.printing import draw, text_page

needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
needs_office = pytest.mark.skipif(not any(map(shutil.which, OFFICE)), reason="LibreOffice is not installed")
SCAN = files("corpus") / "samples" / "held_back" / "scanned-1979-inquiry.pdf"
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def test_lines_are_put_together_from_the_table_of_words() -> None:
    table = "\n".join(
        [
            HEAD,
            "4\t1\t1\t1\t1\t0\t10\t10\t90\t20\t-1\t",
            "5\t1\t1\t1\t1\t1\t10\t10\t40\t20\t96.0\tThe",
            '5\t1\t1\t1\t1\t2\t60\t12\t40\t20\t90.0\t"board',
            "5\t1\t1\t1\t2\t1\t10\t40\t40\t20\t80.0\tmet",
            "5\t1\t1\t1\t2\t2\t60\t40\t40\t20\t10.0\t ",
        ]
    )
    one, two = lines_of_table(table)
    assert (one.text, one.left, one.top, one.right, one.bottom) == ('The "board', 10, 10, 100, 32)
    assert one.confidences == (0.96, 0.9)
    assert two.text == "met"


def test_only_pages_without_text_need_recognition() -> None:
    assert needs_recognition(extract(SCAN.read_bytes(), "scan.pdf"))
    assert not needs_recognition(extract(draw(text_page("The board met in May and in June.")), "report.pdf"))


@needs_tesseract
def test_a_scan_is_read_with_its_confidence() -> None:
    document = extract_scan(SCAN.read_bytes())
    text = document.pages[1].text
    assert "We were appointed by the Social Services Committee" in text
    assert text.index("Appointment of the Panel") < text.index("The boarding-out")
    assert document.engine.startswith("tesseract")
    assert "ocr" in document.flags
    assert float(dict(document.metadata)["recognition_confidence"]) > 0.9


@needs_tesseract
def test_pages_with_text_of_their_own_are_left_as_they_are() -> None:
    document = extract_scan(draw(text_page("The board met in May and in June.")))
    assert document.engine.startswith("pdfminer")
    assert "ocr" not in document.flags


@needs_tesseract
def test_a_scan_has_no_text_until_recognition_is_asked_for(tmp_path: Path) -> None:
    with open_library(Settings(home=tmp_path)) as library, as_file(SCAN) as path:
        asked = [FileToRead(path, "scan.pdf")]

        def outcome(ocr: bool) -> tuple[str, tuple[str, ...]]:
            (found,) = ingest_files(library, asked, Collection.SAMPLES, ocr=ocr)
            return found.status, found.flags

        assert outcome(False) == ("no_text", ())
        assert outcome(False) == ("no_text", ())
        assert outcome(True) == ("ok", ("ocr",))
        assert outcome(True)[0] == "unchanged"
        assert outcome(False)[0] == "unchanged"


def test_without_tesseract_a_scan_stays_without_text_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with open_library(Settings(home=tmp_path / "home")) as library, as_file(SCAN) as path:
        (found,) = ingest_files(library, [FileToRead(path, "scan.pdf")], Collection.SAMPLES, ocr=True)
    assert (found.status, found.flags) == ("no_text", ("ocr_failed",))


def test_a_name_is_never_an_argument(tmp_path: Path) -> None:
    path = tmp_path / "-rf --help.pdf"
    path.write_bytes(draw(text_page("The board met in May and in June.")))
    with open_library(Settings(home=tmp_path / "home")) as library:
        (found,) = ingest_files(library, [FileToRead(path, "x")], Collection.CATALOGUE, ocr=True)
    assert found.status == "ok"


@needs_office
def test_a_rich_text_file_is_read_by_way_of_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "report.rtf"
    path.write_bytes(rb"{\rtf1\ansi {\b Findings}\par The board met in May.\par}")
    with open_library(Settings(home=tmp_path / "home")) as library:
        (found,) = ingest_files(library, [FileToRead(path, "report.rtf")], Collection.CATALOGUE)
        item = library.catalogue.item(found.id)
        (page,) = library.catalogue.pages(item.publications[0].id)
    assert "The board met in May." in page.text


def test_without_libreoffice_an_older_file_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "report.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with open_library(Settings(home=tmp_path / "home")) as library:
        (found,) = ingest_files(library, [FileToRead(path, "report.doc")], Collection.CATALOGUE)
    assert found.status == "quarantined"
    assert "apt install libreoffice" in found.reason

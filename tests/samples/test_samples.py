"""The invented sample reports are what their sources say, say that they are invented, and resemble nobody's report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from operator import attrgetter

import pypdfium2
import pytest
from PIL import Image, ImageChops

from repository.records.concepts import fold_label, vocabularies
from tests.samples.build import FOLDER, FURTHER, HELD_BACK, build, sources
from tests.samples.front_pages import front_texts
from tests.samples.reading_back import built_pages, letters, pdf_pages, stands_on, word_texts, words
from tests.samples.settings import FORMATS, LAYOUTS
from tests.samples.source import Source, plain_text, runs_of, texts
from tests.samples.traps import WANTS

PUBLICATIONS = {FOLDER: 41, HELD_BACK: 19, **dict.fromkeys(FURTHER, 12)}
SHARED_RUN = 12
"""So many words in a row in two publications would show that one was copied from the other."""
LONG_REPORT = 6_000
"""Words of a report at full length."""
LONG_REPORTS = 8
NOTICE = "INVENTED SAMPLE"
LARGEST_SCAN = 400_000
"""Bytes."""
SOURCES = tuple(sources())
SCANS = [source for source in SOURCES if source.format == "scan"]
WORD_FILES = [source for source in SOURCES if source.format == "docx"]
name_of = attrgetter("name")


def whole_text(source: Source) -> str:
    return " ".join((source.title, *source.cover, *texts(source), *front_texts(source)))


def test_the_publications_are_there() -> None:
    assert {folder: sum(s.path.parent == folder for s in SOURCES) for folder in PUBLICATIONS} == PUBLICATIONS
    names = [source.name for source in SOURCES]
    assert len(names) == len(set(names))


def test_every_layout_format_and_trap_is_used() -> None:
    assert {source.layout for source in SOURCES} == set(LAYOUTS)
    assert {source.format for source in SOURCES} == set(FORMATS)
    assert {trap for source in SOURCES for trap in source.traps} == set(WANTS)


@pytest.mark.parametrize("source", [s for s in SOURCES if s.format != "scan"], ids=name_of)
def test_a_built_file_is_what_its_source_builds_to(source: Source) -> None:
    path, content = build(source)
    assert path.read_bytes() == content, f"build it again: python -m tests.samples.build {source.name}"


def drawn(content: bytes) -> list[Image.Image]:
    pdf = pypdfium2.PdfDocument(content)
    try:
        return [page.render(scale=1, grayscale=True).to_pil().convert("L") for page in pdf]
    finally:
        pdf.close()


@pytest.mark.parametrize("source", SCANS, ids=name_of)
def test_a_scan_shows_what_its_source_builds_to(source: Source) -> None:
    """Not compared byte by byte: how letters are drawn in greys differs between processors by a dot here and there."""
    path, content = build(source)
    committed, built = drawn(path.read_bytes()), drawn(content)
    assert len(committed) == len(built) == len(built_pages(source))
    for one, other in zip(committed, built, strict=True):
        different = ImageChops.difference(one, other).point(lambda value: 255 if value > 100 else 0)
        assert different.histogram()[255] < one.width * one.height / 1000, f"build {source.name} again"


@pytest.mark.parametrize("source", SCANS, ids=name_of)
def test_a_scan_is_small_and_has_no_text(source: Source) -> None:
    content = source.built_path.read_bytes()
    assert len(content) < LARGEST_SCAN
    assert "".join(pdf_pages(content)).strip() == ""


def printed_texts(source: Source) -> Iterator[str]:
    """Every text of the source as it is printed, with the marks of its footnotes."""
    in_text = source.format != "docx"
    marks = {label: str(number) if in_text else "" for number, label in enumerate(source.notes, start=1)}
    for block in source.blocks:
        for runs in runs_of(block):
            yield "".join(run.text or marks[run.note] for run in runs)
    yield from map(plain_text, source.notes.values())


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_every_text_of_the_source_is_printed_whole(source: Source) -> None:
    pages = [letters(page) for page in built_pages(source)]
    neighbours = [pages[at : at + 3] for at in range(len(pages))]
    lost = [text for text in printed_texts(source) if not any(stands_on(text, group) for group in neighbours)]
    assert lost == []


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_every_page_says_that_it_is_invented(source: Source) -> None:
    assert NOTICE in source.footer
    silent = [number for number, text in enumerate(built_pages(source), start=1) if NOTICE not in text]
    assert silent == []


@pytest.mark.parametrize("source", WORD_FILES, ids=name_of)
def test_the_footer_of_every_page_of_a_word_file_says_that_it_is_invented(source: Source) -> None:
    assert NOTICE in word_texts(source.built_path.read_bytes())["word/footer.xml"]
    assert b"titlePg" not in source.built_path.read_bytes(), "the first page would have a footer of its own"


def test_some_reports_have_full_length() -> None:
    lengths = {source.name: len(words(whole_text(source))) for source in SOURCES}
    assert sum(length >= LONG_REPORT for length in lengths.values()) >= LONG_REPORTS, lengths


@cache
def runs_of_words(text: str) -> frozenset[tuple[str, ...]]:
    of_text = words(text)
    return frozenset(tuple(of_text[at : at + SHARED_RUN]) for at in range(len(of_text) - SHARED_RUN + 1))


def test_no_two_publications_share_a_run_of_twelve_words() -> None:
    notices = (FOLDER / "standard_notices.txt").read_text(encoding="utf-8").split("\n\n")
    allowed = frozenset().union(*map(runs_of_words, notices))
    first_in: dict[tuple[str, ...], str] = {}
    shared = []
    for source in SOURCES:
        for run in runs_of_words(whole_text(source)) - allowed:
            other = first_in.setdefault(run, source.name)
            if other != source.name:
                shared.append(f"{source.name} and {other}: {' '.join(run)}")
    assert sorted(shared) == []


@cache
def names_of_real_boards() -> frozenset[str]:
    """What one real board is called; an acronym of several boards (ESCB) or of a kind of agency (LSCB) names none."""
    boards, agencies = vocabularies()["safeguarding_bodies"], vocabularies()["agencies"]
    names = {name for board in boards.values() for name in (board.label, *board.other_labels)}
    shared = {fold_label(name) for name in names if len(boards.by_label[fold_label(name)]) > 1}
    return frozenset(name for name in names if fold_label(name) not in shared | agencies.by_label.keys())


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_no_real_board_is_named(source: Source) -> None:
    settings = (source.running_head, source.running_head_even, source.footer, *source.details.values())
    text = " ".join((whole_text(source), *settings))
    named = [name for name in names_of_real_boards() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    assert named == []


def test_the_readme_names_every_file_in_its_place() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    here, held_back = readme.split("Held back, in `held_back/`:")
    for source in (s for s in SOURCES if s.path.parent not in FURTHER):
        part = held_back if source.path.parent == HELD_BACK else here
        assert f"| `{source.path.name}` → `{source.built_path.suffix}` |" in part

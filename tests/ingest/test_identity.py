"""Sketches: two conversions of one report are alike, other reports are not, a withdrawn text does not come back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.identity import FEWEST, text_sketch
from ingest.pipeline import ingest_files
from ingest.sources.folder import FileToRead
from ingest.text.extraction import extract
from repository.governance.duplicates import suspected
from repository.governance.relations import relate
from repository.governance.withdrawal import withdraw_item
from repository.records.items import Block, BlockRole, Collection, Page, State
from repository.settings import Settings
from repository.store.library import Library, open_library
from repository.store.sketches import SIZE, resemblance

SAMPLES = Path("corpus/samples").resolve()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path / "home")) as library:
        yield library


def pages(words: list[str], by: int = 300) -> list[Page]:
    return [
        Page(n, "", (Block(BlockRole.PARAGRAPH, " ".join(words[at : at + by])),))
        for n, at in enumerate(range(0, len(words), by), start=1)
    ]


def some_words(seed: int, number: int = 3_000) -> list[str]:
    chance = random.Random(seed)
    return [f"w{chance.randrange(5_000)}" for _ in range(number)]


def exact(one: list[str], other: list[str]) -> float:
    a, b = ({" ".join(words[n : n + 5]) for n in range(len(words) - 4)} for words in (one, other))
    return len(a & b) / len(a | b)


@pytest.mark.parametrize("changed", [0, 30, 150, 600])
def test_the_share_is_told_to_a_tenth(changed: int) -> None:
    one = some_words(1)
    other = list(one)
    for place in random.Random(2).sample(range(len(one)), changed):
        other[place] = "changed"
    told = resemblance(text_sketch(pages(one)), text_sketch(pages(other, by=170)))
    assert told == pytest.approx(exact(one, other), abs=0.1)
    assert (told == 1) is (changed == 0), "pages do not matter, words do"


def test_a_sketch_is_ordered_bounded_and_says_nothing_of_a_very_short_text() -> None:
    sketch = text_sketch(pages(some_words(3)))
    assert (len(sketch), list(sketch)) == (SIZE, sorted(sketch))
    assert text_sketch(pages(some_words(3, FEWEST))) == ()
    assert resemblance((), ()) == 0


def test_case_quotes_and_line_ends_do_not_matter() -> None:
    text = " ".join(some_words(4)) + " the child's voice, multi-agency"
    one = [Page(1, "", (Block(BlockRole.PARAGRAPH, text),))]
    other = [Page(1, "", (Block(BlockRole.PARAGRAPH, text.upper().replace("'", "’").replace(", ", ",\n")),))]
    assert text_sketch(one) == text_sketch(other)


def conversion(report: Path, *, changed: dict[str, str] | None = None) -> bytes:
    """The report as a web page, as if saved from a word processor."""
    document = extract(report.read_bytes(), report.name)
    text = "".join(f"<p>{block.text}</p>" for page in document.pages for block in page.blocks)
    for old, new in (changed or {}).items():
        text = text.replace(old, new)
    return f"<html><head><title>Saved</title></head><body><main>{text}</main></body></html>".encode()


def take_in(library: Library, path: Path, source: str = "") -> tuple[str, str, str]:
    (done,) = ingest_files(library, [FileToRead(path, source or str(path))], Collection.SAMPLES)
    return done.status, done.id, done.reason


def test_the_same_bytes_under_two_names_are_one(library: Library, tmp_path: Path) -> None:
    other = tmp_path / "renamed.pdf"
    other.write_bytes((SAMPLES / "child-r-summary.pdf").read_bytes())
    _, id, _ = take_in(library, SAMPLES / "child-r-summary.pdf")
    assert take_in(library, other)[:2] == ("unchanged", id)


def test_two_conversions_are_suggested_and_stay_two(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "saved.html"
    page.write_bytes(conversion(SAMPLES / "child-r-overview.pdf"))
    ids = {take_in(library, path)[1] for path in (SAMPLES / "child-r-overview.pdf", page)}
    assert len(ids) == 2, "never one by itself"
    others = ("child-r-summary.pdf", "child-a-aldermere-overview.pdf", "wychmoor-child-b.pdf")
    for name in others:
        take_in(library, SAMPLES / name)
    alike = [s for s in suspected(library, Collection.SAMPLES) if "phrases" in s.why]
    assert [{s.item_id, s.other_id} for s in alike] == [ids]


def test_a_corrected_reissue_under_another_name_is_suggested(library: Library, tmp_path: Path) -> None:
    """A later file from another place, with its cover and one word in 50 changed, is shown to a person beside it."""
    page = tmp_path / "child-r-corrected.html"
    words = conversion(SAMPLES / "child-r-overview.pdf").decode().split(" ")
    words = [f"{word}x" if number % 50 == 25 and word.isalpha() else word for number, word in enumerate(words)]
    corrected = " ".join(words).replace("<main>", "<main><h1>Re-issued with corrections, March 2019</h1>")
    page.write_text(corrected)
    _, first, _ = take_in(library, SAMPLES / "child-r-overview.pdf")
    _, later, _ = take_in(library, page)
    take_in(library, SAMPLES / "child-r-summary.pdf")
    (found,) = [s for s in suspected(library, Collection.SAMPLES) if "phrases" in s.why]
    assert {found.item_id, found.other_id} == {first, later}
    relate(library, later, "supersedes", first, person="A. Curator", reason="its cover says so")
    assert [s for s in suspected(library, Collection.SAMPLES) if "phrases" in s.why] == [], "a person has decided"
    assert [r.kind for r in library.catalogue.item(first).relations] == ["superseded_by"]


def test_a_withdrawn_text_is_refused_in_another_conversion(library: Library, tmp_path: Path) -> None:
    report = SAMPLES / "child-r-overview.pdf"
    _, id, _ = take_in(library, report)
    withdraw_item(library, id, "asked by the board")
    page = tmp_path / "saved.html"
    page.write_bytes(conversion(report, changed={"Child R": "Child Z"}))
    status, _, reason = take_in(library, page)
    assert status == "refused"
    assert "nearly the same text as a withdrawn one" in reason
    assert not [p for p in library.settings.originals.rglob("*") if p.is_file()], "its bytes are not kept either"
    assert library.catalogue.ids() == []
    assert take_in(library, SAMPLES / "child-r-summary.pdf")[0] == "ok", "the summary is another text"


def test_a_withdrawn_address_is_refused_whatever_comes_from_it(library: Library, tmp_path: Path) -> None:
    address = "https://www.board.example/reports/child-s.pdf"
    _, id, _ = take_in(library, SAMPLES / "child-s-learning-brief.pdf", address)
    withdraw_item(library, id, "asked by the board")
    assert library.catalogue.item(id).state == State.WITHDRAWN
    for again in (address, "http://board.example/reports/child-s.pdf"):
        assert take_in(library, SAMPLES / "child-r-summary.pdf", again)[0] == "refused"
    assert take_in(library, SAMPLES / "child-r-summary.pdf", "https://www.board.example/other.pdf")[0] == "ok"

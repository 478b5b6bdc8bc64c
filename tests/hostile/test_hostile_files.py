"""Every hostile file ends with a plain outcome within its limits, none takes the others with it, nothing held shows."""

from __future__ import annotations

import os
import sqlite3
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from ingest.outcome import FileOutcome
from ingest.pipeline import ingest_files
from ingest.sources.folder import find_files
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import Library, open_library
from tests.hostile.endings import ENDINGS, HIDDEN
from tests.hostile.generate import hostile_files
from tests.ingest.printing import draw, text_page

FOLDER = Path(os.environ.get("CASE_REVIEWS_EXAMPLES", "/nowhere")) / "hostile"
STORED = sorted(path for path in FOLDER.glob("*") if path.suffix != ".md") if FOLDER.is_dir() else []
GENERATED = dict(hostile_files())
NAMES = [*GENERATED, *(path.name for path in STORED if path.name not in GENERATED)]
GOOD = 20
MOST_GROWTH = 50_000_000


@dataclass(frozen=True)
class Batch:
    """One run over all hostile files and some good ones. `growth` is the recording process's, in bytes."""

    outcomes: dict[str, FileOutcome]
    growth: int
    seconds: float
    library: Library
    home: Path


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    folder, home = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("library")
    for name in NAMES:
        stored = FOLDER / name
        (folder / name).write_bytes(GENERATED[name]() if name in GENERATED else stored.read_bytes())
    with open_library(Settings(home=home)) as library:
        warm = folder / "good"
        warm.mkdir()
        for number in range(GOOD):
            lines = (f"Review number {number}", "The partnership met in May and agreed the terms of reference.")
            (warm / f"good_{number:02}.pdf").write_bytes(draw(text_page(*lines)))
        first = list(ingest_files(library, find_files([warm / "good_00.pdf"]).files, Collection.CATALOGUE))
        before, started = psutil.Process().memory_info().rss, time.monotonic()
        found, growth = [], 0
        for outcome in ingest_files(library, find_files([folder]).files, Collection.CATALOGUE, workers=2):
            found.append(outcome)
            growth = max(growth, psutil.Process().memory_info().rss - before)
        outcomes = {Path(o.file).name: o for o in (*found, *first)}
        yield Batch(outcomes, growth, time.monotonic() - started, library, home)


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_ends_as_it_must(name: str, batch: Batch) -> None:
    ending, outcome = ENDINGS[name], batch.outcomes[name]
    assert outcome.status in ending.statuses, outcome
    assert outcome.seconds < 2 * ending.seconds  # it may have waited for the one before it
    assert "Traceback" not in outcome.reason
    assert "\n" not in outcome.reason
    if outcome.status in ("quarantined", "held"):
        assert ending.reason in outcome.reason
    if outcome.status == "ok":
        assert not ending.flag or ending.flag in outcome.flags
        assert ending.text in text_of(batch.library, outcome.id)


def text_of(library: Library, item_id: str) -> str:
    item = library.catalogue.item(item_id)
    return "\n".join(page.text for p in item.publications for page in library.catalogue.pages(p.id))


def test_good_files_among_them_are_all_read(batch: Batch) -> None:
    assert [batch.outcomes[f"good_{n:02}.pdf"].status for n in range(GOOD)] == ["ok"] * GOOD
    assert len(batch.outcomes) == len(NAMES) + GOOD


def test_the_process_that_records_stays_small(batch: Batch) -> None:
    assert batch.growth < MOST_GROWTH


def test_a_page_that_is_listed_twice_is_read_once(batch: Batch) -> None:
    for name in ("21_pagetree_mutual_loop.pdf", "23_pagetree_dag_2pow24.pdf"):
        assert text_of(batch.library, batch.outcomes[name].id).count("LoopText") == 1


def test_nothing_held_is_in_the_library(batch: Batch) -> None:
    with sqlite3.connect(batch.home / "catalogue.sqlite") as connection:
        everything = "\n".join(connection.iterdump())
    assert "Marker-GOOD" in everything
    assert [name for name in HIDDEN if name in everything] == []


def test_files_lie_under_their_fingerprint_only(batch: Batch) -> None:
    names = [path.name for path in (batch.home / "originals").rglob("*") if path.is_file()]
    assert names
    assert all(len(name) == 64 and set(name) <= set("0123456789abcdef") for name in names)


def test_titles_have_no_control_or_direction_characters(batch: Batch) -> None:
    for name in ("53_title_xss_formula.pdf", "new\nline.pdf", "evil\u202efdp.exe.pdf"):
        title = batch.library.catalogue.item(batch.outcomes[name].id).title
        assert title.isprintable(), title


def test_links_and_scripts_of_web_pages_are_left_behind(batch: Batch) -> None:
    text = text_of(batch.library, batch.outcomes["A9_links_js_data.html"].id)
    assert "Kept words" in text
    assert not any(word in text for word in ("javascript", "alert", "data:", "evil"))


def test_no_file_outside_is_read_or_written(batch: Batch) -> None:
    with sqlite3.connect(batch.home / "catalogue.sqlite") as connection:
        assert "root:x:0" not in "\n".join(connection.iterdump())
    assert not Path("/tmp/escape.pdf").exists()


@pytest.mark.examples
@pytest.mark.skipif(not STORED, reason="CASE_REVIEWS_EXAMPLES names no folder with hostile/ in it")
def test_every_row_of_the_list_has_a_file_and_an_ending() -> None:
    lines = (FOLDER / "README.md").read_text("utf-8").splitlines()
    rows = [line.split("|")[1].strip().strip("`") for line in lines if line.startswith("| `")]
    listed = {plain(row.replace("<U+202E>", "\u202e").replace("\\n", "\n")) for row in rows if "aaaa" not in row}
    assert len(listed) > 100
    assert sorted(listed - set(map(plain, ENDINGS))) == []
    assert sorted(listed - set(map(plain, NAMES))) == []


def plain(name: str) -> str:
    return unicodedata.normalize("NFC", name)

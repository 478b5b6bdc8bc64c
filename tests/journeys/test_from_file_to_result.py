"""One report, followed from its file to the page of a result, as the README tells it."""

from __future__ import annotations

import importlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest_files
from ingest.sources.folder import FileToRead, find_files
from repository.errors import NotAllowed
from repository.governance.withdrawal import withdraw_item
from repository.records.items import Collection, Item
from repository.settings import Settings
from repository.store.library import Library, open_library
from search.request import SearchRequest
from search.searcher import open_searcher
from web.app import create_app

SAMPLES = Path("corpus/samples")
REPORT = SAMPLES / "child-r-overview.pdf"
COMMAND = [sys.executable, "-c", "from repository.command_line import main; main()"]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path / "home")) as opened:
        yield opened


def take_in(library: Library, path: Path, collection: Collection = Collection.SAMPLES) -> str:
    (outcome,) = ingest_files(library, find_files([path], use_lists=False).files, collection)
    library.bring_up_to_date()
    assert outcome.status in ("ok", "new_version"), outcome
    return outcome.id


def search(library: Library, text: str) -> list[Item]:
    found = open_searcher(library).search(SearchRequest(text, Collection.SAMPLES))
    return library.catalogue.items([hit.item.id for hit in found.hits])


def test_the_readme_names_what_does_each_step() -> None:
    named = re.findall(r"`((?:ingest|repository|search|web)/[\w/]+)\.py`[^`\n]*`(\w+)", Path("README.md").read_text())
    assert len(named) >= 8
    for module, name in named:
        assert hasattr(importlib.import_module(module.replace("/", ".")), name), f"{module}.py has no {name}"


def test_from_a_pdf_to_a_page_of_the_site(library: Library) -> None:
    id = take_in(library, REPORT)
    page = open_searcher(library).search(SearchRequest("neglect", Collection.SAMPLES))
    assert [hit.item.id for hit in page.hits] == [id]
    passage = page.hits[0].passages[0]
    text = library.catalogue.page(passage.publication_id, passage.page).text
    start, end = passage.marks[0]
    assert passage.text[start:end] in text
    client = create_app(library).test_client()
    shown = client.get(f"/reviews/{id}", follow_redirects=True).get_data(as_text=True)
    assert "Child R" in shown
    assert f"/reviews/{id}/1/pages/" in shown


def test_the_same_file_twice_and_a_changed_one(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    first = "<html><body><main><h1>Partnership Review: Child W</h1><p>{}</p></main></body></html>"
    page.write_text(
        first.format("An invented sample. The school told nobody about the bruises that it saw on the child.")
    )
    id = take_in(library, page)
    (again,) = ingest_files(library, [FileToRead(page, str(page))], Collection.SAMPLES)
    assert (again.status, again.id) == ("unchanged", id)
    page.write_text(
        first.format("An invented sample. The nursery told nobody about the burns that it saw on the child.")
    )
    assert take_in(library, page) == id
    assert search(library, "burns")
    assert not search(library, "bruises")


def test_invented_samples_stay_out_of_the_real_catalogue(library: Library) -> None:
    (outcome,) = ingest_files(library, find_files([REPORT], use_lists=False).files, Collection.CATALOGUE)
    assert outcome.status == "refused"
    assert library.catalogue.ids(Collection.CATALOGUE) == []


def test_a_bad_file_stops_nothing(library: Library, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    (tmp_path / "in" / "b.pdf").write_bytes(REPORT.read_bytes())
    (tmp_path / "in" / "c.pdf").write_text("<html><title>Page not found</title><body>404</body></html>")
    outcomes = list(ingest_files(library, find_files([tmp_path / "in"]).files, Collection.SAMPLES))
    assert [o.status for o in outcomes] == ["quarantined", "ok", "quarantined"]
    assert all(o.reason for o in outcomes if o.status == "quarantined")


def test_withdrawn_everywhere_at_once(library: Library) -> None:
    id = take_in(library, REPORT)
    withdraw_item(library, id, "at the request of the board")
    assert search(library, "neglect") == []
    client = create_app(library).test_client()
    assert client.get(f"/reviews/{id}", follow_redirects=True).status_code == 410
    assert client.get(f"/files/{id}-1").status_code == 410
    (again,) = ingest_files(library, find_files([REPORT], use_lists=False).files, Collection.SAMPLES)
    assert again.status == "refused"
    with pytest.raises(NotAllowed):
        withdraw_item(library, id, "again")


def contents(home: Path) -> list[tuple[object, ...]]:
    """What a library holds, its generated ids and times aside."""
    with open_library(Settings(home=home)) as library:
        rows = []
        for item in library.catalogue.each_item():
            files = tuple((p.file_name, p.sha256, p.pages, p.version) for p in item.publications)
            said = tuple(sorted((s.field, s.value, s.evidence.page or 0, s.evidence.quote) for s in item.statements))
            texts = tuple(page.text for p in item.publications for page in library.catalogue.pages(p.id))
            rows.append((item.title, item.kind, files, said, tuple(r.text for r in item.recommendations), texts))
        found = tuple(sorted(item.title for item in search(library, "child")))
        return [*rows, found]


def run(home: Path, folder: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"CASE_REVIEWS_HOME": str(home)}
    command = [*COMMAND, "ingest", str(folder), "--collection", "samples"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_a_killed_run_that_is_run_again_ends_like_an_undisturbed_one(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in (
        "baby-t-learning-together.pdf",
        "child-m-partnership-review.html",
        "child-r-summary.pdf",
        "child-s-learning-brief.pdf",
    ):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    assert run(tmp_path / "calm", folder).wait(120) == 0
    for moment in (0.7, 1.2, 1.6, 2.0, 2.4):
        process = run(tmp_path / "killed", folder)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    assert run(tmp_path / "killed", folder).wait(120) == 0
    assert contents(tmp_path / "killed") == contents(tmp_path / "calm")


def test_the_command_gives_every_file_its_line(tmp_path: Path) -> None:
    environment = os.environ | {"CASE_REVIEWS_HOME": str(tmp_path / "home")}
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"no report")
    command = [
        *COMMAND,
        "ingest",
        str(bad),
        str(SAMPLES / "child-s-learning-brief.pdf"),
        "--collection",
        "samples",
        "--json",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert sorted(line["status"] for line in lines) == ["ok", "quarantined"]
    assert subprocess.run([*command, "--strict"], env=environment, capture_output=True, check=False).returncode == 3
    missing = [*COMMAND, "ingest", str(tmp_path / "nowhere")]
    assert subprocess.run(missing, env=environment, capture_output=True, check=False).returncode == 2

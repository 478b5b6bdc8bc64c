"""A watched folder: what has been copied whole is taken in once, the watch goes on, an interruption ends it well."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.outcome import FileOutcome
from ingest.sources.watching import Watched, watch
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import Library, open_library
from tests.ingest.printing import draw, text_page

COMMAND = [sys.executable, "-u", "-c", "from repository.command_line import main; main()"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "incoming"
    path.mkdir()
    return path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path / "home")) as library:
        yield library


def report(child: str) -> bytes:
    return draw(text_page(f"Review of Child {child}", "The partnership met in May and agreed its terms."))


def looked(watched: Watched) -> list[str]:
    """The names that one look gives out."""
    found = watched.settled()
    watched.note(found.files)
    return [file.file_name for file in found.files]


def test_a_file_is_given_out_once_it_has_settled_and_once_only(folder: Path) -> None:
    watched, whole = Watched(folder), report("Q")
    assert looked(watched) == []
    (folder / "q.pdf").write_bytes(whole[:100])
    assert looked(watched) == [], "just seen"
    (folder / "q.pdf").write_bytes(whole)
    assert looked(watched) == [], "it still grew"
    assert looked(watched) == ["q.pdf"]
    assert looked(watched) == []
    (folder / "below").mkdir()
    (folder / "below" / "r.pdf").write_bytes(whole)
    (folder / ".part").write_bytes(whole)
    assert [looked(watched), looked(watched), looked(watched)] == [[], ["r.pdf"], []]


def test_a_file_that_changes_later_is_given_out_again(folder: Path) -> None:
    watched = Watched(folder)
    (folder / "q.pdf").write_bytes(report("Q"))
    assert [looked(watched), looked(watched)] == [[], ["q.pdf"]]
    (folder / "q.pdf").write_bytes(report("QQ"))
    assert [looked(watched), looked(watched), looked(watched)] == [[], ["q.pdf"], []]
    (folder / "q.pdf").unlink()
    assert looked(watched) == []


def test_what_the_list_says_later_counts_as_a_change(folder: Path) -> None:
    watched = Watched(folder)
    (folder / "q.pdf").write_bytes(report("Q"))
    assert [looked(watched), looked(watched)] == [[], ["q.pdf"]]
    (folder / "library.csv").write_text("file,title\nq.pdf,The review of Child Q\n")
    assert [looked(watched), looked(watched), looked(watched)] == [[], ["q.pdf"], []]


def watched_for(library: Library, folder: Path, steps: list[object]) -> tuple[list[FileOutcome], list[str]]:
    """The outcomes of a watch that ends after these steps, one between two looks; what hindered it."""
    said: list[str] = []

    def wait(seconds: float) -> None:
        if not steps:
            raise KeyboardInterrupt
        step = steps.pop(0)
        if callable(step):
            step()

    found = []
    try:
        for outcome in watch(
            library, folder, Collection.CATALOGUE, workers=1, ocr=False, every=1, say=said.append, wait=wait
        ):
            found.append(outcome)
    except KeyboardInterrupt:
        pass
    return found, said


def test_the_watch_goes_on_past_bad_files_and_wrong_lists(library: Library, folder: Path) -> None:
    wrong = folder / "library.csv"
    steps: list[object] = [
        lambda: (folder / "bad.pdf").write_bytes(b"no report"),
        None,
        lambda: wrong.write_text("name\nx\n"),
        None,
        wrong.unlink,
        lambda: (folder / "q.pdf").write_bytes(report("Q")),
        None,
        None,
    ]
    outcomes, said = watched_for(library, folder, steps)
    assert [(Path(o.file).name, o.status) for o in outcomes] == [("bad.pdf", "quarantined"), ("q.pdf", "ok")]
    assert len(said) == 1, "told once, not at every look"
    assert "library.csv" in said[0]
    assert library.catalogue.item(outcomes[1].id).title
    again, _ = watched_for(library, folder, [None, None])
    assert [o.status for o in again] == ["quarantined"], "what was taken in before is not told; what failed is tried"


def test_the_folder_may_go_and_come(library: Library, folder: Path) -> None:
    away = folder.with_name("away")
    steps: list[object] = [lambda: folder.rename(away), None, lambda: away.rename(folder), None]
    outcomes, said = watched_for(library, folder, steps)
    assert outcomes == []
    assert len(said) == 1
    assert "does not exist" in said[0]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_command_prints_plain_lines_and_stops_when_asked(
    tmp_path: Path, folder: Path, stop: signal.Signals
) -> None:
    environment = os.environ | {"CASE_REVIEWS_HOME": str(tmp_path / "home"), "PYTHONPATH": str(Path.cwd())}
    command = [*COMMAND, "ingest", "--watch", str(folder), "--every", "0.1"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as watching:
        assert watching.stdout
        assert watching.stderr
        try:
            assert watching.stderr.readline().startswith(f"Watching {folder}")
            (folder / "q.pdf").write_bytes(report("Q"))
            assert watching.stdout.readline().split()[:2] == ["ok", str(folder / "q.pdf")]
            (folder / "r.pdf").write_bytes(report("R"))
            assert watching.stdout.readline().split()[:2] == ["ok", str(folder / "r.pdf")]
            watching.send_signal(stop)
            out, err = watching.communicate(timeout=60)
        finally:
            watching.kill()
    assert (watching.returncode, out, err) == (0, "", "Stopped after 2 ok.\n")
    with open_library(Settings(home=tmp_path / "home")) as library:
        assert len(library.catalogue.ids(Collection.CATALOGUE)) == 2


def test_watching_takes_one_folder_and_nothing_else(tmp_path: Path, folder: Path) -> None:
    environment = os.environ | {"CASE_REVIEWS_HOME": str(tmp_path / "home"), "PYTHONPATH": str(Path.cwd())}
    command = [*COMMAND, "ingest", "--watch", str(folder), str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--watch" in done.stderr
    nothing = subprocess.run([*COMMAND, "ingest"], env=environment, capture_output=True, text=True, check=False)
    assert nothing.returncode == 2

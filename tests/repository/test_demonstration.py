"""The demonstration library: built once, ready at once afterwards, and whole after it was stopped half-way."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from repository.demonstration import STAMP, corpus_fingerprint, is_built
from repository.records.items import Collection, Kind
from repository.settings import Settings
from repository.store.library import open_library

SAMPLES = Path("corpus/samples")
DEMO = [sys.executable, "-u", "-c", "from repository.command_line import main; main(['demo'])"]


def readable_samples() -> set[str]:
    """The items that the lists beside the samples give to files with text (a scan has none)."""
    found = set()
    for folder in (SAMPLES, SAMPLES / "held_back"):
        with (folder / "library.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                gold = folder / f"{Path(row['file']).stem}.gold.json"
                if (folder / row["file"]).is_file() and json.loads(gold.read_text())["status"] == "ok":
                    found.add(row["item_id"])
    return found


def test_the_demonstration_can_be_stopped_goes_on_and_is_built_once(tmp_path: Path) -> None:
    environment = os.environ | {"CASE_REVIEWS_HOME": str(tmp_path)}
    settings = Settings(home=tmp_path)

    with subprocess.Popen(DEMO, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        for line in started.stdout:
            if line.startswith("2/"):
                started.send_signal(signal.SIGINT)
                break
        _, said = started.communicate(timeout=60)
    assert started.returncode == 130, said
    assert not is_built(settings, corpus_fingerprint())

    went_on = subprocess.run(DEMO, env=environment, capture_output=True, text=True, timeout=300, check=True)
    ready = f"Ready: 206 records of published reviews and {len(readable_samples())} invented samples"
    assert went_on.stdout.splitlines()[-1].startswith(ready)
    with open_library(settings) as library:
        assert library.catalogue.counts(Collection.CATALOGUE)[Kind.REVIEW] == 175
        assert library.catalogue.has_text(Collection.SAMPLES)
        last = library.catalogue.last_change()

    again = subprocess.run(DEMO, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert again.stdout == f"The demonstration library is ready in {tmp_path}.\n"
    with open_library(settings) as library:
        assert library.catalogue.last_change() == last


def test_another_corpus_is_built_again(tmp_path: Path) -> None:
    (tmp_path / STAMP).write_text("another fingerprint", encoding="utf-8")
    assert not is_built(Settings(home=tmp_path), corpus_fingerprint())


def test_a_stamp_without_a_database_is_no_library(tmp_path: Path) -> None:
    (tmp_path / STAMP).write_text(corpus_fingerprint(), encoding="utf-8")
    assert not is_built(Settings(home=tmp_path), corpus_fingerprint())
    with open_library(Settings(home=tmp_path)):
        assert is_built(Settings(home=tmp_path), corpus_fingerprint())

"""Five hundred hostile queries, each answered or refused within limits of time and memory, and the next one normal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.generate import Generator, deposit_reviews
from repository.settings import Settings
from repository.store.library import open_library
from tests.web.hostile_queries import KINDS, MEGABYTES, NUMBER, hostile_queries

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of some generated reviews, so that common words have many places."""
    folder = tmp_path_factory.mktemp("hostile-queries")
    with open_library(Settings(folder)) as library:
        deposit_reviews(library, 60, pages=10)
        library.bring_up_to_date()
    return folder


def test_there_are_five_hundred_of_every_kind_and_always_the_same() -> None:
    queries = hostile_queries(["child", "police", "neglect"])
    assert len(set(queries)) == NUMBER
    assert NUMBER // len(KINDS) >= 20
    assert queries == hostile_queries(["child", "police", "neglect"])


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")
def test_each_is_answered_or_refused_within_limits_and_the_next_is_normal(home: Path) -> None:
    queries = hostile_queries(["child", *Generator().lexicon[:400]])
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.hostile_queries", str(home)],
        input="\n".join(queries),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    *answers, last = [line.split() for line in done.stdout.splitlines()] or [[]]
    reached = len(answers) + (last[:1] != ["megabytes"])
    assert done.returncode == 0, (f"ended by query {reached - 1}", queries[:reached][-1][:300], done.stderr[-2000:])
    assert [(status, number) for number, status, *_ in answers if status not in ("200", "400")] == []
    assert {(status, differs) for _, _, status, differs in answers} == {("200", "0")}
    assert len(answers) == NUMBER
    assert int(last[1]) < MEGABYTES

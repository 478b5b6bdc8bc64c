"""One command measures the reading of documents and, with --queries, the search."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from repository.command_line import main
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import open_library
from tests.search.invented_reviews import deposit


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """A file of judged queries on a library in the same folder: records of the catalogue, by id."""
    with open_library(Settings(tmp_path / "home")) as library:
        answers = [
            deposit(
                library,
                f"Review {year}",
                "A bruise was seen on a baby.",
                collection=Collection.CATALOGUE,
                values={"date_published": [year], "review_type": ["scr"]},
            ).item_id
            for year in ("2012", "2019")
        ]
    lines = (
        {"query": "bruised baby", "filters": {}, "judgements": dict.fromkeys(answers, 3)},
        {"query": "bruise", "filters": {"year": "2010-2015", "type": "scr"}, "judgements": {answers[0]: 2}},
    )
    path = tmp_path / "judged.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def run(judged: Path, *arguments: str) -> Result:
    return CliRunner(env={"CASE_REVIEWS_HOME": str(judged.parent / "home")}).invoke(main, ["evaluate", *arguments])


def test_judged_queries_are_measured_in_their_collection(judged: Path) -> None:
    done = run(judged, "--queries", str(judged), "--json")
    assert done.exit_code == 0, done.output
    figures = json.loads(done.stdout)
    assert list(figures) == ["not held back"]
    for system in ("ours", "Whoosh, our analyser"):
        assert figures["not held back"][system]["nDCG@10"]["mean"] == 1.0
        assert {"MRR", "recall@50"} < set(figures["not held back"][system])
    assert "ours above Whoosh, our analyser" in figures["not held back"]


def test_the_table_can_be_read(judged: Path) -> None:
    done = run(judged, "--queries", str(judged))
    assert "not held back: 2 queries" in done.stdout
    assert "nDCG@10 above Whoosh, our analyser" in done.stdout


@pytest.mark.parametrize("both", [True, False])
def test_one_of_the_two_is_asked_for(judged: Path, both: bool) -> None:
    done = run(judged, *(["--queries", str(judged), str(judged.parent)] if both else []))
    assert done.exit_code == 2
    assert "Name a folder" in done.stderr

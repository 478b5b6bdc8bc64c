"""Nearly the same recommendations are told from others no worse than has been reached, on the labelled pairs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from repository.errors import WrongUsage
from repository.records.items import Collection, Kind, Page, PublicationKind, Recommendation
from repository.settings import Settings
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import Library, open_library
from search.evaluation.pairs import (
    LabelledPair,
    Telling,
    evaluate_recommendations,
    likeness_of_pairs,
    measured,
    numbers_of,
    offered_anywhere,
    read_pairs,
)
from search.index import follow
from search.likeness.opened import Likenesses
from search.likeness.rows import Rows

PAIRS = Path("corpus/queries/recommendation_pairs.jsonl")
READ = Path("corpus/queries/recommendation_pairs_read.jsonl")
SEEN, UNSEEN = (0.77, 0.46, 0.65), (0.81, 0.38, 0.60)
"""Precision and recall of what is called nearly the same, and F1 of what is shown at all; of pairs held back."""
SAMPLES = files("corpus").joinpath("samples")


def recommendations_of(stem: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(SAMPLES.joinpath(f"{stem}.gold.json").read_text("utf-8"))[
        "recommendations"
    ]
    return found


@pytest.fixture(scope="module")
def pairs() -> list[LabelledPair]:
    return read_pairs(PAIRS)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, pairs: list[LabelledPair]) -> Iterator[Library]:
    """The recommendations of the samples as their labels have them, one record a review."""
    ids = dict(line.split(",") for line in SAMPLES.joinpath("library.csv").read_text("utf-8").split()[1:])
    with open_library(Settings(tmp_path_factory.mktemp("pairs"))) as opened:
        taken: dict[str, str] = {}
        for file in sorted({side[0] for pair in pairs for side in (pair.first, pair.second)}):
            said = recommendations_of(file.rpartition(".")[0])
            taken[ids[file]] = opened.deposits.take_in(
                NewItem(
                    Kind.REVIEW,
                    Collection.SAMPLES,
                    NewPublication(PublicationKind.OVERVIEW_REPORT, file, source=file, pages=(Page(1, "1", ()),)),
                    recommendations=tuple(
                        Recommendation(str(n), each["text"], (1,), tuple(each["addressees"]))
                        for n, each in enumerate(said, start=1)
                    ),
                    id=taken.get(ids[file]),
                )
            ).item_id
        follow(opened)
        yield opened


@pytest.fixture(scope="module")
def rows(library: Library) -> Rows:
    return Likenesses(library).current(Collection.SAMPLES).recommendations


def test_the_pairs_are_whole() -> None:
    lines = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    assert len(lines) >= 80
    labels = Counter(line["label"] for line in lines)
    for label, number in labels.items():
        assert sum(line["held_back"] for line in lines if line["label"] == label) == number // 3
    sides = [frozenset((line["first"]["text"], line["second"]["text"])) for line in lines]
    assert (len(set(sides)), min(map(len, sides))) == (len(lines), 2)
    for line in lines:
        assert set(line) == {"first", "second", "label", "held_back"}
        for side in (line["first"], line["second"]):
            stem = side["file"].rpartition(".")[0]
            assert SAMPLES.joinpath(side["file"]).is_file()
            assert side["text"] in {each["text"] for each in recommendations_of(stem)}


def test_precision_and_recall_do_not_fall(library: Library, rows: Rows, pairs: list[LabelledPair]) -> None:
    numbers = numbers_of(library, rows, pairs)
    values = dict(zip(pairs, likeness_of_pairs(rows, numbers, pairs), strict=True))
    seen, unseen = (measured([(p, v) for p, v in values.items() if p.held_back == held]) for held in (False, True))
    assert (seen.pairs, unseen.pairs) == (150, 75)
    for part, floors in ((seen, SEEN), (unseen, UNSEEN)):
        reached = (part.same.precision, part.same.recall, part.shown.f1)
        assert all(value >= floor for value, floor in zip(reached, floors, strict=True)), reached


def test_most_of_all_that_is_offered_is_on_the_same_matter(
    library: Library, rows: Rows, pairs: list[LabelledPair]
) -> None:
    read = read_pairs(READ)
    numbers = numbers_of(library, rows, pairs)
    known = [pair for pair in (*pairs, *read) if pair.first in numbers and pair.second in numbers]
    offered = offered_anywhere(rows, numbers, known)
    assert offered["same"] >= 13
    assert offered["different"] + offered["unread"] <= 8
    assert sum(offered_anywhere(rows, numbers, []).values()) >= sum(offered.values())


def test_what_was_read_afterwards_is_of_the_open_samples_and_in_no_labelled_pair(pairs: list[LabelledPair]) -> None:
    read = read_pairs(READ)
    sides = [frozenset((pair.first, pair.second)) for pair in read]
    assert len(set(sides)) == len(sides)
    assert not set(sides) & {frozenset((pair.first, pair.second)) for pair in pairs}
    assert not any(pair.held_back for pair in read)
    assert {side for pair in read for side in (pair.first, pair.second)} <= {
        side for pair in pairs for side in (pair.first, pair.second)
    }


def test_figures_are_what_they_are_by_hand() -> None:
    told = Telling(3, 4, 6)
    assert (told.precision, told.recall, told.f1) == (0.75, 0.5, 0.6)
    assert (Telling(0, 0, 0).f1, Telling(0, 0, 2).recall) == (1.0, 0.0)


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(PAIRS.read_text("utf-8").splitlines()[0] + '\n{"first": {}}\n', "utf-8")
    with pytest.raises(WrongUsage, match="Line 2"):
        read_pairs(path)


def test_the_command_prints_the_figures(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASE_REVIEWS_HOME", str(library.settings.home))
    shown = CliRunner().invoke(evaluate_recommendations, [str(PAIRS), str(READ), "--misses"]).output
    assert "not held back: 150 pairs" in shown
    assert "held back: 75 pairs" in shown
    assert "precision" in shown
    assert "Nobody read" in shown
    figures = json.loads(CliRunner().invoke(evaluate_recommendations, [str(PAIRS), "--json"]).output)
    assert 0 < figures["held back"]["same"]["recall"] < figures["held back"]["shown"]["recall"] <= 1

"""The measures give what was worked out by hand, and the judged queries find more than the engine's own ranking."""

from __future__ import annotations

from pathlib import Path

import pytest

from repository.errors import WrongUsage
from repository.store.library import Library
from search.evaluation.command import ENGINE, OURS, measure
from search.evaluation.judged import JudgedQuery, read_judged
from search.evaluation.measures import interval, ndcg, recall, reciprocal_rank
from search.index import follow
from tests.search.invented_reviews import deposit


def test_ndcg_is_what_it_is_by_hand() -> None:
    grades = {"a": 3, "b": 1}
    assert ndcg(["a", "b"], grades) == 1.0
    # b first: 1 + 7 / log2(3) = 5.4165; at best 7 + 1 / log2(3) = 7.6309.
    assert ndcg(["b", "a"], grades) == pytest.approx(0.7098, abs=1e-4)
    assert ndcg(["x"] * 10 + ["a"], grades) == 0.0


def test_rank_and_recall_are_what_they_are_by_hand() -> None:
    grades = {"a": 3, "b": 1, "c": 0}
    assert reciprocal_rank(["b", "x", "a"], grades) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x", "b"], {"b": 1}) == 0.5
    assert reciprocal_rank(["c"], grades) == 0.0
    assert recall(["a", "c"], grades) == 0.5


def test_an_interval_holds_its_mean_and_is_the_same_every_time() -> None:
    found = interval([0.0, 1.0, 0.5, 0.25])
    assert found.low < found.mean == 0.4375 < found.high
    assert found == interval([0.0, 1.0, 0.5, 0.25])


def test_measures_ours_beside_the_engine_and_leaves_out_what_was_never_judged(library: Library) -> None:
    first = deposit(library, "One", "A bruise on a baby.").item_id
    second = deposit(library, "Two", "A bruise on a boy. " + "Nothing more was said of it. " * 20).item_id
    deposit(library, "Baby bruise bruise", "A bruise, a bruise on a baby.")
    follow(library)
    judged = [JudgedQuery("baby bruise", {}, {first: 3, second: 1}, "trainer", False)]
    values = measure(library, judged)
    assert values[OURS]["MRR"] == [1.0]
    assert values[ENGINE]["recall@50"] == [1.0]


def test_filters_hold_for_every_system(library: Library) -> None:
    old = deposit(library, "One", "A bruise.", values={"date_published": ["1999"]}).item_id
    new = deposit(library, "Two", "A bruise.", values={"date_published": ["2012"]}).item_id
    follow(library)
    judged = [JudgedQuery("bruise", {"year": "2010-2019"}, {old: 3, new: 1}, "researcher", False)]
    assert measure(library, judged)[ENGINE]["recall@50"] == [0.5]


def test_a_judged_file_that_is_not_there_is_named(library: Library) -> None:
    with pytest.raises(WrongUsage, match="missing.pdf"):
        measure(library, [JudgedQuery("bruise", {}, {"missing.pdf": 1}, "", False)])


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_text('{"query": "x", "judgements": {}}\n{"judgements": {}}\n', encoding="utf-8")
    with pytest.raises(WrongUsage, match="Line 2"):
        read_judged(path)

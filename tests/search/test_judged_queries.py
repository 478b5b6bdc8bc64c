"""The judged queries are whole: known fields and grades, files that exist, enough of each kind, a third held back."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

KINDS = {"practitioner", "trainer", "researcher"}


@pytest.fixture(scope="module")
def judged() -> list[dict[str, Any]]:
    text = files("corpus").joinpath("queries/judged.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_there_are_enough_of_each_kind_and_a_third_is_held_back(judged: list[dict[str, Any]]) -> None:
    kinds = Counter(query["kind"] for query in judged)
    assert set(kinds) == KINDS
    assert sum(kinds.values()) >= 80
    for kind, number in kinds.items():
        assert sum(query["held_back"] for query in judged if query["kind"] == kind) == number // 3


def test_every_query_has_its_fields_and_something_that_answers_it(judged: list[dict[str, Any]]) -> None:
    for query in judged:
        assert set(query) == {"query", "filters", "judgements", "kind", "held_back"}
        assert set(query["judgements"].values()) <= {0, 1, 2, 3}
        assert any(query["judgements"].values()), query["query"]


def test_every_judged_file_is_a_sample(judged: list[dict[str, Any]]) -> None:
    samples = {path.name for path in files("corpus").joinpath("samples").iterdir()}
    assert {name for query in judged for name in query["judgements"]} <= samples


def test_no_query_stands_there_twice(judged: list[dict[str, Any]]) -> None:
    asked = Counter((query["query"], json.dumps(query["filters"], sort_keys=True)) for query in judged)
    assert [query for query, times in asked.items() if times > 1] == []

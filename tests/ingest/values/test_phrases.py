"""Words of a vocabulary are found whole, the longest first, and acronyms only in capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.values.phrases import Found, PhraseFinder, fold

FINDER = PhraseFinder(
    {"neglect": "neglect", "medical neglect": "medical", "GP": "gp", "health visitor": "hv", "CAT": "cat"}
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Neglect was known.", ["neglect"]),
        ("Medical neglect was known.", ["medical"]),
        ("a neglected child", []),
        ("The GPs and a gp", ["gp"]),
        ("two health-visitors", ["hv"]),
        ("the health visitor’s notes", ["hv"]),
        ("the cat sat by the CAT", ["cat"]),
        ("", []),
    ],
)
def test_whole_words_plurals_and_capitals(text: str, values: list[str]) -> None:
    assert [f.value for f in FINDER.find(text)] == values


def test_positions_are_those_of_the_text() -> None:
    text = "İstanbul: the GP saw “medical\u00a0neglect”."
    for found in FINDER.find(text):
        assert fold(text[found.start : found.end]).strip() in {"gp", "medical neglect"}
    assert len(FINDER.find(text)) == 2


@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_no_phrases_find_nothing() -> None:
    assert PhraseFinder({}).find("anything") == []


def test_one_phrase_may_stand_for_two_values_of_different_vocabularies() -> None:
    assert Found("gp", 4, 6) in PhraseFinder({"GP": "gp"}).find("The GP")

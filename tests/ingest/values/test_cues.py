"""Cues are found in any order and form of their words, close together and in one sentence, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.values.cues import WINDOW, Cue, CueFinder
from ingest.values.quoting import quote_around


def finds(written: str, text: str) -> list[str]:
    return [text[f.start : f.end] for f in CueFinder([Cue("theme", written, 1.0)]).find(text)]


@pytest.mark.parametrize(
    ("cue", "text", "words"),
    [
        ("nobody told", "Nobody at the clinic told her.", ["Nobody at the clinic told"]),
        ("nobody told", "She was told by nobody.", ["told by nobody"]),
        ("nobody told", "Nobody came. She told them.", []),
        ("share information", "The sharing of all information", ["sharing of all information"]),
        ("'passed on'", "It was passed on.", ["passed on"]),
        ("'passed on'", "It passed by on the left.", []),
        ("'passed|handed on'", "It was handed on.", ["handed on"]),
        ("baby|infant weighed", "The infant was not weighed.", ["infant was not weighed"]),
        ("'tube fed'|oxygen nights", "On oxygen at night, most nights", ["oxygen at night"]),
        ("'aged [13-17]'", "a girl aged 15 and another aged 18", ["aged 15"]),
        ("'[13-17] year old'", "a fifteen-year-old boy", ["fifteen-year-old"]),
        ("GP", "gp, Gp and the GPs’ letters", ["GPs"]),
        ("not seen", "The baby wasn’t seen.", ["wasn’t seen"]),
        ("child voice", "the child’s voice", ["child’s voice"]),
        ("'care plan' plan", "The care plan said so.", []),
        ("'care plan' plan", "The care plan was not a plan.", ["care plan was not a plan"]),
    ],
)
def test_cues(cue: str, text: str, words: list[str]) -> None:
    assert finds(cue, text) == words


def test_words_far_apart_are_no_cue() -> None:
    between = " ".join(["word"] * (WINDOW - 2))
    assert finds("nobody told", f"Nobody {between} told")
    assert not finds("nobody told", f"Nobody {between} word told")


def test_a_nearer_pair_later_in_the_sentence_is_found() -> None:
    between = " ".join(["word"] * WINDOW)
    assert finds("nobody told", f"Nobody {between} and nobody told") == ["nobody told"]


WORDS = st.sampled_from("nobody told the school. baby was 15 weighed GP. not Never passed on to it".split())


@given(st.lists(WORDS, max_size=80))
def test_the_quote_around_a_cue_holds_the_cue_again(words: list[str]) -> None:
    cues = [Cue("a", "nobody|never told", 1.0), Cue("b", "baby not weighed", 1.0), Cue("c", "'on to'", 1.0)]
    finder = CueFinder(cues)
    text = " ".join(words)
    for found in finder.find(text):
        again = finder.find(quote_around(text, found.start, found.end))
        assert found.value in {f.value for f in again}

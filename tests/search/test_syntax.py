"""The query language: what is meant by what is typed, and that plain text never fails."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.sentences import in_words
from search.syntax import SearchTooComplex, parse


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("neglect", "neglect"),
        ("neglect bruising", "neglect and bruising"),
        ("neglect OR bruising", "neglect or bruising"),
        ("neglect bruising OR police", "(neglect and bruising) or police"),
        ("neglect AND (bruising OR police)", "neglect and (bruising or police)"),
        ("neglect -bruising", "neglect and not bruising"),
        ("neglect NOT bruising police", "neglect and not bruising and police"),
        ("neglect NOT (bruising police)", "neglect and not (bruising and police)"),
        ("NOT NOT neglect", "neglect"),
        ('"health visitor" -"social worker"', "“health visitor” and not “social worker”"),
        ("“health visitor”", "“health visitor”"),
        ("safeguard*", "words beginning “safeguard”"),
        ("multi-agency", "multi-agency"),
        ("child a neglect", "Child A and neglect"),
        ("-multi-agency work", "not multi-agency and work"),
        ("health and police", "health and police"),
        ("A&E", "A&E"),
        ("", ""),
    ],
)
def test_means(typed: str, meant: str) -> None:
    parsed = parse(typed)
    assert in_words(parsed.asked) == meant
    assert parsed.ignored == ()


@pytest.mark.parametrize(
    ("typed", "meant", "said"),
    [
        ('"health visitor', "health and visitor", "quotation mark"),
        ("(neglect", "neglect", "opening bracket"),
        ("neglect)", "neglect", "closing bracket"),
        ("AND neglect", "neglect", "AND"),
        ("neglect OR", "neglect", "OR"),
        ("neglect NOT", "neglect", "NOT"),
        ("ne*", "ne", "star"),
        ("*neglect", "neglect", "mean nothing"),
        ("title:neglect~2", "title and neglect and 2", "mean nothing"),
        ("[1990 TO 2000]", "1990 and 2000", "mean nothing"),
        ("!!!", "", "no word"),
        ("AND OR NOT", "", "no word"),
    ],
)
def test_says_what_was_not_understood(typed: str, meant: str, said: str) -> None:
    parsed = parse(typed)
    assert in_words(parsed.asked) == meant
    assert any(said in sentence for sentence in parsed.ignored)


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 4001,
        "word " * 151,
        "(" * 21 + "word" + ")" * 21,
        '"' + "word " * 13 + '"',
    ],
)
def test_has_limits(typed: str) -> None:
    with pytest.raises(SearchTooComplex) as refused:
        parse(typed)
    assert refused.value.advice


@pytest.mark.parametrize(
    "sign", ["[", "(", ")", '"', "NOT ", "AND ", "OR ", "-", "*", "'", "a'", "-(", "\x00", "\u0301", "A&"]
)
def test_reads_any_pile_of_signs_at_once(sign: str) -> None:
    began = time.perf_counter()
    with contextlib.suppress(SearchTooComplex):
        parse(sign * (4000 // len(sign)))
    assert time.perf_counter() - began < 0.5


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["AND", "OR", "NOT", "(", ")", '"', "-", "a", "b*", "abc*"])).map(" ".join)
)
def test_plain_text_never_fails(text: str) -> None:
    try:
        parsed = parse(text)
    except SearchTooComplex:
        return
    assert parsed.asked is not None or parsed.ignored or not text.strip()

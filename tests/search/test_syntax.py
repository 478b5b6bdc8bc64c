"""The query language: what is meant by what is typed, and that plain text never fails."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.request import SearchTooComplex
from search.sentences import in_words
from search.syntax import parse


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
        ("bruse~", "words spelled like “bruse”"),
        ("neglect -bruse~1", "neglect and not words spelled like “bruse”"),
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
        ("title:neglect~2", "in the title: words spelled like “neglect”", "taken for “neglect~1”"),
        ("gp~", "gp", "~ needs a word of 4 letters"),
        ("risk2~ abuse", "risk2 and abuse", "~ needs a word"),
        ("neglect~~ abuse", "neglect and abuse", "mean nothing"),
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
    began = time.process_time()
    with contextlib.suppress(SearchTooComplex):
        parse(sign * (4000 // len(sign)))
    assert time.process_time() - began < 0.5


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


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("baby NEAR/5 bruise", "baby within 5 words of bruise"),
        ("baby NEAR/1 bruise", "baby within 1 word of bruise"),
        ("missed appointments NEAR/5 baby clinic", "missed and appointments within 5 words of baby and clinic"),
        (
            '"health visitor" NEAR/5 (bruis* OR mark)',
            "“health visitor” within 5 words of (words beginning “bruis” or mark)",
        ),
        ("baby NEAR/5 bruse~", "baby within 5 words of words spelled like “bruse”"),
        ("title:neglect of babies", "in the title: neglect and babies"),
        ("title:(neglect OR abuse)", "in the title: (neglect or abuse)"),
        ("-title:summary neglect", "not in the title: summary and neglect"),
        ("Finding:bruis*", "in the findings: words beginning “bruis”"),
        ('heading:"what we learned"', "in a heading: “what we learned”"),
        ("exact:bruises seen", "exactly “bruises” and seen"),
        ('exact:"was bruised"', "exactly “was bruised”"),
        ("year:2014", "published in 2014"),
        ("year:2010-", "published in 2010 or later"),
        ("year:-1979 neglect", "published in 1979 or earlier and neglect"),
        ("NOT year:2010-2019", "not published from 2010 to 2019"),
        ("exact:(bruises OR marks)", "exactly “bruises” or exactly “marks”"),
    ],
)
def test_fields_years_and_nearness_are_said_in_words(query: str, said: str) -> None:
    parsed = parse(query)
    assert in_words(parsed.asked) == said
    assert parsed.ignored == ()


@pytest.mark.parametrize(
    ("query", "said", "ignored"),
    [
        ("baby NEAR bruise", "baby within 10 words of bruise", "without a number"),
        ("baby NEAR/99 bruise", "baby within 40 words of bruise", "1 to 40"),
        ("baby NEAR/5", "baby", "NEAR without words"),
        ("NEAR/5 baby", "baby", "NEAR without words"),
        ("a NEAR/2 b NEAR/2 c", "a within 2 words of b and c", "taken for AND"),
        ("year:soon neglect", "neglect", "is no year"),
        ("title:", "title", None),
        ("theme:neglect", "theme and neglect", "mean nothing here"),
        ("title:() x", "x", None),
    ],
)
def test_what_has_no_meaning_is_said(query: str, said: str, ignored: str | None) -> None:
    parsed = parse(query)
    assert in_words(parsed.asked) == said
    assert ignored is None or ignored in " ".join(parsed.ignored)

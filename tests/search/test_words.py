"""The one analyser: what is the same word, what is not, and where each stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.words import labels_in, paragraphs_of, raw_words, read_alone, read_words


def terms(text: str) -> set[str]:
    return {term for word in read_words(text) for term in word.terms}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Neill", "O’Neill"),
        ("O'Neill", "ONeill"),
        ("café", "cafe"),
        ("cafe\u0301", "café"),
        ("children", "child"),
        ("children’s", "child"),
        ("the mother's", "the mothers"),
        ("neglected", "neglecting"),
        ("safe\u00adguarding", "safeguarding"),
        ("multi-agency", "multiagency"),
        ("multi\u2011agency", "multi-agency"),
        ("W-2", "W2"),
        ("GPs", "GP"),
        ("1,000", "1000"),
    ],
)
def test_is_the_same_word(one: str, other: str) -> None:
    assert terms(one) & terms(other) - {"the"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Child A", "Child B"), ("AIDS", "aid"), ("4.2.3", "4.2.4"), ("Baby P", "Baby"), ("section 47", "section 17")],
)
def test_is_not_the_same(one: str, other: str) -> None:
    assert terms(one) != terms(other)
    assert not terms(one) <= terms(other)


def test_keeps_acronyms_whole_and_finds_them_in_small_letters_too() -> None:
    assert [word.forms.terms[0] for word in read_words("NHS CAMHS LSCBs")] == ["nhs", "camhs", "lscb"]
    assert terms("camhs") <= terms("CAMHS")


def test_keeps_every_word_however_common() -> None:
    assert [
        word.forms.exact for word in read_words("It is to be or not to be a")
    ] == "it is to be or not to be a".split()


def test_keeps_labels_apart_from_the_article() -> None:
    assert "child~a" in terms("Child A was seen")
    assert "child~a" not in terms("the child. A strategy meeting") | terms("gave the child a bottle")
    assert "child~i" not in terms("the child I saw")
    assert {"child~b", "child~c"} <= terms("Children B and C")
    assert {"adult~1", "adult~2"} <= terms("Adult 1, 2")
    assert "baby~6" not in terms("a baby 6 weeks old")


def test_reads_labels_in_small_letters_only_where_they_are_typed() -> None:
    assert "child~a" in {term for word in read_words("child a", typed=True) for term in word.terms}
    assert "child~a" not in terms("child a")


def test_leaves_a_place_free_between_paragraphs() -> None:
    assert [word.place for word in read_words("one two\n\nthree")] == [0, 1, 3]


@given(st.text(max_size=200))
def test_offsets_cut_the_words_out_of_the_text(text: str) -> None:
    last = 0
    for word in read_words(text):
        assert last <= word.start < word.end <= len(text)
        assert text[word.start : word.end].strip("_ ")
        assert word.forms.exact
        last = word.end


PIECES = ["Child", "A", "a", "1", "4.2", "W-2", "multi-agency", "A’s", "and", ",", ".", "\n\n", "Ü", "1.5x", "A.5", "-"]


@given(st.lists(st.sampled_from(PIECES)).map(" ".join) | st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_reading_raw_words_one_by_one_gives_the_same_words(text: str) -> None:
    for paragraph in paragraphs_of(text):
        words = list(read_words(paragraph))
        alone = [word for raw in raw_words(paragraph) for word in read_alone(raw)]
        assert [(w.forms, w.joined) for w in words] == [(w.forms, w.joined) for w in alone]
        assert dict(labels_in(paragraph)) == {word.place: word.label for word in words if word.label}

"""Words spelled like another: those that a comparison of every word finds, and no name among those shown."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from repository.store.library import Library
from search.alike import MOST, Neighbours, one_letter_apart
from search.columns.dictionary import Dictionary, packed
from search.index import follow
from search.request import SearchRequest
from search.searcher import open_searcher
from tests.search.invented_reviews import SAMPLES, deposit, ids

WORDS = st.text("abc", min_size=1, max_size=7)


@given(st.sets(WORDS, max_size=200), WORDS)
def test_finds_what_a_comparison_with_every_word_finds(words: set[str], asked: str) -> None:
    known = sorted(word.encode() for word in words)
    neighbours = Neighbours(Dictionary(*packed(known), len(known)))
    found = {known[number].decode() for number in neighbours.find(w.encode() for w in one_letter_apart(asked))}
    assert found == {word for word in words if OSA.distance(word, asked) == 1}


def test_an_empty_dictionary_has_nothing_like_anything() -> None:
    assert Neighbours(Dictionary(np.zeros(0, np.uint8), np.zeros(1, np.int64), 0)).find([b"bruise"]) == []


def test_finds_reviews_by_words_with_a_slip(library: Library) -> None:
    right = deposit(library, "Child A", "A bruise was seen.").item_id
    slip = deposit(library, "Child B", "A bruse was seen.").item_id
    deposit(library, "Child C", "A brusi was seen; the bus came.")
    follow(library)
    searcher = open_searcher(library)
    assert set(ids(searcher, "bruise~")) == {right, slip}
    assert set(ids(searcher, "seen NEAR/3 bruise~1")) == {right, slip}
    assert ids(searcher, "bruise") == [right]
    assert ids(searcher, "title:bruise~") == []
    (hit,) = searcher.search(SearchRequest("bruise~ -bruise", SAMPLES)).hits
    (passage,) = hit.passages
    assert [passage.text[start:end] for start, end in passage.marks] == ["bruse"]


def test_says_what_was_searched_and_names_nobody(library: Library) -> None:
    for number in range(2):
        deposit(library, f"Child {number}", "The burns and a burn were seen by Burne, and Burna.")
    follow(library)
    said = open_searcher(library).search(SearchRequest("burns~", SAMPLES)).understood
    assert said.searched == "words spelled like “burns”"
    assert said.spelled == (("burns", ("burn", "2 more")),)
    assert said.as_spelled == "burns"
    assert open_searcher(library).search(SearchRequest("burn~", SAMPLES)).understood.spelled == (
        ("burn", ("burns", "2 more")),
    )


def test_a_word_is_widened_to_so_many_at_most(library: Library) -> None:
    deposit(library, "Child A", " ".join(f"stor{letter}" for letter in "abcdefghijklmnopqrstuvwxyz") + " " + " ".join(
        f"sto{letter}e" for letter in "abcdefghijklmnopqrstuvwxyz"))  # fmt: skip
    follow(library)
    ((_, shown),) = open_searcher(library).search(SearchRequest("store~", SAMPLES)).understood.spelled
    assert len(shown) - 1 + int(shown[-1].removesuffix(" more")) == MOST

"""A word of a paragraph is found by its number where reading the whole paragraph finds it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from repository.store.library import Library
from search.marking import marks_in
from search.request import SearchRequest
from search.searcher import open_searcher
from search.wanted import Leaf, Phrase, Start, Term, Way
from search.word_places import Placed, mark_of
from search.words import read_words
from tests.search.invented_reviews import SAMPLES, deposit

pieces = st.sampled_from(
    [
        "bruise",
        "Bruises,",
        "(multi-agency",
        "mother’s",
        "“A&E”",
        "–",
        "1,200.",
        "and/or",
        "O’Neill",
        "naïve",
        "NHS",
        "e.g.",
    ]
)
spaces = st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", "\u2009"])
paragraphs = st.lists(st.tuples(spaces, pieces), min_size=1, max_size=12).map(
    lambda pairs: "".join(space + piece for space, piece in pairs)
)


@settings(deadline=None)
@given(paragraphs)
def test_every_word_is_found_by_its_number(paragraph: str) -> None:
    placed = Placed(paragraph)
    words = list(read_words(paragraph))
    for word in words:
        for way in (Term(word.forms.terms[0]), Term(word.forms.exact, exact=True), Start(word.forms.exact[:2])):
            assert mark_of(placed, word.place, way) == (word.start, word.end)
    assert placed.word(len(words)) is None


@settings(deadline=None)
@given(paragraphs)
def test_phrases_are_marked_where_they_stand_in_the_text(paragraph: str) -> None:
    placed = Placed(paragraph)
    words = list(read_words(paragraph))
    for first, second in zip(words, words[1:], strict=False):
        way: Way = Phrase((first.forms.terms[0], second.forms.terms[0]))
        mark = mark_of(placed, first.place, way)
        assert mark == (first.start, second.end)
        assert any(start <= mark[0] and mark[1] <= end for start, end in marks_in(Leaf(((way, 1.0),)), paragraph))


def test_a_word_that_is_another_is_not_marked() -> None:
    placed = Placed("The mother of Child A was seen.")
    assert mark_of(placed, 1, Term("father")) is None
    assert mark_of(placed, 1, Start("fat")) is None
    assert mark_of(placed, 1, Phrase(("mother", "for"))) is None
    assert mark_of(placed, 6, Phrase(("seen", "again"))) is None
    # A label depends on the word before it: whoever marks one reads the paragraph.
    assert mark_of(placed, 4, Term("child~a")) is None


def test_a_page_that_was_read_again_since_is_marked_by_its_own_words(library: Library) -> None:
    deposit(library, "One", "Nobody asked about the bruise at all.")
    searcher = open_searcher(library)
    searcher.search(SearchRequest("bruise", SAMPLES))
    with library.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE page SET blocks = replace(blocks, 'Nobody', 'In May nobody')")
    (hit,) = searcher.search(SearchRequest("bruise", SAMPLES)).hits
    assert [passage.text[start:end] for passage in hit.passages for start, end in passage.marks] == ["bruise"]

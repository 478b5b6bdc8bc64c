"""What is kept of sentences finds the same as reading every sentence again."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from repository.records.items import Collection, Item, Kind, Recommendation, State
from search.likeness.rows import Rows, write_rows
from search.likeness.sentences import Sentences, rows_of_sentences
from search.sentence_scores import allowed, weigh
from search.wanted import AllOf, AnyOf, Leaf, NoneOf, Phrase, Start, Term, Wanted, Way
from search.words import read_words

WORDS = ("bruise", "baby", "Child", "A", "NHS", "multi-agency", "school", "schools")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join), max_size=6, unique=True)
TERMS = ("bruis", "babi", "child", "child~a", "a", "nhs", "multi", "agenc", "multiag", "school", "nothing")
PLAIN = tuple(term for term in TERMS if "~" not in term and term != "multiag")
WAYS: st.SearchStrategy[Way] = st.one_of(
    st.sampled_from(TERMS).map(Term),
    st.sampled_from(("schools", "school", "baby")).map(lambda text: Term(text, exact=True)),
    st.lists(st.sampled_from(PLAIN), min_size=2, max_size=3).map(lambda terms: Phrase(tuple(terms))),
    st.sampled_from(("sch", "mult", "x")).map(Start),
)


def kept(folder: pytest.TempPathFactory, texts: list[str]) -> Sentences:
    said = tuple(Recommendation(str(n), text, id=f"cr-1-1-r{n}") for n, text in enumerate(texts))
    item = Item(
        "cr-1", Kind.REVIEW, Collection.SAMPLES, State.PUBLISHED, "x", datetime(2026, 1, 1), recommendations=said
    )
    path = folder.mktemp("kept") / "rows"
    write_rows(path, rows_of_sentences(item))
    return Sentences(Rows(path))


def stands(text: str, way: Way) -> bool:
    """Whether a way to write something stands in a text, by reading the text."""
    words = list(read_words(text))
    match way:
        case Term(term, exact):
            return any(term in (word.exacts if exact else word.terms) for word in words)
        case Start(letters):
            return any(exact.startswith(letters) for word in words for exact in word.exacts)
        case Phrase(terms):
            plain = [word.forms.terms[0] for word in words]
            return any(tuple(plain[at : at + len(terms)]) == terms for at in range(len(plain)))
    raise AssertionError(way)


@example(["bruise school baby bruise"], Phrase(("babi", "bruis", "school")), Term("bruis"))
@settings(max_examples=150, deadline=None)
@given(TEXTS, WAYS, WAYS)
def test_the_same_sentences_as_by_reading(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], one: Way, other: Way
) -> None:
    found = kept(tmp_path_factory, texts)
    first, second = Leaf(((one, 1.0),)), Leaf(((other, 1.0),))

    def having(wanted: Wanted) -> list[bool]:
        weighed = weigh(found, wanted)
        full = weighed.scores >= weighed.whole - 1e-4 if weighed.whole else weighed.scores > 0
        return [bool(each) for each in full & allowed(found, wanted)]

    has = [(stands(text, one), stands(text, other)) for text in texts]
    assert having(first) == [a for a, _ in has]
    assert having(AnyOf((first, second))) == [a or b for a, b in has]
    assert having(AllOf((first, NoneOf(second)))) == [a and not b for a, b in has]
    if any(a for a, _ in has) and any(b for _, b in has):
        assert having(AllOf((first, second))) == [a and b for a, b in has]

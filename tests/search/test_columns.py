"""The columns answer as the engine does, and order as a reader of every word would; joined sheets lose nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.governance.withdrawal import withdraw_item
from repository.settings import Settings
from repository.store.library import Library, open_library
from search import engine
from search.columns.dictionary import Dictionary, packed
from search.columns.sheet import EXACT, TERMS
from search.columns.table import counts_within, packed_bits, unpacked
from search.engine_parts import BLOCK
from search.index import folder_of, follow, in_use, rebuild
from search.matching import Matching, deadline
from search.proximity import near
from search.view import View
from search.wanted import AllOf, AnyOf, Leaf, Near, NoneOf, Phrase, Start, Term, Wanted, Way
from tests.search.invented_reviews import SAMPLES, deposit
from tests.search.other_ways_to_answer import PlainReader, ids_by_engine

WORDS = "bruise mother child plan visit hospital gate letter was the of seen".split()


@dataclass(frozen=True)
class Compared:
    view: View
    parts: list[Path]
    plain: PlainReader


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compared]:
    """Reviews of random words in two sheets, one of which has lost a review."""
    chance = random.Random(3)
    with open_library(Settings(tmp_path_factory.mktemp("library"))) as library:
        for number in range(24):
            words = WORDS[: chance.randint(3, len(WORDS))]
            texts = [" ".join(chance.choices(words, k=chance.randint(1, 30))) for _ in range(4)]
            gone = deposit(
                library,
                f"Case {number:02} {chance.choice(WORDS)}",
                f"# {texts[0]}\n\n{texts[1]} multi-agency",
                texts[2],
                source=str(number),
                recommendations=[texts[3]],
            )
            if number in (11, 17):
                follow(library)
            if number == 17:
                withdraw_item(library, gone.item_id, "to leave a gap")
        follow(library)
        yield opened(library)


def opened(library: Library) -> Compared:
    generation = in_use(library.settings.index, SAMPLES)
    assert generation is not None
    folder = folder_of(library.settings.index, SAMPLES)
    view = View(folder, generation.sheets, generation.table)
    return Compared(view, [folder / p for p in generation.parts], PlainReader(library, view.table.all_ids))


terms = st.sampled_from(["bruis", "mother", "child", "plan", "visit", "gate", "was", "the", "seen", "multiag", "agenc"])
single = st.builds(Term, terms)
phrases = st.builds(Phrase, st.lists(terms, min_size=2, max_size=3).map(tuple))
exacts = st.builds(Term, st.sampled_from(["bruise", "gate", "mother", "multiagency"]), st.just(True))
starts = st.builds(Start, st.sampled_from(["mot", "see", "pla", "xyz", "was"]))
sides = st.lists(single, min_size=1, max_size=2, unique=True).map(tuple)
nears = st.builds(Near, sides, sides, st.integers(1, 6))
ways: st.SearchStrategy[Way] = st.one_of(single, phrases, exacts, starts, nears)
weighted = st.tuples(ways, st.sampled_from([1.0, 0.7]))
leaf = st.builds(Leaf, st.lists(weighted, min_size=1, max_size=2, unique_by=lambda pair: pair[0]).map(tuple))
wanteds: st.SearchStrategy[Wanted] = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(NoneOf, inner),
    ),
    max_leaves=5,
)


def found_ids(compared: Compared, wanted: Wanted) -> list[str]:
    matching = Matching(compared.view, deadline() + 60)
    best = matching.best_first(wanted, matching.mask(wanted), compared.view.size)
    return [compared.view.table.all_ids[document] for document in best.tolist()]


def assert_same_order(found: list[str], scores: dict[str, float]) -> None:
    """Counts are kept in four bytes: scores that differ in their fifth digit may be taken for equal."""
    assert set(found) == set(scores)
    assert all(scores[one] >= scores[other] - 1e-5 for one, other in pairwise(found))


@settings(max_examples=150, deadline=None)
@given(wanted=wanteds)
def test_finds_what_the_engine_finds(compared: Compared, wanted: Wanted) -> None:
    assert set(found_ids(compared, wanted)) == ids_by_engine(compared.parts, wanted)


@settings(max_examples=100, deadline=None)
@given(wanted=wanteds)
def test_orders_as_a_reader_of_every_word_does(compared: Compared, wanted: Wanted) -> None:
    assert_same_order(found_ids(compared, wanted), compared.plain.scores(wanted))


@settings(max_examples=50, deadline=None)
@given(way=st.one_of(single, phrases), part=st.sampled_from(["title", "body", "headings", "recommendations"]))
def test_a_word_is_found_in_one_field_alone(compared: Compared, way: Way, part: str) -> None:
    wanted = Leaf(((way, 1.0),), part)
    assert set(found_ids(compared, wanted)) == ids_by_engine(compared.parts, wanted)
    assert_same_order(found_ids(compared, wanted), compared.plain.scores(wanted))


@given(
    st.lists(st.integers(64, 130), max_size=12, unique=True),
    st.lists(st.integers(64, 130), max_size=12, unique=True),
    st.integers(1, 3),
    st.integers(1, 3),
    st.integers(1, 9),
)
def test_nearness_is_the_same_from_either_side(a: list[int], b: list[int], one: int, other: int, within: int) -> None:
    gaps = {p: [q - (p + one - 1) if q > p else p - (q + other - 1) for q in b] for p in a}
    expected = sorted(p for p, found in gaps.items() if any(1 <= gap <= within for gap in found))
    first, second = np.array(sorted(a), np.uint32), np.array(sorted(b), np.uint32)
    assert near(first, one, second, other, within).tolist() == expected


def test_the_engine_and_the_columns_hold_the_same_words(compared: Compared) -> None:
    by_engine: dict[tuple[str, bytes], int] = {}
    for folder in compared.parts:
        with engine.open_reader(folder) as reader:
            for term, info in reader.iter_field(EXACT):
                by_engine[EXACT, term] = by_engine.get((EXACT, term), 0) + info.doc_frequency()
    by_columns: dict[tuple[str, bytes], int] = {}
    for _, words in compared.view.words(EXACT):
        for term, items in zip(words.dictionary, np.diff(words.starts).tolist(), strict=True):
            by_columns[EXACT, term] = by_columns.get((EXACT, term), 0) + items
    assert by_columns == by_engine


def test_a_part_of_many_short_records_is_whole(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.building.AT_ONCE", 1000)
    for number in range(2 * BLOCK + 5):
        deposit(library, f"Case {number}", "A gate." if number % 3 else "A gate, a gate.")
    follow(library)
    compared = opened(library)
    (folder,) = compared.parts
    wanted = Leaf(((Term("gate"), 1.0),))
    assert ids_by_engine(compared.parts, wanted) == set(found_ids(compared, wanted)) == set(engine.ids(folder))
    with engine.open_reader(folder) as reader:
        postings = reader.postings("body", b"gate")
        often = []
        while postings.is_active():
            often.append(len(postings.value_as("positions")))
            postings.next()
    assert (often.count(2), len(often)) == (len(range(0, 2 * BLOCK + 5, 3)), 2 * BLOCK + 5)


def test_a_rebuild_gives_the_same_order_and_the_same_counts(library: Library) -> None:
    chance = random.Random(5)
    for number in range(30):
        deposit(library, f"Case {number}", " ".join(chance.choices(WORDS, k=40)), source=str(number % 25))
        if number % 4 == 0:
            follow(library)
    follow(library)
    before = opened(library)
    rebuild(library)
    after = opened(library)
    for word in ("bruis", "the", "gate"):
        wanted = Leaf(((Term(word), 1.0),))
        assert found_ids(before, wanted) == found_ids(after, wanted)


@given(st.lists(st.binary(min_size=1, max_size=5).filter(lambda word: b"\n" not in word and b"\xff" not in word)))
def test_a_dictionary_finds_its_words_and_how_they_begin(words: list[bytes]) -> None:
    ordered = sorted(set(words))
    dictionary = Dictionary(*packed(ordered), len(ordered))
    assert list(dictionary) == ordered
    assert [dictionary.find(word) for word in ordered] == list(range(len(ordered)))
    assert dictionary.find(b"not there") == -1
    for start in {word[:2] for word in ordered}:
        first, after = dictionary.beginning(start)
        assert ordered[first:after] == [word for word in ordered if word.startswith(start)]


def test_a_long_dictionary_has_many_blocks() -> None:
    ordered = sorted(f"word{number}".encode() for number in range(1000))
    dictionary = Dictionary(*packed(ordered), len(ordered))
    assert list(dictionary) == ordered
    assert [dictionary.find(word) for word in ordered] == list(range(1000))
    assert dictionary.find(b"word") == dictionary.find(b"zzz") == dictionary.find(b"a") == -1


@given(st.lists(st.booleans(), min_size=1, max_size=200))
def test_sets_are_packed_and_counted(values: list[bool]) -> None:
    mask = np.array(values)
    bits = packed_bits(mask)
    assert unpacked(bits, len(values)).tolist() == values
    assert counts_within(bits[None, :], bits).tolist() == [sum(values)]


def test_terms_are_those_of_the_analyser(compared: Compared) -> None:
    words = {word for _, each in compared.view.words(TERMS) for word in each.dictionary}
    assert {b"multiag", b"multi", b"bruis"} <= words

"""What is changed by difference, without being read again, is what would be written anew."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.store.library import Library
from search.columns.files import Array
from search.columns.joining import Source, join_sheets
from search.columns.sheet import KINDS, Words, documents_at, open_sheet, read_facts
from search.columns.table import write_changed_table, write_table
from search.facets import facets_of
from search.index import folder_of, follow, in_use
from search.request import FACETS
from tests.search.invented_reviews import SAMPLES, deposit

WORDS = "bruise mother child plan visit multi-agency hospital gate letter".split()

fact = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Child A", "Baby B", "Nobody"]),
        "title_key": st.sampled_from(["child a", "baby b", "nobody", "élan"]),
        "offer": st.booleans(),
        "date": st.sampled_from(["", "2009", "2011-03", "1999"]),
        "year": st.sampled_from([None, 2009, 2011]),
        "facets": st.fixed_dictionaries(
            {name: st.lists(st.sampled_from(["neglect", "ag-health", "other"]), unique=True) for name in FACETS}
        ),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(fact, max_size=70), st.lists(fact, max_size=3), st.randoms(use_true_random=False))
def test_a_changed_table_is_the_one_made_anew(old: list[dict], new: list[dict], chance: random.Random) -> None:  # type: ignore[type-arg]
    facts = [each | {"id": f"r-{number}"} for number, each in enumerate([*old, *new])]
    kept = [number for number in range(len(old)) if chance.random() < 0.7]
    order = [*kept, *range(len(old), len(facts))]
    chance.shuffle(order)
    with TemporaryDirectory() as home:
        before, changed, anew = (Path(home) / name for name in ("before", "changed", "anew"))
        write_table(before, facts[: len(old)], facets_of(facts[: len(old)]))
        added = facts[len(old) :]
        write_changed_table(changed, before, np.array(order, np.int64), added, facets_of(added))
        wanted = [facts[number] for number in order]
        write_table(anew, wanted, facets_of(wanted))
        assert _files(changed) == _files(anew)


def test_a_sheet_without_some_reviews_has_what_the_others_have(library: Library, tmp_path: Path) -> None:
    chance = random.Random(4)
    for number in range(12):
        words = chance.sample(WORDS, chance.randint(2, 6))
        deposit(library, f"Case {number}", " ".join(chance.choices(words, k=30)), f"only{number} here")
    follow(library)
    generation = in_use(library.settings.index, SAMPLES)
    assert generation is not None
    (name,) = generation.sheets
    folder = folder_of(library.settings.index, SAMPLES) / name
    sheet = open_sheet(folder)
    for run in range(20):
        kept = np.array([chance.random() < 0.8 for _ in range(sheet.size)])
        without, wanted = tmp_path / f"without-{run}", np.flatnonzero(kept).tolist()
        join_sheets([Source(folder, sheet, kept)], without)
        left = open_sheet(without)
        assert read_facts(without) == [read_facts(folder)[number] for number in wanted]
        assert left.bounds.tolist() == sheet.bounds[kept].tolist()
        for kind in KINDS:
            expected = _standing(sheet.words[kind], sheet.bounds, kept)
            assert _standing(left.words[kind], left.bounds, np.ones(left.size, np.bool_)) == expected
            assert list(left.words[kind].dictionary) == sorted(expected)
            assert all(left.words[kind].dictionary.find(word) >= 0 for word in expected)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _standing(words: Words, bounds: Array, kept: Array) -> dict[bytes, list[object]]:
    """By word, of the documents that are kept: where they begin, what the word counts there, and its places."""
    found: dict[bytes, list[object]] = {}
    for number, word in enumerate(words.dictionary):
        rows = slice(int(words.starts[number]), int(words.starts[number + 1]))
        places = words.places[int(words.place_starts[number]) : int(words.place_starts[number + 1])]
        owners = documents_at(bounds, places)
        postings = zip(
            words.documents[rows].tolist(), words.counts[rows].tolist(), words.parts[rows].tolist(), strict=True
        )
        standing = [
            (bounds[n].tolist(), count, part, places[owners == n].tolist()) for n, count, part in postings if kept[n]
        ]
        if standing:
            found[word] = [*standing]
    return found

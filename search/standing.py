"""Finds on which pages of a report, and in which of their paragraphs, the words of a query stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from search.columns.files import Array
from search.marking import shown_leaves, simple_ways
from search.matching import Matching
from search.proximity import NOWHERE
from search.wanted import Leaf, Wanted, Way

MOST_PASSAGES = 3
"""Passages shown of one item."""


@dataclass(frozen=True)
class PageHit:
    """A page with words of the query: which leaves of it (by number), and how many places. `row` is its row in
    the sheet of its document."""

    publication_id: str
    page: int
    leaves: frozenset[int]
    places: int
    row: int


@dataclass(frozen=True)
class Spot:
    """Where one way of writing an idea stands: `word` counts from the first word of the paragraph where the
    passage begins, or of the one after it (`next`); `leaf` is the idea's number."""

    word: int
    next: bool
    leaf: int
    way: Way


@dataclass(frozen=True)
class Chosen:
    """A page to show a passage of, which of its paragraphs, from 0, the passage begins in, and where in this
    paragraph and the next one the words of the query stand."""

    publication_id: str
    page: int
    paragraph: int
    spots: tuple[Spot, ...]


def pages_hit(matching: Matching, wanted: Wanted | None, document: int) -> list[PageHit]:
    """The pages of a document that have words of the query, in order."""
    placed, number = matching.view.sheet_of(document)
    sheet = placed.sheet
    end = sheet.bounds[number, 1]
    found: dict[int, dict[int, int]] = {}
    for leaf_number, leaf in enumerate(shown_leaves(wanted)):
        places = [matching.places_in(way, document) for way, _ in leaf.ways]
        together = np.concatenate(places) if len(places) > 1 else places[0] if places else NOWHERE
        rows = np.searchsorted(sheet.page_starts, together[together < end], side="right") - 1
        for row in rows.tolist():
            by_leaf = found.setdefault(row, {})
            by_leaf[leaf_number] = by_leaf.get(leaf_number, 0) + 1
    return [
        PageHit(sheet.files[sheet.page_files[row]], int(sheet.page_numbers[row]), frozenset(by), sum(by.values()), row)
        for row, by in sorted(found.items())
    ]


def best_pages(matching: Matching, wanted: Wanted | None, document: int, hits: Sequence[PageHit]) -> list[Chosen]:
    """The pages of a document to show a passage of, in the order of the report: those with most of the ideas of
    the query, rare ones before frequent ones."""
    if not hits:
        return []
    shown = shown_leaves(wanted)
    rarity = [1 / (1 + matching.found(leaf).documents) for leaf in shown]
    best = sorted(hits, key=lambda hit: (-len(hit.leaves), -sum(rarity[n] for n in hit.leaves), -hit.places))
    chosen = {hit.row for hit in best[:MOST_PASSAGES]}
    standing = _Standing(matching, shown, document)
    return [standing.choose(hit) for hit in hits if hit.row in chosen]


class _Standing:
    """The words of a query in one document, paragraph by paragraph."""

    def __init__(self, matching: Matching, shown: Sequence[Leaf], document: int) -> None:
        placed, number = matching.view.sheet_of(document)
        self._sheet = placed.sheet
        self._end = int(self._sheet.bounds[number, 1])
        self._ideas: list[tuple[int, list[tuple[Way, list[int]]]]] = []
        for leaf_number, leaf in enumerate(shown):
            for way, _ in leaf.ways:
                parts = [(simple, matching.places_in(simple, document).tolist()) for simple in simple_ways(way)]
                self._ideas.append((leaf_number, parts))
        self._whole = [matching.places_in(way, document).tolist() for leaf in shown for way, _ in leaf.ways]

    def choose(self, hit: PageHit) -> Chosen:
        """The paragraph of a page with most of the ideas of the query, then most of their places."""
        starts = [*self._paragraphs(hit.row), self._page_end(hit.row)]
        ideas, often = [0] * (len(starts) - 1), [0] * (len(starts) - 1)
        for places in self._whole:
            here = _between(places, starts[0], starts[-1])
            paragraphs = [bisect_right(starts, place) - 1 for place in here]
            for paragraph in set(paragraphs):
                ideas[paragraph] += 1
            for paragraph in paragraphs:
                often[paragraph] += 1
        best = max(range(len(ideas)), key=lambda n: (ideas[n], often[n], -n), default=0)
        return Chosen(hit.publication_id, hit.page, best, tuple(self._spots(starts[best : best + 3])))

    def _spots(self, starts: Sequence[int]) -> Iterator[Spot]:
        for leaf, parts in self._ideas:
            for way, places in parts:
                for place in _between(places, starts[0], starts[-1]):
                    following = len(starts) > 2 and place >= starts[1]
                    yield Spot(place - starts[following], following, leaf, way)

    def _paragraphs(self, row: int) -> list[int]:
        """The first places of a page's paragraphs."""
        firsts: Array = self._sheet.page_paragraphs
        after = int(firsts[row + 1]) if row + 1 < len(firsts) else None
        found: list[int] = self._sheet.paragraph_starts[int(firsts[row]) : after].tolist()
        return found

    def _page_end(self, row: int) -> int:
        starts = self._sheet.page_starts
        return min(int(starts[row + 1]), self._end) if row + 1 < len(starts) else self._end


def _between(places: Sequence[int], first: int, after: int) -> Sequence[int]:
    return places[bisect_left(places, first) : bisect_left(places, after)]

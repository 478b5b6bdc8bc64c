"""Finds on which pages of a report, and in which of their paragraphs, the words of a query stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from search.columns.files import Array
from search.columns.sheet import Sheet
from search.marking import shown_leaves, simple_ways
from search.matching import Matching
from search.wanted import Leaf, Wanted, Way

MOST_PASSAGES = 3
"""Passages shown of one item."""


@dataclass(frozen=True)
class PagesHit:
    """The pages of a document that have words of a query, in order, by their rows in its `sheet`; `often` says how
    many places each leaf of the query (a row for each) has on each of them."""

    sheet: Sheet
    rows: Array
    often: Array

    def __len__(self) -> int:
        return len(self.rows)

    def page(self, row: int) -> tuple[str, int]:
        """The publication of a row and the page in its file."""
        return self.sheet.files[self.sheet.page_files[row]], int(self.sheet.page_numbers[row])


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


def pages_hit(matching: Matching, wanted: Wanted | None, document: int) -> PagesHit:
    """The pages of a document that have words of the query."""
    placed, number = matching.view.sheet_of(document)
    sheet = placed.sheet
    bounds = sheet.bounds[number, :2]
    first, after = np.searchsorted(sheet.page_starts, bounds).tolist()
    starts = sheet.page_starts[first:after]
    shown = shown_leaves(wanted)
    often = np.zeros((len(shown), len(starts)), np.int64)
    for counts, leaf in zip(often, shown, strict=True):
        for way, _ in leaf.ways:
            places = matching.places_in(way, document)
            body = places[: np.searchsorted(places, bounds[1])]
            counts += np.bincount(np.searchsorted(starts, body, side="right") - 1, minlength=len(starts))
    there = np.flatnonzero(often.any(axis=0))
    return PagesHit(sheet, there + first, often[:, there])


def best_pages(matching: Matching, wanted: Wanted | None, document: int, hits: PagesHit) -> list[Chosen]:
    """The pages of a document to show a passage of, in the order of the report: those with most of the ideas of
    the query, rare ones before frequent ones."""
    if not len(hits):
        return []
    shown = shown_leaves(wanted)
    here = hits.often > 0
    rare = np.zeros(len(hits))
    for leaf, pages in zip(shown, here, strict=True):
        rare += pages / (1 + matching.found(leaf).documents)
    best = np.lexsort((-hits.often.sum(axis=0), -rare, -here.sum(axis=0)))[:MOST_PASSAGES]
    standing = _Standing(matching, shown, document)
    return [standing.choose(row, *hits.page(row)) for row in hits.rows[np.sort(best)].tolist()]


class _Standing:
    """The words of a query in one document, paragraph by paragraph."""

    def __init__(self, matching: Matching, shown: Sequence[Leaf], document: int) -> None:
        placed, number = matching.view.sheet_of(document)
        self._sheet = placed.sheet
        self._end = int(self._sheet.bounds[number, 1])
        self._ideas: list[tuple[int, list[tuple[Way, list[int]]]]] = []
        self._whole: list[list[int]] = []
        for leaf_number, leaf in enumerate(shown):
            for way, _ in leaf.ways:
                whole: list[int] = matching.places_in(way, document).tolist()
                parts = [
                    (simple, whole if simple is way else matching.places_in(simple, document).tolist())
                    for simple in simple_ways(way)
                ]
                self._ideas.append((leaf_number, parts))
                self._whole.append(whole)

    def choose(self, row: int, publication_id: str, page: int) -> Chosen:
        """The paragraph of a page with most of the ideas of the query, then most of their places."""
        starts = [*self._paragraphs(row), self._page_end(row)]
        ideas, often = [0] * (len(starts) - 1), [0] * (len(starts) - 1)
        for places in self._whole:
            here = _between(places, starts[0], starts[-1])
            paragraphs = [bisect_right(starts, place) - 1 for place in here]
            for paragraph in set(paragraphs):
                ideas[paragraph] += 1
            for paragraph in paragraphs:
                often[paragraph] += 1
        best = max(range(len(ideas)), key=lambda n: (ideas[n], often[n], -n), default=0)
        return Chosen(publication_id, page, best, tuple(self._spots(starts[best : best + 3])))

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

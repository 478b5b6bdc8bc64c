"""Finds which items fit a query, and how well each does (BM25F, Robertson and Zaragoza 2009).

Sets of items are exact; a query that would cost too much is stopped by the clock.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.columns.files import Array
from search.columns.sheet import EXACT, TERMS, Words, parts_at
from search.columns.table import UNKNOWN_YEAR
from search.fields import PARTS, SATURATION
from search.proximity import NOWHERE, either, following, in_order, near
from search.request import SearchTooComplex
from search.view import Placed, View
from search.wanted import AllOf, AnyOf, Leaf, MostOf, Near, NoneOf, Phrase, Start, Term, Wanted, Way, Years, leaves

ENOUGH = 0.3
"""The share of what was asked for, rare words weighing more, that a document must have where not all is wanted
(nDCG@10 of the judged queries that were not held back: 0.894; with 0.4 0.888, with 0.5 0.876)."""
SECONDS = 1.5
"""What one request may take before it is stopped."""


@dataclass(frozen=True)
class Found:
    """The documents that fit a leaf, how much each has of it, and how many there are."""

    mask: Array
    counts: Array
    documents: int


def deadline() -> float:
    """The moment at which a request that begins now is stopped."""
    return time.monotonic() + SECONDS


class Matching:
    """Answers one query on one view until a moment of the monotonic clock; then it raises SearchTooComplex."""

    def __init__(self, view: View, until: float) -> None:
        self.view = view
        self._until = until
        self._found: dict[Leaf, Found] = {}
        self._places: dict[tuple[Way, int], Array] = {}

    def mask(self, wanted: Wanted | None) -> Array:
        """A truth value for each document: whether it fits. Raises SearchTooComplex."""
        match wanted:
            case None:
                return np.ones(self.view.size, np.bool_)
            case Leaf():
                return self.found(wanted).mask
            case AllOf(parts):
                mask = self.mask(parts[0])
                for part in parts[1:]:
                    mask = mask & self.mask(part)
                return mask
            case MostOf(parts):
                return self._most_of(parts)
            case AnyOf(parts):
                mask = self.mask(parts[0])
                for part in parts[1:]:
                    mask = mask | self.mask(part)
                return mask
            case NoneOf(part):
                return ~self.mask(part)
            case Years(first, last):
                years = self.view.table.years
                return np.asarray((years >= first) & (years <= last) & (years != UNKNOWN_YEAR))

    def _most_of(self, parts: Sequence[Wanted]) -> Array:
        shares = np.zeros(self.view.size)
        whole = 0.0
        for part in parts:
            mask = self.mask(part)
            documents = int(np.count_nonzero(mask))
            if documents:
                rarity = self._rarity(documents)
                whole += rarity
                shares += rarity * mask
        return np.asarray(shares >= ENOUGH * whole) if whole else np.zeros(self.view.size, np.bool_)

    def _rarity(self, documents: int) -> float:
        return math.log(1 + (self.view.size - documents + 0.5) / (documents + 0.5))

    def scores(self, wanted: Wanted | None, documents: Array) -> Array:
        """How well each of some documents fits."""
        scores = np.zeros(len(documents))
        for leaf in dict.fromkeys(leaves(wanted)):
            found = self.found(leaf)
            rarity = self._rarity(found.documents)
            counts = found.counts[documents].astype(np.float64)
            scores += rarity * (SATURATION + 1) * (counts / (SATURATION + counts))
        return scores

    def best_first(self, wanted: Wanted | None, mask: Array, most: int) -> Array:
        """The documents of a set, those that fit best first, at most so many; equals by title, then id."""
        documents = np.flatnonzero(mask)
        # Rounded, so that the order of adding never shows.
        scores = np.rint(self.scores(wanted, documents) * 1e6).astype(np.int64)
        keys = (scores << 32) - self.view.table.by_title[documents]
        return documents[largest(keys, most)]

    def found(self, leaf: Leaf) -> Found:
        """The documents that fit a leaf."""
        found = self._found.get(leaf)
        if found is None:
            counts = np.zeros(self.view.size, np.float32)
            for way, weight in leaf.ways:
                for placed in self.view.sheets:
                    self.look_at_the_clock()
                    self._count(counts[placed.documents], placed, way, weight, leaf.part)
            mask = counts > 0
            found = self._found[leaf] = Found(mask, counts, int(np.count_nonzero(mask)))
        return found

    def _count(self, counts: Array, placed: Placed, way: Way, weight: float, part: str) -> None:
        """Add to the counts of a sheet's documents what they have of one way of writing an idea."""
        if isinstance(way, Term | Start) and not part:
            words, numbers = words_of(placed, way)
            _count_words(counts, words, numbers, weight)
        elif isinstance(way, Term):
            words, numbers = words_of(placed, way)
            for number in numbers:
                _count_in_part(counts, words, number, placed, PARTS.index(part), weight)
        else:
            _count_places(counts, self.places(way, placed), placed, weight, part)

    def places(self, way: Way, placed: Placed) -> Array:
        """The places in a sheet where one way of writing an idea begins, sorted; of two near each other the first."""
        key = (way, placed.first)
        found = self._places.get(key)
        if found is None:
            self.look_at_the_clock()
            found = self._places[key] = self._find_places(way, placed)
        return found

    def _find_places(self, way: Way, placed: Placed) -> Array:
        match way:
            case Phrase(terms, exact):
                return following([self.places(Term(term, exact), placed) for term in terms])
            case Near(first, second, within):
                found = []
                for length, starts in self._by_length(first, placed).items():
                    for other_length, others in self._by_length(second, placed).items():
                        self.look_at_the_clock()
                        found.append(near(starts, length, others, other_length, within))
                return either(found)
            case Term():
                return places_of(placed, way)
            case Start():
                return in_order(places_of(placed, way))

    def _by_length(self, ways: Sequence[Way], placed: Placed) -> dict[int, Array]:
        """The places of several ways by their length in words, so that alternatives are compared all at once."""
        lists: dict[int, list[Array]] = {}
        for way in ways:
            lists.setdefault(length_of(way), []).append(self.places(way, placed))
        return {length: either(places) for length, places in lists.items()}

    def places_in(self, way: Way, document: int) -> Array:
        """The places of one document, in its sheet, where one way of writing an idea begins."""
        placed, number = self.view.sheet_of(document)
        bounds = placed.sheet.bounds
        first, after = int(bounds[number, 0]), int(bounds[number, -1])
        if isinstance(way, Start):
            return in_order(_places_beginning(placed, way, number, first, after))
        return _between(self.places(way, placed), first, after)

    def look_at_the_clock(self) -> None:
        """Raise SearchTooComplex when the time is over."""
        if time.monotonic() > self._until:
            raise SearchTooComplex(
                "The query takes too long to answer.", "Use fewer or rarer words, or a shorter phrase."
            )


def largest(keys: Array, most: int) -> Array:
    """Where the largest keys are, at most so many, the largest first."""
    if most * 4 < len(keys):
        candidates = np.argpartition(keys, len(keys) - most)[len(keys) - most :]
        return candidates[np.argsort(-keys[candidates])]
    return np.argsort(-keys)[:most]


def words_of(placed: Placed, way: Term | Start) -> tuple[Words, range]:
    """The words of a sheet that are meant, by number."""
    if isinstance(way, Start):
        words = placed.sheet.words[EXACT]
        return words, range(*words.dictionary.beginning(way.letters.encode("utf-8", "replace")))
    words = placed.sheet.words[EXACT if way.exact else TERMS]
    number = words.dictionary.find(way.text.encode("utf-8", "replace"))
    return words, range(number, number + 1) if number >= 0 else range(0)


def places_of(placed: Placed, way: Term | Start) -> Array:
    """The places of words in a sheet, word by word."""
    words, numbers = words_of(placed, way)
    if not numbers:
        return NOWHERE
    return words.places[int(words.place_starts[numbers.start]) : int(words.place_starts[numbers.stop])]


def _places_beginning(placed: Placed, way: Start, number: int, first: int, after: int) -> Array:
    """The places in one document of the words that begin so: only those words are looked up that it has."""
    words, numbers = words_of(placed, way)
    starts = words.starts[numbers.start : numbers.stop + 1]
    there = np.flatnonzero(words.documents[int(starts[0]) : int(starts[-1])] == number) if numbers else NOWHERE
    found = numbers.start + np.searchsorted(starts, there + int(starts[0]), side="right") - 1 if len(there) else there
    lists = [words.places[int(words.place_starts[n]) : int(words.place_starts[n + 1])] for n in found.tolist()]
    return np.concatenate([_between(places, first, after) for places in lists] or [NOWHERE])


def _between(places: Array, first: int, after: int) -> Array:
    at, end = np.searchsorted(places, np.array((first, after), np.uint32))
    return places[at:end]


def length_of(way: Way) -> int:
    """How many words one way of writing an idea has."""
    return len(way.terms) if isinstance(way, Phrase) else 1


def _count_words(counts: Array, words: Words, numbers: range, weight: float) -> None:
    if not numbers:
        return
    piece = slice(int(words.starts[numbers.start]), int(words.starts[numbers.stop]))
    if len(numbers) == 1:
        counts[words.documents[piece]] += np.float32(weight) * words.counts[piece]
    else:
        counts += (weight * np.bincount(words.documents[piece], words.counts[piece], len(counts))).astype(np.float32)


def _count_in_part(counts: Array, words: Words, number: int, placed: Placed, part: int, weight: float) -> None:
    piece = slice(int(words.starts[number]), int(words.starts[number + 1]))
    documents = words.documents[piece][(words.parts[piece] & (1 << part)) != 0]
    places = words.places[int(words.place_starts[number]) : int(words.place_starts[number + 1])]
    bounds = placed.sheet.bounds
    often = np.searchsorted(places, bounds[documents, part + 1]) - np.searchsorted(places, bounds[documents, part])
    counts[documents] += (weight * often * placed.place_weights[documents, part]).astype(np.float32)


def _count_places(counts: Array, places: Array, placed: Placed, weight: float, part: str) -> None:
    if not len(places):
        return
    documents, parts = parts_at(placed.sheet.bounds, places)
    if part:
        here = parts == PARTS.index(part)
        documents, parts = documents[here], parts[here]
    added = np.bincount(documents, placed.place_weights[documents, parts], len(counts))
    counts += (weight * added).astype(np.float32)

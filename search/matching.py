"""Finds which items fit a query, and how well each does (BM25F, Robertson and Zaragoza 2009).

Sets of items are exact; a query that would cost too much is stopped by the clock, whatever the engine does.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.fields import BODY, EXACT, WEIGHTS
from search.syntax import SearchTooComplex
from search.view import View, bits_of, documents_in
from search.wanted import AllOf, AnyOf, Leaf, NoneOf, Phrase, Start, Term, Wanted, Way, leaves

SECONDS = 1.5
"""What one request may take before it is stopped."""
MOST_WORDS_OF_A_START = 100
"""Words that a beginning with a star stands for: the most frequent ones of them."""
MOST_WORDS_READ = 5000
"""Words looked at to find those."""
SATURATION = 1.2
"""BM25's k1: how soon more of the same word stops counting."""


@dataclass(frozen=True)
class Found:
    """The documents that fit a leaf, and how much each has of it."""

    bits: int
    counts: dict[int, float]


def deadline() -> float:
    """The moment at which a request that begins now is stopped."""
    return time.monotonic() + SECONDS


class Matching:
    """Answers one query on one view until a moment of the monotonic clock; then it raises SearchTooComplex.

    `cut` tells which beginnings stood for too many words, and for how many.
    """

    def __init__(self, view: View, until: float) -> None:
        self.view = view
        self.cut: dict[str, int] = {}
        self._until = until
        self._found: dict[Leaf, Found] = {}
        self._words: dict[str, tuple[str, ...]] = {}

    def bits(self, wanted: Wanted | None) -> int:
        """The documents that fit, as bits; all of them when nothing is asked. Raises SearchTooComplex."""
        match wanted:
            case None:
                return self.view.all
            case Leaf():
                return self.found(wanted).bits
            case AllOf(parts):
                bits = self.view.all
                for part in parts:
                    bits &= self.bits(part)
                return bits
            case AnyOf(parts):
                bits = 0
                for part in parts:
                    bits |= self.bits(part)
                return bits
            case NoneOf(part):
                return self.view.all & ~self.bits(part)

    def scores(self, wanted: Wanted | None, bits: int) -> dict[int, float]:
        """How well each document of a set fits, rounded so that the order of adding never shows."""
        scores = dict.fromkeys(documents_in(bits), 0.0)
        total = len(self.view.facts)
        for leaf in dict.fromkeys(leaves(wanted)):
            self._look_at_the_clock()
            counts = self.found(leaf).counts
            rarity = math.log(1 + (total - len(counts) + 0.5) / (len(counts) + 0.5))
            for document, count in counts.items():
                if document in scores:
                    scores[document] += rarity * count * (SATURATION + 1) / (SATURATION + count)
        return {document: round(score, 6) for document, score in scores.items()}

    def found(self, leaf: Leaf) -> Found:
        """The documents that fit a leaf."""
        found = self._found.get(leaf)
        if found is None:
            counts: dict[int, float] = defaultdict(float)
            for way, weight in leaf.ways:
                for documents, each in self._occurrences(way):
                    for document, count in zip(documents, each, strict=True):
                        counts[document] += weight * count
            found = self._found[leaf] = Found(bits_of(counts), counts)
        return found

    def places(self, way: Way, document: int) -> list[int]:
        """The places in a document's body where one way of writing an idea begins."""
        match way:
            case Term(text, exact):
                return self._places(EXACT if exact else BODY, (text,), document)
            case Phrase(terms):
                return self._places(BODY, terms, document)
            case Start(letters):
                found = (self._places(EXACT, (word,), document) for word in self.words_of(letters))
                return [place for places in found for place in places]

    def words_of(self, letters: str) -> tuple[str, ...]:
        """The words that a beginning stands for."""
        known = self._words.get(letters)
        if known is None:
            words = self.view.words_from(letters, MOST_WORDS_READ)
            if len(words) > MOST_WORDS_OF_A_START:
                self.cut[letters] = len(words)
                often = {word: self.view.items_with(word) for word in words}
                words = sorted(sorted(words, key=lambda w: (-often[w], w))[:MOST_WORDS_OF_A_START])
            known = self._words[letters] = tuple(words)
        return known

    def _places(self, field: str, terms: Sequence[str], document: int) -> list[int]:
        self._look_at_the_clock()
        bit = 1 << document
        if not all(self.view.postings(field, term).bits & bit for term in terms):
            return []
        return next((places for _, places in self.view.places(field, terms, [document])), [])

    def _occurrences(self, way: Way) -> Iterable[tuple[Sequence[int], Sequence[float]]]:
        match way:
            case Term(text, exact):
                for field in (EXACT,) if exact else WEIGHTS:
                    yield self._postings(field, text)
            case Start(letters):
                for word in self.words_of(letters):
                    yield self._postings(EXACT, word)
            case Phrase(terms):
                for field in WEIGHTS:
                    yield self._phrase(field, terms)

    def _postings(self, field: str, term: str) -> tuple[Sequence[int], Sequence[float]]:
        self._look_at_the_clock()
        postings = self.view.postings(field, term)
        return postings.documents, postings.counts

    def _phrase(self, field: str, terms: Sequence[str]) -> tuple[Sequence[int], Sequence[float]]:
        bits = self.view.all
        for term in terms:
            self._look_at_the_clock()
            bits &= self.view.postings(field, term).bits
            if not bits:
                return (), ()
        documents, counts = [], []
        for document, places in self.view.places(field, terms, documents_in(bits)):
            self._look_at_the_clock()
            if places:
                documents.append(document)
                counts.append(self.view.weight_of(field, document, len(places)))
        return documents, counts

    def _look_at_the_clock(self) -> None:
        if time.monotonic() > self._until:
            raise SearchTooComplex(
                "The query takes too long to answer.", "Use fewer or rarer words, or a shorter phrase."
            )

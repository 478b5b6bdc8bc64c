"""An index opened for searching: its words, and the facts that are counted and sorted by, held in memory."""

from __future__ import annotations

import json
import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from search import engine
from search.entries import PageTable, page_tables
from search.fields import COMPOUNDS, EXACT, WEIGHTS
from search.words import read_words

MOST_CACHED = 3000
"""Words whose postings are kept in memory (8 bytes a document that has one)."""
FEWEST_ITEMS = 2
"""Items that must have a word before it is offered to anyone: the name of one case is not."""
LENGTH_WEIGHT = 0.75
"""BM25F's b: how far a long field must have a word more often to count the same."""


@dataclass(frozen=True)
class Postings:
    """The documents with a term in a field, in order, and what it counts in each: its frequency over the
    field's length as BM25F takes it, times the field's weight. `bits` is the same as a set of bits."""

    documents: Sequence[int]
    counts: Sequence[float]
    bits: int


NOTHING = Postings((), (), 0)


class View:
    """One state of one index. Documents are numbers from 0; a set of them is the bits of an int."""

    def __init__(self, folder: Path) -> None:
        self._reader: Any = engine.open_reader(folder)
        self._lock = threading.RLock()
        self._cache: dict[tuple[str, str], Postings] = {}
        self._offered: list[str] | None = None
        self.size: int = self._reader.doc_count_all()
        self.facts: dict[int, dict[str, Any]] = {}
        self._pages: dict[int, Any] = {}
        for document, stored in self._reader.iter_docs():
            self.facts[document] = json.loads(stored["facts"])
            self._pages[document] = stored["pages"]
        self.document_of: dict[str, int] = {facts["id"]: document for document, facts in self.facts.items()}
        self.all = bits_of(self.facts)

    @cached_property
    def by_title(self) -> tuple[int, ...]:
        """Documents by title, then id: the order in which all else being equal they are listed."""
        return tuple(sorted(self.facts, key=lambda d: (_title_key(self.facts[d]["title"]), self.facts[d]["id"])))

    @cached_property
    def title_rank(self) -> Mapping[int, int]:
        """The place of each document in `by_title`."""
        return {document: rank for rank, document in enumerate(self.by_title)}

    @cached_property
    def document_of_publication(self) -> Mapping[str, int]:
        """The document of each publication whose text is indexed."""
        return {table[0]: document for document, tables in self._pages.items() for table in tables}

    def page_tables(self, document: int) -> tuple[PageTable, ...]:
        """Where the pages of a document begin."""
        return page_tables(self._pages[document])

    @cached_property
    def _norms(self) -> dict[str, Sequence[float]]:
        with self._lock:
            return {field: self._norms_of(field) for field in (*WEIGHTS, EXACT)}

    def _norms_of(self, field: str) -> Sequence[float]:
        # A segment in which no document has the field answers None, whatever the default.
        lengths = [self._reader.doc_field_length(d, field) or 0 if d in self.facts else 0 for d in range(self.size)]
        mean = sum(lengths) / max(1, sum(1 for length in lengths if length)) or 1.0
        return array("d", (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / mean for length in lengths))

    def postings(self, field: str, term: str) -> Postings:
        """The documents with a term in a field."""
        key = (field, term)
        found = self._cache.get(key)
        if found is None:
            found = self._read(field, term)
            if len(self._cache) >= MOST_CACHED:
                self._cache.clear()
            self._cache[key] = found
        return found

    def weight_of(self, field: str, document: int, often: float) -> float:
        """What it counts that a field of a document has something so often."""
        return WEIGHTS.get(field, 1.0) * often / self._norms[field][document]

    def _read(self, field: str, term: str) -> Postings:
        documents, counts = array("I"), array("f")
        with self._lock:
            if (field, term) not in self._reader:
                return NOTHING
            matcher = self._reader.postings(field, term)
            while matcher.is_active():
                document = matcher.id()
                documents.append(document)
                counts.append(self.weight_of(field, document, matcher.weight()))
                matcher.next()
        return Postings(documents, counts, bits_of(documents))

    def has_term(self, field: str, term: str) -> bool:
        """Whether any document has a term in a field."""
        with self._lock:
            return (field, term) in self._reader

    def places(self, field: str, terms: Sequence[str], documents: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
        """For each document, in order, the places where the terms stand one after the other (the place of
        the first of them), none where they do not. Every document must have all the terms."""
        with self._lock:
            rare_first = sorted(range(len(terms)), key=lambda n: len(self.postings(field, terms[n]).documents))
            matchers = {terms[n]: self._reader.postings(field, terms[n]) for n in rare_first}
        for document in documents:
            with self._lock:
                starts = self._starts(matchers, [(n, terms[n]) for n in rare_first], document)
            yield document, starts

    def _starts(self, matchers: Mapping[str, Any], order: list[tuple[int, str]], document: int) -> list[int]:
        starts: list[int] | None = None
        for offset, term in order:
            matcher = matchers[term]
            matcher.skip_to(document)
            found = matcher.value_as("positions")
            if starts is None:
                starts = [place - offset for place in found]
            elif len(starts) * 16 < len(found):
                starts = [s for s in starts if _has(found, s + offset)]
            else:
                there = set(found)
                starts = [s for s in starts if s + offset in there]
            if not starts:
                break
        return starts or []

    def words_from(self, prefix: str, most: int) -> list[str]:
        """Words of the library that begin with a prefix, in order, at most so many."""
        with self._lock:
            return [term.decode() for term in islice(self._reader.expand_prefix(EXACT, prefix), most)]

    def splits(self, joined: str) -> tuple[tuple[str, ...], ...]:
        """How a word is also written in parts, as far as the library shows: multi agency for multiagency."""
        with self._lock:
            found = [term.decode() for term in islice(self._reader.expand_prefix(COMPOUNDS, f"{joined}="), 3)]
        return tuple(tuple(term.partition("=")[2].split(" ")) for term in found)

    def items_with(self, word: str) -> int:
        """How many items have a word as it stands."""
        with self._lock:
            return int(self._reader.doc_frequency(EXACT, word))

    @cached_property
    def lexicon(self) -> Mapping[str, int]:
        """The library's words as they stand, with the number of items that have each."""
        with self._lock:
            return {term.decode(): info.doc_frequency() for term, info in self._reader.iter_field(EXACT)}

    def offered(self, also: frozenset[str]) -> Sequence[str]:
        """Words that may be offered instead of an unknown one: in FEWEST_ITEMS items, or in `also`."""
        if self._offered is None:
            self._offered = [
                word
                for word, items in self.lexicon.items()
                if word.isalpha() and len(word) > 3 and (items >= FEWEST_ITEMS or word in also)
            ]
        return self._offered


def bits_of(documents: Iterable[int]) -> int:
    """A set of documents as the bits of an int."""
    packed = bytearray()
    for document in documents:
        byte = document >> 3
        if byte >= len(packed):
            packed.extend(bytes(byte + 1 - len(packed)))
        packed[byte] |= 1 << (document & 7)
    return int.from_bytes(packed, "little")


def documents_in(bits: int) -> Iterator[int]:
    """The documents of a set, in order."""
    packed = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for byte, value in enumerate(packed):
        while value:
            lowest = value & -value
            yield (byte << 3) + lowest.bit_length() - 1
            value ^= lowest


def _has(places: Sequence[int], place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def _title_key(title: str) -> str:
    """A title without case, accents and punctuation, numbers in order of size."""
    return " ".join(f.zfill(6) if (f := word.forms.exact).isdigit() else f for word in read_words(title))

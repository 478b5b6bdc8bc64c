"""Puts the words of entries that were just read in order: word by word, and for each the places where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from search.columns.files import Array
from search.columns.sheet import parts_at
from search.entries import Entry
from search.fields import PARTS
from search.reading import Numbering, Reader, Standing

FIRST_PLACE = 64
"""The first place of a sheet: far enough from 0 to look before it for a phrase that is near another."""


@dataclass(frozen=True)
class Sorted:
    """Words of a kind, sorted. Side by side for every place, ascending by word and place: the word's number in
    `words`, the place, and the document and part (an index of PARTS) that it belongs to. `ranks` gives the number
    of a word by its number in the reader."""

    words: list[bytes]
    ranks: Array
    terms: Array
    places: Array
    documents: Array
    parts: Array

    @cached_property
    def first(self) -> Array:
        """Where a new posting begins: another word or another document."""
        return firsts(self.terms, self.documents)


@dataclass(frozen=True)
class Layout:
    """Entries laid out one after the other in one row of places. `starts` is the first place of each, `bounds` the
    first place of each of its parts and the first place after it."""

    entries: Sequence[Entry]
    starts: Array
    bounds: Array
    terms: Sorted
    exacts: Sorted
    compounds: list[tuple[bytes, int]]
    """Each compound with a document that has it, sorted."""


def lay_out(entries: Sequence[Entry], reader: Reader) -> Layout:
    """Lay out entries, all read by one reader."""
    starts = FIRST_PLACE + np.cumsum([0, *(entry.bounds[-1] for entry in entries)])[:-1]
    bounds = np.array([entry.bounds for entry in entries], np.int64).reshape(-1, len(PARTS) + 1) + starts[:, None]
    compounds = encoded(reader.compounds)
    return Layout(
        entries,
        starts,
        bounds,
        _sorted(reader.terms, [entry.found for entry in entries], starts, bounds),
        _sorted(reader.exacts, [entry.exact for entry in entries], starts, bounds),
        sorted((compounds[c], number) for number, entry in enumerate(entries) for c in entry.compounds),
    )


def encoded(numbering: Numbering) -> list[bytes]:
    """The texts of a numbering as bytes."""
    return [text.encode("utf-8", "replace") for text in numbering.texts]


def firsts(*keys: Array) -> Array:
    """Where, in arrays side by side, any of them changes."""
    if not len(keys[0]):
        return np.empty(0, np.int64)
    new = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
    return np.concatenate(([0], np.flatnonzero(new) + 1))


def _sorted(numbering: Numbering, standing: Sequence[Standing], starts: Array, bounds: Array) -> Sorted:
    numbers = np.concatenate([each.terms for each in standing]) if standing else np.empty(0, np.uint32)
    placed = [each.places + np.uint32(start) for each, start in zip(standing, starts, strict=True)]
    there = np.zeros(len(numbering.texts), np.bool_)
    there[numbers] = True
    used = np.flatnonzero(there)
    words = [numbering.texts[number].encode("utf-8", "replace") for number in used.tolist()]
    order = sorted(range(len(words)), key=words.__getitem__)
    ranks = np.zeros(len(there), np.uint64)
    ranks[used[order]] = np.arange(len(order), dtype=np.uint64)
    keys = (ranks[numbers] << np.uint64(32)) | (np.concatenate(placed) if placed else numbers).astype(np.uint64)
    keys.sort()
    places = keys.astype(np.uint32)
    documents, parts = parts_at(bounds, places)
    return Sorted([words[n] for n in order], ranks, (keys >> np.uint64(32)).astype(np.int64), places, documents, parts)

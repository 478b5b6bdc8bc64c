"""Writes a sheet from entries that were just read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from search.columns.dictionary import packed
from search.columns.files import Array, write_array
from search.columns.sheet import ABOUT, COMPOUNDS, EXACT, PAGE_COLUMNS, SMALL, TERMS, parts_at, write_facts
from search.entries import BETWEEN_FILES, Entry
from search.fields import LENGTH_WEIGHT, PARTS, USUAL_LENGTHS, WEIGHTS
from search.reading import Numbering, Reader

FIRST_PLACE = 64
"""The first place of a sheet: far enough from 0 to look before it for a phrase that is near another."""


def write_sheet(folder: Path, entries: Sequence[Entry], reader: Reader) -> None:
    """Write the sheet of some entries, all read by one reader, in a folder that is made."""
    folder.mkdir(parents=True)
    starts = FIRST_PLACE + np.cumsum([0, *(entry.bounds[-1] for entry in entries)])[:-1]
    bounds = np.array([entry.bounds for entry in entries], np.int64).reshape(-1, len(PARTS) + 1) + starts[:, None]
    weights = place_weights(bounds)
    about: dict[str, object] = {"documents": len(entries)}
    for kind, numbering, standing, small in (
        (TERMS, reader.terms, [entry.found for entry in entries], []),
        (EXACT, reader.exacts, [entry.exact for entry in entries], [entry.small for entry in entries]),
    ):
        numbers = np.concatenate([each.terms for each in standing]) if standing else np.empty(0, np.uint32)
        places = [each.places + np.uint32(start) for each, start in zip(standing, starts, strict=True)]
        about[kind] = _write_words(
            folder, kind, numbering, numbers, np.concatenate(places) if places else numbers, bounds, weights, small
        )
    about[COMPOUNDS] = _write_compounds(folder, entries, reader.compounds)
    about["files"] = _write_pages(folder, entries, starts)
    write_facts(folder, (entry.facts for entry in entries))
    write_array(folder, "bounds", bounds.astype(np.uint32).ravel())
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")


def place_weights(bounds: Array) -> Array:
    """What a word counts at a place of each part of each document: the part's weight over its length as BM25F
    takes it. Lengths are compared with USUAL_LENGTHS and not with the library's mean: a review's counts do not
    change when others come or go."""
    lengths = np.maximum(np.diff(bounds, axis=1) - BETWEEN_FILES, 0).astype(np.float64)
    usual = np.array([USUAL_LENGTHS[part] for part in PARTS])
    weights = np.array([WEIGHTS[part] for part in PARTS])
    return np.asarray(weights / (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * lengths / usual))


def _write_words(
    folder: Path,
    kind: str,
    numbering: Numbering,
    numbers: Array,
    places: Array,
    bounds: Array,
    weights: Array,
    small: Sequence[Sequence[int]],
) -> int:
    used = np.unique(numbers)
    words = [numbering.texts[number].encode("utf-8", "replace") for number in used.tolist()]
    order = sorted(range(len(words)), key=words.__getitem__)
    rank = np.zeros(int(used[-1]) + 1 if len(used) else 0, np.uint64)
    rank[used[order]] = np.arange(len(order), dtype=np.uint64)
    keys = (rank[numbers] << np.uint64(32)) | places.astype(np.uint64)
    keys.sort()
    terms, places = (keys >> np.uint64(32)).astype(np.int64), keys.astype(np.uint32)
    documents, parts = parts_at(bounds, places)
    first = _firsts(terms, documents)
    counts = np.add.reduceat(weights.ravel()[documents * len(PARTS) + parts], first) if len(first) else weights[:0, 0]
    bits = np.left_shift(1, parts).astype(np.uint8)
    bits = np.bitwise_or.reduceat(bits, first) if len(first) else bits
    bits[_postings_of(rank, small, terms[first], documents[first])] |= SMALL
    write_dictionary(folder, kind, [words[n] for n in order])
    write_array(folder, f"{kind}-starts", np.searchsorted(terms[first], np.arange(len(order) + 1)))
    write_array(folder, f"{kind}-documents", documents[first].astype(np.uint32))
    write_array(folder, f"{kind}-counts", counts.astype(np.float32))
    write_array(folder, f"{kind}-parts", bits)
    write_array(folder, f"{kind}-place_starts", np.searchsorted(terms, np.arange(len(order) + 1)))
    write_array(folder, f"{kind}-places", places)
    return len(order)


def _postings_of(rank: Array, small: Sequence[Sequence[int]], terms: Array, documents: Array) -> Array:
    """Where the postings of words written small are, for each document the numbers of its words."""
    words = np.array([number for each in small for number in each], np.int64)
    owners = np.repeat(np.arange(len(small)), np.array([len(each) for each in small], np.int64))
    return np.searchsorted((terms << 32) | documents, (rank[words].astype(np.int64) << 32) | owners)


def write_dictionary(folder: Path, kind: str, words: Sequence[bytes]) -> None:
    """Write sorted words."""
    blob, blocks = packed(words)
    write_array(folder, f"{kind}-blob", blob)
    write_array(folder, f"{kind}-blocks", blocks)


def _firsts(terms: Array, documents: Array) -> Array:
    """Where a new posting begins: another term or another document."""
    if not len(terms):
        return np.empty(0, np.int64)
    return np.concatenate(([0], np.flatnonzero((np.diff(terms) != 0) | (np.diff(documents) != 0)) + 1))


def _write_compounds(folder: Path, entries: Sequence[Entry], numbering: Numbering) -> int:
    pairs = sorted(
        (numbering.texts[c].encode("utf-8", "replace"), n) for n, entry in enumerate(entries) for c in entry.compounds
    )
    owners = Counter(word for word, _ in pairs)
    words = list(owners)
    starts = np.cumsum([0, *owners.values()], dtype=np.int64)
    write_dictionary(folder, COMPOUNDS, words)
    write_array(folder, f"{COMPOUNDS}-starts", starts)
    write_array(folder, f"{COMPOUNDS}-documents", np.array([n for _, n in pairs], np.uint32))
    write_array(folder, f"{COMPOUNDS}-counts", np.ones(len(pairs), np.float32))
    write_array(folder, f"{COMPOUNDS}-parts", np.ones(len(pairs), np.uint8))
    write_array(folder, f"{COMPOUNDS}-place_starts", np.zeros(len(words) + 1, np.int64))
    write_array(folder, f"{COMPOUNDS}-places", np.empty(0, np.uint32))
    return len(words)


def _write_pages(folder: Path, entries: Sequence[Entry], starts: Array) -> list[str]:
    files: list[str] = []
    rows: list[tuple[int, int, int, int]] = []
    paragraphs: list[int] = []
    for entry, start in zip(entries, starts.tolist(), strict=True):
        for table in entry.pages:
            for number, places in zip(table.numbers, table.paragraphs, strict=True):
                rows.append((start + places[0], number, len(files), len(paragraphs)))
                paragraphs += (start + place for place in places)
            files.append(table.publication_id)
    table_of_pages = np.array(rows, np.uint32).reshape(-1, len(PAGE_COLUMNS))
    for column, name in enumerate(PAGE_COLUMNS):
        write_array(folder, name, table_of_pages[:, column])
    write_array(folder, "paragraph_starts", np.array(paragraphs, np.uint32))
    return files

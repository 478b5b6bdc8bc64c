"""Writes a sheet from entries that were just read and laid out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from search.columns.dictionary import packed
from search.columns.files import Array, write_array
from search.columns.sheet import ABOUT, COMPOUNDS, EXACT, PAGE_COLUMNS, SMALL, TERMS, write_facts
from search.columns.sorting import Layout, Sorted
from search.entries import BETWEEN_FILES, Entry
from search.fields import LENGTH_WEIGHT, PARTS, USUAL_LENGTHS, WEIGHTS


def write_sheet(folder: Path, layout: Layout) -> None:
    """Write the sheet of some entries in a folder that is made."""
    folder.mkdir(parents=True)
    weights = place_weights(layout.bounds)
    entries = layout.entries
    about: dict[str, object] = {"documents": len(entries)}
    about[TERMS] = _write_words(folder, TERMS, layout.terms, weights, [])
    about[EXACT] = _write_words(folder, EXACT, layout.exacts, weights, [entry.small for entry in entries])
    about[COMPOUNDS] = _write_compounds(folder, layout.compounds)
    about["files"] = _write_pages(folder, entries, layout.starts)
    write_facts(folder, (entry.facts for entry in entries))
    write_array(folder, "bounds", layout.bounds.astype(np.uint32).ravel())
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")


def place_weights(bounds: Array) -> Array:
    """What a word counts at a place of each part of each document: the part's weight over its length as BM25F
    takes it. Lengths are compared with USUAL_LENGTHS and not with the library's mean: a review's counts do not
    change when others come or go."""
    lengths = np.maximum(np.diff(bounds, axis=1) - BETWEEN_FILES, 0).astype(np.float64)
    usual = np.array([USUAL_LENGTHS[part] for part in PARTS])
    weights = np.array([WEIGHTS[part] for part in PARTS])
    return np.asarray(weights / (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * lengths / usual))


def _write_words(folder: Path, kind: str, found: Sorted, weights: Array, small: Sequence[Sequence[int]]) -> int:
    first, terms, documents = found.first, found.terms, found.documents
    counts = weights.ravel()[documents * len(PARTS) + found.parts]
    counts = np.add.reduceat(counts, first) if len(first) else counts
    bits = np.left_shift(1, found.parts).astype(np.uint8)
    bits = np.bitwise_or.reduceat(bits, first) if len(first) else bits
    bits[_postings_of(found.ranks, small, terms[first], documents[first])] |= SMALL
    words = np.arange(len(found.words) + 1)
    write_dictionary(folder, kind, found.words)
    write_array(folder, f"{kind}-starts", np.searchsorted(terms[first], words))
    write_array(folder, f"{kind}-documents", documents[first].astype(np.uint32))
    write_array(folder, f"{kind}-counts", counts.astype(np.float32))
    write_array(folder, f"{kind}-parts", bits)
    write_array(folder, f"{kind}-place_starts", np.searchsorted(terms, words))
    write_array(folder, f"{kind}-places", found.places)
    return len(found.words)


def _postings_of(ranks: Array, small: Sequence[Sequence[int]], terms: Array, documents: Array) -> Array:
    """Where the postings of words written small are, for each document the numbers of its words."""
    words = np.array([number for each in small for number in each], np.int64)
    owners = np.repeat(np.arange(len(small)), np.array([len(each) for each in small], np.int64))
    return np.searchsorted((terms << 32) | documents, (ranks[words].astype(np.int64) << 32) | owners)


def write_dictionary(folder: Path, kind: str, words: Sequence[bytes]) -> None:
    """Write sorted words."""
    blob, blocks = packed(words)
    write_array(folder, f"{kind}-blob", blob)
    write_array(folder, f"{kind}-blocks", blocks)


def _write_compounds(folder: Path, pairs: Sequence[tuple[bytes, int]]) -> int:
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

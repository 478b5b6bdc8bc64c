"""One row for each review of an index: what is filtered by, counted and sorted, made anew whenever it changes.

Values of facets are sets of documents, 64 to a number, so that all counts of a facet are one operation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from search.columns.files import Array, open_arrays, write_array

ABOUT = "about.json"
UNKNOWN_YEAR = 0
LONGEST_ID = 16


@dataclass(frozen=True)
class Table:
    """An opened table of N documents. `values` names each facet's values, in rows of `bits`; ranks are places
    in an order, 0 first: every order is total. `years` are years of publication, UNKNOWN_YEAR where unknown."""

    size: int
    values: Mapping[str, Mapping[str, int]]
    bits: Array
    ids: Array
    by_title: Array
    by_newest: Array
    by_oldest: Array
    years: Array
    titles: tuple[str, ...]
    """Titles that may be offered, in order of title, each with its document in `title_documents`."""
    title_documents: Array

    @cached_property
    def document_of(self) -> Mapping[str, int]:
        """The document of each id."""
        return {id: number for number, id in enumerate(self.all_ids)}

    @cached_property
    def all_ids(self) -> list[str]:
        """The id of each document."""
        return [id.decode() for id in self.ids.tolist()]

    def rows(self, facet: str) -> slice:
        """The rows of a facet in `bits`."""
        numbers = self.values[facet].values()
        first = next(iter(numbers), 0)
        return slice(first, first + len(numbers))


def write_table(
    folder: Path, facts: Sequence[Mapping[str, Any]], facets: Mapping[str, Iterable[Iterable[str]]]
) -> None:
    """Write the table of documents with these facts in a folder that is made; `facets` gives, by name, the
    values of each document."""
    folder.mkdir(parents=True)
    titles = sorted(range(len(facts)), key=lambda n: (facts[n]["title_key"], facts[n]["id"]))
    by_title = _ranks(titles)
    dates = [each["date"] for each in facts]
    newest = sorted(sorted(titles, key=lambda n: dates[n], reverse=True), key=lambda n: not dates[n])
    oldest = sorted(titles, key=lambda n: dates[n] or "~")
    write_array(folder, "by_title", by_title)
    write_array(folder, "by_newest", _ranks(newest))
    write_array(folder, "by_oldest", _ranks(oldest))
    write_array(folder, "years", np.array([each["year"] or UNKNOWN_YEAR for each in facts], np.int16))
    write_array(folder, "ids", np.array([each["id"].encode() for each in facts], f"S{LONGEST_ID}"))
    offered = [n for n in titles if facts[n]["offer"]]
    write_array(folder, "title_documents", np.array(offered, np.uint32))
    values, bits = _facet_bits(len(facts), facets)
    write_array(folder, "bits", bits.ravel())
    about = {"documents": len(facts), "values": values, "titles": [facts[n]["title"] for n in offered]}
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def open_table(folder: Path) -> Table:
    """The table in a folder. Raises OSError, ValueError, KeyError where it is damaged."""
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    arrays = dict(open_arrays(folder))
    size = about["documents"]
    values: dict[str, dict[str, int]] = {}
    row = 0
    for facet, names in about["values"].items():
        values[facet] = {name: row + at for at, name in enumerate(names)}
        row += len(names)
    arrays["bits"] = arrays["bits"].reshape(row, _width(size))
    return Table(size, values, titles=tuple(about["titles"]), **arrays)


def packed_bits(mask: Array) -> Array:
    """A set of documents, given as a truth value for each, as bits: 64 documents to a number."""
    padded = np.zeros(_width(len(mask)) * 8, np.uint8)
    packed = np.packbits(mask, bitorder="little")
    padded[: len(packed)] = packed
    return padded.view(np.uint64)


def unpacked(bits: Array, size: int) -> Array:
    """The opposite: a truth value for each document."""
    return np.unpackbits(bits.view(np.uint8), count=size, bitorder="little").view(np.bool_)


def counts_within(bits: Array, within: Array) -> Array:
    """How many documents each set of `bits` shares with the set `within`."""
    return np.asarray(np.bitwise_count(bits & within).sum(axis=-1, dtype=np.int64))


def _width(size: int) -> int:
    return -(-size // 64) or 1


def _ranks(order: Sequence[int]) -> Array:
    ranks = np.empty(len(order), np.uint32)
    ranks[np.array(order, np.int64)] = np.arange(len(order), dtype=np.uint32)
    return ranks


def _facet_bits(size: int, facets: Mapping[str, Iterable[Iterable[str]]]) -> tuple[dict[str, list[str]], Array]:
    values: dict[str, list[str]] = {}
    rows: list[Array] = []
    for facet, of_documents in facets.items():
        having: dict[str, list[int]] = {}
        for document, names in enumerate(of_documents):
            for name in names:
                having.setdefault(name, []).append(document)
        values[facet] = sorted(having)
        for name in values[facet]:
            mask = np.zeros(size, np.bool_)
            mask[having[name]] = True
            rows.append(packed_bits(mask))
    return values, np.array(rows, np.uint64).reshape(len(rows), _width(size))

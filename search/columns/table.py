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

ABOUT, SORTED_BY = "about.json", "sorted_by.json"
UNKNOWN_YEAR = 0
LONGEST_ID = 16

Facets = Mapping[str, Iterable[Iterable[str]]]
"""By the name of a facet, the values of each document."""


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
    def offered(self) -> list[str | None]:
        """The title of each document if it may be offered."""
        found: list[str | None] = [None] * self.size
        for document, title in zip(self.title_documents.tolist(), self.titles, strict=True):
            found[document] = title
        return found

    @cached_property
    def all_ids(self) -> list[str]:
        """The id of each document."""
        return [id.decode() for id in self.ids.tolist()]

    def rows(self, facet: str) -> slice:
        """The rows of a facet in `bits`."""
        numbers = self.values[facet].values()
        first = next(iter(numbers), 0)
        return slice(first, first + len(numbers))


def write_table(folder: Path, facts: Sequence[Mapping[str, Any]], facets: Facets) -> None:
    """Write the table of documents with these facts in a folder that is made; `facets` gives, by name, the
    values of each document."""
    _write(folder, _documents(facts), _facet_sets(len(facts), facets))


def write_changed_table(
    folder: Path, before: Path, order: Array, facts: Sequence[Mapping[str, Any]], facets: Facets
) -> None:
    """Write the table of some documents of the table in the folder `before` and of new ones with these facts and
    facets. `order` numbers them as they are to stand: the old ones as they were, the new ones after the last old
    one. Only the facts of new ones are looked at."""
    old, new = open_table(before), _documents(facts)
    kept = json.loads((before / SORTED_BY).read_text(encoding="utf-8"))
    numbers = order.tolist()

    def moved(first: Sequence[Any], then: Sequence[Any]) -> list[Any]:
        both = [*first, *then]
        return [both[number] for number in numbers]

    old_years = [year or None for year in old.years.tolist()]
    documents = _Documents(
        moved(old.all_ids, new.ids),
        moved(kept["keys"], new.keys),
        moved(kept["dates"], new.dates),
        moved(old_years, new.years),
        moved(old.offered, new.offered),
    )
    _write(folder, documents, _moved_sets(old, order, _facet_sets(len(facts), facets)))


@dataclass(frozen=True)
class _Documents:
    """What documents are listed by, one after the other: id, title as it is sorted, date, year (None: unknown),
    and the title if it may be offered."""

    ids: list[str]
    keys: list[str]
    dates: list[str]
    years: list[int | None]
    offered: list[str | None]


def _documents(facts: Sequence[Mapping[str, Any]]) -> _Documents:
    return _Documents(
        [each["id"] for each in facts],
        [each["title_key"] for each in facts],
        [each["date"] for each in facts],
        [each["year"] for each in facts],
        [each["title"] if each["offer"] else None for each in facts],
    )


def _write(folder: Path, documents: _Documents, sets: Mapping[str, Mapping[str, Array]]) -> None:
    folder.mkdir(parents=True)
    keys, dates = list(zip(documents.keys, documents.ids, strict=True)), documents.dates
    titles = sorted(range(len(keys)), key=keys.__getitem__)
    newest = sorted(sorted(titles, key=dates.__getitem__, reverse=True), key=lambda n: not dates[n])
    oldest = sorted(titles, key=lambda n: dates[n] or "~")
    write_array(folder, "by_title", _ranks(titles))
    write_array(folder, "by_newest", _ranks(newest))
    write_array(folder, "by_oldest", _ranks(oldest))
    write_array(folder, "years", np.array([year or UNKNOWN_YEAR for year in documents.years], np.int16))
    write_array(folder, "ids", np.array([id.encode() for id in documents.ids], f"S{LONGEST_ID}"))
    offered = [n for n in titles if documents.offered[n] is not None]
    write_array(folder, "title_documents", np.array(offered, np.uint32))
    rows = [row for values in sets.values() for row in values.values()]
    write_array(folder, "bits", np.array(rows, np.uint64).ravel())
    values = {facet: list(names) for facet, names in sets.items()}
    about = {"documents": len(keys), "values": values, "titles": [documents.offered[n] for n in offered]}
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    sorted_by = {"keys": documents.keys, "dates": dates}
    (folder / SORTED_BY).write_text(json.dumps(sorted_by, ensure_ascii=False), encoding="utf-8")


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


def _facet_sets(size: int, facets: Facets) -> dict[str, dict[str, Array]]:
    """By facet and value, in alphabetical order, the documents that have it, packed."""
    sets: dict[str, dict[str, Array]] = {}
    for facet, of_documents in facets.items():
        having: dict[str, list[int]] = {}
        for document, names in enumerate(of_documents):
            for name in names:
                having.setdefault(name, []).append(document)
        sets[facet] = {}
        for name in sorted(having):
            mask = np.zeros(size, np.bool_)
            mask[having[name]] = True
            sets[facet][name] = packed_bits(mask)
    return sets


def _moved_sets(old: Table, order: Array, new: Mapping[str, Mapping[str, Array]]) -> dict[str, dict[str, Array]]:
    """The sets of both, of the documents in `order`; a value that none of them has is left out."""
    added = int(order.max(initial=-1)) + 1 - old.size
    nothing = np.zeros(old.size, np.bool_), np.zeros(max(added, 0), np.bool_)
    sets: dict[str, dict[str, Array]] = {}
    for facet in {**old.values, **new}:
        before, after = old.values.get(facet, {}), new.get(facet, {})
        sets[facet] = {}
        for name in sorted({*before, *after}):
            first = unpacked(old.bits[before[name]], old.size) if name in before else nothing[0]
            then = unpacked(after[name], len(nothing[1])) if name in after else nothing[1]
            mask = np.concatenate((first, then))[order]
            if mask.any():
                sets[facet][name] = packed_bits(mask)
    return sets

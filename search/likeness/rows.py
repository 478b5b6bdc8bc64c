"""Keeps, for each recommendation or review, what it is likened by, and finds those that are most alike.

A trait is a text such as `word:neglect` or `theme:domestic-abuse`; what stands before the colon is its group.
A trait counts the more, the fewer rows have it. A trait whose group begins with @ counts nothing: it is only
looked up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from search.columns.dictionary import Dictionary, packed
from search.columns.files import Array, open_arrays, write_array

ABOUT = "about.json"
LOOKED_UP = "@"
"""How a group begins whose traits are looked up but count nothing."""


@dataclass(frozen=True)
class Row:
    """What is kept of a recommendation or review: its id, the review it belongs to, and its traits."""

    id: str
    owner: str
    traits: frozenset[str]


@dataclass(frozen=True)
class _Arrays:
    """Traits by number, row after row: those of row n stand from `starts[n]` to `starts[n + 1]`."""

    words: list[bytes]
    traits: Array
    starts: Array
    ids: list[str]
    owners: list[str]


class Rows:
    """An opened set of rows, numbered from 0."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError, ValueError, KeyError where the folder is damaged or gone."""
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        self.ids: list[str] = about["ids"]
        self.owners: list[str] = about["owners"]
        self._groups: dict[str, int] = {name: number for number, name in enumerate(about["groups"])}
        found = open_arrays(folder)
        self._dictionary = Dictionary(found["words"], found["blocks"], about["traits"])
        self._traits, self._starts = found["traits"], found["starts"]
        self._having, self._having_starts = found["having"], found["having_starts"]
        self._weights = found["weights"]
        self._norms = found["norms"].reshape(len(self._groups), len(self.ids))

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def number_of(self) -> Mapping[str, int]:
        """The number of each id."""
        return {id: number for number, id in enumerate(self.ids)}

    @cached_property
    def owner_numbers(self) -> Array:
        """For each row, the number of the first row of its owner: equal where the owner is."""
        first: dict[str, int] = {}
        return np.array([first.setdefault(owner, number) for number, owner in enumerate(self.owners)], np.int64)

    def traits_of(self, number: int) -> tuple[str, ...]:
        """The traits of a row, in alphabetical order."""
        return tuple(self._dictionary.word(trait).decode() for trait in self._numbers(number).tolist())

    def having(self, trait: str) -> Array:
        """The numbers of the rows that have a trait, in order."""
        found = self._dictionary.find(trait.encode("utf-8", "replace"))
        return self._rows_of(found) if found >= 0 else self._having[:0]

    def traits_beginning(self, start: str) -> list[str]:
        """The traits that begin so, in alphabetical order."""
        first, after = self._dictionary.beginning(start.encode("utf-8", "replace"))
        return [self._dictionary.word(number).decode() for number in range(first, after)]

    def weight(self, trait: str) -> float:
        """What a trait counts, 0 where no row has it."""
        found = self._dictionary.find(trait.encode("utf-8", "replace"))
        return float(self._weights[found]) if found >= 0 else 0.0

    def alike(self, number: int, shares: Mapping[str, float]) -> Array:
        """How alike every row is to one: for each group the cosine of the weights of their traits, times the
        share of the group. 1 at most where the shares are 1 together."""
        total = np.zeros(len(self), np.float32)
        mine = self._numbers(number)
        groups = self._group_numbers[mine]
        for name, share in shares.items():
            group = self._groups.get(name)
            if group is None or not self._norms[group, number]:
                continue
            found = np.zeros(len(self), np.float32)
            for trait in mine[groups == group].tolist():
                found[self._rows_of(trait)] += self._weights[trait] ** 2
            norms = self._norms[group]
            np.divide(found, norms * norms[number], out=found, where=norms > 0)
            total += np.float32(share) * found
        return total

    def shared(self, number: int, least: float, few: int) -> Array:
        """How many of its telling traits a row has in common with every row: those that count more than `least`, or
        that no more than `few` rows have."""
        found = np.zeros(len(self), np.uint16)
        mine = self._numbers(number)
        having = self._having_starts[mine + 1] - self._having_starts[mine]
        weights = self._weights[mine]
        for trait in mine[(weights > least) | ((having <= few) & (weights > 0))].tolist():
            found[self._rows_of(trait)] += 1
        return found

    def arrays(self) -> _Arrays:
        """Everything that a set of rows is made of."""
        return _Arrays(list(self._dictionary), self._traits, self._starts, self.ids, self.owners)

    @cached_property
    def _group_numbers(self) -> Array:
        return _groups_of(list(self._dictionary), list(self._groups))

    def _numbers(self, number: int) -> Array:
        return self._traits[self._starts[number] : self._starts[number + 1]]

    def _rows_of(self, trait: int) -> Array:
        return self._having[self._having_starts[trait] : self._having_starts[trait + 1]]


def write_rows(
    folder: Path, new: Iterable[Row], before: Rows | None = None, gone: frozenset[str] = frozenset()
) -> None:
    """Write rows in a folder that is made: new ones, after those of `before` whose owner is not gone. A trait
    that only rows that are gone had is not written."""
    kept = _without(before.arrays(), gone) if before is not None else _Arrays([], _numbers([]), _numbers([0]), [], [])
    found = _sorted(_with(kept, list(new)), len(kept.ids))
    folder.mkdir(parents=True)
    words, blocks = packed(found.words)
    groups = sorted({_group(word) for word in found.words})
    lengths = _lengths(found)
    owners = np.repeat(np.arange(len(found.ids), dtype=np.uint32), lengths)
    order = np.argsort(found.traits, kind="stable")
    counts = np.bincount(found.traits, minlength=len(found.words))
    weights = _weights(counts, len(found.ids), _groups_of(found.words, groups), groups)
    write_array(folder, "words", words)
    write_array(folder, "blocks", blocks)
    write_array(folder, "traits", found.traits)
    write_array(folder, "starts", found.starts)
    write_array(folder, "having", owners[order])
    write_array(folder, "having_starts", _starts(counts))
    write_array(folder, "weights", weights)
    write_array(folder, "norms", _norms(found, owners, weights, groups).ravel())
    about = {"traits": len(found.words), "groups": groups, "ids": found.ids, "owners": found.owners}
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")


def _weights(counts: Array, rows: int, groups: Array, names: Sequence[str]) -> Array:
    """Rare traits count more (Spärck Jones 1972), those of looked-up groups nothing."""
    weights = np.log((rows + 1) / (counts + 0.5)).clip(0).astype(np.float32)
    silent = np.array([name.startswith(LOOKED_UP) for name in names], np.bool_)
    weights[silent[groups]] = 0
    return weights


def _norms(found: _Arrays, owners: Array, weights: Array, names: Sequence[str]) -> Array:
    """The length of each row's weights within each group."""
    groups = _groups_of(found.words, names)[found.traits].astype(np.int64)
    size = len(names) * len(found.ids)
    squares = weights[found.traits].astype(np.float64) ** 2
    sums = np.bincount(groups * len(found.ids) + owners, squares, size)
    return np.sqrt(sums).astype(np.float32).reshape(len(names), len(found.ids))


def _without(arrays: _Arrays, gone: frozenset[str]) -> _Arrays:
    keep = np.array([owner not in gone for owner in arrays.owners], np.bool_)
    lengths = _lengths(arrays)
    return _Arrays(
        arrays.words,
        arrays.traits[np.repeat(keep, lengths)],
        _starts(lengths[keep]),
        [id for id, kept in zip(arrays.ids, keep.tolist(), strict=True) if kept],
        [owner for owner, kept in zip(arrays.owners, keep.tolist(), strict=True) if kept],
    )


def _with(arrays: _Arrays, new: Sequence[Row]) -> _Arrays:
    known = {word: number for number, word in enumerate(arrays.words)}
    added = [
        known.setdefault(trait.encode("utf-8", "replace"), len(known)) for row in new for trait in sorted(row.traits)
    ]
    lengths = np.append(_lengths(arrays), [len(row.traits) for row in new])
    return _Arrays(
        list(known),
        np.append(arrays.traits, _numbers(added)).astype(np.uint32),
        _starts(lengths),
        arrays.ids + [row.id for row in new],
        arrays.owners + [row.owner for row in new],
    )


def _sorted(arrays: _Arrays, sorted_rows: int) -> _Arrays:
    """The same with only the traits in use, numbered in the order of their bytes, and rows' traits in order; so
    many rows at the beginning are in order already, and stay so."""
    used = np.flatnonzero(np.bincount(arrays.traits, minlength=len(arrays.words))).tolist()
    words = sorted(arrays.words[number] for number in used)
    place = {word: number for number, word in enumerate(words)}
    renumbered = np.zeros(len(arrays.words) + 1, np.uint32)
    renumbered[used] = [place[arrays.words[number]] for number in used]
    traits = renumbered[arrays.traits]
    rest = int(arrays.starts[sorted_rows])
    rows = np.repeat(np.arange(len(arrays.ids)), _lengths(arrays))[rest:]
    traits[rest:] = traits[rest:][np.lexsort((traits[rest:], rows))]
    return _Arrays(words, traits, arrays.starts, arrays.ids, arrays.owners)


def _groups_of(words: Sequence[bytes], names: Sequence[str]) -> Array:
    """The number of each trait's group among the names."""
    numbers = {name: number for number, name in enumerate(names)}
    return np.array([numbers[_group(word)] for word in words], np.int64)


def _group(word: bytes) -> str:
    return word.partition(b":")[0].decode()


def _lengths(arrays: _Arrays) -> Array:
    """How many traits each row has."""
    starts = arrays.starts.astype(np.int64)
    return np.asarray(starts[1:] - starts[:-1])


def _starts(lengths: Array | Sequence[int]) -> Array:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(np.asarray(lengths, np.int64)))).astype(np.uint32)


def _numbers(values: Sequence[int]) -> Array:
    return np.array(values, np.uint32)

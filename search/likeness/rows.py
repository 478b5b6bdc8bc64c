"""Keeps, for each recommendation or review, what it is likened by, and finds those that are most alike.

A trait is a text such as `word:neglect` or `theme:domestic-abuse`; what stands before the colon is its group.
A trait counts the more, the fewer rows have it. A trait whose group begins with @ counts nothing: it is only
looked up.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from search.columns.dictionary import END, Dictionary, blocks_of
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
class _Contents:
    """Everything that a set of rows is made of. `words` are the traits in order, a line each. The traits of row n, by
    number and ascending, stand from `starts[n]` to `starts[n + 1]`; the rows of a trait follow those of the trait
    before in `having`, those of trait n from `having_starts[n]` to `having_starts[n + 1]`."""

    words: Array
    traits: Array
    starts: Array
    having: Array
    having_starts: Array
    ids: list[str]
    owners: list[str]

    @cached_property
    def word_starts(self) -> Array:
        """Where each trait begins in `words`, and where the last one ends."""
        return np.concatenate((np.zeros(1, np.int64), np.flatnonzero(self.words == ord(END)) + 1))


_NO_NUMBERS, _NO_ROWS = np.empty(0, np.uint32), np.zeros(1, np.uint32)
_NOTHING = _Contents(np.empty(0, np.uint8), _NO_NUMBERS, _NO_ROWS, _NO_NUMBERS, _NO_ROWS, [], [])


class Rows:
    """An opened set of rows, numbered from 0."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError, ValueError, KeyError where the folder is damaged or gone."""
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        self.ids: list[str] = about["ids"]
        self.owners: list[str] = about["owners"]
        self._groups: dict[str, int] = {name: number for number, name in enumerate(about["groups"])}
        found = open_arrays(folder)
        self._words = found["words"]
        self._dictionary = Dictionary(self._words, found["blocks"], about["traits"])
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

    def contents(self) -> _Contents:
        """Everything that the rows are made of."""
        return _Contents(
            self._words, self._traits, self._starts, self._having, self._having_starts, self.ids, self.owners
        )

    @cached_property
    def _group_numbers(self) -> Array:
        return _groups_of(self.contents())[1]

    def _numbers(self, number: int) -> Array:
        return self._traits[self._starts[number] : self._starts[number + 1]]

    def _rows_of(self, trait: int) -> Array:
        return self._having[self._having_starts[trait] : self._having_starts[trait + 1]]


def write_rows(
    folder: Path, new: Iterable[Row], before: Rows | None = None, gone: frozenset[str] = frozenset()
) -> None:
    """Write rows in a folder that is made: new ones, after those of `before` whose owner is not gone. A trait
    that only rows that are gone had is not written."""
    found = _changed(before.contents() if before is not None else _NOTHING, gone, list(new))
    folder.mkdir(parents=True)
    word_starts = found.word_starts
    groups, numbers = _groups_of(found)
    counts = np.diff(found.having_starts.astype(np.int64))
    weights = _weights(counts, len(found.ids), numbers, groups)
    write_array(folder, "words", found.words)
    write_array(folder, "blocks", blocks_of(word_starts))
    write_array(folder, "traits", found.traits)
    write_array(folder, "starts", found.starts)
    write_array(folder, "having", found.having)
    write_array(folder, "having_starts", found.having_starts)
    write_array(folder, "weights", weights)
    write_array(folder, "norms", _norms(found, numbers, weights, groups).ravel())
    about = {"traits": len(numbers), "groups": groups, "ids": found.ids, "owners": found.owners}
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")


def _weights(counts: Array, rows: int, groups: Array, names: Sequence[str]) -> Array:
    """Rare traits count more (Spärck Jones 1972), those of looked-up groups nothing."""
    weights = np.log((rows + 1) / (counts + 0.5)).clip(0).astype(np.float32)
    silent = np.array([name.startswith(LOOKED_UP) for name in names], np.bool_)
    weights[silent[groups]] = 0
    return weights


def _norms(found: _Contents, groups: Array, weights: Array, names: Sequence[str]) -> Array:
    """The length of each row's weights within each group."""
    if not weights.any():
        return np.zeros((len(names), len(found.ids)), np.float32)
    rows = np.repeat(np.arange(len(found.ids)), _lengths(found))
    heavy = weights[found.traits] > 0
    traits, rows = found.traits[heavy], rows[heavy]
    squares = weights[traits].astype(np.float64) ** 2
    size = len(names) * len(found.ids)
    sums = np.bincount(groups[traits] * len(found.ids) + rows, squares, size)
    return np.sqrt(sums).astype(np.float32).reshape(len(names), len(found.ids))


def _changed(old: _Contents, gone: frozenset[str], new: Sequence[Row]) -> _Contents:
    """The same without the rows whose owner is gone and with new ones at the end. A trait that no row has any more
    is not in it. What stays is moved as whole arrays: only the traits of rows that go or come are looked at."""
    keep = np.array([owner not in gone for owner in old.owners], np.bool_)
    lost = _lost(old, np.flatnonzero(~keep))
    left = np.diff(old.having_starts.astype(np.int64)) - np.bincount(lost.traits, minlength=len(old.having_starts) - 1)
    stays = left > 0
    added = [sorted(trait.encode("utf-8", "replace") for trait in row.traits) for row in new]
    words, renumbered, number_of = _renumbered(old, stays, frozenset(trait for row in added for trait in row))
    numbers = np.array([number_of[trait] for row in added for trait in row], np.int64)
    new_lengths = [len(row) for row in added]
    counts = np.zeros(int(np.append(renumbered[stays], numbers).max(initial=-1)) + 1, np.int64)
    counts[renumbered[stays]] = left[stays]
    kept_rows = (np.cumsum(keep, dtype=np.int64) - 1).astype(np.uint32)
    having = kept_rows[np.delete(old.having, lost.places)] if not keep.all() else old.having
    if new:  # a new row comes last among those of a trait
        rows = np.repeat(np.arange(len(new)) + np.count_nonzero(keep), new_lengths)
        order = np.argsort(numbers, kind="stable")
        having = np.insert(having, np.cumsum(counts)[numbers[order]], rows[order])
        counts += np.bincount(numbers, minlength=len(counts))
    return _Contents(
        words,
        np.append(renumbered.astype(np.uint32)[np.delete(old.traits, lost.runs)], numbers.astype(np.uint32)),
        _starts(np.append(_lengths(old)[keep], new_lengths).astype(np.int64)),
        having,
        _starts(counts),
        [id for id, kept in zip(old.ids, keep.tolist(), strict=True) if kept] + [row.id for row in new],
        [owner for owner in old.owners if owner not in gone] + [row.owner for row in new],
    )


@dataclass(frozen=True)
class _Lost:
    """Of rows that go: their traits, where those stand in `traits`, and where the rows stand in `having`."""

    traits: Array
    runs: Array
    places: Array


def _lost(old: _Contents, rows: Array) -> _Lost:
    runs = [np.arange(int(old.starts[row]), int(old.starts[row + 1])) for row in rows.tolist()]
    at = np.concatenate([*runs, np.empty(0, np.int64)])
    owners = np.repeat(rows, [len(run) for run in runs]) if runs else rows
    traits = old.traits[at].astype(np.int64)
    firsts, afters = old.having_starts[traits].tolist(), old.having_starts[traits + 1].tolist()
    places = [
        first + int(np.searchsorted(old.having[first:after], owner))
        for first, after, owner in zip(firsts, afters, owners.astype(np.uint32), strict=True)
    ]
    return _Lost(traits, at, np.array(places, np.int64))


def _renumbered(old: _Contents, stays: Array, added: frozenset[bytes]) -> tuple[Array, Array, dict[bytes, int]]:
    """The lines of the traits that stay (a truth value each) or are added, the new number of each old one, and that
    of each added one."""
    starts = old.word_starts
    dictionary = Dictionary(old.words, blocks_of(starts), len(starts) - 1)
    known = {trait: number for trait in added if (number := dictionary.find(trait)) >= 0}
    unknown = sorted(added - known.keys())
    used = stays.copy()
    used[list(known.values())] = True
    at = np.array([dictionary.beginning(trait)[0] for trait in unknown], np.int64)
    before: Array = np.concatenate((np.zeros(1, np.int64), np.cumsum(used, dtype=np.int64)))
    ahead = np.cumsum(np.bincount(at, minlength=dictionary.size + 1))[: dictionary.size]
    renumbered = np.asarray(before[:-1] + ahead)
    number_of = {trait: int(renumbered[number]) for trait, number in known.items()}
    number_of |= {trait: int(before[place]) + n for n, (trait, place) in enumerate(zip(unknown, at, strict=True))}
    words = _edited(old.words, starts, np.flatnonzero(~used), zip(at.tolist(), unknown, strict=True))
    return words, renumbered, number_of


def _edited(words: Array, starts: Array, gone: Array, added: Iterable[tuple[int, bytes]]) -> Array:
    """Lines of words without some of them, by number, and with others before those of a number."""
    edits = [(start, end, b"") for start, end in zip(starts[gone].tolist(), starts[gone + 1].tolist(), strict=True)]
    edits += [(start, start, word + END) for at, word in added for start in (int(starts[at]),)]
    pieces: list[bytes] = []
    done = 0
    for start, end, word in sorted(edits):
        pieces += [words[done:start].tobytes(), word]
        done = end
    return np.frombuffer(b"".join([*pieces, words[done:].tobytes()]), np.uint8)


def _groups_of(found: _Contents) -> tuple[list[str], Array]:
    """The groups of traits in order, and the number of each trait's group among them. Traits of a group follow each
    other, since they are in the order of their bytes."""
    starts = found.word_starts
    size = len(starts) - 1

    def word(number: int) -> bytes:
        return found.words[starts[number] : starts[number + 1] - 1].tobytes()

    names: list[str] = []
    lengths: list[int] = []
    at = 0
    while at < size:
        names.append(_group(word(at)))
        after = bisect_left(range(size), f"{names[-1]};".encode(), lo=at, key=word)  # ; is what follows :
        lengths.append(after - at)
        at = after
    order = sorted(names)
    return order, np.repeat(np.array([order.index(name) for name in names], np.int64), lengths)


def _group(word: bytes) -> str:
    return word.partition(b":")[0].decode()


def _lengths(contents: _Contents) -> Array:
    """How many traits each row has."""
    return np.asarray(np.diff(contents.starts.astype(np.int64)))


def _starts(lengths: Array | Sequence[int]) -> Array:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(np.asarray(lengths, np.int64)))).astype(np.uint32)

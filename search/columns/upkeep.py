"""Keeps the sheets of an index few and clean: takes reviews out, makes small sheets one, and writes the table.

The table is that of the sheets one after the other. A change moves the rows of its old table.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np

from search.columns.files import Array
from search.columns.joining import Source, join_sheets
from search.columns.sheet import open_sheet, read_facts
from search.columns.table import open_table, write_changed_table, write_table

LARGEST = 64_000_000
"""Places of a sheet: what writing it again without one review costs is bounded (some two seconds)."""
MOST = 4
"""Sheets beyond which the small ones are made one: each costs every query a little."""
SHARE = 4
"""A large sheet takes the small ones in when they hold a quarter of its words."""

FacetsOf = Callable[[Sequence[Mapping[str, Any]]], Mapping[str, Sequence[Iterable[str]]]]


def sheets_of(folder: Path, built: Sequence[str]) -> tuple[str, ...]:
    """Make as few sheets as may be of those just built; returns their names."""
    groups = _groups(list(_numbered(folder, built, np.ones(0, np.bool_))))
    return tuple(_joined(folder, [each.source for each in group]) for group in groups)


def changed_columns(
    folder: Path,
    old: tuple[Sequence[str], str],
    gone: Collection[str],
    new: Sequence[str],
    facets_of: FacetsOf,
) -> tuple[tuple[str, ...], str]:
    """The names of the sheets and of their table after a change. `old` are those of before; taken out are the items
    that are gone, put in are sheets that were just built."""
    sheets, table = old
    stays = np.array([id not in gone for id in open_table(folder / table).all_ids], np.bool_)
    numbered = list(_numbered(folder, (*sheets, *new), stays))
    groups = _grouped([each for each in numbered if each.source.kept.any()])
    order = np.concatenate([each.documents for group in groups for each in group] or [np.empty(0, np.int64)])
    facts = [each for name in new for each in read_facts(folder / name)]
    name = _table_name()
    write_changed_table(folder / name, folder / table, order, facts, facets_of(facts))
    return tuple(_joined(folder, [each.source for each in group]) for group in groups), name


def new_table(folder: Path, sheets: Sequence[str], facets_of: FacetsOf) -> str:
    """Write the table of the documents of some sheets; returns its name."""
    name = _table_name()
    facts = [each for sheet in sheets for each in read_facts(folder / sheet)]
    write_table(folder / name, facts, facets_of(facts))
    return name


@dataclass(frozen=True)
class _Numbered:
    """A sheet to be kept or joined, and the numbers of its kept documents: those of the old table, then those after
    its last."""

    source: Source
    documents: Array

    @property
    def size(self) -> int:
        """Places."""
        bounds = self.source.sheet.bounds
        return int(bounds[-1, -1]) if len(bounds) else 0


def _numbered(folder: Path, names: Sequence[str], stays: Array) -> Iterator[_Numbered]:
    """Sheets one after the other; documents after those of `stays` stay."""
    first = 0
    for name in names:
        sheet = open_sheet(folder / name)
        kept = stays[first : first + sheet.size] if first < len(stays) else np.ones(sheet.size, np.bool_)
        yield _Numbered(Source(folder / name, sheet, kept), first + np.flatnonzero(kept))
        first += sheet.size


def _table_name() -> str:
    return f"table-{secrets.token_hex(5)}"


def _grouped(sources: Sequence[_Numbered]) -> list[list[_Numbered]]:
    """What is to be one sheet: each by itself as long as they are few."""
    if len(sources) <= MOST:
        return [[source] for source in sources]
    large, *small = sorted(sources, key=attrgetter("size"), reverse=True)
    if sum(source.size for source in small) * SHARE > large.size:
        return _groups([large, *small])
    return [[large], *_groups(small)]


def _groups(sources: Sequence[_Numbered]) -> list[list[_Numbered]]:
    """Sources in their order, as many together as make no sheet larger than LARGEST."""
    groups: list[list[_Numbered]] = []
    room = 0
    for source in sources:
        if not groups or source.size > room:
            groups.append([])
            room = LARGEST
        groups[-1].append(source)
        room -= source.size
    return groups


def _joined(folder: Path, group: Sequence[Source]) -> str:
    if len(group) == 1 and group[0].kept.all():
        return group[0].folder.name
    name = f"sheet-{secrets.token_hex(5)}"
    join_sheets(group, folder / name)
    return name

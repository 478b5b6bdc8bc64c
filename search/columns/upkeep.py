"""Keeps the sheets of an index few and clean: takes reviews out, makes small sheets one, and writes the table."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from search.columns.joining import Source, join_sheets
from search.columns.sheet import open_sheet, read_facts
from search.columns.table import write_table

LARGEST = 64_000_000
"""Places of a sheet: what writing it again without one review costs is bounded (some two seconds)."""
MOST = 4
"""Sheets beyond which the small ones are made one: each costs every query a little."""
SHARE = 4
"""A large sheet takes the small ones in when they hold a quarter of its words."""

FacetsOf = Callable[[Sequence[Mapping[str, Any]]], Mapping[str, Sequence[Iterable[str]]]]


def sheets_of(folder: Path, built: Sequence[str]) -> tuple[str, ...]:
    """Make as few sheets as may be of those just built; returns their names."""
    return tuple(_joined(folder, group) for group in _groups([_source(folder, name, ()) for name in built]))


def changed_sheets(folder: Path, old: Sequence[str], gone: Collection[str], new: Sequence[str]) -> tuple[str, ...]:
    """The sheets after a change: the old ones without the items that are gone, then new ones."""
    sources = [_source(folder, name, gone) for name in old] + [_source(folder, name, ()) for name in new]
    sources = [source for source in sources if source.kept.any()]
    if len(sources) <= MOST:
        return tuple(_joined(folder, [source]) for source in sources)
    large, *small = sorted(sources, key=_size, reverse=True)
    if sum(map(_size, small)) * SHARE > _size(large):
        return tuple(_joined(folder, group) for group in _groups([large, *small]))
    return tuple(_joined(folder, group) for group in ([large], *_groups(small)))


def new_table(folder: Path, sheets: Sequence[str], facets_of: FacetsOf) -> str:
    """Write the table of the documents of some sheets; returns its name."""
    name = f"table-{secrets.token_hex(5)}"
    facts = [each for sheet in sheets for each in read_facts(folder / sheet)]
    write_table(folder / name, facts, facets_of(facts))
    return name


def _source(folder: Path, name: str, gone: Collection[str]) -> Source:
    facts = read_facts(folder / name)
    kept = np.array([each["id"] not in gone for each in facts], np.bool_)
    return Source(folder / name, open_sheet(folder / name), kept)


def _size(source: Source) -> int:
    bounds = source.sheet.bounds
    return int(bounds[-1, -1]) if len(bounds) else 0


def _groups(sources: Sequence[Source]) -> list[list[Source]]:
    """Sources in their order, as many together as make no sheet larger than LARGEST."""
    groups: list[list[Source]] = []
    room = 0
    for source in sources:
        if not groups or _size(source) > room:
            groups.append([])
            room = LARGEST
        groups[-1].append(source)
        room -= _size(source)
    return groups


def _joined(folder: Path, group: Sequence[Source]) -> str:
    if len(group) == 1 and group[0].kept.all():
        return group[0].folder.name
    name = f"sheet-{secrets.token_hex(5)}"
    join_sheets(group, folder / name)
    return name

"""Keeps the search index in step with the catalogue: a copy that can be thrown away and built again.

Each collection has an index of its own (their statistics never mix): a folder with the engine's parts, the
sheets and the table made of them, none of which is ever changed, and a small pointer file that names those in
use. `rebuild` writes new ones beside the old and swaps the pointer; `follow` replaces those that a change
touches; `check` compares them with the catalogue.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from repository.records.items import Collection
from repository.store.library import Library
from search import engine
from search.building import WORDS, Built, build
from search.columns.upkeep import changed_columns, new_table, sheets_of
from search.facets import facets_of
from search.fields import stamp
from search.likeness.upkeep import fault_of, follow_likeness, rebuild_likeness
from search.view import View

SMALL = 4
"""A part is small when it has less than this share of a part's words."""
MOST_SMALL = 16
"""Small parts beyond which they are made one."""
Progress = Callable[[Collection, int, int], None]
"""Called with the collection, how many items are done and how many there are."""


@dataclass(frozen=True)
class Part:
    """A part in use: the ids of its items, and how many words they have."""

    ids: tuple[str, ...]
    words: int


@dataclass(frozen=True)
class Generation:
    """The index in use: the stamp it was built with, the number of the last change of the catalogue that it
    holds, the engine's parts by folder, the sheets in order, and the table."""

    stamp: str
    change: int
    parts: Mapping[str, Part]
    sheets: tuple[str, ...]
    table: str

    @property
    def folders(self) -> frozenset[str]:
        """Every folder that is in use."""
        return frozenset((*self.parts, *self.sheets, self.table))


@dataclass(frozen=True)
class Difference:
    """How an index differs from the catalogue: ids it lacks, ids it should not have, and what else is wrong."""

    collection: Collection
    missing: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()
    fault: str = ""


def rebuild(library: Library, progress: Progress | None = None) -> None:
    """Build everything anew beside what is in use, and swap; searches go on meanwhile."""
    rebuild_words(library, progress)
    rebuild_likeness(library)


def rebuild_words(library: Library, progress: Progress | None = None) -> None:
    """Build every index anew; what reviews are likened by stays as it is."""
    with engine.writing(library.settings.index):
        for collection in Collection:
            _rebuild(library, collection, progress)


def follow(library: Library) -> None:
    """Bring every index up to date with the catalogue's log of changes.

    A missing index, or one of another version, is built anew. What anything was taken out of is written
    afresh, so that no withdrawn word stays in its files. Words come first: they are what is searched.
    """
    _follow_words(library)
    follow_likeness(library)


def _follow_words(library: Library) -> None:
    last = library.catalogue.last_change()
    if all(_is_current(library, collection, last) for collection in Collection):
        return
    with engine.writing(library.settings.index):
        for collection in Collection:
            if in_use(library.settings.index, collection) is None:
                _rebuild(library, collection, None)
            else:
                _catch_up(library, collection)


def check(library: Library) -> tuple[Difference, ...]:
    """How each index differs from the catalogue; nothing when all is well. Changes nothing."""
    found = []
    for collection in Collection:
        generation = in_use(library.settings.index, collection)
        if generation is None:
            found.append(Difference(collection, fault="There is no index of this version."))
            continue
        folder = folder_of(library.settings.index, collection)
        try:
            indexed = {id for part in generation.parts for id in engine.ids(folder / part)}
            table = set(View(folder, generation.sheets, generation.table).table.all_ids)
        except engine.CannotOpen as error:
            found.append(Difference(collection, fault=error.message))
            continue
        if indexed != table:
            found.append(Difference(collection, fault="The engine and its columns hold different items."))
        wanted = set(library.catalogue.ids(collection))
        if indexed != wanted:
            found.append(Difference(collection, tuple(sorted(wanted - indexed)), tuple(sorted(indexed - wanted))))
        elif fault := fault_of(library, collection):
            found.append(Difference(collection, fault=fault))
    return tuple(found)


def folder_of(folder: Path, collection: Collection) -> Path:
    """The folder of all that belongs to a collection's index."""
    return folder / collection


def pointer_file(folder: Path, collection: Collection) -> Path:
    """The file that names the index in use; replaced at once whenever the index changes."""
    return folder / f"{collection}.json"


def in_use(folder: Path, collection: Collection) -> Generation | None:
    """The index in use, None when there is none that this version of the program can read."""
    try:
        kept = json.loads(pointer_file(folder, collection).read_text(encoding="utf-8"))
        parts = {name: Part(tuple(ids), words) for name, (ids, words) in kept["parts"].items()}
        generation = Generation(kept["stamp"], kept["change"], parts, tuple(kept["sheets"]), kept["table"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    there = all((folder_of(folder, collection) / name).is_dir() for name in generation.folders)
    return generation if generation.stamp == stamp() and there else None


def _is_current(library: Library, collection: Collection, last: int) -> bool:
    generation = in_use(library.settings.index, collection)
    return generation is not None and generation.change == last


def _rebuild(library: Library, collection: Collection, progress: Progress | None) -> None:
    home = library.settings.index
    folder = folder_of(home, collection)
    # The number is read first: what changes while the index is built is caught up with afterwards.
    change = library.catalogue.last_change()
    ids = library.catalogue.ids(collection)
    built: list[Built] = []
    folder.mkdir(parents=True, exist_ok=True)
    for each in build(library, folder, ids):
        built.append(each)
        if progress is not None:
            progress(collection, sum(len(done.ids) for done in built), len(ids))
    sheets = sheets_of(folder, [each.sheet for each in built])
    parts = {each.part: Part(each.ids, each.words) for each in built}
    _use(home, collection, Generation(stamp(), change, parts, sheets, new_table(folder, sheets, facets_of)))
    _catch_up(library, collection)


def _catch_up(library: Library, collection: Collection) -> None:
    home = library.settings.index
    generation = in_use(home, collection)
    if generation is None:
        return
    _remove_others(home, collection, generation)
    changes = library.catalogue.changes(generation.change)
    if not changes:
        return
    changed = frozenset(change.item_id for change in changes)
    items = [item for item in library.catalogue.items(sorted(changed)) if item.collection == collection]
    new = sorted(item.id for item in items if item.is_public)
    changed_here = changed & frozenset(id for part in generation.parts.values() for id in part.ids)
    if new or changed_here:
        generation = _changed(library, folder_of(home, collection), generation, changed_here, new)
    _use(home, collection, replace(generation, change=changes[-1].number))
    _remove_others(home, collection, in_use(home, collection) or generation)


def _changed(
    library: Library, folder: Path, generation: Generation, gone: frozenset[str], new: Sequence[str]
) -> Generation:
    """The index without the items that are gone and with the new ones; only the parts and sheets that hold
    one that is gone are written again, and small ones made one."""
    touched = {name for name, part in generation.parts.items() if not gone.isdisjoint(part.ids)}
    small = {name for name, part in generation.parts.items() if part.words < WORDS // SMALL}
    touched |= small if len(small) > MOST_SMALL else set()
    again = [id for name in touched for id in generation.parts[name].ids if id not in gone]
    kept = {name: part for name, part in generation.parts.items() if name not in touched}
    rebuilt = list(build(library, folder, again, sheets=False))
    added = list(build(library, folder, new))
    parts = kept | {each.part: Part(each.ids, each.words) for each in (*rebuilt, *added)}
    new_sheets = [each.sheet for each in added]
    sheets, table = changed_columns(folder, (generation.sheets, generation.table), gone, new_sheets, facets_of)
    return replace(generation, parts=parts, sheets=sheets, table=table)


def _use(home: Path, collection: Collection, generation: Generation) -> None:
    pointer = pointer_file(home, collection)
    beside = pointer.with_suffix(".new")
    kept = asdict(generation) | {"parts": {name: (part.ids, part.words) for name, part in generation.parts.items()}}
    beside.write_text(json.dumps(kept), encoding="utf-8")
    os.replace(beside, pointer)


def _remove_others(home: Path, collection: Collection, generation: Generation) -> None:
    """Remove what is not in use: what was swapped, what an interrupted writer left, and the indexes of versions
    before there were columns, which were folders named after the collection."""
    others = [path for path in folder_of(home, collection).iterdir() if path.name not in generation.folders]
    for path in (*others, *home.glob(f"{collection}-*")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)

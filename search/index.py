"""Keeps the search index in step with the catalogue: a copy that can be thrown away and built again.

Each collection has an index of its own (their statistics never mix) in a folder of its own, and a
small pointer file that names the folder in use. `rebuild` builds a new folder beside the old one and
swaps the pointer; `follow` brings the folder in use up to date; `check` compares it with the catalogue.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from repository.records.items import Collection, Item
from repository.store.library import Library
from search import engine
from search.entries import entry_of
from search.fields import stamp

Progress = Callable[[Collection, int, int], None]
"""Called with the collection, how many items are done and how many there are."""


@dataclass(frozen=True)
class Generation:
    """The index in use: its folder's name, the stamp it was built with, the number of the last change
    of the catalogue that it holds, and how often it was written to."""

    folder: str
    stamp: str
    change: int
    written: int


@dataclass(frozen=True)
class Difference:
    """How an index differs from the catalogue: ids it lacks, ids it should not have, and what else is wrong."""

    collection: Collection
    missing: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()
    fault: str = ""


def rebuild(library: Library, progress: Progress | None = None) -> None:
    """Build every index anew beside the one in use, and swap; searches go on meanwhile."""
    with engine.writing(library.settings.index):
        for collection in Collection:
            _rebuild(library, collection, progress)


def follow(library: Library) -> None:
    """Bring every index up to date with the catalogue's log of changes.

    A missing index, or one of another version, is built anew. Once anything was taken out of an
    index it is written afresh, so that no withdrawn word stays in its files.
    """
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
        try:
            with engine.open_reader(library.settings.index / generation.folder) as reader:
                indexed = {stored["id"] for _, stored in reader.iter_docs()}
        except engine.CannotOpen as error:
            found.append(Difference(collection, fault=error.message))
            continue
        wanted = set(library.catalogue.ids(collection))
        if indexed != wanted:
            found.append(Difference(collection, tuple(sorted(wanted - indexed)), tuple(sorted(indexed - wanted))))
    return tuple(found)


def pointer_file(folder: Path, collection: Collection) -> Path:
    """The file that names the index in use; replaced at once whenever the index changes."""
    return folder / f"{collection}.json"


def in_use(folder: Path, collection: Collection) -> Generation | None:
    """The index in use, None when there is none that this version of the program can read."""
    try:
        kept = json.loads(pointer_file(folder, collection).read_text(encoding="utf-8"))
        generation = Generation(**kept)
    except (OSError, ValueError, TypeError):
        return None
    return generation if generation.stamp == stamp() and (folder / generation.folder).is_dir() else None


def _is_current(library: Library, collection: Collection, last: int) -> bool:
    generation = in_use(library.settings.index, collection)
    return generation is not None and generation.change == last


def _rebuild(library: Library, collection: Collection, progress: Progress | None) -> None:
    home = library.settings.index
    # The number is read first: what changes while the index is built is caught up with afterwards.
    change = library.catalogue.last_change()
    total = len(library.catalogue.ids(collection))
    generation = Generation(f"{collection}-{secrets.token_hex(4)}", stamp(), change, 1)
    writer = engine.writer(engine.create(home / generation.folder))
    try:
        for done, item in enumerate(library.catalogue.each_item(collection), start=1):
            writer.add_document(**entry_of(item, library.catalogue.pages))
            if progress is not None:
                progress(collection, done, total)
    except BaseException:
        writer.cancel()
        shutil.rmtree(home / generation.folder, ignore_errors=True)
        raise
    writer.commit(optimize=True)
    _use(home, collection, generation)
    _catch_up(library, collection)


def _catch_up(library: Library, collection: Collection) -> None:
    home = library.settings.index
    generation = in_use(home, collection)
    if generation is None:
        return
    _remove_others(home, collection, generation.folder)
    changes = library.catalogue.changes(generation.change)
    if not changes:
        return
    changed = dict.fromkeys(change.item_id for change in changes)
    items = [i for i in library.catalogue.items(list(changed)) if i.collection == collection]
    opened = engine.open_folder(home / generation.folder)
    if _write_changes(opened, changed, [i for i in items if i.is_public], library):
        generation = replace(generation, written=generation.written + 1)
    _use(home, collection, replace(generation, change=changes[-1].number))


def _write_changes(opened: Any, changed: Iterable[str], items: list[Item], library: Library) -> bool:
    with opened.reader() as reader:
        left = [id for id in changed if ("id", id) in reader]
    if not left and not items:
        return False
    writer = engine.writer(opened)
    try:
        for id in left:
            writer.delete_by_term("id", id)
        for item in items:
            writer.add_document(**entry_of(item, library.catalogue.pages))
    except BaseException:
        writer.cancel()
        raise
    writer.commit(optimize=bool(left))
    return True


def _use(home: Path, collection: Collection, generation: Generation) -> None:
    pointer = pointer_file(home, collection)
    beside = pointer.with_suffix(".new")
    beside.write_text(json.dumps(generation.__dict__), encoding="utf-8")
    os.replace(beside, pointer)


def _remove_others(home: Path, collection: Collection, kept: str) -> None:
    for folder in home.glob(f"{collection}-*"):
        if folder.is_dir() and folder.name != kept:
            shutil.rmtree(folder, ignore_errors=True)

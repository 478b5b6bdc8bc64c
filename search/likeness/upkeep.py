"""Keeps what recommendations and reviews are likened by in step with the catalogue, as the index is kept.

Each collection has three sets of rows and a pointer file that names those in use. A change writes new ones and
swaps the pointer; what only a withdrawn review had is in no file afterwards.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from repository.records.items import Collection, Item, State
from repository.store.library import Library
from search import words
from search.engine import writing
from search.fields import stamp as vocabulary_stamp
from search.likeness.rows import Row, Rows, write_rows
from search.likeness.sentences import rows_of_sentences
from search.likeness.traits import row_of_item, rows_of_recommendations

VERSION = "4"
"""Counts up when the same record gives other traits: all is then made anew."""
RECOMMENDATIONS, REVIEWS, SENTENCES = "recommendations", "reviews", "sentences"
DAMAGED = (OSError, ValueError, KeyError)
"""What opening rows raises where their files are damaged or gone."""
BATCH = 200
"""Records read at a time."""


@dataclass(frozen=True)
class InUse:
    """The rows in use: the stamp they were made with, the last change of the catalogue in them, their folders."""

    stamp: str
    change: int
    recommendations: str
    reviews: str
    sentences: str

    @property
    def folders(self) -> tuple[str, str, str]:
        """The folders in use."""
        return self.recommendations, self.reviews, self.sentences


def follow_likeness(library: Library) -> None:
    """Bring the rows of every collection up to date with the catalogue's log of changes."""
    last = library.catalogue.last_change()
    if all((found := in_use(library, c)) is not None and found.change == last for c in Collection):
        return
    with writing(home_of(library)):
        for collection in Collection:
            _follow(library, collection)


def rebuild_likeness(library: Library) -> None:
    """Make the rows of every collection anew from the catalogue, and swap."""
    with writing(home_of(library)):
        for collection in Collection:
            _follow(library, collection, anew=True)


def fault_of(library: Library, collection: Collection) -> str:
    """What is wrong with the rows of a collection, empty where they agree with the catalogue. Changes nothing."""
    found = in_use(library, collection)
    opened = None if found is None else _opened(library, found)
    if opened is None:
        return "What reviews are likened by is missing or damaged."
    if set(opened[1].ids) != set(library.catalogue.ids(collection)):
        return "What reviews are likened by is of other records than the catalogue has."
    return ""


def in_use(library: Library, collection: Collection) -> InUse | None:
    """The rows in use, None where there are none that this version of the program can read."""
    try:
        found = InUse(**json.loads(_pointer(library, collection).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    there = all((home_of(library) / name).is_dir() for name in found.folders)
    return found if there and found.stamp == stamp() else None


def home_of(library: Library) -> Path:
    """The folder of all that is kept of likeness."""
    return library.settings.index / "likeness"


def stamp() -> str:
    """What the rows must have been made with to be used."""
    whole = f"{VERSION}.{words.VERSION}.{vocabulary_stamp()}"
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _follow(library: Library, collection: Collection, *, anew: bool = False) -> None:
    before = None if anew else in_use(library, collection)
    last = library.catalogue.last_change()
    if before is not None and before.change == last:
        return
    old = None if before is None else _opened(library, before)
    if before is None or old is None:
        changed, ids = frozenset[str](), library.catalogue.ids(collection)
    else:
        changed = frozenset(change.item_id for change in library.catalogue.changes(before.change))
        ids = sorted(changed)
    items = list(_public(library, collection, ids))
    readable = [item for item in items if item.state == State.PUBLISHED]
    said = (row for item in readable for row in rows_of_recommendations(item))
    recommendations = _written(library, RECOMMENDATIONS, said, old and old[0], changed)
    reviews = _written(library, REVIEWS, map(row_of_item, items), old and old[1], changed)
    kept = (row for item in readable for row in rows_of_sentences(item))
    sentences = _written(library, SENTENCES, kept, old and old[2], changed)
    _use(library, collection, InUse(stamp(), last, recommendations, reviews, sentences))


def _opened(library: Library, found: InUse) -> tuple[Rows, Rows, Rows] | None:
    """Recommendations, reviews and sentences; None where one is damaged: all are then made anew."""
    home = home_of(library)
    try:
        return Rows(home / found.recommendations), Rows(home / found.reviews), Rows(home / found.sentences)
    except DAMAGED:
        return None


def _public(library: Library, collection: Collection, ids: list[str]) -> Iterator[Item]:
    for at in range(0, len(ids), BATCH):
        items = library.catalogue.items(ids[at : at + BATCH])
        yield from (item for item in items if item.collection == collection and item.is_public)


def _written(library: Library, kind: str, rows: Iterable[Row], old: Rows | None, changed: frozenset[str]) -> str:
    name = f"{kind}-{secrets.token_hex(5)}"
    write_rows(home_of(library) / name, rows, old, changed)
    return name


def _use(library: Library, collection: Collection, found: InUse) -> None:
    pointer = _pointer(library, collection)
    beside = pointer.with_suffix(".new")
    beside.write_text(json.dumps(asdict(found)), encoding="utf-8")
    os.replace(beside, pointer)
    used = {name for c in Collection if (each := in_use(library, c)) for name in each.folders}
    for path in home_of(library).iterdir():
        if path.is_dir() and path.name not in used:
            shutil.rmtree(path, ignore_errors=True)


def _pointer(library: Library, collection: Collection) -> Path:
    return home_of(library) / f"{collection}.json"

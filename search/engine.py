"""The only place that knows the search engine (Whoosh): its field type, its folders and its lock."""

from __future__ import annotations

import shutil
import warnings
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from repository.errors import LibraryError
from search.fields import COMPOUNDS, EXACT, WEIGHTS

with warnings.catch_warnings():
    # Whoosh 2.7.4 has escapes in its sources that newer Pythons warn of.
    warnings.simplefilter("ignore")
    from whoosh import fields, formats, index
    from whoosh.filedb.filestore import FileStorage

Postings = Mapping[str, Iterable[int]]
"""Terms and the places at which each stands, in any order."""
MEMORY = 256
"""Megabytes that a writer may fill before it puts sorted postings aside on disk."""


class CannotOpen(LibraryError):
    """The index is missing or damaged; it can always be built again from the catalogue."""

    def __init__(self, folder: Path, error: Exception) -> None:
        super().__init__(
            f"The search index in {folder} cannot be opened ({type(error).__name__}).",
            "Build it anew: case-reviews index build.",
        )


class PackedPositions(formats.Positions):  # type: ignore[misc]
    """Places of a word as four-byte numbers: faster to write and to read than the engine's own."""

    def encode(self, poslist: Iterable[int]) -> bytes:
        """Places as bytes."""
        return array("I", poslist).tobytes()

    def decode_positions(self, valuestring: bytes) -> array[int]:
        """Bytes as places."""
        return array("I", valuestring)

    def decode_frequency(self, valuestring: bytes) -> int:
        """How often the word stands there."""
        return len(valuestring) // 4


class WordsField(fields.FieldType):  # type: ignore[misc]
    """A field that takes terms with their places, already cut by `words`."""

    def __init__(self) -> None:
        super().__init__(PackedPositions(), None, scorable=True)

    def index(self, value: Postings, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each term as the engine wants it: bytes, frequency, weight, places."""
        encode = self.format.encode
        for term, places in value.items():
            packed = encode(sorted(places))
            often = len(packed) // 4
            yield term.encode("utf-8", "replace"), often, float(often), packed


def schema() -> Any:
    """The engine's schema. No text is stored: passages are cut from the catalogue's pages."""
    parts: dict[str, Any] = {name: WordsField() for name in (*WEIGHTS, EXACT, COMPOUNDS)}
    return fields.Schema(id=fields.ID(stored=True, unique=True), facts=fields.STORED, pages=fields.STORED, **parts)


def create(folder: Path) -> Any:
    """A new empty index in a folder that is made."""
    folder.mkdir(parents=True)
    return index.create_in(str(folder), schema())


def open_folder(folder: Path) -> Any:
    """The index in a folder. Raises CannotOpen."""
    try:
        return index.open_dir(str(folder))
    except Exception as error:  # a damaged file makes the engine raise anything
        raise CannotOpen(folder, error) from error


def open_reader(folder: Path) -> Any:
    """A reader of the index in a folder as it is now. Raises CannotOpen."""
    opened = open_folder(folder)
    try:
        return opened.reader()
    except Exception as error:
        raise CannotOpen(folder, error) from error


def writer(opened: Any) -> Any:
    """A writer on an index; nothing is seen by readers before its commit.

    What an interrupted writer left beside the index is removed: it may hold words that were withdrawn since.
    """
    for left in Path(opened.storage.folder).glob("*.tmp"):
        shutil.rmtree(left, ignore_errors=True)
    return opened.writer(limitmb=MEMORY)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the lock that lets one writer after the other into a folder of indexes."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileStorage(str(folder)).lock("writing")
    lock.acquire(blocking=True)
    try:
        yield
    finally:
        lock.release()

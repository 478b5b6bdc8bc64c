"""Knows the search engine (Whoosh): its field type, its folders and its lock. `engine_parts` writes its files."""

from __future__ import annotations

import warnings
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from repository.errors import LibraryError
from search.fields import COMPOUNDS, EXACT, PARTS

with warnings.catch_warnings():
    # Whoosh 2.7.4 has escapes in its sources that newer Pythons warn of.
    warnings.simplefilter("ignore")
    from whoosh import analysis, fields, formats, index, qparser
    from whoosh.codec import whoosh3 as whoosh3
    from whoosh.filedb.filestore import FileStorage

MEMORY = 512
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
    """A field of words with their places; what stands in it is given to `engine_parts`, not to the engine's writer."""

    def __init__(self) -> None:
        super().__init__(PackedPositions(), None, scorable=True)


def schema() -> Any:
    """The engine's schema. No text is stored: passages are cut from the catalogue's pages."""
    parts: dict[str, Any] = {name: WordsField() for name in (*PARTS, EXACT, COMPOUNDS)}
    return fields.Schema(id=fields.ID(stored=True, unique=True), **parts)


def create(folder: Path, codec: Any) -> Any:
    """A writer of an index in a folder that is made, in the format of a codec."""
    folder.mkdir(parents=True)
    return index.create_in(str(folder), schema()).writer(limitmb=MEMORY, codec=codec)


def open_folder(folder: Path) -> Any:
    """The index in a folder. Raises CannotOpen."""
    try:
        return index.open_dir(str(folder))
    except Exception as error:  # a damaged file makes the engine raise anything
        raise CannotOpen(folder, error) from error


def open_reader(folder: Path) -> Any:
    """A reader of the index in a folder. Raises CannotOpen."""
    opened = open_folder(folder)
    try:
        return opened.reader()
    except Exception as error:
        raise CannotOpen(folder, error) from error


def ids(folder: Path) -> frozenset[str]:
    """The ids of the items in the index in a folder. Raises CannotOpen."""
    with open_reader(folder) as reader:
        return frozenset(stored["id"] for _, stored in reader.iter_docs())


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


class Cutting(analysis.Tokenizer):  # type: ignore[misc]
    """An analyser of the engine that cuts texts as a function of a module says: terms with their places."""

    def __init__(self, terms_of: Callable[[str], Iterable[tuple[str, int]]]) -> None:
        self._terms_of = terms_of

    def __call__(self, value: str, **_: object) -> Iterator[Any]:
        token = analysis.Token(positions=True, chars=True, startchar=0, endchar=0)
        for term, place in self._terms_of(value):
            token.text, token.pos = term, place
            yield token


def create_plain(folder: Path, names: Iterable[str], analyser: Any, documents: Iterable[Mapping[str, str]]) -> Any:
    """An index of plain text fields, as the engine's handbook makes one, for comparisons; `analyser` None
    takes its default one."""
    parts: dict[str, Any] = {name: fields.TEXT(analyser) if analyser else fields.TEXT() for name in names}
    folder.mkdir(parents=True)
    opened = index.create_in(str(folder), fields.Schema(id=fields.ID(stored=True), **parts))
    writer = opened.writer(limitmb=MEMORY)
    for document in documents:
        writer.add_document(**document)
    writer.commit()
    return opened


def ask_plainly(opened: Any, query: str, weights: Mapping[str, float], most: int) -> list[str]:
    """The ids of the best documents of a plain index for a query read by the engine's own parser."""
    parser = qparser.MultifieldParser(list(weights), opened.schema, dict(weights), group=qparser.OrGroup)
    with opened.searcher() as searcher:
        return [hit["id"] for hit in searcher.search(parser.parse(query), limit=most)]

"""Writes the engine's own files from words that are in order already, a whole word at a time.

The engine's writer takes postings one by one, sorts them and looks at each again: two thirds of the time of a
build. What is written here are the same files, which the engine reads as its own; tests ask both ways.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter, sub
from pathlib import Path
from pickle import dumps
from typing import Any, NamedTuple

import numpy as np

from search.columns.files import Array
from search.columns.sorting import Layout, Sorted, firsts
from search.engine import create, whoosh3
from search.fields import COMPOUNDS, EXACT, PARTS

BLOCK = 128
"""Postings of a block, which the engine reads at once."""
_INFO = struct.Struct("!BfIBBfIIqi")
"""What the engine keeps of a term: whether its postings are kept here too (0: they are not), the sum of weights,
the number of documents, the shortest and longest field (0: not kept), the highest weight, the first and last
document, and where the postings begin and how long they are."""
_FIELD = struct.Struct("!H")
_LENGTH = struct.Struct("!i")
_ENTRY = struct.Struct("!ii")


class Term(NamedTuple):
    """A word with its documents, ascending, how often it stands in each, and its places packed."""

    word: bytes
    documents: list[int]
    often: list[float]
    places: list[bytes]


def write_part(folder: Path, ids: Sequence[str], layout: Layout) -> None:
    """Write a part with these documents, in this order, in a folder that is made."""
    fields = {name: _terms(layout, layout.terms, part) for part, name in enumerate(PARTS)}
    fields |= {EXACT: _terms(layout, layout.exacts), COMPOUNDS: _compounds(layout.compounds)}
    writer = create(folder, _Codec(fields, _lengths(layout)))
    for id in ids:
        writer.add_document(id=id)
    writer.commit()


def _terms(layout: Layout, found: Sorted, part: int | None = None) -> Iterator[Term]:
    """The words of one part, or of all."""
    here = slice(None) if part is None else np.flatnonzero(found.parts == part)
    terms, documents = found.terms[here], found.documents[here]
    # Places count from the first of their document, so that a document's are the same in every part.
    packed = (found.places[here] - layout.starts[documents]).astype(np.uint32).tobytes()
    first = firsts(terms, documents)
    ends = [*(first * 4).tolist(), len(packed)]
    places = [packed[start:end] for start, end in zip(ends, ends[1:], strict=False)]
    often = (np.diff(np.array(ends, np.int64)) / 4).tolist()
    owners = documents[first].tolist()
    begins = firsts(terms[first])
    numbers, bounds = terms[first][begins].tolist(), [*begins.tolist(), len(first)]
    for number, start, end in zip(numbers, bounds, bounds[1:], strict=False):
        yield Term(found.words[number], owners[start:end], often[start:end], places[start:end])


def _compounds(pairs: Sequence[tuple[bytes, int]]) -> Iterator[Term]:
    for word, group in groupby(pairs, itemgetter(0)):
        documents = [document for _, document in group]
        yield Term(word, documents, [1.0] * len(documents), [])


def _lengths(layout: Layout) -> Mapping[str, list[int]]:
    """How many words each field of each document has."""
    size = len(layout.entries)
    by_part = np.bincount(layout.terms.documents * len(PARTS) + layout.terms.parts, minlength=size * len(PARTS))
    lengths: dict[str, Array] = dict(zip(PARTS, by_part.reshape(size, len(PARTS)).T, strict=True))
    lengths[EXACT] = np.bincount(layout.exacts.documents, minlength=size)
    return {name: each.tolist() for name, each in lengths.items()}


class _Codec(whoosh3.W3Codec):  # type: ignore[misc]
    """The engine's format, its words given beforehand. Nothing is compressed: a quarter larger, and half as fast
    again. Lengths of fields are not kept beside the postings, where only the engine's own ranking reads them."""

    length_stats = False

    def __init__(self, fields: Mapping[str, Iterator[Term]], lengths: Mapping[str, list[int]]) -> None:
        super().__init__(compression=0)
        self.fields, self.lengths = fields, lengths

    def new_segment(self, storage: Any, indexname: str) -> Any:
        # A segment keeps its codec, to be read with: that is the engine's own.
        return whoosh3.W3Segment(whoosh3.W3Codec(compression=0), indexname)

    def per_document_writer(self, storage: Any, segment: Any) -> Any:
        return _Documents(self, storage, segment)

    def field_writer(self, storage: Any, segment: Any) -> Any:
        return _Fields(self, storage, segment)


class _Documents(whoosh3.W3PerDocWriter):  # type: ignore[misc]
    def start_doc(self, docnum: int) -> None:
        super().start_doc(docnum)
        for name, lengths in self._codec.lengths.items():
            self.add_field(name, None, None, lengths[docnum])


class _Fields(whoosh3.W3FieldWriter):  # type: ignore[misc]
    """Postings and terms, gathered and written at once: a part has some ten megabytes of them."""

    _tindex: Any

    def __init__(self, codec: Any, storage: Any, segment: Any) -> None:
        super().__init__(codec, storage, segment)
        self._tindex = _Table(self._tindex)

    def add_postings(self, schema: Any, lengths: Any, items: Any) -> None:
        """Write the words given beforehand, then what the engine itself sorted: the ids."""
        waiting: list[bytes] = []
        at = self._postfile.tell()
        for name, terms in self._codec.fields.items():
            self.start_field(name, schema[name])
            field = _FIELD.pack(self._fieldid)
            for word, documents, often, places in terms:
                written = whoosh3.WHOOSH3_HEADER_MAGIC + _blocks(documents, often, places)
                size, most = len(documents), max(often)
                info = _INFO.pack(0, sum(often), size, 0, 0, most, documents[0], documents[-1], at, len(written))
                self._tindex.add(field + word, info)
                waiting.append(written)
                at += len(written)
            self.finish_field()
        self._postfile.write(b"".join(waiting))
        super().add_postings(schema, lengths, items)


def _blocks(documents: Sequence[int], often: Sequence[float], places: Sequence[bytes]) -> bytes:
    """The postings of a term as the engine reads them: of each block its length (negative: the last), what it
    holds at most, and documents (as steps), weights and places."""
    size = len(documents)
    if size > BLOCK:
        rest = _blocks(documents[BLOCK:], often[BLOCK:], places[BLOCK:])
        documents, often, places = documents[:BLOCK], often[:BLOCK], places[:BLOCK]
    steps = (documents[0], *map(sub, documents[1:], documents))
    most = max(often)
    data = dumps((steps, None if most == 1 else tuple(often), tuple(places)), 2)
    about = _about(len(documents), documents[-1], most)
    length = len(about) + len(data)
    if size > BLOCK:
        return _LENGTH.pack(length) + about + data + rest
    return _LENGTH.pack(-length) + about + data


@lru_cache(maxsize=20_000)
def _about(size: int, last: int, most: float) -> bytes:
    return dumps((size, last, most, 0, 0, 0), 2)


class _Table:
    """The engine's table of terms: the same entries at the same places, written together at the end."""

    def __init__(self, table: Any) -> None:
        self._table = table
        self._at = table.tell()
        self._waiting: list[bytes] = []

    def add(self, key: bytes, value: bytes) -> None:
        """Add a term, greater than the one before."""
        entry = _ENTRY.pack(len(key), len(value)) + key + value
        hashed = self._table.hashfn(key)
        self._table.buckets[hashed & 255].append((hashed, self._at))
        self._table.index.append(self._at)
        self._waiting.append(entry)
        self._at += len(entry)

    def close(self) -> None:
        """Write all."""
        self._table.dbfile.write(b"".join(self._waiting))
        self._table.close()

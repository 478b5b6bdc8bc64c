"""Writes a sheet again without some of its reviews, by copying what stands between their words.

What is looked for grows with the reviews that go, not with the sheet; the rest is copied as it lies. Places keep
their numbers: those of the reviews that are gone stay free.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from search.columns.dictionary import END, blocks_of
from search.columns.files import Array, write_array, write_pieces
from search.columns.sheet import Words

AT_ONCE = 4_000_000
"""Postings renumbered at once, so that the memory needed does not grow with the library."""


def drop_words(folder: Path, kind: str, words: Words, kept: Array, bounds: Array) -> int:
    """Write one kind of words without the documents that are not kept (a truth value for each; `bounds` of all of
    them); returns how many words are left."""
    lost = _lost_postings(words.documents, kept)
    owners = np.searchsorted(words.starts, lost, side="right") - 1
    gaps = np.array(list(_lost_places(words, lost, owners, bounds)), np.int64).reshape(-1, 2)
    starts = words.starts - np.searchsorted(lost, words.starts)
    lost_before = np.concatenate((np.zeros(1, np.int64), np.cumsum(gaps[:, 1] - gaps[:, 0])))
    place_starts = words.place_starts - lost_before[np.searchsorted(owners, np.arange(len(words.starts)))]
    # A word that lost all it had is one that touched words alone can be.
    touched = np.unique(owners)
    gone = touched[starts[touched] == starts[touched + 1]]
    _drop_lines(folder, kind, words, gone)
    write_array(folder, f"{kind}-starts", np.delete(starts, gone))
    write_array(folder, f"{kind}-place_starts", np.delete(place_starts, gone))
    write_pieces(folder, f"{kind}-documents", np.uint32, _renumbered(words.documents, kept))
    rows = np.stack((lost, lost + 1), axis=1)
    write_pieces(folder, f"{kind}-counts", np.float32, _between(words.counts, rows))
    write_pieces(folder, f"{kind}-parts", np.uint8, _between(words.parts, rows))
    write_pieces(folder, f"{kind}-places", np.uint32, _between(words.places, gaps))
    return len(words.starts) - 1 - len(gone)


def _lost_postings(documents: Array, kept: Array) -> Array:
    gone = np.flatnonzero(~kept)
    pieces = (slice(at, at + AT_ONCE) for at in range(0, len(documents), AT_ONCE))
    if len(gone) == 1:  # one comparison is quicker than a look at a list
        found = [piece.start + np.flatnonzero(documents[piece] == gone[0]) for piece in pieces]
    else:
        found = [piece.start + np.flatnonzero(~kept[documents[piece]]) for piece in pieces]
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _lost_places(words: Words, lost: Array, owners: Array, bounds: Array) -> Iterator[tuple[int, int]]:
    """Of each lost posting the rows of its places: those of its word that its document has."""
    limits = bounds[words.documents[lost]][:, [0, -1]]
    firsts, afters = words.place_starts[owners].tolist(), words.place_starts[owners + 1].tolist()
    for first, after, limit in zip(firsts, afters, limits, strict=True):
        begin, end = np.searchsorted(words.places[first:after], limit).tolist()
        yield first + begin, first + end


def _drop_lines(folder: Path, kind: str, words: Words, gone: Array) -> None:
    blob = words.dictionary.blob
    starts = np.concatenate((np.zeros(1, np.int64), np.flatnonzero(blob == ord(END)) + 1))
    lines = np.stack((starts[gone], starts[gone + 1]), axis=1)
    write_pieces(folder, f"{kind}-blob", np.uint8, _between(blob, lines))
    lengths = np.delete(np.diff(starts), gone)
    write_array(folder, f"{kind}-blocks", blocks_of(np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))))


def _renumbered(documents: Array, kept: Array) -> Iterator[Array]:
    numbers = (np.cumsum(kept) - 1).astype(np.uint32)
    for at in range(0, len(documents), AT_ONCE):
        piece = documents[at : at + AT_ONCE]
        yield numbers[piece[kept[piece]]]


def _between(values: Array, gaps: Array) -> Iterator[Array]:
    """What stands before, between and after gaps, each a first row and the one after the last, ascending."""
    done = 0
    for first, after in gaps.tolist():
        if first > done:
            yield values[done:first]
        done = after
    yield values[done:]

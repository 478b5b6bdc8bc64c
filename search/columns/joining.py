"""Makes one sheet of several, without the reviews that are gone: no word of theirs is in the files afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from search.columns.dropping import drop_words
from search.columns.files import Array, write_array
from search.columns.sheet import ABOUT, KINDS, PAGE_COLUMNS, Sheet, Words, fact_lines, write_fact_lines
from search.columns.writing import write_dictionary

AT_ONCE = 2_000_000
"""Places moved at once, so that the memory needed does not grow with the library."""


@dataclass(frozen=True)
class Source:
    """A sheet, its folder, and which of its documents are kept (a truth value for each)."""

    folder: Path
    sheet: Sheet
    kept: Array


@dataclass(frozen=True)
class _Moved:
    """How documents and places of a source are numbered in the new sheet: `documents` by old number;
    `offset` is added to its places; `gaps` are the ranges of places that are dropped."""

    kept: Array
    documents: Array
    offset: int
    gaps: Array


def join_sheets(sources: Sequence[Source], folder: Path) -> None:
    """Write one sheet with the kept documents of all sources, in their order, in a folder that is made."""
    folder.mkdir(parents=True)
    moved = list(_moves(sources))
    about: dict[str, object] = {"documents": int(sum(source.kept.sum() for source in sources))}
    for kind in KINDS:
        parts = [source.sheet.words[kind] for source in sources]
        if len(sources) == 1:
            about[kind] = drop_words(folder, kind, parts[0], sources[0].kept, sources[0].sheet.bounds)
        else:
            about[kind] = _join_words(folder, kind, parts, moved)
    bounds = [s.sheet.bounds[s.kept].astype(np.int64) + m.offset for s, m in zip(sources, moved, strict=True)]
    write_array(folder, "bounds", np.concatenate(bounds).astype(np.uint32).ravel())
    about["files"] = _join_pages(folder, sources, moved)
    facts = (zip(fact_lines(source.folder), source.kept.tolist(), strict=True) for source in sources)
    write_fact_lines(folder, (line for lines in facts for line, kept in lines if kept))
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")


def _moves(sources: Sequence[Source]) -> Iterator[_Moved]:
    documents = offset = 0
    for source in sources:
        bounds, kept = source.sheet.bounds, source.kept
        numbers = np.cumsum(kept) - 1 + documents
        yield _Moved(kept, numbers.astype(np.uint32), offset, bounds[~kept][:, [0, -1]])
        documents += int(kept.sum())
        offset += int(bounds[-1, -1]) if len(bounds) else 0


def _join_words(folder: Path, kind: str, parts: Sequence[Words], moved: Sequence[_Moved]) -> int:
    """Write one kind of words; returns how many there are."""
    kept = [_kept_lengths(words, move) for words, move in zip(parts, moved, strict=True)]
    merged, ranks = _merged_words(parts, [postings > 0 for postings, _ in kept])
    write_dictionary(folder, kind, merged)
    targets = _targets(ranks, [postings for postings, _ in kept], len(merged))
    write_array(folder, f"{kind}-starts", targets.starts)
    outs = {
        name: _empty(folder, f"{kind}-{name}", dtype, int(targets.starts[-1]))
        for name, dtype in (("documents", np.uint32), ("counts", np.float32), ("parts", np.uint8))
    }
    for words, move, at, (postings, _) in zip(parts, moved, targets.rows, kept, strict=True):
        for rows, piece in _pieces(words.starts):
            keep = move.kept[words.documents[piece]]
            to = _spread(at[rows], postings[rows])
            outs["documents"][to] = move.documents[words.documents[piece][keep]]
            outs["counts"][to] = words.counts[piece][keep]
            outs["parts"][to] = words.parts[piece][keep]
    targets = _targets(ranks, [places for _, places in kept], len(merged))
    write_array(folder, f"{kind}-place_starts", targets.starts)
    out = _empty(folder, f"{kind}-places", np.uint32, int(targets.starts[-1]))
    for words, move, at, (_, places) in zip(parts, moved, targets.rows, kept, strict=True):
        for rows, piece in _pieces(words.place_starts):
            found = words.places[piece]
            out[_spread(at[rows], places[rows])] = found[_outside(found, move.gaps)] + np.uint32(move.offset)
    return len(merged)


@dataclass(frozen=True)
class _Targets:
    """Where things go: the start of each merged word, and for each source the start of each of its words."""

    starts: Array
    rows: list[Array]


def _targets(ranks: Sequence[Array], lengths: Sequence[Array], size: int) -> _Targets:
    totals = np.zeros(size + 1, np.int64)
    for rank, length in zip(ranks, lengths, strict=True):
        totals[rank + 1] += np.where(rank >= 0, length, 0)
    starts = np.cumsum(totals)
    filled = starts[:-1].copy()
    rows = []
    for rank, length in zip(ranks, lengths, strict=True):
        at = np.zeros(len(rank), np.int64)
        there = rank >= 0
        at[there] = filled[rank[there]]
        filled[rank[there]] += length[there]
        rows.append(at)
    return _Targets(starts, rows)


def _kept_lengths(words: Words, move: _Moved) -> tuple[Array, Array]:
    """How many postings and how many places of each word are kept."""
    postings, places = np.diff(words.starts), np.diff(words.place_starts)
    if move.kept.all():
        return postings, places
    lost_postings = np.flatnonzero(~move.kept[words.documents])
    lost_places = np.concatenate(
        [
            piece.start + np.flatnonzero(~_outside(words.places[piece], move.gaps))
            for _, piece in _pieces(words.place_starts)
        ]
        or [np.empty(0, np.int64)]
    )
    return (
        postings - np.diff(np.searchsorted(lost_postings, words.starts)),
        places - np.diff(np.searchsorted(lost_places, words.place_starts)),
    )


def _outside(places: Array, gaps: Array) -> Array:
    """Which places are in none of the gaps."""
    kept = np.ones(len(places), np.bool_)
    for first, after in gaps.tolist():
        kept &= (places < first) | (places >= after)
    return kept


def _merged_words(parts: Sequence[Words], kept: Sequence[Array]) -> tuple[list[bytes], list[Array]]:
    """All words that are kept, sorted, and for each source the new number of each of its words (-1: gone)."""
    lists = [list(words.dictionary) for words in parts]
    together: set[bytes] = set()
    for words, keep in zip(lists, kept, strict=True):
        together.update(words if keep.all() else (w for w, k in zip(words, keep.tolist(), strict=True) if k))
    merged = sorted(together)
    number = {word: at for at, word in enumerate(merged)}
    ranks = [np.fromiter((number.get(word, -1) for word in words), np.int64, len(words)) for words in lists]
    return merged, [np.where(keep, rank, -1) for keep, rank in zip(kept, ranks, strict=True)]


def _pieces(starts: Array) -> Iterator[tuple[slice, slice]]:
    """Words in runs of about AT_ONCE rows: the words, and their rows."""
    first = 0
    while first < len(starts) - 1:
        last = int(np.searchsorted(starts, starts[first] + AT_ONCE, side="right")) - 1
        last = min(max(last, first + 1), len(starts) - 1)
        yield slice(first, last), slice(int(starts[first]), int(starts[last]))
        first = last


def _spread(starts: Array, lengths: Array) -> Array:
    """For runs that begin at `starts` and have `lengths`: every index of every run."""
    ends = np.cumsum(lengths)
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(int(ends[-1]) if len(ends) else 0)


def _empty(folder: Path, name: str, dtype: type[np.generic], length: int) -> Array:
    """An array in a file, to be filled."""
    path = folder / f"{name}.{np.dtype(dtype).str[1:]}"
    if not length:
        path.touch()
        return np.empty(0, dtype)
    return np.memmap(path, dtype, "w+", shape=(length,))


def _join_pages(folder: Path, sources: Sequence[Source], moved: Sequence[_Moved]) -> list[str]:
    files: list[str] = []
    columns: list[list[Array]] = [[] for _ in PAGE_COLUMNS]
    paragraphs: list[Array] = []
    count = 0
    for source, move in zip(sources, moved, strict=True):
        sheet = source.sheet
        keep, keep_paragraphs = _outside(sheet.page_starts, move.gaps), _outside(sheet.paragraph_starts, move.gaps)
        used = np.unique(sheet.page_files[keep])
        rank = np.zeros(len(sheet.files), np.int64)
        rank[used] = np.arange(len(used)) + len(files)
        files += (sheet.files[number] for number in used.tolist())
        columns[0].append(sheet.page_starts[keep] + np.uint32(move.offset))
        columns[1].append(sheet.page_numbers[keep])
        columns[2].append(rank[sheet.page_files[keep]].astype(np.uint32))
        before = np.cumsum(keep_paragraphs) - keep_paragraphs + count
        columns[3].append(before[sheet.page_paragraphs[keep]].astype(np.uint32))
        paragraphs.append(sheet.paragraph_starts[keep_paragraphs] + np.uint32(move.offset))
        count += len(paragraphs[-1])
    for name, column in zip(PAGE_COLUMNS, columns, strict=True):
        write_array(folder, name, np.concatenate(column))
    write_array(folder, "paragraph_starts", np.concatenate(paragraphs))
    return files

"""Builds pieces of an index: reads items, and writes their words for the engine and as columns.

A part is a small index of the engine with a bounded number of words: whoever is withdrawn, only one part has
to be written again. A sheet holds the same words as columns. Both come from one reading.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from repository.records.items import Item
from repository.settings import Settings
from repository.store.library import Library, open_library
from search.columns.sorting import lay_out
from search.columns.writing import write_sheet
from search.engine_parts import write_part
from search.entries import Entry, entry_of
from search.reading import Reader

WORDS = 200_000
"""Words of a part, about: ten full-length reviews, written again in some 1.4 seconds. Parts of 125,000 take a tenth
more time to build, those of 500,000 no less."""
REST = 2
"""What is left for a process to read is made a part of its own from this share of WORDS; less joins the last one."""
AT_ONCE = 100
"""Items that a process is handed at a time."""
MOST_PIECES = 250_000
"""Different pieces between spaces after which a reader begins anew, so that its memory stays bounded."""


@dataclass(frozen=True)
class Built:
    """A part with its ids and words, and the name of the sheet of the same items (empty without one)."""

    part: str
    ids: tuple[str, ...]
    words: int
    sheet: str


def build(library: Library, folder: Path, ids: Sequence[str], *, sheets: bool = True) -> Iterator[Built]:
    """Write parts, and sheets if wanted, of the public items among these into a folder. Many items are shared
    out among the processors."""
    runs = [ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE)]
    processes = min(len(runs), os.cpu_count() or 1)
    if processes < 2:
        yield from _build_run(library, folder, ids, sheets)
        return
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        jobs = [pool.submit(_in_process, library.settings, folder, run, sheets) for run in runs]
        for job in jobs:
            yield from job.result()


def new_name(kind: str) -> str:
    """A folder name that no other has."""
    return f"{kind}-{secrets.token_hex(5)}"


def _in_process(settings: Settings, folder: Path, ids: Sequence[str], sheets: bool) -> list[Built]:
    with open_library(settings) as library:
        return list(_build_run(library, folder, ids, sheets))


_reader = Reader()


def _build_run(library: Library, folder: Path, ids: Sequence[str], sheets: bool) -> Iterator[Built]:
    global _reader
    entries: list[Entry] = []
    words = 0
    for read, item in enumerate(_public(library, ids), start=1):
        entries.append(entry_of(item, library.catalogue.pages, _reader))
        words += entries[-1].words
        if words >= WORDS and (len(ids) - read) * words * REST >= WORDS * len(entries):
            yield _write(folder, entries, words, sheets)
            entries, words = [], 0
            if _reader.size > MOST_PIECES:
                _reader = Reader()
    if entries:
        yield _write(folder, entries, words, sheets)


def _public(library: Library, ids: Sequence[str]) -> Iterator[Item]:
    for at in range(0, len(ids), 20):
        yield from (item for item in library.catalogue.items(ids[at : at + 20]) if item.is_public)


def _write(folder: Path, entries: Sequence[Entry], words: int, sheets: bool) -> Built:
    built = Built(
        new_name("part"),
        tuple(entry.facts["id"] for entry in entries),
        words,
        new_name("sheet") if sheets else "",
    )
    layout = lay_out(entries, _reader)
    write_part(folder / built.part, built.ids, layout)
    if sheets:
        write_sheet(folder / built.sheet, layout)
    return built

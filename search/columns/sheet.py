"""A sheet: the words of some reviews, each with the reviews it stands in, what it counts there, and its places.

All reviews of a sheet share one row of places, one after the other, so that a word's places are one sorted
array and a phrase is a comparison of two. Documents are numbered from 0 within the sheet.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from search.columns.dictionary import Dictionary
from search.columns.files import Array, open_arrays
from search.fields import PARTS

TERMS, EXACT, COMPOUNDS = "terms", "exact", "compounds"
KINDS = (TERMS, EXACT, COMPOUNDS)
ABOUT, FACTS = "about.json", "facts.jsonl"
SMALL = 128
PAGE_COLUMNS = ("page_starts", "page_numbers", "page_files", "page_paragraphs")


@dataclass(frozen=True)
class Words:
    """One kind of words. Of word n the postings are `starts[n]:starts[n + 1]` of `documents` (ascending),
    `counts` (what the word counts there by BM25F) and `parts` (the fields it stands in, as bits in the order
    of PARTS; among words as they stand also SMALL where the word is somewhere written in small letters);
    its places are `place_starts[n]:place_starts[n + 1]` of `places`, ascending."""

    dictionary: Dictionary
    starts: Array
    documents: Array
    counts: Array
    parts: Array
    place_starts: Array
    places: Array


@dataclass(frozen=True)
class Sheet:
    """An opened sheet. `bounds` has a row for each document: the first place of each of PARTS and the first
    place after. Of each page, ascending, `page_starts` is the first place, `page_numbers` the number in its file,
    `page_files` the file (an index of `files`, publication ids) and `page_paragraphs` the first of its paragraphs
    in `paragraph_starts`, which are first places too."""

    size: int
    words: dict[str, Words]
    bounds: Array
    page_starts: Array
    page_numbers: Array
    page_files: Array
    page_paragraphs: Array
    paragraph_starts: Array
    files: tuple[str, ...]


def open_sheet(folder: Path) -> Sheet:
    """The sheet in a folder. Raises OSError, ValueError, KeyError where it is damaged."""
    about: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    arrays = open_arrays(folder)
    words = {}
    for kind in KINDS:
        dictionary = Dictionary(arrays[f"{kind}-blob"], arrays[f"{kind}-blocks"], about[kind])
        names = ("starts", "documents", "counts", "parts", "place_starts", "places")
        words[kind] = Words(dictionary, *(arrays[f"{kind}-{name}"] for name in names))
    bounds = arrays["bounds"].reshape(-1, len(PARTS) + 1)
    if len(bounds) != about["documents"]:
        raise ValueError(f"{folder} has {len(bounds)} documents, not {about['documents']}")
    return Sheet(
        len(bounds),
        words,
        bounds,
        arrays["page_starts"],
        arrays["page_numbers"],
        arrays["page_files"],
        arrays["page_paragraphs"],
        arrays["paragraph_starts"],
        tuple(about["files"]),
    )


def write_facts(folder: Path, facts: Iterable[Mapping[str, Any]]) -> None:
    """Write the facts of a sheet's documents, a line each."""
    lines = (json.dumps(each, ensure_ascii=False) for each in facts)
    (folder / FACTS).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def read_facts(folder: Path) -> list[dict[str, Any]]:
    """The facts of a sheet's documents, in order."""
    return [json.loads(line) for line in fact_lines(folder)]


def fact_lines(folder: Path) -> list[bytes]:
    """The same as they are written, to be moved to another sheet without being read."""
    return (folder / FACTS).read_bytes().split(b"\n")[:-1]


def write_fact_lines(folder: Path, lines: Iterable[bytes]) -> None:
    """Write facts that were moved from other sheets."""
    (folder / FACTS).write_bytes(b"".join(line + b"\n" for line in lines))


def documents_at(bounds: Array, places: Array) -> Array:
    """The document that each place belongs to."""
    return np.searchsorted(bounds[:, 0], places, side="right") - 1


def parts_at(bounds: Array, places: Array) -> tuple[Array, Array]:
    """The document and the part (an index of PARTS) that each place belongs to."""
    at = np.searchsorted(bounds[:, :-1].ravel(), places, side="right") - 1
    return at // len(PARTS), at % len(PARTS)

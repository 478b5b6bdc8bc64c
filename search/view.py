"""An index opened for searching: its sheets of words one after the other, and the table of its reviews."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np

from search.alike import MOST, Neighbours, one_letter_apart
from search.columns.files import Array
from search.columns.sheet import COMPOUNDS, EXACT, SMALL, TERMS, Sheet, Words, open_sheet
from search.columns.table import Table, open_table
from search.columns.writing import place_weights
from search.engine import CannotOpen
from search.naming_people import vocabulary_words

FEWEST_ITEMS = 2
"""Items that must have a word in small letters before it is offered to anyone: a name never is."""


@dataclass(frozen=True)
class Placed:
    """A sheet and the number of its first document in the index."""

    first: int
    sheet: Sheet

    @property
    def documents(self) -> slice:
        """Its documents among those of the index."""
        return slice(self.first, self.first + self.sheet.size)

    @cached_property
    def neighbours(self) -> Neighbours:
        """Its words as they stand, to be found by their slips."""
        return Neighbours(self.sheet.words[EXACT].dictionary)

    @cached_property
    def place_weights(self) -> Array:
        """What a word counts at a place, by document and part."""
        return place_weights(self.sheet.bounds.astype(np.int64))


class View:
    """One state of one index, for any number of threads. Documents are numbers from 0; a set of them is an
    array with a truth value for each. Raises CannotOpen."""

    def __init__(self, folder: Path, sheets: Sequence[str], table: str) -> None:
        try:
            self.table: Table = open_table(folder / table)
            self.sheets: list[Placed] = []
            first = 0
            for name in sheets:
                self.sheets.append(Placed(first, open_sheet(folder / name)))
                first += self.sheets[-1].sheet.size
            if first != self.table.size:
                raise ValueError(f"{first} documents in the sheets, {self.table.size} in the table")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CannotOpen(folder, error) from error

    @property
    def size(self) -> int:
        """How many documents there are."""
        return self.table.size

    def sheet_of(self, document: int) -> tuple[Placed, int]:
        """The sheet of a document and its number there."""
        placed = next(placed for placed in reversed(self.sheets) if placed.first <= document)
        return placed, document - placed.first

    @cached_property
    def document_of_publication(self) -> Mapping[str, int]:
        """The document of each publication that has pages."""
        found: dict[str, int] = {}
        for placed in self.sheets:
            sheet = placed.sheet
            files, at = np.unique(sheet.page_files, return_index=True)
            owners = np.searchsorted(sheet.bounds[:, 0], sheet.page_starts[at], side="right") - 1 + placed.first
            found.update(zip((sheet.files[n] for n in files.tolist()), owners.tolist(), strict=True))
        return found

    def has_word(self, text: str, *, exact: bool) -> bool:
        """Whether any document has a word."""
        key, kind = text.encode("utf-8", "replace"), EXACT if exact else TERMS
        return any(placed.sheet.words[kind].dictionary.find(key) >= 0 for placed in self.sheets)

    def splits(self, joined: str) -> tuple[tuple[str, ...], ...]:
        """How a word is also written in parts, as far as the library shows: multi agency for multiagency."""
        found: dict[tuple[str, ...], None] = {}
        for placed in self.sheets:
            dictionary = placed.sheet.words[COMPOUNDS].dictionary
            first, after = dictionary.beginning(f"{joined}=".encode("utf-8", "replace"))
            for number in islice(range(first, after), 3):
                found.setdefault(tuple(dictionary.word(number).decode().partition("=")[2].split(" ")))
        return tuple(found)

    def alike(self, word: str) -> tuple[str, ...]:
        """The words that differ from a word by one letter, those of most documents first, at most MOST."""
        asked = [found.encode() for found in one_letter_apart(word)] if word.isascii() else []
        documents: dict[str, int] = {}
        for placed in self.sheets:
            words = placed.sheet.words[EXACT]
            for number in placed.neighbours.find(asked):
                found = words.dictionary.word(number).decode()
                documents[found] = documents.get(found, 0) + int(words.starts[number + 1] - words.starts[number])
        return tuple(sorted(documents, key=lambda found: (-documents[found], found))[:MOST])

    def may_be_offered(self, word: str) -> bool:
        """Whether a word may be shown to somebody who did not type it."""
        return word in self.offered or word in vocabulary_words()

    @cached_property
    def offered(self) -> Mapping[str, int]:
        """Words that FEWEST_ITEMS documents have in small letters, and how many do: what may be offered instead
        of an unknown word, besides those of the vocabularies."""
        counts: dict[bytes, int] = {}
        for placed in self.sheets:
            words = placed.sheet.words[EXACT]
            for word, items in zip(words.dictionary, _written_small(words).tolist(), strict=True):
                if items:
                    counts[word] = counts.get(word, 0) + items
        return {
            text: items
            for word, items in counts.items()
            if items >= FEWEST_ITEMS and len(text := word.decode()) > 3 and text.isalpha()
        }

    @cached_property
    def near_words(self) -> Sequence[str]:
        """Words of the library that may be offered: those that are, and those of the vocabularies that it has."""
        known = sorted(word for word in vocabulary_words() if word.isalpha() and len(word) > 3)
        return list(dict.fromkeys([*self.offered, *(word for word in known if self.has_word(word, exact=True))]))

    def words(self, kind: str) -> Iterator[tuple[Placed, Words]]:
        """The words of a kind, sheet by sheet."""
        for placed in self.sheets:
            yield placed, placed.sheet.words[kind]


def _written_small(words: Words) -> Array:
    small = np.concatenate((np.zeros(1, np.int64), np.cumsum((words.parts & SMALL) != 0)))
    return np.diff(small[words.starts])

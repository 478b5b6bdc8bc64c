"""Reads the texts of reviews into numbers: every word and spelling gets one, and keeps its place.

A word is taken apart once, however often it stands there; the rest is arithmetic on whole arrays. What is
found is what `words.read_words` finds, a hundred times as fast.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from search.words import labels_in, may_label, paragraphs_of, raw_words, read_alone

Numbers = NDArray[np.uint32]


@dataclass(frozen=True)
class Standing:
    """Terms (by number) and the places at which they stand, side by side, in no order."""

    terms: Numbers
    places: Numbers


@dataclass(frozen=True)
class TextRead:
    """A text read: by which terms its words are found, the words as they stand, the numbers of those that are
    somewhere written small, those of the compounds in it, for each page the places where its paragraphs begin,
    and the first place after it."""

    found: Standing
    exact: Standing
    small: frozenset[int]
    compounds: frozenset[int]
    pages: tuple[tuple[int, ...], ...]
    after: int


class Numbering:
    """Gives every text of a kind (term, exact form, compound) a number, from 0, in the order of arrival."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text."""
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return found


class _Raw(dict[str, int]):
    """Numbers of words as written; a new one is handed to `learn`."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, raw: str) -> int:
        self[raw] = number = len(self)
        self._reader.learn(raw)
        return number


class Reader:
    """Reads texts one after the other; all of them share one numbering."""

    def __init__(self) -> None:
        self.terms, self.exacts, self.compounds = Numbering(), Numbering(), Numbering()
        self._raw = _Raw(self)
        self._width, self._term, self._exact, self._compound = array("I"), array("I"), array("I"), array("i")
        self._more: dict[int, tuple[tuple[int, int, bool], ...]] = {}
        self._has_more, self._small = array("b"), array("b")

    def learn(self, raw: str) -> None:
        """Take a new word apart: its first term and form, and all others with how far they stand from it."""
        words = read_alone(raw)
        rest: list[tuple[int, int, bool]] = []
        for offset, word in enumerate(words):
            rest += ((offset, self.terms.number(term), False) for term in word.terms)
            rest += ((offset, self.exacts.number(form), True) for form in word.exacts)
        first, form = words[0].forms.terms[0], words[0].forms.exact
        usual = (0, self.terms.number(first), False), (0, self.exacts.number(form), True)
        self._width.append(len(words))
        self._small.append(raw.islower())
        self._term.append(usual[0][1])
        self._exact.append(usual[1][1])
        more = tuple(each for each in rest if each not in usual)
        self._has_more.append(bool(more))
        if more:
            self._more[len(self._raw) - 1] = more
        joined = words[0].joined
        self._compound.append(
            -1
            if joined is None
            else self.compounds.number(f"{joined.exact}={' '.join(word.forms.exact for word in words)}")
        )

    def read(self, pages: Iterable[str], start: int) -> TextRead:
        """Read pages, the first word at the place `start`. Paragraphs have one place free between them,
        pages have none, so that a phrase goes on from one to the next."""
        raws: list[list[str]] = []
        gaps: list[int] = []
        first_words: list[list[int]] = []
        labels: list[tuple[int, int]] = []
        count = 0
        for page in pages:
            first_words.append([])
            for number, paragraph in enumerate(paragraphs_of(page)):
                if number:
                    gaps.append(count)
                first_words[-1].append(count)
                words = raw_words(paragraph)
                if may_label(paragraph):
                    labels += ((count + at, self.terms.number(term)) for at, term in labels_in(paragraph))
                raws.append(words)
                count += len(words)
        numbers = np.fromiter(map(self._raw.__getitem__, chain.from_iterable(raws)), np.uint32, count)
        starts = self._places(numbers, gaps, start)
        pages_at = tuple(tuple(starts[each].tolist()) for each in first_words)
        return self._standing(numbers, starts[:-1], labels, pages_at, self._after(numbers, starts, start))

    def _places(self, numbers: Numbers, gaps: Sequence[int], start: int) -> Numbers:
        """The place of each word, and at the end the place after all of them and the gaps behind them."""
        steps = np.zeros(len(numbers) + 1, np.uint32)
        steps[1:] = np.frombuffer(self._width, np.uint32)[numbers]
        np.add.at(steps, np.asarray(gaps, np.intp), 1)
        return np.cumsum(steps, dtype=np.uint32) + np.uint32(start)

    def _after(self, numbers: Numbers, starts: Numbers, start: int) -> int:
        return int(starts[-2]) + self._width[int(numbers[-1])] if len(numbers) else start

    def _standing(
        self,
        numbers: Numbers,
        starts: Numbers,
        labels: Sequence[tuple[int, int]],
        pages: tuple[tuple[int, ...], ...],
        after: int,
    ) -> TextRead:
        terms = [np.frombuffer(self._term, np.uint32)[numbers]]
        exacts = [np.frombuffer(self._exact, np.uint32)[numbers]]
        term_places, exact_places = [starts], [starts]
        more: tuple[list[int], list[int], list[int], list[int]] = [], [], [], []
        for at in np.flatnonzero(np.frombuffer(self._has_more, np.int8)[numbers]).tolist():
            place = int(starts[at])
            for offset, number, exact in self._more[int(numbers[at])]:
                more[2 * exact].append(number)
                more[2 * exact + 1].append(place + offset)
        for at, label in labels:
            more[0].append(label)
            more[1].append(int(starts[at]))
        for kept, extra in zip((terms, term_places, exacts, exact_places), more, strict=True):
            kept.append(np.asarray(extra, np.uint32))
        compounds = np.frombuffer(self._compound, np.int32)[numbers]
        return TextRead(
            Standing(np.concatenate(terms), np.concatenate(term_places)),
            Standing(np.concatenate(exacts), np.concatenate(exact_places)),
            frozenset(np.unique(exacts[0][np.frombuffer(self._small, np.bool_)[numbers]]).tolist()),
            frozenset(np.unique(compounds[compounds >= 0]).tolist()),
            pages,
            after,
        )

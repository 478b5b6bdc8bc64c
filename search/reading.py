"""Reads the texts of reviews into numbers: every word and spelling gets one, and keeps its place.

A piece between two spaces is taken apart once, however often it stands there; the rest is arithmetic on whole
arrays. What is found is what `words.read_words` finds.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from search.words import is_code, labels_in, may_stand_before_label, paragraphs_of, raw_words, read_alone

Numbers = NDArray[np.uint32]
ALONE, AMONG = 1, 2
"""A piece may be the letter or number of a label: by itself, or among other words of the same piece."""


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


class _Pieces(dict[str, int]):
    """Numbers of pieces between spaces; a new one is handed to `learn`."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, piece: str) -> int:
        self[piece] = number = len(self)
        self._reader.learn(piece)
        return number


@dataclass(frozen=True)
class _Rest:
    """What a piece is found by besides its first term and form: how far from its beginning, which number, and
    whether that is a form as it stands."""

    found: tuple[tuple[int, int, bool], ...] = ()
    small: tuple[int, ...] = ()
    compounds: tuple[int, ...] = ()


_NO_REST = _Rest()


class Reader:
    """Reads texts one after the other; all of them share one numbering."""

    def __init__(self) -> None:
        self.terms, self.exacts, self.compounds = Numbering(), Numbering(), Numbering()
        self._pieces = _Pieces(self)
        self._width, self._term, self._exact = array("I"), array("I"), array("I")
        self._small, self._may_label, self._before_label = array("b"), array("b"), array("b")
        self._rest: dict[int, _Rest] = {}
        self._has_rest = array("b")

    @property
    def size(self) -> int:
        """How many different pieces were read."""
        return len(self._pieces)

    def learn(self, piece: str) -> None:
        """Take a new piece apart: its first term and form, and all others with how far they stand from it."""
        found: list[tuple[int, int, bool]] = []
        small: list[int] = []
        compounds: list[int] = []
        raws, width = raw_words(piece), 0
        for raw in raws:
            words = read_alone(raw)
            for offset, word in enumerate(words, start=width):
                found += ((offset, self.terms.number(term), False) for term in word.terms)
                found += ((offset, self.exacts.number(form), True) for form in word.exacts)
            if raw.islower():
                small.append(self.exacts.number(words[0].forms.exact))
            if words[0].joined is not None:
                parts = " ".join(word.forms.exact for word in words)
                compounds.append(self.compounds.number(f"{words[0].joined.exact}={parts}"))
            width += len(words)
        self._keep(width, found, small, compounds)
        self._may_label.append(any(map(is_code, raws)) * (ALONE if len(raws) == 1 else AMONG))
        self._before_label.append(bool(raws) and may_stand_before_label(raws[-1]))

    def _keep(
        self, width: int, found: Sequence[tuple[int, int, bool]], small: Sequence[int], compounds: Sequence[int]
    ) -> None:
        term, form = (next((n for at, n, exact in found if not at and exact is kind), 0) for kind in (False, True))
        more = tuple(each for each in found if each not in ((0, term, False), (0, form, True)))
        rest = _Rest(more, tuple(n for n in small if n != form), tuple(compounds))
        if rest != _NO_REST:
            self._rest[len(self._width)] = rest
        self._has_rest.append(rest != _NO_REST)
        self._width.append(width)
        self._term.append(term)
        self._exact.append(form)
        self._small.append(form in small)

    def read(self, pages: Iterable[str], start: int) -> TextRead:
        """Read pages, the first word at the place `start`. Paragraphs have one place free between them,
        pages have none, so that a phrase goes on from one to the next."""
        texts: list[str] = []
        pieces: list[list[str]] = []
        gaps: list[int] = []
        firsts: list[int] = []
        paragraphs: list[slice] = []
        count = 0
        for page in pages:
            begun = len(texts)
            for number, paragraph in enumerate(paragraphs_of(page)):
                if number:
                    gaps.append(count)
                firsts.append(count)
                texts.append(paragraph)
                # No word goes on over a space.
                pieces.append(paragraph.split())
                count += len(pieces[-1])
            paragraphs.append(slice(begun, len(texts)))
        numbers = np.fromiter(map(self._pieces.__getitem__, chain.from_iterable(pieces)), np.uint32, count)
        starts = self._places(numbers, gaps, start)
        labels = list(self._labels(numbers, firsts, texts, starts))
        places = starts[firsts].tolist() if firsts else []
        pages_at = tuple(tuple(places[page]) for page in paragraphs)
        return self._standing(numbers, starts, labels, pages_at, start)

    def _places(self, numbers: Numbers, gaps: Sequence[int], start: int) -> Numbers:
        """The place of each piece, and at the end the place after all of them and the gaps behind them."""
        steps = np.zeros(len(numbers) + 1, np.uint32)
        steps[1:] = np.frombuffer(self._width, np.uint32)[numbers]
        np.add.at(steps, np.asarray(gaps, np.intp), 1)
        return np.cumsum(steps, dtype=np.uint32) + np.uint32(start)

    def _labels(
        self, numbers: Numbers, firsts: Sequence[int], texts: Sequence[str], starts: Numbers
    ) -> Iterator[tuple[int, int]]:
        """The labels in texts: places and terms. Only paragraphs are looked at in which a letter or number follows
        a word that it may label."""
        codes = np.frombuffer(self._may_label, np.int8)[numbers]
        if not codes.any():
            return
        before = np.frombuffer(self._before_label, np.bool_)[numbers]
        words = np.flatnonzero(np.frombuffer(self._width, np.uint32)[numbers])
        follows = codes[words] == AMONG
        follows[1:] |= (codes[words[1:]] == ALONE) & before[words[:-1]]
        looked_at = np.unique(np.searchsorted(firsts, words[follows], side="right") - 1)
        for paragraph in looked_at.tolist():
            begin = int(starts[firsts[paragraph]])
            for place, term in labels_in(texts[paragraph]):
                yield begin + place, self.terms.number(term)

    def _standing(
        self,
        numbers: Numbers,
        starts: Numbers,
        labels: Sequence[tuple[int, int]],
        pages: tuple[tuple[int, ...], ...],
        start: int,
    ) -> TextRead:
        widths = np.frombuffer(self._width, np.uint32)[numbers]
        words = np.flatnonzero(widths)
        after = int(starts[words[-1]] + widths[words[-1]]) if len(words) else start
        numbers, starts = numbers[words], starts[words]
        terms, exacts = np.frombuffer(self._term, np.uint32)[numbers], np.frombuffer(self._exact, np.uint32)[numbers]
        small = set(np.unique(exacts[np.frombuffer(self._small, np.bool_)[numbers]]).tolist())
        compounds: set[int] = set()
        more: tuple[list[int], list[int], list[int], list[int]] = [], [], [], []
        for at in np.flatnonzero(np.frombuffer(self._has_rest, np.bool_)[numbers]).tolist():
            place, rest = int(starts[at]), self._rest[int(numbers[at])]
            small.update(rest.small)
            compounds.update(rest.compounds)
            for offset, number, exact in rest.found:
                more[2 * exact].append(number)
                more[2 * exact + 1].append(place + offset)
        for place, label in labels:
            more[0].append(label)
            more[1].append(place)
        added = [np.asarray(each, np.uint32) for each in more]
        return TextRead(
            Standing(np.concatenate((terms, added[0])), np.concatenate((starts, added[1]))),
            Standing(np.concatenate((exacts, added[2])), np.concatenate((starts, added[3]))),
            frozenset(small),
            frozenset(compounds),
            pages,
            after,
        )

"""Marks the words of a query in a text, exactly where a search finds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.wanted import Leaf, Near, Phrase, Start, Term, Wanted, Way, leaves
from search.words import BLANK_LINE, found_by, paragraphs_of, placed_words, read_alone, read_words

Mark = tuple[int, int]


def marks_in(wanted: Wanted | None, text: str) -> tuple[Mark, ...]:
    """Where the words of a query stand in a text: (start, end) in characters, in order, not overlapping."""
    return joined(text, (mark for mark, _ in places_of_leaves(shown_leaves(wanted), text)))


def shown_leaves(wanted: Wanted | None) -> tuple[Leaf, ...]:
    """The ideas of a query that are marked: those that make a document fit."""
    return tuple(dict.fromkeys(leaves(wanted, helpful=False)))


def places_of_leaves(shown: Sequence[Leaf], text: str, only: Container[int] | None = None) -> list[tuple[Mark, int]]:
    """Each place of a word or phrase, with the number of its leaf; in some paragraphs `only`, if these are known."""
    ways = [
        (number, simple) for number, leaf in enumerate(shown) for way, _ in leaf.ways for simple in simple_ways(way)
    ]
    keys = frozenset(key for _, way in ways for key in _keys(way))
    letters = tuple(way.letters for _, way in ways if isinstance(way, Start))
    labels = any("~" in term for _, way in ways for term in _terms(way))
    found: list[tuple[Mark, int]] = []
    begin = 0
    for place, paragraph in enumerate(paragraphs_of(text)):
        if only is None or place in only:
            written = placed_words(paragraph)
            asked = _asked_for({raw for _, raw in written}, keys, letters)
            if asked:
                words = _Indexed(paragraph, written, asked, letters, labels)
                for number, way in ways:
                    found += (((begin + start, begin + end), number) for start, end in words.places(way))
        begin += len(paragraph) + len(BLANK_LINE)
    return found


def simple_ways(way: Way) -> Iterator[Way]:
    """A way as it is marked: of two near each other, each by itself."""
    if isinstance(way, Near):
        yield from (simple for each in (*way.first, *way.second) for simple in simple_ways(each))
    else:
        yield way


def _terms(way: Way) -> tuple[str, ...]:
    match way:
        case Term(text):
            return (text,)
        case Phrase(terms):
            return terms
        case _:
            return ()


def _keys(way: Way) -> tuple[str, ...]:
    """What a raw word must be found by for a paragraph to be looked at; of a label its letter."""
    return tuple(term.rpartition("~")[2] for term in _terms(way)[:1])


def _asked_for(written: set[str], keys: frozenset[str], letters: tuple[str, ...]) -> frozenset[str]:
    """Those of the words written in a paragraph that a query asks for."""
    return frozenset(
        raw
        for raw in written
        if not keys.isdisjoint(found_by(raw)) or (letters and any(form.startswith(letters) for form in found_by(raw)))
    )


@dataclass(frozen=True)
class Cut:
    """A word of a raw word: where it begins and ends there, and what it is found by."""

    start: int
    end: int
    terms: tuple[str, ...]
    exacts: tuple[str, ...]
    label: str = ""
    label_start: int = 0


@lru_cache(maxsize=60_000)
def cut_alone(raw: str) -> tuple[Cut, ...]:
    """The words that a raw word is, labels apart."""
    return tuple(Cut(word.start, word.end, word.terms, word.exacts) for word in read_alone(raw))


class _Indexed:
    """The words of a paragraph, and where those that matter are: words by their number, from 0."""

    def __init__(
        self,
        paragraph: str,
        written: Sequence[tuple[int, str]],
        asked: frozenset[str],
        letters: tuple[str, ...],
        labels: bool,
    ) -> None:
        self._words: list[tuple[int, Cut]] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._beginning: list[int] = []
        if labels:
            for word in read_words(paragraph):
                self._add(0, Cut(word.start, word.end, word.terms, word.exacts, word.label, word.label_start), letters)
            return
        for start, raw in written:
            for cut in cut_alone(raw):
                if raw in asked:
                    self._add(start, cut, letters)
                else:
                    self._words.append((start, cut))

    def _add(self, start: int, cut: Cut, letters: tuple[str, ...]) -> None:
        at = len(self._words)
        self._words.append((start, cut))
        for form in {*cut.terms, *cut.exacts}:
            self._by_key[form].append(at)
        if letters and any(form.startswith(letters) for form in cut.exacts):
            self._beginning.append(at)

    def places(self, way: Way) -> Iterator[Mark]:
        """Where one way of writing an idea stands."""
        match way:
            case Term(text, exact):
                for at in self._by_key.get(text, ()):
                    if self._is(at, text, exact):
                        yield self._start(at, text), self._end(at)
            case Start(letters):
                for at in self._beginning:
                    if any(form.startswith(letters) for form in self._words[at][1].exacts):
                        yield self._start(at), self._end(at)
            case Phrase(terms, exact):
                for at in self._by_key.get(terms[0], ()):
                    last = at + len(terms) - 1
                    if last < len(self._words) and all(self._is(at + n, term, exact) for n, term in enumerate(terms)):
                        yield self._start(at, terms[0]), self._end(last)

    def _is(self, at: int, term: str, exact: bool) -> bool:
        cut = self._words[at][1]
        return term in (cut.exacts if exact else cut.terms)

    def _start(self, at: int, term: str = "") -> int:
        begin, cut = self._words[at]
        return begin + (cut.label_start if term and term == cut.label else cut.start)

    def _end(self, at: int) -> int:
        begin, cut = self._words[at]
        return begin + cut.end


def joined(text: str, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in order, overlapping ones and the parts of a compound made one."""
    found: list[Mark] = []
    for start, end in sorted(marks):
        if found and (start <= found[-1][1] or text[found[-1][1] : start] in ("-", "‐", "‑", "&")):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)

"""Finds the pages of a report that answer a query, and cuts the passages to show, with the words marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np

from repository.records.items import DROPPED, Page
from search.columns.files import Array
from search.columns.sheet import Sheet
from search.matching import Matching
from search.proximity import NOWHERE
from search.results import Passage
from search.wanted import Leaf, Near, Phrase, Start, Term, Wanted, Way, leaves
from search.words import BLANK_LINE, found_by, paragraphs_of, placed_words, raw_words, read_alone, read_words

MOST_PASSAGES = 3
"""Passages shown of one item."""
LENGTH = 300
"""Characters of a passage, about."""
_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?]['’”\"]?\s+|\n\n")

Mark = tuple[int, int]


@dataclass(frozen=True)
class PageHit:
    """A page with words of the query: which leaves of it (by number), and how many places."""

    publication_id: str
    page: int
    leaves: frozenset[int]
    places: int


def pages_hit(matching: Matching, wanted: Wanted | None, document: int) -> list[PageHit]:
    """The pages of a document that have words of the query, in order."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    placed, _ = matching.view.sheet_of(document)
    sheet = placed.sheet
    for number, leaf in enumerate(_shown_leaves(wanted)):
        places = [matching.places_in(way, document) for way, _ in leaf.ways]
        pages, counts = _pages_of(sheet, document - placed.first, places)
        for page, count in zip(pages, counts, strict=True):
            found[page][number] = count
    return [
        PageHit(sheet.files[sheet.page_files[page]], int(sheet.page_numbers[page]), frozenset(by), sum(by.values()))
        for page, by in sorted(found.items())
    ]


def _pages_of(sheet: Sheet, document: int, places: Sequence[Array]) -> tuple[list[int], list[int]]:
    """The rows of the pages on which the places of a document's body are, and how many are on each."""
    together = np.concatenate(places) if places else NOWHERE
    together = together[together < sheet.bounds[document, 1]]
    rows = np.searchsorted(sheet.page_starts, together, side="right") - 1
    pages, counts = np.unique(rows, return_counts=True)
    return pages.tolist(), counts.tolist()


def best_pages(matching: Matching, wanted: Wanted | None, hits: Sequence[PageHit]) -> list[PageHit]:
    """The pages to show a passage of, in the order of the report: those with most of the ideas of the query,
    rare ones before frequent ones."""
    rarity = [1 / (1 + matching.found(leaf).documents) for leaf in _shown_leaves(wanted)]
    best = sorted(hits, key=lambda hit: (-len(hit.leaves), -sum(rarity[n] for n in hit.leaves), -hit.places))
    chosen = set(best[:MOST_PASSAGES])
    return [hit for hit in hits if hit in chosen]


def passages_of(
    wanted: Wanted | None, chosen: Iterable[PageHit], pages: Mapping[tuple[str, int], Page]
) -> tuple[Passage, ...]:
    """The best passage of each page chosen; `pages` gives them by publication and number, where they still are."""
    shown = _shown_leaves(wanted)
    found = (
        _passage(shown, hit.publication_id, page)
        for hit in chosen
        if (page := pages.get((hit.publication_id, hit.page))) is not None
    )
    return tuple(passage for passage in found if passage.marks)


def marks_in(wanted: Wanted | None, text: str) -> tuple[Mark, ...]:
    """Where the words of a query stand in a text: (start, end) in characters, in order, not overlapping."""
    return _joined(text, (mark for mark, _ in _marks(_shown_leaves(wanted), text)))


def _shown_leaves(wanted: Wanted | None) -> tuple[Leaf, ...]:
    return tuple(dict.fromkeys(leaves(wanted, helpful=False)))


def _passage(shown: Sequence[Leaf], publication_id: str, page: Page) -> Passage:
    text = page.text
    found = sorted(_marks(shown, text))
    start, end = _window(text, found)
    marks = _joined(text, (mark for mark, _ in found if start <= mark[0] and mark[1] <= end))
    cut, moved = _single_spaced(text[start:end], [(a - start, b - start) for a, b in marks])
    block = _block_at(page, marks[0][0]) if marks else 0
    return Passage(publication_id, page.number, page.label, cut, moved, block)


def _block_at(page: Page, character: int) -> int:
    """The place on its page of the block that a character of the page's text belongs to."""
    end = 0
    for place, block in enumerate(page.blocks):
        if block.role not in DROPPED:
            end += len(f"{block.number} {block.text}".strip()) + len(BLANK_LINE)
            if character < end:
                return place
    return 0


def _marks(shown: Sequence[Leaf], text: str) -> list[tuple[Mark, int]]:
    """Each place of a word or phrase, with the number of its leaf."""
    ways = [(number, simple) for number, leaf in enumerate(shown) for way, _ in leaf.ways for simple in _simple(way)]
    keys = frozenset(key for _, way in ways for key in _keys(way))
    letters = tuple(way.letters for _, way in ways if isinstance(way, Start))
    labels = any("~" in term for _, way in ways for term in _terms(way))
    found: list[tuple[Mark, int]] = []
    begin = 0
    for paragraph in paragraphs_of(text):
        if _may_have(paragraph, keys, letters):
            words = _Indexed(paragraph, keys, letters, labels)
            for number, way in ways:
                found += (((begin + start, begin + end), number) for start, end in words.places(way))
        begin += len(paragraph) + len(BLANK_LINE)
    return found


def _simple(way: Way) -> Iterator[Way]:
    """Of two near each other, each by itself."""
    if isinstance(way, Near):
        yield from (simple for each in (*way.first, *way.second) for simple in _simple(each))
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


def _may_have(paragraph: str, keys: frozenset[str], letters: tuple[str, ...]) -> bool:
    for raw in set(raw_words(paragraph)):
        forms = found_by(raw)
        if not keys.isdisjoint(forms) or (letters and any(form.startswith(letters) for form in forms)):
            return True
    return False


@dataclass(frozen=True)
class _Cut:
    """A word of a raw word: where it begins and ends there, and what it is found by."""

    start: int
    end: int
    terms: tuple[str, ...]
    exacts: tuple[str, ...]
    label: str = ""
    label_start: int = 0


@lru_cache(maxsize=60_000)
def _cut(raw: str) -> tuple[_Cut, ...]:
    return tuple(_Cut(word.start, word.end, word.terms, word.exacts) for word in read_alone(raw))


class _Indexed:
    """The words of a paragraph, and where those that matter are: words by their number, from 0."""

    def __init__(self, paragraph: str, keys: frozenset[str], letters: tuple[str, ...], labels: bool) -> None:
        self._words: list[tuple[int, _Cut]] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._beginning: list[int] = []
        if labels:
            self._words = [
                (0, _Cut(w.start, w.end, w.terms, w.exacts, w.label, w.label_start)) for w in read_words(paragraph)
            ]
        else:
            self._words = [(start, cut) for start, raw in placed_words(paragraph) for cut in _cut(raw)]
        for at, (_, cut) in enumerate(self._words):
            if labels or not keys.isdisjoint(cut.terms) or not keys.isdisjoint(cut.exacts):
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


def _joined(text: str, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in order, overlapping ones and the parts of a compound made one."""
    joined: list[Mark] = []
    for start, end in sorted(marks):
        if joined and (start <= joined[-1][1] or text[joined[-1][1] : start] in ("-", "‐", "‑", "&")):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _window(text: str, found: Sequence[tuple[Mark, int]]) -> Mark:
    """The stretch of about LENGTH characters with most of the leaves, beginning with a sentence if it can."""
    if not found:
        return 0, 0
    best, best_value = 0, (-1, -1)
    for first, ((start, _), _) in enumerate(found):
        inside = []
        for (begun, _), number in islice(found, first, None):
            if begun > start + LENGTH * 2 // 3:
                break
            inside.append(number)
        value = (len(set(inside)), len(inside))
        if value > best_value:
            best, best_value = start, value
    start = _begin(text, best)
    return start, _end(text, max(start + LENGTH, min(e for (s, e), _ in found if s == best)))


def _begin(text: str, mark: int) -> int:
    low = max(0, mark - LENGTH // 3)
    if low == 0:
        return 0
    sentence = _SENTENCE_END.search(text, low, mark)
    if sentence is not None:
        return sentence.end()
    space = text.find(" ", low, mark)
    return space + 1 if space >= 0 else low


def _end(text: str, near: int) -> int:
    if near >= len(text):
        return len(text)
    space = text.find(" ", near, near + 40)
    return space if space >= 0 else near


def _single_spaced(text: str, marks: Sequence[Mark]) -> tuple[str, tuple[Mark, ...]]:
    """The text on one line, and the marks moved along."""
    moved: list[int] = []
    out: list[str] = []
    length = last = 0
    for point in (p for mark in marks for p in mark):
        piece = _SPACE.sub(" ", text[last:point])
        out.append(piece)
        length += len(piece)
        moved.append(length)
        last = point
    out.append(_SPACE.sub(" ", text[last:]))
    line = "".join(out)
    lead = len(line) - len(line.lstrip())
    places = [place - lead for place in moved]
    return line.strip(), tuple(zip(places[::2], places[1::2], strict=True))

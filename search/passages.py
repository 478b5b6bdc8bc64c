"""Finds the pages of a report that answer a query, and cuts the passages to show, with the words marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from repository.records.items import DROPPED, Page
from search.columns.files import Array
from search.columns.sheet import Sheet
from search.marking import Mark, joined, places_of_leaves, shown_leaves
from search.matching import Matching
from search.proximity import NOWHERE
from search.results import Passage
from search.wanted import Leaf, Wanted
from search.words import BLANK_LINE, paragraphs_of

MOST_PASSAGES = 3
"""Passages shown of one item."""
LENGTH = 300
"""Characters of a passage, about."""
_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?]['’”\"]?\s+|\n\n")


@dataclass(frozen=True)
class PageHit:
    """A page with words of the query: which leaves of it (by number), and how many places. `row` is its row in
    the sheet of its document."""

    publication_id: str
    page: int
    leaves: frozenset[int]
    places: int
    row: int


@dataclass(frozen=True)
class Chosen:
    """A page to show a passage of, and which of its paragraphs, from 0, the passage begins in."""

    publication_id: str
    page: int
    paragraph: int


def pages_hit(matching: Matching, wanted: Wanted | None, document: int) -> list[PageHit]:
    """The pages of a document that have words of the query, in order."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    placed, _ = matching.view.sheet_of(document)
    sheet = placed.sheet
    for number, leaf in enumerate(shown_leaves(wanted)):
        places = [matching.places_in(way, document) for way, _ in leaf.ways]
        pages, counts = _pages_of(sheet, document - placed.first, places)
        for page, count in zip(pages, counts, strict=True):
            found[page][number] = count
    return [
        PageHit(sheet.files[sheet.page_files[row]], int(sheet.page_numbers[row]), frozenset(by), sum(by.values()), row)
        for row, by in sorted(found.items())
    ]


def _pages_of(sheet: Sheet, document: int, places: Sequence[Array]) -> tuple[list[int], list[int]]:
    """The rows of the pages on which the places of a document's body are, and how many are on each."""
    together = np.concatenate(places) if places else NOWHERE
    together = together[together < sheet.bounds[document, 1]]
    rows = np.searchsorted(sheet.page_starts, together, side="right") - 1
    pages, counts = np.unique(rows, return_counts=True)
    return pages.tolist(), counts.tolist()


def best_pages(matching: Matching, wanted: Wanted | None, document: int, hits: Sequence[PageHit]) -> list[Chosen]:
    """The pages of a document to show a passage of, in the order of the report: those with most of the ideas of
    the query, rare ones before frequent ones."""
    rarity = [1 / (1 + matching.found(leaf).documents) for leaf in shown_leaves(wanted)]
    best = sorted(hits, key=lambda hit: (-len(hit.leaves), -sum(rarity[n] for n in hit.leaves), -hit.places))
    chosen = set(best[:MOST_PASSAGES])
    return [
        Chosen(hit.publication_id, hit.page, _best_paragraph(matching, wanted, document, hit.row))
        for hit in hits
        if hit in chosen
    ]


def _best_paragraph(matching: Matching, wanted: Wanted | None, document: int, row: int) -> int:
    """The paragraph of a page, from 0, with most of the ideas of the query, then most of their places."""
    placed, number = matching.view.sheet_of(document)
    sheet = placed.sheet
    last = row + 1 == len(sheet.page_starts)
    end = sheet.bounds[number, 1] if last else min(sheet.page_starts[row + 1], sheet.bounds[number, 1])
    starts = sheet.paragraph_starts[sheet.page_paragraphs[row] : None if last else sheet.page_paragraphs[row + 1]]
    ideas, often = np.zeros(len(starts), np.int64), np.zeros(len(starts), np.int64)
    for leaf in shown_leaves(wanted):
        for way, _ in leaf.ways:
            places = matching.places_in(way, document)
            here = places[np.searchsorted(places, sheet.page_starts[row]) : np.searchsorted(places, end)]
            found = np.bincount(np.searchsorted(starts, here, side="right") - 1, minlength=len(starts))
            ideas += found > 0
            often += found
    return int(np.argmax(ideas * (1 + often.max(initial=0)) + often)) if len(starts) else 0


def passages_of(
    wanted: Wanted | None, chosen: Iterable[Chosen], pages: Mapping[tuple[str, int], Page]
) -> tuple[Passage, ...]:
    """The passage of each page chosen; `pages` gives them by publication and number, where they still are."""
    shown = shown_leaves(wanted)
    found = (
        _passage(shown, each, page)
        for each in chosen
        if (page := pages.get((each.publication_id, each.page))) is not None
    )
    return tuple(passage for passage in found if passage.marks)


def _passage(shown: Sequence[Leaf], chosen: Chosen, page: Page) -> Passage:
    text = page.text
    # A passage may go on into the next paragraph, but does not begin in the one before.
    found = sorted(places_of_leaves(shown, text, (chosen.paragraph, chosen.paragraph + 1)))
    start, end = _window(text, found)
    start = max(start, sum(len(each) + len(BLANK_LINE) for each in paragraphs_of(text)[: chosen.paragraph]))
    marks = joined(text, (mark for mark, _ in found if start <= mark[0] and mark[1] <= end))
    cut, moved = _single_spaced(text[start:end], [(a - start, b - start) for a, b in marks])
    block = _block_at(page, marks[0][0]) if marks else 0
    return Passage(chosen.publication_id, page.number, page.label, cut, moved, block)


def _block_at(page: Page, character: int) -> int:
    """The place on its page of the block that a character of the page's text belongs to."""
    end = 0
    for place, block in enumerate(page.blocks):
        if block.role not in DROPPED:
            end += len(f"{block.number} {block.text}".strip()) + len(BLANK_LINE)
            if character < end:
                return place
    return 0


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

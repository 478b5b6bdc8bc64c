"""Cuts the passages to show from the pages of a report, with the words of the query marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from repository.records.items import DROPPED, Page
from search.marking import Mark, joined, places_of_leaves, shown_leaves
from search.results import Passage
from search.standing import Chosen
from search.wanted import Leaf, Wanted
from search.word_places import Placed, mark_of
from search.words import BLANK_LINE, paragraphs_of

LENGTH = 300
"""Characters of a passage, about."""
_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?]['’”\"]?\s+|\n\n")


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
    paragraphs = paragraphs_of(text)
    begins = sum(len(each) + len(BLANK_LINE) for each in paragraphs[: chosen.paragraph])
    # A passage may go on into the next paragraph, but does not begin in the one before.
    found = _marks_at(chosen, paragraphs, begins)
    if found is None:
        found = places_of_leaves(shown, text, (chosen.paragraph, chosen.paragraph + 1))
    found.sort()
    start, end = _window(text, found)
    start = max(start, begins)
    marks = joined(text, (mark for mark, _ in found if start <= mark[0] and mark[1] <= end))
    cut, moved = _single_spaced(text[start:end], [(a - start, b - start) for a, b in marks])
    block = _block_at(page, marks[0][0]) if marks else 0
    return Passage(chosen.publication_id, page.number, page.label, cut, moved, block)


def _marks_at(chosen: Chosen, paragraphs: Sequence[str], begins: int) -> list[tuple[Mark, int]] | None:
    """The marks of the spots that the columns name; None where the words there are not those, because the page was
    read again since, or depend on those before them (labels)."""
    here = paragraphs[chosen.paragraph : chosen.paragraph + 2]
    begin = (begins, begins + len(here[0]) + len(BLANK_LINE)) if here else ()
    read: dict[bool, Placed] = {}
    found: list[tuple[Mark, int]] = []
    for spot in chosen.spots:
        if spot.next >= len(here):
            return None
        placed = read.get(spot.next)
        if placed is None:
            placed = read[spot.next] = Placed(here[spot.next])
        mark = mark_of(placed, spot.word, spot.way)
        if mark is None:
            return None
        found.append(((begin[spot.next] + mark[0], begin[spot.next] + mark[1]), spot.leaf))
    return found


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
    if text.isprintable() and "  " not in text and text == text.strip():
        return text, tuple(marks)
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

"""Finds words on a page that a reader cannot see but a program can: under a box, white on white, tiny, off the page.

Electronic redaction fails in these ways (the Information Commissioner's Office's checklist on hidden
personal information). What is found stays out of the text; the file is held for a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from ingest.text.painted import MOST_PAINTED, WHITE, Box, Colour, Ground, Ink, Paint

TINY = 3.0
"""Points; nobody reads smaller letters, and no printer's small print has them."""
SAME_COLOUR = 0.06
"""Difference of red, green or blue (0 to 1) below which letters cannot be told from what is behind them."""
SCAN_SHARE = 0.6
"""Share of the page that pictures fill where invisible letters are the text layer of a scan."""
INVISIBLE = (3, 7)
"""Text rendering modes that paint nothing (ISO 32000-1, 9.3.6)."""
BAND = 24.0
SAME_LINE = 0.6
"""How far, in ems, the baseline of words that are painted again may lie from that of the covered ones."""


class How(StrEnum):
    """How words are hidden, in words."""

    COVERED = "words under a box or picture"
    SAME_COLOUR = "words in the colour of what is behind them"
    TINY = "words too small to be read"
    OUTSIDE = "words outside of the page"
    OFF = "words on a layer that is switched off"
    INVISIBLE = "invisible words"


class Hidden(NamedTuple):
    """A part of a shown string that cannot be seen, from a letter to another, with its box. `by` is the order of
    the last thing painted over it."""

    how: How
    ink: Ink
    start: int
    end: int
    box: Box
    by: int = -1

    @property
    def words(self) -> str:
        """The letters that cannot be seen."""
        return self.ink.runs[self.ink.place].text[self.start : self.end]


def take_out_hidden(ground: Ground, page: Box) -> tuple[tuple[tuple[str, str], ...], int]:
    """Take hidden words out of the runs in which they stand.

    Returns how words were hidden and which, apart from those that the page shows anyway, and how many
    letters were taken out.
    """
    found = list(_all_hidden(ground, page))
    if not found:
        return (), 0
    again = _ShownAgain(ground.inks, found)
    told = [(group[0].how, _as_read(group)) for group in _joined(found) if not again.shows(group)]
    letters = _take_out(found)
    shown = " ".join(run.text for runs in {id(i.runs): i.runs for i in ground.inks}.values() for run in runs)
    return tuple((how, words) for how, words in told if _reveals(words, shown)), letters


def _all_hidden(ground: Ground, page: Box) -> Iterator[Hidden]:
    area = (page[2] - page[0]) * (page[3] - page[1])
    scanned = ground.pictures >= SCAN_SHARE * area > 0
    behind = _Behind(ground, page)
    whole: set[tuple[int, int]] = set()
    for ink in ground.inks:
        how = _how(ink, page, scanned, behind, ground)
        if how is None:
            if ink.order <= behind.last_cover:
                yield from behind.covered(ink, scanned)
        elif (id(ink.runs), ink.place) not in whole:  # strings that were replaced by one text share its run
            whole.add((id(ink.runs), ink.place))
            yield Hidden(how, ink, 0, len(ink.runs[ink.place].text), ink.box)


def _take_out(found: Sequence[Hidden]) -> int:
    """Take the letters out of their runs, and runs without letters out of the page; how many letters there were."""
    parts: dict[tuple[int, int], list[Hidden]] = defaultdict(list)
    for hidden in found:
        parts[id(hidden.ink.runs), hidden.ink.place].append(hidden)
    letters = 0
    for of_one in parts.values():
        runs, place = of_one[0].ink.runs, of_one[0].ink.place
        text, cut = runs[place].text, len(runs[place].text)
        for hidden in sorted(of_one, key=lambda hidden: -hidden.end):
            end = min(hidden.end, cut)
            letters += len("".join(text[hidden.start : end].split()))
            text, cut = (text[: hidden.start].rstrip() + " " + text[end:]), min(cut, hidden.start)
        runs[place] = runs[place]._replace(text=text.strip())
    for runs in {id(hidden.ink.runs): hidden.ink.runs for hidden in found}.values():
        runs[:] = [run for run in runs if run.text]
    return letters


def _joined(found: Sequence[Hidden]) -> Iterator[list[Hidden]]:
    """Hidden strings that follow each other on a line, together: some files set each letter on its own."""
    group: list[Hidden] = []
    for hidden in found:
        if group and not _follows(group[-1], hidden):
            yield group
            group = []
        group.append(hidden)
    if group:
        yield group


def _follows(one: Hidden, two: Hidden) -> bool:
    size = two.ink.size
    return one.how == two.how and abs(one.box[1] - two.box[1]) < 1 and -0.5 * size < two.box[0] - one.box[2] < 2 * size


def _as_read(group: Sequence[Hidden]) -> str:
    """The words of strings that follow each other."""
    words = group[0].words
    for last, hidden in zip(group, group[1:], strict=False):
        words += (" " if hidden.box[0] - last.box[2] > 0.15 * hidden.ink.size else "") + hidden.words
    return words


def _reveals(words: str, shown: str) -> bool:
    """True where words say more than the page shows anyway."""
    plain = " ".join(words.split()).strip(" .,;:()")
    return sum(c.isalnum() for c in plain) >= 2 and f" {plain} " not in f" {shown} "


class _ShownAgain:
    """Answers whether covered words are painted once more on top of what covers them, as programs that draw
    diagrams do, however the letters are put together there."""

    def __init__(self, inks: Sequence[Ink], found: Sequence[Hidden]) -> None:
        unseen = {id(hidden.ink) for hidden in found}
        self._bands: dict[int, list[Ink]] = defaultdict(list)
        if any(hidden.how == How.COVERED for hidden in found):
            for ink in inks:
                if id(ink) not in unseen:
                    self._bands[int(ink.box[1] // BAND)].append(ink)

    def shows(self, group: Sequence[Hidden]) -> bool:
        """True where the letters of covered strings stand there again."""
        if group[0].how != How.COVERED:
            return False
        size = max(hidden.ink.size for hidden in group)
        left, right, y = group[0].box[0] - size, group[-1].box[2] + size, group[0].box[1]
        by = max(hidden.by for hidden in group)
        low, high = int((y - SAME_LINE * size) // BAND), int((y + SAME_LINE * size) // BAND)
        over = [
            ink
            for band in range(low, high + 1)
            for ink in self._bands.get(band, ())
            if ink.order > by and abs(ink.box[1] - y) <= SAME_LINE * size and ink.box[0] < right and ink.box[2] > left
        ]
        text = "".join(ink.runs[ink.place].text for ink in sorted(over, key=lambda ink: ink.box[0]))
        return "".join(_as_read(group).split()) in "".join(text.split())


def _how(ink: Ink, page: Box, scanned: bool, behind: _Behind, ground: Ground) -> How | None:
    """How a whole string is hidden; None where it is not."""
    if ink.off:
        return How.OFF
    if ink.size < TINY:
        return How.TINY
    x, y = (ink.box[0] + ink.box[2]) / 2, (ink.box[1] + ink.box[3]) / 2
    if not (page[0] <= x <= page[2] and page[1] <= y <= page[3]):
        return How.OUTSIDE
    if ink.render in INVISIBLE:
        return None if scanned else How.INVISIBLE
    if ink.render not in (0, 4) or ink.colour is None or ground.shaded or scanned:
        return None
    if behind.may_be_like(ink.colour) and _is_like(behind.colour_at(x, y, ink.order), ink.colour):
        return How.SAME_COLOUR
    return None


class _Behind:
    """Answers what was painted before and after a string at its place; fills lie in bands across the page."""

    def __init__(self, ground: Ground, page: Box) -> None:
        self._bands: dict[int, list[Paint]] = defaultdict(list)
        self._area = (page[2] - page[0]) * (page[3] - page[1])
        self._is_drawing = len(ground.paints) > MOST_PAINTED
        self.last_cover = -1
        self._colours = {WHITE, *(paint.colour for paint in ground.paints)}
        self._like: dict[Colour, bool] = {}
        if self._is_drawing:
            return
        self.last_cover = max((paint.order for paint in ground.paints if paint.covers), default=-1)
        for paint in ground.paints:
            low, high = max(paint.box[1], page[1]), min(paint.box[3], page[3])
            for band in range(int(low // BAND), int(high // BAND) + 1) if low <= high else ():
                self._bands[band].append(paint)

    def may_be_like(self, colour: Colour) -> bool:
        """True where something painted on the page, or the bare page, cannot be told from a colour."""
        known = self._like.get(colour)
        if known is None:
            known = self._like[colour] = any(_is_like(other, colour) for other in self._colours)
        return known

    def colour_at(self, x: float, y: float, order: int) -> Colour | None:
        """The colour of the last thing painted at a point before a string; white on a bare page, None if not known."""
        if self._is_drawing:
            return None
        for paint in reversed(self._bands.get(int(y // BAND), ())):
            box = paint.box
            if paint.order < order and box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                return paint.colour
        return WHITE

    def covered(self, ink: Ink, scanned: bool) -> Iterator[Hidden]:
        """The letters of a string that lie under something painted later, as whole words."""
        x0, y0, x1, y1 = ink.box
        text = ink.runs[ink.place].text
        middle = (y0 + y1) / 2
        if x1 <= x0 or x1 - x0 < y1 - y0 and len(text) > 3:
            return
        spans: list[tuple[int, int, int]] = []
        wide = (x1 - x0) / len(text)
        for paint in self._bands.get(int(middle // BAND), ()):
            if self._covers(paint, ink, middle, scanned):
                start, end = (max(x0, paint.box[0]) - x0) / wide, (min(x1, paint.box[2]) - x0) / wide
                first, last = _whole_words(text, start, end)
                if any(c.isalnum() for c in text[first:last]):
                    spans.append((first, last, paint.order))
        for first, last, order in _merged(spans):
            yield Hidden(How.COVERED, ink, first, last, (x0 + first * wide, y0, x0 + last * wide, y1), order)

    def _covers(self, paint: Paint, ink: Ink, middle: float, scanned: bool) -> bool:
        """True where something painted later lies over a part of a string; a scan over its text layer does not."""
        box = paint.box
        if not paint.covers or paint.order < ink.order or not box[1] <= middle <= box[3]:
            return False
        if paint.colour is None and (scanned or _size(box) >= SCAN_SHARE * self._area):
            return False
        shared = min(ink.box[2], box[2]) - max(ink.box[0], box[0])
        enough = min(0.4 * ink.size, 0.5 * (ink.box[2] - ink.box[0]))  # a letter set on its own may be a narrow one
        return box[3] - box[1] >= 0.5 * ink.size and shared > enough


def _merged(spans: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Parts of a string that lie under one thing or another, each letter once, with the last of these things."""
    start = end = by = -1
    for first, last, order in sorted(spans):
        if first >= end:
            if end > start:
                yield start, end, by
            start, end, by = first, last, order
        else:
            end, by = max(end, last), max(by, order)
    if end > start:
        yield start, end, by


def _is_like(one: Colour | None, two: Colour) -> bool:
    """True where letters in one colour cannot be told from the other; an unknown colour is like none."""
    return one is not None and max(abs(a - b) for a, b in zip(one, two, strict=True)) < SAME_COLOUR


def _whole_words(text: str, start: float, end: float) -> tuple[int, int]:
    """The letters from a place to another, widened to whole words: places are counted by the average letter."""
    first, last = max(0, round(start)), min(len(text), round(end))
    while first > 0 and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    return first, last


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])

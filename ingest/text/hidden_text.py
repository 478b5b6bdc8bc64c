"""Finds words on a page that a reader cannot see but a program can: under a box, white on white, tiny, off the page.

Electronic redaction fails in these ways (the Information Commissioner's Office's checklist on hidden
personal information). What is found stays out of the text; the file is held for a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from ingest.text.printed import Run

Box = tuple[float, float, float, float]
Colour = tuple[float, float, float]

TINY = 3.0
"""Points; nobody reads smaller letters, and no printer's small print has them."""
SAME_COLOUR = 0.06
"""Difference of red, green or blue (0 to 1) below which letters cannot be told from what is behind them."""
SCAN_SHARE = 0.6
"""Share of the page that pictures fill where invisible letters are the text layer of a scan."""
INVISIBLE = (3, 7)
"""Text rendering modes that paint nothing (ISO 32000-1, 9.3.6)."""
OPAQUE = 0.5
MOST_PAINTED = 5_000
"""Beyond so many fills a page is a drawing; it is not searched for covered letters."""
BAND = 24.0
WHITE: Colour = (1.0, 1.0, 1.0)


class How(StrEnum):
    """How words are hidden, in words."""

    COVERED = "words under a box or picture"
    SAME_COLOUR = "words in the colour of what is behind them"
    TINY = "words too small to be read"
    OUTSIDE = "words outside of the page"
    OFF = "words on a layer that is switched off"
    INVISIBLE = "invisible words"


class Ink(NamedTuple):
    """A shown string: where its run was put, its box from the sheet's corner, and how it was painted."""

    runs: list[Run]
    place: int
    box: Box
    size: float
    render: int
    colour: Colour | None
    off: bool
    order: int


class Paint(NamedTuple):
    """Something painted over a part of the page. `colour` is None where it is not one colour (a picture)."""

    order: int
    box: Box
    colour: Colour | None
    covers: bool


@dataclass
class Ground:
    """What a page's painting has done so far: clipping, transparency, fills and strings, in their order."""

    off_layers: frozenset[int] = frozenset()
    clip: Box | None = None
    opaque: bool = True
    off: int = 0
    inks: list[Ink] = field(default_factory=list)
    paints: list[Paint] = field(default_factory=list)
    pictures: float = 0.0
    shaded: bool = False
    _kept: list[tuple[Box | None, bool]] = field(default_factory=list)

    def save(self) -> None:
        """Begin a part after which clipping and transparency are as they are now."""
        if len(self._kept) < 1_000:
            self._kept.append((self.clip, self.opaque))

    def restore(self) -> None:
        """End such a part."""
        if self._kept:
            self.clip, self.opaque = self._kept.pop()

    def narrow(self, box: Box) -> None:
        """Let painting show only inside a box from now on."""
        self.clip = box if self.clip is None else _common(self.clip, box)

    def fill(self, box: Box, colour: Colour | None, is_box: bool) -> None:
        """Note a filled shape; only a plain box can be trusted to cover all of its inside."""
        self._paint(box, colour, is_box and self.opaque and colour is not None)

    def picture(self, box: Box, solid: bool) -> None:
        """Note a picture; `solid` is False where parts of it may be transparent."""
        shown = box if self.clip is None else _common(self.clip, box)
        self.pictures += max(0.0, shown[2] - shown[0]) * max(0.0, shown[3] - shown[1])
        self._paint(box, None, solid and self.opaque)

    def show(self, runs: list[Run], box: Box, size: float, render: int, colour: Colour | None) -> None:
        """Note the run that was just put at the end of `runs`."""
        self.inks.append(Ink(runs, len(runs) - 1, box, size, render, colour, self.off > 0, len(self.paints)))

    def join(self, runs: list[Run], start: int) -> None:
        """The runs from a place on became one."""
        for number in range(len(self.inks) - 1, -1, -1):
            ink = self.inks[number]
            if ink.runs is runs:
                if ink.place <= start:
                    return
                self.inks[number] = ink._replace(place=start)

    def _paint(self, box: Box, colour: Colour | None, covers: bool) -> None:
        shown = box if self.clip is None else _common(self.clip, box)
        if len(self.paints) <= MOST_PAINTED and shown[2] - shown[0] >= 4 and shown[3] - shown[1] >= 3:
            self.paints.append(Paint(len(self.paints), shown, colour, covers))


def take_out_hidden(ground: Ground, page: Box) -> tuple[tuple[tuple[str, str], ...], int]:
    """Take hidden words out of the runs in which they stand.

    Returns how words were hidden and which, apart from those that the page shows anyway, and how many
    letters were taken out.
    """
    area = (page[2] - page[0]) * (page[3] - page[1])
    scanned = ground.pictures >= SCAN_SHARE * area > 0
    behind = _Behind(ground, page)
    said: list[tuple[How, str, Ink]] = []
    for ink in ground.inks:
        text = ink.runs[ink.place].text
        how = _how(ink, page, scanned, behind, ground)
        start, end = (0, len(text)) if how else behind.covered(ink, text, scanned) or (0, 0)
        if end > start:
            said.append((how or How.COVERED, text[start:end], ink))
            ink.runs[ink.place] = ink.runs[ink.place]._replace(text=(text[:start].rstrip() + " " + text[end:]).strip())
    if not said:
        return (), 0
    for runs in {id(ink.runs): ink.runs for ink in ground.inks}.values():
        runs[:] = [run for run in runs if run.text]
    shown = " ".join(run.text for runs in {id(i.runs): i.runs for i in ground.inks}.values() for run in runs)
    letters = sum(len("".join(words.split())) for _, words, _ in said)
    return tuple((how, words) for how, words in _joined(said) if _reveals(words, shown)), letters


def _joined(said: Sequence[tuple[How, str, Ink]]) -> Iterator[tuple[How, str]]:
    """Hidden strings that follow each other on a line, as one: some files set each letter on its own."""
    waiting, last, kind = "", None, None
    for how, text, ink in said:
        gap = ink.box[0] - last.box[2] if last and kind == how and abs(ink.box[1] - last.box[1]) < 1 else 1e6
        if kind is not None and not -0.5 * ink.size < gap < 2 * ink.size:
            yield kind, waiting
            waiting = ""
        waiting += (" " if waiting and gap > 0.15 * ink.size else "") + text
        last, kind = ink, how
    if kind is not None:
        yield kind, waiting


def _reveals(words: str, shown: str) -> bool:
    """True where words say more than the page shows anyway."""
    plain = " ".join(words.split()).strip(" .,;:()")
    return sum(c.isalnum() for c in plain) >= 2 and f" {plain} " not in f" {shown} "


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
    if ink.render in (0, 4) and ink.colour is not None and not ground.shaded and not scanned:
        under = behind.colour_at(x, y, ink.order)
        if under is not None and max(abs(a - b) for a, b in zip(under, ink.colour, strict=True)) < SAME_COLOUR:
            return How.SAME_COLOUR
    return None


class _Behind:
    """Answers what was painted before and after a string at its place; fills lie in bands across the page."""

    def __init__(self, ground: Ground, page: Box) -> None:
        self._bands: dict[int, list[Paint]] = defaultdict(list)
        self._inks = ground.inks
        self._area = (page[2] - page[0]) * (page[3] - page[1])
        self._again: dict[str, list[Ink]] | None = None
        self._is_drawing = len(ground.paints) > MOST_PAINTED
        if self._is_drawing:
            return
        for paint in ground.paints:
            low, high = max(paint.box[1], page[1]), min(paint.box[3], page[3])
            for band in range(int(low // BAND), int(high // BAND) + 1) if low <= high else ():
                self._bands[band].append(paint)

    def colour_at(self, x: float, y: float, order: int) -> Colour | None:
        """The colour of the last thing painted at a point before a string; white on a bare page, None if not known."""
        if self._is_drawing:
            return None
        for paint in reversed(self._bands.get(int(y // BAND), ())):
            box = paint.box
            if paint.order < order and box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                return paint.colour
        return WHITE

    def covered(self, ink: Ink, text: str, scanned: bool) -> tuple[int, int] | None:
        """Which letters of a string lie under something painted later, as whole words; None where none do."""
        x0, y0, x1, y1 = ink.box
        middle = (y0 + y1) / 2
        if x1 <= x0 or x1 - x0 < y1 - y0 and len(text) > 3:
            return None
        for paint in self._bands.get(int(middle // BAND), ()):
            if self._covers(paint, ink, middle, scanned) and not self._is_shown_again(ink, paint):
                scale = len(text) / (x1 - x0)
                start, end = (max(x0, paint.box[0]) - x0) * scale, (min(x1, paint.box[2]) - x0) * scale
                first, last = _whole_words(text, start, end)
                if any(c.isalnum() for c in text[first:last]):
                    return first, last
        return None

    def _covers(self, paint: Paint, ink: Ink, middle: float, scanned: bool) -> bool:
        """True where something painted later lies over a part of a string; a scan over its text layer does not."""
        box = paint.box
        if not paint.covers or paint.order < ink.order or not box[1] <= middle <= box[3]:
            return False
        if paint.colour is None and (scanned or _size(box) >= SCAN_SHARE * self._area):
            return False
        shared = min(ink.box[2], box[2]) - max(ink.box[0], box[0])
        return box[3] - box[1] >= 0.5 * ink.size and shared > 0.4 * ink.size

    def _is_shown_again(self, ink: Ink, paint: Paint) -> bool:
        """True where the same words are painted once more on top of what covers them."""
        if self._again is None:
            self._again = defaultdict(list)
            for other in self._inks:
                self._again[other.runs[other.place].text].append(other)
        return any(
            other.order > paint.order and abs(other.box[0] - ink.box[0]) < 3 and abs(other.box[1] - ink.box[1]) < 3
            for other in self._again[ink.runs[ink.place].text]
        )


def _whole_words(text: str, start: float, end: float) -> tuple[int, int]:
    """The letters from a place to another, widened to whole words: places are counted by the average letter."""
    first, last = max(0, round(start)), min(len(text), round(end))
    while first > 0 and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    return first, last


def _common(one: Box, two: Box) -> Box:
    return max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3])


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def plain_colour(space: Any, value: Any) -> Colour | None:
    """Red, green and blue from 0 to 1 of a colour as pdfminer gives it; None where it cannot be told."""
    name = getattr(space, "name", "")
    parts = value if isinstance(value, (tuple, list)) else (value,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return None
    numbers = [min(1.0, max(0.0, float(part))) for part in parts]
    if name in ("Separation", "DeviceN"):
        return WHITE if numbers and not any(numbers) else None
    if name in ("Indexed", "Pattern", "Lab"):
        return None
    if len(numbers) == 1:
        return numbers[0], numbers[0], numbers[0]
    if len(numbers) == 3:
        return numbers[0], numbers[1], numbers[2]
    if len(numbers) == 4:
        cyan, magenta, yellow, black = numbers
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None


def box_of(corners: Sequence[tuple[float, float]]) -> Box:
    """The box around some points."""
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return min(xs), min(ys), max(xs), max(ys)


def subpaths(path: Sequence[Any]) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The corners of each part of a path, and whether it is a box with upright sides."""
    corners: list[tuple[float, float]] = []
    straight = True
    for segment in [*path, ("m",)]:
        if segment[0] == "m" and corners:
            yield corners, straight and is_upright_box(corners)
            corners, straight = [], True
        if len(segment) > 2:
            corners.append((segment[-2], segment[-1]))
            straight = straight and segment[0] in "ml"


def is_upright_box(corners: Sequence[tuple[float, float]]) -> bool:
    """True for the corners of a box whose sides are upright and level."""
    if not 4 <= len(corners) <= 5:
        return False
    return len({round(x, 1) for x, _ in corners}) == 2 and len({round(y, 1) for _, y in corners}) == 2

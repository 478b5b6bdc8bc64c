"""What a PDF page's orders have painted so far, in their order: strings, fills and pictures, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ingest.text.printed import Run

Box = tuple[float, float, float, float]
Colour = tuple[float, float, float]

OPAQUE = 0.5
MOST_PAINTED = 5_000
"""Beyond so many fills a page is a drawing; it is not searched for covered letters."""
WHITE: Colour = (1.0, 1.0, 1.0)


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
        self.clip = box if self.clip is None else common(self.clip, box)

    def fill(self, box: Box, colour: Colour | None, is_box: bool) -> None:
        """Note a filled shape; only a plain box can be trusted to cover all of its inside."""
        self._paint(box, colour, is_box and self.opaque and colour is not None)

    def picture(self, box: Box, solid: bool) -> None:
        """Note a picture; `solid` is False where parts of it may be transparent."""
        shown = box if self.clip is None else common(self.clip, box)
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
        shown = box if self.clip is None else common(self.clip, box)
        if len(self.paints) <= MOST_PAINTED and shown[2] - shown[0] >= 4 and shown[3] - shown[1] >= 3:
            self.paints.append(Paint(len(self.paints), shown, colour, covers))


def common(one: Box, two: Box) -> Box:
    """The part that two boxes share; its right side lies left of its left one where they share none."""
    return max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3])


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

"""Places the strips of a report on pages, footnotes at the foot of the column that points to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tests.samples.layouts import PAPER, Layout
from tests.samples.strips import Strip

NOTES_GAP = 14.0
"""Between the text and the first footnote, with a short rule in it; points."""


@dataclass
class Column:
    """What stands in one column of a page; positions are in points from the bottom left."""

    left: float
    top: float
    bottom: float
    strips: list[tuple[Strip, float]] = field(default_factory=list)
    """Each with its upper edge."""
    notes: list[str] = field(default_factory=list)
    y: float = 0
    """The lower edge of the last strip."""
    foot: float = 0
    """The room that the footnotes take."""

    def __post_init__(self) -> None:
        self.y = self.top

    @property
    def is_empty(self) -> bool:
        """True if nothing but a repeated header row stands in the column."""
        return not self.strips

    def add(self, strip: Strip) -> None:
        """Put a strip below the last one."""
        self.y -= 0 if self.is_empty else strip.before
        self.strips.append((strip, self.y))
        self.y -= strip.height


@dataclass
class Page:
    """A page of the report; `number` counts the pages of the file from 1."""

    number: int
    columns: list[Column]
    starts_text: bool = False


class Paginator:
    """Fills page after page. `note_height` gives the room of a footnote in points."""

    def __init__(self, layout: Layout, first_number: int, masthead: float, note_height: Callable[[str], float]) -> None:
        self.layout = layout
        self.pages: list[Page] = []
        self._next_number = first_number
        self._masthead = masthead
        self._note_height = note_height
        self._waiting: list[Column] = []
        self._column = self._new_column()

    def place(self, strips: Sequence[Strip]) -> list[Page]:
        """The pages on which the strips stand."""
        for group in _groups(strips):
            self._place_group(group)
        return self.pages

    def _place_group(self, group: list[Strip]) -> None:
        if group[0].new_page and not self._page_is_empty():
            self._waiting = []
            self._column = self._new_column()
        if group[0].starts_text:
            self.pages[-1].starts_text = True
        whole = self._need(group, fresh=True) <= self._column.top - self._column.bottom
        if not self._fits(group) and whole:
            self._next(group[0])
        for strip in group:
            if not self._fits([strip]):
                self._next(strip)
            self._add(strip)

    def _page_is_empty(self) -> bool:
        return all(column.is_empty for column in self.pages[-1].columns)

    def _next(self, strip: Strip) -> None:
        if self._column.is_empty:
            raise ValueError("a table row or box is taller than a page")
        self._column = self._new_column()
        if strip.repeat:
            self._add(strip.repeat)

    def _add(self, strip: Strip) -> None:
        column = self._column
        for label in strip.notes:
            if label not in column.notes:
                column.foot += self._note_height(label) + (0 if column.notes else NOTES_GAP)
                column.notes.append(label)
        column.add(strip)

    def _fits(self, strips: Sequence[Strip]) -> bool:
        return self._need(strips) <= self._column.y - self._column.bottom - self._column.foot

    def _need(self, strips: Sequence[Strip], *, fresh: bool = False) -> float:
        """The height of some strips and their footnotes below the last strip, or in a new column."""
        empty = fresh or self._column.is_empty
        need = sum(strip.height + strip.before for strip in strips) - (strips[0].before if empty else 0)
        seen = [] if fresh else self._column.notes
        new = {label for strip in strips for label in strip.notes if label not in seen}
        return need + sum(map(self._note_height, new)) + (NOTES_GAP if new and not seen else 0)

    def _new_column(self) -> Column:
        if not self._waiting:
            self.pages.append(self._new_page())
            self._waiting = list(self.pages[-1].columns)
        return self._waiting.pop(0)

    def _new_page(self) -> Page:
        layout = self.layout
        top = PAPER[1] - layout.top - (0 if self.pages else self._masthead)
        lefts = [layout.left + count * (layout.column_width + layout.gutter) for count in range(layout.columns)]
        page = Page(self._next_number, [Column(left, top, layout.bottom) for left in lefts])
        self._next_number += 1
        return page


def _groups(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    """Strips that stand together: each keeps the next one."""
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.keep:
            yield group
            group = []
    if group:
        yield group

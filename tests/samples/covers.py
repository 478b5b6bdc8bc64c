"""Prints the cover of an invented report, or the title block on top of a short briefing."""

from __future__ import annotations

from typing import Any

from tests.samples.layouts import PAPER, Layout
from tests.samples.lines import break_lines, draw_line, words_of
from tests.samples.source import Run, Source

TITLE = 27.0
PLAIN = 13.0
NOTICE = 9.5
"""Sizes of the title, other lines and long notices in points."""
LONG = 110
"""A cover line of more characters than this is a notice and is printed small."""


def is_title(line: str, source: Source) -> bool:
    """True for a cover line that is the title or a part of it; the first line where there is none such."""
    parts = [text for text in source.cover if _fold(text) in _fold(source.title) or _fold(source.title) in _fold(text)]
    parts = [text for text in parts if len(text) <= LONG]
    return line in parts if parts else line == source.cover[0]


def draw_cover(canvas: Any, source: Source, layout: Layout) -> None:
    """Print a whole cover page: title lines large, other lines plain, long notices small near the foot."""
    left, room = 80.0, PAPER[0] - 160
    y = PAPER[1] - 190
    canvas.setFillColor(layout.colour)
    if layout.cover == "band":
        canvas.rect(0, PAPER[1] - 420, PAPER[0], 330, stroke=0, fill=1)
        y = PAPER[1] - 150
    elif layout.cover == "side":
        canvas.rect(0, 0, 46, PAPER[1], stroke=0, fill=1)
    elif layout.cover == "centred":
        y = PAPER[1] - 160
    for text in source.cover:
        if len(text) > LONG:
            continue
        on_band = layout.cover == "band" and y > PAPER[1] - 400
        y = _draw(canvas, text, source, layout, left, y, room, colour="#ffffff" if on_band else "")
    y = min(y - 20, 260)
    for text in source.cover:
        if len(text) > LONG:
            y = _draw(canvas, text, source, layout, left, y, room)


def masthead_height(source: Source, layout: Layout) -> float:
    """How far down the title block of a briefing pushes the text, in points."""
    room = PAPER[0] - layout.left - layout.right
    return sum(_height(text, source, layout, room) for text in source.cover) - layout.top + 74


def draw_masthead(canvas: Any, source: Source, layout: Layout) -> None:
    """Print the title block of a briefing on top of its first page."""
    room = PAPER[0] - layout.left - layout.right
    canvas.setFillColor(layout.colour)
    canvas.rect(0, PAPER[1] - 22, PAPER[0], 22, stroke=0, fill=1)
    y = PAPER[1] - 44
    for text in source.cover:
        y = _draw(canvas, text, source, layout, layout.left, y, room)
    canvas.setStrokeColor(layout.colour)
    canvas.line(layout.left, y - 2, PAPER[0] - layout.right, y - 2)


def _look(text: str, source: Source, layout: Layout) -> tuple[float, bool, str]:
    """Size, boldness and colour of a cover line."""
    if len(text) > LONG:
        return NOTICE, False, "#000000"
    if is_title(text, source):
        return TITLE if layout.columns == 1 else 22.0, layout.cover != "centred", layout.colour
    return PLAIN if layout.columns == 1 else 11.0, False, "#3a3a3a"


def _height(text: str, source: Source, layout: Layout, room: float) -> float:
    size, bold, _ = _look(text, source, layout)
    words = words_of((Run(text),), layout.heading_face, size, {}, bold=bold)
    return size * 1.2 * len(break_lines(words, room)) + size * 0.5


def _draw(
    canvas: Any, text: str, source: Source, layout: Layout, left: float, top: float, room: float, *, colour: str = ""
) -> float:
    """Print one line of the cover, broken where it is too long; returns its lower edge with some room."""
    size, bold, own = _look(text, source, layout)
    words = words_of((Run(text),), layout.heading_face, size, {}, bold=bold)
    align = "centre" if layout.cover == "centred" else "left"
    y = top
    for line in break_lines(words, room):
        y -= size * 1.2
        draw_line(canvas, line, left, y, room, align=align, colour=colour or own)
    return y - size * 0.5


def _fold(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text).casefold().split())

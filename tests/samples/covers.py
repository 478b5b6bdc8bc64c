"""Prints the cover of an invented report, or the title block on top of a short briefing."""

from __future__ import annotations

from typing import Any

from tests.samples.layouts import PAPER, Layout
from tests.samples.lines import break_lines, draw_line, words_of
from tests.samples.source import Run, Source

TITLE = 27.0
TITLE_LONG = 22.0
PLAIN = 13.0
NOTICE = 9.5
"""Sizes of the title, of a title over several lines, other lines and long notices in points."""
LONG = 110
"""A cover line of more characters than this is a notice and is printed small."""


def cover_lines(source: Source) -> list[tuple[str, bool]]:
    """The lines of the cover, each with whether it is the title or a part of it.

    Where no line is, the title comes after the first line, which names the publisher.
    """
    title = _fold(source.title)
    lines = [(text, len(text) <= LONG and (_fold(text) in title or title in _fold(text))) for text in source.cover]
    if not any(is_title for _, is_title in lines):
        lines.insert(1, (source.title, True))
    return lines


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
    lines = cover_lines(source)
    for text, is_title in lines:
        if is_title or len(text) <= LONG:
            on_band = layout.cover == "band" and y > PAPER[1] - 400
            y = _draw(canvas, text, is_title, layout, left, y, room, colour="#ffffff" if on_band else "")
    y = min(y - 20, 260)
    for text, is_title in lines:
        if not is_title and len(text) > LONG:
            y = _draw(canvas, text, is_title, layout, left, y, room)


def masthead_height(source: Source, layout: Layout) -> float:
    """How far down the title block of a briefing pushes the text, in points."""
    room = PAPER[0] - layout.left - layout.right
    return sum(_height(text, is_title, layout, room) for text, is_title in cover_lines(source)) - layout.top + 74


def draw_masthead(canvas: Any, source: Source, layout: Layout) -> None:
    """Print the title block of a briefing on top of its first page."""
    room = PAPER[0] - layout.left - layout.right
    canvas.setFillColor(layout.colour)
    canvas.rect(0, PAPER[1] - 22, PAPER[0], 22, stroke=0, fill=1)
    y = PAPER[1] - 44
    for text, is_title in cover_lines(source):
        y = _draw(canvas, text, is_title, layout, layout.left, y, room)
    canvas.setStrokeColor(layout.colour)
    canvas.line(layout.left, y - 2, PAPER[0] - layout.right, y - 2)


def _look(text: str, is_title: bool, layout: Layout) -> tuple[float, bool, str]:
    """Size, boldness and colour of a cover line."""
    if is_title:
        size = TITLE_LONG if len(text) > 60 else TITLE
        return size if layout.columns == 1 else 22.0, layout.cover != "centred", layout.colour
    if len(text) > LONG:
        return NOTICE, False, "#000000"
    return PLAIN if layout.columns == 1 else 11.0, False, "#3a3a3a"


def _height(text: str, is_title: bool, layout: Layout, room: float) -> float:
    size, bold, _ = _look(text, is_title, layout)
    words = words_of((Run(text),), layout.heading_face, size, {}, bold=bold)
    return size * 1.2 * len(break_lines(words, room)) + size * 0.5


def _draw(
    canvas: Any, text: str, is_title: bool, layout: Layout, left: float, top: float, room: float, *, colour: str = ""
) -> float:
    """Print one line of the cover, broken where it is too long; returns its lower edge with some room."""
    size, bold, own = _look(text, is_title, layout)
    words = words_of((Run(text),), layout.heading_face, size, {}, bold=bold)
    align = "centre" if layout.cover == "centred" else "left"
    y = top
    for line in break_lines(words, room):
        y -= size * 1.2
        draw_line(canvas, line, left, y, room, align=align, colour=colour or own)
    return y - size * 0.5


def _fold(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text).casefold().split())

"""Prints what stands around and behind the text of a page: running heads, footers, a browser's lines, a watermark."""

from __future__ import annotations

import re
from typing import Any

from tests.samples.layouts import PAPER, Layout
from tests.samples.lines import Line, Piece, draw_line
from tests.samples.source import Source

SMALL = 8.0
"""The size of running heads and footers in points."""
GREY = "#4a4a4a"
DATE_LINE = 26.0
"""The baseline of a date alone and of a browser's last line, below the footer; points from the lower edge."""
EDGE = 24.0
"""How far a browser's lines stand from the edges of the paper."""
WATERMARK = "DRAFT"
WATERMARK_SIZE = 130.0
WATERMARK_STEP = 105.0
"""From one letter of the watermark to the next, in points along the diagonal."""
PALE = "#e3e3e3"


def draw_small(
    canvas: Any, layout: Layout, text: str, y: float, align: str, *, size: float = SMALL, italic: bool = False
) -> None:
    """Print a line of a running head or footer between the margins."""
    if not text:
        return
    piece = Piece(text, layout.face.font(bold=False, italic=italic), size)
    room = PAPER[0] - layout.outer_left - layout.right
    line = Line(((piece,),), piece.width, is_last=True)
    draw_line(canvas, line, layout.outer_left, y, room, align=align, colour=GREY)


def draw_date(canvas: Any, source: Source, layout: Layout) -> None:
    """Print the date of the report alone, below the footer."""
    draw_small(canvas, layout, source.details["date"], DATE_LINE, "centre")


def draw_browser_lines(canvas: Any, source: Source, layout: Layout, number: int, of: int) -> None:
    """Print when a browser printed the page, the title of the page, its address and "3/14"."""
    upper = PAPER[1] - EDGE - 10
    for text, y, align in (
        (source.details["printed"], upper, "left"),
        (source.title, upper, "right"),
        (page_address(source), DATE_LINE - 8, "left"),
        (f"{number}/{of}", DATE_LINE - 8, "right"),
    ):
        piece = Piece(text, layout.face.regular, SMALL)
        line = Line(((piece,),), piece.width, is_last=True)
        draw_line(canvas, line, EDGE, y, PAPER[0] - 2 * EDGE, align=align)


def page_address(source: Source) -> str:
    """The address of a page that exists nowhere (RFC 2606: nobody can own a name that ends in .example)."""
    site, page = (re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") for text in (source.cover[0], source.title))
    return f"https://www.{site}.example/publications/{page}"


def draw_watermark(canvas: Any, layout: Layout) -> None:
    """Print large pale letters up the diagonal of the page, each by itself."""
    canvas.saveState()
    canvas.setFillColor(PALE)
    canvas.setFont(layout.heading_face.bold, WATERMARK_SIZE)
    canvas.translate(PAPER[0] / 2, PAPER[1] / 2)
    canvas.rotate(55)
    for count, letter in enumerate(WATERMARK):
        canvas.drawCentredString((count - (len(WATERMARK) - 1) / 2) * WATERMARK_STEP, -WATERMARK_SIZE / 3, letter)
    canvas.restoreState()

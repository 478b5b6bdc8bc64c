"""Prints an invented report as a PDF file, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from tests.samples.covers import draw_cover, draw_masthead, masthead_height
from tests.samples.front_pages import front_pages
from tests.samples.layouts import LAYOUTS, PAPER, Layout
from tests.samples.page_marks import draw_browser_lines, draw_date, draw_small, draw_watermark
from tests.samples.pages import NOTES_GAP, Column, Page, Paginator
from tests.samples.settings import SourceError
from tests.samples.source import (
    BulletList,
    Contents,
    Heading,
    NewPage,
    Paragraph,
    Quotation,
    Source,
    plain_text,
)
from tests.samples.strips import Cutter, Strip
from tests.samples.traps import trapped_layout, trapped_source

ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
MOST_CONTENTS = 40
"""With more headings of two levels than this, the contents page lists chapters only."""


def print_report(source: Source) -> bytes:
    """The PDF file of a source. Its streams are not compressed, because compressed bytes differ between computers.

    Raises SourceError where no table goes over a page break and one is asked for.
    """
    source = trapped_source(source)
    layout = trapped_layout(LAYOUTS[source.layout], source)
    cutter = Cutter(source, layout)
    pages = _paginate(source, cutter, {})
    labels = page_labels(pages, layout)
    pages = _paginate(source, cutter, _labels_of_headings(pages, labels))
    if "repeated-table-head" in source.traps and not _has_divided_table(pages):
        raise SourceError(source.path, 1, "the trap repeated-table-head needs a table that goes over a page break")
    return _Printer(source, cutter, pages).print()


def page_labels(pages: list[Page], layout: Layout) -> dict[int, str]:
    """What is printed as the number of each page, by its place in the file."""
    start = next((page.number for page in pages if page.starts_text), 0) if layout.roman_front else 0
    if not start:
        return {page.number: str(page.number) for page in pages}
    return {p.number: _roman(p.number) if p.number < start else str(p.number - start + 1) for p in pages}


def _has_divided_table(pages: list[Page]) -> bool:
    """True if a table goes on in a second column or page, where its header row is printed again."""
    columns = (column.strips for page in pages for column in page.columns)
    return any(len(strips) > 1 and strips[1][0].repeat == strips[0][0] for strips in columns)


def _roman(number: int) -> str:
    text = ""
    for value, sign in ROMAN:
        while number >= value:
            text += sign
            number -= value
    return text


def _labels_of_headings(pages: list[Page], labels: dict[int, str]) -> dict[int, str]:
    """The printed page of each heading, by its line in the source."""
    return {
        strip.heading.line: labels[page.number]
        for page in pages
        for column in page.columns
        for strip, _ in column.strips
        if strip.heading
    }


def _paginate(source: Source, cutter: Cutter, labels: dict[int, str]) -> list[Page]:
    """Place everything; `labels` are the page numbers for the contents page, known from a first attempt."""
    layout = cutter.layout
    on_first_page = layout.cover == "masthead"
    masthead = masthead_height(source, layout) if on_first_page else 0
    heights = {label: sum(strip.height for strip in cutter.note(label)) + 2 for label in source.notes}
    paginator = Paginator(layout, 1 if on_first_page else 2, masthead, heights.__getitem__)
    return paginator.place(list(_strips(source, cutter, labels)))


def _strips(source: Source, cutter: Cutter, labels: dict[int, str]) -> Iterable[Strip]:
    new_page = starts_text = False
    for at, block in enumerate(source.blocks):
        strips: list[Strip] = []
        if isinstance(block, NewPage):
            new_page = True
            continue
        if isinstance(block, Contents):
            strips = list(_contents(source, at, cutter, labels))
        elif isinstance(block, Heading):
            strips = cutter.heading(block)
        elif isinstance(block, Paragraph):
            strips = cutter.paragraph(block)
        elif isinstance(block, BulletList):
            strips = cutter.bullets(block)
        elif isinstance(block, Quotation):
            strips = cutter.quotation(block)
        else:
            strips = cutter.table(block)
        strips[0] = replace(strips[0], new_page=new_page, starts_text=starts_text)
        new_page = starts_text = isinstance(block, Contents) and cutter.layout.columns == 1
        yield from strips


def _contents(source: Source, at: int, cutter: Cutter, labels: dict[int, str]) -> Iterable[Strip]:
    """The contents page: a title, unless the source has one, and a line for each later heading."""
    before = source.blocks[at - 1] if at else None
    if not isinstance(before, Heading):
        yield from cutter.contents_title()
    headings = [block for block in source.blocks[at:] if isinstance(block, Heading) and block.level <= 2]
    if len(headings) > MOST_CONTENTS:
        headings = [block for block in headings if block.level == 1]
    for block in headings:
        yield cutter.contents_line(block, labels.get(block.line, "0"))


class _Printer:
    """Draws the placed pages of one report on a canvas."""

    def __init__(self, source: Source, cutter: Cutter, pages: list[Page]) -> None:
        self.source = source
        self.cutter = cutter
        self.layout = cutter.layout
        self.pages = pages
        self.labels = page_labels(pages, self.layout)

    def print(self) -> bytes:
        stream = io.BytesIO()
        canvas = Canvas(stream, pagesize=PAPER, invariant=True, pageCompression=0, lang="en-GB")
        canvas.setTitle(self.source.title)
        canvas.setAuthor("")
        canvas.setSubject(self.source.footer)
        for draw in front_pages(self.source):
            draw(canvas)
            canvas.showPage()
        if self.layout.cover != "masthead":
            self._ground(canvas)
            draw_cover(canvas, self.source, self.layout)
            self._footer(canvas, "", 1)
            canvas.showPage()
        for page in self.pages:
            self._page(canvas, page)
            canvas.showPage()
        canvas.save()
        return stream.getvalue()

    def _ground(self, canvas: Any) -> None:
        """What is printed on a page before its text."""
        if "watermark" in self.source.traps:
            draw_watermark(canvas, self.layout)

    def _page(self, canvas: Any, page: Page) -> None:
        self._ground(canvas)
        if self.layout.cover == "masthead" and page.number == 1:
            draw_masthead(canvas, self.source, self.layout)
        elif self.layout.prints_heads and "browser-print" not in self.source.traps:
            self._running_head(canvas, page)
        for column in page.columns:
            for strip, top in column.strips:
                strip.draw(canvas, column.left, top)
                if strip.heading:
                    self._bookmark(canvas, strip.heading, top)
            self._notes(canvas, column)
        self._footer(canvas, self._page_number(page), page.number)

    def _bookmark(self, canvas: Any, heading: Heading, top: float) -> None:
        name = f"line-{heading.line}"
        canvas.bookmarkHorizontal(name, 0, top)
        higher = [level for level in self._levels_before(heading) if level < heading.level]
        canvas.addOutlineEntry(plain_text(heading.runs), name, level=len(higher))

    def _levels_before(self, heading: Heading) -> list[int]:
        """The levels of the headings this one stands under, highest first."""
        levels: list[int] = []
        for block in self.source.blocks:
            if block is heading:
                break
            if isinstance(block, Heading):
                levels = [*(level for level in levels if level < block.level), block.level]
        return levels

    def _notes(self, canvas: Any, column: Column) -> None:
        if not column.notes:
            return
        y = column.bottom + column.foot - NOTES_GAP
        canvas.setStrokeColor("#000000")
        canvas.setLineWidth(0.5)
        canvas.line(column.left, y + 5, column.left + min(120, self.layout.column_width / 2), y + 5)
        for label in column.notes:
            for strip in self.cutter.note(label):
                strip.draw(canvas, column.left, y)
                y -= strip.height
            y -= 2

    def _page_number(self, page: Page) -> str:
        return self.layout.page_number.format(page=self.labels[page.number], pages=self.pages[-1].number)

    def _running_head(self, canvas: Any, page: Page) -> None:
        y = PAPER[1] - self.layout.top + 34
        even = page.number % 2 == 0
        text = self.source.running_head_even if even else self.source.running_head
        align = {"line": "left", "centred": "centre", "alternating": "left" if even else "right"}[
            self.layout.running_head
        ]
        draw_small(canvas, self.layout, text, y, align, italic=self.layout.running_head != "line")
        if self.layout.running_head == "line":
            canvas.setStrokeColor(self.layout.colour)
            canvas.setLineWidth(0.8)
            canvas.line(self.layout.outer_left, y - 6, PAPER[0] - self.layout.right, y - 6)

    def _footer(self, canvas: Any, page_number: str, number: int) -> None:
        y = 40.0
        if "date-footer" in self.source.traps:
            draw_date(canvas, self.source, self.layout)
        if "browser-print" in self.source.traps:
            draw_browser_lines(canvas, self.source, self.layout, number, self.pages[-1].number)
            page_number = ""
        if self.layout.running_head == "centred":
            draw_small(canvas, self.layout, page_number, y + 16, "centre", size=self.layout.size)
            draw_small(canvas, self.layout, self.source.footer, y, "centre")
        else:
            right = self.layout.running_head == "line" or number % 2 == 1
            draw_small(canvas, self.layout, self.source.footer, y, "left" if right else "right")
            draw_small(canvas, self.layout, page_number, y, "right" if right else "left", size=9)

"""Turns the blocks of a report into strips of paper that a page break cannot divide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.samples.layouts import HeadingLook, Layout
from tests.samples.lines import (
    BLACK,
    RAISED,
    SMALL,
    Line,
    Piece,
    Word,
    break_lines,
    draw_line,
    widest_part,
    width_of,
    words_of,
)
from tests.samples.source import BulletList, Heading, Paragraph, Quotation, Run, Runs, Source, Table, plain_text
from tests.samples.symbol_font import NAME as PRIVATE_SIGNS
from tests.samples.symbol_font import SIGNS
from tests.samples.traps import drop_cap_paragraphs

DESCENT = 0.25
"""How far letters reach below their baseline, in parts of the leading."""
PADDING = 5.0
"""Inside boxes and table cells."""
DROPPED_LINES = 2
"""How many lines the first letter of a chapter reaches down, where it does."""

Draw = Callable[[Any, float, float], None]
"""Prints on a canvas at the left edge and the top edge, in points from the bottom left of the paper."""


@dataclass(frozen=True)
class Strip:
    """A line, a table row or a heading: what always stays in one piece."""

    height: float
    draw: Draw
    before: float = 0
    """Room above, left out at the top of a column."""
    notes: tuple[str, ...] = ()
    """The footnotes that must stand on the same page."""
    keep: bool = False
    """The next strip must stand below it."""
    heading: Heading | None = None
    repeat: Strip | None = None
    """Printed first when this strip starts a column: the header row of a table."""
    new_page: bool = False
    starts_text: bool = False
    """The first strip after the contents."""


class Cutter:
    """Cuts the blocks of one report into strips."""

    def __init__(self, source: Source, layout: Layout) -> None:
        self.layout = layout
        self.marks = {label: number for number, label in enumerate(source.notes, start=1)}
        self.notes = source.notes
        self.traps = frozenset(source.traps)
        self._large_letters = _lines_with_large_letter(source) if layout.drop_cap else frozenset()
        self._lists = [block.line for block in source.blocks if isinstance(block, BulletList)]

    def heading(self, block: Heading) -> list[Strip]:
        """The lines of a heading, kept with what follows."""
        look = self.layout.headings[block.level - 1]
        boxed = self.layout.boxed_headings and plain_text(block.runs).startswith("Finding ")
        inset = PADDING * 2 if boxed else 0
        runs = tuple(replace(run, italic=run.italic or look.italic) for run in block.runs)
        words = words_of(runs, self.layout.heading_face, look.size, self.marks, bold=look.bold)
        lines = break_lines(words, self.layout.column_width - 2 * inset)
        strips = [self._heading_line(line, look, inset) for line in lines]
        strips[0] = replace(strips[0], before=look.before, heading=block)
        if boxed:
            strips = self._boxed(strips)
        return [*strips, Strip(look.after, _nothing, keep=True)]

    def paragraph(self, block: Paragraph) -> list[Strip]:
        """The lines of a paragraph with its number in the margin or before the first word."""
        number = block.number.rstrip(".").replace(".", "-") if "dashed-numbers" in self.traps else block.number
        stranded = bool(number) and "stranded-numbers" in self.traps
        hang = self.layout.hang if number and not stranded else 0
        glued = "glued-numbers" in self.traps
        beside = not number or hang or stranded
        runs = block.runs if beside else (Run(number if glued else f"{number}  "), *block.runs)
        if block.line in self._large_letters and beside:
            strips = self._with_drop_cap(runs)
        else:
            strips = self._text(runs, 0, self.layout.column_width)
        if hang:
            label = Piece(number, self.layout.face.regular, self.layout.size)
            strips[0] = self._with_sign(strips[0], label, -label.width if glued else -hang)
        return [*self._stranded(number), replace(strips[0], before=0), *strips[1:]] if stranded else strips

    def bullets(self, block: BulletList) -> list[Strip]:
        """The lines of a list, each item with its sign."""
        size, indent = self.layout.size, self.layout.size * 1.7
        text, font = self.layout.bullet
        sign = Piece(text, font, size * (0.7 if font == "ZapfDingbats" else 1))
        if "wingdings" in self.traps:
            sign = Piece(SIGNS[self._lists.index(block.line) % len(SIGNS)].typed, PRIVATE_SIGNS, size)
        strips: list[Strip] = []
        for item in block.items:
            lines = self._text(item, indent * 1.5, self.layout.column_width - indent * 1.5)
            lines[0] = self._with_sign(lines[0], sign, indent * 0.6)
            lines[0] = replace(lines[0], before=self.layout.gap * (0.5 if strips else 1))
            strips += lines
        return strips

    def quotation(self, block: Quotation) -> list[Strip]:
        """Indented lines; a box if the quotation starts in bold."""
        boxed = block.paragraphs[0][0].bold
        indent = 12.0 if boxed else 24.0
        strips = []
        for runs in block.paragraphs:
            styled = runs if boxed else tuple(replace(run, italic=not run.italic) for run in runs)
            strips += self._text(styled, indent, self.layout.column_width - 2 * indent)
        return self._boxed(strips) if boxed else strips

    def note(self, label: str) -> list[Strip]:
        """The lines of a footnote."""
        size, leading = self.layout.size * 0.8, self.layout.leading * 0.8
        mark_size = size * 0.7
        rise = mark_size / SMALL * RAISED
        mark = (Piece(str(self.marks[label]), self.layout.face.regular, mark_size, note=label, rise=rise),)
        words = words_of(self.notes[label], self.layout.face, size, self.marks)
        lines = break_lines([mark, *words], self.layout.column_width)
        return [self._line(line, 0, self.layout.column_width, leading, "left") for line in lines]

    def contents_title(self) -> list[Strip]:
        """The heading of the contents page; it does not stand in its own list."""
        look = self.layout.headings[0]
        words = words_of((Run("Contents"),), self.layout.heading_face, look.size, {}, bold=look.bold)
        line = self._heading_line(break_lines(words, self.layout.column_width)[0], look, 0)
        return [replace(line, new_page=True), Strip(look.after, _nothing, keep=True)]

    def contents_line(self, block: Heading, label: str) -> Strip:
        """A line of the contents page; `label` is the printed page number."""
        size, indent = self.layout.size, 16.0 * (block.level - 1)
        room = self.layout.column_width - indent - 40
        words = words_of((Run(plain_text(block.runs)),), self.layout.face, size, self.marks, bold=block.level == 1)
        lines = break_lines(words, room)
        leading = self.layout.leading
        number = Line(((Piece(label, self.layout.face.regular, size),),), 0, is_last=True)
        number = replace(number, width=width_of(number.words[0]))

        def draw(canvas: Any, x: float, top: float) -> None:
            for count, line in enumerate(lines):
                y = top - leading * (count + 1 - DESCENT)
                draw_line(canvas, line, x + indent, y, room)
            if self.layout.dotted_contents:
                self._dots(canvas, x + indent + lines[-1].width, x + self.layout.column_width - number.width, y)
            draw_line(canvas, number, x, y, self.layout.column_width, align="right")

        return Strip(leading * len(lines), draw, before=5 if block.level == 1 else 1)

    def table(self, block: Table) -> list[Strip]:
        """The rows of a table; its header row is printed again on every page."""
        size = self.layout.size * 0.9
        header = [words_of(cell, self.layout.face, size, self.marks, bold=True) for cell in block.header]
        rows = [[words_of(cell, self.layout.face, size, self.marks) for cell in row] for row in block.rows]
        widths = _column_widths([header, *rows], self.layout.column_width)
        head = replace(self._row(header, widths, header=True), before=self.layout.gap, keep=True)
        body = [self._row(row, widths, tinted=count % 2 == 1) for count, row in enumerate(rows)]
        body = [replace(strip, repeat=replace(head, before=0)) for strip in body]
        return [head, *body, Strip(self.layout.gap, _nothing)]

    def _heading_line(self, line: Line, look: HeadingLook, inset: float) -> Strip:
        room = self.layout.column_width - 2 * inset
        colour = self.layout.colour
        return self._line(line, inset, room, look.size * 1.25, look.align, colour=colour, keep=True)

    def _text(self, runs: Runs, indent: float, room: float) -> list[Strip]:
        words = words_of(runs, self.layout.face, self.layout.size, self.marks)
        lines = break_lines(words, room, hyphenate=self.layout.hyphenate, divided=self.layout.divided)
        return self._lines(lines, indent, room)

    def _stranded(self, number: str) -> list[Strip]:
        """A paragraph's number on a line of its own."""
        return [replace(strip, keep=True) for strip in self._text((Run(number),), 0, self.layout.column_width)]

    def _lines(self, lines: Sequence[Line], indent: float, room: float) -> list[Strip]:
        """The first two and the last two lines of a paragraph stay together."""
        last = len(lines) - 1
        leading, align = self.layout.leading, self.layout.align
        strips = [
            self._line(line, indent, room, leading, align, keep=count < last and count in (0, last - 1))
            for count, line in enumerate(lines)
        ]
        strips[0] = replace(strips[0], before=self.layout.gap)
        return strips

    def _line(
        self,
        line: Line,
        indent: float,
        room: float,
        leading: float,
        align: str,
        *,
        colour: str = BLACK,
        keep: bool = False,
    ) -> Strip:
        def draw(canvas: Any, x: float, top: float) -> None:
            draw_line(canvas, line, x + indent, top - leading * (1 - DESCENT), room, align=align, colour=colour)

        return Strip(leading, draw, notes=line.notes, keep=keep)

    def _with_sign(self, strip: Strip, sign: Piece, offset: float) -> Strip:
        """A line with its paragraph number or bullet to the left of it."""
        line = Line(((sign,),), sign.width, is_last=True)

        def draw(canvas: Any, x: float, top: float) -> None:
            draw_line(canvas, line, x + offset, top - self.layout.leading * (1 - DESCENT), 100)
            strip.draw(canvas, x, top)

        return replace(strip, draw=draw)

    def _with_drop_cap(self, runs: Runs) -> list[Strip]:
        first = runs[0].text[0]
        size = self.layout.leading * DROPPED_LINES
        letter = Piece(first, self.layout.heading_face.bold, size)
        indent = letter.width + 4
        room = self.layout.column_width
        rest = (replace(runs[0], text=runs[0].text[1:]), *runs[1:])
        words = words_of(rest, self.layout.face, self.layout.size, self.marks)
        lines = break_lines(
            words,
            lambda count: room - indent * (count < DROPPED_LINES),
            hyphenate=self.layout.hyphenate,
            divided=self.layout.divided,
        )
        if len(lines) < DROPPED_LINES:
            return self._text(runs, 0, room)
        beside = self._lines(lines[:DROPPED_LINES], indent, room - indent)
        below = self._lines(lines[DROPPED_LINES:], 0, room) if len(lines) > DROPPED_LINES else []
        strips = [replace(strip, before=0, keep=True) for strip in beside]
        strips += [replace(strip, before=0) for strip in below]
        plain = strips[0].draw

        def draw(canvas: Any, x: float, top: float) -> None:
            line = Line(((letter,),), letter.width, is_last=True)
            y = top - self.layout.leading * (DROPPED_LINES - DESCENT)
            draw_line(canvas, line, x, y, room, colour=self.layout.colour)
            plain(canvas, x, top)

        return [replace(strips[0], draw=draw, before=self.layout.gap), *strips[1:]]

    def _boxed(self, strips: Sequence[Strip]) -> list[Strip]:
        """The strips on a tinted ground with a bar on their left; the box may go over a page break."""
        edge = Strip(PADDING, self._ground(PADDING, _nothing), keep=True)
        inside = [self._grounded(strip, strip.before if count else 0) for count, strip in enumerate(strips)]
        last = replace(inside[-1], keep=True)
        top = replace(edge, before=max(self.layout.gap, strips[0].before))
        return [top, *inside[:-1], last, replace(edge, keep=strips[-1].keep)]

    def _grounded(self, strip: Strip, above: float) -> Strip:
        """A strip on tinted ground, the room above it, in points, included."""
        height = strip.height + above
        return replace(strip, draw=self._ground(height, strip.draw, above), height=height, before=0)

    def _ground(self, height: float, over: Draw, down: float = 0) -> Draw:
        def draw(canvas: Any, x: float, top: float) -> None:
            canvas.setFillColor(self.layout.tint)
            canvas.rect(x, top - height - 0.3, self.layout.column_width, height + 0.6, stroke=0, fill=1)
            canvas.setFillColor(self.layout.colour)
            canvas.rect(x, top - height - 0.3, 3, height + 0.6, stroke=0, fill=1)
            over(canvas, x, top - down)

        return draw

    def _dots(self, canvas: Any, start: float, end: float, y: float) -> None:
        dot = Piece(".", self.layout.face.regular, 8)
        dots = replace(dot, text=dot.text * max(0, int((end - start - 8) / dot.width)))
        line = Line(((dots,),), dots.width, is_last=True)
        draw_line(canvas, line, start + 4, y, end - start - 8, align="right")

    def _row(
        self, cells: Sequence[Sequence[Word]], widths: Sequence[float], *, header: bool = False, tinted: bool = False
    ) -> Strip:
        leading = self.layout.leading * 0.88
        columns = [break_lines(words, width - 2 * PADDING) for words, width in zip(cells, widths, strict=True)]
        height = leading * max(len(lines) for lines in columns) + 2 * PADDING
        ground = (self.layout.head[0] or self.layout.colour) if header else self.layout.tint if tinted else "#ffffff"
        colour = self.layout.head[1] if header else BLACK

        def draw(canvas: Any, x: float, top: float) -> None:
            canvas.setStrokeColor("#8c8c8c")
            canvas.setLineWidth(0.5)
            for lines, width in zip(columns, widths, strict=True):
                canvas.setFillColor(ground)
                canvas.rect(x, top - height, width, height, stroke=1, fill=1)
                for count, line in enumerate(lines):
                    y = top - PADDING - leading * (count + 1 - DESCENT)
                    draw_line(canvas, line, x + PADDING, y, width, colour=colour)
                x += width

        notes = tuple(label for lines in columns for line in lines for label in line.notes)
        return Strip(height, draw, notes=notes)


def _lines_with_large_letter(source: Source) -> frozenset[int]:
    """Where in the source the paragraphs stand that start with a letter over several lines: one of the report, or
    with the trap one of each chapter."""
    if "drop-caps" in source.traps:
        return frozenset(block.line for block in drop_cap_paragraphs(source))
    plain = (block.line for block in source.blocks if isinstance(block, Paragraph) and not block.number)
    return frozenset((next(plain, 0),))


def _column_widths(rows: Sequence[Sequence[Sequence[Word]]], room: float) -> list[float]:
    """Each column as wide as its widest word, and the rest shared out by how much text a column holds."""
    columns = list(zip(*rows, strict=True))
    least = [max(widest_part(cell) for cell in column) + 2 * PADDING + 0.5 for column in columns]
    wanted = [max(sum(width_of(word) + 3 for word in cell) for cell in column) for column in columns]
    more = [max(0.0, want + 2 * PADDING - low) for want, low in zip(wanted, least, strict=True)]
    free = room - sum(least)
    if free < 0 or not sum(more):
        return [low * room / sum(least) for low in least]
    shares = _shares(more, free)
    return [low + share for low, share in zip(least, shares, strict=True)]


def _shares(more: Sequence[float], free: float) -> list[float]:
    """The free width shared out by the square root of what each column asks for, so that no column starves."""
    roots = [amount**0.75 for amount in more]
    return [free * root / sum(roots) for root in roots]


def _nothing(canvas: Any, x: float, top: float) -> None:
    """Prints white paper."""

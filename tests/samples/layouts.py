"""How each layout of the invented reports looks: paper, fonts, margins, headings, running heads and page numbers."""

from __future__ import annotations

from dataclasses import dataclass

from tests.samples.hyphenation import SELDOM
from tests.samples.lines import Face

PAPER = (595.28, 841.89)
"""A4 in points."""
HELVETICA = Face("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique")
TIMES = Face("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic")


@dataclass(frozen=True)
class HeadingLook:
    """How headings of one level are printed; sizes and spaces are in points."""

    size: float
    before: float
    after: float
    bold: bool = True
    italic: bool = False
    align: str = "left"


@dataclass(frozen=True)
class Layout:
    """The looks of a printed report; lengths are in points."""

    face: Face
    heading_face: Face
    size: float
    leading: float
    """From one baseline to the next."""
    gap: float
    """Between paragraphs."""
    left: float
    right: float
    top: float
    bottom: float
    headings: tuple[HeadingLook, HeadingLook, HeadingLook]
    colour: str
    """Of headings, table heads and the cover."""
    tint: str
    """Behind boxes and every second table row."""
    head: tuple[str, str] = ("", "#ffffff")
    """Ground and letters of a table's header row; an empty ground is `colour`."""
    bullet: tuple[str, str] = ("•", "Symbol")
    columns: int = 1
    gutter: float = 0
    hang: float = 0
    """The part of the left margin in which paragraph numbers hang; 0 prints them at the start of the text."""
    align: str = "left"
    hyphenate: bool = False
    divided: tuple[int, int] = SELDOM
    """Letters of the shortest word that is divided, and fewest before and after the hyphen."""
    drop_cap: bool = False
    boxed_headings: bool = False
    """Headings of findings stand in a box."""
    cover: str = "plain"
    """plain, band, centred, side, or masthead (on top of the first page of text)."""
    running_head: str = "alternating"
    """alternating, line or centred."""
    prints_heads: bool = True
    """False where only the footer stands on each page."""
    page_number: str = "{page}"
    roman_front: bool = False
    """Cover and contents are numbered i, ii, iii; the text starts with 1."""
    dotted_contents: bool = True

    @property
    def outer_left(self) -> float:
        """The left edge of numbers in the margin, if there are any, else of the text."""
        return self.left - self.hang

    @property
    def column_width(self) -> float:
        """The width of a column of text."""
        room = PAPER[0] - self.left - self.right - self.gutter * (self.columns - 1)
        return room / self.columns


LAYOUTS = {
    "numbered": Layout(
        face=HELVETICA,
        heading_face=HELVETICA,
        size=11,
        leading=15,
        gap=9,
        left=112,
        right=71,
        top=92,
        bottom=86,
        hang=42,
        headings=(HeadingLook(17, 24, 10), HeadingLook(13, 16, 6), HeadingLook(11, 12, 4, italic=True)),
        colour="#1d1d1b",
        tint="#eeeeee",
        cover="plain",
        running_head="alternating",
        roman_front=True,
    ),
    "council": Layout(
        face=HELVETICA,
        heading_face=HELVETICA,
        size=11,
        leading=15.5,
        gap=9,
        left=71,
        right=71,
        top=96,
        bottom=88,
        hang=0,
        headings=(HeadingLook(18, 26, 10), HeadingLook(13.5, 16, 6), HeadingLook(11.5, 12, 4)),
        colour="#005a5b",
        tint="#e6f0f0",
        bullet=("➢", "ZapfDingbats"),
        cover="band",
        running_head="line",
        page_number="Page {page} of {pages}",
    ),
    "two-column": Layout(
        face=HELVETICA,
        heading_face=HELVETICA,
        size=9.5,
        leading=12.8,
        gap=6,
        left=51,
        right=51,
        top=74,
        bottom=78,
        headings=(HeadingLook(13, 16, 5), HeadingLook(10.5, 10, 3), HeadingLook(9.5, 8, 2, italic=True)),
        colour="#5b2a6e",
        tint="#f1eaf4",
        bullet=("■", "ZapfDingbats"),
        columns=2,
        gutter=22,
        align="justify",
        hyphenate=True,
        drop_cap=True,
        cover="masthead",
        running_head="line",
    ),
    "committee": Layout(
        face=TIMES,
        heading_face=TIMES,
        size=11.5,
        leading=13.8,
        gap=6,
        left=96,
        right=96,
        top=100,
        bottom=104,
        headings=(
            HeadingLook(13, 26, 12, bold=False, align="centre"),
            HeadingLook(11.5, 14, 7, bold=False, italic=True, align="centre"),
            HeadingLook(11.5, 9, 4, bold=False, italic=True),
        ),
        colour="#000000",
        tint="#ffffff",
        head=("#ffffff", "#000000"),
        bullet=("—", "Times-Roman"),
        align="justify",
        hyphenate=True,
        cover="centred",
        running_head="centred",
        roman_front=True,
    ),
    "table": Layout(
        face=HELVETICA,
        heading_face=HELVETICA,
        size=10.5,
        leading=14.5,
        gap=8,
        left=100,
        right=64,
        top=88,
        bottom=84,
        hang=36,
        headings=(HeadingLook(16, 22, 8), HeadingLook(12.5, 14, 5), HeadingLook(10.5, 10, 3)),
        colour="#1f3864",
        tint="#e9edf5",
        cover="side",
        running_head="line",
        page_number="Page | {page}",
        dotted_contents=False,
    ),
    "findings": Layout(
        face=TIMES,
        heading_face=HELVETICA,
        size=11.5,
        leading=15,
        gap=8,
        left=78,
        right=78,
        top=90,
        bottom=84,
        headings=(HeadingLook(17, 24, 10), HeadingLook(12.5, 16, 6), HeadingLook(11, 11, 3)),
        colour="#7a1f2b",
        tint="#f7ebec",
        bullet=("●", "ZapfDingbats"),
        hyphenate=True,
        boxed_headings=True,
        cover="plain",
        running_head="alternating",
    ),
}

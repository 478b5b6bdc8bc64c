"""Prints the pages that others put before a report: a repository's deposit sheet, the agenda of a committee."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tests.samples.layouts import HELVETICA, PAPER
from tests.samples.lines import Line, Piece, break_lines, draw_line, words_of
from tests.samples.source import Run, Source

MARGIN = 71.0
TOP = 90.0
FOOT = 40.0
"""The baseline of the last line, in points from the lower edge."""
SIZE = 11.0
LARGE = 16.0
SMALL = 8.0

REPOSITORY = "Repository of published reviews: deposit sheet"
RIGHTS = (
    "Copyright statement: the board named on this sheet owns the text that follows and has placed a copy here. "
    "Readers may consult the copy and quote short parts of it for teaching and study. Permission for any other use "
    "is for the board to give. The repository has not altered the file and does not vouch for its contents."
)
"""Stands in `standard_notices.txt` too, as several reports may have the sheet."""
AGENDA = (
    "1. Apologies for absence",
    "2. Declarations of interest by members and officers",
    "3. Minutes of the previous meeting",
    "4. Questions from the public of which notice was given",
    "5. {title}",
    "6. Work programme of the Committee",
    "7. Date of the next meeting",
)
REPORT_ITEM = (
    "Purpose of this item: to lay before members the report published by {publisher}, which is attached as an "
    "appendix and begins on the next page.",
    "Members are recommended to receive the report and to say whether they wish to see the action plan at a later "
    "meeting.",
    "There are no direct financial or legal consequences for the Council.",
)

Text = tuple[str, float, bool]
"""Words, size in points, bold."""


def front_pages(source: Source) -> Iterator[Callable[[Any], None]]:
    """The pages before the report, each as a function that prints it on a canvas; `traps.py` checked the settings."""
    if "cover-sheet" in source.traps:
        texts = (*_deposit_sheet(source), (RIGHTS, SIZE, False))
        yield lambda canvas: _draw(canvas, REPOSITORY, texts, source.footer)
    if "council-papers" in source.traps:
        head = f"{source.details['council']} – {source.details['committee']}, {source.details['meeting']}"
        yield lambda canvas: _draw(canvas, head, _agenda(source), source.footer, "Pack page 1")
        yield lambda canvas: _draw(canvas, head, _report_item(source), source.footer, "Pack page 2")


def front_texts(source: Source) -> Iterator[str]:
    """The sentences that these pages add to the report."""
    if "cover-sheet" in source.traps:
        yield RIGHTS
    if "council-papers" in source.traps:
        yield from (text for text, _, _ in (*_agenda(source), *_report_item(source)))


def _deposit_sheet(source: Source) -> Iterator[Text]:
    for label, value in (
        ("Title", source.title),
        ("LSCB", source.cover[0]),
        ("Author", source.details["author"]),
        ("Date of publication", source.details["date"]),
    ):
        yield f"{label}: {value}", SIZE, False


def _agenda(source: Source) -> list[Text]:
    details = source.details
    first = [(details["council"], LARGE, True), (details["committee"], LARGE, False), (details["meeting"], SIZE, True)]
    items = [(text.format(title=source.title), SIZE, False) for text in AGENDA]
    return [*first, ("AGENDA", SIZE, True), *items]


def _report_item(source: Source) -> list[Text]:
    first = [("Agenda item 5", SIZE, True), (source.title, LARGE, True)]
    first += [(f"Report to: {source.details['committee']}", SIZE, False)]
    first += [(f"Date: {source.details['meeting']}", SIZE, False)]
    return [*first, *((text.format(publisher=source.cover[0]), SIZE, False) for text in REPORT_ITEM)]


def _draw(canvas: Any, head: str, texts: Sequence[Text], footer: str, page_number: str = "") -> None:
    """Print one page, in Helvetica whatever the report is printed in, as it is another's."""
    room = PAPER[0] - 2 * MARGIN
    _line(canvas, head, PAPER[1] - 50, "left")
    y = PAPER[1] - TOP
    for text, size, bold in texts:
        for line in break_lines(words_of((Run(text),), HELVETICA, size, {}, bold=bold), room):
            y -= size * 1.35
            draw_line(canvas, line, MARGIN, y, room)
        y -= size
    _line(canvas, footer, FOOT, "left")
    _line(canvas, page_number, FOOT, "right")


def _line(canvas: Any, text: str, y: float, align: str) -> None:
    piece = Piece(text, HELVETICA.regular, SMALL)
    draw_line(canvas, Line(((piece,),), piece.width, is_last=True), MARGIN, y, PAPER[0] - 2 * MARGIN, align=align)

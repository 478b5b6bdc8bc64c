"""The second engine for PDF files (pdfium): slower to question letter by letter, but it repairs more."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.documents import Unreadable
from ingest.text.hidden_text import INVISIBLE, SCAN_SHARE, TINY, How
from ingest.text.printed import PrintedDocument, PrintedPage, Run

BOLD_WEIGHT = 600
ATTACHING = frozenset(
    {
        pdfium.FPDF_ANNOT_FILEATTACHMENT,
        pdfium.FPDF_ANNOT_RICHMEDIA,
        pdfium.FPDF_ANNOT_SOUND,
        pdfium.FPDF_ANNOT_MOVIE,
    }
)


def count_characters(content: bytes, numbers: Iterable[int]) -> int:
    """How many characters other than spaces pdfium finds on some pages (numbers from 0); 0 where it fails."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return 0
    found = 0
    with document:
        for number in numbers:
            try:
                text = document[number].get_textpage().get_text_range()
            except (pypdfium2.PdfiumError, IndexError):
                continue
            found += len("".join(text.split()))
    return found


def read_again(content: bytes, most_pages: int) -> PrintedDocument:
    """All pages as pdfium reads them, and how many files are attached; drawn lines are left out.

    Raises Unreadable for a password or too many pages.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("encrypted with a password that is not known") from None
        raise
    with document:
        if len(document) > most_pages:
            raise Unreadable(f"more than {most_pages:,} pages")
        pages: list[PrintedPage] = []
        damaged = False
        attachments = document.count_attachments()
        for number in range(len(document)):
            try:
                page = document[number]
                attachments += _attached_to(page)
                pages.append(_read_page(page, number + 1))
            except pypdfium2.PdfiumError:
                damaged = True
                pages.append(PrintedPage(number + 1, 595.0, 842.0, ()))
    return PrintedDocument(tuple(pages), f"pypdfium2 {version('pypdfium2')}", damaged, attachments=attachments)


def _attached_to(page: Any) -> int:
    found = 0
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        mark = pdfium.FPDFPage_GetAnnot(page, index)
        found += pdfium.FPDFAnnot_GetSubtype(mark) in ATTACHING
        pdfium.FPDFPage_CloseAnnot(mark)
    return found


def _read_page(page: Any, number: int) -> PrintedPage:
    textpage = page.get_textpage()
    width, height = page.get_size()
    scanned = _pictures(page) >= SCAN_SHARE * width * height
    runs: list[Run] = []
    letters: list[str] = []
    hidden: dict[How, list[str]] = {}
    last: tuple[float, float, float, bool] | None = None
    start = end = 0.0
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code in (0, 10, 13) or pdfium.FPDFText_IsGenerated(textpage, index) == 1 or not _is_character(code):
            continue
        left, right, y, size, bold = _letter(textpage, index)
        how = _how_hidden(textpage, index, (left, right, y, size), (width, height), scanned)
        if how:
            hidden.setdefault(how, []).append(chr(code))
            continue
        near = last and abs(last[1] - y) < 0.1 * size and abs(last[2] - size) < 0.1 and last[3] == bold
        gap = left - end
        if letters and last and (not near or gap > size or gap < -0.5 * size):
            runs.append(Run("".join(letters), start, end, last[1], last[2], "", last[3]))
            letters = []
        if not letters:
            start = left
        elif gap > 0.15 * size and letters[-1] != " ":
            letters.append(" ")
        letters.append(chr(code))
        end, last = right, (left, y, size, bold)
    if letters and last:
        runs.append(Run("".join(letters), start, end, last[1], last[2], "", last[3]))
    told = tuple((how, "".join(found)) for how, found in hidden.items() if any(c.isalnum() for c in found))
    return PrintedPage(number, width, height, tuple(runs), hidden=told, taken_out=sum(map(len, hidden.values())))


def _how_hidden(
    textpage: Any, index: int, letter: tuple[float, float, float, float], sheet: tuple[float, float], scanned: bool
) -> How | None:
    """How a letter is hidden, of the ways that this engine can tell; what is painted over what it does not say."""
    left, right, y, size = letter
    if max(size, right - left) < TINY:  # the box of a letter set sideways is as low as the letter is narrow
        return How.TINY
    x = (left + right) / 2
    if not (-1 <= x <= sheet[0] + 1 and -size <= y <= sheet[1] + 1):
        return How.OUTSIDE
    shown = pdfium.FPDFText_GetTextObject(textpage, index)
    if not scanned and shown and pdfium.FPDFTextObj_GetTextRenderMode(shown) in INVISIBLE:
        return How.INVISIBLE
    return None


def _pictures(page: Any) -> float:
    """The area of the pictures on a page, in square points."""
    boxes = (picture.get_bounds() for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2))
    return float(sum((right - left) * (top - foot) for left, foot, right, top in boxes))


def _is_character(code: int) -> bool:
    return code < 0x110000 and not 0xD800 <= code <= 0xDFFF


def _letter(textpage: Any, index: int) -> tuple[float, float, float, float, bool]:
    """Left, right, baseline and size in points, and whether it is bold."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    size = abs(box.top - box.bottom) or pdfium.FPDFText_GetFontSize(textpage, index) or 1.0
    return box.left, box.right, y.value, size, pdfium.FPDFText_GetFontWeight(textpage, index) >= BOLD_WEIGHT

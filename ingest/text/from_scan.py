"""Reads pages that are pictures only: they are drawn by pdfium and read by tesseract, where it is installed."""

from __future__ import annotations

import csv
import os
import shutil
import statistics
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2

from ingest.documents import ExtractedDocument, Unreadable
from ingest.text.extraction import checked, from_printed
from ingest.text.from_pdf import read_pdf
from ingest.text.printed import PrintedPage, Run

TESSERACT = "tesseract"
HOW_TO_INSTALL = "apt install tesseract-ocr"
DPI = 300
"""What tesseract was trained on."""
MOST_PIXELS = 30_000_000
"""Of a drawn page: an A3 page at 300 dots an inch has 17 million. Larger sheets are drawn smaller."""
REAL_TEXT = 20
"""A page with fewer letters has no text of its own: a stamp or a page number at most."""
PAGE_SECONDS = 120
DOUBTFUL = 0.8
"""Mean confidence of a document below which a person should compare it with the scan."""
LETTER_HEIGHT = 0.75
"""Size of letters in points to the height of the box around a line of them, measured on our printed samples."""


@dataclass(frozen=True)
class Recognised:
    """A line that tesseract read: its box in pixels from the top left, its paragraph, and confidence from 0 to 1."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    paragraph: tuple[int, int]
    confidences: tuple[float, ...]


def needs_recognition(document: ExtractedDocument) -> bool:
    """True where a PDF has a page without real text."""
    return document.media_type == "application/pdf" and any(len(page.text) < REAL_TEXT for page in document.pages)


def extract_scan(content: bytes) -> ExtractedDocument:
    """The document with the words that were recognised on its pages without text, marked by the flag `ocr`.

    The engine's name and the mean confidence of the words are in `engine` and `metadata`; the flag
    `ocr_doubtful` is set where that mean is below 0.8. Raises Unreadable.
    """
    program = shutil.which(TESSERACT)
    if program is None:
        raise Unreadable(f"text recognition needs tesseract ({HOW_TO_INSTALL})")
    printed = read_pdf(content)
    pages: list[PrintedPage] = []
    confidences: list[float] = []
    with pypdfium2.PdfDocument(content) as document:
        for page in printed.pages:
            lines = [] if page.characters >= REAL_TEXT else recognise(program, document[page.number - 1])
            confidences += [c for line in lines for c in line.confidences]
            pages.append(_printed(page, lines) if lines else page)
    if not confidences:
        return checked(from_printed(printed))
    mean = statistics.fmean(confidences)
    read = from_printed(replace(printed, pages=tuple(pages)))
    doubtful = ("ocr_doubtful",) if mean < DOUBTFUL else ()
    return checked(
        replace(
            read,
            engine=engine_name(program),
            flags=(*read.flags, "ocr", *doubtful),
            metadata=(*read.metadata, ("recognition_confidence", f"{mean:.2f}")),
        )
    )


def engine_name(program: str) -> str:
    """ "tesseract 5.3.0", as the program says of itself."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, timeout=20).stdout
    return " ".join(said.split()[:2])[:40] or TESSERACT


def recognise(program: str, page: Any) -> list[Recognised]:
    """The lines on a page of pdfium. The picture goes through a pipe: no name, no file (argument lists only)."""
    environment = {"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1", "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", "--dpi", str(DPI), "-l", "eng", "tsv"],
            input=_picture(page), env=environment, capture_output=True, timeout=PAGE_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return []
    return lines_of_table(done.stdout.decode("utf-8", "replace"))


def _picture(page: Any) -> bytes:
    """The page in grey as a portable greymap, never more than MOST_PIXELS."""
    width, height = page.get_size()
    scale = min(DPI / 72, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    if bitmap.stride != bitmap.width:
        rows = b"".join(rows[n * bitmap.stride : n * bitmap.stride + bitmap.width] for n in range(bitmap.height))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + rows


def lines_of_table(table: str) -> list[Recognised]:
    """The lines in tesseract's table of words (its format `tsv`; level 5 is a word)."""
    words: dict[tuple[int, int, int], list[dict[str, str]]] = {}
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") == "5" and (row.get("text") or "").strip():
            words.setdefault((int(row["block_num"]), int(row["par_num"]), int(row["line_num"])), []).append(row)
    return [_line(key[:2], found) for key, found in words.items()]


def _line(paragraph: tuple[int, int], words: Sequence[dict[str, str]]) -> Recognised:
    boxes = [(int(w["left"]), int(w["top"]), int(w["width"]), int(w["height"])) for w in words]
    return Recognised(
        text=" ".join(w["text"].strip() for w in words),
        left=min(x for x, _, _, _ in boxes),
        top=min(y for _, y, _, _ in boxes),
        right=max(x + wide for x, _, wide, _ in boxes),
        bottom=max(y + high for _, y, _, high in boxes),
        paragraph=paragraph,
        confidences=tuple(max(0.0, float(w["conf"])) / 100 for w in words),
    )


def _printed(page: PrintedPage, lines: Sequence[Recognised]) -> PrintedPage:
    """The page as if it had been printed with those lines; sizes within a paragraph are made equal."""
    scale = 72 / DPI
    if page.width * page.height / scale**2 > MOST_PIXELS:
        scale = (page.width * page.height / MOST_PIXELS) ** 0.5
    sizes = _sizes(lines, scale)
    runs = tuple(
        Run(
            text=line.text,
            x0=line.left * scale,
            x1=line.right * scale,
            y=page.height - line.bottom * scale + 0.2 * sizes[line.paragraph],
            size=sizes[line.paragraph],
            font="",
            bold=False,
        )
        for line in lines
    )
    return replace(page, runs=runs, turned=())


def _sizes(lines: Iterable[Recognised], scale: float) -> dict[tuple[int, int], float]:
    """Points for each paragraph. Boxes differ with the letters in a line: only clear differences are kept."""
    heights: dict[tuple[int, int], list[int]] = {}
    for line in lines:
        heights.setdefault(line.paragraph, []).append(line.bottom - line.top)
    sizes = {key: statistics.median(found) * scale * LETTER_HEIGHT for key, found in heights.items()}
    usual = statistics.median(size for key, size in sizes.items() for _ in heights[key])
    return {key: usual if 0.8 * usual <= size <= 1.25 * usual else size for key, size in sizes.items()}

"""Reads built samples back with other programs than those that printed them, and compares texts by their letters."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from functools import cache
from xml.etree import ElementTree

import pypdfium2
from bs4 import BeautifulSoup

from tests.samples.printing import print_report
from tests.samples.source import Source, runs_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AROUND_A_MARK = (16, 8)
"""So many letters before and after the mark of a footnote find it again in the text of a page."""


@cache
def built_pages(source: Source) -> tuple[str, ...]:
    """The text of each page of a built file; a web page and a Word file are one page, a scan is read as printed."""
    if source.format == "html":
        return (BeautifulSoup(source.built_path.read_bytes(), "lxml").get_text(" "),)
    if source.format == "docx":
        return (" ".join(word_texts(source.built_path.read_bytes()).values()),)
    return pdf_pages(print_report(source) if source.format == "scan" else source.built_path.read_bytes())


def pdf_pages(content: bytes) -> tuple[str, ...]:
    """The text of each page of a PDF file."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        return tuple(page.get_textpage().get_text_bounded() for page in pdf)
    finally:
        pdf.close()


def word_texts(content: bytes) -> dict[str, str]:
    """The text of each part of a Word file, by its name: `word/document.xml`, `word/footer.xml` and so on."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: ElementTree.fromstring(package.read(name)) for name in package.namelist()}
    return {name: " ".join(map(_paragraph_text, part.iter(f"{W}p"))) for name, part in parts.items()}


def _paragraph_text(paragraph: ElementTree.Element) -> str:
    marks = {f"{W}tab": " ", f"{W}br": " "}
    return "".join(marks.get(each.tag, (each.text or "") if each.tag == f"{W}t" else "") for each in paragraph.iter())


def words(text: str) -> list[str]:
    """The words of a text in small letters, without apostrophes."""
    return re.findall(r"[^\W_]+", text.replace("’", "").replace("'", "").casefold())


@cache
def letters(text: str) -> str:
    """Letters and digits alone: what stays the same however a line is broken."""
    return "".join(words(text))


@cache
def letters_without_marks(source: Source) -> tuple[str, ...]:
    """The letters of each page of a built file without the marks of footnotes: 2013 where 20131 is printed."""
    pages = [letters(page) for page in built_pages(source)]
    for marked, plain in _around_marks(source):
        pages = [page.replace(marked, plain) for page in pages]
    return tuple(pages)


def _around_marks(source: Source) -> list[tuple[str, str]]:
    """The letters around each mark of a footnote, with it and without it."""
    numbers = {label: str(number) for number, label in enumerate(source.notes, start=1)}
    found = []
    for runs in (runs for block in source.blocks for runs in runs_of(block)):
        parts = [letters(run.text) for run in runs]
        for at, run in enumerate(runs):
            before = "".join(parts[:at])[-AROUND_A_MARK[0] :]
            after = "".join(parts[at + 1 :])[: AROUND_A_MARK[1]]
            if run.note and before:
                found.append((before + numbers[run.note] + after, before + after))
    return found


def stands_on(text: str, pages: Sequence[str]) -> bool:
    """True if the letters of a text stand on these pages, given as letters, each holding a part and the parts
    following one another."""
    rest = letters(text)
    for page in pages:
        rest = rest[longest_beginning(rest, page) :]
    return not rest


def longest_beginning(text: str, page: str) -> int:
    """How many of the first characters of a text stand together on a page; by halving, as every shorter part does."""
    if text in page:
        return len(text)
    low, high = 0, len(text)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if text[:middle] in page else (low, middle)
    return low

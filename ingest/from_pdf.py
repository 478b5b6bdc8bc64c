"""Reads a PDF page by page with two engines: the second has its turn where the first fails or finds too little."""

from __future__ import annotations

import io
import logging
from importlib.metadata import version

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from ingest.documents import Unreadable
from ingest.from_pdf_again import count_characters, read_again
from ingest.page_device import PageDevice, TextInterpreter
from ingest.printed import PrintedDocument, PrintedPage

MOST_PAGES = 5_000
FAR_FEWER = 0.8
"""Share of the second engine's characters below which the first is not trusted."""
UNKNOWN = 0.05

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def read_pdf(content: bytes) -> PrintedDocument:
    """All pages with their runs; no text is no error.

    Raises Unreadable for a password, too many pages, and where neither engine finds a page.
    """
    try:
        first = _read_first(content)
        problem = "nothing could be read on its pages" if first.pages else "no pages"
    except (Unreadable, MemoryError):
        raise
    except PDFPasswordIncorrect:
        raise Unreadable("encrypted with a password that is not known") from None
    except Exception as error:
        first, problem = None, _reason(error)
    if first and _is_sound(first) and not _suspicious(first, content):
        return first
    second = _read_second(content)
    if second and second.pages and (not first or second.characters * FAR_FEWER > first.characters):
        return second
    if first and _is_sound(first):
        return first
    raise Unreadable(f"damaged beyond reading: {problem}")


def _read_first(content: bytes) -> PrintedDocument:
    document = PDFDocument(PDFParser(io.BytesIO(content)))
    resources = PDFResourceManager()
    device = PageDevice(resources)
    interpreter = TextInterpreter(resources, device)
    pages: list[PrintedPage] = []
    failed = False
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > MOST_PAGES:
            raise Unreadable(f"more than {MOST_PAGES:,} pages")
        try:
            interpreter.process_page(page)
        except MemoryError:
            raise
        except Exception:
            failed = True
        pages.append(device.printed_page(page, number))
    return PrintedDocument(
        pages=tuple(pages),
        engine=f"pdfminer.six {version('pdfminer.six')}",
        damaged=failed or _was_repaired(document),
        unknown=device.unknown,
        metadata=_metadata(document),
    )


def _read_second(content: bytes) -> PrintedDocument | None:
    try:
        return read_again(content, MOST_PAGES)
    except (Unreadable, MemoryError):
        raise
    except Exception:
        return None


def _is_sound(document: PrintedDocument) -> bool:
    """True where there are pages, and something to read on them unless the file is whole."""
    return bool(document.pages) and bool(document.characters or not document.damaged)


def _suspicious(document: PrintedDocument, content: bytes) -> bool:
    """True where pages are empty, letters unknown or a page failed, and the second engine finds more."""
    empty = [page.number - 1 for page in document.pages if page.characters < 20]
    if document.damaged or document.unknown > UNKNOWN * (document.characters + 1):
        empty = list(range(len(document.pages)))
    if not empty:
        return False
    missing = count_characters(content, empty)
    found = sum(document.pages[number].characters for number in empty)
    return found < FAR_FEWER * missing


def _was_repaired(document: PDFDocument) -> bool:
    """True where the file's table of contents was unusable and its objects were searched for."""
    return any(type(xref).__name__ == "PDFXRefFallback" for xref in document.xrefs)


def _metadata(document: PDFDocument) -> tuple[tuple[str, str], ...]:
    """Title, author and dates that the file gives of itself, control characters taken out."""
    said: dict[str, str] = {}
    for info in document.info:
        for key in ("Title", "Author", "Subject", "Creator", "Producer", "CreationDate", "ModDate"):
            value = resolve1(info.get(key)) if isinstance(info, dict) else None
            if isinstance(value, bytes):
                text = value[2:].decode("utf-16-be", "ignore") if value[:2] == b"\xfe\xff" else value.decode("latin-1")
                said[key.lower()] = "".join(c for c in text if c.isprintable())[:500]
    return tuple(sorted(said.items()))


def _reason(error: BaseException) -> str:
    if isinstance(error, PDFEncryptionError):
        return "its encryption is of a kind that is not known"
    if isinstance(error, RecursionError):
        return "its parts refer to each other without end"
    return str(error).split("\n")[0][:100] or type(error).__name__

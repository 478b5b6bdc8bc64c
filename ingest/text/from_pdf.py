"""Reads a PDF page by page with two engines: the second has its turn where the first fails or finds too little."""

from __future__ import annotations

import io
import logging
from collections import Counter
from dataclasses import replace
from importlib.metadata import version

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from ingest.documents import Unreadable
from ingest.text.from_pdf_again import count_characters, read_again
from ingest.text.page_device import PageDevice
from ingest.text.page_interpreter import TextInterpreter
from ingest.text.pdf_traces import (
    MOST_NODES,
    attached_files,
    changed_objects,
    earlier_revisions,
    has_active_content,
    layers_off,
    objects_of,
    opened,
    page_extras,
    refuse_immense_tables,
    refuse_reference_loops,
    words_of,
)
from ingest.text.printed import PrintedDocument, PrintedPage

MOST_PAGES = 5_000
FAR_FEWER = 0.8
"""Share of the second engine's characters below which the first is not trusted."""
UNKNOWN = 0.05

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def read_pdf(content: bytes) -> PrintedDocument:
    """All pages with their runs; no text is no error.

    Raises Unreadable for a password, too many pages, and where neither engine finds a page.
    """
    refuse_reference_loops(content)
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
    if second and second.pages and (not first or second.characters * FAR_FEWER > _met(first)):
        return _with_traces(second, first) if first else _with_revisions(second, content)
    if first and _is_sound(first):
        return first
    raise Unreadable(f"damaged beyond reading: {problem}")


def _read_first(content: bytes) -> PrintedDocument:
    document = PDFDocument(PDFParser(io.BytesIO(content)))
    refuse_immense_tables(document, len(content))
    pages, extras, unknown, failed = _read_pages(document)
    printed = PrintedDocument(
        pages=pages,
        engine=f"pdfminer.six {version('pdfminer.six')}",
        damaged=failed or _was_repaired(document),
        unknown=unknown,
        metadata=_metadata(document),
        attachments=attached_files(document) + extras["attachment"],
        notes=extras["note"],
        active=has_active_content(document) or extras["active"] > 0,
    )
    words_lost, unread = _earlier(content, document, printed)
    return replace(printed, words_lost=words_lost, revision_unread=unread)


def _read_pages(document: PDFDocument) -> tuple[tuple[PrintedPage, ...], Counter[str], int, bool]:
    """The pages, what stands beside their text, how many letters are unknown, and whether a page failed."""
    resources = PDFResourceManager()
    device = PageDevice(resources, layers_off(document))
    interpreter = TextInterpreter(resources, device)
    pages: list[PrintedPage] = []
    extras: Counter[str] = Counter()
    failed = False
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > MOST_PAGES:
            raise Unreadable(f"more than {MOST_PAGES:,} pages")
        try:
            interpreter.process_page(page)
            extras.update(page_extras(page))
        except (MemoryError, Unreadable):
            raise
        except Exception:
            failed = True
        pages.append(device.printed_page(page, number))
    return tuple(pages), extras, device.unknown, failed


def _earlier(content: bytes, document: PDFDocument, printed: PrintedDocument) -> tuple[int, bool]:
    """How many words earlier revisions in the same file have that the last one has nowhere, and whether a page of
    them that was changed later could not be read: what it said is not known then."""
    lost: set[str] = set()
    unread = False
    for revision in earlier_revisions(content):
        earlier = opened(revision)
        if earlier:
            words, failed = _words_changed(document, earlier)
            lost |= words
            unread |= failed
    return len(lost - words_of(printed.pages)) if lost else 0, unread


def _words_changed(document: PDFDocument, earlier: PDFDocument) -> tuple[set[str], bool]:
    """The words of those pages of an earlier revision that were changed later (the others need no reading), and
    whether any of it could not be read."""
    found: list[PrintedPage] = []
    failed = False
    try:
        changed = changed_objects(document, earlier)
        resources = PDFResourceManager()
        device = PageDevice(resources)
        interpreter = TextInterpreter(resources, device)
        for number, page in enumerate(PDFPage.create_pages(earlier), start=1):
            if number > MOST_PAGES:
                break
            parts = objects_of(page)
            if parts & changed or len(parts) >= MOST_NODES:
                try:
                    interpreter.process_page(page)
                except (MemoryError, Unreadable):
                    raise
                except Exception:
                    failed = True
                found.append(device.printed_page(page, number))
    except (MemoryError, Unreadable):
        raise
    except Exception:
        failed = True
    return words_of(found), failed


def _read_second(content: bytes) -> PrintedDocument | None:
    try:
        return read_again(content, MOST_PAGES)
    except (Unreadable, MemoryError):
        raise
    except Exception:
        return None


def _with_revisions(second: PrintedDocument, content: bytes) -> PrintedDocument:
    """What the second engine read, with how many words it finds in earlier revisions only."""
    earlier = filter(None, map(_read_second, earlier_revisions(content)))
    lost = {word for revision in earlier for word in words_of(revision.pages)}
    return replace(second, words_lost=len(lost - words_of(second.pages)) if lost else 0)


def _met(document: PrintedDocument) -> int:
    """How many letters were met on the pages, hidden ones too."""
    return document.characters + sum(page.taken_out for page in document.pages)


def _with_traces(second: PrintedDocument, first: PrintedDocument) -> PrintedDocument:
    """What the second engine read, with all that only the first looks for."""
    hidden = [page.hidden for page in first.pages] + [()] * len(second.pages)
    pages = (replace(page, hidden=page.hidden or met) for page, met in zip(second.pages, hidden, strict=False))
    return replace(
        second,
        pages=tuple(pages),
        metadata=first.metadata,
        attachments=first.attachments,
        notes=first.notes,
        active=first.active,
        words_lost=first.words_lost,
        revision_unread=first.revision_unread,
    )


def _is_sound(document: PrintedDocument) -> bool:
    """True where there are pages, and something to read on them unless the file is whole."""
    return bool(document.pages) and bool(_met(document) or not document.damaged)


def _suspicious(document: PrintedDocument, content: bytes) -> bool:
    """True where pages are empty, letters unknown or a page failed, and the second engine finds more."""
    empty = [page.number - 1 for page in document.pages if page.characters + page.taken_out < 20]
    if document.damaged or document.unknown > UNKNOWN * (document.characters + 1):
        empty = list(range(len(document.pages)))
    if not empty:
        return False
    missing = count_characters(content, empty)
    found = sum(document.pages[number].characters + document.pages[number].taken_out for number in empty)
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

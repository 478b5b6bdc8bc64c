"""Reads one file, whatever it is, into clean pages; runs in the child process that guards against bad files."""

from __future__ import annotations

from ingest.cleaning import clean_pages
from ingest.deposit_sheets import read_deposit_sheet
from ingest.documents import ExtractedDocument
from ingest.file_types import HTML, WORD, media_type_of
from ingest.from_html import read_html
from ingest.from_pdf import read_pdf
from ingest.from_word import read_word


def extract(content: bytes, name: str) -> ExtractedDocument:
    """The pages of a PDF or HTML file, cleaned. `name` serves only to say what a misnamed file is.

    A document without a text layer comes back with its pages and no text. Raises Unreadable with the
    reason for everything that cannot be read.
    """
    media_type = media_type_of(content, name)
    if media_type == HTML:
        return read_html(content)
    if media_type == WORD:
        return read_word(content)
    printed = read_pdf(content)
    flags = [
        *(["damaged"] if printed.damaged else []),
        *(["second_engine"] if printed.engine.startswith("pypdfium2") else []),
    ]
    pages, sheet = read_deposit_sheet(clean_pages(printed.pages))
    return ExtractedDocument(pages, media_type, printed.engine, tuple(flags), printed.metadata + sheet)

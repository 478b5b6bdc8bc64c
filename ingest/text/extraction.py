"""Reads one file, whatever it is, into clean pages; runs in the child process that guards against bad files."""

from __future__ import annotations

from dataclasses import replace

from ingest.documents import ExtractedDocument, Unreadable
from ingest.privacy import concerns_of, find_identifiers, flags_for
from ingest.text.cleaning import clean_pages
from ingest.text.file_types import HTML, PDF, WORD, is_misnamed, media_type_of
from ingest.text.from_html import read_html
from ingest.text.from_pdf import read_pdf
from ingest.text.from_word import read_word
from ingest.text.languages import language_of
from ingest.text.printed import PrintedDocument
from ingest.values.committee_papers import leave_out_papers
from ingest.values.deposit_sheets import read_deposit_sheet


def extract(content: bytes, name: str) -> ExtractedDocument:
    """The pages of a PDF, Word or HTML file, cleaned, with what must be looked at before it is published.

    `name` serves only to say what a misnamed file is. A document without a text layer comes back with
    its pages and no text. Raises Unreadable with the reason for everything that cannot be read.
    """
    document = _read(content, media_type_of(content, name))
    if is_misnamed(name, document.media_type):
        document = replace(document, flags=(*document.flags, "misnamed"))
    return checked(document)


def checked(document: ExtractedDocument) -> ExtractedDocument:
    """The document with what its own text gives to flag and to look at."""
    return replace(
        document,
        language=language_of(document.pages),
        flags=(*document.flags, *flags_for(document.pages, document.metadata)),
        concerns=(*document.concerns, *find_identifiers(document.pages)),
    )


def _read(content: bytes, media_type: str) -> ExtractedDocument:
    if media_type == HTML:
        return read_html(content)
    if media_type == WORD:
        return read_word(content)
    if media_type != PDF:
        raise Unreadable("a zip archive inside of another, which is not opened")
    return from_printed(read_pdf(content))


def from_printed(printed: PrintedDocument) -> ExtractedDocument:
    """The document of printed pages: cleaned, with its flags, deposit sheet and concerns."""
    flags = [
        *(["damaged"] if printed.damaged else []),
        *(["second_engine"] if printed.engine.startswith("pypdfium2") else []),
        *(["active_content"] if printed.active else []),
    ]
    pages, sheet = read_deposit_sheet(leave_out_papers(clean_pages(printed.pages)))
    metadata, concerns = printed.metadata + sheet, tuple(concerns_of(printed))
    return ExtractedDocument(pages, PDF, printed.engine, tuple(flags), metadata, concerns=concerns)

"""Reads with the help of other programs what cannot be read without: scans where asked for, and older Office files."""

from __future__ import annotations

import shutil
from dataclasses import replace

from ingest.documents import Reading, Unreadable
from ingest.parsing_limits import Workers
from ingest.reading import read_document, read_pages
from ingest.text.file_types import OLDER, older_kind
from ingest.text.from_office import OFFICE, convert
from ingest.text.from_scan import TESSERACT, extract_scan, needs_recognition

SECONDS = 1_800
"""Recognising a page takes about three seconds of one processor; a long inquiry has 400 pages."""
MEGABYTES = 3_072
"""LibreOffice asks for more than two gigabytes of address space, of which it uses little."""


def assisted_workers() -> Workers[Reading]:
    """One reading process that may start the programs that are installed; it starts when first needed."""
    found = (shutil.which(name) for name in (TESSERACT, *OFFICE))
    programs = tuple(path for path in found if path)
    return Workers(read_with_programs, seconds=SECONDS, megabytes=MEGABYTES, programs=programs)


def with_programs(
    workers: Workers[Reading], content: bytes, name: str, answer: Reading | Unreadable, *, ocr: bool
) -> Reading | Unreadable:
    """The answer itself, or a better one where another program can help: see `read_with_programs`.

    A scan whose recognition fails keeps its first answer, with the flag `ocr_failed`.
    """
    if isinstance(answer, Unreadable):
        if older_kind(content) is None:
            return answer
        if not any(shutil.which(program) for program in OFFICE):
            return answer
        try:
            return workers.run(content, name)
        except Unreadable as unreadable:
            return unreadable
    if not ocr or not needs_recognition(answer.document):
        return answer
    try:
        return workers.run(content, name)
    except Unreadable:
        return replace(answer, document=replace(answer.document, flags=(*answer.document.flags, "ocr_failed")))


def read_with_programs(content: bytes, name: str) -> Reading:
    """A scan by tesseract, or an older Office file by way of LibreOffice. Raises Unreadable."""
    kind = older_kind(content)
    if kind is None:
        return read_pages(extract_scan(content))
    return read_document(convert(content, OLDER[kind]), name)

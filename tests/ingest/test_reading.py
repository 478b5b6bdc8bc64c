"""A document is read to its values even where there is nothing to read."""

from __future__ import annotations

from ingest.documents import ExtractedDocument
from ingest.reading import read_pages
from repository.records.items import Kind, Page


def test_pages_without_text_have_no_values() -> None:
    reading = read_pages(ExtractedDocument((Page(1, "", ()), Page(2, "", ())), "application/pdf", "none"))
    assert reading.kind == Kind.REVIEW
    assert reading.statements == ()
    assert reading.subjects == ()
    assert reading.recommendations == ()

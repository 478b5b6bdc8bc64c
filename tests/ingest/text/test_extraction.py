"""Files are taken for what they are, whatever they are called; the samples and real reports are read in full."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from ingest.concerns import ConcernKind
from ingest.documents import ExtractedDocument, Unreadable
from ingest.parsing_limits import Workers
from ingest.text.extraction import extract
from repository.records.items import DROPPED, BlockRole
from tests.ingest.printing import draw, text_page

SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"
GOLD = sorted(SAMPLES.glob("*.gold.json"))
EXAMPLES = Path(os.environ.get("CASE_REVIEWS_EXAMPLES", "/nowhere")) / "real"
needs_examples = pytest.mark.skipif(
    not EXAMPLES.is_dir(), reason="CASE_REVIEWS_EXAMPLES names no folder with real/ in it"
)
LETTERS = re.compile(r"[^\W\d_]+")


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.pdf", "an empty file"),
        (b" \n\x00 ", "a.html", "an empty file"),
        (b"<!DOCTYPE html><html><title>Error 404</title><body>Gone", "a.pdf", "an HTML page, not a PDF: “Error 404”"),
        (b"PK\x03\x04 rest", "a.pdf", "a zip archive or Office file that is damaged"),
        (
            b"\xd0\xcf\x11\xe0 rest",
            "a.doc",
            "an old or encrypted Office file, for which LibreOffice is needed (apt install libreoffice-writer-nogui)",
        ),
        (bytes(range(256)) * 20, "a.html", "not a PDF, Word or HTML file"),
        (b"Just some words", "a.txt", "not a PDF, Word or HTML file"),
    ],
)
def test_what_cannot_be_read_is_called_what_it_is(content: bytes, name: str, reason: str) -> None:
    with pytest.raises(Unreadable) as raised:
        extract(content, name)
    assert raised.value.reason == reason


def test_a_pdf_is_a_pdf_under_any_name_and_behind_junk() -> None:
    content = draw(text_page("The board met in May."))
    assert extract(content, "report.docx").pages[0].text == "The board met in May."
    assert extract(b"junk\n" * 300 + content, "report.pdf").pages[0].text == "The board met in May."


def fold(text: str) -> str:
    for fancy, plain in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("‑", "-")):
        text = text.replace(fancy, plain)
    return " ".join(text.casefold().split())


def sample(gold: Path) -> tuple[dict[str, Any], ExtractedDocument]:
    beside = (gold.with_name(gold.name.replace(".gold.json", ending)) for ending in (".pdf", ".html", ".docx"))
    path = next(path for path in beside if path.exists())
    return json.loads(gold.read_text(encoding="utf-8")), extract(path.read_bytes(), path.name)


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.name.partition(".")[0])
def test_a_sample_is_read_as_its_labels_say(gold: Path) -> None:
    labels, document = sample(gold)
    pages = {page.number: fold(page.text) for page in document.pages}
    assert len(document.pages) == labels.get("pages", len(document.pages))
    for phrase in labels.get("phrases", []):
        assert fold(phrase["text"]) in pages[phrase["page"]]
    for words in labels.get("never", []):
        assert not any(fold(words) in text for text in pages.values())


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.name.partition(".")[0])
def test_the_headings_of_a_sample_are_found_in_order(gold: Path) -> None:
    labels, document = sample(gold)
    roles = (BlockRole.HEADING, BlockRole.TITLE)
    found = iter([fold(f"{b.number} {b.text}") for page in document.pages for b in page.blocks if b.role in roles])
    assert all(fold(heading) in found for heading in labels.get("headings") or [])


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.name.partition(".")[0])
def test_no_sample_hides_anything(gold: Path) -> None:
    kinds = {concern.kind for concern in sample(gold)[1].concerns}
    assert kinds <= {ConcernKind.IDENTIFIERS}  # dates of birth, of children who were invented


def test_there_are_labelled_samples() -> None:
    assert GOLD


def bag(text: str) -> Counter[str]:
    for mark in ("\ufffe", "\u2010", "\u2011"):
        text = text.replace(mark, "-")
    return Counter(LETTERS.findall(re.sub(r"-\s*\n|[-\u00ad]", "", text).lower()))


@pytest.mark.examples
@needs_examples
def test_real_reports_are_read_in_full_without_running_heads() -> None:
    """At least 26 with text, 99% of the words that a second engine finds, nothing repeated around the pages."""
    paths = sorted(EXAMPLES.glob("*.pdf"))
    outcomes: dict[str, ExtractedDocument | Unreadable] = {}
    with Workers(extract, count=2) as workers:
        answers = workers.run_all((path.read_bytes(), path.name) for path in paths)
        outcomes = {path.name: answer for path, answer in zip(paths, answers, strict=True)}
    documents = {name: d for name, d in outcomes.items() if isinstance(d, ExtractedDocument)}
    refused = {name: u.reason for name, u in outcomes.items() if isinstance(u, Unreadable)}
    assert "an HTML page, not a PDF" in refused["ilacs-birmingham-2012-7572cf.pdf"]
    assert "damaged" in refused["redbox-cabinet-office-wikipedia-corrupt.pdf"]
    assert documents["inq-postofficehorizon-it-inquiry-response.pdf"].characters == 0
    assert sum(bool(d.concerns) for d in documents.values()) <= 3
    assert sum(d.characters > 1_000 for d in documents.values()) >= 26
    for name, document in documents.items():
        assert missing_words(EXAMPLES / name, document) <= 0.01, name
        assert repeated_edges(document) == [], name


def missing_words(path: Path, document: ExtractedDocument) -> float:
    """Share of the words of pdfium's text that are in no block of the same page."""
    missing = total = 0
    with pypdfium2.PdfDocument(path) as pdf:
        for page in document.pages:
            wanted = bag(pdf[page.number - 1].get_textpage().get_text_bounded())
            missing += (wanted - bag("\n".join(f"{b.number} {b.text}" for b in page.blocks))).total()
            total += wanted.total()
    return missing / total if total else 0.0


def repeated_edges(document: ExtractedDocument) -> list[str]:
    """Words that open or close the text of a quarter of the pages."""
    edges: Counter[str] = Counter()
    for page in document.pages:
        kept = [b for b in page.blocks if b.role not in DROPPED]
        edges.update({b.text for b in (kept[:1] + kept[-1:]) if len(b.text) < 160})
    return [text for text, count in edges.items() if count > max(2, len(document.pages) / 4)]

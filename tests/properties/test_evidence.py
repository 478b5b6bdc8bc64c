"""Every value stands on its page in the words it quotes, and its rule finds it again in those words alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.documents import Reading, Unreadable
from ingest.parsing_limits import Workers
from ingest.reading import read_document
from ingest.values.rules import gives_again
from repository.records.items import Page

SAMPLES = sorted(
    path for path in Path("corpus/samples").rglob("*") if path.suffix in (".pdf", ".html") and "scan" not in path.name
)


@pytest.fixture(scope="module")
def readers() -> Iterator[Workers[Reading]]:
    with Workers(read_document) as workers:
        yield workers


def folded(text: str) -> str:
    return " ".join(text.split())


def stands_on(page: Page, quote: str) -> bool:
    return folded(quote) in folded(page.text) or folded(quote) in folded(" ".join(b.text for b in page.blocks))


def check(reading: Reading) -> None:
    pages = {page.number: page for page in reading.document.pages}
    for statement in reading.statements:
        assert statement.evidence.page in pages, statement
        assert statement.evidence.quote, statement
        assert stands_on(pages[statement.evidence.page], statement.evidence.quote), statement
        assert gives_again(statement), statement
        assert 0 < statement.confidence <= 1, statement
    for subject in reading.subjects:
        if subject.evidence.quote:
            assert subject.evidence.page in pages
            assert stands_on(pages[subject.evidence.page], subject.evidence.quote), subject
    for recommendation in reading.recommendations:
        first = recommendation.text.split(".")[0][:60]
        words = folded(" ".join(b.text for n in recommendation.pages for b in pages[n].blocks))
        assert folded(first) in words or folded(first).partition(" ")[2] in words, recommendation


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_evidence_of_every_sample(path: Path, readers: Workers[Reading]) -> None:
    check(readers.run(path.read_bytes(), path.name))


@pytest.mark.examples
def test_evidence_of_real_reports(readers: Workers[Reading]) -> None:
    folder = os.environ.get("CASE_REVIEWS_EXAMPLES")
    if not folder:
        pytest.skip("CASE_REVIEWS_EXAMPLES does not name the folder of real reports")
    read = 0
    for path in sorted(Path(folder, "real").glob("*.pdf")):
        if path.stat().st_size > 1_000_000:
            continue
        try:
            reading = readers.run(path.read_bytes(), path.name)
        except Unreadable:
            continue
        check(reading)
        read += 1
    assert read >= 18

"""How fast files are read: pages a second of our reading beside pdfminer's stock extraction, in the same run."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams

from benchmarks.generate import Generator, write_pdf
from ingest.documents import Unreadable
from ingest.pipeline import ingest_files
from ingest.reading import read_pages
from ingest.sources.folder import find_files
from ingest.text.extraction import extract
from ingest.text.from_pdf import read_pdf
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import open_library

REPORTS = 6
"""Generated reports; of the real ones all that can be read are taken."""
LARGEST_REAL = 1_500_000
"""Bytes: larger files are mostly pictures."""


def measure_ingest() -> None:
    """Print pages a second for generated reports, and for real ones where CASE_REVIEWS_EXAMPLES names their folder."""
    with tempfile.TemporaryDirectory() as folder:
        _print_rates("generated reports", _generated(Path(folder)))
    examples = os.environ.get("CASE_REVIEWS_EXAMPLES")
    if examples:
        real = [p for p in sorted(Path(examples, "real").glob("*.pdf")) if p.stat().st_size <= LARGEST_REAL]
        _print_rates("real reports", [p for p in real if _is_readable(p)])
    else:
        click.echo("real reports left out: CASE_REVIEWS_EXAMPLES does not name their folder")


def _generated(folder: Path) -> list[Path]:
    paths = []
    for number, review in enumerate(Generator(seed=7).reviews(REPORTS)):
        paths.append(folder / f"report-{number}.pdf")
        write_pdf(review, paths[-1])
    return paths


def _is_readable(path: Path) -> bool:
    try:
        return extract(path.read_bytes(), path.name).characters > 0
    except Unreadable:
        return False


def _print_rates(name: str, paths: Sequence[Path]) -> None:
    contents = [path.read_bytes() for path in paths]
    documents = [extract(content, "") for content in contents]
    pages = sum(len(document.pages) for document in documents)
    click.echo(f"\n{name}: {len(paths)} files, {pages} pages, pages a second on one core (CPU time)")
    stock = _rate(pages, lambda: [list(extract_pages(str(path), laparams=LAParams(all_texts=True))) for path in paths])
    rows: Iterable[tuple[str, float]] = (
        ("stock extract_pages", stock),
        ("our text with font and box", _rate(pages, lambda: [read_pdf(content) for content in contents])),
        ("our clean pages", _rate(pages, lambda: [extract(content, "") for content in contents])),
        ("values from clean pages", _rate(pages, lambda: [read_pages(document) for document in documents])),
    )
    for what, rate in rows:
        click.echo(f"  {what:<28}{rate:8.0f}   {rate / stock:5.2f} times stock")
    for workers in (1, 2):
        rate = _pipeline(paths, pages, workers)
        click.echo(f"  {f'whole pipeline, workers: {workers}':<28}{rate:8.0f}   (wall time)")
    click.echo(f"  parent's largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _rate(pages: int, read: Callable[[], object]) -> float:
    began = time.process_time()
    read()
    return pages / (time.process_time() - began)


def _pipeline(paths: Sequence[Path], pages: int, workers: int) -> float:
    with tempfile.TemporaryDirectory() as home, open_library(Settings(home=Path(home))) as library:
        began = time.perf_counter()
        for _ in ingest_files(library, find_files(paths).files, Collection.SAMPLES, workers=workers):
            pass
        return pages / (time.perf_counter() - began)


if __name__ == "__main__":
    click.command()(measure_ingest)()

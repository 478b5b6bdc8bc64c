"""What grows while many files are taken in: the parent's memory, and its time for a file as the library fills.

`python -m benchmarks.ingest_growth --files 10000`. Each file is one page with a notice that all of them print,
as the reports of a board do; every tenth file is a copy of one before under another name.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import psutil

from benchmarks.generate import Generator, Review, write_pdf
from ingest.pipeline import ingest_files
from ingest.sources.folder import find_files
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import Library, open_library

PARTS = 10
NOTICE = (
    "This report was commissioned by the safeguarding partnership of the area and is published in full, as the "
    "guidance asks. The names of the child and of the members of the family were changed. The partnership thanks "
    "the family for what they told the review and the practitioners who took part in its conversations and events. "
    "All organisations that worked with the child gave an account of their own work to the reviewers in writing."
)
"""Words that stand in every file: their fingerprints are shared by the whole library."""


@dataclass(frozen=True)
class Part:
    """Measured over a tenth of the files: megabytes of the parent at its end; milliseconds for a file, by the
    clock, of the parent's processor and of its reading processes that ended in this part."""

    files: int
    megabytes: float
    wall: float
    parent: float


@click.command()
@click.option("--files", "count", default=1_000, show_default=True, help="How many files are taken in.")
def main(count: int) -> None:
    """Take in so many generated files and print memory and time for each tenth of them."""
    for line in growth_lines(count):
        click.echo(line)


def growth_lines(count: int) -> Iterator[str]:
    """The table of what was measured, a line for each tenth of the files."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as home:
        _write(Path(folder), count)
        yield f"{count:,} files of one page, one reading process; the parent's memory, and milliseconds for a file"
        yield f"{'files':>10}{'MB':>8}{'by the clock':>15}{'parent CPU':>13}"
        with open_library(Settings(Path(home))) as library:
            before = _megabytes()
            parts = []
            for part in _measured(library, Path(folder), count):
                parts.append(part)
                yield f"{part.files:>10,}{part.megabytes:>8.0f}{part.wall:>15.1f}{part.parent:>13.2f}"
        yield (
            f"the parent grew by {parts[-1].megabytes - before:.0f} MB from before the first file, by "
            f"{parts[-1].megabytes - parts[0].megabytes:.0f} MB from the first tenth; the last tenth took "
            f"{parts[-1].parent / parts[0].parent:.2f} times the parent's time of the first"
        )


def _measured(library: Library, folder: Path, count: int) -> Iterator[Part]:
    size = max(1, count // PARTS)
    wall, cpu = time.perf_counter(), time.process_time()
    for number, outcome in enumerate(ingest_files(library, find_files([folder]).files, Collection.SAMPLES), start=1):
        if outcome.status not in ("ok", "unchanged"):
            raise click.ClickException(f"{outcome.file} ended as {outcome.status}: {outcome.reason}")
        if number % size == 0:
            now, used = time.perf_counter(), time.process_time()
            yield Part(number, _megabytes(), (now - wall) / size * 1000, (used - cpu) / size * 1000)
            wall, cpu = time.perf_counter(), time.process_time()


def _megabytes() -> float:
    return float(psutil.Process(os.getpid()).memory_info().rss / 2**20)


def _write(folder: Path, count: int) -> None:
    for review in Generator(seed=11, pages=1).reviews(count):
        path = folder / f"{review.number:06d}.pdf"
        if review.number % 10 == 9:
            path.write_bytes((folder / f"{review.number - 1:06d}.pdf").read_bytes())
        else:
            write_pdf(Review(review.number, review.title, review.year, ((NOTICE, *review.pages[0][:2]),)), path)


if __name__ == "__main__":
    main()

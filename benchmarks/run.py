"""Measures the library beside its peers on invented reviews: `python -m benchmarks.run --sizes 60,600,2500x10`."""

from __future__ import annotations

import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click
import psutil

from benchmarks.documents import documents
from benchmarks.fresh import measure_fresh
from benchmarks.generate import PAGES, deposit_reviews
from benchmarks.ours import NAME, Ours
from benchmarks.peers import fulltext, stock_whoosh, tantivy_engine, xapian_engine
from benchmarks.queries import CannotAsk, Query, kinds_of_queries
from benchmarks.updates import measure_updates
from repository.settings import Settings
from repository.store.library import Library, open_library
from search.index import rebuild

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
Ask = Callable[[Query], object]


@dataclass
class Report:
    """Lines that are printed as they come and can be kept."""

    lines: list[str] = field(default_factory=list)

    def say(self, line: str = "") -> None:
        """Print a line."""
        self.lines.append(line)
        click.echo(line)


@dataclass(frozen=True)
class Column:
    """A column of the table of times: whose they are, and how the query is asked (None: it cannot be)."""

    name: str
    ask: Ask | None


@click.command()
@click.option("--sizes", default="60,600", show_default=True, help="Reviews, or reviewsxpages of each: 25000x5.")
@click.option("--peers/--no-peers", default=True, show_default=True, help="Also the other engines.")
@click.option("--write", is_flag=True, help="Also write docs/benchmarks.md.")
def main(sizes: str, peers: bool, write: bool) -> None:
    """Print machine, date, and for each size how fast the index is built, changed and searched, beside peers."""
    report = Report()
    report.say(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine()}")
    for size in sizes.split(","):
        count, _, pages = size.partition("x")
        with tempfile.TemporaryDirectory() as folder, open_library(Settings(Path(folder))) as library:
            measure(report, library, int(count), int(pages or PAGES), peers)
    if write:
        text = "\n".join(report.lines)
        DOCUMENT.write_text(
            f"# Speed and memory\n\nPrinted by `python -m benchmarks.run --sizes {sizes}`.\n\n```\n{text}\n```\n",
            encoding="utf-8",
        )


def measure(report: Report, library: Library, count: int, pages: int, peers: bool) -> None:
    """Fill a library, build its index, ask the queries of every kind, and print what was measured."""
    words = deposit_reviews(library, count, pages)
    report.say(f"\n{count:,} reviews of {pages} pages, {words / 1e6:.1f} million words\n")
    wall, cpu = _timed(lambda: rebuild(library))
    on_disk = sum(path.stat().st_size for path in library.settings.index.rglob("*") if path.is_file())
    _say_build(report, NAME, words, wall, cpu, f"   {on_disk / 1e6:.0f} MB on disk")
    ours = Ours(library)
    columns = [Column("parsing", ours.parse), Column(NAME, ours.ask)]
    for name, build, ask in _peers(report, library.settings.home) if peers else ():
        wall, cpu = _timed(lambda build=build: build(documents(count, pages)))  # type: ignore[misc]
        _say_build(report, name, words, wall, cpu, " (generating the texts included)")
        columns.append(Column(name, ask))
    report.say("\nmilliseconds of processor time, median and 95th percentile\n")
    report.say(f"{'':28}" + "".join(f"{column.name:>22}" for column in columns))
    for kind, queries in kinds_of_queries().items():
        report.say(f"{kind:28}" + "".join(_cell(column.ask, queries) for column in columns))
    for kind, ask in (("page with passages", ours.page), ("page, three facets chosen", ours.page_filtered)):
        report.say(f"{kind:28}{'':22}" + _cell(ask, kinds_of_queries()["common word"]))
    fresh = measure_fresh(library.settings.home)
    report.say(
        f"\na new process opens and answers its first query in {fresh['first']:.0f} ms; after a page of every query it"
        f" takes {fresh['all']:.0f} MB, of it private {fresh['private']:.0f} MB"
    )
    for line in measure_updates(library):
        report.say(line)


def _peers(report: Report, folder: Path) -> Iterator[tuple[str, Callable[..., None], Ask]]:
    whoosh = stock_whoosh.StockWhoosh(folder)
    yield stock_whoosh.NAME, whoosh.build, whoosh.ask
    full_text = fulltext.FullText(folder)
    yield fulltext.NAME, full_text.build, full_text.ask
    for make, how in (
        (tantivy_engine.Tantivy, tantivy_engine.HOW_TO_GET),
        (xapian_engine.Xapian, xapian_engine.HOW_TO_GET),
    ):
        try:
            peer = make(folder)
        except ModuleNotFoundError as error:
            report.say(f"{error.name} left out, it is not installed: {how}")
            continue
        yield peer.name, peer.build, peer.ask


def _timed(build: Callable[[], None]) -> tuple[float, float]:
    """Seconds by the clock, and of processor time with that of child processes."""
    wall, cpu = time.perf_counter(), _processor_seconds()
    build()
    return time.perf_counter() - wall, _processor_seconds() - cpu


def _processor_seconds() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _say_build(report: Report, name: str, words: int, wall: float, cpu: float, more: str) -> None:
    report.say(
        f"build {name:24}{wall:8.1f} s {words / wall / 1e3:7.0f} thousand words/s;"
        f" processor {cpu:7.1f} s {words / cpu / 1e3:7.0f}{more}"
    )


def _cell(ask: Ask | None, queries: Sequence[Query]) -> str:
    if ask is None:
        return f"{'–':>22}"
    try:
        measured = times(ask, queries)
    except CannotAsk:
        return f"{'–':>22}"
    return f"{statistics.median(measured):13.3f}{statistics.quantiles(measured, n=20)[-1]:9.3f}"


def times(ask: Ask, queries: Sequence[Query]) -> list[float]:
    """What each query takes, in milliseconds of this thread's processor time; asked once before, unmeasured."""
    measured = []
    for query in queries:
        ask(query)
        began = time.thread_time_ns()
        ask(query)
        measured.append((time.thread_time_ns() - began) / 1e6)
    return measured


def machine() -> str:
    """Processor, cores, memory, Python and system, in one line."""
    cores, memory = os.cpu_count(), psutil.virtual_memory().total / 2**30
    return f"{_processor()}, {cores} cores, {memory:.0f} GB, Python {platform.python_version()}, {platform.platform()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "processor unknown"
    )


if __name__ == "__main__":
    main()

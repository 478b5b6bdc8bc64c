"""Measures the library beside its peers on invented reviews: `python -m benchmarks.run --sizes 600,2500,25000x5`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click

from benchmarks.documents import documents
from benchmarks.fresh import measure_fresh
from benchmarks.generate import PAGES, deposit_reviews
from benchmarks.ours import NAME, Ours
from benchmarks.peers import fulltext, stock_whoosh, tantivy_engine, xapian_engine
from benchmarks.queries import CannotAsk, Query, kinds_of_queries
from benchmarks.timing import Ask, Spent, Times, load, machine, spent, time_first, time_queries
from benchmarks.updates import measure_updates
from benchmarks.wanted import Verdict, at_least, at_most, judge_queries
from benchmarks.whole_pages import WholePages
from repository.settings import Settings
from repository.store.library import Library, open_library
from search.index import rebuild_words
from search.likeness.upkeep import rebuild_likeness

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
FULL_LENGTH = 50
"""Pages of a review from which on the wishes for whole pages are judged."""


@dataclass
class Report:
    """Lines that are printed as they come and can be kept."""

    lines: list[str] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    def say(self, line: str = "") -> None:
        """Print a line."""
        self.lines.append(line)
        click.echo(line)

    def judge(self, *verdicts: Verdict) -> None:
        """Keep whether wishes were met, to be said at the end of a size."""
        self.verdicts += verdicts

    def say_verdicts(self) -> None:
        """Print which wishes were met."""
        self.say()
        for verdict in self.verdicts:
            self.say(str(verdict))
        self.verdicts.clear()


@dataclass(frozen=True)
class Column:
    """A column of the table of times: whose they are, and how the query is asked."""

    name: str
    ask: Ask


@click.command()
@click.option("--sizes", default="60,600", show_default=True, help="Reviews, or reviewsxpages of each: 25000x5.")
@click.option("--peers/--no-peers", default=True, show_default=True, help="Also the other engines.")
@click.option("--write", is_flag=True, help="Also write docs/benchmarks.md.")
def main(sizes: str, peers: bool, write: bool) -> None:
    """Print machine, date, and for each size how fast the index is built, changed and searched, beside peers."""
    report = Report()
    report.say(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine()}; {load()}")
    for size in sizes.split(","):
        count, _, pages = size.partition("x")
        with tempfile.TemporaryDirectory() as folder, open_library(Settings(Path(folder))) as library:
            measure(report, library, int(count), int(pages or PAGES), peers)
    if write:
        DOCUMENT.write_text(_document(sizes, report.lines), encoding="utf-8")


def measure(report: Report, library: Library, count: int, pages: int, peers: bool) -> None:
    """Fill a library, build its index, ask the queries of every kind, and print what was measured."""
    words = deposit_reviews(library, count, pages)
    report.say(f"\n{count:,} reviews of {pages} pages, {words / 1e6:.1f} million words\n")
    columns = _build_all(report, library, count, pages, words, peers)
    report.say(
        "\nmilliseconds of processor time, median and 95th percentile; each query asked once, then the best of 3\n"
    )
    report.say(f"{'':30}" + "".join(f"{column.name:>22}" for column in columns))
    measured: dict[tuple[str, str], Times] = {}
    for kind, queries in kinds_of_queries().items():
        cells = [_measured(column.ask, queries) for column in columns]
        report.say(f"{kind:30}" + "".join(map(_cell, cells)))
        measured |= {(kind, c.name): found for c, found in zip(columns[1:], cells[1:], strict=True) if found}
    report.judge(*judge_queries(measured, count))
    _measure_pages(report, library, pages)
    fresh = measure_fresh(library.settings.home)
    report.say(
        f"\na new process opens and answers its first query in {fresh['first']:.0f} ms; after a page of every query it"
        f" takes {fresh['all']:.0f} MB, of it private {fresh['private']:.0f} MB"
    )
    updates = measure_updates(library)
    for line in updates:
        report.say(line)
    report.judge(
        at_most("open and answer the first query", fresh["first"], 500, "ms"),
        at_most("private memory of a worker", fresh["private"], 150, "MB"),
        at_most("a review added is found", updates.added, 2, "s"),
        at_most("a review withdrawn is found no more", max(gone.found_no_more for gone in updates.gone), 2, "s"),
        at_most("no file of the index has its words", max(gone.clean for gone in updates.gone), 2, "s"),
    )
    report.say_verdicts()


def _build_all(report: Report, library: Library, count: int, pages: int, words: int, peers: bool) -> list[Column]:
    """Build every index; returns a column for each that can be asked, parsing first."""
    took = spent(lambda: rebuild_words(library))
    on_disk = sum(path.stat().st_size for path in library.settings.index.rglob("*") if path.is_file())
    _say_build(report, NAME, words, took, f"   {on_disk / 1e6:.0f} MB on disk")
    likeness = spent(lambda: rebuild_likeness(library))
    report.say(
        f"   beside it, what reviews are likened by: {likeness.wall:.1f} s, processor {likeness.processor:.1f} s"
    )
    ours = Ours(library)
    columns = [Column("parsing", ours.parse), Column(NAME, ours.ask)]
    generating = spent(lambda: sum(1 for _ in documents(count, pages))) if peers else Spent(0, 0)
    for name, build, ask in _peers(report, library.settings.home) if peers else ():
        theirs = spent(lambda build=build: build(documents(count, pages))) - generating  # type: ignore[misc]
        _say_build(report, name, words, theirs, "   (without generating the texts)")
        columns.append(Column(name, ask))
        if name == stock_whoosh.NAME:
            report.judge(at_least("words a second beside stock Whoosh", theirs.wall / took.wall, 2, "times"))
    return columns


def _measure_pages(report: Report, library: Library, pages: int) -> None:
    kinds = kinds_of_queries()
    whole = WholePages(library)
    for query in kinds["two words"]:
        whole.ask(query)
    found = {"whole page, asked first": time_first(whole.ask, kinds["common word"])}
    for kind in ("common word", "two words", "phrase of common words", "NEAR", "prefix"):
        found[f"whole page, {kind}"] = time_queries(whole.ask, kinds[kind])
    found["whole page, 3 facets chosen"] = time_queries(whole.ask_filtered, kinds["common word"])
    report.say("\nwhole pages: query, facets, ten passages with their pages, HTML\n")
    for kind, times in found.items():
        report.say(f"{kind:30}{'':22}" + _cell(times))
    report.say(f"the largest page has {whole.largest / 1e3:.0f} kB before it is compressed")
    if pages >= FULL_LENGTH:
        for kind in ("whole page, asked first", "whole page, common word"):
            report.judge(at_most(f"{kind}, median", found[kind].median, 5, "ms"))
            report.judge(at_most(f"{kind}, 95th percentile", found[kind].high, 15, "ms"))


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


def _say_build(report: Report, name: str, words: int, took: Spent, more: str) -> None:
    if took.wall <= 0 or took.processor <= 0:
        report.say(f"build {name:24}too quick to be told from generating the texts{more}")
        return
    report.say(
        f"build {name:24}{took.wall:8.1f} s {words / took.wall / 1e3:7.0f} thousand words/s;"
        f" processor {took.processor:7.1f} s {words / took.processor / 1e3:7.0f}{more}"
    )


def _measured(ask: Ask, queries: Sequence[Query]) -> Times | None:
    try:
        return time_queries(ask, queries)
    except CannotAsk:
        return None


def _cell(times: Times | None) -> str:
    return f"{'–':>22}" if times is None else f"{times.median:13.3f}{times.high:9.3f}"


def _document(sizes: str, lines: list[str]) -> str:
    return "\n".join(
        (
            "# Speed and memory\n",
            f"Printed by `python -m benchmarks.run --sizes {sizes} --write`. Reviews of 50 pages have about the length"
            " of real ones; where there are many, they are shorter, so that the run ends the same hour. Every engine"
            " has the same texts and answers the same queries in its own words, in the same run and the same"
            " process.\n",
            "```",
            *lines,
            "```\n",
        )
    )


if __name__ == "__main__":
    main()

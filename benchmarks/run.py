"""Measures the library on invented reviews and prints the numbers: `python -m benchmarks.run --sizes 60,600`."""

from __future__ import annotations

import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
import psutil

from benchmarks.generate import PHRASES, Generator, deposit_reviews
from benchmarks.peer import FullTextPeer
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import Library, open_library
from search.index import rebuild
from search.request import SearchRequest
from search.searcher import Searcher, open_searcher

QUERIES = 30
"""Different queries of each kind."""
THREE_FACETS: Mapping[str, tuple[str, ...]] = {
    "theme": ("neglect", "information-sharing", "professional-curiosity"),
    "agency": ("ag-health",),
    "nation": ("england",),
}


@click.command()
@click.option("--sizes", default="60,600", show_default=True, help="How many reviews, one or several numbers.")
def main(sizes: str) -> None:
    """Print machine, date, and for each size how fast the index is built and searched, and what it takes."""
    click.echo(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine()}")
    for size in map(int, sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder, open_library(Settings(Path(folder))) as library:
            measure_search(library, size)


def measure_search(library: Library, size: int) -> None:
    """Fill a library, build its index, ask the queries of every kind, and print what was measured."""
    process = psutil.Process()
    words = deposit_reviews(library, size)
    began = time.perf_counter()
    rebuild(library)
    seconds = time.perf_counter() - began
    on_disk = sum(path.stat().st_size for path in library.settings.index.rglob("*") if path.is_file())
    click.echo(f"\n{size} reviews, {words / 1e6:.1f} million words")
    click.echo(
        f"index build      {seconds:8.1f} s   {size / seconds:7.1f} reviews/s   {words / seconds / 1e3:7.0f} thousand"
        f" words/s   {on_disk / 1e6:.0f} MB on disk"
    )
    before = process.memory_info().rss
    began = time.perf_counter()
    searcher = open_searcher(library)
    searcher.search(_request(""))
    opened = (time.perf_counter() - began) * 1000
    peer = FullTextPeer(library.settings.home / "peer.sqlite")
    peer_seconds = peer.build(library, Collection.SAMPLES)
    click.echo(f"SQLite FTS5      {peer_seconds:8.1f} s   {size / peer_seconds:7.1f} reviews/s")
    click.echo(f"open and list all {opened:7.0f} ms\n")
    click.echo(
        f"{'milliseconds':22}{'first time':>18}{'again':>18}{'SQLite FTS5':>18}\n{'':22}" + "   median     p95" * 3
    )
    for kind, queries in kinds_of_queries().items():
        measured = [times(lambda q: searcher.every_id(_request(q)), queries) for _ in range(2)]
        _print_row(kind, [*measured, times(peer.search, queries)])
    for kind, ask in pages_of_results(searcher).items():
        _print_row(kind, [times(ask, kinds_of_queries()["common word"]) for _ in range(2)])
    memory = process.memory_info().rss
    click.echo(f"\nmemory {memory / 1e6:.0f} MB after all queries, {(memory - before) / 1e6:+.0f} MB since the build")


def kinds_of_queries(seed: int = 1) -> Mapping[str, Sequence[str]]:
    """Queries by kind, words drawn from those that the reviews are made of."""
    chance = random.Random(seed)
    words = Generator().lexicon
    common, rare = words[20:400], words[10_000:]
    return {
        "common word": chance.sample(common, QUERIES),
        "rare word": chance.sample(rare, QUERIES),
        "two words": [" ".join(chance.sample(common, 2)) for _ in range(QUERIES)],
        "phrase": [*(f'"{phrase}"' for phrase in PHRASES), *_common_phrases(chance, QUERIES - len(PHRASES))],
        "prefix": [word[:4] + "*" for word in chance.sample(words[20:], QUERIES)],
    }


def pages_of_results(searcher: Searcher) -> Mapping[str, Callable[[str], object]]:
    """Ways to ask for a page of results: with three facets chosen and all counted, and with passages."""
    return {
        "facets counted": lambda q: searcher.search(_request(q, with_passages=False)),
        "three facets chosen": lambda q: searcher.search(_request(q, with_passages=False, chosen=THREE_FACETS)),
        "page with passages": lambda q: searcher.search(_request(q)),
    }


def times(ask: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    """What each query takes, in milliseconds."""
    measured = []
    for query in queries:
        began = time.perf_counter()
        ask(query)
        measured.append((time.perf_counter() - began) * 1000)
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


def _common_phrases(chance: random.Random, count: int) -> Iterator[str]:
    words = Generator().lexicon[:12]
    for _ in range(count):
        yield f'"{" ".join(chance.sample(words, 2))}"'


def _request(
    text: str, *, with_passages: bool = True, chosen: Mapping[str, tuple[str, ...]] | None = None
) -> SearchRequest:
    return SearchRequest(text, Collection.SAMPLES, chosen or {}, with_passages=with_passages)


def _print_row(kind: str, columns: Sequence[Sequence[float]]) -> None:
    cells = (f"{statistics.median(each):9.2f}{statistics.quantiles(each, n=20)[-1]:8.2f} " for each in columns)
    click.echo(f"{kind:22}" + "".join(cells))


if __name__ == "__main__":
    main()

"""How soon a search sees a review that was added or withdrawn, and how long its words stay in the files."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from benchmarks.generate import Generator, as_deposit
from repository.governance.withdrawal import withdraw_item
from repository.records.items import Collection
from repository.store.library import Library
from search.index import follow
from search.request import SearchRequest
from search.searcher import Searcher, open_searcher

WORD = "quicksilverton"


@dataclass(frozen=True)
class Gone:
    """Seconds by the clock from the beginning of a withdrawal: until a reader at work meanwhile finds the review in no
    search, and until no file of the index has its words and the command ends."""

    found_no_more: float
    clean: float


@dataclass(frozen=True)
class Updates:
    """Seconds by the clock. `added`: from the deposit until a reader at work meanwhile finds the review; `followed`:
    until everything derived is up to date. `gone`: of one just added, and of one of the first build."""

    added: float
    followed: float
    gone: tuple[Gone, Gone]
    files_left: int

    def __iter__(self) -> Iterator[str]:
        yield f"an added review is found after {self.added:.2f} s, everything is up to date after {self.followed:.2f} s"
        for what, gone in zip(("a review just added", "a review of the first build"), self.gone, strict=True):
            yield (
                f"{what} is withdrawn: out of every search after {gone.found_no_more:.2f} s, "
                f"out of all files of the index after {gone.clean:.2f} s"
            )
        yield f"files that still hold its word: {self.files_left}"


def measure_updates(library: Library) -> Updates:
    """Add a review with a word of its own, find it, withdraw it, and look for the word."""
    searcher = open_searcher(library)
    searcher.search(SearchRequest(WORD, Collection.SAMPLES))
    review = next(Generator(seed=2, pages=5).reviews(1))
    marked = type(review)(review.number, "A review that comes and goes", review.year, ((WORD, *review.pages[0]),))
    began = time.perf_counter()
    with ThreadPoolExecutor(1) as reader:
        seen = reader.submit(_until, searcher, WORD, 1)
        added = library.deposits.take_in(as_deposit(marked, random.Random(2)))
        follow(library)
        followed = time.perf_counter() - began
        seconds = seen.result() - began
    _expect(searcher, WORD, 1)
    everything = len(library.catalogue.ids(Collection.SAMPLES))
    old = library.catalogue.ids(Collection.SAMPLES)[0]
    gone = tuple(
        _withdraw(library, searcher, id, everything - number) for number, id in enumerate((added.item_id, old), start=1)
    )
    files = (path for path in library.settings.index.rglob("*") if path.is_file())
    return Updates(seconds, followed, (gone[0], gone[1]), sum(WORD.encode() in path.read_bytes() for path in files))


def _withdraw(library: Library, searcher: Searcher, id: str, left: int) -> Gone:
    began = time.perf_counter()
    with ThreadPoolExecutor(1) as reader:
        seen = reader.submit(_until, searcher, "", left)
        withdraw_item(library, id, "measured")
        clean = time.perf_counter() - began
        found_no_more = seen.result() - began
    _expect(searcher, "", left)
    return Gone(found_no_more, clean)


def _until(searcher: Searcher, text: str, count: int) -> float:
    """Search, as readers do meanwhile, until so many reviews are found; when that was."""
    while searcher.search(SearchRequest(text, Collection.SAMPLES)).total != count:
        time.sleep(0.05)
    return time.perf_counter()


def _expect(searcher: Searcher, text: str, count: int) -> None:
    found = searcher.search(SearchRequest(text, Collection.SAMPLES)).total
    if found != count:
        raise SystemExit(f"“{text}” finds {found} reviews, not {count}.")

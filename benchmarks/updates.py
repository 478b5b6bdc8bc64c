"""How soon a search sees a review that was added or withdrawn, and how long its words stay in the files."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from benchmarks.generate import Generator, as_deposit
from repository.governance.withdrawal import withdraw_item
from repository.records.items import Collection
from repository.store.library import Library
from search.index import follow
from search.request import SearchRequest
from search.searcher import open_searcher

WORD = "quicksilverton"


def measure_updates(library: Library) -> Iterator[str]:
    """Add a review with a word of its own, find it, withdraw it, and look for the word; sentences to print."""
    searcher = open_searcher(library)
    request = SearchRequest(WORD, Collection.SAMPLES)
    searcher.search(request)
    review = next(Generator(seed=2, pages=5).reviews(1))
    marked = type(review)(review.number, "A review that comes and goes", review.year, ((WORD, *review.pages[0]),))
    began = time.perf_counter()
    added = library.deposits.take_in(as_deposit(marked, random.Random(2)))
    follow(library)
    found = searcher.search(request).total
    yield f"an added review is found after {time.perf_counter() - began:.2f} s ({found} found)"
    old = library.catalogue.ids(Collection.SAMPLES)[0]
    for what, id in (("a review just added", added.item_id), ("a review of the first build", old)):
        began = time.perf_counter()
        withdraw_item(library, id, "measured")
        total = searcher.search(SearchRequest("", Collection.SAMPLES)).total
        yield f"{what} is withdrawn, and gone from all files, after {time.perf_counter() - began:.2f} s ({total} left)"
    left = [path for path in library.settings.index.rglob("*") if path.is_file() and WORD.encode() in path.read_bytes()]
    yield f"files that still hold its word: {len(left)}"

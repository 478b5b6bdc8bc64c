"""A new process on a built library, as a worker of the server is: how soon it answers, and what memory it takes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from benchmarks.queries import kinds_of_queries
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import open_library
from search.request import SearchRequest
from search.searcher import open_searcher


def measure_fresh(home: Path) -> dict[str, Any]:
    """Milliseconds until the first page is answered, and megabytes of memory after a page of every query: `all`
    with the pages of files shared by all processes, `private` without."""
    command = [sys.executable, "-m", "benchmarks.fresh", str(home)]
    answered = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(answered)
    return found


def main() -> None:
    """Open the library of the first argument, ask every query, print what was measured."""
    kinds = kinds_of_queries()
    with open_library(Settings(Path(sys.argv[1]))) as library:
        began = time.perf_counter()
        searcher = open_searcher(library)
        searcher.search(SearchRequest(kinds["common word"][0].typed, Collection.SAMPLES))
        first = (time.perf_counter() - began) * 1000
        for query in (query for queries in kinds.values() for query in queries):
            searcher.search(SearchRequest(query.typed, Collection.SAMPLES))
        memory = psutil.Process().memory_full_info()
    print(json.dumps({"first": first, "all": memory.rss / 1e6, "private": memory.uss / 1e6}))


if __name__ == "__main__":
    main()

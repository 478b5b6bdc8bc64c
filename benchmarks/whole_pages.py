"""Whole pages of results as the server makes them: query, facets, ten passages with their pages, HTML."""

from __future__ import annotations

from benchmarks.ours import THREE_CHOSEN
from benchmarks.queries import Query
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import Library
from search.request import SearchRequest
from web.addresses import search_address
from web.app import create_app

UNLIMITED = 10**9


class WholePages:
    """The site of a library, asked in this thread without a network between. `warm_up` with other queries."""

    def __init__(self, library: Library) -> None:
        unlimited = Settings(library.settings.home, requests_per_minute=UNLIMITED)
        self._client = create_app(
            Library(unlimited, library.engine, library.catalogue, library.deposits, library.originals)
        ).test_client()
        self.largest = 0

    def ask(self, query: Query) -> None:
        """The first page of a query's results."""
        self._get(SearchRequest(query.typed, Collection.SAMPLES))

    def ask_filtered(self, query: Query) -> None:
        """The same with values of three facets chosen."""
        self._get(SearchRequest(query.typed, Collection.SAMPLES, THREE_CHOSEN))

    def _get(self, request: SearchRequest) -> None:
        answer = self._client.get(search_address(request))
        if answer.status_code != 200:
            raise SystemExit(f"{search_address(request)} answered {answer.status_code}.")
        self.largest = max(self.largest, len(answer.data))

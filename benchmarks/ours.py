"""Our own search as it is measured: the engine alone, the parser alone, and whole pages of results."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from benchmarks.queries import Query
from repository.records.items import Collection
from repository.store.library import Library
from search.expansion import Widening
from search.facets import facet_counts, filters_of
from search.index import folder_of, in_use
from search.matching import Matching, deadline
from search.request import SearchRequest
from search.searcher import open_searcher
from search.syntax import parse
from search.view import View
from search.wanted import Wanted

NAME = "ours"
THREE_CHOSEN: Mapping[str, tuple[str, ...]] = {
    "theme": ("neglect", "information-sharing", "professional-curiosity"),
    "agency": ("ag-health",),
    "nation": ("england",),
}


class Ours:
    """The index of a library, opened; `parse` first, then `ask`, so that each is measured by itself."""

    def __init__(self, library: Library) -> None:
        home = library.settings.index
        generation = in_use(home, Collection.SAMPLES)
        if generation is None:
            raise SystemExit("There is no index to measure.")
        self.view = View(folder_of(home, Collection.SAMPLES), generation.sheets, generation.table)
        self.searcher = open_searcher(library)
        self._wanted: dict[Query, Wanted | None] = {}
        self._everything = np.ones(self.view.size, np.bool_)

    def parse(self, query: Query) -> None:
        """Understand a query as it is typed."""
        asked = parse(query.typed).asked
        self._wanted[query] = None if asked is None else Widening(self.view.splits, like=self.view.alike).widen(asked)

    def ask(self, query: Query) -> int:
        """The ten best, all facets where facets are asked for, and how many match."""
        wanted = self._wanted[query]
        matching = Matching(self.view, deadline())
        mask = matching.mask(wanted) & self._everything
        matching.best_first(wanted, mask, 10)
        if query.facets:
            facet_counts(filters_of(SearchRequest(), self.view.table), mask, query.facets)
        return int(np.count_nonzero(mask))

    def page(self, query: Query) -> int:
        """A page of results with facets and passages, everything the server does but the HTML."""
        return self.searcher.search(SearchRequest(query.typed, Collection.SAMPLES)).total

    def page_filtered(self, query: Query) -> int:
        """The same with three facets chosen."""
        return self.searcher.search(SearchRequest(query.typed, Collection.SAMPLES, THREE_CHOSEN)).total

"""Answers searches: one long-lived searcher for all readers, which notices by itself when the index changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from repository.errors import LibraryError
from repository.records.items import Collection, Kind, Listed
from repository.store.library import Library
from search.columns.files import Array
from search.columns.table import counts_within, packed_bits
from search.engine import CannotOpen
from search.facets import Filters, count_facets, count_without_year, count_years, filters_of
from search.index import folder_of, follow, in_use, pointer_file
from search.marking import marks_in
from search.matching import Matching, deadline, largest
from search.passages import passages_of
from search.request import LARGEST_PAGE, SearchRequest, Sort
from search.results import Hit, ResultPage, Understood
from search.standing import Chosen, best_pages, pages_hit
from search.suggestions import did_you_mean, names_beginning
from search.understanding import Views, loosened, understand
from search.view import View
from search.wanted import Wanted

ENOUGH_RESULTS = 10
"""Records with all words of a query below which those with some of its words are listed too."""
MOST_TRIES = 5
"""How often a searcher looks for an index that it can open, before it says that somebody else keeps replacing it."""
MOST_KEPT = 1000
"""Records kept in memory to be shown again, some 20 kB each."""
FEW = 3
"""Results at or below which a query is looked through for slips of the keyboard."""


@dataclass(frozen=True)
class _Opened:
    """An index as it is open: its pointer file's stamp and its view."""

    pointer: tuple[int, int]
    view: View


@dataclass(frozen=True)
class _Moment:
    """When a request began: the number of the catalogue's last change, and when the request is stopped."""

    change: int
    until: float


@dataclass(frozen=True)
class _Public:
    """What the catalogue calls public: the number of its last change, and the documents (a truth value each)."""

    change: int
    view: View
    mask: Array


@dataclass(frozen=True)
class _Answer:
    """The documents that fit a request's words, with what is needed to go on from there."""

    view: View
    matching: Matching
    wanted: Wanted | None
    understood: Understood
    mask: Array
    filters: Filters

    @cached_property
    def results(self) -> Array:
        """The documents that fit words and filters."""
        return self.filters.apply(self.mask)

    @cached_property
    def total(self) -> int:
        """How many they are."""
        return int(np.count_nonzero(self.results))


def open_searcher(library: Library) -> Searcher:
    """A searcher on a library, for any number of threads; the index is made if there is none yet."""
    return Searcher(library)


class Searcher:
    """Answers searches on an open library. Every answer comes from one state of the index, and shows
    no item that the catalogue does not call public at that moment."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._opened: dict[Collection, _Opened] = {}
        self._public: dict[Collection, _Public] = {}
        self._kept: tuple[int, dict[str, Listed]] = (-1, {})

    def search(self, request: SearchRequest) -> ResultPage:
        """A page of results with facets and passages; a page number beyond the end gives the last page.
        Where no words are asked for, order of relevance is newest first.

        Raises SearchTooComplex for a query beyond the limits, WrongUsage for an unknown filter.
        """
        began = time.perf_counter()
        moment = self._begin()
        answer = self._answer(request, moment)
        size = min(max(request.page_size, 1), LARGEST_PAGE)
        pages = max(1, -(-answer.total // size))
        page = min(max(request.page, 1), pages)
        shown = _ordered(request, answer, page * size)[(page - 1) * size :]
        result = ResultPage(
            collection=request.collection,
            total=answer.total,
            totals_by_kind=_by_kind(answer),
            hits=self._hits(request, answer, shown, moment),
            facets=count_facets(request, answer.filters, answer.mask),
            years=count_years(answer.filters, answer.mask),
            unknown_year=count_without_year(answer.filters, answer.mask),
            understood=answer.understood,
            did_you_mean=did_you_mean(answer.view, request.text) if answer.total <= FEW and request.text else "",
            page=page,
            pages=pages,
            seconds=0.0,
            elsewhere=self._elsewhere(request, moment),
        )
        return replace(result, seconds=round(time.perf_counter() - began, 4))

    def every_id(self, request: SearchRequest) -> tuple[str, ...]:
        """The ids of all results in the order of the request, for downloads. Raises as `search`."""
        return self.first_ids(request, None)[1]

    def first_ids(self, request: SearchRequest, most: int | None) -> tuple[int, tuple[str, ...]]:
        """How many results there are, and the ids of the first of them (None: all). Raises as `search`."""
        answer = self._answer(request, self._begin())
        ids = answer.view.table.all_ids
        ordered = _ordered(request, answer, answer.total if most is None else most)
        return answer.total, tuple([ids[document] for document in ordered])

    def suggest(self, prefix: str, collection: Collection, limit: int = 8) -> tuple[str, ...]:
        """Names of themes, agencies, types and bodies in use, then titles, with a word that begins so."""
        view, public = self._current(collection, self._begin())
        return names_beginning(view.table, public, prefix[:100], limit)

    def pages_with_hits(self, publication_id: str, text: str) -> tuple[int, ...]:
        """The pages (of the file, from 1) of a publication on which words of the query stand."""
        moment = self._begin()
        for collection in Collection:
            view, public = self._current(collection, moment)
            document = view.document_of_publication.get(publication_id)
            if document is not None and public[document]:
                widened = understand(view, text, expand=True)
                hits = pages_hit(Matching(view, moment.until), widened.wanted, document)
                pages = map(hits.page, hits.rows.tolist())
                return tuple(page for file, page in pages if file == publication_id)
        return ()

    def marks(self, page_text: str, text: str) -> tuple[tuple[int, int], ...]:
        """Where the words of a query stand in a page's text: (start, end) in characters, in order."""
        moment = self._begin()
        views = Views([self._current(collection, moment)[0] for collection in Collection])
        return marks_in(understand(views, text, expand=True).wanted, page_text)

    def _begin(self) -> _Moment:
        """Open what is not open yet, and note the moment at which the request begins."""
        with self._lock:
            for collection in Collection:
                self._open(collection)
        return _Moment(self._library.catalogue.last_change(), deadline())

    def _current(self, collection: Collection, moment: _Moment) -> tuple[View, Array]:
        """The index in use and the documents in it that are public at a moment."""
        with self._lock:
            view = self._open(collection).view
            public = self._public.get(collection)
            if public is None or public.change != moment.change or public.view is not view:
                mask = np.zeros(view.size, np.bool_)
                known = view.table.document_of
                mask[[known[id] for id in self._library.catalogue.ids(collection) if id in known]] = True
                public = self._public[collection] = _Public(moment.change, view, mask)
            return view, public.mask

    def _open(self, collection: Collection) -> _Opened:
        home = self._library.settings.index
        opened = self._opened.get(collection)
        for _ in range(MOST_TRIES):
            pointer = _pointer(pointer_file(home, collection))
            if opened is not None and pointer == opened.pointer:
                return opened
            generation = in_use(home, collection)
            if generation is None:
                follow(self._library)
                continue
            try:
                view = View(folder_of(home, collection), generation.sheets, generation.table)
            except CannotOpen:
                if pointer == _pointer(pointer_file(home, collection)):
                    raise
                continue  # swapped, and removed, since the pointer was read
            opened = self._opened[collection] = _Opened(pointer, view)
            return opened
        raise LibraryError(
            "The search index is replaced again and again by another version of the program.",
            "Stop the other one: one folder of a library serves one version at a time.",
        )

    def _answer(self, request: SearchRequest, moment: _Moment) -> _Answer:
        view, public = self._current(request.collection, moment)
        widened = understand(view, request.text, expand=request.expand)
        matching = Matching(view, moment.until)
        mask = matching.mask(widened.wanted) & public
        filters = filters_of(request, view.table)
        answer = _Answer(view, matching, widened.wanted, widened.understood, mask, filters)
        if widened.softer is None or np.count_nonzero(mask) >= ENOUGH_RESULTS:
            return answer
        more = mask | (matching.mask(widened.softer) & public)
        wider = replace(answer, wanted=widened.softer, mask=more)
        if wider.total == answer.total:
            return answer
        return replace(wider, understood=loosened(widened, answer.total, wider.total))

    def _hits(self, request: SearchRequest, answer: _Answer, shown: Sequence[int], moment: _Moment) -> tuple[Hit, ...]:
        ids = [answer.view.table.all_ids[document] for document in shown]
        items = self._items(ids, moment)
        hit_pages: dict[str, int] = dict.fromkeys(ids, 0)
        chosen: dict[str, list[Chosen]] = {id: [] for id in ids}
        for id, document in zip(ids, shown, strict=True) if request.with_passages else ():
            hits = pages_hit(answer.matching, answer.wanted, document)
            hit_pages[id] = len(hits)
            chosen[id] = best_pages(answer.matching, answer.wanted, document, hits)
        pages = self._library.catalogue.pages_at(
            [(hit.publication_id, hit.page) for hits in chosen.values() for hit in hits]
        )
        return tuple(
            Hit(items[id], passages_of(answer.wanted, chosen[id], pages), hit_pages[id]) for id in ids if id in items
        )

    def _items(self, ids: Sequence[str], moment: _Moment) -> Mapping[str, Listed]:
        """The public records among these. Those shown before are kept until the log of changes grows: reading ten
        of them takes as long as finding and drawing them."""
        with self._lock:
            if self._kept[0] != moment.change or len(self._kept[1]) > MOST_KEPT:
                self._kept = (moment.change, {})
            kept = self._kept[1]
            missing = [id for id in ids if id not in kept]
        read = {item.id: item for item in self._library.catalogue.listed(missing) if item.is_public}
        with self._lock:
            found = {id: kept[id] for id in ids if id in kept} | read
            kept.update(read)
        return found

    def _elsewhere(self, request: SearchRequest, moment: _Moment) -> int:
        other = next(c for c in Collection if c != request.collection)
        if not self._current(other, moment)[0].size:
            return 0
        return self._answer(replace(request, collection=other), moment).total


def _ordered(request: SearchRequest, answer: _Answer, most: int) -> list[int]:
    """The first documents of the results in the order that is asked for."""
    table = answer.view.table
    if request.sort == Sort.RELEVANCE and answer.wanted is not None:
        return list(answer.matching.best_first(answer.wanted, answer.results, most).tolist())
    ranks = {Sort.TITLE: table.by_title, Sort.OLDEST: table.by_oldest}.get(request.sort, table.by_newest)
    documents = np.flatnonzero(answer.results)
    return list(documents[largest(-ranks[documents].astype(np.int64), most)].tolist())


def _by_kind(answer: _Answer) -> tuple[tuple[str, int], ...]:
    table = answer.view.table
    counts = counts_within(table.bits[table.rows("kind")], packed_bits(answer.results)).tolist()
    found = dict(zip(table.values["kind"], counts, strict=True))
    return tuple((str(kind), found.get(kind, 0)) for kind in Kind)


def _pointer(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_ino, found.st_mtime_ns)

"""Answers searches: one long-lived searcher for all readers, which notices by itself when the index changes."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from repository.records.items import Collection, Kind
from repository.store.library import Library
from search.engine import CannotOpen
from search.expansion import Splits, Widening
from search.facets import (
    Columns,
    Filters,
    columns_of,
    count_facets,
    count_without_year,
    count_years,
    filters_of,
)
from search.index import follow, in_use, pointer_file
from search.matching import MOST_WORDS_OF_A_START, Matching, deadline
from search.passages import best_passages, marks_in, pages_hit
from search.request import LARGEST_PAGE, SearchRequest, Sort
from search.results import Hit, ResultPage, Understood
from search.sentences import in_words
from search.suggestions import did_you_mean, names_beginning
from search.syntax import parse
from search.view import View, bits_of, documents_in
from search.wanted import Wanted

FEW = 3
"""Results at or below which a query is looked through for slips of the keyboard."""


@dataclass(frozen=True)
class _Opened:
    """An index as it is open: its pointer file's stamp, its view and the columns of its facets."""

    pointer: tuple[int, int]
    view: View
    columns: Columns


@dataclass(frozen=True)
class _Public:
    """What the catalogue calls public: the number of its last change, and the documents, as bits."""

    change: int
    view: View
    bits: int


@dataclass(frozen=True)
class _Answer:
    """The documents that fit a request's words, with what is needed to go on from there."""

    opened: _Opened
    matching: Matching
    wanted: Wanted | None
    understood: Understood
    bits: int
    filters: Filters

    @property
    def results(self) -> int:
        """The documents that fit words and filters."""
        return self.filters.apply(self.bits)


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

    def search(self, request: SearchRequest) -> ResultPage:
        """A page of results with facets and passages; a page number beyond the end gives the last page.
        Where no words are asked for, order of relevance is newest first.

        Raises SearchTooComplex for a query beyond the limits, WrongUsage for an unknown filter.
        """
        began = time.perf_counter()
        until = self._begin()
        answer = self._answer(request, until)
        ordered = self._ordered(request, answer)
        size = min(max(request.page_size, 1), LARGEST_PAGE)
        pages = max(1, -(-len(ordered) // size))
        page = min(max(request.page, 1), pages)
        shown = ordered[(page - 1) * size : page * size]
        result = ResultPage(
            collection=request.collection,
            total=len(ordered),
            totals_by_kind=_by_kind(answer),
            hits=self._hits(request, answer, shown),
            facets=count_facets(request, answer.filters, answer.bits),
            years=count_years(answer.filters, answer.bits),
            unknown_year=count_without_year(answer.filters, answer.bits),
            understood=_said(answer),
            did_you_mean=self._did_you_mean(request, answer, len(ordered)),
            page=page,
            pages=pages,
            seconds=0.0,
            elsewhere=self._elsewhere(request, until),
        )
        return replace(result, seconds=round(time.perf_counter() - began, 4))

    def every_id(self, request: SearchRequest) -> tuple[str, ...]:
        """The ids of all results in the order of the request, for downloads. Raises as `search`."""
        answer = self._answer(request, self._begin())
        facts = answer.opened.view.facts
        return tuple(facts[document]["id"] for document in self._ordered(request, answer))

    def suggest(self, prefix: str, collection: Collection, limit: int = 8) -> tuple[str, ...]:
        """Names of themes, agencies, types and bodies in use, then titles, with a word that begins so."""
        opened, public = self._current(collection)
        return names_beginning(opened.view, opened.columns, public, prefix[:100], limit)

    def pages_with_hits(self, publication_id: str, text: str) -> tuple[int, ...]:
        """The pages (of the file, from 1) of a publication on which words of the query stand."""
        for collection in Collection:
            opened, public = self._current(collection)
            document = opened.view.document_of_publication.get(publication_id)
            if document is not None and public >> document & 1:
                wanted, _ = _widen(opened.view.splits, text, True)
                hits = pages_hit(Matching(opened.view, deadline()), wanted, document)
                return tuple(hit.page for hit in hits if hit.publication_id == publication_id)
        return ()

    def marks(self, page_text: str, text: str) -> tuple[tuple[int, int], ...]:
        """Where the words of a query stand in a page's text: (start, end) in characters, in order."""
        views = [self._current(collection)[0].view for collection in Collection]
        wanted, _ = _widen(lambda joined: [parts for view in views for parts in view.splits(joined)], text, True)
        return marks_in(wanted, page_text)

    def _begin(self) -> float:
        """Open what is not open yet; returns the moment at which the request is stopped."""
        for collection in Collection:
            self._current(collection)
        return deadline()

    def _current(self, collection: Collection) -> tuple[_Opened, int]:
        """The index in use and the documents in it that are public now."""
        with self._lock:
            opened = self._open(collection)
            change = self._library.catalogue.last_change()
            public = self._public.get(collection)
            if public is None or public.change != change or public.view is not opened.view:
                ids = self._library.catalogue.ids(collection)
                known = opened.view.document_of
                public = _Public(change, opened.view, bits_of(known[id] for id in ids if id in known))
                self._public[collection] = public
            return opened, public.bits

    def _open(self, collection: Collection) -> _Opened:
        home = self._library.settings.index
        opened = self._opened.get(collection)
        while True:
            pointer = _pointer(pointer_file(home, collection))
            if opened is not None and pointer == opened.pointer:
                return opened
            generation = in_use(home, collection)
            if generation is None:
                follow(self._library)
                continue
            try:
                view = View(home / generation.folder)
            except CannotOpen:
                if pointer == _pointer(pointer_file(home, collection)):
                    raise
                continue  # swapped, and removed, since the pointer was read
            opened = self._opened[collection] = _Opened(pointer, view, columns_of(view))
            return opened

    def _answer(self, request: SearchRequest, until: float) -> _Answer:
        opened, public = self._current(request.collection)
        wanted, understood = _widen(opened.view.splits, request.text, request.expand)
        matching = Matching(opened.view, until)
        bits = matching.bits(wanted) & public
        return _Answer(opened, matching, wanted, understood, bits, filters_of(request, opened.columns))

    def _ordered(self, request: SearchRequest, answer: _Answer) -> list[int]:
        view, results = answer.opened.view, answer.results
        rank = view.title_rank
        documents = list(documents_in(results))
        if request.sort == Sort.RELEVANCE and answer.wanted is not None:
            scores = answer.matching.scores(answer.wanted, results)
            return sorted(documents, key=lambda d: (-scores[d], rank[d]))
        documents.sort(key=lambda d: rank[d])
        if request.sort == Sort.OLDEST:
            documents.sort(key=lambda d: view.facts[d]["date"] or "~")
        elif request.sort in (Sort.NEWEST, Sort.RELEVANCE):
            documents.sort(key=lambda d: view.facts[d]["date"], reverse=True)
        return documents

    def _hits(self, request: SearchRequest, answer: _Answer, shown: list[int]) -> tuple[Hit, ...]:
        facts = answer.opened.view.facts
        items = {item.id: item for item in self._library.catalogue.items([facts[d]["id"] for d in shown])}
        hits = []
        for document in shown:
            item = items.get(facts[document]["id"])
            if item is None or not item.is_public:
                continue
            pages = pages_hit(answer.matching, answer.wanted, document) if request.with_passages else []
            passages = best_passages(self._library.catalogue, answer.matching, answer.wanted, pages)
            hits.append(Hit(item, passages, len(pages)))
        return tuple(hits)

    def _did_you_mean(self, request: SearchRequest, answer: _Answer, total: int) -> str:
        return did_you_mean(answer.opened.view, request.text) if total <= FEW and request.text else ""

    def _elsewhere(self, request: SearchRequest, until: float) -> int:
        other = next(c for c in Collection if c != request.collection)
        answer = self._answer(replace(request, collection=other), until)
        return answer.results.bit_count()


def _widen(splits: Splits, text: str, expand: bool) -> tuple[Wanted | None, Understood]:
    parsed = parse(text)
    widening = Widening(splits, expand)
    wanted = None if parsed.asked is None else widening.widen(parsed.asked)
    ignored = list(parsed.ignored)
    if widening.not_required:
        words = ", ".join(f"“{word}”" for word in dict.fromkeys(widening.not_required))
        ignored.append(f"{words}: too common to be required; in quotation marks they count.")
    return wanted, Understood(in_words(parsed.asked), tuple(ignored), tuple(widening.expanded.items()))


def _said(answer: _Answer) -> Understood:
    cut = tuple(
        f"“{letters}*” stands for {number} words; the {MOST_WORDS_OF_A_START} most frequent were searched."
        for letters, number in answer.matching.cut.items()
    )
    return replace(answer.understood, ignored=answer.understood.ignored + cut)


def _by_kind(answer: _Answer) -> tuple[tuple[str, int], ...]:
    kinds = answer.opened.columns.values["kind"]
    return tuple((str(kind), (answer.results & kinds.get(kind, 0)).bit_count()) for kind in Kind)


def _pointer(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_ino, found.st_mtime_ns)

"""Counts the results by theme, agency, type and so on, without hiding the neighbours of what was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from repository.errors import WrongUsage
from repository.records.concepts import Concept, ancestors, concept, label_of, vocabularies
from repository.records.items import Availability, Kind
from repository.records.statements import VOCABULARY_OF
from search.request import FACETS, SearchRequest
from search.results import Facet, FacetValue
from search.view import View, bits_of

LABELS = {
    "kind": "Kind of publication",
    "theme": "Theme",
    "agency": "Agency",
    "review_type": "Type of review",
    "nation": "Nation",
    "publishing_body": "Published by",
    "year": "Year of publication",
    "availability": "Availability",
}
KIND_LABELS = {Kind.REVIEW: "Reviews", Kind.BRIEFING: "Thematic briefings", Kind.ANALYSIS: "Analyses"}
AVAILABILITY_LABELS = {
    Availability.FULL_TEXT: "Full text here",
    Availability.CATALOGUE_RECORD_ONLY: "Catalogue record only",
    Availability.SUMMARY_ONLY: "Summary only",
    Availability.DELAYED: "Publication delayed",
    Availability.INJUNCTED: "Publication forbidden by a court",
    Availability.NO_LONGER_PUBLISHED: "No longer published",
    Availability.FILE_WITHDRAWN: "File withdrawn",
    Availability.NEVER_PUBLISHED: "Never published",
}
BY_VALUE = tuple(name for name in FACETS if name != "year")
NESTED = ("theme", "agency", "review_type")
"""Facets in which a chosen heading includes everything below it."""
EARLIEST = 1945


@dataclass(frozen=True)
class Columns:
    """The values of a view's documents: sets of documents as bits, by facet and value, and by year."""

    values: Mapping[str, Mapping[str, int]]
    years: Mapping[int, int]
    without_year: int


def columns_of(view: View) -> Columns:
    """Gather the facet values of every document of a view; a narrower concept counts for its headings."""
    values: dict[str, dict[str, list[int]]] = {name: {} for name in BY_VALUE}
    years: dict[int, list[int]] = {}
    without: list[int] = []
    for document, facts in view.facts.items():
        for name in BY_VALUE:
            for value in _with_headings(name, facts["facets"][name]):
                values[name].setdefault(value, []).append(document)
        if facts["year"] is None:
            without.append(document)
        else:
            years.setdefault(facts["year"], []).append(document)
    return Columns(
        {name: {value: bits_of(found) for value, found in each.items()} for name, each in values.items()},
        {year: bits_of(years[year]) for year in sorted(years)},
        bits_of(without),
    )


@dataclass(frozen=True)
class Filters:
    """The filters of a request on the columns of a view, each as the set of documents that it leaves."""

    columns: Columns
    left_by: Mapping[str, int]
    """By facet; only facets in which something is chosen (`year` when a range is asked for)."""

    def apply(self, bits: int, but: str = "") -> int:
        """The documents that all filters leave, except the filter of one facet."""
        for name, left in self.left_by.items():
            if name != but:
                bits &= left
        return bits


def filters_of(request: SearchRequest, columns: Columns) -> Filters:
    """The filters of a request. Raises WrongUsage for a facet that does not exist."""
    left_by: dict[str, int] = {}
    for name, chosen in request.chosen.items():
        if name not in BY_VALUE:
            raise WrongUsage(f"There is no filter '{name}'.", f"Filters: {', '.join(BY_VALUE)}.")
        if chosen:
            left_by[name] = _any_of(columns.values[name].get(value, 0) for value in chosen)
    if request.year_from is not None or request.year_to is not None:
        first = EARLIEST if request.year_from is None else request.year_from
        last = 9999 if request.year_to is None else request.year_to
        left_by["year"] = _any_of(bits for year, bits in columns.years.items() if first <= year <= last)
    return Filters(columns, left_by)


def count_facets(request: SearchRequest, filters: Filters, bits: int) -> tuple[Facet, ...]:
    """The facets by value, for the documents that fit the words. Values without a result are left out
    unless they are chosen."""
    facets = []
    for name in BY_VALUE:
        within = filters.apply(bits, but=name)
        chosen = request.chosen.get(name, ())
        counts = {value: (within & found).bit_count() for value, found in filters.columns.values[name].items()}
        shown = {value: counts.get(value, 0) for value in (*counts, *chosen) if counts.get(value) or value in chosen}
        facets.append(Facet(name, LABELS[name], tuple(_values(name, shown, chosen))))
    return tuple(facets)


def count_years(filters: Filters, bits: int) -> tuple[tuple[int, int], ...]:
    """How many results each year of publication has, the range of years lifted."""
    within = filters.apply(bits, but="year")
    counts = ((year, (within & found).bit_count()) for year, found in filters.columns.years.items())
    return tuple((year, count) for year, count in counts if count)


def count_without_year(filters: Filters, bits: int) -> int:
    """How many would be results if their year of publication were known; 0 when no range is asked for."""
    if "year" not in filters.left_by:
        return 0
    return (filters.apply(bits, but="year") & filters.columns.without_year).bit_count()


@lru_cache(maxsize=5000)
def label(name: str, value: str) -> str:
    """How a facet's value is shown."""
    if name == "kind":
        return KIND_LABELS[Kind(value)] if value in list(Kind) else value
    if name == "availability":
        return AVAILABILITY_LABELS[Availability(value)] if value in list(Availability) else value
    return label_of(name, value)


def _values(name: str, counts: Mapping[str, int], chosen: Iterable[str]) -> Iterator[FacetValue]:
    parents = {value: _parent(name, value, counts) for value in counts}

    def below(parent: str, depth: int) -> Iterator[FacetValue]:
        here = [value for value in counts if parents[value] == parent]
        for value in sorted(here, key=lambda v: (-counts[v], label(name, v).casefold(), v)):
            yield FacetValue(value, label(name, value), counts[value], value in chosen, depth)
            yield from below(value, depth + 1)

    yield from below("", 0)


def _parent(name: str, value: str, counts: Mapping[str, int]) -> str:
    return next((heading for heading in _headings(name, value) if heading in counts), "")


def _with_headings(name: str, values: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(found for value in values for found in (value, *_headings(name, value)))


@lru_cache(maxsize=5000)
def _headings(name: str, value: str) -> tuple[str, ...]:
    """The broader concepts of a value in its own vocabulary, nearest first."""
    if name not in NESTED:
        return ()
    found = concept(VOCABULARY_OF[name], value)
    return () if found is None else tuple(c.id for c in ancestors(found) if c.vocabulary == found.vocabulary)


def _any_of(sets: Iterable[int]) -> int:
    bits = 0
    for found in sets:
        bits |= found
    return bits


def concepts_in_use(columns: Columns) -> Iterator[tuple[Concept, int]]:
    """Themes, agencies, types, nations and bodies that documents have, with the set of those."""
    for name in BY_VALUE:
        for vocabulary in VOCABULARY_OF.get(name, ()):
            for id, bits in columns.values[name].items():
                if id in vocabularies().get(vocabulary, ()):
                    yield vocabularies()[vocabulary][id], bits

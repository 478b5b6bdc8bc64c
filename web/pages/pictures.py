"""Reviews in pictures: by year since 1945, themes and ages by decade, agencies by theme, and the children themselves;
each beside its numbers, with what is counted."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template, request
from flask.typing import ResponseReturnValue

from repository.records.items import Kind
from repository.store.children import people_in
from search.facet_values import ADULT, AGE_BANDS, AGE_NOT_STATED
from search.request import SearchRequest
from search.results import FacetValue, ResultPage
from web.addresses import read_search, search_address
from web.charts import Matrix, decade_of, histogram, matrix
from web.children import Children, count_children
from web.pages.browse import decades, is_heading
from web.presenters import filters_in_words
from web.site import Site, collection_in_force

THEMES, AGENCIES = 12, 8
"""Rows and columns: as many as can be read; the browse lists have all of them."""


def show(site: Site) -> ResponseReturnValue:
    """The pictures of the reviews that a search finds; without one, of all of a collection.

    Only reviews and the children they are about are counted, each in pictures of their own: briefings and analyses
    tell of the same cases again.
    """
    asked = read_search(request.args, collection_in_force())
    wanted = replace(
        asked.request, chosen={**asked.request.chosen, "kind": (str(Kind.REVIEW),)}, page=1, page_size=1,
        with_passages=False,
    )  # fmt: skip
    without_kinds = replace(wanted, chosen={name: v for name, v in wanted.chosen.items() if name != "kind"})
    found = site.searcher.search(wanted)
    in_range = [(year, count) for year, count in found.years if _asked_for(year, wanted)]
    spans = [(span, site.searcher.search(span)) for span in _decades(wanted, found)]
    return render_template(
        "pictures.html",
        asked=wanted,
        problems=asked.problems,
        question="; ".join(filter(None, (wanted.text, filters_in_words(without_kinds)))),
        found=found,
        by_year=histogram(found.years, wanted.year_from, wanted.year_to),
        known=sum(count for _, count in in_range),
        year_addresses={y: search_address(replace(wanted, year_from=y, year_to=y)) for y, _ in found.years},
        by_decade=_by_decade(wanted, spans, "theme", most_frequent(found, "theme", THEMES)),
        by_theme=_agencies_by_theme(site, wanted, found),
        by_age=_by_decade(wanted, spans, "age_band", _ages(found)),
        children=_children(site, wanted),
        results=search_address(wanted),
    )


def _decades(wanted: SearchRequest, found: ResultPage) -> list[SearchRequest]:
    """The search within each decade that has a review, oldest first."""
    found_in = [d for d, _ in decades([(y, c) for y, c in found.years if _asked_for(y, wanted)])]
    return [
        replace(wanted, year_from=max(d, wanted.year_from or 1945), year_to=min(d + 9, wanted.year_to or d + 9))
        for d in found_in
    ]


def _by_decade(
    wanted: SearchRequest, spans: list[tuple[SearchRequest, ResultPage]], facet: str, values: list[FacetValue]
) -> Matrix:
    counts = [(span, _counts(found, facet)) for span, found in spans]
    rows = {
        (value.label, search_address(with_value(wanted, facet, value.value))): [
            (count.get(value.value, 0), search_address(with_value(span, facet, value.value))) for span, count in counts
        ]
        for value in values
    }
    return matrix([f"{decade_of(span.year_from or 0)}s" for span, _ in spans], rows)


def _children(site: Site, wanted: SearchRequest) -> Children:
    people = people_in(site.library.catalogue, site.searcher.every_id(wanted))
    return count_children(people, lambda band: search_address(with_value(wanted, "age_band", band)))


def _ages(found: ResultPage) -> list[FacetValue]:
    """The bands of age that have a review, the youngest first."""
    order = [band for _, band in AGE_BANDS] + [ADULT, AGE_NOT_STATED]
    bands = [v for f in found.facets if f.name == "age_band" for v in f.values if v.count and v.value in order]
    return sorted(bands, key=lambda v: order.index(v.value))


def _agencies_by_theme(site: Site, wanted: SearchRequest, found: ResultPage) -> Matrix:
    agencies = most_frequent(found, "agency", AGENCIES)
    rows = {}
    for theme in most_frequent(found, "theme", THEMES):
        about = with_value(wanted, "theme", theme.value)
        counts = _counts(site.searcher.search(about), "agency")
        rows[theme.label, search_address(about)] = [
            (counts.get(agency.value, 0), search_address(with_value(about, "agency", agency.value)))
            for agency in agencies
        ]
    return matrix([agency.label for agency in agencies], rows)


def most_frequent(found: ResultPage, facet: str, number: int) -> list[FacetValue]:
    """The values of a facet with most records, headings left out."""
    values = [
        v for f in found.facets if f.name == facet for v in f.values if v.count and not is_heading(facet, v.value)
    ]
    return sorted(values, key=lambda v: (-v.count, v.label))[:number]


def with_value(wanted: SearchRequest, facet: str, value: str) -> SearchRequest:
    """The search with one value of a facet in place of those chosen in it, as a list of the usual length."""
    return SearchRequest(
        text=wanted.text, collection=wanted.collection, chosen={**wanted.chosen, facet: (value,)},
        year_from=wanted.year_from, year_to=wanted.year_to, expand=wanted.expand, with_passages=False,
    )  # fmt: skip


def _counts(found: ResultPage, facet: str) -> dict[str, int]:
    return {v.value: v.count for f in found.facets if f.name == facet for v in f.values}


def _asked_for(year: int, wanted: SearchRequest) -> bool:
    return (wanted.year_from or 0) <= year <= (wanted.year_to or 9999)

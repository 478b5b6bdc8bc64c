"""The first page: a search box, what this is, and ways in for those who would rather look around."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from search.request import SearchRequest
from search.results import FacetValue
from web.pages.browse import decades, is_heading
from web.site import Site, collection_in_force

THEMES, AGENCIES, LATEST = 12, 9, 5


def show(site: Site) -> ResponseReturnValue:
    """The first page of the collection in force."""
    collection = collection_in_force()
    page = site.searcher.search(SearchRequest(collection=collection, page_size=1, with_passages=False))
    facets = {facet.name: facet for facet in page.facets}
    catalogue = site.library.catalogue

    def most_frequent(name: str, number: int) -> list[FacetValue]:
        values = [v for v in facets[name].values if v.count and not is_heading(name, v.value)] if name in facets else []
        return sorted(values, key=lambda v: (-v.count, v.label))[:number]

    return render_template(
        "home.html",
        counts=[(kind, count) for kind, count in catalogue.counts(collection).items()],
        themes=most_frequent("theme", THEMES),
        agencies=most_frequent("agency", AGENCIES),
        decades=decades(page.years),
        latest=catalogue.items(catalogue.ids(collection)[-LATEST:][::-1]),
    )

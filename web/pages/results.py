"""Searching: what was found, what was understood, and every way to narrow it, widen it or take it away."""

from __future__ import annotations

from dataclasses import replace
from textwrap import shorten

from flask import Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from repository.records.items import Collection
from search.help_examples import EXAMPLES, LIMITS
from search.recommendation_search import LearningPage, LearningRequest
from search.request import SearchRequest
from search.results import ResultPage, Understood
from web.addresses import Problem, read_search, search_address
from web.carrying import carried
from web.charts import histogram, years_of
from web.downloads import results_csv, results_ris, send_csv, send_ris
from web.facet_rows import facet_rows
from web.learning_requests import role_address
from web.listed_hits import shown_hits
from web.pages.learning import leading
from web.presenters import SORTS, chosen_filters, kept_in_form, pages_to_show, shown, totals_in_words
from web.roles import Role
from web.site import Site, collection_in_force

SUGGESTIONS = 8
SHORTEST_PREFIX = 2
LONGEST_HEADING = 120
"""Letters of a search that its heading repeats; the field below it has all of them."""
MOST_WORDS = 6
"""Words of a search that found nothing which are taken away one by one to see what is left."""
UNDOING = ("all_words", "as_required", "as_plain_words", "as_spelled")
"""What an understanding calls the queries that undo what was done to a query."""
MOST_LOOSENED = 16
"""Searches made to say what could be loosened."""


def show(site: Site) -> ResponseReturnValue:
    """The results of the search that the address asks for."""
    asked = read_search(request.args, collection_in_force())
    found = site.searcher.search(asked.request)
    problems = asked.problems
    if found.page != asked.request.page:
        problems = (*problems, Problem("page", f"The list ends with page {found.pages}; this is page {found.page}."))
    wanted = replace(asked.request, page=found.page)
    role = carried().role
    if request.args.get("role") and role is None:
        problems = (*problems, Problem("role", "The role in the address is not one of the library’s; it is left out."))
    lead = leading(site, role, wanted) if role and wanted.page == 1 else None
    loosened = _loosened(site, wanted, found)
    return render_template(
        "results.html",
        asked=wanted,
        problems=problems,
        found=found,
        hits=shown_hits(found.hits, wanted.text),
        heading=f"Results for “{shorten(wanted.text, LONGEST_HEADING, placeholder=' …')}”"
        if wanted.text
        else "All records",
        total=totals_in_words(found.totals_by_kind),
        facets=[shown(facet) for facet in found.facets],
        facet_rows=facet_rows,
        chosen=chosen_filters(wanted),
        kept=kept_in_form(wanted),
        sorts=[(sort, words, search_address(replace(wanted, sort=sort, page=1))) for sort, words in SORTS.items()],
        numbers=pages_to_show(wanted, found.pages),
        loosened=loosened,
        costliest=_costliest(wanted, loosened),
        by_year=histogram(found.years, wanted.year_from, wanted.year_to),
        years=years_of(found.years, wanted.year_from, wanted.year_to),
        undone=_undone(wanted, found.understood),
        lead=lead,
        lead_address=_lead_address(role, wanted, lead),
        other_addresses=_other_addresses(wanted, found),
    )


def download(site: Site) -> Response:
    """The whole list as CSV, however long, streamed."""
    wanted = read_search(request.args, collection_in_force()).request
    return send_csv(results_csv(site, wanted), "case-reviews")


def download_ris(site: Site) -> Response:
    """The whole list for a reference manager (RIS), however long, streamed."""
    wanted = read_search(request.args, collection_in_force()).request
    return send_ris(results_ris(site, wanted), "case-reviews")


def explain(site: Site) -> ResponseReturnValue:
    """How to search: every sign of the query language with an example that can be tried."""
    trying = [(example, search_address(SearchRequest(example.query, collection_in_force()))) for example in EXAMPLES]
    return render_template("search_help.html", trying=trying, limits=LIMITS)


def suggest(site: Site) -> Response:
    """Words of the vocabulary and the index that go on from what was typed, as JSON."""
    prefix = request.args.get("q", "").strip()[:80]
    if len(prefix) < SHORTEST_PREFIX:
        return jsonify(suggestions=[])
    return jsonify(suggestions=list(site.searcher.suggest(prefix, collection_in_force(), SUGGESTIONS)))


def _costliest(wanted: SearchRequest, loosened: list[tuple[str, str, int]]) -> tuple[str, str, int] | None:
    """The one filter without which an empty list would be longest: its label, the search without it, its length."""
    by_address = {address: count for _, address, count in loosened}
    counted = [(c.label, c.address, by_address[c.address]) for c in chosen_filters(wanted) if c.address in by_address]
    return max(counted, key=lambda row: row[2], default=None)


def _lead_address(role: Role | None, wanted: SearchRequest, lead: LearningPage | None) -> str:
    """The page of the reader's role: on these words where they find something, otherwise on all."""
    if role is None or lead is None:
        return ""
    return role_address(role.agency, LearningRequest(wanted.text if lead.hits else "", wanted.collection))


def _other_addresses(wanted: SearchRequest, found: ResultPage) -> dict[str, str]:
    """Where one goes from here: other pages, other words, the other collection."""
    others = {
        "previous": replace(wanted, page=max(found.page - 1, 1)),
        "next": replace(wanted, page=found.page + 1),
        "expansion": replace(wanted, expand=not wanted.expand, page=1),
        "meant": replace(wanted, text=found.did_you_mean, page=1),
        "elsewhere": replace(wanted, collection=next(c for c in Collection if c != wanted.collection), page=1),
    }
    return {name: search_address(request) for name, request in others.items()}


def _undone(wanted: SearchRequest, understood: Understood) -> dict[str, str]:
    """By what was done to the query, the search in which it is not; empty where nothing was done."""
    queries = {name: getattr(understood, name) for name in UNDOING}
    return {
        name: search_address(replace(wanted, text=text, page=1)) if text and text != wanted.text else ""
        for name, text in queries.items()
    }


def _loosened(site: Site, wanted: SearchRequest, found: ResultPage) -> list[tuple[str, str, int]]:
    """For an empty list: what could be taken away, where that leads, and how many it would find."""
    if found.total:
        return []
    rest = [
        (f"without the filter “{chosen.label}”", chosen.address, chosen.request) for chosen in chosen_filters(wanted)
    ]
    if wanted.text and wanted.chosen:
        unfiltered = SearchRequest(text=wanted.text, collection=wanted.collection, expand=wanted.expand)
        rest.append(("without any filter", search_address(unfiltered), unfiltered))
    words = wanted.text.split()
    if 1 < len(words) <= MOST_WORDS and '"' not in wanted.text:
        for word in words:
            fewer = replace(wanted, text=" ".join(w for w in words if w != word), page=1)
            rest.append((f"without the word “{word}”", search_address(fewer), fewer))
            if chosen_filters(wanted):
                bare = replace(fewer, chosen={}, year_from=None, year_to=None)
                rest.append((f"without the word “{word}” and without any filter", search_address(bare), bare))
    bare = replace(wanted, text=wanted.text.replace('"', ""), page=1)
    if '"' in wanted.text:
        rest.append(("without the quotation marks", search_address(bare), bare))
    counted = [
        (said, address, site.searcher.search(replace(other, page_size=1, with_passages=False)).total)
        for said, address, other in rest[:MOST_LOOSENED]
    ]
    return sorted((row for row in counted if row[2]), key=lambda row: -row[2])

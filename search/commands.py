"""Searching and keeping the index from the command line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import click

from repository.errors import LibraryError
from repository.records.items import Collection, Kind
from repository.store.library import open_library
from search.facet_labels import label
from search.index import check, follow, rebuild
from search.kindred_commands import KINDS as SAID
from search.kindred_commands import search_said
from search.recommendation_search import LearningRequest
from search.request import LARGEST_PAGE, PAGE_SIZE, SearchRequest, Sort
from search.results import Passage, ResultPage
from search.searcher import open_searcher
from search.years import read_years


@click.group()
def index() -> None:
    """Build, update or check the search index."""


@index.command("build")
def build_index() -> None:
    """Build the index anew from the catalogue; searches go on with the old one meanwhile."""
    with open_library() as library:
        rebuild(library, _show_progress)
        click.echo("The index is built.")


@index.command("update")
def update_index() -> None:
    """Bring the index up to date with the catalogue's log of changes."""
    with open_library() as library:
        follow(library)
        click.echo("The index is up to date.")


@index.command("check")
def check_index() -> None:
    """Compare the index with the catalogue. Ends with 1 when they differ."""
    with open_library() as library:
        differences = check(library)
    for found in differences:
        if found.fault:
            click.echo(f"{found.collection}: {found.fault}")
        for id in found.missing:
            click.echo(f"{found.collection}: {id} is not in the index.")
        for id in found.left_over:
            click.echo(f"{found.collection}: {id} should not be in the index.")
    if differences:
        raise LibraryError("The index and the catalogue differ.", "Run: case-reviews index update (or build).")
    click.echo("The index agrees with the catalogue.")


@click.command()
@click.argument("query", default="")
@click.option("--theme", "theme", multiple=True, metavar="ID", help="A theme's id; may be given again.")
@click.option("--agency", "agency", multiple=True, metavar="ID", help="An agency's id; may be given again.")
@click.option("--type", "review_type", multiple=True, metavar="ID", help="A review type's id.")
@click.option("--nation", "nation", multiple=True, metavar="ID", help="england, wales, scotland, northern-ireland.")
@click.option("--region", "region", multiple=True, metavar="ID", help="A region of England, such as r-london.")
@click.option("--body", "publishing_body", multiple=True, metavar="ID", help="A publishing body's id.")
@click.option("--age-band", "age_band", multiple=True, metavar="ID", help="ab-u1, ab-1-5, …, ab-ns for not stated.")
@click.option("--harm", "harm_type", multiple=True, metavar="ID", help="A kind of harm's id.")
@click.option("--outcome", "outcome", multiple=True, metavar="ID", help="An outcome's id, such as death.")
@click.option("--era", "guidance_era", multiple=True, metavar="ID", help="Guidance in force, such as e-2018.")
@click.option("--publication", "publication_kind", multiple=True, metavar="VALUE", help="overview_report, …")
@click.option("--language", "language", multiple=True, metavar="CODE", help="en or cy.")
@click.option("--availability", multiple=True, metavar="VALUE", help="full_text, catalogue_record_only, …")
@click.option(
    "--kind", multiple=True, type=click.Choice([k.value for k in Kind]), help="Reviews, briefings or analyses only."
)
@click.option(
    "--in",
    "within",
    type=click.Choice(["reviews", *SAID]),
    default="reviews",
    show_default=True,
    help="What is looked for: whole reviews, or single recommendations or findings (by --agency, --theme, --year).",
)
@click.option("--year", default="", metavar="YEARS", help="Years of publication: 2014, 2010-2019, 2010- or -1979.")
@click.option(
    "--collection", type=click.Choice([c.value for c in Collection]), help="By default the one that has reports."
)
@click.option("--sort", type=click.Choice([s.value for s in Sort]), default=Sort.RELEVANCE.value, show_default=True)
@click.option("--page", default=1, show_default=True)
@click.option("--page-size", default=PAGE_SIZE, show_default=True, type=click.IntRange(1, LARGEST_PAGE))
@click.option("--exact-words", is_flag=True, help="Without acronyms, long forms and other added words.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for scripts.")
def search(
    query: str,
    within: str,
    year: str,
    collection: str | None,
    sort: str,
    page: int,
    page_size: int,
    exact_words: bool,
    as_json: bool,
    **chosen: tuple[str, ...],
) -> None:
    """Search the library: words, "phrases", AND, OR, NOT, -word, NEAR/5, (brackets), beginning*, like~, exact:word,
    title:, heading:, recommendation:, finding:, body:, year:2010-2019."""
    first, last = read_years(year)
    with open_library() as library:
        of = Collection(collection) if collection else library.collection_to_search()
        wanted = {name: tuple(sorted(set(values))) for name, values in chosen.items() if values}
        if within in SAID:
            agencies, themes = wanted.pop("agency", ()), wanted.pop("theme", ())
            if sort != Sort.RELEVANCE:
                wanted["sort"] = (sort,)
            if exact_words:
                wanted["exact words"] = ("yes",)
            said = LearningRequest(query, of, SAID[within], agencies, themes, first, last, None, page, page_size)
            click.echo(search_said(library, said, wanted, as_json=as_json))
            return
        request = SearchRequest(
            text=query,
            collection=of,
            chosen=wanted,
            year_from=first,
            year_to=last,
            sort=Sort(sort),
            page=page,
            page_size=page_size,
            expand=not exact_words,
        )
        result = open_searcher(library).search(request)
    click.echo(json.dumps(as_record(result), ensure_ascii=False) if as_json else as_text(result))


def as_record(result: ResultPage) -> Mapping[str, Any]:
    """The shape that scripts rely on."""
    return {
        "collection": result.collection,
        "total": result.total,
        "totals_by_kind": dict(result.totals_by_kind),
        "understood": result.understood.searched,
        "ignored": list(result.understood.ignored),
        "loosened": result.understood.loosened,
        "expanded": {word: list(added) for word, added in result.understood.expanded},
        "spelled": {word: list(found) for word, found in result.understood.spelled},
        "did_you_mean": result.did_you_mean,
        "page": result.page,
        "pages": result.pages,
        "hits": [
            {
                "id": hit.item.id,
                "kind": hit.item.kind,
                "title": hit.item.title,
                "year": hit.item.year_published,
                "pages_with_hits": hit.pages_with_hits,
                "passages": [_passage_record(passage) for passage in hit.passages],
            }
            for hit in result.hits
        ],
        "facets": {
            facet.name: [
                {"value": v.value, "label": v.label, "count": v.count, "selected": v.selected} for v in facet.values
            ]
            for facet in result.facets
        },
        "years": dict(result.years),
        "unknown_year": result.unknown_year,
        "elsewhere": result.elsewhere,
        "seconds": result.seconds,
    }


def as_text(result: ResultPage) -> str:
    """A page of results to read: what was understood, then each item with its passages."""
    counted = ", ".join(f"{label('kind', kind).lower()}: {number}" for kind, number in result.totals_by_kind if number)
    lines = [f"{result.total} found in the {result.collection}{f' ({counted})' if counted else ''}."]
    if result.understood.searched:
        lines.append(f"Searched: {result.understood.searched}.")
    if result.understood.loosened:
        lines.append(f"{result.understood.loosened} For all of them: {result.understood.all_words}")
    lines += (f"Also searched for {word}: {', '.join(added)}." for word, added in result.understood.expanded)
    lines += (
        f"Spelled like {word}: {', '.join(found) or 'no other word'}." for word, found in result.understood.spelled
    )
    lines += (f"Note: {sentence}" for sentence in result.understood.ignored)
    if result.unknown_year:
        lines.append(f"{result.unknown_year} more have no known year of publication.")
    if result.did_you_mean:
        lines.append(f"Did you mean: {result.did_you_mean}")
    if result.elsewhere and not result.total:
        lines.append(f"The other collection has {result.elsewhere}.")
    for hit in result.hits:
        lines += ["", f"{hit.item.title} ({hit.item.year_published or 'year unknown'})  {hit.item.id}"]
        lines += (f"  p. {passage.page}: {_marked(passage)}" for passage in hit.passages)
    if result.pages > 1:
        lines += ["", f"Page {result.page} of {result.pages}."]
    return "\n".join(lines)


def _passage_record(passage: Passage) -> Mapping[str, Any]:
    return {
        "publication": passage.publication_id,
        "page": passage.page,
        "label": passage.label,
        "text": passage.text,
        "marks": [list(mark) for mark in passage.marks],
    }


def _marked(passage: Passage) -> str:
    pieces, at = [], 0
    for start, end in passage.marks:
        pieces += [passage.text[at:start], click.style(passage.text[start:end], bold=True)]
        at = end
    return "".join([*pieces, passage.text[at:]])


def _show_progress(collection: Collection, done: int, total: int) -> None:
    if done == total or done % 100 == 0:
        click.echo(f"{collection}: {done} of {total} indexed", err=True)

"""From the command line: recommendations and findings one by one, who made one before, similar and near reviews."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from repository.errors import NotInLibrary, WrongUsage
from repository.records.concepts import concept
from repository.records.items import Collection, Item, State
from repository.store.library import Library, open_library
from search.index import follow
from search.likeness.opened import Likenesses
from search.made_before import Again, MadeBefore, MadeBeforeFinder
from search.neighbours import area, reviews_near
from search.recommendation_search import LearningHit, LearningPage, LearningRequest, LearningSearcher, Said
from search.searcher import open_searcher
from search.similar import similar_reviews

KINDS = {"recommendations": (Said.RECOMMENDATION,), "findings": (Said.FINDING,)}
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object, for scripts.")
COLLECTION = click.option(
    "--collection", type=click.Choice([c.value for c in Collection]), help="By default the one that has reports."
)


def search_said(library: Library, request: LearningRequest, others: Iterable[str], *, as_json: bool) -> str:
    """What `search --in recommendations` prints. Raises WrongUsage for a filter that sentences do not have (`others`
    are the filters given besides agency, theme and year) and for an agency or theme that is none."""
    for name in others:
        raise WrongUsage(
            f"Recommendations and findings cannot be asked for by {name}.", "Filters: --agency, --theme, --year."
        )
    for vocabulary, option, ids in (("agencies", "--agency", request.agencies), ("themes", "--theme", request.themes)):
        for id in ids:
            if concept((vocabulary,), id) is None:
                raise WrongUsage(f"There is no {option} '{id}'.", f"See: case-reviews vocabulary list {vocabulary}")
    found = LearningSearcher(library).search(request)
    return json.dumps(_page_record(request, found), ensure_ascii=False) if as_json else _page_text(found)


@click.command("made-before")
@click.argument("recommendation")
@AS_JSON
def made_before(recommendation: str, as_json: bool) -> None:
    """Other reviews that make the same RECOMMENDATION (its id, as search --in recommendations prints it)."""
    with open_library() as library:
        follow(library)
        item = _item(library, recommendation.rsplit("-", 2)[0])
        asked = next((each for each in item.recommendations if each.id == recommendation), None)
        if asked is None:
            raise NotInLibrary(f"There is no recommendation '{recommendation}'.", "See: search --in recommendations")
        found = MadeBeforeFinder(library, Likenesses(library)).find(item, asked)
    if as_json:
        click.echo(json.dumps({"id": asked.id, "text": asked.text, **_made_record(found)}, ensure_ascii=False))
        return
    others = "1 other review" if len(found.again) == 1 else f"{len(found.again)} other reviews"
    click.echo(f"{asked.text}\n\nNearly the same in {others}, {found.earlier} of them earlier.")
    click.echo("\n".join(f"{year}: {count}" for year, count in found.years))
    for heading, listed in (("Nearly the same", found.again), ("Perhaps on the same matter", found.on_the_matter)):
        if listed:
            click.echo(f"\n{heading}:")
        for again in listed:
            pages = ", ".join(map(str, again.recommendation.pages))
            click.echo(f"  {_title(again.item)}, p. {pages}\n    {again.recommendation.text}")


@click.command()
@click.argument("id")
@AS_JSON
def similar(id: str, as_json: bool) -> None:
    """Up to five reviews that are like one, and what they have in common."""
    with open_library() as library:
        follow(library)
        found = similar_reviews(library, Likenesses(library), _item(library, id))
    if as_json:
        records = [
            {**_item_record(each.item), "shared": {reason.kind: list(reason.labels) for reason in each.reasons}}
            for each in found
        ]
        click.echo(json.dumps({"similar": records}, ensure_ascii=False))
        return
    for each in found:
        shared = "; ".join(f"{reason.kind}: {', '.join(reason.labels)}" for reason in each.reasons)
        click.echo(f"{_title(each.item)}\n  {shared}")
    if not found:
        click.echo("No other review shares enough themes, agencies or rare words with it.")


@click.command()
@click.argument("place")
@COLLECTION
@AS_JSON
def near(place: str, collection: str | None, as_json: bool) -> None:
    """Reviews near an area (an id such as la-norfolk): its own, then its region's, then its nation's."""
    here = area(place)
    if here is None:
        raise WrongUsage(f"There is no area '{place}'.", "See: case-reviews vocabulary list local_areas")
    with open_library() as library:
        follow(library)
        chosen = Collection(collection) if collection else library.collection_to_search()
        found = reviews_near(open_searcher(library), Likenesses(library), chosen, here)
        items = {near.nearness: library.catalogue.items(near.ids) for near in found}
    if as_json:
        records = {str(nearness): [_item_record(item) for item in listed] for nearness, listed in items.items()}
        click.echo(json.dumps({"place": here.id, "collection": chosen, **records}, ensure_ascii=False))
        return
    for part in found:
        label = part.place.label if part.place else f"(no {part.nearness})"
        click.echo(f"{part.nearness}: {label}, {len(part.ids)} reviews")
        for item in items[part.nearness]:
            click.echo(f"  {_title(item)}")


def _item(library: Library, id: str) -> Item:
    item = library.catalogue.item(id)
    if item.state != State.PUBLISHED:
        raise NotInLibrary(f"The record '{id}' is not public.", "See: case-reviews show.")
    return item


def _title(item: Item) -> str:
    return f"{item.title} ({item.year_published or 'year unknown'})  {item.id}"


def _item_record(item: Item) -> dict[str, Any]:
    return {"id": item.id, "title": item.title, "year": item.year_published}


def _page_record(request: LearningRequest, found: LearningPage) -> Mapping[str, Any]:
    return {
        "collection": request.collection,
        "total": found.total,
        "reviews": found.reviews,
        "understood": found.understood.searched,
        "ignored": list(found.understood.ignored),
        "touching": found.touching,
        "page": found.page,
        "pages": found.pages,
        "hits": [_hit_record(hit) for hit in found.hits],
        "years": dict(found.years),
        "agencies": dict(found.agencies),
    }


def _hit_record(hit: LearningHit) -> Mapping[str, Any]:
    return {
        "id": hit.said.id,
        "kind": hit.kind,
        "label": hit.said.label,
        "text": hit.said.text,
        "marks": [list(mark) for mark in hit.marks],
        "pages": list(hit.said.pages),
        "addressees": list(getattr(hit.said, "addressees", ())),
        "review": _item_record(hit.item),
    }


def _page_text(found: LearningPage) -> str:
    lines = [f"{found.total} found in {found.reviews} reviews."]
    lines += [f"Searched: {found.understood.searched}."] if found.understood.searched else []
    lines += ["Nothing has most of the words; these have some."] if found.touching else []
    lines += (f"Note: {sentence}" for sentence in found.understood.ignored)
    for hit in found.hits:
        pages = ", ".join(map(str, hit.said.pages))
        lines += ["", f"{hit.said.text}", f"  {hit.kind} {hit.said.label}  {hit.said.id}  p. {pages}"]
        lines.append(f"  {_title(hit.item)}")
    lines += ["", f"Page {found.page} of {found.pages}."] if found.pages > 1 else []
    return "\n".join(lines)


def _made_record(found: MadeBefore) -> dict[str, Any]:
    return {
        "total": len(found.again),
        "earlier": found.earlier,
        "years": dict(found.years),
        "nearly_the_same": _again_records(found.again),
        "perhaps_on_the_same_matter": _again_records(found.on_the_matter),
    }


def _again_records(listed: Sequence[Again]) -> list[dict[str, Any]]:
    return [
        {
            "id": again.recommendation.id,
            "text": again.recommendation.text,
            "pages": list(again.recommendation.pages),
            "likeness": round(again.likeness, 3),
            "review": _item_record(again.item),
        }
        for again in listed
    ]

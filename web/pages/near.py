"""Reviews near a place: a reader picks an area, and finds its reviews, those of its region, those of its nation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from repository.records.concepts import Concept
from repository.records.items import Collection, Item
from search import neighbours
from search.neighbours import Near, Nearness, areas, counts_by_area, region_and_nation, reviews_near
from web.addresses import Problem, choosing, list_address, search_address
from web.downloads import ITEM_COLUMNS, Row, items_csv, send_csv, today
from web.kindred import near_address
from web.site import NotFound, Site, collection_in_force

SHOWN = {Nearness.AREA: 50, Nearness.REGION: 10, Nearness.NATION: 10}
"""Reviews listed of each nearness; the list that can be taken away has all."""


@dataclass(frozen=True)
class Listed:
    """The reviews of one nearness as they are shown; `more` leads to a search for all of the place, where there is
    one."""

    nearness: Nearness
    place: Concept | None
    total: int
    items: tuple[Item, ...]
    more: str = ""


def show_areas(site: Site) -> ResponseReturnValue:
    """The areas to choose from; one that was chosen leads to its page."""
    collection = collection_in_force()
    asked = request.args.get("place", "").strip()
    if asked and neighbours.area(asked) is not None:
        return redirect(near_address(asked, collection))
    problems = (Problem("place", "The area in the address is not one of the library’s."),) if asked else ()
    counts = counts_by_area(site.likenesses, collection)
    return render_template(
        "near_areas.html", groups=_groups(collection), counts=counts, problems=problems, total=sum(counts.values())
    )


def show(site: Site, area: str) -> ResponseReturnValue:
    """The reviews near an area, nearest first."""
    here = _area(area)
    collection = collection_in_force()
    found = reviews_near(site.searcher, site.likenesses, collection, here)
    return render_template(
        "near.html",
        place=here,
        listed=[_listed(site, near, collection) for near in found],
        total=sum(len(near.ids) for near in found),
        choose=list_address("/near", collection),
        download=near_address(here.id, collection, ".csv"),
    )


def download(site: Site, area: str) -> Response:
    """All reviews near an area as CSV, nearest first, with how near each is."""
    here = _area(area)
    collection = collection_in_force()
    found = reviews_near(site.searcher, site.likenesses, collection, here)
    return send_csv(_rows(site, here, collection, found), "reviews-near")


def _area(id: str) -> Concept:
    found = neighbours.area(id)
    if found is None or found.is_group:
        raise NotFound("There is no such area.")
    return found


def _listed(site: Site, near: Near, collection: Collection) -> Listed:
    items = tuple(site.library.catalogue.items(near.ids[: SHOWN[near.nearness]]))
    more = ""
    if near.place is not None and near.nearness != Nearness.AREA:
        more = search_address(choosing(collection, near.nearness, near.place.id))
    return Listed(near.nearness, near.place, len(near.ids), tuple(item for item in items if item.is_public), more)


def _groups(collection: Collection) -> list[tuple[str, list[Concept]]]:
    """Areas by region or nation, both in alphabetical order."""
    groups: dict[str, list[Concept]] = {}
    for each in sorted(areas(collection), key=lambda place: place.label.casefold()):
        region, nation = region_and_nation(each)
        above = region or nation
        groups.setdefault(above.label if above else "Elsewhere", []).append(each)
    return sorted(groups.items())


def _rows(site: Site, here: Concept, collection: Collection, found: tuple[Near, ...]) -> Iterator[Row]:
    total = sum(len(near.ids) for near in found)
    yield (*ITEM_COLUMNS, "nearness", "near", "collection", "total", "downloaded")
    for near in found:
        rows = items_csv(site, near.ids, (), (near.nearness, here.label, collection, total, today()))
        next(iter(rows))  # the header, which stands there once
        yield from rows

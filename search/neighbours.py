"""Finds the reviews near a place: from the same area, then from its region, then from its nation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from repository.records.concepts import Concept, ancestors, concept, vocabularies
from repository.records.items import Collection, Item, Kind
from search.columns.files import Array
from search.facet_values import NATIONS_OF, REGIONS_OF
from search.likeness.opened import Likenesses, Opened
from search.likeness.traits import areas_of
from search.request import SearchRequest, Sort
from search.searcher import Searcher

AREAS = ("local_areas", "safeguarding_bodies", "sample_bodies")
"""Vocabularies of areas and of the boards of areas."""


class Nearness(StrEnum):
    """How near: the same area or board, elsewhere in its region, elsewhere in its nation."""

    AREA = "area"
    REGION = "region"
    NATION = "nation"


@dataclass(frozen=True)
class Near:
    """The reviews of one nearness, the newest first. `place` is the area, region or nation; None where the area
    has none (Wales has no regions)."""

    nearness: Nearness
    place: Concept | None
    ids: tuple[str, ...]


def area(id: str) -> Concept | None:
    """The area or board with an id, None where there is none."""
    return concept(AREAS, id)


def areas(collection: Collection) -> list[Concept]:
    """The areas a reader can choose from: local authorities, or for the samples their invented boards."""
    of = "sample_bodies" if collection == Collection.SAMPLES else "local_areas"
    return [found for found in vocabularies()[of].values() if not found.is_group]


def area_of(item: Item) -> Concept | None:
    """The area of a record, or the board that published it; None where neither is known."""
    return next(iter(areas_of(item)), None)


def region_and_nation(place: Concept) -> tuple[Concept | None, Concept | None]:
    """The region of England a place is in, and its nation; None where it has none."""
    above = [each for each in (place, *ancestors(place)) if each.vocabulary == "regions"]
    region = next((each for each in above if REGIONS_OF in each.broader), None)
    nation = next((each for each in above if NATIONS_OF in each.broader or each.id == "crown"), None)
    return region, nation


def reviews_near(
    searcher: Searcher, likenesses: Likenesses, collection: Collection, place: Concept
) -> tuple[Near, ...]:
    """The reviews near an area in each nearness; each review stands once, in the nearest. Raises CannotOpen."""
    opened = likenesses.current(collection)
    newest_first = searcher.every_id(
        SearchRequest(collection=collection, chosen={"kind": (Kind.REVIEW,)}, sort=Sort.NEWEST)
    )
    region, nation = region_and_nation(place)
    found: list[Near] = []
    taken: set[str] = set()
    for nearness, at in ((Nearness.AREA, place), (Nearness.REGION, region), (Nearness.NATION, nation)):
        here = set() if at is None else _at(opened, _keys(at)) - taken
        taken |= here
        found.append(Near(nearness, at, tuple(id for id in newest_first if id in here)))
    return tuple(found)


def counts_by_area(likenesses: Likenesses, collection: Collection) -> dict[str, int]:
    """How many reviews each area of a collection has, by id; areas without one are left out."""
    opened = likenesses.current(collection)
    counts = {each.id: len(_at(opened, _keys(each))) for each in areas(collection)}
    return {id: count for id, count in counts.items() if count}


def _keys(place: Concept) -> list[str]:
    """A place, and for a local authority the board of its area where that is one of its own: both name one area."""
    keys = [place.key]
    if place.vocabulary == "local_areas":
        board = place.note.rpartition("body ")[2].strip()
        keys += [f"safeguarding_bodies:{board}"] if concept(("safeguarding_bodies",), board) else []
    return keys


def _at(opened: Opened, keys: Iterable[str]) -> set[str]:
    rows = opened.reviews
    here: Array = np.zeros(len(rows), np.bool_)
    for key in keys:
        here[rows.having(f"@place:{key}")] = True
    of_reviews: Array = np.zeros(len(rows), np.bool_)
    of_reviews[rows.having(f"@kind:{Kind.REVIEW}")] = True
    return {rows.ids[number] for number in np.flatnonzero(here & of_reviews & opened.public_reviews).tolist()}

"""Similar reviews are told with their reasons; reviews near a place by area, region, nation."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from repository.governance.relations import relate
from repository.governance.withdrawal import withdraw_item
from repository.records.items import Collection, Kind
from repository.store.library import Library
from search.index import follow
from search.likeness.opened import Likenesses
from search.neighbours import Nearness, area, area_of, areas, counts_by_area, reviews_near
from search.searcher import open_searcher
from search.similar import MOST, Similar, similar_reviews
from tests.search.invented_reviews import SAMPLES, deposit

NEGLECT = ("neglect", "dental-neglect")
ASKS = ("Dental decay and toothache should be asked about.", "Pain such as toothache is a sign, and so is decay.")

MORE = (
    "Nobody saw the decay or asked about toothache.",
    "Ask for how long a toothache lasted; show decay to a dentist.",
)


def add(library: Library, name: str, themes: Sequence[str] = (), **values: Sequence[str]) -> str:
    kind = Kind(values.pop("kind", ["review"])[0])
    asks = values.pop("asks", ())
    collection = Collection(values.pop("collection", ["samples"])[0])
    return deposit(
        library, name, "Text.", kind=kind, collection=collection, recommendations=asks,
        values={"theme": themes, **values},
    ).item_id  # fmt: skip


def similar(library: Library, id: str) -> tuple[Similar, ...]:
    follow(library)
    return similar_reviews(library, Likenesses(library), library.catalogue.item(id))


@pytest.fixture
def one(library: Library) -> str:
    for number in range(8):
        add(library, f"Other {number}", ("suicide", "self-harm"), agency=["camhs"])
    return add(
        library, "One", NEGLECT, agency=["dental", "gp"], child_age_years=["7"], asks=ASKS, harm_type=["neglect"]
    )


def test_the_reasons_are_said(library: Library, one: str) -> None:
    two = add(library, "Two", NEGLECT, agency=["dental"], child_age_years=["8"], asks=MORE)
    (found,) = similar(library, one)
    assert found.item.id == two
    reasons = {reason.kind: reason.labels for reason in found.reasons}
    assert reasons["themes"] == ("Dental neglect", "Neglect")
    assert reasons["agencies"] == ("Dental services",)
    assert reasons["age"] == ("6 to 10",)
    assert {"decay", "toothache"} <= set(reasons["rare words"])
    assert "harm" not in reasons


def test_at_most_five_are_shown_and_the_likest_first(library: Library, one: str) -> None:
    for number in range(7):
        add(library, f"Like {number}", NEGLECT[: 1 + number % 2])
    found = similar(library, one)
    assert len(found) == MOST
    assert [each.likeness for each in found] == sorted((each.likeness for each in found), reverse=True)


def test_what_is_not_another_review_is_left_out(library: Library, one: str) -> None:
    add(library, "Briefing", NEGLECT, kind=["briefing"])
    add(library, "Real", NEGLECT, collection=["catalogue"])
    same_case = add(library, "Same case", NEGLECT)
    gone = add(library, "Gone", NEGLECT)
    response = add(library, "Response", NEGLECT)
    assert {each.item.id for each in similar(library, one)} == {same_case, gone, response}
    relate(library, one, "same_case", same_case, person="A. Curator", reason="It is.")
    relate(library, response, "response_to", one, person="A. Curator", reason="It says so.")
    withdraw_item(library, gone, "by order of a court")
    assert similar(library, one) == ()


def test_a_record_that_shares_nothing_has_no_similar_ones(library: Library, one: str) -> None:
    assert similar(library, add(library, "Alone", ("fabricated-illness",))) == ()


def test_names_make_no_two_reviews_alike(library: Library) -> None:
    for number in range(6):
        add(library, f"Other {number}", ("suicide",))
    first = add(library, "First", asks=("Tell Marigoldine.", "Ask Marigoldine.", "See Marigoldine."))
    add(library, "Second", asks=("Meet Marigoldine.", "Thank Marigoldine.", "Visit Marigoldine."))
    assert similar(library, first) == ()


def test_reviews_near_a_place_stand_once_the_nearest_first(library: Library) -> None:
    here = {
        "Norfolk": add(library, "Norfolk", local_area=["la-norfolk"], date_published=["2012"]),
        "Norfolk board": add(library, "Norfolk board", publishing_body=["sb-norfolk"], date_published=["2015"]),
        "Suffolk": add(library, "Suffolk", local_area=["la-suffolk"]),
        "Barnet": add(library, "Barnet", local_area=["la-barnet"]),
        "Cardiff": add(library, "Cardiff", nation=["wales"]),
    }
    add(library, "Briefing", local_area=["la-norfolk"], kind=["briefing"])
    follow(library)
    place = area("la-norfolk")
    assert place is not None
    near = reviews_near(open_searcher(library), Likenesses(library), SAMPLES, place)
    assert [(each.nearness, each.place and each.place.label, each.ids) for each in near] == [
        (Nearness.AREA, "Norfolk", (here["Norfolk board"], here["Norfolk"])),
        (Nearness.REGION, "East of England", (here["Suffolk"],)),
        (Nearness.NATION, "England", (here["Barnet"],)),
    ]
    assert area_of(library.catalogue.item(here["Norfolk"])) == place
    assert area_of(library.catalogue.item(here["Cardiff"])) is None


def test_an_area_without_a_region_has_none(library: Library) -> None:
    follow(library)
    place = area("smp-bro-gwernol")
    assert place is not None
    near = reviews_near(open_searcher(library), Likenesses(library), SAMPLES, place)
    assert [(each.place and each.place.id, each.ids) for each in near] == [
        ("smp-bro-gwernol", ()),
        (None, ()),
        ("wales", ()),
    ]


def test_areas_to_choose_from_are_those_of_the_collection(library: Library) -> None:
    add(library, "One", publishing_body=["smp-eastmarch"])
    follow(library)
    assert counts_by_area(Likenesses(library), SAMPLES) == {"smp-eastmarch": 1}
    assert counts_by_area(Likenesses(library), Collection.CATALOGUE) == {}
    assert {each.vocabulary for each in areas(Collection.CATALOGUE)} == {"local_areas"}
    assert {each.vocabulary for each in areas(SAMPLES)} == {"sample_bodies"}
    assert area("uk") is None

"""Counts beside the results: each is what one gets by choosing that value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.records.concepts import vocabularies
from repository.records.items import Availability, Collection, Kind, PublicationKind
from repository.settings import Settings
from repository.store.library import open_library
from search.facet_values import HARM_OF_THEME
from search.facets import BY_VALUE, NESTED
from search.request import SearchRequest
from search.results import FacetValue
from search.searcher import Searcher, open_searcher
from tests.search.invented_reviews import SAMPLES, deposit

THEMES = ("neglect", "professional-curiosity", "information-sharing")
AGENCIES = ("gp", "hv", "csc", "nhse")
BODIES = ("smp-eastmarch", "smp-brackenshire")
TYPES = ("scr", "lcspr")
HARMS = ("neg-medical", "physical", "cse")
OUTCOMES = ("death", "serious-harm", "homicide")
AREAS = ("la-leeds", "la-cardiff", "la-glasgow")
PUBLICATIONS = (PublicationKind.OVERVIEW_REPORT, PublicationKind.EXECUTIVE_SUMMARY, PublicationKind.RESPONSE)
PAGES = ("The {} was seen by the nurse at home.", "Yr oedd y {} wedi bod yn y tŷ.")
"""A sentence of each language of documents, around a word."""
WORDS = ("bruise", "fracture", "sleep", "")


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    with open_library(Settings(tmp_path_factory.mktemp("facets"))) as library:
        for number in range(60):
            year = 1945 + number if number % 7 else None
            deposit(
                library,
                f"Case {number}",
                PAGES[number % 5 == 0].format(f"{WORDS[number % 3]} {WORDS[number // 3 % 3]}"),
                kind=list(Kind)[number % 11 % 3],
                availability=list(Availability)[number % 3],
                values={
                    "theme": [theme for n, theme in enumerate(THEMES) if number >> n & 1],
                    "agency": [AGENCIES[number % 4], AGENCIES[number % 3]],
                    "publishing_body": [BODIES[number % 2]] if number % 5 else [],
                    "local_area": [AREAS[number // 5 % 3]] if not number % 5 else [],
                    "harm_type": [HARMS[number % 4]] if number % 4 < 3 else [],
                    "outcome": [outcome for n, outcome in enumerate(OUTCOMES) if number >> n & 1],
                    "review_type": [TYPES[number % 3]] if number % 3 < 2 else [],
                    "date_published": [str(year)] if year else [],
                },
                ages=[number * 5] if number % 3 else [],
                publication_kind=PUBLICATIONS[number % 3],
            )
        yield open_searcher(library)


def requests() -> st.SearchStrategy[SearchRequest]:
    """Searches with any choice of filters."""

    def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
        return st.sets(st.sampled_from(values), max_size=2).map(lambda chosen: tuple(sorted(chosen)))

    chosen = st.fixed_dictionaries(
        {},
        optional={
            "theme": some(*THEMES, "t-harm", "no-such-theme"),
            "agency": some(*AGENCIES, "ag-health"),
            "review_type": some(*TYPES),
            "publishing_body": some(*BODIES),
            "nation": some("england", "wales"),
            "region": some("r-yorkshire-and-the-humber", "r-london"),
            "age_band": some("ab-u1", "ab-1-5", "ab-ns"),
            "harm_type": some("neglect", "cse", "h-core"),
            "outcome": some(*OUTCOMES, "o-child"),
            "guidance_era": some("before-guidance", "e-1991", "gt-eng"),
            "publication_kind": some(*PUBLICATIONS),
            "language": some("en", "cy"),
            "kind": some(*Kind),
            "availability": some(*list(Availability)[:3]),
        },
    )
    year = st.none() | st.integers(1940, 2010)
    return st.builds(
        SearchRequest,
        text=st.sampled_from(WORDS),
        collection=st.just(SAMPLES),
        chosen=chosen,
        year_from=year,
        year_to=year,
        with_passages=st.just(False),
    )


@settings(max_examples=60, deadline=None)
@given(requests())
def test_every_count_is_the_total_with_that_value_alone(searcher: Searcher, request_made: SearchRequest) -> None:
    result = searcher.search(request_made)
    for facet in result.facets:
        for value in facet.values:
            alone = replace(request_made, chosen={**request_made.chosen, facet.name: (value.value,)})
            assert value.count == len(searcher.every_id(alone)), (facet.name, value)
            assert value.selected == (value.value in request_made.chosen.get(facet.name, ()))
    for year, count in result.years:
        assert count == len(searcher.every_id(replace(request_made, year_from=year, year_to=year)))


@settings(max_examples=40, deadline=None)
@given(requests())
def test_nothing_is_lost_between_years_and_unknown_years(searcher: Searcher, request_made: SearchRequest) -> None:
    ranged = replace(request_made, year_from=1945, year_to=None)
    anyhow = replace(request_made, year_from=None, year_to=None)
    result = searcher.search(ranged)
    assert result.total + result.unknown_year == searcher.search(anyhow).total
    assert sum(count for _, count in result.years) == result.total
    assert searcher.search(anyhow).unknown_year == 0


def values_of(searcher: Searcher, name: str, **chosen: tuple[str, ...]) -> dict[str, FacetValue]:
    result = searcher.search(SearchRequest("", SAMPLES, chosen=chosen))
    return {value.value: value for facet in result.facets if facet.name == name for value in facet.values}


def test_the_neighbours_of_a_chosen_value_stay_visible(searcher: Searcher) -> None:
    before, after = values_of(searcher, "theme"), values_of(searcher, "theme", theme=("neglect",))
    assert {v: f.count for v, f in before.items()} == {v: f.count for v, f in after.items()}
    assert [f.value for f in after.values() if f.selected] == ["neglect"]


def test_a_heading_holds_what_is_below_it(searcher: Searcher) -> None:
    values = values_of(searcher, "agency")
    names = list(values)
    assert (values["ag-health"].depth, values["gp"].depth) == (0, 1)
    assert names.index("ag-health") < names.index("gp") < names.index("ag-la")
    assert values["ag-health"].count >= max(values["gp"].count, values["hv"].count, values["nhse"].count)
    assert values["gp"].label == "General practice"


def test_the_nation_is_that_of_the_publishing_body(searcher: Searcher) -> None:
    assert [v.value for v in values_of(searcher, "nation", publishing_body=BODIES).values() if v.count] == ["england"]


def test_facets_are_those_of_the_request_in_its_order(searcher: Searcher) -> None:
    result = searcher.search(SearchRequest("", SAMPLES))
    assert tuple(facet.name for facet in result.facets) == BY_VALUE
    assert set(NESTED) <= set(BY_VALUE)


def test_the_other_collection_has_no_part_in_the_counts(searcher: Searcher) -> None:
    result = searcher.search(SearchRequest("", Collection.CATALOGUE))
    assert (result.total, result.elsewhere) == (0, 60)
    assert all(facet.values == () for facet in result.facets)


def test_places_ages_eras_and_languages_follow_from_what_is_known(searcher: Searcher) -> None:
    counts = {
        name: {value.value: value.count for value in values_of(searcher, name).values()}
        for name in ("nation", "region", "age_band", "guidance_era", "language")
    }
    assert counts["nation"]["wales"] == counts["nation"]["scotland"] == 4
    assert counts["region"]["r-yorkshire-and-the-humber"] == 4
    assert all(region.startswith("r-") for region in counts["region"])
    assert counts["language"] == {"en": 16, "cy": 4}
    assert set(counts["age_band"]) == {"ab-u1", "ab-1-5", "ab-6-10", "ab-11-15", "ab-16-17", "ab-18", "ab-ns"}
    assert counts["guidance_era"]["before-guidance"] > counts["guidance_era"]["e-1991"] > 0
    assert counts["guidance_era"]["gt-eng"] >= counts["guidance_era"]["e-1991"]


def test_a_theme_that_is_a_kind_of_harm_counts_as_one(searcher: Searcher) -> None:
    known = vocabularies()
    assert all(theme in known["themes"] and harm in known["harm_types"] for theme, harm in HARM_OF_THEME.items())
    themed = values_of(searcher, "theme")["neglect"].count
    assert values_of(searcher, "harm_type", theme=("neglect",))["neglect"].count == themed


def test_a_neighbour_without_a_result_stays_with_its_zero(searcher: Searcher) -> None:
    everything = values_of(searcher, "theme")
    narrowed = values_of(searcher, "theme", theme=("neglect",), outcome=("death",))
    assert set(narrowed) == set(everything)
    assert values_of(searcher, "agency", nation=("scotland",), language=("en",))["gp"].count == 0

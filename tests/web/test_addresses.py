"""An address gives the search back that it was made from; nothing in an address breaks the site."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from repository.records.items import Availability, Collection, Kind
from search.request import LARGEST_PAGE, SearchRequest, Sort
from web.addresses import (
    CHOOSABLE,
    CLOSED,
    HIGHEST_PAGE,
    LATEST_YEAR,
    choosing,
    file_address,
    page_address,
    read_search,
    read_words,
    search_address,
    without,
)

WORDS = st.text(max_size=40).map(lambda text: read_words({"q": text}))
IDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=30)


def args_of(address: str) -> MultiDict[str, str]:
    return MultiDict(parse_qsl(urlsplit(address).query, keep_blank_values=True))


@st.composite
def requests(draw: st.DrawFn) -> SearchRequest:
    chosen = {}
    for name in draw(st.sets(st.sampled_from(CHOOSABLE))):
        values = st.sampled_from(sorted(CLOSED[name])) if name in CLOSED else IDS
        chosen[name] = tuple(sorted(map(str, draw(st.sets(values, min_size=1, max_size=3)))))
    years = sorted(draw(st.lists(st.integers(1945, LATEST_YEAR), min_size=2, max_size=2)))
    return SearchRequest(
        text=draw(WORDS),
        collection=draw(st.sampled_from(Collection)),
        chosen=chosen,
        year_from=draw(st.sampled_from([None, years[0]])),
        year_to=draw(st.sampled_from([None, years[1]])),
        sort=draw(st.sampled_from(Sort)),
        page=draw(st.integers(1, HIGHEST_PAGE)),
        page_size=draw(st.integers(1, LARGEST_PAGE)),
        expand=draw(st.booleans()),
    )


@given(requests(), st.sampled_from(Collection))
def test_an_address_gives_its_search_back(request: SearchRequest, default: Collection) -> None:
    asked = read_search(args_of(search_address(request)), default)
    assert asked.request == request
    assert asked.problems == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from((*CHOOSABLE, "q", "from", "to", "sort", "page", "size", "expand", "collection")),
            st.text(max_size=12),
        ),
        max_size=12,
    )
)
def test_any_parameters_give_a_search(pairs: list[tuple[str, str]]) -> None:
    request = read_search(MultiDict(pairs), Collection.SAMPLES).request
    assert 1 <= request.page <= HIGHEST_PAGE
    assert 1 <= request.page_size <= LARGEST_PAGE
    assert request.kinds is not None
    assert all(1945 <= year <= LATEST_YEAR for year in (request.year_from, request.year_to) if year is not None)
    assert read_search(args_of(search_address(request)), Collection.CATALOGUE).request == request


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("from=abc", "from", "four digits"),
        ("to=²", "to", "four digits"),
        ("from=1066", "from", "read as 1945"),
        ("to=9999999", "to", "read as 2100"),
        ("from=2015&to=2010", "from", "later than"),
        ("kind=wrong", "kind", "left out"),
        ("sort=price", "sort", "cannot be sorted"),
        ("theme=" + "a" * 81, "theme", "left out"),
    ],
)
def test_what_makes_no_sense_is_said(query: str, field: str, words: str) -> None:
    (problem,) = read_search(args_of(f"/search?{query}"), Collection.SAMPLES).problems
    assert problem.field == field
    assert words in problem.message


def test_ten_thousand_filters_are_refused_in_a_sentence() -> None:
    asked = read_search(MultiDict([("theme", f"t{n}") for n in range(10_000)]), Collection.SAMPLES)
    assert asked.request.chosen == {}
    assert "More than 100 filters" in asked.problems[0].message


def test_taking_one_value_back_leaves_the_others() -> None:
    request = SearchRequest(chosen={"theme": ("neglect", "poverty"), "kind": (Kind.REVIEW,)}, page=3)
    assert without(request, "theme", "poverty") == replace(
        request, chosen={"theme": ("neglect",), "kind": (Kind.REVIEW,)}, page=1
    )
    assert without(request, "kind", Kind.REVIEW).chosen == {"theme": ("neglect", "poverty")}


def test_addresses_of_pages_and_files() -> None:
    assert page_address("cr-2abc3def-2", 12, "child R & T") == "/reviews/cr-2abc3def/2/pages/12?q=child+R+%26+T"
    assert file_address("cr-2abc3def-2", 12) == "/files/cr-2abc3def-2#page=12"
    assert search_address(choosing(Collection.SAMPLES, "availability", Availability.FULL_TEXT)) == (
        "/search?collection=samples&availability=full_text"
    )

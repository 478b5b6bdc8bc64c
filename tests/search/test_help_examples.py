"""Every example of the help page does what it says."""

from __future__ import annotations

import pytest

from repository.store.library import Library
from search.help_examples import EXAMPLES, Example
from search.index import follow
from search.request import SearchRequest
from search.searcher import open_searcher
from tests.search.invented_reviews import SAMPLES, deposit


def deposit_as_told(library: Library, told: str) -> str:
    """Deposit a review of one sentence: of its text, or as `title = …`, `recommendation = …`, `year = …; …`."""
    what, _, said = told.partition(" = ")
    if what == "title":
        return deposit(library, said, "Nothing else.").item_id
    if what == "recommendation":
        return deposit(library, told, "Nothing else.", recommendations=[said]).item_id
    if what == "year":
        year, _, text = said.partition("; ")
        return deposit(library, f"Review {year}", text, values={"date_published": [year]}).item_id
    return deposit(library, "Review", told, source=told).item_id


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.query for example in EXAMPLES])
def test_an_example_finds_what_it_says_and_says_what_it_means(library: Library, example: Example) -> None:
    found = deposit_as_told(library, example.finds)
    missed = deposit_as_told(library, example.misses)
    follow(library)
    result = open_searcher(library).search(SearchRequest(example.query, SAMPLES))
    assert [hit.item.id for hit in result.hits] == [found]
    assert missed != found
    assert result.understood.searched == example.means
    assert result.understood.ignored == ()

"""The page that explains the query language shows every example, and each leads to what it says."""

from __future__ import annotations

import pytest

from search.help_examples import EXAMPLES, LIMITS, Example
from tests.web.page_checks import HTML, Reader, page_of, words_of


def test_every_example_and_limit_is_shown(reader: Reader) -> None:
    words = reader.words("/search/help")
    for example in EXAMPLES:
        assert example.query in words
        assert example.use in words
    for sentence in LIMITS:
        assert sentence in words
    assert "“Abuse at a nursery” as a title" in words
    assert "“Neglect was seen”, published in 2012" in words


def test_a_label_in_a_heading_stays_on_one_line(reader: Reader) -> None:
    assert "<h1>Results for “Child\u00a0A and Mr\u00a0B”</h1>" in reader.text("/search?q=Child+A+and+Mr+B")


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.query for example in EXAMPLES])
def test_an_example_can_be_tried(reader: Reader, example: Example) -> None:
    page = page_of(reader.text("/search/help?collection=samples"))
    (address,) = (a.get("href", "") for a in page.iter(f"{HTML}a") if words_of(a) == example.query)
    found = page_of(reader.text(address))
    assert words_of(next(found.iter(f"{HTML}h1"))) == f"Results for “{example.query}”"
    assert f"Searched for: {example.means}" in words_of(found)


def test_every_search_box_leads_there(reader: Reader) -> None:
    for address in ("/", "/search?q=neglect"):
        assert 'href="/search/help' in reader.text(address)

"""Dates are read as precisely as they are printed, and told apart by the words before them."""

from __future__ import annotations

import pytest

from ingest.values import dates


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("on 14 March 2017", ["2017-03-14"]),
        ("14th of March, 2017", ["2017-03-14"]),
        ("the 15 th January 2012", ["2012-01-15"]),
        ("In March 2014 and Sept 2015", ["2014-03", "2015-09"]),
        ("03/02/2021", ["2021-02-03"]),
        ("31 February 2017", []),
        ("version 1.2.2017.3", []),
        ("£2017 was paid", []),
        ("between 2014-15", []),
    ],
)
def test_forms(text: str, values: list[str]) -> None:
    assert [d.value for d in dates.dates_in(text)] == values


def test_bare_years_only_where_asked_for() -> None:
    assert dates.dates_in("during 2016") == []
    assert [d.value for d in dates.dates_in("during 2016", bare_years=True)] == ["2016"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Report published: 13 June 2017", "2017-06-13"),
        ("Date of publication: March 2014", "2014-03"),
        ("It was published on 14 April 2025 by authority of the House", "2025-04-14"),
        ("Updated 21 March 2024", "2024-03-21"),
        ("Published by the Board in June 2019", "2019-06"),
    ],
)
def test_words_of_publication(text: str, value: str) -> None:
    assert [f.value for f in dates.published(text)] == [value]


def test_other_dates_are_not_dates_of_publication() -> None:
    assert dates.published("The inspection took place on 4 May 2015.") == []


@pytest.mark.parametrize(
    ("text", "value"), [("March 2014", "2014-03"), ("9 November 2018", "2018-11-09"), ("1976", "1976")]
)
def test_a_line_that_is_a_date_alone(text: str, value: str) -> None:
    assert [f.value for f in dates.alone(text)] == [value]


def test_a_date_among_words_is_not_alone() -> None:
    assert dates.alone("Inspection date: 27 February 2017") == []


def test_dates_of_the_case() -> None:
    assert [f.value for f in dates.death("Child R died in hospital on 3 May 2012.")] == ["2012-05-03"]
    assert [f.value for f in dates.commissioned("The review was commissioned in July 2012.")] == ["2012-07"]
    assert [f.value for f in dates.incident("He was admitted to hospital with burns on 2 June 2013.")] == ["2013-06-02"]


def test_a_copyright_year_is_a_year_of_publication_at_last() -> None:
    assert [f.value for f in dates.copyrighted("© Crown copyright 2014")] == ["2014"]
    assert dates.copyrighted("In 2014 the copyright was sold.") == []

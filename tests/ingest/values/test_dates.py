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


@pytest.mark.parametrize(
    "text",
    [
        "The period begins on 1 September 2010 and ends with his death.",
        "Infants who between January 2023 and June 2024 died were counted.",
        "The chair decided on 6 March 2012 that a review should be held, since a child had been harmed.",
    ],
)
def test_dates_beside_a_death_that_are_not_its_date(text: str) -> None:
    assert dates.incident(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On the night of Sunday, 17th November, 1957, nine boys broke out.", "1957-11-17"),
        ("She was seventeen when, on 11 January 2023, officers found her locked in.", "2023-01-11"),
    ],
)
def test_the_telling_begins_with_a_date(text: str, value: str) -> None:
    assert [f.value for f in dates.told_first(text)] == [value]


def test_public_business_is_no_incident() -> None:
    assert dates.told_first("On 23 January 2023, the government launched a programme.") == []
    assert dates.told_first("On 6 March 2007 it was announced that there would be an inquiry.") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("She was born in October 2018. On 18 December she was admitted to hospital.", "2018-12-18"),
        ("She was born in October 2018. On 3 January she was admitted to hospital.", "2019-01-03"),
    ],
)
def test_a_day_without_its_year(text: str, value: str) -> None:
    assert [f.value for f in dates.in_the_year(text)] == [value]


def test_a_day_whose_year_nobody_names_is_no_date() -> None:
    assert dates.in_the_year("On 18 December she was admitted to hospital.") == []


def test_the_publication_of_other_reports() -> None:
    assert dates.published("This briefing is based upon nineteen reviews, published in 2012 and 2013.") == []

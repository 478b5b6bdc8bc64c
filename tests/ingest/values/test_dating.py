"""The date of an incident is told from others, and a report's own date is found on cover and running heads."""

from __future__ import annotations

import pytest

from ingest.values import dating
from ingest.values.rules import gives_again
from ingest.values.sections import places
from repository.records.items import Block, BlockRole, Page


def said(field: str, *lines: str, cover: tuple[str, ...] = ("Serious Case Review",), head: str = "") -> str:
    first = [Block(BlockRole.TITLE, cover[0], 1), *(Block(BlockRole.PARAGRAPH, line) for line in cover[1:])]
    body = [Block(BlockRole.RUNNING_HEAD, head)] if head else []
    body += [Block(BlockRole.HEADING, "Introduction", 1), *(Block(BlockRole.PARAGRAPH, line) for line in lines)]
    pages = [Page(1, "", tuple(first)), Page(2, "", tuple(body))]
    found = list(dating.dates_of(places(pages), pages, "scr"))
    assert all(gives_again(s) for s in found)
    return next((s.value for s in found if s.field == field), "")


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["Child Y was born on 12 May 2012 and died on 7 July 2014."], "2014-07-07"),
        (
            ["Mother’s father died in May 2011. On 3 June 2014 the baby was taken to hospital by ambulance."],
            "2014-06-03",
        ),
        (["Late on a February afternoon in 2017 a nurse found the ten month old boy unconscious."], "2017-02"),
        (["Tess died on Boxing Day 2015. Her uncle was convicted of murder on 4 August 2016."], "2015-12-26"),
        (["Amy was shaken by her father. It was in November 2019. He was sentenced in May 2020."], "2019-11"),
        (["In the summer of 2014 an infant was admitted to hospital with burns."], "2014"),
        (["He was sentenced on 2 March 2015 for what he had done."], ""),
        (
            [
                "On 6 March 2018 Rosa was found unconscious.",
                "The Board informed Ofsted of the incident on 19 March 2018.",
            ],
            "2018-03-06",
        ),
        (["On 6 March 2018 a passer-by stopped for a boy in the road. He was twelve."], "2018-03-06"),
        (
            ["Three visits were made and, in June 2017, a plan. On 9 May 2018 a plumber looked into the back room."],
            "2018-05-09",
        ),
    ],
)
def test_the_date_of_the_incident(lines: list[str], date: str) -> None:
    assert said("date_of_incident", *lines) == date


@pytest.mark.parametrize(
    "text",
    [
        "The review used the framework, which the Welsh Government published in May 2019.",
        "This report was written under statutory guidance issued by the Department in May 2019.",
        "The report refers to a protocol that the two boards issued in May 2019.",
    ],
)
def test_what_others_published_does_not_date_a_report(text: str) -> None:
    assert said("date_published", text, head="12 July 2020") == "2020-07-12"


def test_an_incident_is_not_later_than_its_report() -> None:
    told = "Child Y died on 7 July 2014. Another baby died on 9 July 2019, and on 10 July 2019 a second died."
    assert said("date_of_incident", told, cover=("Serious Case Review", "Published 3 May 2016")) == "2014-07-07"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Number 7, 2020", "2020"),
        ("Publication: Spring 2021", "2021"),
        ("Published: 11/2015", "2015-11"),
        ("Date: 04.09.15", "2015-09-04"),
        ("Signed off: 8/9/17", "2017-09-08"),
        ("The Children Act 2004", ""),
        ("Case 3/2016", ""),
    ],
)
def test_the_date_on_a_cover(line: str, date: str) -> None:
    assert said("date_published", "There is a report.", cover=("Serious Case Review", line)) == date


def test_the_year_in_a_running_head() -> None:
    assert said("date_published", "There is a report.", head="Northvale SCB: Executive Summary, 2009") == "2009"

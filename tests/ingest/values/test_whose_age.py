"""Of the ages that a report prints, the one at the time of the harm is a child's age."""

from __future__ import annotations

import pytest

from ingest.values.naming import Sentence
from ingest.values.whose_age import age_of


def age(label: str, *texts: str, names: tuple[str, ...] = (), year: str = "") -> int | None:
    found, _ = age_of(label, names or (label,), [Sentence(2, text, "", True) for text in texts], year)
    return found.months if found else None


@pytest.mark.parametrize(
    ("label", "texts", "months"),
    [
        ("Child F", ["Child F’s parents parted when she was nine.", "She was 14 when she was found hanged."], 168),
        ("Robyn", ["Robyn was 11 when she changed school.", "She was a quiet girl of 13 who died in the night."], 156),
        ("Child Y", ["Child Y, female, was 15 at the date of her death."], 180),
        ("Imogen", ["Imogen (14) was found in a flat."], 168),
        ("Child K", ["Child K is now aged ten.", "Child K was aged eight when admitted to hospital."], 96),
    ],
)
def test_the_age_at_that_time(label: str, texts: list[str], months: int) -> None:
    assert age(label, *texts) == months


def test_the_year_of_the_incident_decides() -> None:
    told = ["In 2014, aged 11, Child D was taken to hospital.", "In 2018, aged 15, Child D was taken to hospital."]
    assert age("Child D", *told, year="2018") == 180
    assert age("Child D", *told, year="2014") == 132


def test_ages_in_the_order_of_names() -> None:
    names = ("Nell", "Gus", "Abe")
    text = "Nell, Gus and Abe were 10, 7 and 3 years old when they were found."
    assert [age(name, text, names=names) for name in names] == [120, 84, 36]


def test_an_age_of_two_together() -> None:
    names = ("Twin A", "Twin B")
    text = "Twin A and Twin B were 13 weeks old when they were brought to hospital."
    assert [age(name, text, names=names) for name in names] == [3, 3]

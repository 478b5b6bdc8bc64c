"""Ages are read as printed, in months, and an adult's or a burn's is told from a child's."""

from __future__ import annotations

import pytest

from ingest.values import ages


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("aged 11 months", [11]),
        ("a four-month-old girl", [4]),
        ("an 11-month-old boy", [11]),
        ("a 3 year old boy", [36]),
        ("five weeks old", [1]),
        ("fourteen years of age", [168]),
        ("thirteen and a half years old", [162]),
        ("two and a half years old", [30]),
        ("She was aged 15.", [180]),
        ("J was sixteen.", [192]),
        ("Young Person 2 was 17, a boy.", [204]),
        ("Baby C lived for forty-nine days.", [1]),
        ("They lived for two years in a flat", []),
        ("a young man of 17", [204]),
        ("at the age of six", [72]),
        ("From the age of six he was in care.", []),
        ("until the age of six", []),
        ("aged 10 days", [0]),
        ("aged three and five", [36, 60]),
        ("aged 15 to 19", []),
        ("was six years later", []),
        ("sentenced to was 12 years imprisonment", []),
        ("1 year old", [12]),
        ("two weeks before his second birthday", [23]),
        ("The score was 12.", []),
    ],
)
def test_ages_in_months(text: str, months: list[int]) -> None:
    assert [a.months for a in ages.ages(text)] == months


def test_an_age_is_quoted_as_printed() -> None:
    assert [a.printed for a in ages.ages("She was 3 years and 2 months old.")] == ["3 years and 2 months"]
    assert [a.printed for a in ages.ages("a boy of thirteen and a half years")] == ["thirteen and a half years"]


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("The child of a mother aged 17", True),
        ("His sister, who was six, told a constable.", True),
        ("The review into the death of a little girl, aged three", False),
        ("bruises about 10 days old", True),
        ("She was 16 when her son was born.", True),
        ("The boy was 16 when he died.", False),
    ],
)
def test_whose_age_it_is(text: str, another: bool) -> None:
    assert ages.is_another_s(text, ages.ages(text)[0]) is another


def test_the_age_in_a_cell_may_be_a_bare_number_of_years() -> None:
    told = ages.age_in_cell("15")
    assert told is not None
    assert told.months == 180

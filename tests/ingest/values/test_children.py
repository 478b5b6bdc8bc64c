"""Labels, ages, sex and outcome are read as printed."""

from __future__ import annotations

import pytest

from ingest.values import children


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Child R and his sister", ["Child R"]),
        ("Young Person D was 15.", ["Young Person D"]),
        ("Child A and B lived with Baby T.", ["Child A", "Child B", "Baby T"]),
        ("Children A and B", ["Child A", "Child B"]),
        ("Child Protection and Child A's plan", ["Child A"]),
        ("Child I've met", []),
        ("Baby P17", ["Baby P17"]),
    ],
)
def test_labels(text: str, labels: list[str]) -> None:
    assert sorted(f.value for f in children.labels(text)) == sorted(labels)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("aged 11 months", [11]),
        ("a four-month-old girl", [4]),
        ("a 3 year old boy", [36]),
        ("five weeks old", [1]),
        ("She was aged 15.", [180]),
        ("at the age of six", [72]),
        ("aged 10 days", [0]),
        ("was six years later", []),
        ("sentenced to was 12 years imprisonment", []),
        ("1 year old", [12]),
    ],
)
def test_ages_in_months(text: str, months: list[int]) -> None:
    assert [a.months for a in children.ages(text)] == months


@pytest.mark.parametrize(("text", "sex"), [("He was a boy", "male"), ("her mother; she", "female"), ("the child", "")])
def test_sex(text: str, sex: str) -> None:
    assert children.sex_of(text) == sex


@pytest.mark.parametrize(
    ("text", "outcome"), [("Child R died.", "death"), ("life-threatening injuries", "serious-harm"), ("a review", "")]
)
def test_outcome(text: str, outcome: str) -> None:
    assert children.outcome_of(text) == outcome


def test_the_children_of_the_cover_come_before_those_of_the_text() -> None:
    assert children.main_labels("Serious Case Review: Child R", ["Child S"] * 9) == ["Child R"]


def test_a_child_mentioned_in_passing_is_not_a_subject() -> None:
    assert children.main_labels("", ["Child A was seen."] * 12 + ["As in Child Z."] * 2) == ["Child A"]

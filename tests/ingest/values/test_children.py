"""Labels and sex are read as printed."""

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


@pytest.mark.parametrize(("text", "sex"), [("He was a boy", "male"), ("her mother; she", "female"), ("the child", "")])
def test_sex(text: str, sex: str) -> None:
    assert children.sex_of(text) == sex


@pytest.mark.parametrize(
    ("text", "number", "sex"),
    [
        ("Two brothers were asleep.", 2, "male"),
        ("The girls and their five brothers", 2, "female"),
        ("The two boys and the girls", 2, ""),
        ("The brothers", 1, ""),
    ],
)
def test_the_sex_of_all(text: str, number: int, sex: str) -> None:
    assert children.sex_of_all(text, number) == sex


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Young Person 1 to Young Person 3", ["Young Person 1", "Young Person 2", "Young Person 3"]),
        ("Children A–C", ["Child A", "Child B", "Child C"]),
        ("Cases 1 to 40", []),
        ("Child A to school", []),
    ],
)
def test_ranges_of_labels(text: str, labels: list[str]) -> None:
    assert children.range_of_labels(text) == labels


def test_the_children_of_the_cover_come_before_those_of_the_text() -> None:
    assert children.main_labels("Serious Case Review: Child R", ["Child S"] * 9) == ["Child R"]


def test_a_child_mentioned_in_passing_is_not_a_subject() -> None:
    assert children.main_labels("", ["Child A was seen."] * 12 + ["As in Child Z."] * 2) == ["Child A"]

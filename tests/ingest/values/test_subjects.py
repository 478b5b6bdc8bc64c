"""Whom a review is about: by code, by a name given to the child, by a letter, or by age and sex alone."""

from __future__ import annotations

import pytest

from ingest.values.sections import Place
from ingest.values.subjects import find_subjects
from repository.records.items import Block, BlockRole, Subject


def report(title: str, *paragraphs: str, page: int = 2) -> list[Place]:
    cover = Place(1, Block(BlockRole.TITLE, title, 1), "", title)
    return [cover, *(Place(page, Block(BlockRole.PARAGRAPH, text), "", title) for text in paragraphs)]


def told(subjects: list[Subject]) -> list[tuple[str, int | None, str, str]]:
    return [(s.label, s.age_months, s.sex, s.outcome) for s in subjects]


@pytest.mark.parametrize(
    ("title", "text", "subject"),
    [
        (
            "Serious Case Review: Child R",
            "Child R was an 11-month-old boy. He died on 3 May 2012.",
            ("Child R", 11, "male", "death"),
        ),
        (
            "Serious Case Review",
            "This review concerns a boy of ten, who is called Perran in this report. He died in May. Perran had two "
            "sisters. Perran was quiet. His teacher remembers Perran well.",
            ("Perran", 120, "male", "death"),
        ),
        (
            "Child Practice Review: Talan",
            "Talan was sixteen when she took her own life. Talan’s mother spoke to us. Talan liked music.",
            ("Talan", 192, "female", "death"),
        ),
        (
            "Learning Review: Baby Orran",
            "Orran is a little boy. When he was five months old he was brought to hospital with a serious injury. "
            "Orran’s father had left. Orran was then put to bed.",
            ("Baby Orran", 5, "male", "serious-harm"),
        ),
        (
            "Young Man J",
            "J was sixteen. He was stabbed and died in the ambulance. J had a sister aged nine.",
            ("Young Man J", 192, "male", "death"),
        ),
        (
            "Report of a Review",
            "A girl aged 14 was found in hospital with serious injuries.",
            ("", 168, "female", "serious-harm"),
        ),
    ],
)
def test_one_child(title: str, text: str, subject: tuple[str, int | None, str, str]) -> None:
    assert told(find_subjects(report(title, text))) == [subject]


def test_a_place_in_a_title_is_nobody() -> None:
    said = "Tarrowby has four schools. Tarrowby had no plan. The services of Tarrowby met often."
    assert find_subjects(report("Serious Case Review: Tarrowby", said)) == []


def test_several_children_each_with_an_age() -> None:
    found = find_subjects(
        report(
            "Review: Child G and Child H",
            "Two brothers were in the flat. Child H, who was four years and five months old, died at the scene. "
            "Child G, who was seven, was carried out and was in hospital with burns.",
        )
    )
    assert told(found) == [("Child G", 84, "male", "serious-harm"), ("Child H", 53, "male", "death")]


def test_ages_in_the_order_of_the_names() -> None:
    found = find_subjects(report("Review: Child A and Child B", "Child A and Child B, aged three and five, were hurt."))
    assert [s.age_months for s in found] == [36, 60]


def test_a_mother_is_the_subject_where_the_title_names_her() -> None:
    found = find_subjects(
        report(
            "Single Unified Safeguarding Review: Elwyn and Mabli",
            "Mabli was 31 and her son, Elwyn, was 6. They were killed at home. Mabli’s mother chose the names. "
            "Elwyn’s school was told. Mabli had left. Elwyn was quiet.",
        )
    )
    assert told(found) == [("Elwyn", 72, "male", "death"), ("Mabli", 372, "female", "death")]


def test_boys_denoted_by_letters() -> None:
    found = find_subjects(
        report(
            "Report of an Inquiry",
            "The boy A",
            "A was fourteen years of age. He was beaten with a strap.",
            "The boy B",
            "B, who was thirteen, was locked in a store. He is well.",
        )
    )
    assert told(found) == [("A", 168, "male", "serious-harm"), ("B", 156, "male", "serious-harm")]


def test_a_response_is_about_a_child_only_where_its_title_names_one() -> None:
    said = "Child L was a girl. Child L spoke to us. We thanked Child L. So did others. Neglect is a priority of ours."
    assert find_subjects(report("Response of the Board", said), named_only=True) == []
    found = find_subjects(report("Response of the Board: Child L", said), named_only=True)
    assert told(found) == [("Child L", None, "female", "")]


def test_who_inquired_is_told_from_whom_it_is_about() -> None:
    text = (
        "Keith Farrow died on the 3rd May, 1978. He was three years and one month old. Keith was a quiet boy. "
        "In the spring of 1977 Keith, then twenty months, was admitted to hospital. Keith’s mother told nobody."
    )
    found = find_subjects(
        report("Keith Farrow: Report of a Committee appointed by Lord Ansell", text), incident="1978-05-03"
    )
    assert told(found) == [("Keith Farrow", 37, "male", "death")]


def test_what_is_said_of_the_mother_does_not_tell_the_sex() -> None:
    text = (
        "Robin was born early. He was six weeks old when he was found with an injury. Robin’s mother said that she "
        "would have liked somebody to call her. Robin’s aunt said she had rung."
    )
    assert told(find_subjects(report("Learning Review: Robin", text)))[0][2] == "male"


def test_one_of_many_whom_a_report_counts_is_no_subject() -> None:
    text = "Five of the children died. One, who was fifteen, killed herself. A boy of six was found in a cellar."
    assert find_subjects(report("Children out of school in serious case reviews", text)) == []

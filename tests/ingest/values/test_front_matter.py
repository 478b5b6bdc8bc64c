"""What a report is, who wrote it and who published it, read from front pages laid out in unlike ways."""

from __future__ import annotations

import pytest

from ingest.values import front_matter
from ingest.values.rules import gives_again
from ingest.values.sections import Place
from repository.records.items import Block, BlockRole

HEADINGS = {"#": BlockRole.TITLE, "=": BlockRole.HEADING}


def document(*pages: tuple[str, ...]) -> list[Place]:
    """Places of pages; "#" begins a line that is set as the title, "=" a heading."""
    return [
        Place(number, Block(HEADINGS.get(text[0], BlockRole.PARAGRAPH), text.lstrip("#= "), level=1), "", "")
        for number, lines in enumerate(pages, start=1)
        for text in lines
    ]


@pytest.mark.parametrize(
    ("pages", "type"),
    [
        (
            (("# Learning brief: Baby Wren", "A rapid review found that the criteria for an LCSPR were not met."),),
            "rapid",
        ),
        (
            (
                ("# Learning from Child P", "= May 2019"),
                (
                    "It fell short of the threshold for a serious case review. The Board asked for a learning review.",
                    "Serious case reviews are held where a child has died.",
                ),
            ),
            "lr",
        ),
        (
            (("# Out of sight, out of reach", "This briefing draws on 19 case reviews of 2011 to 2015."),),
            "thematic-briefing",
        ),
        (
            (("# What case reviews tell us about dentists", "Dentists saw eleven of the children."),),
            "thematic-briefing",
        ),
        ((("# An analysis of serious case reviews 2012 to 2015", "There were 215."),), "triennial"),
        ((("# Child S", "= Overview report"), ("This serious case review looks at one year.",)), "scr"),
        ((("# Serious Case Reviews: Child S and Child T",),), "scr"),
        ((("# Out of routine", "= Third national review"),), "ncspr"),
    ],
)
def test_types(pages: tuple[tuple[str, ...], ...], type: str) -> None:
    said = list(front_matter.review_type(document(*pages), "england"))
    assert [s.value for s in said] == [type]
    assert all(gives_again(s) for s in said)


def test_no_type_is_read_from_what_is_denied() -> None:
    only = document(("# Review of practice: Child S", "This is not a serious case review."))
    assert list(front_matter.review_type(only, "england")) == []


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("# Review", "Lead Reviewers", "Imogen Strand", "Kwabena Lyle", "2020"), ["Imogen Strand", "Kwabena Lyle"]),
        (("# Review", "Bronagh Sidlesham", "Safeguarding Consultant and Lead Reviewer"), ["Bronagh Sidlesham"]),
        (("# Review", "Reviewers: Winston Arkell (health) and Sian Fairburn"), ["Winston Arkell", "Sian Fairburn"]),
        (("# Review", "completed by Saskia Underhay, Business Manager"), ["Saskia Underhay"]),
        (("# Review", "Author of this summary and of the report: Aubrey Kinsale"), ["Aubrey Kinsale"]),
    ],
)  # fmt: skip
def test_authors_on_covers(lines: tuple[str, ...], names: list[str]) -> None:
    said = [s for s in front_matter.written_by(document(lines, ("1 Introduction",)), "scr") if s.field == "author"]
    assert [s.value for s in said] == names
    assert all(gives_again(s) for s in said)


def test_the_chair_of_an_inquiry_is_its_author_where_the_office_stands_below_the_name() -> None:
    pages = document(("# Independent Inquiry Report", "Constance Overbury KC", "Chair of the Inquiry"), ("Foreword",))
    said = list(front_matter.written_by(pages, "inquiry-nonstat"))
    assert {(s.field, s.value) for s in said} == {("chair", "Constance Overbury"), ("author", "Constance Overbury")}


def test_the_printer_is_no_publisher_beside_another() -> None:
    pages = document(("Department of Health", "# Report", "The Stationery Office"), ("1 Introduction",))
    assert [s.value for s in front_matter.publishing_bodies(pages, [])] == ["pub-dh"]

"""The title of a report is put together from the lines of its cover; publishers, people and dates are no part of it."""

from __future__ import annotations

import pytest

from ingest.values.sections import Place
from ingest.values.title_pages import is_line_of_title, title_run
from repository.records.items import Block, BlockRole

TITLE, HEADING, PARAGRAPH = BlockRole.TITLE, BlockRole.HEADING, BlockRole.PARAGRAPH


def cover(*lines: tuple[BlockRole, int, str]) -> list[Place]:
    return [Place(1, Block(role, text, level=level), "", "") for role, level, text in lines]


def title_of(*lines: tuple[BlockRole, int, str]) -> str:
    return " ".join(p.text for p in title_run(cover(*lines)))


def test_lines_of_an_inquiry_in_two_sizes() -> None:
    assert (
        title_of(
            (HEADING, 1, "DEPARTMENT OF PUBLIC WELFARE"),
            (HEADING, 2, "Report of the"),
            (TITLE, 1, "Committee of Inquiry"),
            (HEADING, 2, "into the"),
            (HEADING, 1, "Care of Thomas Wadlow"),
            (PARAGRAPH, 0, "Chairman: Mr. Geraint Holloway, Q.C."),
            (PARAGRAPH, 0, "1974"),
        )
        == "Report of the Committee of Inquiry into the Care of Thomas Wadlow"
    )


def test_a_typed_cover_in_one_size() -> None:
    assert (
        title_of(
            (HEADING, 1, "TARROWBY AREA CHILD PROTECTION COMMITTEE"),
            (HEADING, 1, "REPORT OF THE PART 8 REVIEW PANEL"),
            (HEADING, 1, "ON THE DEATH OF CHILD K"),
            (HEADING, 1, "MARCH 1996"),
        )
        == "REPORT OF THE PART 8 REVIEW PANEL ON THE DEATH OF CHILD K"
    )


def test_the_largest_words_may_be_the_board() -> None:
    assert (
        title_of(
            (TITLE, 1, "Tarrowby Safeguarding Children Board"),
            (TITLE, 1, "Serious Case Review: Child D"),
            (HEADING, 2, "Author: Petra Longhurst"),
        )
        == "Serious Case Review: Child D"
    )


def test_an_inspection_is_named_with_its_council() -> None:
    assert (
        title_of((TITLE, 1, "Tarrowby County Council"), (HEADING, 1, "Inspection of services for children in need"))
        == "Tarrowby County Council Inspection of services for children in need"
    )


def test_a_section_below_the_title_of_a_briefing_is_no_part_of_it() -> None:
    assert title_of((TITLE, 1, "Learning brief: Baby Wren"), (HEADING, 2, "Background")) == "Learning brief: Baby Wren"


@pytest.mark.parametrize(
    ("line", "is_title"),
    [
        ("A serious case review commissioned by the Board", False),
        ("Independent reviewer and author", False),
        ("Approved by the partners on 4 May 2021", False),
        ("Presented to Parliament pursuant to section 26", False),
        ("Tarrowby Safeguarding Children Partnership", False),
        ("Version 7, 30.11.2021", False),
        ("Report of the Panel of Inquiry", True),
        ("The lives of five boys", True),
        ("Learning from the experiences of Jaden", True),
    ],
)
def test_lines_of_titles(line: str, is_title: bool) -> None:
    assert is_line_of_title(line) is is_title

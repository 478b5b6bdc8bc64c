"""A review that comes behind the papers of a council's committee begins at its own cover."""

from __future__ import annotations

from ingest.values.committee_papers import review_within
from ingest.values.sections import Place
from repository.records.items import Block, BlockRole


def document(*pages: tuple[str, ...]) -> list[Place]:
    return [
        Place(number, Block(BlockRole.PARAGRAPH, text), "", "")
        for number, lines in enumerate(pages, start=1)
        for text in lines
    ]


def test_agenda_and_covering_report_are_left_out() -> None:
    papers = document(
        ("Harrowden Council", "Apologies", "Minutes of the meeting of 3 June"),
        ("Item No. 6", "The Committee is asked to note the review."),
        ("Serious Case Review: Child Q", "June 2013"),
    )
    assert [p.text for p in review_within(papers)] == ["Serious Case Review: Child Q", "June 2013"]


def test_one_such_line_or_a_late_one_makes_no_papers() -> None:
    one = document(("Serious Case Review: Child Q", "Report author: Odile Brandreth"), ("1 Introduction",))
    assert review_within(one) == one
    late = document(("Serious Case Review",), ("Apologies", "Agenda"), ("1 Introduction",))
    assert review_within(late) == late


def test_nothing_but_papers_stays_as_it_is() -> None:
    papers = document(("Agenda", "Apologies for absence"), ("Date: 4 May",))
    only = [p for p in papers if p.page == 1]
    assert review_within(only) == only
    assert review_within([]) == []

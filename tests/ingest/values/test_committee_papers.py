"""A review that comes behind the papers of a council's committee begins at its own cover."""

from __future__ import annotations

from ingest.values.committee_papers import leave_out_papers
from repository.records.items import Block, BlockRole, Page

COVER = ("Harrowden Safeguarding Children Board", "Serious Case Review: Child Q", "June 2013")


def document(*pages: tuple[str, ...]) -> tuple[Page, ...]:
    return tuple(
        Page(number, "", tuple(Block(BlockRole.PARAGRAPH, text) for text in lines))
        for number, lines in enumerate(pages, start=1)
    )


def test_agenda_and_covering_report_are_left_out() -> None:
    papers = document(
        ("Harrowden Council", "Apologies", "Minutes of the meeting of 3 June"),
        ("Item No. 6", "The Committee is asked to note the review."),
        ("Legal implications", "None arise."),
        COVER,
        ("1 Introduction", "This is a serious case review."),
    )
    kept = leave_out_papers(papers)
    assert [page.text for page in kept[:3]] == ["", "", ""]
    assert kept[3:] == papers[3:]


def test_one_such_line_or_a_late_one_makes_no_papers() -> None:
    one = document(("Serious Case Review: Child Q", "Report author: Odile Brandreth"), COVER)
    assert leave_out_papers(one) == one
    late = document(("Serious Case Review",), ("Apologies", "Agenda"), COVER)
    assert leave_out_papers(late) == late


def test_nothing_but_papers_stays_as_it_is() -> None:
    papers = document(("Agenda", "Apologies for absence"), ("Financial implications", "None."))
    assert leave_out_papers(papers) == papers
    assert leave_out_papers(()) == ()


def test_papers_without_a_cover_behind_them_stay() -> None:
    papers = document(("Agenda", "Apologies for absence"), ("Serious case review. " + "It was long. " * 60,))
    assert leave_out_papers(papers) == papers

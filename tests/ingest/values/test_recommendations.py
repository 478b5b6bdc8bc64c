"""Recommendations are found in every printed form, with label, words, pages, owner and date."""

from __future__ import annotations

from ingest.values.findings import find_findings
from ingest.values.recommendations import find_recommendations, label_of
from ingest.values.sections import places
from repository.records.items import Block, BlockRole, Page

H, P, L, TH, TR = (
    BlockRole.HEADING,
    BlockRole.PARAGRAPH,
    BlockRole.LIST_ITEM,
    BlockRole.TABLE_HEADER,
    BlockRole.TABLE_ROW,
)


def page(number: int, *blocks: Block) -> Page:
    return Page(number, str(number), blocks)


def found(*pages: Page) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(r.label, r.text, r.pages) for r in find_recommendations(places(pages))]


def row(role: BlockRole, *cells: str) -> Block:
    return Block(role, " | ".join(cells), cells=cells)


def test_labelled_paragraphs_with_bullets_and_a_page_break() -> None:
    one = page(
        4,
        Block(H, "Recommendations", 1),
        Block(P, "Recommendation 1: The Board should ask every agency to:"),
        Block(L, "train its staff;"),
        Block(P, "Recommendation 2. The police should review the way in which they"),
    )
    two = page(5, Block(P, "record domestic abuse.", continues=True), Block(P, "This is what the Board said."))
    assert found(one, two) == [
        ("1", "The Board should ask every agency to: train its staff;", (4,)),
        ("2", "The police should review the way in which they record domestic abuse.", (4, 5)),
    ]


def test_label_as_a_heading_of_its_own() -> None:
    result = found(
        page(
            1,
            Block(H, "Recommendation 3", 2),
            Block(P, "The health trust should audit its records within six months."),
            Block(H, "Background", 2),
            Block(P, "Nothing more."),
        )
    )
    assert result == [("3", "The health trust should audit its records within six months.", (1,))]


def test_a_sentence_about_a_recommendation_is_none() -> None:
    assert found(page(1, Block(P, "Recommendation 4 was accepted by the government and is now in force."))) == []


def test_numbered_paragraphs_of_the_section() -> None:
    result = found(
        page(
            9,
            Block(H, "15. Recommendations", 1),
            Block(P, "The panel makes these recommendations."),
            Block(P, "The Committee should hold a seminar for staff.", number="15.1.1"),
            Block(P, "Schools should keep a record of each worry.", number="15.1.2"),
            Block(H, "16. Glossary", 1),
            Block(P, "GP should be read as general practitioner.", number="16.1"),
        )
    )
    assert [(label, pages) for label, _, pages in result] == [("15.1.1", (9,)), ("15.1.2", (9,))]


def test_bullets_of_the_section() -> None:
    result = found(
        page(
            2,
            Block(H, "Recommendations", 1),
            Block(P, "The Board is asked to:"),
            Block(L, "R1 Review the protocol on bruising."),
            Block(L, "R2 Share this report with every practice."),
        )
    )
    assert [(label, text) for label, text, _ in result] == [
        ("R1", "Review the protocol on bruising."),
        ("R2", "Share this report with every practice."),
    ]


def test_table_over_a_page_break() -> None:
    header = row(TH, "No.", "Recommendation", "Lead agency", "Timescale")
    one = page(3, header, row(TR, "1", "The Partnership should train staff.", "Partnership", "June 2021"))
    two = page(4, row(TR, "2", "Maternity should ask about", "Trust", ""), row(TR, "", "fathers at booking.", "", ""))
    recommendations = find_recommendations(places([one, two]))
    assert [(r.label, r.text, r.owner, r.due, r.pages) for r in recommendations] == [
        ("1", "The Partnership should train staff.", "Partnership", "June 2021", (3,)),
        ("2", "Maternity should ask about fathers at booking.", "Trust", "", (4,)),
    ]


def test_printed_twice_is_found_once() -> None:
    text = "Recommendation 1: The Board should seek assurance about supervision."
    assert len(found(page(1, Block(P, text)), page(9, Block(P, text)))) == 1


def test_labels() -> None:
    assert label_of("Recommendation 12 – The Board") == ("12", "The Board")
    assert label_of("R3 Share it") == ("R3", "Share it")
    assert label_of("Rec 4: Audit") == ("4", "Audit")
    assert label_of("Recommendations for practice")[0] == ""


def test_findings_with_their_questions() -> None:
    findings = find_findings(
        places(
            [
                page(
                    6,
                    Block(H, "Finding 1: Staff look at injuries one at a time.", 2),
                    Block(P, "How did it show?"),
                    Block(H, "Questions for the Board to consider", 3),
                    Block(L, "Does the Board know how often?"),
                    Block(H, "Finding 2", 2),
                    Block(P, "Records of fathers are thin in every agency."),
                )
            ]
        )
    )
    assert [(f.label, f.text, f.questions) for f in findings] == [
        ("Finding 1", "Staff look at injuries one at a time.", ("Does the Board know how often?",)),
        ("Finding 2", "Records of fathers are thin in every agency.", ()),
    ]

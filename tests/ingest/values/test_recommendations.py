"""Recommendations are found in every printed form, with label, words, pages, owner and date."""

from __future__ import annotations

from ingest.values.drafts import label_of
from ingest.values.findings import find_findings
from ingest.values.recommendations import find_recommendations
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


def test_words_above_recommendations_say_to_whom_they_are_made() -> None:
    pages = [
        page(
            7,
            Block(H, "6. Recommendations", 1),
            Block(P, "I recommend as follows. The agencies should have seen them.", number="6.1"),
            Block(P, "To the Constabulary"),
            Block(P, "That officers be told of the register.", number="(a)"),
            Block(P, "To the Area Child Protection Committee"),
            Block(P, "The form should be altered.", number="(b)"),
        )
    ]
    assert [(r.label, r.owner) for r in find_recommendations(places(pages))] == [
        ("(a)", "the Constabulary"),
        ("(b)", "the Area Child Protection Committee"),
    ]


def test_labels_in_brackets_within_the_text() -> None:
    result = found(
        page(1, Block(H, "Recommendations", 1), Block(P, "(1) The college should visit each student on placement."))
    )
    assert result == [("(1)", "The college should visit each student on placement.", (1,))]


def test_a_table_says_for_whom_each_is() -> None:
    pages = [
        page(
            2,
            Block(H, "Recommendations", 1),
            row(TH, "Number", "Recommendation", "For"),
            row(TR, "1", "Bring all breaches under one officer.", "Police"),
            row(TR, "2", "Fund a contact centre in every region.", "Welsh Government"),
        )
    ]
    assert [r.owner for r in find_recommendations(places(pages))] == ["Police", "Welsh Government"]


def test_findings_that_begin_with_a_sentence_of_their_own() -> None:
    pages = [
        page(
            1,
            Block(P, "Finding 1. Fathers were seen and not known. In nine families he opened the door."),
            Block(P, "Finding 2. Records belong to mothers. Systems have no place for him."),
        )
    ]
    assert [f.text for f in find_findings(places(pages))] == [
        "Fathers were seen and not known.",
        "Records belong to mothers.",
    ]


def test_findings_of_two_sentences_are_kept_whole() -> None:
    pages = [
        page(
            1,
            Block(P, "Key message 1: Small numbers conceal patterns. Deaths looked at alone teach one lesson."),
            Block(P, "Key message 2: A mark on a baby who cannot yet move needs an opinion on the same day."),
        )
    ]
    assert [f.label for f in find_findings(places(pages))] == ["Key message 1", "Key message 2"]
    assert find_findings(places(pages))[0].text.endswith("teach one lesson.")


def test_learning_themes_as_headings() -> None:
    pages = [page(1, Block(H, "Learning theme 1: Distance", 2), Block(P, "Everything was far away from everybody."))]
    assert [(f.label, f.text) for f in find_findings(places(pages))] == [("Learning theme 1", "Distance")]

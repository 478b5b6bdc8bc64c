"""What a report asks for is found whatever it is called: other labels, headings of action, led lists, sentences."""

from __future__ import annotations

import pytest

from ingest.values.asking import announces, asks_a_body, leads
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
NURSERIES = "The Board should write to each nursery about children who stop coming."
FATHERS = "The hospital trust should ask every father his name."
CALLS = "The Constabulary must pass on a call to a house with an infant in it."


def found(*blocks: Block) -> list[tuple[str, str]]:
    return [(r.label, r.text) for r in find_recommendations(places([Page(1, "1", blocks)]))]


def row(role: BlockRole, *cells: str) -> Block:
    return Block(role, " | ".join(cells), cells=cells)


def test_any_label_whose_members_ask() -> None:
    blocks = [
        Block(H, "Theme 1. The nursery", 1),
        Block(P, "He stopped coming in May."),
        Block(P, f"Change 1. {NURSERIES}"),
        Block(H, "Theme 2. The ward", 1),
        Block(P, f"Change 2. {FATHERS}"),
    ]
    assert found(*blocks) == [("Change 1", NURSERIES), ("Change 2", FATHERS)]


def test_a_label_above_what_it_asks() -> None:
    blocks = [Block(H, "Action A", 2), Block(P, NURSERIES), Block(H, "Action B", 2), Block(P, FATHERS)]
    assert found(*blocks) == [("Action A", NURSERIES), ("Action B", FATHERS)]


def test_labels_that_tell_what_was_learned_are_no_requests() -> None:
    assert found(Block(P, f"Learning point 1. {NURSERIES}"), Block(P, f"Learning point 2. {FATHERS}")) == []


@pytest.mark.parametrize(
    "heading", ["The way forward", "What should now be done", "What we ask of partners", "Learning into action"]
)
def test_numbered_paragraphs_below_a_heading_that_announces_action(heading: str) -> None:
    blocks = [
        Block(H, heading, 1),
        Block(P, "The author has kept to three requests.", number="8.1"),
        Block(P, NURSERIES, number="8.2"),
        Block(P, FATHERS, number="8.3"),
        Block(P, CALLS, number="8.4"),
        Block(H, "Annex", 1),
        Block(P, "The Board should be read as the former Board.", number="9.1"),
    ]
    assert found(*blocks) == [("8.2", NURSERIES), ("8.3", FATHERS), ("8.4", CALLS)]


@pytest.mark.parametrize(
    "heading", ["What has been done since", "Questions for the Board", "What practitioners should do"]
)
def test_headings_of_what_was_done_and_of_advice(heading: str) -> None:
    assert not announces(heading)


def test_a_table_of_actions_with_those_who_lead() -> None:
    blocks = [
        Block(H, "Actions for the Board and its members", 1),
        row(TH, "", "Action", "Lead", "By"),
        row(TR, "A", "Write to each nursery.", "Board", "May 2016"),
        row(TR, "B", "Ask every father his name.", "Hospital trust", "June 2016"),
    ]
    recommendations = find_recommendations(places([Page(1, "1", tuple(blocks))]))
    assert [(r.label, r.text, r.owner) for r in recommendations] == [
        ("A", "Write to each nursery.", "Board"),
        ("B", "Ask every father his name.", "Hospital trust"),
    ]


def test_a_table_of_what_agencies_did_for_themselves_is_none() -> None:
    header = row(TH, "Agency", "Action", "When")
    assert found(Block(H, "Appendix: actions already taken", 1), header, row(TR, "Police", "Training", "Done")) == []


def test_each_part_of_a_list_is_asked_of_whom_the_words_before_it_name() -> None:
    blocks = [
        Block(H, "Recommendations to the Board", 1),
        Block(P, "Agencies have made their own. The Board should:"),
        Block(P, "write to each nursery about children who stop coming;", number="(a)"),
        Block(P, "ask the hospital how fathers are met.", number="(b)"),
    ]
    recommendations = find_recommendations(places([Page(1, "1", tuple(blocks))]))
    assert [(r.label, r.owner) for r in recommendations] == [("(a)", "The Board"), ("(b)", "The Board")]


def test_numbered_recommendations_keep_their_lettered_parts() -> None:
    blocks = [
        Block(H, "Recommendations", 1),
        Block(P, "The Board should:", number="1."),
        Block(P, "train its staff; and", number="(a)"),
        Block(P, "audit its records.", number="(b)"),
        Block(P, CALLS, number="2."),
    ]
    assert found(*blocks) == [("1", "The Board should: (a) train its staff; and (b) audit its records."), ("2", CALLS)]


def test_lists_led_anywhere() -> None:
    blocks = [
        Block(H, "Conclusion", 1),
        Block(P, "This was a family whom people liked. The author recommends that:"),
        Block(L, NURSERIES),
        Block(L, FATHERS),
        Block(P, "He is well."),
    ]
    assert found(*blocks) == [("", NURSERIES), ("", FATHERS)]


def test_boxes_with_the_word_alone() -> None:
    blocks = [
        Block(P, "He stopped coming in May."),
        Block(P, f"Recommendation: {NURSERIES}"),
        Block(P, "There were two calls."),
        Block(P, f"Recommendation {CALLS}"),
    ]
    assert found(*blocks) == [("", NURSERIES), ("", CALLS)]


def test_sentences_in_the_analysis() -> None:
    sentence = "It is therefore recommended that the police pass on each call."
    assert found(Block(P, f"There were two calls. {sentence} He is well.")) == [("", sentence)]
    assert found(Block(P, "In 2009 the Board recommended that a review be held.")) == []


def test_advice_to_practitioners_is_no_recommendation() -> None:
    blocks = [
        Block(H, "Changing practice", 1),
        Block(L, "Practitioners should ask a father his name."),
        Block(L, "Staff should write down where a child sleeps."),
        Block(L, "You should ask who lives in the house."),
    ]
    assert found(*blocks) == []


def test_what_was_not_done_asks_nobody() -> None:
    assert not asks_a_body("The council should have been told in May.")
    assert asks_a_body("The council should be told in future.")


def test_words_before_a_list() -> None:
    assert leads("Much was done. Fenholt Constabulary and the Trust should:") == "Fenholt Constabulary and the Trust"
    assert leads("We recommend:—") == ""
    assert leads("The Partnership is asked to:") == "The Partnership"
    assert leads("These people were present:") is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Multi-agency Recommendation 2: Train staff", "2"),
        ("Recommendation IV. Train staff", "IV"),
        ("REC3 Train staff", "3"),
        ("Recommendation Three – Train staff", "Three"),
        ("See recommendation 29. This will be done", ""),
        ("Recommendation by the panel", ""),
    ],
)
def test_labels_of_recommendations(text: str, label: str) -> None:
    assert label_of(text)[0] == label


def test_labels_of_findings_and_chapters_by_theme() -> None:
    blocks = (
        Block(H, "Theme 1. The day they left", 1),
        Block(P, "Finding 2 shows that nobody asked."),
        Block(P, "Key learning 1: Fathers are not asked their names by any service."),
        Block(P, "Lesson Two. A child who moves can be lost between two lists."),
    )
    assert [f.label for f in find_findings(places([Page(1, "1", blocks)]))] == ["Key learning 1", "Lesson Two"]


def test_a_table_of_actions_below_any_heading() -> None:
    blocks = [
        Block(H, "Learning from this case", 1),
        row(TH, "What we learned", "Action", "Lead agency"),
        row(TR, "Nobody asked.", "Write to each nursery.", "Board"),
        row(TR, "Nobody rang.", "Ask every father his name.", "Hospital trust"),
    ]
    assert [text for _, text in found(*blocks)] == ["Write to each nursery.", "Ask every father his name."]


def test_a_section_without_verbs() -> None:
    blocks = [
        Block(H, "Recommendations", 1),
        Block(P, "A single form for calls about infants.", number="1."),
        Block(P, "More time at the first visit.", number="2."),
    ]
    assert [label for label, _ in found(*blocks)] == ["1", "2"]

"""Lines to paragraphs, list items, numbers and headings."""

from __future__ import annotations

import pytest

from ingest.text.headings import heading_style, levels_of
from ingest.text.lines import Line
from ingest.text.paragraphs import Draft, Setting, join_paragraphs, setting_of, starts_with_number
from tests.ingest.printing import line, lines

SETTING = Setting(11.0, 1.2)


def joined(page: list[Line], setting: Setting = SETTING) -> list[tuple[str, str]]:
    return [(draft.number or "•" * draft.bullet, " ".join(draft.texts)) for draft in join_paragraphs(page, setting)]


def test_lines_of_one_paragraph_are_joined() -> None:
    page = lines(["The board decided that the criteria", "were met and that a review", "would be carried out."])
    assert joined(page) == [
        ("", "The board decided that the criteria were met and that a review would be carried out.")
    ]


def test_a_gap_parts_paragraphs() -> None:
    page = [line("One paragraph ends here.", 700), line("Another one begins.", 680)]
    assert len(joined(page)) == 2


def test_a_short_last_line_parts_paragraphs_that_no_gap_parts() -> None:
    page = [line("One paragraph ends here.", 700, x1=200.0), line("Another one begins and goes on.", 686.8)]
    assert len(joined(page)) == 2
    assert len(joined(page, Setting(11.0, 1.2, spaced=True))) == 2
    page = [line("was told by Mr Black and Dr.", 700, x1=440.0), line("Sir Oliver that it was", 686.8)]
    assert len(joined(page, Setting(11.0, 1.2, spaced=True))) == 1


def test_list_items_begin_with_a_bullet_and_keep_their_lines() -> None:
    page = lines(["• The first point is", "about records", "• The second point", "– a dash below it"])
    assert joined(page) == [
        ("•", "The first point is about records"),
        ("•", "The second point"),
        ("•", "a dash below it"),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.1 This report", "1.1"),
        ("1.1This report", "1.1"),
        ("4.2.3 The panel", "4.2.3"),
        ("4-1 The panel", "4-1"),
        ("12. The board", "12."),
        ("(a) What did they know?", "(a)"),
        ("2.5 million children", ""),
        ("4-5 children", ""),
        ("2013 was the year", ""),
        ("3.5 per cent", ""),
        ("R1 The board should ask", "R1"),
        ("W2 drew a plan of the house", ""),
    ],
)
def test_printed_numbers_are_told_from_quantities(text: str, number: str) -> None:
    assert starts_with_number(text) == number


def test_a_stranded_number_goes_to_the_paragraph_below() -> None:
    assert joined(lines(["3.4", "The panel met nine times."])) == [("3.4", "The panel met nine times.")]


def test_a_paragraph_that_begins_with_a_childs_name_keeps_its_number() -> None:
    page = lines(["4.4", "W2 drew a plan of the house."])
    assert joined(page) == [("4.4", "W2 drew a plan of the house.")]


def test_a_line_that_happens_to_begin_with_a_figure_starts_nothing() -> None:
    page = lines(["The plan was made under section", "47. The visit followed on the next day."])
    assert len(joined(page)) == 1


def test_a_heading_is_told_by_size_or_weight_and_levels_follow_size() -> None:
    large, bold = (
        Draft([line("Findings", size=16.0)], opening="Findings"),
        Draft([line("Supervision", bold=True)], opening="Supervision"),
    )
    text = Draft([line("The board met.")], opening="The board met.")
    styles = [heading_style(draft, SETTING) for draft in (large, bold, text)]
    assert styles[2] is None
    levels = levels_of(styles)
    assert [levels[style] for style in styles if style] == [1, 2]


def test_a_bold_sentence_is_no_heading() -> None:
    sentence = "The board should ask each agency to report."
    assert heading_style(Draft([line(sentence, bold=True)], opening=sentence), SETTING) is None


def test_the_setting_is_that_of_most_of_the_text() -> None:
    page = lines(["A line of text long enough to count as one."] * 10, step=15.4)
    assert setting_of([[line("Title", 780, size=24.0), *page]]) == Setting(11.0, 1.4)

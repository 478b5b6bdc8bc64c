"""Letters to lines, and lines into reading order."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.text.cleaning import lines_in_order
from ingest.text.from_pdf import read_pdf
from ingest.text.lines import line_from, tidy
from ingest.text.printed import Run
from tests.ingest.printing import draw


def run(text: str, x0: float, x1: float, y: float = 700.0, size: float = 11.0, font: str = "Helvetica") -> Run:
    return Run(text, x0, x1, y, size, font, False)


def text_of(*runs: Run) -> str:
    line = line_from(runs)
    return line.text if line else ""


def read(page: object) -> list[str]:
    return [line.text for line in lines_in_order(read_pdf(draw(page)).pages[0])]  # type: ignore[arg-type]


def test_a_gap_becomes_a_space_and_kerning_does_not() -> None:
    assert text_of(run("safe", 70, 90), run("guarding", 90.4, 130), run("board", 134, 160)) == "safeguarding board"


def test_a_raised_footnote_figure_leaves_the_year_alone() -> None:
    assert (
        text_of(run("in 2013", 70, 110), run("1", 110, 113, 704.5, 6.5), run(" the board", 113, 160))
        == "in 2013 the board"
    )


def test_a_split_ordinal_is_one_word() -> None:
    assert text_of(run("15", 70, 82), run("th", 83.5, 89, 704.5, 6.5), run(" May", 89, 110)) == "15th May"


def test_words_printed_twice_to_look_bold_come_once() -> None:
    assert text_of(run("Findings", 70, 110), run("Findings", 70.3, 110.3)) == "Findings"


def test_symbols_and_ligatures_become_plain() -> None:
    assert tidy("\uf0b7 The o\ufb03ce \uf0a7 \uf06e \uf02d") == "• The office • • •"
    assert tidy("Child\xa0R\u200b  and\x00 others") == "Child R and others"


def test_a_letter_of_a_symbol_font_is_a_bullet() -> None:
    assert text_of(run("§", 70, 75, font="Wingdings-Regular"), run("First point", 88, 140)) == "• First point"


def test_two_columns_are_read_one_after_the_other() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(70, 760, "A heading that stands over both of the columns of this page and is long enough")
        for n in range(8):
            canvas.drawString(70, 720 - 14 * n, f"left column line {n} of the text")
            canvas.drawString(320, 720 - 14 * n, f"right column line {n} of the text")

    lines = read(page)
    assert lines[0].startswith("A heading")
    assert lines[1:9] == [f"left column line {n} of the text" for n in range(8)]
    assert lines[9:] == [f"right column line {n} of the text" for n in range(8)]


def test_columns_of_which_one_is_a_list_part_at_the_margin_of_its_headings() -> None:
    """Most lines on the right are indented, and their heading would stand across a gutter at their indentation."""

    def page(canvas: Canvas) -> None:
        for n in range(12):
            canvas.drawString(70, 720 - 14 * n, f"left column line {n} of the text")
        for n in range(12):
            heading = n in (5, 6, 7, 8)
            said = f"Heading of the right {n}" if heading else f"listed on the right, line {n}"
            canvas.drawString(320 if heading else 350, 720 - 14 * n, said)

    lines = read(page)
    assert [text.startswith("left") for text in lines] == [True] * 12 + [False] * 12


def test_a_number_before_a_gap_stays_with_its_paragraph() -> None:
    def page(canvas: Canvas) -> None:
        for n in range(8):
            canvas.drawString(70, 720 - 14 * n, f"1.{n}")
            canvas.drawString(120, 720 - 14 * n, f"Paragraph {n} begins on this line of the report")

    assert read(page)[3] == "1.3 Paragraph 3 begins on this line of the report"


@pytest.mark.parametrize(
    ("cap", "texts", "first"),
    [
        ("T", ("his review was", "asked for by the", "board in May."), "This review was"),
        ("A", ("house is where", "the neglect was, and", "the house was cold."), "A house is where"),
        ("A", ("fter the birth", "the house was cold,", "and was so for long."), "After the birth"),
    ],
)
def test_a_drop_cap_goes_back_to_its_word(cap: str, texts: tuple[str, ...], first: str) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 34)
        canvas.drawString(70, 692, cap)
        canvas.setFont("Helvetica", 11)
        for n, text in enumerate(texts):
            canvas.drawString(93 if n < 2 else 70, 708.5 - 14 * n, text)

    assert read(page)[0] == first

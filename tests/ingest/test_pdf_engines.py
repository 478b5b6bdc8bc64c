"""Reading PDF pages: what stands where, which engine reads, and what cannot be read."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.documents import Unreadable
from ingest.text.from_pdf import read_pdf
from ingest.text.from_pdf_again import read_again
from tests.ingest.printing import draw, text_page


def words(content: bytes) -> list[str]:
    return [run.text for page in read_pdf(content).pages for run in page.runs]


def test_runs_have_their_place_size_and_font() -> None:
    document = read_pdf(draw(text_page("The board met in May.", size=12)))
    (run,) = document.pages[0].runs
    assert run.text == "The board met in May."
    assert (round(run.x0), round(run.y), run.size, run.font, run.bold) == (70, 720, 12, "Helvetica", False)
    assert document.engine.startswith("pdfminer.six")
    assert not document.damaged


def test_bold_fonts_are_told_by_their_name() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(70, 700, "Findings")

    assert read_pdf(draw(page)).pages[0].runs[0].bold


def test_text_inside_a_form_is_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.beginForm("box")
        canvas.drawString(70, 500, "Words in a form")
        canvas.endForm()
        canvas.doForm("box")

    assert words(draw(page)) == ["Words in a form"]


def test_a_page_set_sideways_is_turned() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -300, "First line of a wide table")
        canvas.drawString(100, -320, "Second line of a wide table")

    printed = read_pdf(draw(page)).pages[0]
    assert printed.width > printed.height
    assert [run.text for run in sorted(printed.runs, key=lambda r: -r.y)] == [
        "First line of a wide table",
        "Second line of a wide table",
    ]


def test_a_watermark_comes_apart_from_the_text() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(70, 700, "The text of the page goes on for a while.")
        canvas.rotate(45)
        canvas.drawString(300, 100, "DRAFT")

    printed = read_pdf(draw(page)).pages[0]
    assert [run.text for run in printed.runs] == ["The text of the page goes on for a while."]
    assert [run.text for run in printed.turned] == ["DRAFT"]


def test_a_page_without_text_is_no_error() -> None:
    document = read_pdf(draw(lambda canvas: canvas.rect(100, 100, 200, 200)))
    assert len(document.pages) == 1
    assert document.characters == 0


def test_an_unknown_password_is_said() -> None:
    with pytest.raises(Unreadable, match="password"):
        read_pdf(draw(text_page("Secret"), password="unknown"))


def test_a_file_cut_in_the_middle_is_damaged() -> None:
    whole = draw(text_page("The board met in May."))
    with pytest.raises(Unreadable, match="damaged beyond reading"):
        read_pdf(whole[: len(whole) // 4])


def test_a_lost_table_of_contents_is_repaired_and_said() -> None:
    whole = draw(text_page("The board met in May and agreed the terms of reference."))
    document = read_pdf(whole[: whole.rindex(b"startxref")] + b"startxref\n999999\n%%EOF")
    assert document.damaged
    assert "terms of reference" in document.pages[0].runs[0].text


def test_the_second_engine_reads_the_same_words() -> None:
    content = draw(text_page("The board met in May.", "It met again in June."))
    first, second = read_pdf(content), read_again(content, 10)
    assert second.engine.startswith("pypdfium2")
    assert [run.text for run in second.pages[0].runs] == [run.text for run in first.pages[0].runs]
    assert [round(run.y) for run in second.pages[0].runs] == [720, 706]


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(Unreadable, match="more than 2 pages"):
        read_again(draw(*[text_page("Page")] * 3), 2)

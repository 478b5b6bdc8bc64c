"""Whole pages: contents, footnotes, tables and what goes on over the end of a page."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from ingest.text.contents_pages import find_contents
from ingest.text.extraction import extract
from ingest.text.footnotes import divide_mark, find_footnotes
from repository.records.items import Block, BlockRole, Page
from tests.ingest.printing import draw, line, lines, text_page


def pages_of(*drawn: object) -> tuple[Page, ...]:
    return extract(draw(*drawn), "report.pdf").pages  # type: ignore[arg-type]


def with_role(page: Page, role: BlockRole) -> list[Block]:
    return [block for block in page.blocks if block.role == role]


def test_contents_with_leaders_are_recognised() -> None:
    page = lines(
        ["Introduction ........ 3", "Findings ............ 7", "Recommendations ..... 19", "The review began in May."]
    )
    assert find_contents(page, False) == {0, 1, 2}


def test_contents_without_leaders_need_their_heading_or_a_page_of_contents_before() -> None:
    page = lines(["Introduction 3", "Findings 7", "Recommendations 19"])
    assert find_contents(page, False) == set()
    assert find_contents([line("Contents", 720), *page], False) == {0, 1, 2, 3}
    assert find_contents(page, True) == {0, 1, 2}


def test_a_footnote_is_smaller_at_the_foot_and_starts_with_a_figure() -> None:
    page = [
        *lines(["The text of the page."] * 3),
        line("1 Working Together (2013).", 90, size=9.0),
        line("Chapter 4.", 80, size=9.0),
    ]
    assert find_footnotes(page, 11.0) == {3, 4}
    assert divide_mark("1 Working Together (2013).") == ("1", "Working Together (2013).")
    assert find_footnotes(page[:3], 11.0) == set()


def table(*rows: tuple[str, ...], top: float = 700) -> object:
    """A ruled table with a bold first row."""

    def page(canvas: Canvas) -> None:
        xs = [70 + 150 * n for n in range(len(rows[0]) + 1)]
        for n in range(len(rows) + 1):
            canvas.line(xs[0], top - 24 * n, xs[-1], top - 24 * n)
        for x in xs:
            canvas.line(x, top, x, top - 24 * len(rows))
        for n, row in enumerate(rows):
            canvas.setFont("Helvetica-Bold" if n == 0 else "Helvetica", 10)
            for x, cell in zip(xs, row, strict=False):
                canvas.drawString(x + 4, top - 24 * n - 16, cell)

    return page


def test_a_ruled_table_comes_row_by_row_with_its_header() -> None:
    (page,) = pages_of(table(("Recommendation", "Owner", "Due"), ("Review the procedure", "Board", "May 2014")))
    (header,), (row,) = with_role(page, BlockRole.TABLE_HEADER), with_role(page, BlockRole.TABLE_ROW)
    assert header.cells == ("Recommendation", "Owner", "Due")
    assert row.cells == ("Review the procedure", "Board", "May 2014")
    assert row.text == "Review the procedure | Board | May 2014"


def test_a_header_row_repeated_on_the_next_page_is_furniture_and_a_row_goes_on() -> None:
    head = ("Recommendation", "Owner", "Due")
    first, second = pages_of(
        table(head, ("Review the", "Board", "May 2014")), table(head, ("procedure for visits", "", ""))
    )
    assert [block.text for block in with_role(second, BlockRole.FURNITURE)] == ["Recommendation | Owner | Due"]
    (row,) = with_role(second, BlockRole.TABLE_ROW)
    assert row.continues
    assert with_role(first, BlockRole.TABLE_HEADER)


def test_a_table_without_lines_is_told_by_its_edges() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(70, 740, "Ages are those at the time of the death of the child.")
        for n, row in enumerate(
            (("Name", "Relation", "Age"), ("Child R", "Subject", "11 months"), ("Mr T", "Partner", "31"))
        ):
            for x, cell in zip((70, 200, 330), row, strict=True):
                canvas.drawString(x, 700 - 18 * n, cell)

    (read,) = pages_of(page)
    assert [b.cells for b in with_role(read, BlockRole.TABLE_ROW)][1:] == [
        ("Child R", "Subject", "11 months"),
        ("Mr T", "Partner", "31"),
    ]
    assert read.blocks[0].role == BlockRole.PARAGRAPH


def test_a_cell_over_two_rows_comes_in_the_first() -> None:
    def page(canvas: Canvas) -> None:
        for y in (700, 652):
            canvas.line(70, y, 370, y)
        canvas.line(220, 676, 370, 676)
        for x in (70, 220, 370):
            canvas.line(x, 652, x, 700)
        canvas.drawString(76, 670, "Accepted")
        canvas.drawString(226, 684, "Recommendation 1")
        canvas.drawString(226, 660, "Recommendation 2")

    (read,) = pages_of(page)
    cells = [b.cells for b in with_role(read, BlockRole.TABLE_ROW)]
    assert cells == [("Accepted", "Recommendation 1"), ("", "Recommendation 2")]


def test_a_frame_around_text_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(60, 600, 400, 120)
        canvas.drawString(70, 700, "A box with a quotation of the mother,")
        canvas.drawString(70, 686, "who spoke to the panel.")

    (read,) = pages_of(page)
    assert [block.role for block in read.blocks] == [BlockRole.PARAGRAPH]


def test_a_paragraph_goes_on_over_the_page_and_a_divided_word_is_whole() -> None:
    filler = ["The information about the family was shared with every professional who knew them."] * 5
    first, second = pages_of(
        text_page(*filler, "It was then decided by the board to look at the infor-"),
        text_page("mation that the school had kept about the family since the summer of the year.", *filler),
    )
    assert first.text.endswith("look at the information")
    assert second.blocks[0].continues
    assert second.text.startswith("that the school")


def test_the_largest_words_of_the_cover_are_the_title() -> None:
    def cover(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        canvas.drawString(70, 700, "Brackenshire Safeguarding Children Board")
        canvas.setFont("Helvetica-Bold", 24)
        canvas.drawString(70, 600, "Serious Case Review")
        canvas.drawString(70, 570, "Child R")

    pages = pages_of(cover, text_page(*["The text of the report itself follows on this page of it."] * 8))
    assert [block.text for block in with_role(pages[0], BlockRole.TITLE)] == ["Serious Case Review Child R"]


def test_a_document_without_text_keeps_its_pages() -> None:
    document = extract(draw(lambda canvas: canvas.circle(200, 200, 50)), "scan.pdf")
    assert [page.number for page in document.pages] == [1]
    assert document.characters == 0


def test_reading_twice_gives_the_same() -> None:
    content = draw(text_page("A report.", "It has lines."), table(("A", "B"), ("1", "2")))  # type: ignore[arg-type]
    assert extract(content, "a.pdf") == extract(content, "b.pdf")

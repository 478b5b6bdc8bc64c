"""Each trap that a sample can set does to a reader what real files do, and says so where it cannot be set."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests.samples.build import build
from tests.samples.reading_back import pdf_pages, word_texts
from tests.samples.settings import SourceError
from tests.samples.source import parse_source
from tests.samples.symbol_font import SIGNS
from tests.samples.traps import WANTS

SETTINGS = {
    "author": "Ann Otherton",
    "date": "12 March 2015",
    "printed": "24/06/2019, 16:05",
    "council": "Zedshire County Council",
    "committee": "Children and Families Scrutiny Committee",
    "meeting": "Tuesday 9 June 2015, 6.30 pm",
}
SENTENCE = "Health visitors and neighbouring safeguarding practitioners understood these multi-agency decisions fully. "
REPORT = f"""# 1. What happened

Nobody asked the family. {SENTENCE * 3}

4.1 This was written on 15th May 2013[^1] by a nurse. {SENTENCE * 3}

- one thing

{SENTENCE * 6}

- another thing

# 2. What was learned

{SENTENCE * 40}

| Number | Action |
|---|---|
{"".join(f"| {number} | Somebody will do what was promised. |{chr(10)}" for number in range(60))}
[^1]: The nurse's diary.
"""
PRINTED_LAYOUTS = ("numbered", "council", "two-column", "committee", "table", "findings")
ALREADY_SO = {("repeated-table-head", layout) for layout in PRINTED_LAYOUTS} | {
    ("alternating-heads", "numbered"),
    ("alternating-heads", "findings"),
}
"""Layouts that do by themselves what the trap asks for; it then makes sure that the report shows it."""


def printed(
    *traps: str, layout: str = "numbered", format: str = "pdf", report: str = REPORT, settings: bool = True
) -> bytes:
    """The built file of a short report with these traps."""
    even = "Zedshire Board" if settings else "Child Z"
    lines = [f'{name} = "{value}"' for name, value in SETTINGS.items() if settings]
    lines += ['title = "Serious Case Review: Child Z"', f'layout = "{layout}"', f'format = "{format}"']
    lines += ['running_head = "Child Z"', f'running_head_even = "{even}"', 'footer = "INVENTED SAMPLE"']
    lines += ['cover = ["Zedshire Safeguarding Children Board", "March 2015"]', f"traps = {list(traps)}"]
    text = "\n".join(("+++", *lines, "+++", report))
    return build(parse_source(text, Path("child-z.md")))[1]


@cache
def plain(layout: str) -> bytes:
    return printed(layout=layout)


def text_of(*traps: str, layout: str = "numbered") -> str:
    return "\n".join(pdf_pages(printed(*traps, layout=layout)))


@pytest.mark.parametrize("layout", PRINTED_LAYOUTS)
@pytest.mark.parametrize("trap", WANTS)
def test_every_trap_can_be_set_in_every_layout(trap: str, layout: str) -> None:
    content = printed(trap, layout=layout)
    assert [number for number, text in enumerate(pdf_pages(content)) if "INVENTED SAMPLE" not in text] == []
    assert (content == plain(layout)) == ((trap, layout) in ALREADY_SO)


def test_a_deposit_sheet_comes_first() -> None:
    first, cover, *_ = pdf_pages(printed("cover-sheet"))
    assert first.splitlines()[1:5] == [
        "Title: Serious Case Review: Child Z",
        "LSCB: Zedshire Safeguarding Children Board",
        "Author: Ann Otherton",
        "Date of publication: 12 March 2015",
    ]
    assert "Copyright statement" in first
    assert cover.startswith("Zedshire Safeguarding Children Board")


def test_two_pages_of_a_committee_come_first_under_another_running_head() -> None:
    agenda, item, cover, *_ = pdf_pages(printed("council-papers"))
    for page in (agenda, item):
        assert page.startswith("Zedshire County Council – Children and Families Scrutiny Committee")
    assert "AGENDA" in agenda
    assert "Members are recommended" in item
    assert "Zedshire County Council" not in cover


def test_a_browser_prints_its_lines_on_each_page() -> None:
    pages = pdf_pages(printed("browser-print"))
    for number, page in enumerate(pages, start=1):
        assert "24/06/2019, 16:05 Serious Case Review: Child Z" in page
        assert f"child-z {number}/{len(pages)}" in page
        assert "https://www.zedshire-safeguarding-children-board.example/" in page
    assert "Zedshire Board" not in pages[2]


def test_bullets_are_read_as_private_characters() -> None:
    text = text_of("wingdings")
    assert re.search(f"{chr(SIGNS[0].read)} ?one thing", text)
    assert re.search(f"{chr(SIGNS[1].read)} ?another thing", text)


@pytest.mark.parametrize("layout", ["numbered", "council"])
def test_numbers_of_paragraphs_are_glued_dashed_and_stranded(layout: str) -> None:
    assert "4.1This was written" in text_of("glued-numbers", layout=layout)
    assert "4-1 This was written" in text_of("dashed-numbers", layout=layout)
    assert "4-1This was written" in text_of("dashed-numbers", "glued-numbers", layout=layout)
    assert re.search(r"^4\.1\s*\r?\n\s*This was written", text_of("stranded-numbers", layout=layout), re.MULTILINE)


def test_marks_of_footnotes_are_glued_to_years_and_ordinals_are_split() -> None:
    assert "20131 by a nurse" in text_of("footnote-digits")
    assert "15 th May" in text_of("split-ordinals")


def test_the_first_letter_of_each_chapter_is_read_by_itself() -> None:
    text = text_of("drop-caps")
    assert re.search(r"N\s*\nobody asked", text)
    assert re.search(r"H\s*\nealth visitors", text)


def test_letters_of_a_watermark_are_drawn_one_by_one() -> None:
    drawn = re.findall(rb"\(([DRAFT])\) Tj", printed("watermark"))
    assert b"".join(drawn) == b"DRAFT" * len(pdf_pages(printed("watermark")))


def test_footers_have_the_number_after_a_bar_or_a_date() -> None:
    pages = pdf_pages(printed("page-bar-number"))
    assert f"Page 3 | {len(pages)}" in pages[2]
    assert all(re.search(r"^12 March 2015\s*$", page, re.MULTILINE) for page in pdf_pages(printed("date-footer")))


def test_the_same_report_gives_the_same_bytes_again() -> None:
    traps = [trap for trap in WANTS if trap not in ("browser-print", "stranded-numbers", "no-heads")]
    assert printed(*traps) == printed(*traps)


def test_many_words_are_divided() -> None:
    def divided(*traps: str) -> int:
        return len(re.findall(rb"[a-z]-\) Tj", printed(*traps, layout="committee")))

    assert divided("hyphenation") > divided() > 0


def test_running_heads_change_sides_or_are_left_out() -> None:
    pages = pdf_pages(printed("alternating-heads", layout="council"))
    assert "Zedshire Board" in pages[1]
    assert "Child Z" in pages[2]
    bare = pdf_pages(printed("no-heads", layout="council"))[1:]
    assert not any("Zedshire Board" in page or "Child Z" in page for page in bare)


def test_the_header_of_a_table_is_repeated() -> None:
    assert sum("Number Action" in page for page in pdf_pages(printed("repeated-table-head"))) > 1


@pytest.mark.parametrize("trap", [trap for trap, (_, wanted) in WANTS.items() if wanted])
def test_a_trap_without_its_place_stops_the_build(trap: str) -> None:
    with pytest.raises(SourceError, match=f"the trap {trap} needs "):
        printed(trap, report="Nothing but this sentence.", settings=False)


@pytest.mark.parametrize("trap", ["cover-sheet", "browser-print", "date-footer", "council-papers"])
def test_a_trap_without_its_settings_stops_the_build(trap: str) -> None:
    with pytest.raises(SourceError, match=f"the trap {trap} needs the setting "):
        printed(trap, settings=False)


def test_other_traps_that_cannot_be_set_stop_the_build() -> None:
    with pytest.raises(SourceError, match="there is no trap pitfall; there are cover-sheet, "):
        printed("pitfall")
    with pytest.raises(SourceError, match="no-heads cannot be set together"):
        printed("alternating-heads", "no-heads")
    with pytest.raises(SourceError, match="traps can be set in the format pdf only, not in docx"):
        printed("wingdings", layout="word", format="docx")
    with pytest.raises(SourceError, match="needs a table that goes over a page break"):
        printed("repeated-table-head", report="| a | b |\n|---|---|\n| c | d |\n")
    with pytest.raises(SourceError, match="the layout word goes with the format docx, and only with it"):
        printed(layout="word")


def test_a_word_file_holds_the_report_in_the_styles_of_word() -> None:
    content = printed(layout="word", format="docx")
    assert content == printed(layout="word", format="docx")
    parts = word_texts(content)
    assert parts["word/header.xml"] == "Child Z"
    assert parts["word/header_even.xml"] == "Zedshire Board"
    assert parts["word/footer.xml"].startswith("INVENTED SAMPLE")
    assert parts["word/footnotes.xml"].strip() == "The nurse's diary."
    assert "4.1 This was written on 15th May 2013 by a nurse." in parts["word/document.xml"]
    for style in (b"Title", b"Heading1", b"NumberedText", b"ListBullet", b"TableGrid", b"FootnoteReference"):
        assert b'w:styleId="' + style + b'"' in content
        assert b'Style w:val="' + style + b'"' in content


def test_a_scan_has_pages_without_text_and_the_same_bytes_again() -> None:
    content = printed(layout="committee", format="scan")
    assert content == printed(layout="committee", format="scan")
    assert "".join(pdf_pages(content)).strip() == ""
    assert len(pdf_pages(content)) == len(pdf_pages(printed(layout="committee")))

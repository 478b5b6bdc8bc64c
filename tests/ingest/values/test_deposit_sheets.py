"""A repository's deposit sheet is read for what it says, and is no part of the report's text."""

from __future__ import annotations

from ingest.values.deposit_sheets import read_deposit_sheet
from repository.records.items import Block, BlockRole, Page

REPORT = Page(2, "1", (Block(BlockRole.TITLE, "Serious Case Review: Child B", 1),))


def sheet(*lines: str) -> Page:
    return Page(1, "", tuple(Block(BlockRole.PARAGRAPH, line) for line in lines))


def test_a_sheet_is_provenance_and_no_text() -> None:
    first = sheet("Title: Child B", "LSCB: Wychmoor Safeguarding Children Board", "Date of publication: April 2010")
    pages, said = read_deposit_sheet([first, REPORT])
    assert pages[0].text == ""
    assert pages[1] == REPORT
    assert ("sheet date of publication", "April 2010") in said


def test_a_cover_with_an_author_is_no_sheet() -> None:
    first = sheet("Serious Case Review", "Author: Harriet Olwenby", "April 2010")
    assert read_deposit_sheet([first, REPORT]) == ((first, REPORT), ())


def test_a_document_of_one_page_keeps_it() -> None:
    first = sheet("Title: Child B", "LSCB: A Board", "Author: Somebody")
    assert read_deposit_sheet([first]) == ((first,), ())


def test_names_and_values_may_stand_on_lines_of_their_own() -> None:
    first = sheet("Deposited with the library by the board", "Title of report", "Child M", "Author(s)", "A Person")
    first = sheet(*(block.text for block in first.blocks), "Publication date", "2012")
    pages, said = read_deposit_sheet([first, REPORT])
    assert pages[0].text == ""
    assert ("sheet publication date", "2012") in said
    cover = sheet("Title", "Child M", "Author", "A Person", "Date", "2012")
    assert read_deposit_sheet([cover, REPORT]) == ((cover, REPORT), ())

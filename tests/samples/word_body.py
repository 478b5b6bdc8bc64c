"""Writes the blocks of an invented report as the paragraphs, lists and tables of a Word document (ECMA-376, part 1)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.samples.covers import LONG, cover_lines
from tests.samples.source import (
    Block,
    BulletList,
    Contents,
    Heading,
    NewPage,
    Paragraph,
    Quotation,
    Runs,
    Source,
    Table,
    plain_text,
)

TEXT_WIDTH = 9070
"""Between the margins of the page, in twentieths of a point."""
WORDS_ON_PAGE = 420
"""So many words a page are thought to have for the numbers of the contents page, which Word corrects when asked."""
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


class WordBody:
    """The text of one report in Word's markup."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.marks = {label: number for number, label in enumerate(source.notes, start=1)}
        self._pages = dict(_guessed_pages(source))

    def body(self) -> str:
        """The cover and every block, one after the other."""
        blocks = (xml for block in self.source.blocks for xml in self._of(block))
        return "\n".join((*self._cover(), PAGE_BREAK, *blocks))

    def notes(self) -> str:
        """The footnotes, numbered from 1."""
        return "\n".join(
            f'<w:footnote w:id="{self.marks[label]}">'
            f"{_paragraph(_note_mark('<w:footnoteRef/>') + _run(' ') + self._runs(runs), 'FootnoteText')}</w:footnote>"
            for label, runs in self.source.notes.items()
        )

    def _cover(self) -> Iterator[str]:
        for text, is_title in cover_lines(self.source):
            style = "Title" if is_title else "Notice" if len(text) > LONG else "Subtitle"
            yield _paragraph(_run(text), style)

    def _of(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            start = f'<w:bookmarkStart w:id="{block.line}" w:name="_Toc{block.line:06}"/>'
            end = f'<w:bookmarkEnd w:id="{block.line}"/>'
            yield _paragraph(f"{start}{self._runs(block.runs)}{end}", f"Heading{block.level}")
        elif isinstance(block, Paragraph):
            number = f"{_run(block.number)}<w:r><w:tab/></w:r>" if block.number else ""
            yield _paragraph(number + self._runs(block.runs), "NumberedText" if number else "BodyText")
        elif isinstance(block, BulletList):
            yield from (_paragraph(self._runs(item), "ListBullet") for item in block.items)
        elif isinstance(block, Quotation):
            style = "Box" if block.paragraphs[0][0].bold else "Quote"
            yield from (_paragraph(self._runs(runs), style) for runs in block.paragraphs)
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, Contents):
            yield from self._contents()
        else:
            assert isinstance(block, NewPage)
            yield PAGE_BREAK

    def _table(self, block: Table) -> Iterator[str]:
        """A table whose first row Word repeats on each page."""
        width = TEXT_WIDTH // len(block.header)
        yield '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        column = f'<w:gridCol w:w="{width}"/>'
        yield f"<w:tblGrid>{column * len(block.header)}</w:tblGrid>"
        yield f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{self._cells(block.header, width, 'TableHeading')}</w:tr>"
        yield from (f"<w:tr>{self._cells(row, width, 'TableText')}</w:tr>" for row in block.rows)
        yield "</w:tbl>"
        yield _paragraph("", "BodyText")

    def _cells(self, row: tuple[Runs, ...], width: int, style: str) -> str:
        size = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        return "".join(f"<w:tc>{size}{_paragraph(self._runs(cell), style)}</w:tc>" for cell in row)

    def _contents(self) -> Iterator[str]:
        """The field of a table of contents with the entries that Word left in it."""
        headings = [block for block in self.source.blocks if isinstance(block, Heading) and block.level <= 2]
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-2" \\h</w:instrText></w:r>'
        yield _paragraph(begin + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "BodyText")
        for block in headings:
            entry = f"{_run(plain_text(block.runs))}<w:r><w:tab/></w:r>{_run(str(self._pages[block.line]))}"
            link = f'<w:hyperlink w:anchor="_Toc{block.line:06}" w:history="1">{entry}</w:hyperlink>'
            yield _paragraph(link, f"TOC{block.level}")
        yield _paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "BodyText")
        yield PAGE_BREAK

    def _runs(self, runs: Runs) -> str:
        return "".join(self._note(run.note) if run.note else _run(run.text, run.bold, run.italic) for run in runs)

    def _note(self, label: str) -> str:
        return _note_mark(f'<w:footnoteReference w:id="{self.marks[label]}"/>')


def _guessed_pages(source: Source) -> Iterator[tuple[int, int]]:
    """The page on which each heading may stand, by its line; the cover and the contents are two pages."""
    count = 0
    for block in source.blocks:
        if isinstance(block, Heading):
            yield block.line, 3 + count // WORDS_ON_PAGE
        elif isinstance(block, Paragraph):
            count += len(plain_text(block.runs).split())


def _paragraph(inner: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def _run(text: str, bold: bool = False, italic: bool = False) -> str:
    looks = "<w:b/>" * bold + "<w:i/>" * italic
    looks = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _note_mark(what: str) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{what}</w:r>'

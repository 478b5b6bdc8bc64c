"""Reads a Word file by its own markup: headings, paragraphs, lists, tables and notes, as one page.

The markup is read by rules of our own because the usual libraries return hidden words and lose
accepted insertions (ECMA-376, part 1, sections 17.3 to 17.13).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version

from lxml import etree

from ingest.concerns import Concern, ConcernKind
from ingest.documents import ExtractedDocument, Unreadable
from ingest.text.file_types import WORD
from ingest.text.lines import tidy
from ingest.text.paragraphs import NUMBER, TERMINATED, starts_with_number
from ingest.text.word_package import WordPackage
from ingest.text.word_styles import Lists, ParagraphStyle, W, read_lists, read_styles, value_of
from ingest.text.word_text import INSERTED, WordReader
from repository.records.items import Block, BlockRole, Page

MOST_PARAGRAPHS = 100_000
CONTENTS_NAME = re.compile(r"(?:toc|table of figures)(?: \d)?|toc heading", re.IGNORECASE)
CONTENTS_END = re.compile(r"(?:\.{2,}|…|\s)\s*\d{1,3}$")
DEEPEST_TABLE = 8
LONGEST_BOLD_HEADING = 120
TRANSPARENT = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))


def read_word(content: bytes) -> ExtractedDocument:
    """The Word file as one page, with what must be looked at before it is published.

    Raises Unreadable where the package is dangerous, damaged or too large.
    """
    package = WordPackage(content)
    body = package.document.find(W + "body")
    if body is None:
        raise Unreadable("a Word file without text")
    if sum(1 for _ in body.iter(W + "p")) > MOST_PARAGRAPHS:
        raise Unreadable("an Office file that is too large")
    body_reader = _BodyReader(package)
    blocks = list(body_reader.blocks(body))
    notes = list(body_reader.notes())
    around = [Block(BlockRole.RUNNING_HEAD, text) for text in body_reader.around()]
    return ExtractedDocument(
        pages=(Page(1, "", (*around, *_with_title(blocks), *notes)),),
        media_type=WORD,
        engine=f"own reader of Word files on lxml {version('lxml')}",
        flags=("active_content",) if package.has_macros else (),
        metadata=package.description,
        concerns=tuple(_concerns(package, body_reader.reader)),
    )


class _BodyReader:
    """Walks through the text of a package in order."""

    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._lists: Lists = read_lists(package.related("numbering"))
        self.reader = WordReader(read_styles(package.related("styles")))

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[Block]:
        """The blocks of a body, box or cell, paragraph by paragraph and row by row."""
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child, depth)
            elif child.tag == W + "tbl":
                yield from self._table(child, depth)
            elif child.tag in TRANSPARENT:
                if child.tag in INSERTED:
                    self.reader.seen.inserted += 1
                yield from self._contents(child, depth) if _is_contents(child) else self.blocks(child, depth)

    def notes(self) -> Iterator[Block]:
        """Foot- and endnotes in the order in which the text refers to them, numbered from 1."""
        for kind in ("footnote", "endnote"):
            parts = self._package.related(f"{kind}s")
            known = {str(n.get(W + "id", "")): n for part in parts for n in part.iter(W + kind)}
            referred = [id for its_kind, id in list(self.reader.seen.notes) if its_kind == kind]
            for number, id in enumerate(dict.fromkeys(referred), start=1):
                note = known.get(id)
                text = self._plain(note.iter(W + "p")) if note is not None else ""
                if text:
                    yield Block(BlockRole.FOOTNOTE, text, number=str(number))

    def around(self) -> list[str]:
        """The words of headers and footers, each once."""
        parts = (*self._package.related("header"), *self._package.related("footer"))
        return [text for text in dict.fromkeys(self._plain(part.iter(W + "p")) for part in parts) if text]

    def _contents(self, parent: etree._Element, depth: int) -> Iterator[Block]:
        for block in self.blocks(parent, depth):
            yield Block(BlockRole.CONTENTS, f"{block.number} {block.text}".strip())

    def _plain(self, paragraphs: Iterable[etree._Element]) -> str:
        return tidy(" ".join(self.reader.read(p).text for p in paragraphs))

    def _paragraph(self, paragraph: etree._Element, depth: int) -> Iterator[Block]:
        style = self.reader.style_of(paragraph)
        words = self.reader.read(paragraph)
        text = tidy(words.text)
        if text:
            yield self._block(paragraph, style, text, words.bold)
        for box in words.boxes if depth < DEEPEST_TABLE else ():
            yield from self.blocks(box, depth + 1)

    def _block(self, paragraph: etree._Element, style: ParagraphStyle, text: str, bold: bool) -> Block:
        if CONTENTS_NAME.fullmatch(style.name) and not style.level:
            return Block(BlockRole.CONTENTS, text)
        bullet, label = self._label(paragraph, style)
        if style.name.lower() == "title":
            return Block(BlockRole.TITLE, text, level=1)
        level = self._level(paragraph, style, text, bold and not bullet)
        role = BlockRole.HEADING if level else BlockRole.LIST_ITEM if bullet else BlockRole.PARAGRAPH
        if label and not starts_with_number(f"{label} Word"):
            label, text = "", f"{label} {text}"  # "Recommendation 3:", which is a part of what is said
        if not label and not bullet:
            label = starts_with_number(text)
            rest = NUMBER.sub("", text, count=1) if label else text
            label, text = (label, rest) if rest else ("", text)
        return Block(role, text, level=min(level, 3), number=label)

    def _label(self, paragraph: etree._Element, style: ParagraphStyle) -> tuple[bool, str]:
        own = paragraph.find(W + "pPr")
        list_id = value_of(own, "numPr", "numId") or style.list_id
        level = value_of(own, "numPr", "ilvl")
        place = int(level) if level.isascii() and level.isdigit() else style.list_level
        return self._lists.next_label(list_id, place) if list_id and list_id != "0" else (False, "")

    def _level(self, paragraph: etree._Element, style: ParagraphStyle, text: str, bold: bool) -> int:
        """1 to 9 for a heading: by its style, its own outline level, or as a short line wholly in bold."""
        outline = value_of(paragraph.find(W + "pPr"), "outlineLvl")
        if outline.isdigit():
            return int(outline) + 1 if int(outline) < 9 else 0
        if style.level:
            return style.level
        short = len(text) <= LONGEST_BOLD_HEADING and any(c.isalpha() for c in text)
        return 3 if bold and short and not style.name and not TERMINATED.search(text) else 0

    def _table(self, table: etree._Element, depth: int) -> Iterator[Block]:
        rows = [row for row in _within(table, W + "tr") if not _is_deleted(row)]
        self.reader.seen.deleted += sum(1 for row in _within(table, W + "tr") if _is_deleted(row))
        if depth >= DEEPEST_TABLE:
            raise Unreadable("an Office file whose parts are nested too deeply")
        cells = [list(_within(row, W + "tc")) for row in rows]
        if all(len(row) == 1 for row in cells):  # a box around text, or a frame for the whole page
            for (cell,) in cells:
                yield from self.blocks(cell, depth + 1)
            return
        for row, of_row in zip(rows, cells, strict=True):
            texts = tuple(self._cell(cell, depth) for cell in of_row)
            if any(texts):
                is_head = row.find(f"{W}trPr/{W}tblHeader") is not None
                role = BlockRole.TABLE_HEADER if is_head else BlockRole.TABLE_ROW
                yield Block(role, " | ".join(texts), cells=texts)

    def _cell(self, cell: etree._Element, depth: int) -> str:
        return tidy(" ".join(_printed(block) for block in self.blocks(cell, depth + 1)))


def _printed(block: Block) -> str:
    bullet = "• " if block.role == BlockRole.LIST_ITEM else ""
    return f"{bullet}{block.number} {block.text}".strip()


def _within(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children of that kind, those wrapped in a control or an insertion too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in TRANSPARENT:
            yield from _within(child, tag)


def _is_deleted(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _is_contents(control: etree._Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and str(gallery.get(W + "val", "")) == "Table of Contents"


def _with_title(blocks: Sequence[Block]) -> list[Block]:
    """Title lines that follow each other are one title; without any, the first main heading is the title."""
    roles = [block.role for block in blocks]
    if BlockRole.TITLE in roles:
        first = roles.index(BlockRole.TITLE)
        last = first
        while last + 1 < len(blocks) and roles[last + 1] == BlockRole.TITLE:
            last += 1
        text = " ".join(block.text for block in blocks[first : last + 1])
        return [*blocks[:first], Block(BlockRole.TITLE, text, level=1), *blocks[last + 1 :]]
    for place, block in enumerate(blocks):
        if block.role == BlockRole.HEADING and block.level == 1:
            title = Block(BlockRole.TITLE, f"{block.number} {block.text}".strip(), level=1)
            return [*blocks[:place], title, *blocks[place + 1 :]]
    return list(blocks)


def _concerns(package: WordPackage, reader: WordReader) -> Iterator[Concern]:
    seen = reader.seen
    if seen.hidden:
        yield Concern(ConcernKind.HIDDEN_TEXT, f"{seen.hidden} letters are formatted as hidden")
    if seen.deleted or seen.inserted:
        about = f"deleted words ({seen.deleted} letters) or inserted ones ({seen.inserted}) are still marked as changes"
        yield Concern(ConcernKind.TRACKED_CHANGES, about)
    comments = [c for part in package.related("comments") for c in part.iter(W + "comment")]
    written = sum(1 for comment in comments if any((t.text or "").strip() for t in comment.iter(W + "t")))
    if written:
        yield Concern(ConcernKind.COMMENTS, f"{written} comments")
    if package.embedded:
        yield Concern(ConcernKind.ATTACHMENTS, f"{len(package.embedded)} embedded files")

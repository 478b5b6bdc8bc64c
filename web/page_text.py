"""A page of a report as a reader sees it: headings, numbered paragraphs, lists and tables, hits marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from repository.records.items import DROPPED, Block, BlockRole, Page
from web.presenters import marked

Marks = Sequence[tuple[int, int]]
SHAPES = {
    BlockRole.TITLE: "heading",
    BlockRole.HEADING: "heading",
    BlockRole.LIST_ITEM: "list",
    BlockRole.TABLE_HEADER: "table",
    BlockRole.TABLE_ROW: "table",
    BlockRole.FOOTNOTE: "footnote",
}
BETWEEN_BLOCKS = len("\n\n")
BETWEEN_CELLS = len(" | ")
OPENING_WORDS = 130


@dataclass(frozen=True)
class Piece:
    """A heading, a paragraph, a list item or a row; `cells` are set in a row only. `level` is that of
    the heading on the web page, where the page's own title is 1; `place` is that of the block on its page."""

    text: Markup
    number: Markup = Markup("")
    cells: tuple[Markup, ...] = ()
    is_header: bool = False
    level: int = 0
    place: int = 0


@dataclass(frozen=True)
class Group:
    """Pieces of one shape that follow each other: `heading`, `paragraph`, `list`, `table`, `footnote`."""

    shape: str
    pieces: tuple[Piece, ...]


def groups_of(page: Page, marks: Marks) -> tuple[Group, ...]:
    """The page as groups to show. `marks` are positions in the text of the page, as Page.text has it."""
    pieces = _pieces(page, marks)
    return tuple(Group(shape, tuple(p for _, p in found)) for shape, found in groupby(pieces, key=lambda pair: pair[0]))


def opening(pages: Iterable[Page]) -> tuple[int, tuple[str, ...]] | None:
    """The page on which the report's prose begins, and its first paragraphs (about 130 words).

    Short paragraphs (a date, an author, a contents line) are passed over. None where there is no prose.
    """
    for page in pages:
        prose = [b.text for b in page.blocks if b.role == BlockRole.PARAGRAPH and len(b.text.split()) >= 15]
        if prose:
            kept: list[str] = []
            for paragraph in prose:
                if sum(len(p.split()) for p in kept) > OPENING_WORDS // 2:
                    break
                kept.append(paragraph)
            return page.number, tuple(kept)
    return None


def _pieces(page: Page, marks: Marks) -> Iterator[tuple[str, Piece]]:
    at, level = 0, 1
    for place, block in enumerate(page.blocks):
        if block.role in DROPPED:
            continue
        shape = SHAPES.get(block.role, "paragraph")
        if shape == "heading":
            # A heading two levels down without one between would mislead a reader of headings.
            level = min(max(block.level, 1) + 1, level + 1, 6)
        yield shape, replace(_piece(block, at, marks, level if shape == "heading" else 0), place=place)
        at += len(f"{block.number} {block.text}".strip()) + BETWEEN_BLOCKS


def _piece(block: Block, at: int, marks: Marks, level: int) -> Piece:
    number = _part(block.number, at, marks)
    start = at + (len(block.number) + 1 if block.number else 0)
    cells: list[Markup] = []
    position = start
    for cell in block.cells:
        cells.append(_part(cell, position, marks))
        position += len(cell) + BETWEEN_CELLS
    is_header = block.role == BlockRole.TABLE_HEADER
    return Piece(_part(block.text, start, marks), number, tuple(cells), is_header, level)


def _part(text: str, start: int, marks: Marks) -> Markup:
    """The text with those marks that fall on it, each with its name; `start` is its place in the text of the page."""
    end = len(text)
    here = [(number, a - start, b - start) for number, (a, b) in enumerate(marks, start=1)]
    here = [(number, a, b) for number, a, b in here if a < end and b > 0]
    names = [f"hit-{number}" if a >= 0 else "" for number, a, _ in here]
    return marked(text, [(max(a, 0), min(b, end)) for _, a, b in here], names)

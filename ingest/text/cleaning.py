"""From the printed pages of a document to clean ones: the order of the steps, each of which has its own module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.text.columns import reading_order
from ingest.text.contents_pages import find_contents
from ingest.text.footnotes import divide_mark, find_footnotes
from ingest.text.headings import Style, heading_style, levels_of, mark_title
from ingest.text.hyphenation import Vocabulary, join_lines, vocabulary_of
from ingest.text.lines import Line, attach_drop_caps, lines_of
from ingest.text.page_joins import continue_over_pages
from ingest.text.paragraphs import Draft, Setting, join_paragraphs, setting_of
from ingest.text.printed import PrintedPage
from ingest.text.running_heads import Edges, find_edges
from ingest.text.tables import find_tables
from repository.records.items import Block, BlockRole, Page


@dataclass(frozen=True)
class Sorted:
    """The lines of a page by what they are; `around` are kept but not read."""

    text: tuple[Line, ...]
    contents: tuple[Line, ...]
    notes: tuple[Line, ...]
    around: tuple[Block, ...]
    label: str


def clean_pages(printed: Sequence[PrintedPage]) -> tuple[Page, ...]:
    """Pages with their blocks in reading order; what is left out of the text has its role."""
    pages = [lines_in_order(page) for page in printed]
    edges = find_edges(pages, [page.height for page in printed], setting_of(pages).size)
    kept = [
        [line for n, line in enumerate(lines) if n not in edge.all] for lines, edge in zip(pages, edges, strict=True)
    ]
    setting = setting_of(kept)
    vocabulary = vocabulary_of([text for lines in kept for line in lines for text in _texts(line)])
    sorted_pages = _sorted(pages, edges, setting)
    drafts = [join_paragraphs(page.text, setting, cover=number == 0) for number, page in enumerate(sorted_pages)]
    styles = {id(draft): heading_style(draft, setting) for drafted in drafts for draft in drafted}
    levels = levels_of(styles[id(draft)] for drafted in drafts[1:] or drafts for draft in drafted)
    result: list[Page] = []
    turned = _turned_blocks(printed)
    for number, (page, drafted) in enumerate(zip(sorted_pages, drafts, strict=True)):
        blocks, origins = _text_blocks(drafted, styles, levels, vocabulary)
        if number == 0:
            blocks = mark_title(blocks, origins, setting)
        contents = [Block(BlockRole.CONTENTS, line.text) for line in page.contents]
        notes = _note_blocks(page.notes, vocabulary)
        all_blocks = [*page.around, *contents, *blocks, *notes, *turned[number]]
        result.append(Page(printed[number].number, page.label, tuple(all_blocks)))
    return tuple(continue_over_pages(result, vocabulary))


def lines_in_order(page: PrintedPage) -> list[Line]:
    """The lines of a page in reading order, tables among them in their place."""
    tables, runs = find_tables(replace(page, runs=tuple(attach_drop_caps(page.runs))))
    pieces = lines_of(runs)
    for table in tables:
        place = next((n for n, piece in enumerate(pieces) if piece.y <= table.y), len(pieces))
        pieces.insert(place, table)
    return reading_order(pieces, page.width)


def _texts(line: Line) -> list[str]:
    return [text for row in line.rows for cell in row.cells for text in cell] if line.rows else [line.text]


def _sorted(pages: Sequence[Sequence[Line]], edges: Sequence[Edges], setting: Setting) -> list[Sorted]:
    """Each page's lines told apart."""
    result: list[Sorted] = []
    after_contents = False
    for lines, edge in zip(pages, edges, strict=True):
        text = [line for n, line in enumerate(lines) if n not in edge.all]
        contents = find_contents(text, after_contents)
        after_contents = bool(contents)
        rest = [line for n, line in enumerate(text) if n not in contents]
        notes = find_footnotes(rest, setting.size)
        result.append(
            Sorted(
                text=tuple(line for n, line in enumerate(rest) if n not in notes),
                contents=tuple(line for n, line in enumerate(text) if n in contents),
                notes=tuple(line for n, line in enumerate(rest) if n in notes),
                around=tuple(_around(lines, edge)),
                label=edge.label,
            )
        )
    return result


def _around(lines: Sequence[Line], edge: Edges) -> list[Block]:
    roles = {
        **dict.fromkeys(edge.heads, BlockRole.RUNNING_HEAD),
        **dict.fromkeys(edge.numbers, BlockRole.PAGE_NUMBER),
        **dict.fromkeys(edge.furniture, BlockRole.FURNITURE),
    }
    return [Block(roles[n], lines[n].text) for n in sorted(roles)]


def _text_blocks(
    drafts: Sequence[Draft], styles: dict[int, Style | None], levels: dict[Style, int], vocabulary: Vocabulary
) -> tuple[list[Block], list[Draft | None]]:
    blocks: list[Block] = []
    origins: list[Draft | None] = []
    for draft in drafts:
        if draft.lines[0].rows:
            made = _rows(draft.lines[0], vocabulary)
        else:
            made = [_block(draft, styles[id(draft)], levels, vocabulary)]
        blocks += made
        origins += [draft] * len(made)
    return blocks, origins


def _block(draft: Draft, style: Style | None, levels: dict[Style, int], vocabulary: Vocabulary) -> Block:
    text = join_lines(draft.texts, vocabulary)
    if style:
        return Block(BlockRole.HEADING, text, level=levels.get(style, 1), number=draft.number)
    role = BlockRole.LIST_ITEM if draft.bullet else BlockRole.PARAGRAPH
    return Block(role, text, number=draft.number)


def _rows(table: Line, vocabulary: Vocabulary) -> list[Block]:
    blocks = []
    for row in table.rows:
        cells = tuple(join_lines(cell, vocabulary) for cell in row.cells)
        role = BlockRole.TABLE_HEADER if row.head else BlockRole.TABLE_ROW
        blocks.append(Block(role, " | ".join(cells), cells=cells))
    return blocks


def _note_blocks(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Block]:
    notes: list[tuple[str, list[str]]] = []
    for line in lines:
        mark, text = divide_mark(line.text)
        if mark or not notes:
            notes.append((mark, [text]))
        else:
            notes[-1][1].append(text)
    return [Block(BlockRole.FOOTNOTE, join_lines(texts, vocabulary), number=mark) for mark, texts in notes]


def _turned_blocks(printed: Sequence[PrintedPage]) -> list[list[Block]]:
    """Words set across the page: watermarks and side tabs where they repeat, else labels that belong to the page."""
    lines = [[line.text for line in lines_of(page.turned)] for page in printed]
    often = Counter(words for page in lines for words in set(page))
    return [
        [Block(BlockRole.FURNITURE if often[text] > 1 else BlockRole.PARAGRAPH, text) for text in page]
        for page in lines
    ]

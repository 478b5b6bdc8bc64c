"""Carries paragraphs and tables over the end of a page: what goes on, and which header row is only repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.text.hyphenation import DIVIDED, Vocabulary, join_two
from ingest.text.paragraphs import TERMINATED
from repository.records.items import DROPPED, Block, BlockRole, Page

FLOWING = (BlockRole.PARAGRAPH, BlockRole.LIST_ITEM)
ROWS = (BlockRole.TABLE_HEADER, BlockRole.TABLE_ROW)


def continue_over_pages(pages: Sequence[Page], vocabulary: Vocabulary) -> list[Page]:
    """The pages with `continues` set, divided words whole on the page where they start, header rows once."""
    result: list[Page] = []
    header: Block | None = None
    for page in pages:
        blocks = list(page.blocks)
        before = _last(result)
        first = next((n for n, block in enumerate(blocks) if _is_read(block)), None)
        if before and first is not None:
            place, last = before
            if last.role in ROWS and blocks[first].role in ROWS:
                _continue_table(blocks, first, last, header)
            elif _flows_on(last, blocks[first]):
                word = _rest_of_word(last, blocks[first])
                if word:
                    joined = replace(last, text=join_two(last.text, word, vocabulary))
                    result[-1] = _with_block(result[-1], place, joined)
                    blocks[first] = replace(blocks[first], text=blocks[first].text[len(word) :].lstrip())
                blocks[first] = replace(blocks[first], continues=True)
        header = _header_in_force(blocks, header)
        result.append(replace(page, blocks=tuple(b for b in blocks if b.text or b.number)))
    return result


def _is_read(block: Block) -> bool:
    return block.role not in DROPPED and block.role != BlockRole.FOOTNOTE


def _last(pages: Sequence[Page]) -> tuple[int, Block] | None:
    """The last block of the last page that is read, with its place."""
    if not pages:
        return None
    blocks = pages[-1].blocks
    return next(((n, blocks[n]) for n in reversed(range(len(blocks))) if _is_read(blocks[n])), None)


def _flows_on(last: Block, first: Block) -> bool:
    if last.role not in FLOWING or first.role != BlockRole.PARAGRAPH or first.number or TERMINATED.search(last.text):
        return False
    return first.text[:1].islower() or bool(DIVIDED.search(last.text)) or len(last.text) > 60


def _rest_of_word(last: Block, first: Block) -> str:
    """The part of a word divided by the end of the page that stands on the next page."""
    if not DIVIDED.search(last.text) or not first.text[:1].islower():
        return ""
    return first.text.partition(" ")[0]


def _with_block(page: Page, place: int, block: Block) -> Page:
    return replace(page, blocks=(*page.blocks[:place], block, *page.blocks[place + 1 :]))


def _header_in_force(blocks: Sequence[Block], before: Block | None) -> Block | None:
    headers = [block for block in blocks if block.role == BlockRole.TABLE_HEADER]
    return headers[-1] if headers else before


def _continue_table(blocks: list[Block], first: int, last: Block, header: Block | None) -> None:
    """Drop a repeated header row, and mark a row that goes on: its first cell is empty or its text runs on."""
    if header and blocks[first].cells and blocks[first].cells == header.cells:
        blocks[first] = replace(blocks[first], role=BlockRole.FURNITURE)
        first += 1
    if first >= len(blocks) or blocks[first].role != BlockRole.TABLE_ROW or len(blocks[first].cells) != len(last.cells):
        return
    cells = blocks[first].cells
    runs_on = any(
        cell[:1].islower() and not TERMINATED.search(old) for cell, old in zip(cells, last.cells, strict=True) if old
    )
    if not cells[0] and any(cells) or runs_on:
        blocks[first] = replace(blocks[first], continues=True)

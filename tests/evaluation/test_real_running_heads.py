"""No running head or foot of a real report stands in the text; which lines are such is told without our rules."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from ingest.documents import Unreadable
from ingest.text.extraction import extract
from repository.records.items import DROPPED, Block, BlockRole, Page

EDGE = 0.12
"""Share of the sheet at its top and foot where running heads stand."""
SAME_HEIGHT = 3.0
"""Points: a line that stands at one height on page after page is a running head, another with its words is not."""
LEAST_PAGES = 4
MOST_BYTES = 3_000_000


def folded(text: str) -> str:
    """Small letters and words only; page numbers, which differ, are left out."""
    return " ".join(re.findall(r"[^\W\d_]+", text.casefold()))


def edge_lines(page: Any) -> set[tuple[str, int]]:
    """The lines in the top and foot margin of a page with their heights, as pdfium reads the words there."""
    height, text = page.get_size()[1], page.get_textpage()
    rows: dict[int, str] = defaultdict(str)
    for number in range(text.count_rects()):
        left, foot, right, top = text.get_rect(number)
        if foot > height * (1 - EDGE) or top < height * EDGE:
            rows[round(foot / SAME_HEIGHT)] += " " + text.get_text_bounded(left, foot, right, top)
    return {(line, row) for row, words in rows.items() if len(line := folded(words)) >= 6}


def running_lines(path: Path) -> dict[int, set[str]]:
    """By page (from 1) the lines in its margins that stand at the same height on several pages."""
    with pypdfium2.PdfDocument(path) as document:
        edges = {number + 1: edge_lines(document[number]) for number in range(len(document))}
    often = Counter(line for lines in edges.values() for line in lines)
    return {number: {line[0] for line in lines if often[line] >= LEAST_PAGES} for number, lines in edges.items()}


def left_in_text(page: Page, lines: set[str]) -> set[str]:
    """Running lines that were not taken out of a page and are a paragraph of it, or stand in the middle of one.

    Footnotes are left out: the last lines of notes ("Ibid at") stand at one height on many pages.
    """
    taken = " | ".join(folded(block.text) for block in page.blocks if block.role in DROPPED)
    texts = [folded(b.text) for b in page.blocks if b.role not in DROPPED and b.role != BlockRole.FOOTNOTE]
    return {
        line
        for line in lines
        for text in texts
        if line not in taken and (text == line or (len(line.split()) >= 4 and f" {line} " in f" {text} "))
    }


def test_a_running_head_that_was_left_in_is_met() -> None:
    head, text = (
        "Serious case review of Child V 12",
        "The family was seen by serious case review of Child V 12 the doctor.",
    )
    lines = {folded(head)}
    assert left_in_text(Page(3, "", (Block(BlockRole.PARAGRAPH, head),)), lines) == lines
    assert left_in_text(Page(3, "", (Block(BlockRole.PARAGRAPH, text),)), lines) == lines
    assert (
        left_in_text(Page(3, "", (Block(BlockRole.RUNNING_HEAD, head), Block(BlockRole.PARAGRAPH, "Seen."))), lines)
        == set()
    )


@pytest.mark.examples
def test_no_running_head_is_in_the_text_of_a_real_report() -> None:
    folder = os.environ.get("CASE_REVIEWS_EXAMPLES")
    if not folder:
        pytest.skip("CASE_REVIEWS_EXAMPLES does not name the folder of real reports")
    left: dict[str, list[tuple[int, set[str]]]] = defaultdict(list)
    heads = 0
    for path in sorted(Path(folder, "real").glob("*.pdf")):
        if path.stat().st_size > MOST_BYTES:
            continue  # one scan without a text layer
        try:
            pages = extract(path.read_bytes(), path.name).pages
        except Unreadable:
            continue
        running = running_lines(path)
        for page in pages:
            heads += len(running[page.number])
            met = left_in_text(page, running[page.number])
            if met:
                left[path.name].append((page.number, met))
    assert heads > 1_000
    assert dict(left) == {}

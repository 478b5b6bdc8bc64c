"""Sets the traps of real files in an invented report: what each changes, and why one cannot be set in a report.

`corpus/samples/README.md` says what a reader of the file meets with each. Those that only change the looks of
pages change the layout here; signs, numbers and letters are changed where they are cut into strips.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from tests.samples.hyphenation import OFTEN
from tests.samples.layouts import LAYOUTS, Layout
from tests.samples.settings import SourceError
from tests.samples.source import (
    Block,
    BulletList,
    Heading,
    Paragraph,
    Quotation,
    Run,
    Runs,
    Source,
    Table,
    plain_text,
    runs_of,
)

SETTINGS = {
    "cover-sheet": ("author", "date"),
    "browser-print": ("printed",),
    "date-footer": ("date",),
    "council-papers": ("council", "committee", "meeting"),
}
"""What a source must tell in its settings for the trap."""
CLASHES = (
    ("browser-print", "page-bar-number"),
    ("browser-print", "alternating-heads"),
    ("browser-print", "no-heads"),
    ("alternating-heads", "no-heads"),
    ("glued-numbers", "stranded-numbers"),
)
"""Traps that want the same place on the page."""
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")


def _blocks(kind: type[Block]) -> Callable[[Source], bool]:
    return lambda source: any(isinstance(block, kind) for block in source.blocks)


def _numbered(pattern: str) -> Callable[[Source], bool]:
    return lambda source: any(
        isinstance(block, Paragraph) and re.search(pattern, block.number) for block in source.blocks
    )


def _note_after_year(source: Source) -> bool:
    texts = (runs for block in source.blocks for runs in runs_of(block))
    return any(after.note and YEAR.search(before.text) for runs in texts for before, after in pairwise(runs))


WANTS: dict[str, tuple[Callable[[Source], bool], str]] = {
    "cover-sheet": (lambda _: True, ""),
    "browser-print": (lambda _: True, ""),
    "wingdings": (_blocks(BulletList), "a list with bullets"),
    "glued-numbers": (_numbered("."), "numbered paragraphs"),
    "dashed-numbers": (_numbered(r"\d\.\d"), "paragraphs with numbers of two parts (4.1)"),
    "stranded-numbers": (_numbered("."), "numbered paragraphs"),
    "footnote-digits": (_note_after_year, "the mark of a footnote right after a year (2013[^1])"),
    "split-ordinals": (
        lambda source: any(ORDINAL.search(plain_text(runs)) for block in source.blocks for runs in runs_of(block)),
        "an ordinal in figures (15th)",
    ),
    "drop-caps": (
        lambda source: any(drop_cap_paragraphs(source)),
        "a paragraph without number right after the heading of a chapter",
    ),
    "watermark": (lambda _: True, ""),
    "page-bar-number": (lambda _: True, ""),
    "date-footer": (lambda _: True, ""),
    "council-papers": (lambda _: True, ""),
    "hyphenation": (lambda _: True, ""),
    "alternating-heads": (
        lambda source: source.running_head_even != source.running_head,
        "running_head_even, another text than running_head",
    ),
    "repeated-table-head": (_blocks(Table), "a table"),
    "no-heads": (lambda _: True, ""),
}
"""Every trap, with what a report must have for it, as a test and in words."""


def check_traps(source: Source) -> None:
    """Raises SourceError, with what to change, for a trap that does not exist or cannot be set in this report."""
    if source.traps and source.format != "pdf":
        raise SourceError(source.path, 1, f"traps can be set in the format pdf only, not in {source.format}")
    for trap in source.traps:
        if trap not in WANTS:
            raise SourceError(source.path, 1, f"there is no trap {trap}; there are {', '.join(WANTS)}")
        there, wanted = WANTS[trap]
        if not there(source):
            raise SourceError(source.path, 1, f"the trap {trap} needs {wanted}: write it, or take the trap out")
        missing = [name for name in SETTINGS.get(trap, ()) if name not in source.details]
        if missing:
            raise SourceError(source.path, 1, f"the trap {trap} needs the setting {' and '.join(missing)}")
    for pair in CLASHES:
        if set(pair) <= set(source.traps):
            raise SourceError(source.path, 1, f"the traps {' and '.join(pair)} cannot be set together")


def trapped_layout(layout: Layout, source: Source) -> Layout:
    """The layout with the traps that change how every page looks."""
    if "hyphenation" in source.traps:
        layout = replace(layout, hyphenate=True, align="justify", divided=OFTEN)
    if "drop-caps" in source.traps:
        layout = replace(layout, drop_cap=True)
    if "page-bar-number" in source.traps:
        layout = replace(layout, page_number="Page {page} | {pages}")
    if "alternating-heads" in source.traps:
        layout = replace(layout, running_head="alternating")
    if "no-heads" in source.traps:
        layout = replace(layout, prints_heads=False)
    return layout


def trapped_source(source: Source) -> Source:
    """The report with raised endings of ordinals and raised digits of footnotes where it asks for them."""
    blocks = source.blocks
    if "split-ordinals" in source.traps:
        blocks = tuple(_changed(block, _with_raised_ordinals) for block in blocks)
    if "footnote-digits" in source.traps:
        blocks = tuple(_changed(block, _with_raised_marks) for block in blocks)
    return replace(source, blocks=blocks)


def drop_cap_paragraphs(source: Source) -> Iterator[Paragraph]:
    """The first paragraph of each chapter, unless a number is printed before its first word."""
    beside = LAYOUTS[source.layout].hang or "stranded-numbers" in source.traps
    starts = False
    for block in source.blocks:
        if isinstance(block, Heading):
            starts = starts or block.level == 1
            continue
        if starts and isinstance(block, Paragraph) and (beside or not block.number):
            yield block
        starts = False


def _changed(block: Block, change: Callable[[Runs], Runs]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, runs=change(block.runs))
    if isinstance(block, BulletList):
        return replace(block, items=tuple(map(change, block.items)))
    if isinstance(block, Quotation):
        return replace(block, paragraphs=tuple(map(change, block.paragraphs)))
    return block


def _with_raised_ordinals(runs: Runs) -> Runs:
    changed: list[Run] = []
    for run in runs:
        at = 0
        for found in ORDINAL.finditer(run.text):
            changed.append(replace(run, text=run.text[at : found.start()]))
            changed.append(replace(run, text=found[0], raised=True))
            at = found.end()
        if run.note or run.text[at:]:
            changed.append(replace(run, text=run.text[at:]))
    return tuple(changed)


def _with_raised_marks(runs: Runs) -> Runs:
    return tuple(replace(run, raised=True) if run.note else run for run in runs)

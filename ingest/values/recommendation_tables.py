"""Recommendations in tables: which column says what, with the agency that leads and the date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.values.drafts import Draft, label_of
from ingest.values.sections import HEADINGS, Place
from repository.records.items import BlockRole

SECTIONS = frozenset({"recs", "single-recs"})
COLUMN = {
    "label": re.compile(r"^(?:no|number|ref|reference|#|rec(?:ommendation)? no|item|id)\.?$", re.IGNORECASE),
    "owner": re.compile(
        r"\b(?:lead|owner|responsib\w*|accountab\w*|agency|agencies|organisations?|who|whom"
        r"|addressed to|addressees?|bod(?:y|ies))\b|^(?:for|to)$",
        re.IGNORECASE,
    ),
    "due": re.compile(r"\b(?:timescales?|date|deadline|when|by when|target|completion|due)\b", re.IGNORECASE),
}
TEXT = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\brecommendation|\brecommended\b",
        r"\bactions?\b(?!\s+taken)|\bwhat\s+(?:needs|will|is|must|should|has\s+to)\b|\btask\b|\bproposal|\bchange",
        r"^what\b",
    )
)
"""Heads of the column of recommendations, the surest first."""


def from_tables(places: Sequence[Place]) -> list[Draft]:
    """One draft for each row of the tables that have a column of recommendations, wherever they stand.

    Within a part of the report that asks for action, a column of actions is enough.
    """
    drafts: list[Draft] = []
    columns: dict[str, int] = {}
    for place in places:
        block = place.block
        if block.role == BlockRole.TABLE_HEADER:
            columns = _columns(block.cells, within=place.section in SECTIONS)
        elif block.role != BlockRole.TABLE_ROW:
            if block.role in HEADINGS:
                columns = {}
        elif "text" in columns and len(block.cells) > max(columns.values()):
            _add_row(drafts, block.cells, columns, place)
    return drafts if len(drafts) > 1 else []


def _columns(header: Sequence[str], *, within: bool) -> dict[str, int]:
    heads = [cell.strip() for cell in header]
    text = next(
        (n for p in TEXT for n, cell in enumerate(heads) if p.search(cell) and not COLUMN["label"].match(cell)), None
    )
    if text is None or not (within or any(TEXT[0].search(cell) for cell in heads)):
        return {}
    found = {"text": text}
    for name, pattern in COLUMN.items():
        at = next((n for n, cell in enumerate(heads) if pattern.search(cell) and n not in found.values()), None)
        if at is not None:
            found[name] = at
    if "label" not in found and text > 0 and not heads[0]:
        found["label"] = 0
    return found


def _add_row(drafts: list[Draft], cells: Sequence[str], columns: dict[str, int], place: Place) -> None:
    def cell(name: str) -> str:
        return cells[columns[name]].strip() if name in columns else ""

    if drafts and not cell("label") and "label" in columns:
        drafts[-1].add(cell("text"), place.page)  # the row goes on after a page break
        return
    if not cell("text") or (drafts and cell("text") == drafts[-1].text):
        return  # one recommendation with several actions beside it
    label, text = label_of(cell("text"))
    label = cell("label").rstrip(".") or label or str(len(drafts) + 1)
    drafts.append(Draft(label_of(label)[0] or label, "recommendations.in_table", owner=cell("owner"), due=cell("due")))
    drafts[-1].add(text, place.page)

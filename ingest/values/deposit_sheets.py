"""The sheet that a repository puts before a report: read for what it says of the report, and left out of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from repository.records.items import DROPPED, BlockRole, Page

NAMES = (
    r"Title(?:\s+of\s+(?:the\s+)?(?:report|document|publication))?|(?:Local\s+)?Safeguarding\s+(?:Children\s+)?(?:Board|Partnership)"
    r"|Local\s+Safeguarding\s+Children\s+(?:Board|Partnership)|L?SCB|L?SCP|Board|Publisher|Publishing\s+body|Published\s+by|Name\s+of\s+(?:board|publisher|author)"
    r"|Authors?(?:\(s\))?|Date(?:\s+of\s+publication|\s+published|\s+deposited|\s+added)?|Publication\s+date|Year(?:\s+of\s+publication)?|Published"
    r"|(?:Statement\s+of\s+)?Copyright(?:\s+(?:statement|holder|notice|of\s+this\s+document))?|Rights|Repository|Deposited(?:\s+(?:by|on|in))?|Held\s+by|Language"
    r"|Item\s+(?:type|number)|Record\s+(?:number|id)|Reference(?:\s+number)?|Access|Availability"
)
LINE = re.compile(rf"^(?P<name>{NAMES})\s*:\s*(?P<value>\S.*)$", re.IGNORECASE)
NAME_ALONE = re.compile(rf"^(?P<name>{NAMES})\s*:?$", re.IGNORECASE)
"""A name whose value stands on the next line."""
SHEET = re.compile(
    r"\b(?:deposited|deposit\s+sheet|repository|collection\s+of|catalogue\s+record|held\s+(?:by|in)\s+the)\b|\bcopyright\b[^.]{0,80}\b(?:owns?|holder|stays|remains|rests|belongs|retained)\b",
    re.IGNORECASE,
)
"""What a sheet says of itself, and no cover does."""
FEWEST_LINES = 3
"""Fewer named lines than this are a cover, not a sheet."""


def read_deposit_sheet(pages: Sequence[Page]) -> tuple[tuple[Page, ...], tuple[tuple[str, str], ...]]:
    """The pages with a deposit sheet marked as furniture, and what the sheet says, as (name, value).

    The sheet is provenance: it is shown by `explain` and never part of the text. A first page without
    enough of the named lines is left as it is.
    """
    if len(pages) < 2:
        return tuple(pages), ()
    first = next((n for n, page in enumerate(pages) if any(b.role not in DROPPED for b in page.blocks)), 0)
    found = _named_lines([block.text for block in pages[first].blocks if block.role not in DROPPED])
    if len({name.lower() for name, _ in found}) < FEWEST_LINES or first + 1 == len(pages):
        return tuple(pages), ()
    page = pages[first]
    sheet = tuple(replace(block, role=BlockRole.FURNITURE) for block in page.blocks)
    said = tuple((f"sheet {name.lower()}", value) for name, value in found)
    return (*pages[:first], replace(page, blocks=sheet), *pages[first + 1 :]), said


def _named_lines(texts: Sequence[str]) -> list[tuple[str, str]]:
    """The names of a sheet with what they are given: on the same line, or on the next where the page says that it
    is a sheet (a cover may have "Author" above a name)."""
    found = [(m["name"], m["value"]) for text in texts if (m := LINE.match(text))]
    if any(SHEET.search(text) for text in texts):
        beside = zip(texts, texts[1:], strict=False)
        found += [(m["name"], value) for text, value in beside if (m := NAME_ALONE.match(text))]
    return [(" ".join(name.split()), " ".join(value.split())) for name, value in found]

"""The sheet that a repository puts before a report: read for what it says of the report, and left out of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from repository.records.items import BlockRole, Page

LINE = re.compile(
    r"^(?P<name>Title|LSCB|SCB|Board|Publisher|Publishing body|Author|Date of publication|Publication date"
    r"|Date published|Copyright(?: statement| holder)?|Repository|Deposited(?: by| on)?)\s*:\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
FEWEST_LINES = 3
"""Fewer named lines than this are a cover, not a sheet."""


def read_deposit_sheet(pages: Sequence[Page]) -> tuple[tuple[Page, ...], tuple[tuple[str, str], ...]]:
    """The pages with a deposit sheet marked as furniture, and what the sheet says, as (name, value).

    The sheet is provenance: it is shown by `explain` and never part of the text. A first page without
    enough of the named lines is left as it is.
    """
    if len(pages) < 2:
        return tuple(pages), ()
    found = [m for block in pages[0].blocks if (m := LINE.match(block.text))]
    if len({m["name"].lower() for m in found}) < FEWEST_LINES:
        return tuple(pages), ()
    sheet = tuple(replace(block, role=BlockRole.FURNITURE) for block in pages[0].blocks)
    said = tuple((f"sheet {m['name'].lower()}", " ".join(m["value"].split())) for m in found)
    return (replace(pages[0], blocks=sheet), *pages[1:]), said

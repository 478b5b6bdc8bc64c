"""Recognises the lines of a table of contents, which repeats headings and would be found in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text.lines import Line

HEADING = re.compile(r"(?:table of )?contents(?: page)?|index of contents", re.IGNORECASE)
LEADERS = re.compile(r"(?:\.{4,}|(?:\.\s){4,}|…{2,}|_{4,}|·{4,})\s*(?:\d{1,4}|[ivxl]{1,6})?\s*$")
ENDS_IN_NUMBER = re.compile(r"(?:\s|[.…])(?:page\s+)?(?:\d{1,4}|[ivxl]{1,6})$|^\d{1,4}$", re.IGNORECASE)
LEAST_LINES = 3


def find_contents(lines: Sequence[Line], after_contents: bool) -> frozenset[int]:
    """Places (from 0) of the lines of a page that belong to a table of contents.

    `after_contents` is True where the page before ended within one.
    """
    entries = [n for n, line in enumerate(lines) if LEADERS.search(line.text)]
    if len(entries) < LEAST_LINES:
        entries = []
    numbered = [n for n, line in enumerate(lines) if ENDS_IN_NUMBER.search(line.text) and not line.rows]
    heading = next((n for n, line in enumerate(lines) if HEADING.fullmatch(line.text.strip(" :"))), None)
    if heading is not None:
        entries += [n for n in numbered if n > heading]
    elif after_contents and len(numbered) >= max(LEAST_LINES, 0.5 * len(lines)):
        entries += numbered
    if len(set(entries)) < LEAST_LINES:
        return frozenset()
    first = heading if heading is not None and heading < min(entries) else min(entries)
    return frozenset(_stretch(lines, first, sorted(set(entries))))


def _stretch(lines: Sequence[Line], first: int, entries: Sequence[int]) -> range:
    """From the first line to the last entry, but no further than a gap of running text."""
    last = entries[0]
    for entry in entries[1:]:
        if entry - last > 6:
            break
        last = entry
    return range(min(first, entries[0]), last + 1)

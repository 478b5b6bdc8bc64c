"""Dates as reports give them: a year, a month of a year, or a day; never more precise than printed."""

from __future__ import annotations

import re
from datetime import date

PATTERN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
EARLIEST_YEAR = 1945
"""The first year of the national collection's scope (the Monckton inquiry)."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def is_partial_date(text: str) -> bool:
    """True for `YYYY`, `YYYY-MM` or `YYYY-MM-DD` that exists in the calendar."""
    match = PATTERN.fullmatch(text)
    if match is None:
        return False
    try:
        date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return False
    return True


def year_of(text: str | None) -> int | None:
    """The year of a partial date, None where there is none."""
    return int(text[:4]) if text and is_partial_date(text) else None


def in_words(text: str) -> str:
    """A partial date as people write it: `14 March 2017`, `March 2017`, `2017`."""
    parts = text.split("-")
    if not is_partial_date(text):
        return text
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"

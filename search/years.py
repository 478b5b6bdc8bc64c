"""Reads years as people write them: 2014, 2010-2019, 2010- or -1979."""

from __future__ import annotations

import re

from repository.errors import WrongUsage

_YEARS = re.compile(r"(\d{4})?\s*[-–]\s*(\d{4})?$|(\d{4})$")

Years = tuple[int | None, int | None]


def years_in(text: str) -> Years | None:
    """First and last year, None for an open end; None for what is no year."""
    match = _YEARS.match(text.strip())
    if match is None or not any(match.groups()):
        return None
    first, last, only = (int(group) if group else None for group in match.groups())
    return (only, only) if only is not None else (first, last)


def read_years(text: str) -> Years:
    """First and last year of an option --year; two open ends where it is empty. Raises WrongUsage."""
    found = years_in(text) if text.strip() else (None, None)
    if found is None:
        raise WrongUsage(f"--year is '{text}', which is no year or range.", "Write 2014, 2010-2019, 2010- or -1979.")
    return found

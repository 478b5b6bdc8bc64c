"""Tells the footnotes of a page from its text: smaller lines at the foot of a column that start with a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text.lines import Line

SMALLER = 0.93
MARK = re.compile(r"(?P<mark>\d{1,3}|[*†‡]{1,3})(?:\s*[.)]?\s*)(?=[^\s\d.,)%])")


def find_footnotes(lines: Sequence[Line], body_size: float) -> frozenset[int]:
    """Places (from 0) of the lines of a page that are footnotes."""
    found: set[int] = set()
    for region in {line.region for line in lines}:
        places = [n for n, line in enumerate(lines) if line.region == region]
        small: list[int] = []
        for place in reversed(places):
            if lines[place].size > SMALLER * body_size or lines[place].rows:
                break
            small.append(place)
        if len(small) == len(places) and len({line.region for line in lines}) == 1:
            continue  # a page that is small throughout has no body to belong to
        marked = [place for place in small if MARK.match(lines[place].text)]
        found.update(place for place in small if marked and place >= min(marked))
    return frozenset(found)


def divide_mark(text: str) -> tuple[str, str]:
    """The mark of a footnote and its words; the mark is empty for a line that goes on."""
    found = MARK.match(text)
    return (found["mark"], text[found.end() :]) if found else ("", text)

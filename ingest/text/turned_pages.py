"""Turns the sheet the way it is read: which part of it is seen, and which of the words lie across it."""

from __future__ import annotations

import math
from typing import Any

from ingest.text.painted import Box
from ingest.text.printed import PrintedPage, Rule, Run


def visible(page: Any, left: float, foot: float, width: float, height: float) -> Box:
    """The part of the sheet that is seen, as strings are placed: from the sheet's corner, turned as it is shown."""
    sheet = page.mediabox[2] - page.mediabox[0], page.mediabox[3] - page.mediabox[1]
    right, top = sheet[0] - left - width, sheet[1] - foot - height
    if page.rotate == 90:
        left, foot, width, height = foot, right, height, width
    elif page.rotate == 180:
        left, foot = right, top
    elif page.rotate == 270:
        left, foot, width, height = top, left, height, width
    return left - 1, foot - 1, left + width + 1, foot + height + 1


def inside(inner: Any, outer: Any) -> bool:
    """True for a visible area that lies in the sheet and is not absurdly small."""
    return bool(
        inner[2] - inner[0] > 20 and inner[3] - inner[1] > 20 and inner[0] >= outer[0] - 1 and inner[1] >= outer[1] - 1
    )


def level(run: Run, first: tuple[float, float], last: tuple[float, float], angle: int) -> Run:
    """The run as it lies when the sheet is turned so that it reads horizontally."""
    turn = math.radians(-angle)
    cos, sin = math.cos(turn), math.sin(turn)
    start = (first[0] * cos - first[1] * sin, first[0] * sin + first[1] * cos)
    end = last[0] * cos - last[1] * sin
    return run._replace(x0=start[0], x1=end, y=start[1])


def most_read(
    number: int, sheet: tuple[float, float], runs: list[Run], rules: list[Rule], turned: dict[int, list[Run]]
) -> PrintedPage:
    """The page turned the way most of its letters are set; what is set otherwise comes apart."""
    width, height = sheet
    upright = sum(len(r.text) for r in runs)
    for angle in (90, 270):
        if sum(len(r.text) for r in turned.get(angle, ())) > upright:
            main = turned.pop(angle)
            shift = (0.0, width) if angle == 90 else (height, 0.0)
            main = [r._replace(x0=r.x0 + shift[0], x1=r.x1 + shift[0], y=r.y + shift[1]) for r in main]
            flat = [Rule(r.y0, width - r.x1, r.y1, width - r.x0) if angle == 90
                    else Rule(height - r.y1, r.x0, height - r.y0, r.x1) for r in rules]  # fmt: skip
            others = runs + [r for rest in turned.values() for r in rest]
            return PrintedPage(number, height, width, tuple(main), tuple(flat), tuple(others))
    return PrintedPage(
        number, width, height, tuple(runs), tuple(rules), tuple(r for rest in turned.values() for r in rest)
    )

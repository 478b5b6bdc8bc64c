"""Puts the lines of a page into the order in which a person reads them, column after column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.text.aligned_tables import join_aligned_tables
from ingest.text.lines import Line, tidy, within

LEAST_ROWS = 4
LEAST_LETTERS = 14
"""A column of text has lines of at least this many characters on average; shorter ones are numbers or labels."""
LEAST_WIDTH = 0.14
"""Share of the width of its page that a column of text takes up."""
Rows = list[list[Line]]


def reading_order(pieces: Sequence[Line], width: float) -> list[Line]:
    """Whole lines in reading order, with the margins of their columns; `width` is that of the page in points."""
    regions = _divide(_rows(pieces), width)
    ordered: list[Line] = []
    for number, rows in enumerate(regions):
        lines = [_joined(row) for row in join_aligned_tables(rows)]
        left = min(line.x0 for line in lines)
        right = max(line.x1 for line in lines)
        ordered += [within(line, left, right, number) for line in lines]
    return ordered


def _rows(pieces: Sequence[Line]) -> Rows:
    rows: Rows = []
    for piece in pieces:
        if (
            rows
            and abs(rows[-1][0].y - piece.y) <= 0.4 * max(piece.size, rows[-1][0].size)
            and rows[-1][-1].x1 <= piece.x0 + 1
        ):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _divide(rows: Rows, width: float) -> list[Rows]:
    """The rows cut into regions that are read one after the other."""
    found = [
        (gutter, *stretch) for gutter in _gutters(rows, width) if (stretch := _longest_stretch(rows, gutter, width))
    ]
    if not found:
        return [rows] if rows else []
    # The longest one: where most lines of the right column are indented, those that are not cross their margin.
    gutter, first, last = max(found, key=lambda each: each[2] - each[1])
    left = [[p for p in row if p.x1 <= gutter] for row in rows[first:last]]
    right = [[p for p in row if p.x0 >= gutter] for row in rows[first:last]]
    parts = [rows[:first], _filled(left), _filled(right), rows[last:]]
    return [region for part in parts if part for region in _divide(part, width)]


def _filled(rows: Rows) -> Rows:
    """Rows without the empty ones, in order of their own baselines."""
    return sorted((row for row in rows if row), key=lambda row: -row[0].y)


def _gutters(rows: Rows, width: float) -> list[float]:
    """Places where pieces start inside the page, so that columns may part there; the most frequent first."""
    places: dict[int, list[float]] = {}
    edge = min((piece.x0 for row in rows for piece in row), default=0.0) + LEAST_WIDTH * width
    for row in rows:
        for piece in row:
            if piece.x0 < edge or piece.rows:
                continue
            places.setdefault(round(piece.x0 / 6), []).append(piece.x0)
    frequent = sorted((p for p in places.values() if len(p) >= LEAST_ROWS), key=lambda p: (-len(p), p[0]))
    return [min(p) - 2.0 for p in frequent[:12]]


def _longest_stretch(rows: Rows, gutter: float, width: float) -> tuple[int, int] | None:
    """First and last (exclusive) row of the longest stretch that is text on both sides of a gutter."""
    best: tuple[int, int] | None = None
    first = 0
    for place in range(len(rows) + 1):
        crossed = place == len(rows) or any(p.x0 < gutter < p.x1 for p in rows[place])
        if not crossed:
            continue
        stretch = _trimmed(rows, first, place, gutter)
        if (
            stretch
            and (best is None or stretch[1] - stretch[0] > best[1] - best[0])
            and _are_columns(rows[slice(*stretch)], gutter, width)
        ):
            best = stretch
        first = place + 1
    return best


def _trimmed(rows: Rows, first: int, last: int, gutter: float) -> tuple[int, int] | None:
    """The stretch from the first row with something on both sides or on the right, as far as the columns go."""
    right = [place for place in range(first, last) if any(p.x0 >= gutter for p in rows[place])]
    if not right:
        return None
    return right[0], last


def _are_columns(rows: Rows, gutter: float, width: float) -> bool:
    """True where both sides read as running text: long enough lines, no cells that answer each other."""
    for side in (
        [p for row in rows for p in row if p.x1 <= gutter],
        [p for row in rows for p in row if p.x0 >= gutter],
    ):
        if len(side) < LEAST_ROWS:
            return False
        letters = sum(len(p.text) for p in side) / len(side)
        if letters < LEAST_LETTERS or max(p.x1 for p in side) - min(p.x0 for p in side) < LEAST_WIDTH * width:
            return False
    return True


def _joined(row: Sequence[Line]) -> Line:
    """The pieces of one row of one column as one line."""
    if len(row) == 1:
        return row[0]
    main = max(row, key=lambda p: len(p.text))
    text = tidy(" ".join(p.text for p in row))
    letters = sum(len(p.text) for p in row)
    bold = sum(len(p.text) for p in row if p.bold) >= 0.9 * letters or (
        len(row) == 2 and row[1].bold and len(row[0].text) < 9
    )
    return replace(main, text=text, x0=row[0].x0, x1=max(p.x1 for p in row), bold=bold)

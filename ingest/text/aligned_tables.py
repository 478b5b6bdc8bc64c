"""Finds tables that no drawn line marks: rows of three or more cells that stand exactly below each other."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.text.lines import Line, Row

LEAST_ROWS = 3
LEAST_COLUMNS = 3
SAME_EDGE = 3.0
"""Points by which the left edges of two cells of one column may differ."""


def join_aligned_tables(rows: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The rows of pieces of a column, with each aligned table as one row of one line."""
    joined: list[list[Line]] = []
    place = 0
    while place < len(rows):
        length = _table_length(rows, place)
        if length:
            joined.append([_table(rows[place : place + length])])
            place += length
        else:
            joined.append(list(rows[place]))
            place += 1
    return joined


def _table_length(rows: Sequence[Sequence[Line]], first: int) -> int:
    """How many rows from the first on are a table; 0 where none starts there."""
    columns = [piece.x0 for piece in rows[first]]
    if len(columns) < LEAST_COLUMNS or any(piece.rows for piece in rows[first]):
        return 0
    full = last = 0
    for place in range(first, len(rows)):
        places = [_column(piece, columns) for piece in rows[place]]
        near = place == first or rows[place - 1][0].y - rows[place][0].y < 3.5 * rows[place][0].size
        if not near or any(p is None for p in places) or len(set(places)) < len(places):
            break
        if len(places) == len(columns):
            full += 1
            last = place
        elif places == [0]:
            break  # a line that only starts at the left edge may be text again
        else:
            last = place
    found = rows[first : last + 1]
    return len(found) if full >= LEAST_ROWS and not _are_contents(found) else 0


def _are_contents(rows: Sequence[Sequence[Line]]) -> bool:
    """True for a table of contents: what stands last in its rows are page numbers that only grow."""
    ends = [row[-1].text.split()[-1] for row in rows]
    numbers = [int(end) for end in ends if end.isdigit()]
    return len(numbers) >= 0.6 * len(rows) and numbers == sorted(numbers)


def _column(piece: Line, columns: Sequence[float]) -> int | None:
    return next((n for n, x in enumerate(columns) if abs(piece.x0 - x) <= SAME_EDGE), None)


def _table(rows: Sequence[Sequence[Line]]) -> Line:
    columns = [piece.x0 for piece in rows[0]]
    cells: list[list[list[str]]] = []
    for row in rows:
        if len(row) == len(columns):
            cells.append([[] for _ in columns])
        for piece in row:
            cells[-1][_column(piece, columns) or 0].append(piece.text)
    head = all(piece.bold for piece in rows[0]) and not all(piece.bold for piece in rows[1])
    read = tuple(Row(tuple(tuple(cell) for cell in row), head and n == 0) for n, row in enumerate(cells))
    pieces = [piece for row in rows for piece in row]
    text = " ".join(piece.text for piece in pieces)
    right = max(piece.x1 for piece in pieces)
    return Line(text, columns[0], right, rows[0][0].y, rows[0][0].size, False, rows=read)

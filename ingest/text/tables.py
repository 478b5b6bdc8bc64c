"""Finds the tables of a page by their drawn lines and reads them row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.text.lines import Line, Row, lines_of
from ingest.text.printed import PrintedPage, Rule, Run

TOUCH = 3.0
"""Points that two lines may be apart and still meet."""
MOST_LINES = 1_500
LEAST_LENGTH = 8.0
MOST_COLUMNS = 10
"""More columns than this belong to a drawing, such as a chart of who reports to whom."""


@dataclass(frozen=True)
class Grid:
    """Where a table's columns and rows part: `xs` from the left, `ys` from the top down, in points."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    upright: tuple[Rule, ...]
    """The vertical lines, by which cells that span several columns are told."""
    flat: tuple[Rule, ...] = ()
    """The horizontal lines, by which cells that span several rows are told; none where all go right across."""


def find_tables(page: PrintedPage) -> tuple[list[Line], list[Run]]:
    """The tables of a page, each as one line with rows, and the runs that stand in none."""
    tables: list[Line] = []
    runs = list(page.runs)
    for grid in _grids(page.rules):
        inside = [run for run in runs if _is_inside(run, grid)]
        table = _table(grid, inside)
        if table:
            tables.append(table)
            runs = [run for run in runs if not _is_inside(run, grid)]
    for grid in _open_grids(page.rules, runs):
        inside = [run for run in runs if _is_inside(run, grid)]
        table = _table(grid, inside)
        if table:
            tables.append(table)
            runs = [run for run in runs if not _is_inside(run, grid)]
    return tables, runs


def _grids(rules: Sequence[Rule]) -> list[Grid]:
    """Grids from lines that meet each other."""
    flat = _merged([r for r in rules if r.x1 - r.x0 >= r.y1 - r.y0])
    upright = [_turn(r) for r in _merged([_turn(r) for r in rules if r.x1 - r.x0 < r.y1 - r.y0])]
    if len(flat) + len(upright) > MOST_LINES:
        return []
    grids = []
    for group in _clusters(flat + upright):
        lines = [r for r in group if r.x1 - r.x0 >= r.y1 - r.y0]
        posts = [r for r in group if r.x1 - r.x0 < r.y1 - r.y0]
        xs, ys = _distinct([r.x0 for r in posts]), _distinct([r.y0 for r in lines])
        if 3 <= len(xs) <= MOST_COLUMNS + 1 and len(ys) >= 2:
            grids.append(Grid(tuple(xs), tuple(reversed(ys)), tuple(posts), tuple(lines)))
    return sorted(grids, key=lambda g: (-g.ys[0], g.xs[0]))


def _open_grids(rules: Sequence[Rule], runs: Sequence[Run]) -> list[Grid]:
    """Grids of tables that only have lines between their rows: columns part where no word stands."""
    flat = [r for r in _merged([r for r in rules if r.x1 - r.x0 >= r.y1 - r.y0]) if r.x1 - r.x0 > 100]
    groups: dict[tuple[int, int], list[Rule]] = {}
    for rule in flat[:MOST_LINES]:
        groups.setdefault((round(rule.x0 / 4), round(rule.x1 / 4)), []).append(rule)
    grids = []
    for group in groups.values():
        ys = _distinct([r.y0 for r in group])
        if len(ys) < 3:
            continue
        left, right = group[0].x0, group[0].x1
        inside = [r for r in runs if ys[0] < r.y < ys[-1] and left - TOUCH <= r.x0 and r.x1 <= right + TOUCH]
        xs = [left, *_empty_stripes(inside), right]
        bands = sum(any(low < run.y < high for run in inside) for low, high in zip(ys, ys[1:], strict=False))
        if len(xs) >= 3 and bands >= 2:
            grids.append(Grid(tuple(xs), tuple(reversed(ys)), tuple(Rule(x, ys[0], x, ys[-1]) for x in xs)))
    return sorted(grids, key=lambda g: -g.ys[0])


def _empty_stripes(runs: Sequence[Run]) -> list[float]:
    """Places where a stripe of at least nine points is free of words from top to bottom."""
    stripes: list[float] = []
    end: float | None = None
    for piece in sorted(lines_of(runs), key=lambda line: line.x0):
        if end is not None and piece.x0 - end >= 9:
            stripes.append((piece.x0 + end) / 2)
        end = max(end or piece.x1, piece.x1)
    return stripes


def _turn(rule: Rule) -> Rule:
    return Rule(rule.y0, rule.x0, rule.y1, rule.x1)


def _merged(flat: Iterable[Rule]) -> list[Rule]:
    """Lines on one height that touch each other as one; short remains are left out."""
    merged: list[Rule] = []
    for rule in sorted(flat, key=lambda r: (round(r.y0 / 2), r.x0)):
        last = merged[-1] if merged else None
        if last and abs(last.y0 - rule.y0) <= TOUCH and last.x0 - TOUCH <= rule.x0 <= last.x1 + TOUCH:
            merged[-1] = Rule(last.x0, last.y0, max(last.x1, rule.x1), max(last.y1, rule.y1))
        else:
            merged.append(rule)
    return [rule for rule in merged if rule.x1 - rule.x0 >= LEAST_LENGTH]


def _clusters(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of lines that are joined by touching."""
    groups: list[list[Rule]] = []
    for rule in rules:
        joined = [group for group in groups if any(_touch(rule, other) for other in group)]
        rest = [group for group in groups if not any(group is one for one in joined)]
        groups = [*rest, [rule, *(other for group in joined for other in group)]]
    return groups


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.x0 - TOUCH <= other.x1
        and other.x0 - TOUCH <= one.x1
        and one.y0 - TOUCH <= other.y1
        and other.y0 - TOUCH <= one.y1
    )


def _distinct(values: Iterable[float]) -> list[float]:
    """Values in order, those within some points of each other once."""
    distinct: list[float] = []
    for value in sorted(values):
        if not distinct or value - distinct[-1] > 2 * TOUCH:
            distinct.append(value)
    return distinct


def _is_inside(run: Run, grid: Grid) -> bool:
    middle = (run.x0 + run.x1) / 2
    height = run.y + 0.3 * run.size
    return grid.xs[0] - TOUCH <= middle <= grid.xs[-1] + TOUCH and grid.ys[-1] <= height <= grid.ys[0]


def _table(grid: Grid, runs: Sequence[Run]) -> Line | None:
    """The table as a line with rows; None where it is a frame or a drawing."""
    if sum(_is_cut(grid, run) for run in runs) > 0.05 * len(runs):
        return None
    bands: list[list[Run]] = [[] for _ in grid.ys[1:]]
    for run in runs:
        height = run.y + 0.3 * run.size
        place = next((n for n, y in enumerate(grid.ys[1:]) if height >= y), len(bands) - 1)
        while place and not _is_ruled_above(grid, place, (run.x0 + min(run.x1, run.x0 + 20)) / 2):
            place -= 1  # a cell over several rows belongs to the first of them
        bands[place].append(run)
    read = [(_cells(grid, band, n), band) for n, band in enumerate(bands) if any(r.text.strip() for r in band)]
    if not read or max(sum(bool(c) for c in cells) for cells, _ in read) < 2:
        return None
    head = len(read) > 1 and _is_head(read[0][1], read[1][1])
    rows = tuple(Row(cells, head and n == 0) for n, (cells, _) in enumerate(read))
    text = " ".join(line for row in rows for cell in row.cells for line in cell)
    size = max(run.size for run in runs)
    return Line(
        text, grid.xs[0], grid.xs[-1], grid.ys[0] - size, size, False, left=grid.xs[0], right=grid.xs[-1], rows=rows
    )


def _cells(grid: Grid, band: Sequence[Run], place: int) -> tuple[tuple[str, ...], ...]:
    """The lines of each cell of a row; a cell over several columns comes once."""
    middle = (grid.ys[place] + grid.ys[place + 1]) / 2
    edges = [grid.xs[0], *(x for x in grid.xs[1:-1] if _is_parted(grid, x, middle)), grid.xs[-1]]
    columns: list[list[Run]] = [[] for _ in edges[1:]]
    for run in band:
        centre = (run.x0 + min(run.x1, run.x0 + 20)) / 2
        columns[next((n for n, x in enumerate(edges[1:]) if centre < x), len(columns) - 1)].append(run)
    return tuple(_cell_lines(column) for column in columns)


def _is_cut(grid: Grid, run: Run) -> bool:
    """True for words with a vertical line through them, which no table has."""
    return any(run.x0 + 4 < x < run.x1 - 4 and _is_parted(grid, x, run.y + 0.3 * run.size) for x in grid.xs[1:-1])


def _is_parted(grid: Grid, x: float, y: float) -> bool:
    return any(abs(r.x0 - x) <= 2 * TOUCH and r.y0 - TOUCH <= y <= r.y1 + TOUCH for r in grid.upright)


def _is_ruled_above(grid: Grid, place: int, x: float) -> bool:
    """True where a line parts a row from the one above it at some distance from the left."""
    y = grid.ys[place]
    return not grid.flat or any(abs(r.y0 - y) <= 2 * TOUCH and r.x0 - TOUCH <= x <= r.x1 + TOUCH for r in grid.flat)


def _cell_lines(runs: Sequence[Run]) -> tuple[str, ...]:
    lines: list[tuple[float, str]] = []
    for piece in lines_of(runs):
        if lines and abs(lines[-1][0] - piece.y) < 1:
            lines[-1] = (piece.y, f"{lines[-1][1]} {piece.text}")
        else:
            lines.append((piece.y, piece.text))
    return tuple(text for _, text in lines)


def _is_head(first: Sequence[Run], second: Sequence[Run]) -> bool:
    """The first row names the columns where it alone is bold."""
    letters = sum(len(r.text.strip()) for r in first)
    bold = sum(len(r.text.strip()) for r in first if r.bold)
    second_bold = all(r.bold for r in second if r.text.strip())
    return bold > 0.8 * letters and not second_bold

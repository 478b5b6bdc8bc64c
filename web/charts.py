"""Pictures worked out as numbers: bars by year, and tables whose cells are drawn as well as printed.

Pure functions; the templates draw what they give as SVG. Lengths are in the units of a drawing that
is as wide as it is told and 100 high; every number drawn is printed beside it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from repository.records.dates import EARLIEST_YEAR

HEIGHT = 100.0
"""Units of a drawing from bottom to top."""
SHORTEST = 2.0
"""Units of the smallest bar that stands for something: one review must be seen beside a hundred."""


@dataclass(frozen=True)
class Bar:
    """A year, how many it has, where its bar is drawn, and whether it is within the range chosen."""

    year: int
    count: int
    x: float
    y: float
    height: float
    chosen: bool


@dataclass(frozen=True)
class Span:
    """Ten years, or one, of the axis: what it is called at length and briefly, and how many it has."""

    label: str
    brief: str
    first: int
    last: int
    count: int
    chosen: bool


@dataclass(frozen=True)
class Histogram:
    """Bars by year. `width` is the number of years, one unit each; `most` is the highest count, `total` the sum."""

    bars: tuple[Bar, ...]
    decades: tuple[Span, ...]
    width: int
    most: int
    total: int
    first: int
    last: int

    @property
    def peak(self) -> int:
        """The (first) year with the highest count, 0 where nothing is counted."""
        return next((bar.year for bar in self.bars if bar.count == self.most), 0) if self.most else 0

    @property
    def drawn(self) -> Markup:
        """The bars as rectangles, nothing but numbers in them: one a year, too many for a template to draw quickly."""
        return Markup(
            "\n".join(
                f'<rect class="bar{" chosen" if bar.chosen else ""}" x="{bar.x + 0.1:g}" y="{bar.y + 2:g}" width="0.8" '
                f'height="{bar.height:g}"/>'
                for bar in self.bars
            )
        )


@dataclass(frozen=True)
class Cell:
    """A number of a table, the share of the highest number (0 to 1), and where its reviews are."""

    count: int
    share: float
    address: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table that is drawn."""

    label: str
    cells: tuple[Cell, ...]
    total: int
    address: str = ""


@dataclass(frozen=True)
class Matrix:
    """Numbers by row and column. `most` is the highest."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    most: int


def histogram(years: Sequence[tuple[int, int]], chosen_from: int | None, chosen_to: int | None) -> Histogram:
    """Bars for every year since 1945, so that years with nothing are seen as such."""
    counts = dict(years)
    last = decade_of(max(counts, default=EARLIEST_YEAR)) + 9
    first = decade_of(EARLIEST_YEAR)
    most = max(counts.values(), default=0)
    bars = tuple(
        Bar(year, counts[year], float(year - first), HEIGHT - height, height, _within(year, chosen_from, chosen_to))
        for year in sorted(counts)
        if counts[year] and (height := _height(counts[year], most))
    )
    decades = tuple(_decade(counts, start, chosen_from, chosen_to) for start in range(first, last, 10))
    return Histogram(bars, decades, last + 1 - first, most, sum(counts.values()), first, last)


def years_of(years: Sequence[tuple[int, int]], chosen_from: int | None, chosen_to: int | None) -> tuple[Span, ...]:
    """The single years of the range chosen where it is ten years or less; otherwise none."""
    if chosen_from is None or chosen_to is None or chosen_to - chosen_from > 9:
        return ()
    start = decade_of(chosen_from)
    counts = dict(years)
    single = chosen_from == chosen_to
    return tuple(
        Span(str(y), str(y), y, y, counts.get(y, 0), single and y == chosen_from)
        for y in range(max(start, EARLIEST_YEAR), start + 10)
        if counts.get(y, 0)
    )


def matrix(columns: Sequence[str], rows: Mapping[tuple[str, str], Sequence[tuple[int, str]]]) -> Matrix:
    """A table to draw. `rows` are, by label and address, the count and address of each column."""
    most = max((count for cells in rows.values() for count, _ in cells), default=0)
    return Matrix(
        tuple(columns),
        tuple(
            Row(
                label,
                tuple(Cell(count, count / most if most else 0.0, link if count else "") for count, link in cells),
                sum(count for count, _ in cells),
                address,
            )
            for (label, address), cells in rows.items()
        ),
        most,
    )


def decade_of(year: int) -> int:
    """The first year of a year's decade."""
    return year // 10 * 10


def _height(count: int, most: int) -> float:
    return round(max(count / most * HEIGHT, SHORTEST), 2)


def _within(year: int, first: int | None, last: int | None) -> bool:
    return (first is not None or last is not None) and (first or 0) <= year <= (last or 9999)


def _decade(counts: Mapping[int, int], start: int, chosen_from: int | None, chosen_to: int | None) -> Span:
    first, last = max(start, EARLIEST_YEAR), start + 9
    count = sum(counts.get(year, 0) for year in range(first, last + 1))
    chosen = (chosen_from, chosen_to) == (first, last)
    return Span(f"{start}s", f"{start % 100:02d}s", first, last, count, chosen)

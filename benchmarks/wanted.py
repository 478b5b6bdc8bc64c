"""What the search is wanted to reach, and which of it was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.timing import Times

AHEAD = (
    ("common word", "FTS5", 30.0),
    ("two words", "FTS5", 10.0),
    ("three facets, common word", "FTS5", 50.0),
    ("three facets, two words", "FTS5", 50.0),
    ("phrase of common words", "FTS5", 1.5),
    ("common word", "tantivy", 0.5),
    ("two words", "tantivy", 0.5),
    ("three facets, common word", "tantivy", 3.0),
    ("three facets, two words", "tantivy", 3.0),
)
"""Kind of query, whom it is compared with, and how many times as fast it is wanted at the median (0.5: half as
fast); at the 95th percentile it is wanted not slower than FTS5. From 2,500 reviews on."""
FROM = 2_500
UNNOTICED = 1.0
"""Milliseconds below which a kind of query need not be ahead of FTS5."""

Measured = Mapping[tuple[str, str], Times]
"""Times by kind of query and name of the engine (`ours`, or a peer's with its version)."""


@dataclass(frozen=True)
class Verdict:
    """A wish, what was measured, and whether that is enough."""

    wish: str
    found: str
    met: bool

    def __str__(self) -> str:
        return f"{'met   ' if self.met else 'MISSED'}  {self.wish}: {self.found}"


def judge_queries(measured: Measured, reviews: int) -> Iterator[Verdict]:
    """The wishes for queries of the engine alone. A peer that was left out is not compared with."""
    said = set()
    for kind, peer, times in AHEAD if reviews >= FROM else ():
        theirs, mine = _of(measured, kind, peer), measured[kind, "ours"]
        if theirs is not None:
            said.add(kind)
            median, high = theirs.median / mine.median, theirs.high / mine.high
            wish = f"{kind}, {times:g} times as fast as {peer}"
            ahead = peer != "FTS5" or high >= 1
            yield Verdict(wish, f"{median:.2g} times, at the 95th percentile {high:.2g}", median >= times and ahead)
    for kind in dict.fromkeys(kind for kind, _ in measured):
        mine, theirs = measured[kind, "ours"], _of(measured, kind, "FTS5")
        if kind not in said:
            ahead = theirs is not None and mine.median <= theirs.median and mine.high <= theirs.high
            beside = f"; FTS5 {theirs.median:.3f} and {theirs.high:.3f}" if theirs else ""
            wish = f"{kind}, ahead of FTS5 or under {UNNOTICED:g} ms"
            yield Verdict(wish, f"{mine.median:.3f} and {mine.high:.3f} ms{beside}", ahead or mine.high < UNNOTICED)


def at_most(wish: str, found: float, most: float, unit: str) -> Verdict:
    """A wish for something not to be more than so much."""
    return Verdict(f"{wish}, at most {most:g} {unit}", f"{found:.3g} {unit}", found <= most)


def at_least(wish: str, found: float, least: float, unit: str) -> Verdict:
    """A wish for something not to be less than so much."""
    return Verdict(f"{wish}, at least {least:g} {unit}", f"{found:.3g} {unit}", found >= least)


def _of(measured: Measured, kind: str, peer: str) -> Times | None:
    return next((times for (each, name), times in measured.items() if each == kind and peer in name), None)

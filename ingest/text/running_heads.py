"""Tells the lines that repeat at the top and foot of pages, and the printed page numbers, from the text itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.text.lines import Line

EDGE_LINES = 5
"""Lines from the top and from the foot of a page among which repetition is looked for."""
LEAST_PAGES = 3
EARLIEST_YEAR = 1900
"""No report has so many pages: from here on a number is a year."""
LINE_HEIGHT = 6.0
"""Points by which the place of a running head may differ from page to page."""
ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
NUMBER = r"(?P<number>\d{1,4}|[ivxlc]{1,7})"
PAGE = r"p\s*a\s*g\s*e"
PAGE_NUMBER = re.compile(
    rf"(?:[-–—|\[(]\s*)?(?:{PAGE}\s*(?:x\s*)?[|:]?\s*)?{NUMBER}(?:\s*(?:of|/|\|)\s*\d{{1,4}})?(?:\s*\|\s*{PAGE})?(?:\s*[-–—|\])])?",
    re.IGNORECASE,
)
AT_END = re.compile(
    rf"(?:[|–—-]\s*)?(?:\b{PAGE}\s*(?:x\s*)?[|:]?\s*)?\b{NUMBER}(?:\s*(?:of|/|\|)\s*\d{{1,4}})?(?:\s*\|?\s*{PAGE})?\s*$",
    re.IGNORECASE,
)
AT_START = re.compile(
    rf"^\s*(?:{PAGE}\s*(?:x\s*)?[|:]?\s*)?{NUMBER}(?:\s*(?:of|/|\|)\s*\d{{1,4}})?\b(?:\s*\|\s*{PAGE})?(?:\s*[|–—-])?",
    re.IGNORECASE,
)
IN_THE_MIDDLE = re.compile(rf"\bpage\s*[|:]?\s*{NUMBER}\b(?:\s*(?:of|/)\s*\d{{1,4}}\b)?", re.IGNORECASE)
"""The page number of a line that goes on after it, as "Final v2, page 3 of 40, May 2019"."""
NUMBERED = re.compile(r"\d[\d.]*[.)]?(?:\s|$)")
"""How a heading or a footnote begins, and no running head that comes once."""
PRINTED_BY_BROWSER = re.compile(
    r"(?:https?://\S+|file:///\S+|about:blank)(?:\s+(?:page\s+)?\d+\s*(?:/|of)\s*\d+)?"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?(?:\s.{0,120})?",
    re.IGNORECASE,
)
Offsets = Mapping[tuple[int, str], int]
"""Differences between printed number and place in the file, by kind of figure, with the pages that agree on each."""


@dataclass(frozen=True)
class Edges:
    """What stands around the text of one page: places of its lines (from 0) by what they are; its printed number."""

    heads: frozenset[int] = frozenset()
    numbers: frozenset[int] = frozenset()
    furniture: frozenset[int] = frozenset()
    label: str = ""

    @property
    def all(self) -> frozenset[int]:
        """Every line that is not text."""
        return self.heads | self.numbers | self.furniture


@dataclass(frozen=True)
class Sheet:
    """What is known of a page beforehand: its place (from 0), its height in points and the size of its text."""

    place: int
    height: float
    size: float


def find_edges(pages: Sequence[Sequence[Line]], heights: Sequence[float], size: float) -> list[Edges]:
    """For each page what stands around its text; `heights` and the `size` of the text are in points.

    A line is a running head where the same words, page numbers left out of the comparison, stand at the same
    height on three pages (two, in a document of fewer than six), with nothing but such lines outside it.
    """
    candidates = [_candidates(lines) for lines in pages]
    offsets = _number_offsets(pages, candidates)
    repeated, twice = _repeated(pages, candidates, offsets)
    sheets = [Sheet(place, height, size) for place, height in enumerate(heights)]
    return [_edges(sheet, pages[sheet.place], candidates[sheet.place], repeated, twice, offsets) for sheet in sheets]


def _candidates(lines: Sequence[Line]) -> tuple[list[int], list[int]]:
    """Places of lines from the top inward and from the foot inward."""
    order = sorted((n for n in range(len(lines)) if not lines[n].rows), key=lambda n: (-lines[n].y, lines[n].x0))
    return order[:EDGE_LINES], order[::-1][:EDGE_LINES]


def wording(text: str, page: int, offsets: Offsets) -> str:
    """A line without case and without the printed number of its page (from 0), as pages are compared by it."""
    for pattern in (AT_END, AT_START):
        found = pattern.search(text)
        value = value_of(found["number"]) if found else None
        if found and value and (value[1] == "roman" or (value[0] - page, value[1]) in offsets):
            text = text[: found.start()] + text[found.end() :]
    return re.sub(r"[\W_]+", " ", IN_THE_MIDDLE.sub(" ", text)).strip().lower()


def _repeated(
    pages: Sequence[Sequence[Line]], candidates: Sequence[tuple[list[int], list[int]]], offsets: Offsets
) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
    """Wordings with their heights (in steps of some points) that stand on enough pages, and those on two at least."""
    places: defaultdict[str, defaultdict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, (lines, sides) in enumerate(zip(pages, candidates, strict=True)):
        for place in {*sides[0], *sides[1]}:
            words = wording(lines[place].text, number, offsets)
            if any(c.isalpha() for c in words):
                places[words][round(lines[place].y / LINE_HEIGHT)].add(number)
    least = 2 if len(pages) < 6 else LEAST_PAGES
    found = [
        ((words, height), on | heights.get(height - 1, set()) | heights.get(height + 1, set()))
        for words, heights in places.items()
        for height, on in heights.items()
    ]
    enough = {key for key, on in found if _is_regular(on, least)}
    return enough, {key for key, on in found if _is_regular(on, 2)} - enough


def _is_regular(pages: set[int], least: int) -> bool:
    """True for enough pages close to each other: a footnote that cites the same source comes back at random."""
    return len(pages) >= least and len(pages) >= 0.4 * (max(pages) - min(pages) + 1)


def value_of(printed: str) -> tuple[int, str] | None:
    """A printed page number as a figure and its kind (`arabic` or `roman`), None where it is neither."""
    if printed.isdigit():
        return (int(printed), "arabic") if int(printed) < EARLIEST_YEAR else None
    if not printed or not ROMAN.fullmatch(printed):
        return None
    worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    values = [worth[c] for c in printed.lower()]
    signed = [-v if v < max(values[n:]) else v for n, v in enumerate(values)]
    return sum(signed), "roman"


def _numbers_in(text: str) -> list[tuple[int, str, str]]:
    """Page numbers that a line may hold: value, kind and the figure as printed."""
    found = []
    whole = PAGE_NUMBER.fullmatch(text.strip())
    for match in [whole] if whole else [AT_END.search(text), AT_START.search(text), IN_THE_MIDDLE.search(text)]:
        value = value_of(match["number"]) if match else None
        if match and value:
            found.append((*value, match["number"]))
    return found


def _number_offsets(pages: Sequence[Sequence[Line]], candidates: Sequence[tuple[list[int], list[int]]]) -> Offsets:
    """How many pages agree on each difference between the printed number and the place in the file.

    Two Roman numbers are enough, since few reports have many; Arabic ones must agree on a tenth of the pages.
    """
    counted: Counter[tuple[int, str]] = Counter()
    for number, (lines, sides) in enumerate(zip(pages, candidates, strict=True)):
        seen = {(v - number, kind) for place in {*sides[0], *sides[1]} for v, kind, _ in _numbers_in(lines[place].text)}
        counted.update(seen)
    least = {"roman": 2.0, "arabic": max(2.0, 0.1 * len(pages))}
    return {(offset, kind): count for (offset, kind), count in counted.items() if count >= least[kind]}


def _edges(
    sheet: Sheet,
    lines: Sequence[Line],
    sides: tuple[list[int], list[int]],
    repeated: set[tuple[str, int]],
    twice: set[tuple[str, int]],
    offsets: Offsets,
) -> Edges:
    found: dict[str, set[int]] = {"heads": set(), "numbers": set(), "furniture": set()}
    labels: list[tuple[int, str]] = []
    for side in sides:
        for n, place in enumerate(side):
            line = lines[place]
            kind, printed = _kind(line, sheet.place, repeated, offsets)
            inward = [lines[other] for other in side[n + 1 :]]
            again = _is_repeated(wording(line.text, sheet.place, offsets), line, twice)
            if not kind and (_stands_apart(line, inward, sheet) or again and _is_in_margin(line, inward, sheet)):
                kind = "heads"
            if not kind:
                break
            found[kind].add(place)
            labels += printed
    label = max(labels, key=lambda one: one[0])[1] if labels else ""
    heads, numbers, furniture = (frozenset(found[kind]) for kind in ("heads", "numbers", "furniture"))
    return Edges(heads, numbers - heads, furniture - heads - numbers, label)


def _kind(line: Line, page: int, repeated: set[tuple[str, int]], offsets: Offsets) -> tuple[str, list[tuple[int, str]]]:
    """What a line at the edge is (empty for text), and the page numbers in it with the pages that agree on each."""
    found = _numbers_in(line.text)
    agreed = [(offsets[(v - page, kind)], printed) for v, kind, printed in found if (v - page, kind) in offsets]
    if PRINTED_BY_BROWSER.fullmatch(line.text):
        return "furniture", agreed
    if PAGE_NUMBER.fullmatch(line.text.strip()) and agreed:
        return "numbers", agreed
    if _is_repeated(wording(line.text, page, offsets), line, repeated):
        # The only Roman page of a report has no other to agree with, but its running head vouches for it.
        return "heads", agreed or [(1, printed) for _, kind, printed in found if kind == "roman"]
    return "", []


def _stands_apart(line: Line, inward: Sequence[Line], sheet: Sheet) -> bool:
    """True for small words in the margin of a page with a wide gap to the text: a running head that comes once."""
    in_margin = line.y > 0.93 * sheet.height or line.y < 0.06 * sheet.height
    small = line.size <= 0.9 * sheet.size and len(line.text) <= 80 and not NUMBERED.match(line.text)
    gap = min((abs(other.y - line.y) for other in inward if abs(other.y - line.y) > 1), default=0.0)
    return sheet.place > 0 and in_margin and small and gap > 2.5 * sheet.size


def _is_in_margin(line: Line, inward: Sequence[Line], sheet: Sheet) -> bool:
    """True for words no larger than the text, near the edge of the paper, with more than a line's gap to the text:
    enough for a running head that comes twice, as heads do that alternate or last for a chapter."""
    near = line.y > 0.9 * sheet.height or line.y < 0.1 * sheet.height
    gap = min((abs(other.y - line.y) for other in inward if abs(other.y - line.y) > 1), default=0.0)
    return near and line.size <= 1.02 * sheet.size and not line.rows and gap > 1.8 * sheet.size


def _is_repeated(words: str, line: Line, repeated: set[tuple[str, int]]) -> bool:
    return (words, round(line.y / LINE_HEIGHT)) in repeated

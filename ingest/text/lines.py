"""Puts the letters of a page together to lines of text, as they stand side by side."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.text.printed import Run

SAME_ROW = 0.4
"""How far two baselines of one row may differ, in ems of the larger letters."""
APART = 1.2
"""A gap of more ems than this separates two pieces of a row, such as two columns."""
WORD_GAP = 0.12
WORD = re.compile(r"[^\W\d_]+")
RAISED = 0.8
"""Letters smaller than this share of their neighbours, and higher or lower, are raised or lowered signs."""
BULLETS = {ord(c): "•" for c in "●◦○▪■□▫◼◾‣⁃∙➢➤►▶❖◆✓✔"}
SYMBOL_FONT = re.compile(r"wingdings|webdings|dingbats", re.IGNORECASE)
SYMBOL_LETTERS = re.compile(r"[\uf021-\uf07e]{2,}")
"""Letters that an old font moved into the private area; one alone is a bullet."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the lines of each cell. `head` is True for the row that names the columns."""

    cells: tuple[tuple[str, ...], ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text or a piece of one. Lengths in points, `y` is the baseline from the page's foot.

    `left` and `right` are the margins of the column that it stands in; `region` numbers the columns
    of a page in reading order, from 0.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    font: str = ""
    left: float = 0.0
    right: float = 0.0
    region: int = 0
    rows: tuple[Row, ...] = ()
    """The rows of a table; a line with rows stands for the whole table."""


def attach_drop_caps(runs: Sequence[Run]) -> list[Run]:
    """The large first letter of a paragraph, several lines high, put back before the word that it starts."""
    caps = [run for run in runs if len(run.text.strip()) == 1 and run.text.strip().isalpha() and run.size > 16]
    kept = list(runs)
    for cap in caps:
        top = cap.y + 0.7 * cap.size
        rest = [
            run
            for run in kept
            if run.size * 1.8 <= cap.size
            and abs(run.y + 0.7 * run.size - top) <= 0.6 * run.size
            and -0.3 * run.size <= run.x0 - cap.x1 <= 1.2 * run.size
        ]
        if rest and any(other.y < rest[0].y and other.size == rest[0].size for other in kept):
            first = min(rest, key=lambda run: run.x0)
            begun = _begun(cap.text.strip(), first, runs)
            kept = [_beside(run, cap, first, begun) for run in kept if run is not cap]
    return kept


def _begun(letter: str, first: Run, runs: Sequence[Run]) -> str:
    """The first line with its large letter. The distance between them does not tell whether "A" is a word of
    its own ("A house") or part of one ("After"), but the other words of the page may."""
    text = first.text.lstrip()
    if letter == "A" and (word := WORD.match(text)):
        others = {found.lower() for run in runs if run is not first for found in WORD.findall(run.text)}
        if len(word[0]) > 1 and word[0] in others and "a" + word[0] not in others:
            return f"{letter} {text}"
    return letter + text


def _beside(run: Run, cap: Run, first: Run, begun: str) -> Run:
    """The run that a large first letter belongs to as it is begun; the lines beside it start at its edge."""
    if run is first:
        return run._replace(text=begun, x0=cap.x0)
    is_beside = cap.y - 0.3 * run.size <= run.y < first.y and abs(run.x0 - first.x0) < 0.5 * run.size
    return run._replace(x0=cap.x0) if is_beside else run


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs that stand side by side, from the top of the page down, each row from left to right."""
    rows: list[list[Run]] = []
    base: list[tuple[float, float]] = []
    for run in sorted(runs, key=lambda r: (-r.y, r.x0)):
        if rows and abs(base[-1][0] - run.y) <= _tolerance(base[-1][1], run.size):
            rows[-1].append(run)
            if run.size > base[-1][1]:
                base[-1] = (run.y, run.size)
        else:
            rows.append([run])
            base.append((run.y, run.size))
    return [sorted(row, key=lambda r: r.x0) for row in rows]


def _tolerance(one: float, other: float) -> float:
    """How far the baselines of two sizes in one row may differ; a raised sign may stand half a letter higher."""
    small, large = sorted((one, other))
    return (0.5 if small <= RAISED * large else SAME_ROW) * min(large, 2.2 * small)


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """The pieces of all rows: those of one row follow each other from left to right."""
    return [line for row in rows_of(runs) for piece in _pieces(row) if (line := line_from(piece))]


def _pieces(row: Sequence[Run]) -> list[list[Run]]:
    pieces: list[list[Run]] = []
    end = 0.0
    for run in row:
        if not run.text.strip() and (not pieces or run.x1 - run.x0 > APART * run.size):
            continue
        if pieces and run.x0 - end <= APART * max(run.size, pieces[-1][-1].size):
            pieces[-1].append(run)
            end = max(end, run.x1)
        else:
            pieces.append([run])
            end = run.x1
    return pieces


def line_from(runs: Sequence[Run]) -> Line | None:
    """One line from runs that stand side by side, from left to right; None where nothing is printed.

    Small raised figures (the marks of footnotes) after a word are left out: "2013¹" is the year 2013.
    """
    weights: Counter[tuple[float, float, bool, str]] = Counter()
    for run in runs:
        weights[(round(run.size, 1), round(run.y, 1), run.bold, run.font)] += len(run.text.strip())
    size, y, _, font = max(weights, key=lambda key: (weights[key], key[0]))
    kept = [run for place, run in enumerate(runs) if not (place and _is_note_mark(run, size, y))]
    letters = [(len(run.text.strip()), run.bold) for run in kept]
    bold = sum(n for n, heavy in letters if heavy) >= 0.95 * sum(n for n, _ in letters)
    text = tidy(_text_of(kept, size))
    if not text:
        return None
    printed = [run for run in kept if run.text.strip()]
    return Line(text, printed[0].x0, max(run.x1 for run in printed), y, size, bold, font)


def _is_note_mark(run: Run, size: float, y: float) -> bool:
    text = run.text.strip(" ,;[]()")
    return bool(text) and text.isdigit() and len(text) <= 3 and run.size <= RAISED * size and run.y > y + 0.15 * size


def _text_of(runs: Sequence[Run], size: float) -> str:
    parts: list[str] = []
    last: Run | None = None
    printed: Run | None = None
    for run in runs:
        spaced = printed is not None and last is not printed and run.x0 - printed.x1 < 0.4 * size
        if spaced and printed and _is_raised_letters(run, printed):
            parts, last = _without_space(parts), printed
        if last is not None:
            if run.text == last.text and abs(run.x0 - last.x0) < 0.12 * size and abs(run.y - last.y) < 0.12 * size:
                continue  # printed twice to look bold
            gap = run.x0 - last.x1
            if gap > WORD_GAP * max(run.size, last.size) and not (_is_raised_letters(run, last) and gap < 0.4 * size):
                parts.append(" ")
        is_symbol = len(run.text.strip()) == 1 and SYMBOL_FONT.search(run.font)
        parts.append("• " if is_symbol and not parts else run.text)
        last = run
        printed = run if run.text.strip() else printed
    return "".join(parts)


def _without_space(parts: list[str]) -> list[str]:
    """The parts up to the last that prints something: a narrow space before a raised "th" is part of how it is set."""
    last = max((n for n, part in enumerate(parts) if part.strip()), default=-1)
    return [*parts[:last], parts[last].rstrip()] if last >= 0 else parts


def _is_raised_letters(run: Run, last: Run) -> bool:
    """True for the small raised "th" of "15th", which belongs to its figure however it is set."""
    return (
        run.size < RAISED * last.size
        and run.text.strip().lower() in ("st", "nd", "rd", "th")
        and last.text[-1:].isdigit()
    )


def tidy(text: str) -> str:
    """One space between words, ligatures and symbol letters as plain ones, no control characters."""
    if not text.isascii():
        text = SYMBOL_LETTERS.sub(
            lambda found: "".join(chr(ord(c) - 0xF000) for c in found[0]), text.translate(BULLETS)
        )
        text = "".join(_plain(c) for c in text)
    return " ".join(text.replace("\x00", "").split())


def _plain(character: str) -> str:
    code = ord(character)
    if 0xE000 <= code < 0xF900:
        return "•" if code >= 0xF000 else ""
    if 0xFB00 <= code <= 0xFB06 or 0xFF01 <= code <= 0xFF5E:
        return unicodedata.normalize("NFKC", character)
    category = unicodedata.category(character)
    if category == "Cc":
        return " " if character in "\t\n\r\x0b\x0c\x85" else ""
    if category == "Cf" and character != "\xad":
        return ""
    return " " if category == "Zs" else character


def within(line: Line, left: float, right: float, region: int) -> Line:
    """The same line with the margins and number of its column."""
    return replace(line, left=left, right=right, region=region)

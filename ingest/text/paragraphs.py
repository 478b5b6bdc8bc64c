"""Joins the lines of a page to paragraphs, list items and headings as they were before printing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.text.lines import Line

BULLET = re.compile(r"(?:[•§]|[-–—*o](?=\s)|[·](?=\s))\s*")
NUMBER = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,3}){1,3}\.?|\d{1,3}[.)]|\d{1,2}-\d{1,2}(?=\s?[A-Z])|\([a-z]{1,4}\)|[a-z]\)"
    r"|[A-Z]\.?\d{1,2}(?:\.\d{1,2})*\.?(?=\s))"
    r"(?:\s+(?=\S)|(?=[A-Z“‘\"']))"
)
ONLY_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,3}){1,3}\.?|\d{1,3}\.")
TERMINATED = re.compile(r"[.!?:;][)\]’”'\"]*$")
MEASURE = re.compile(r"(?:per cent|%|million|billion|years?|months?|weeks?|days?|hours?|am|pm)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Setting:
    """How a document is set: size of its text in points, and distance of its lines in ems."""

    size: float
    leading: float
    spaced: bool = False
    """True where a wider gap parts paragraphs, so that a short line alone is no end."""


@dataclass
class Draft:
    """A paragraph being collected. `bullet` is True for a list item."""

    lines: list[Line] = field(default_factory=list)
    number: str = ""
    bullet: bool = False
    opening: str = ""
    """The first line without its number or bullet."""

    @property
    def texts(self) -> list[str]:
        """The words line by line."""
        return [self.opening, *(line.text for line in self.lines[1:])]


def setting_of(pages: Sequence[Sequence[Line]]) -> Setting:
    """The most frequent size and line distance of a document; 11 points and 1.2 ems where there is no text."""
    sizes: Counter[float] = Counter()
    steps: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
        for one, two in zip(lines, lines[1:], strict=False):
            step = (one.y - two.y) / one.size if one.size else 0
            if one.region == two.region and abs(one.size - two.size) < 0.3 and 0.8 < step < 2.6 and len(one.text) > 40:
                steps[round(step * 20) / 20] += 1
    size = max(sizes, key=lambda s: (sizes[s], -s), default=11.0)
    leading = max(steps, key=lambda s: (steps[s], -s), default=1.2)
    ends = [gap for lines in pages for gap in _gaps_after_ends(lines)]
    spaced = sum(gap > 1.15 * leading for gap in ends) >= 0.8 * len(ends) if len(ends) >= 5 else False
    return Setting(size or 11.0, leading, spaced)


def _gaps_after_ends(lines: Sequence[Line]) -> list[float]:
    """Distances in ems to the next line where a paragraph has clearly ended: a stop, and a third of the line empty."""
    return [
        (one.y - two.y) / one.size
        for one, two in zip(lines, lines[1:], strict=False)
        if one.region == two.region
        and not (one.rows or two.rows)
        and one.size > 0
        and abs(one.size - two.size) < 0.3
        and 0.8 < (one.y - two.y) / one.size < 4
        and TERMINATED.search(one.text)
        and two.text[:1].isupper()
        and one.right - one.x1 > 0.35 * (one.right - one.left)
    ]


def join_paragraphs(lines: Sequence[Line], setting: Setting, *, cover: bool = False) -> list[Draft]:
    """The paragraphs of one page in order; tables come as drafts of one line with rows.

    On a cover a line that ends early ends what it says, also in large letters.
    """
    drafts: list[Draft] = []
    for line in lines:
        if drafts and not line.rows and not drafts[-1].lines[-1].rows and _goes_on(drafts[-1], line, setting, cover):
            drafts[-1].lines.append(line)
            if not drafts[-1].opening:
                drafts[-1].opening, drafts[-1].lines = line.text, [line]
        else:
            drafts.append(_opened(line))
    return drafts


def _opened(line: Line) -> Draft:
    if line.rows:
        return Draft([line])
    bullet = BULLET.match(line.text)
    if bullet and not line.text[:1].isalnum() or bullet and line.text.startswith("o "):
        return Draft([line], bullet=True, opening=line.text[bullet.end() :])
    if ONLY_NUMBER.fullmatch(line.text):
        return Draft([line], number=line.text)
    number = starts_with_number(line.text)
    if number:
        return Draft([line], number=number, opening=NUMBER.sub("", line.text, count=1))
    return Draft([line], opening=line.text)


def starts_with_number(text: str) -> str:
    """The printed paragraph number at the start of a text, also where it is glued to it ("1.1This")."""
    found = NUMBER.match(text)
    if not found or MEASURE.match(text[found.end() :]):
        return ""
    rest = text[found.end() :]
    # "4.4 of the plan" goes on a sentence, and "W2 drew a plan" begins one with the name given to a child.
    if found["number"][0].isalnum() and rest[:1].islower() and found["number"][-1] not in ".)":
        return ""
    return found["number"]


def _goes_on(draft: Draft, line: Line, setting: Setting, cover: bool) -> bool:
    """True where a line belongs to the paragraph before it."""
    last = draft.lines[-1]
    if not draft.opening and (draft.number or draft.bullet):
        return not _has_marker(line.text) and (abs(last.y - line.y) < 3 * max(line.size, last.size))
    if _is_other_style(draft, last, line):
        return False
    if _starts_item(draft, last, line):
        return False
    if last.region != line.region:
        return not TERMINATED.search(last.text) and (line.text[:1].islower() or last.text[-1:] in "-,")
    step = (last.y - line.y) / max(line.size, last.size)
    if step > 1.25 * max(setting.leading, 1.0) + (0.15 if line.size > 1.15 * setting.size else 0) or step < -0.5:
        return False
    if line.size > 1.15 * setting.size:
        return not (cover and _ended_early(last, line))
    return not _is_indented(draft, last, line) and not _ended_early(last, line, 0.0 if cover else _free(last, setting))


def _is_other_style(draft: Draft, last: Line, line: Line) -> bool:
    sizes = abs(last.size - line.size) > 0.09 * max(last.size, line.size)
    if sizes:
        return True
    if last.bold == line.bold:
        return False
    return (
        last.bold
        and (len(draft.lines) == 1 or all(one.bold for one in draft.lines))
        or line.bold
        and not last.bold
        and (TERMINATED.search(last.text) is not None or line.text[:1].isupper())
    )


def _has_marker(text: str) -> bool:
    bullet = BULLET.match(text)
    return (
        bool(bullet and (not text[:1].isalnum() or text.startswith("o ")))
        or bool(starts_with_number(text))
        or bool(ONLY_NUMBER.fullmatch(text))
    )


def _starts_item(draft: Draft, last: Line, line: Line) -> bool:
    """True for a bullet or a number that starts something new, and not a line that happens to begin with a figure."""
    text = line.text
    bullet = BULLET.match(text)
    if bullet and text[:1] in "•§":
        return True
    em = line.size
    if bullet and (not text[:1].isalnum() or text.startswith("o ")):
        return draft.bullet or bool(TERMINATED.search(last.text)) or line.x0 > draft.lines[0].x0 + em
    if not (starts_with_number(text) or ONLY_NUMBER.fullmatch(text)):
        return False
    margin = draft.lines[1].x0 if len(draft.lines) > 1 else None
    outdented = margin is not None and line.x0 < margin - 0.7 * em
    ended = bool(TERMINATED.search(last.text)) or _ended_early(last, line)
    return outdented or ended or line.x0 > last.x0 + em


def _is_indented(draft: Draft, last: Line, line: Line) -> bool:
    """True where the left edge says that another paragraph begins."""
    em = line.size
    marked = bool(draft.number or draft.bullet)
    if len(draft.lines) > 1:
        return abs(line.x0 - last.x0) > em
    if marked:
        return line.x0 < last.x0 - em
    return line.x0 > last.x0 + em and bool(TERMINATED.search(last.text)) or line.x0 < last.x0 - 4 * em


def _free(last: Line, setting: Setting) -> float:
    """Share of the column that must be empty after a line for it to be the end of a paragraph."""
    if setting.spaced:
        return 0.35
    return 0.0 if TERMINATED.search(last.text) else 0.15


def _ended_early(last: Line, line: Line, share: float = 0.0) -> bool:
    """True where the next word would have stood on the line before: so that line was the end of its paragraph.

    `share` is how much of the column must be empty at least.
    """
    word = line.text.partition(" ")[0]
    letter = (line.x1 - line.x0) / max(len(line.text), 1)
    needed = max(letter * (len(word) + 1) + 0.5 * line.size, share * (last.right - last.left))
    first = next((c for c in line.text if c.isalnum()), "A")
    starts = not first.islower() or bool(TERMINATED.search(last.text) and last.text[-1] != ":")
    return starts and last.x1 + needed < last.right

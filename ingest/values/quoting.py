"""The words that show where a value comes from: the sentence around it, as it stands on the page."""

from __future__ import annotations

import re

LONGEST_QUOTE = 320
"""Characters: a sentence or two, to be read at a glance."""
BEFORE_A_NAME = "".join(
    rf"(?<!\b{title}\.)(?<!\b{title}\. [A-Z]\.)" for title in ("Mr", "Mrs", "Ms", "Dr", "Prof", "Rev", "Hon")
)
BEFORE_A_NAME += r"(?<!\b[A-Z]\.(?=\s+[A-Z]\.))(?<!\b[A-Z]\. [A-Z]\.)(?<!\bNo\.(?=\s+\d))"
"""Not after a title, nor after an initial before another; a single letter ends a sentence ("… about Child A.")."""
END_OF_SENTENCE = re.compile(rf"[.?!]{BEFORE_A_NAME}[\"'’”)]*\s+(?=[\"'‘“(]?[A-Z0-9])")


def quote_around(text: str, start: int, end: int) -> str:
    """The sentence that holds text[start:end], shortened at word borders to LONGEST_QUOTE characters."""
    borders = [0, *(m.end() for m in END_OF_SENTENCE.finditer(text)), len(text)]
    first = max(b for b in borders if b <= start)
    last = min(b for b in borders if b >= end)
    if last - first > LONGEST_QUOTE:
        room = max(0, (LONGEST_QUOTE - (end - start)) // 2)
        first = _word_start(text, max(first, start - room), start)
        last = _word_end(text, min(last, end + room), end)
    return text[first:last].strip()


def quote_with_before(text: str, start: int, end: int) -> str:
    """The sentence that holds text[start:end] with those before it that it leans on, as many as fit."""
    borders = sentences(text)
    last = next(b for _, b in borders if b >= end)
    first = min((a for a, b in borders if b >= end - LONGEST_QUOTE and a <= start), default=0)
    return text[first:last].strip()


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a text starts and ends."""
    borders = [0, *(m.end() for m in END_OF_SENTENCE.finditer(text)), len(text)]
    return [(a, b) for a, b in zip(borders, borders[1:], strict=False) if text[a:b].strip()]


def _word_start(text: str, at: int, latest: int) -> int:
    while at < latest and at > 0 and not text[at - 1].isspace():
        at += 1
    return at


def _word_end(text: str, at: int, earliest: int) -> int:
    while at > earliest and at < len(text) and not text[at].isspace():
        at -= 1
    return at

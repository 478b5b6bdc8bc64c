"""Divides styled words into printed lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.samples.hyphenation import SELDOM, break_points
from tests.samples.source import Run

RAISED = 0.36
"""How far a footnote mark stands above the line, in parts of the size of the letters."""
SMALL = 0.62
"""The size of a footnote mark, likewise."""
RAISED_SIZE = 0.72
"""The size of other raised letters and digits, likewise."""
BLACK = "#000000"
INSIDE_WORD = re.compile(r"(?<=[A-Za-z0-9]{2})[-–/](?=[A-Za-z0-9]{2})")
LETTERS = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True)
class Face:
    """Four fonts of one family, by the names every PDF reader knows."""

    regular: str
    bold: str
    italic: str
    bold_italic: str

    def font(self, bold: bool, italic: bool) -> str:
        """The font for a style."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


@dataclass(frozen=True)
class Piece:
    """A part of a word in one font; sizes and widths are in points."""

    text: str
    font: str
    size: float
    note: str = ""
    """The label of the footnote whose mark this is."""
    rise: float = 0.0
    """How far it stands above the line, in points."""

    @property
    def width(self) -> float:
        """How much room the piece takes."""
        return float(stringWidth(self.text, self.font, self.size))


Word = tuple[Piece, ...]


@dataclass(frozen=True)
class Line:
    """Words that stand on one line."""

    words: tuple[Word, ...]
    width: float
    """Without anything added to fill the line."""
    is_last: bool

    @property
    def notes(self) -> tuple[str, ...]:
        """The footnotes this line points to."""
        return tuple(piece.note for word in self.words for piece in word if piece.note)


def words_of(
    runs: Sequence[Run], face: Face, size: float, marks: Mapping[str, int], *, bold: bool = False
) -> list[Word]:
    """The runs as words with their fonts; `marks` gives the printed number of each footnote."""
    words: list[list[Piece]] = [[]]
    for run in runs:
        font = face.font(run.bold or bold, run.italic)
        if run.note or run.raised:
            words[-1] += _raised(run, font, face, size, marks)
            continue
        for count, part in enumerate(run.text.split(" ") if run.text else ()):
            if count:
                words.append([])
            if part:
                words[-1].append(Piece(part, font, size))
    return [tuple(word) for word in words if word]


def _raised(run: Run, font: str, face: Face, size: float, marks: Mapping[str, int]) -> list[Piece]:
    """The mark of a footnote, or the raised end of an ordinal with the gap that readers take for a space."""
    if not run.raised:
        return [Piece(str(marks[run.note]), face.regular, size * SMALL, run.note, size * RAISED)]
    small = size * RAISED_SIZE
    if run.note:
        return [Piece(str(marks[run.note]), face.regular, small, run.note, size * RAISED)]
    return [Piece(" ", font, small), Piece(run.text, font, small, rise=size * RAISED)]


def break_lines(
    words: Sequence[Word],
    width: float | Callable[[int], float],
    *,
    hyphenate: bool = False,
    divided: tuple[int, int] = SELDOM,
) -> list[Line]:
    """Fill one line after the other; `width` may be a function of the number of the line, from 0.

    `divided` is the shortest word that gets a hyphen, and the fewest letters on either side of it.
    """
    room_of = width if callable(width) else lambda _: width
    waiting = list(reversed(words))
    lines: list[Line] = []
    line: list[Word] = []
    used = 0.0
    while waiting:
        word = waiting.pop()
        gap = _space_after(line[-1]) if line else 0.0
        room = room_of(len(lines)) - used - gap
        if width_of(word) <= room:
            line.append(word)
            used += gap + width_of(word)
            continue
        if halves := _divide(word, room, divided if hyphenate else None, alone=not line):
            line.append(halves[0])
            used += gap + width_of(halves[0])
            word = halves[1]
        waiting.append(word)
        lines.append(Line(tuple(line), used, is_last=False))
        line, used = [], 0.0
    if line:
        lines.append(Line(tuple(line), used, is_last=True))
    return lines


def width_of(word: Word) -> float:
    """The width of a word in points."""
    return sum(piece.width for piece in word)


def widest_part(words: Sequence[Word]) -> float:
    """The width of the widest stretch that is never divided."""
    return max((width_of(part) for word in words for part in _parts(word)), default=0.0)


def draw_line(
    canvas: Any, line: Line, x: float, y: float, room: float, *, align: str = "left", colour: str = BLACK
) -> None:
    """Print a line with its baseline at `y`; `align` is left, centre, right or justify (last lines stay short)."""
    spread = 0.0
    if align == "justify" and not line.is_last and len(line.words) > 1:
        spread = max(0.0, (room - line.width) / (len(line.words) - 1))
    elif align in ("centre", "right"):
        x += (room - line.width) / (2 if align == "centre" else 1)
    text = canvas.beginText(x, y)
    text.setFillColor(colour)
    text.setWordSpace(spread)
    for piece in _joined(line.words):
        text.setFont(piece.font, piece.size)
        text.setRise(piece.rise)
        text.textOut(piece.text)
    canvas.drawText(text)


def _joined(words: Sequence[Word]) -> list[Piece]:
    """The pieces of a line with the spaces between its words, neighbours of one font as one."""
    pieces: list[Piece] = []
    for count, word in enumerate(words):
        space = (replace(_text_end(words[count - 1]), text=" "),) if count else ()
        for piece in (*space, *word):
            if pieces and replace(pieces[-1], text="") == replace(piece, text=""):
                pieces[-1] = replace(piece, text=pieces[-1].text + piece.text)
            else:
                pieces.append(piece)
    return pieces


def _text_end(word: Word) -> Piece:
    """The last piece of a word that is not raised."""
    return next((piece for piece in reversed(word) if not piece.rise), word[-1])


def _space_after(word: Word) -> float:
    last = _text_end(word)
    return float(stringWidth(" ", last.font, last.size))


def _divide(word: Word, room: float, divided: tuple[int, int] | None, *, alone: bool) -> tuple[Word, Word] | None:
    """The two halves of a word of which the first fits the room; None if the word goes to the next line."""
    for at, hyphen in sorted(_places(word, divided), reverse=True):
        halves = _cut(word, at, hyphen)
        if width_of(halves[0]) <= room:
            return halves
    if not alone:
        return None
    length = sum(len(piece.text) for piece in word)
    fitting = [at for at in range(1, length) if width_of(_cut(word, at, "")[0]) <= room]
    return _cut(word, max(fitting, default=1), "") if length > 1 else None


def _places(word: Word, divided: tuple[int, int] | None) -> list[tuple[int, str]]:
    """Where a word may be divided, in characters, and the hyphen that is then added, if any."""
    text = "".join(piece.text for piece in word)
    places = [(found.end(), "") for found in INSIDE_WORD.finditer(text)]
    if divided and not places:
        for found in LETTERS.finditer(text):
            places += [(found.start() + at, "-") for at in break_points(found[0], divided)]
    return places


def _cut(word: Word, at: int, hyphen: str) -> tuple[Word, Word]:
    first: list[Piece] = []
    second: list[Piece] = []
    for piece in word:
        if at >= len(piece.text) and not second:
            first.append(piece)
        elif at > 0 and not second:
            first.append(replace(piece, text=piece.text[:at]))
            second.append(replace(piece, text=piece.text[at:]))
        else:
            second.append(piece)
        at -= len(piece.text)
    if hyphen:
        first[-1] = replace(first[-1], text=first[-1].text + hyphen)
    return tuple(first), tuple(second)


def _parts(word: Word) -> list[Word]:
    """A word divided at every hyphen of its own."""
    places = [at for at, _ in _places(word, None)]
    parts = []
    for at in reversed(places):
        word, tail = _cut(word, at, "")
        parts.append(tail)
    return [*parts, word]

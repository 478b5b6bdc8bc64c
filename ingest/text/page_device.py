"""Takes down the words of a PDF page as pdfminer's interpreter meets them, with place, size and font.

pdfminer's own layout analysis makes several objects for each letter; a run for each shown string is all
that the later steps need, and costs about half the time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.utils import Matrix, apply_matrix_pt, mult_matrix

from ingest.documents import Unreadable
from ingest.text.hidden_text import take_out_hidden
from ingest.text.painted import Colour, Ground, box_of, plain_colour, subpaths
from ingest.text.printed import PrintedPage, Rule, Run
from ingest.text.turned_pages import inside, level, most_read, visible

WORD_GAP = 0.12
"""Space between two letters, in ems, that a reader sees as a space between words."""
COLUMN_GAP = 1.0
MOST_RULES = 20_000
"""Drawings beyond this many lines on a page are pictures, not tables."""
MOST_FORMS = 20_000
"""Forms and pictures painted on one page; a scan in strips has some hundred."""
MOST_STRINGS = 200_000
"""Shown on one page; the fullest page among our samples has 3,000."""
HEAVY = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


SHORT, MOST_PIECES = 16, 20_000
"""Bytes of a string that is remembered with its letters, and how many are for each font."""
Piece = tuple[str, float, int, int, int]
"""Letters, their width in ems, how many follow the first, how many are spaces, how many are unknown."""


class PageDevice(PDFTextDevice):
    """Collects the runs and rules of the page being interpreted."""

    ctm: Matrix

    def __init__(self, resources: Any, off_layers: frozenset[int] = frozenset()) -> None:
        super().__init__(resources)
        self.unknown = 0
        self._off_layers = off_layers
        self._colours: dict[Any, Colour | None] = {}
        self._glyphs: dict[PDFFont, dict[int, tuple[str, float]]] = {}
        self._pieces: dict[PDFFont, dict[bytes, Piece]] = {}
        self._styles: dict[PDFFont, tuple[str, bool, float]] = {}
        self._clear()

    def _clear(self) -> None:
        self._runs: list[Run] = []
        self._turned: dict[int, list[Run]] = {}
        self._rules: list[Rule] = []
        self._replacements: list[tuple[str, int] | None] = []
        self._layers: list[bool] = []
        self._forms = 0
        self.ground = Ground()

    def begin_page(self, page: Any, ctm: Matrix) -> None:
        """Forget the page before."""
        self._clear()

    def printed_page(self, page: Any, number: int) -> PrintedPage:
        """What was taken down since the page began, in the direction in which most of it is read."""
        x0, y0, x1, y1 = page.cropbox if inside(page.cropbox, page.mediabox) else page.mediabox
        left, foot = x0 - page.mediabox[0], y0 - page.mediabox[1]
        width, height = x1 - x0, y1 - y0
        hidden, letters = take_out_hidden(self.ground, visible(page, left, foot, width, height))
        if page.rotate in (90, 270):
            left, foot, width, height = foot, left, height, width
        runs = (
            [r._replace(x0=r.x0 - left, x1=r.x1 - left, y=r.y - foot) for r in self._runs]
            if left or foot
            else self._runs
        )
        rules = [Rule(r.x0 - left, r.y0 - foot, r.x1 - left, r.y1 - foot) for r in self._rules]
        return replace(most_read(number, (width, height), runs, rules, self._turned), hidden=hidden, taken_out=letters)

    def count_form(self) -> None:
        """One more form or picture is painted. Raises Unreadable where forms paint each other without end."""
        self._forms += 1
        if self._forms > MOST_FORMS:
            raise Unreadable("a page whose drawings refer to each other without end")

    def note_layer(self, layer: Any) -> None:
        """A marked part began that belongs to a layer, or to none."""
        off = self.is_off(layer)
        self._layers.append(off)
        self.ground.off += off

    def is_off(self, layer: Any) -> bool:
        """True for a layer (or a group of layers) that is switched off."""
        if layer is None or not self._off_layers:
            return False
        if isinstance(layer, PDFObjRef) and layer.objid in self._off_layers:
            return True
        group = resolve1(layer)
        members = resolve1(group.get("OCGs")) if isinstance(group, dict) else None
        members = members if isinstance(members, list) else [group.get("OCGs")] if isinstance(group, dict) else []
        return bool(members) and all(isinstance(m, PDFObjRef) and m.objid in self._off_layers for m in members)

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """Note the words that the file gives for a marked part, where it does (ISO 32000-1, 14.9.4)."""
        given = props.get("ActualText") if isinstance(props, dict) else None
        self._replacements.append((_decode(given), len(self._runs)) if isinstance(given, bytes) else None)

    def end_tag(self) -> None:
        """Put the given words in the place of the shown ones."""
        if self._layers:
            self.ground.off -= self._layers.pop()
        replacement = self._replacements.pop() if self._replacements else None
        if replacement and len(self._runs) > replacement[1]:
            text, start = replacement
            shown = self._runs[start:]
            if len({round(run.y) for run in shown}) == 1:
                self._runs[start:] = [shown[0]._replace(text=text, x1=max(run.x1 for run in shown))]
                self.ground.join(self._runs, start)

    def render_string(self, textstate: Any, seq: Iterable[Any], ncs: Any, graphicstate: Any) -> None:
        """Take down one shown string."""
        if len(self.ground.inks) > MOST_STRINGS:
            raise Unreadable(f"a page with more than {MOST_STRINGS:,} pieces of text")
        font = textstate.font
        if font.is_vertical():
            super().render_string(textstate, seq, ncs, graphicstate)
            return
        pieces = self._pieces.setdefault(font, {})
        size = textstate.fontsize
        scaling = textstate.scaling * 0.01
        charspace = textstate.charspace * scaling
        colour = self._colour(ncs, graphicstate.ncolor)
        wordspace = 0 if font.is_multibyte() else textstate.wordspace * scaling
        unit, advance = 0.001 * size * scaling, size * scaling
        gap, wide = abs(WORD_GAP * advance), abs(COLUMN_GAP * advance)
        x, y = textstate.linematrix
        letters: list[str] = []
        start = end = x
        spaced = False
        matrix = mult_matrix(textstate.matrix, self.ctm)
        for part in seq:
            if isinstance(part, bytes):
                text, width, more, spaces, unknown = pieces.get(part) or self._piece(font, pieces, part)
                if more < 0:
                    continue
                if spaced:
                    x += charspace
                if not letters:
                    start = x
                letters.append(text)
                self.unknown += unknown
                x += width * advance + more * charspace
                end = x
                if wordspace and spaces:
                    x += wordspace * spaces
                    end = x - wordspace if part.endswith(b" ") else x
                spaced = True
            elif isinstance(part, (int, float)):
                x -= part * unit
                spaced = True
                if letters:
                    shift = (x - end) if advance >= 0 else (end - x)
                    if shift > wide or shift < -wide:
                        self._take(letters, start, end, y, matrix, textstate, colour)
                        letters = []
                    elif shift > gap and letters[-1][-1:] != " ":
                        letters.append(" ")
        if letters:
            self._take(letters, start, end, y, matrix, textstate, colour)
        textstate.linematrix = (x, y)

    def _piece(self, font: PDFFont, pieces: dict[bytes, Piece], part: bytes) -> Piece:
        """What some bytes stand for in a font; remembered where they are few, as they come again and again."""
        glyphs = self._glyphs.setdefault(font, {})
        text: list[str] = []
        width, spaces = 0.0, 0
        for cid in font.decode(part):
            glyph = glyphs.get(cid)
            if glyph is None:
                glyph = glyphs[cid] = self._glyph(font, cid)
            text.append(glyph[0])
            width += glyph[1]
            spaces += cid == 32
        piece = ("".join(text), width, len(text) - 1, spaces, text.count(""))
        if len(part) <= SHORT and len(pieces) < MOST_PIECES:
            pieces[part] = piece
        return piece

    def render_char(
        self,
        matrix: Matrix,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Take down one letter of a vertically set string."""
        text, width = self._glyph(font, cid)
        a, b, c, d, e, f = matrix
        size = fontsize * math.hypot(c, d)
        name, bold, _ = self._style(font)
        self._runs.append(Run(text, e, e + width * size, f, size, name, bold))
        return float(font.char_width(cid) * fontsize * scaling)

    def _glyph(self, font: Any, cid: int) -> tuple[str, float]:
        try:
            text = font.to_unichr(cid)
        except (PDFUnicodeNotDefined, KeyError, TypeError, AttributeError):
            text = ""
        return text, float(font.char_width(cid))

    def _style(self, font: Any) -> tuple[str, bool, float]:
        """Name without the subset's prefix, whether it is a bold one, and the height of its unit square."""
        style = self._styles.get(font)
        if style is None:
            name = getattr(font, "fontname", "")
            name = name.decode("latin-1") if isinstance(name, bytes) else str(name)
            name = name.partition("+")[2] if name[6:7] == "+" else name
            height = 1.0
            if isinstance(font, PDFType3Font):
                height = abs(font.vscale * (font.get_height() / font.vscale if font.vscale else 1)) or 1.0
            style = self._styles[font] = (name, bool(HEAVY.search(name)), height)
        return style

    def _colour(self, space: Any, value: Any) -> Colour | None:
        key = (getattr(space, "name", ""), value)
        try:
            return self._colours[key]
        except KeyError:
            colour = self._colours[key] = plain_colour(space, value)
            return colour
        except TypeError:
            return None

    def _take(
        self,
        letters: list[str],
        start: float,
        end: float,
        y: float,
        matrix: Matrix,
        state: Any,
        colour: Colour | None,
    ) -> None:
        text = "".join(letters)
        if not text or text.isspace() and len(text) > 200:
            return
        a, b, c, d, e, f = matrix
        name, bold, height = self._styles.get(state.font) or self._style(state.font)
        bold = bold or state.render == 2
        y += state.rise
        size = abs(state.fontsize) * math.hypot(c, d) * height
        if abs(b) <= abs(a) * 0.02 and a != 0:
            x0, x1, level_y = a * start + c * y + e, a * end + c * y + e, b * start + d * y + f
            if x0 > x1:
                x0, x1 = x1, x0
            self._runs.append(Run(text, x0, x1, level_y, size, name, bold))
            box = (x0, level_y - 0.1 * size, x1, level_y + 0.7 * size)
            self.ground.show(self._runs, box, size, state.render, colour)
            return
        first, last = (a * start + c * y + e, b * start + d * y + f), (a * end + c * y + e, b * end + d * y + f)
        angle = round(math.degrees(math.atan2(b, a))) % 360
        turned = self._turned.setdefault(angle, [])
        turned.append(level(Run(text, 0, 0, 0, size, name, bold), first, last, angle))
        self.ground.show(turned, box_of((first, last)), size, state.render, colour)

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Keep what looks like a straight horizontal or vertical line, and what is filled."""
        if fill and len(path) <= 400:
            colour = self._colour(graphicstate.ncs, graphicstate.ncolor)
            for part, is_box in subpaths(path):
                placed = [apply_matrix_pt(self.ctm, corner) for corner in part]
                self.ground.fill(box_of(placed), colour, is_box)
        if len(self._rules) >= MOST_RULES or len(path) > 400:
            return
        corners: list[tuple[float, float]] = []
        for segment in [*path, ("m",)]:
            kind = segment[0]
            if kind == "m":
                self._rule(corners, stroke)
                corners = []
            if kind in "ml" and len(segment) == 3:
                corners.append(apply_matrix_pt(self.ctm, segment[1:]))
            elif kind == "h" and corners:
                corners.append(corners[0])
            elif len(segment) > 1:
                corners = []

    def render_image(self, name: str, stream: Any) -> None:
        """Note where a picture is painted: the unit square, placed by the matrix in force."""
        corners = [apply_matrix_pt(self.ctm, corner) for corner in ((0, 0), (1, 0), (0, 1), (1, 1))]
        masked = any(stream.get(key) for key in ("SMask", "Mask", "ImageMask", "IM", "SMaskInData"))
        self.ground.picture(box_of(corners), not masked)

    def _rule(self, corners: list[tuple[float, float]], stroke: bool) -> None:
        if len(corners) < 2:
            return
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        box = Rule(min(xs), min(ys), max(xs), max(ys))
        wide, high = box.x1 - box.x0, box.y1 - box.y0
        if min(wide, high) <= 3:
            if max(wide, high) >= 4:
                self._rules.append(box)
        elif (
            stroke and len(corners) in (4, 5) and len({round(x) for x in xs}) == 2 and len({round(y) for y in ys}) == 2
        ):
            self._rules += [
                Rule(box.x0, box.y0, box.x1, box.y0),
                Rule(box.x0, box.y1, box.x1, box.y1),
                Rule(box.x0, box.y0, box.x0, box.y1),
                Rule(box.x1, box.y0, box.x1, box.y1),
            ]


def _decode(given: bytes) -> str:
    """A text string of a PDF: UTF-16 with its mark, else close enough to Latin-1."""
    if given.startswith(b"\xfe\xff"):
        return given[2:].decode("utf-16-be", "ignore")
    return given.decode("latin-1")

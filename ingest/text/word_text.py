"""Takes down the words of a Word paragraph as a reader sees them: inserted words, not deleted or hidden ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from ingest.text.word_styles import PLAIN, ParagraphStyle, W, is_on, value_of

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DELETED = frozenset(W + name for name in ("del", "moveFrom"))
INSERTED = frozenset(W + name for name in ("ins", "moveTo"))
APART = frozenset(W + name for name in ("pPr", "rPr", "delText", "instrText", "delInstrText", "txbxContent", "tbl"))
"""Inside a paragraph, but no words of it."""
SIGNS = {
    W + "tab": " ",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "ptab": " ",
}


@dataclass
class Seen:
    """What was met beside the words: kinds of hidden and tracked text with how many letters each has."""

    hidden: int = 0
    deleted: int = 0
    inserted: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind ("footnote", "endnote") and id of each note referred to, in order."""


@dataclass
class Words:
    """The words of one paragraph; `bold` is True where all of them are, `boxes` are text boxes anchored in it."""

    text: str = ""
    bold: bool = False
    boxes: list[etree._Element] = field(default_factory=list)


class WordReader:
    """Reads paragraphs one after the other and remembers what must be told to a person."""

    def __init__(self, styles: Mapping[str, ParagraphStyle]) -> None:
        self.styles = styles
        self.seen = Seen()

    def style_of(self, paragraph: etree._Element) -> ParagraphStyle:
        """The style of a paragraph, the plain one where it has none."""
        return self.styles.get(value_of(paragraph.find(W + "pPr"), "pStyle"), PLAIN)

    def read(self, paragraph: etree._Element) -> Words:
        """The words of a paragraph that Word would print with all changes accepted."""
        style = self.style_of(paragraph)
        words = Words()
        letters: list[tuple[str, bool]] = []
        self._walk(paragraph, style, words, letters)
        words.text = "".join(text for text, _ in letters)
        said = [bold for text, bold in letters if text.strip()]
        words.bold = bool(said) and all(said)
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None and mark.find(W + "del") is not None:
            self.seen.deleted += 1
        return words

    def _walk(
        self, parent: etree._Element, style: ParagraphStyle, words: Words, letters: list[tuple[str, bool]]
    ) -> None:
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            if tag in DELETED:
                self.seen.deleted += _count(child)
            elif tag == W + "r":
                self._run(child, style, words, letters)
            elif tag == COMPATIBILITY + "AlternateContent":
                chosen = child.find(COMPATIBILITY + "Choice")
                if chosen is not None:
                    self._walk(chosen, style, words, letters)
            elif tag not in APART:
                if tag in INSERTED:
                    self.seen.inserted += _count(child)
                self._walk(child, style, words, letters)

    def _run(self, run: etree._Element, style: ParagraphStyle, words: Words, letters: list[tuple[str, bool]]) -> None:
        looks = run.find(W + "rPr")
        own = self.styles.get(value_of(looks, "rStyle"), PLAIN)
        vanish = looks.find(W + "vanish") if looks is not None else None
        if is_on(looks, "vanish") or (vanish is None and (style.hidden or own.hidden)):
            self.seen.hidden += _count(run)
            return
        set_bold = looks.find(W + "b") is not None if looks is not None else False
        bold = is_on(looks, "b") if set_bold else style.bold or own.bold
        for part in run:
            self._part(part, bold, words, letters)

    def _part(self, part: etree._Element, bold: bool, words: Words, letters: list[tuple[str, bool]]) -> None:
        tag = part.tag
        if tag == W + "t":
            letters.append((part.text or "", bold))
        elif tag in SIGNS:
            letters.append((SIGNS[tag], bold))
        elif tag == W + "sym":
            letters.append((_symbol(part), bold))
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            kind = "footnote" if tag == W + "footnoteReference" else "endnote"
            self.seen.notes.append((kind, str(part.get(W + "id", ""))))
        elif tag in (W + "drawing", W + "pict", W + "object", COMPATIBILITY + "AlternateContent"):
            words.boxes.extend(_boxes(part))


def _boxes(part: etree._Element) -> list[etree._Element]:
    """The text boxes in a drawing, each once: Word writes most of them twice, for itself and for older readers."""
    choices = any(True for _ in part.iter(COMPATIBILITY + "Choice"))
    doubles = (W + "txbxContent", COMPATIBILITY + "Fallback") if choices else (W + "txbxContent",)
    return [box for box in part.iter(W + "txbxContent") if next(box.iterancestors(*doubles), None) is None]


def _count(element: etree._Element) -> int:
    """How many letters stand in an element, deleted ones too; 1 where a change is about no letters."""
    texts = (t.text or "" for t in element.iter(W + "t", W + "delText"))
    return sum(len("".join(text.split())) for text in texts) or int(element.tag in DELETED | INSERTED)


def _symbol(part: etree._Element) -> str:
    """A letter of a symbol font, as the private letter that the cleaning knows."""
    code = str(part.get(W + "char", ""))
    try:
        return chr(int(code, 16)) if 0 < len(code) <= 5 else ""
    except (ValueError, OverflowError):
        return ""

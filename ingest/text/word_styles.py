"""What the styles and lists of a Word file mean: which paragraphs are headings, and the numbers Word would print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING_NAME = re.compile(r"heading (\d)", re.IGNORECASE)
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
LEVELS = 9


@dataclass(frozen=True)
class ParagraphStyle:
    """A style with what it takes over from the ones it is based on.

    `level` is 1 to 9 for a heading, else 0; `list_id` and `list_level` say in which list its
    paragraphs stand; `hidden` that its words are not shown.
    """

    name: str
    level: int = 0
    list_id: str = ""
    list_level: int = 0
    hidden: bool = False
    bold: bool = False


PLAIN = ParagraphStyle("")


def value_of(element: etree._Element | None, *path: str) -> str:
    """The `w:val` at the end of a path of children, empty where there is none."""
    for name in path:
        element = element.find(W + name) if element is not None else None
    return str(element.get(W + "val", "")) if element is not None else ""


def is_on(properties: etree._Element | None, name: str) -> bool:
    """True where a switch such as `w:vanish` is set (its mere presence sets it)."""
    found = properties.find(W + name) if properties is not None else None
    return found is not None and found.get(W + "val", "1") not in ("0", "false", "off")


def read_styles(parts: Sequence[etree._Element]) -> dict[str, ParagraphStyle]:
    """The styles by their id, those of letters among them."""
    raw = {str(s.get(W + "styleId", "")): s for part in parts for s in part.iter(W + "style")}
    done: dict[str, ParagraphStyle] = {}

    def resolve(id: str, above: tuple[str, ...] = ()) -> ParagraphStyle:
        if id in done or id not in raw or id in above or len(above) > 20:
            return done.get(id, PLAIN)
        style = raw[id]
        base = resolve(value_of(style, "basedOn"), (*above, id))
        done[id] = _style(style, base)
        return done[id]

    for id in raw:
        resolve(id)
    return done


def _style(style: etree._Element, base: ParagraphStyle) -> ParagraphStyle:
    name = value_of(style, "name")
    letters, paragraph = style.find(W + "rPr"), style.find(W + "pPr")
    outline = value_of(paragraph, "outlineLvl")
    named = HEADING_NAME.fullmatch(name)
    level = int(named[1]) if named else int(outline) + 1 if outline.isdigit() and int(outline) < LEVELS else base.level
    return ParagraphStyle(
        name=name,
        level=level,
        list_id=value_of(paragraph, "numPr", "numId") or base.list_id,
        list_level=_number(value_of(paragraph, "numPr", "ilvl"), base.list_level),
        hidden=base.hidden or is_on(letters, "vanish"),
        bold=base.bold or is_on(letters, "b"),
    )


@dataclass(frozen=True)
class ListLevel:
    """One level of a list: how its number is written, and with what it starts."""

    form: str
    pattern: str
    start: int = 1


@dataclass
class Lists:
    """The lists of a document, counting on as its paragraphs go by."""

    levels: dict[str, tuple[str, dict[int, ListLevel]]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def next_label(self, list_id: str, level: int) -> tuple[bool, str]:
        """Whether the next paragraph of a list has a bullet, and the label printed before it ("4.2", "(a)")."""
        known = self.levels.get(list_id)
        if known is None or not 0 <= level < LEVELS:
            return False, ""
        abstract, levels = known
        form = levels.get(level)
        if form is None or form.form == "bullet":
            return form is not None, ""
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        now = counts[level]
        counts[level] = form.start if now is None else now + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        return False, "" if form.form == "none" else self._label(form, levels, counts)

    def _label(self, form: ListLevel, levels: dict[int, ListLevel], counts: list[int | None]) -> str:
        def number(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            other = levels.get(place, form)
            count = counts[place] if counts[place] is not None else other.start
            return _written(count or 0, other.form)

        return re.sub(r"%([1-9])", number, form.pattern).strip()


def read_lists(parts: Sequence[etree._Element]) -> Lists:
    """The lists by the id that paragraphs give."""
    lists = Lists()
    for part in parts:
        abstract = {str(a.get(W + "abstractNumId", "")): _levels(a) for a in part.iter(W + "abstractNum")}
        for number in part.iter(W + "num"):
            id, of = str(number.get(W + "numId", "")), value_of(number, "abstractNumId")
            own = dict(abstract.get(of, {}))
            restarts = False
            for override in number.iter(W + "lvlOverride"):
                place = _number(override.get(W + "ilvl"), 0)
                start = value_of(override, "startOverride")
                if start.isdigit() and place in own:
                    own[place] = ListLevel(own[place].form, own[place].pattern, int(start))
                    restarts = True
            lists.levels[id] = (f"{of}/{id}" if restarts else of, own)
    return lists


def _levels(abstract: etree._Element) -> dict[int, ListLevel]:
    return {
        _number(level.get(W + "ilvl"), 0): ListLevel(
            form=value_of(level, "numFmt") or "decimal",
            pattern=value_of(level, "lvlText"),
            start=_number(value_of(level, "start"), 1),
        )
        for level in abstract.iter(W + "lvl")
    }


def _written(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter[:6] if form == "lowerLetter" else letter[:6].upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 400:
        roman = ""
        for value, letters in ROMAN:
            while count >= value:
                roman, count = roman + letters, count - value
        return roman if form == "lowerRoman" else roman.upper()
    return str(count)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise

"""Recommendations as they are printed: labelled, numbered, bulleted or in a table, each with its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.sections import HEADINGS, Place
from repository.records.items import BlockRole, Recommendation

LABELLED = re.compile(
    r"^(?:(?P<word>(?:Key\s+|Overall\s+|National\s+|Local\s+)?Recommendation|Rec\.?)\s+(?:No\.?\s*)?(?P<number>\d{1,3}(?:\.\d{1,2})*[a-z]?|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"|(?P<short>R\s?\d{1,3}))\b\s*[:.)–—-]*\s*",
    re.IGNORECASE,
)
SECTIONS = frozenset({"recs", "single-recs"})
DIRECTIVE = re.compile(
    r"\b(?:should|must|shall|recommends?|recommended|needs?\s+to|is\s+asked\s+to|are\s+asked\s+to|to\s+(?:ensure|review|consider|develop|seek|provide))\b"
    r"|^(?:Ensure|Review|Develop|Consider|Improve|Establish|Strengthen|Provide|Put|Make|Work|Implement|Take|Continue|Increase|Reduce|Undertake|Secure|Accelerate|Evaluate|Raise|Monitor)\b",
)
INTRODUCES = re.compile(r":\s*$")
UNFINISHED = re.compile(r"[:;,]\s*(?:and\s*|or\s*)?$")
"""Ends of a list that goes on in the next paragraph."""
COLUMN = {
    "text": re.compile(r"\brecommendation|\baction\b|\bwhat (?:needs|will)", re.IGNORECASE),
    "label": re.compile(r"^(?:no|number|ref|reference|#|rec(?:ommendation)? no)\.?$", re.IGNORECASE),
    "owner": re.compile(r"\b(?:lead|owner|responsib|agency|who|by whom)\b", re.IGNORECASE),
    "due": re.compile(r"\b(?:timescale|date|deadline|when|by when|target|completion)\b", re.IGNORECASE),
}
NAMED = {"recommendation", "rec", "rec."}


@dataclass
class Draft:
    """A recommendation while its blocks are being collected."""

    label: str
    rule: str
    texts: list[str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    owner: str = ""
    due: str = ""
    level: int = 0

    def add(self, text: str, page: int) -> None:
        """Take in the words of one more block."""
        if text:
            self.texts.append(text)
        if page not in self.pages:
            self.pages.append(page)

    @property
    def text(self) -> str:
        """The words collected so far."""
        return " ".join(self.texts).strip()


def find_recommendations(places: Sequence[Place]) -> list[Recommendation]:
    """The recommendations of a document in order, each once, without addressees.

    Labelled ones ("Recommendation 4: …") are taken wherever they stand; where a document has none, the
    rows of a table with a column of recommendations, the numbered paragraphs, and at last the bullets
    of its section of recommendations. One that is printed twice is kept where it stands first.
    """
    for collect in (_from_tables, _labelled, _numbered, _bulleted):
        found = _each_once(collect(places))
        if found:
            return found
    return []


def label_of(text: str) -> tuple[str, str]:
    """The printed number of a labelled recommendation and the words after it; empty where there is no label."""
    match = LABELLED.match(text)
    if match is None:
        return "", text
    number = match["number"] or match["short"].replace(" ", "")
    return number, text[match.end() :]


def _labelled(places: Sequence[Place]) -> list[Draft]:
    drafts: list[Draft] = []
    current: Draft | None = None
    for place in places:
        block = place.block
        label, rest = label_of(block.text)
        if label and _starts_one(place, label, rest):
            level = block.level if block.role in HEADINGS else 0
            current = Draft(label, "recommendations.labelled", level=level)
            current.add(rest, place.page)
            drafts.append(current)
        elif current is not None:
            if _goes_on(current, place):
                current.add(_words(place), place.page)
            else:
                current = None
    return [d for d in drafts if len(d.text) > 20]


def _starts_one(place: Place, label: str, rest: str) -> bool:
    if place.block.role in (BlockRole.FOOTNOTE, BlockRole.TABLE_HEADER):
        return False
    if place.block.role in HEADINGS or not rest:
        return True
    # "Recommendation 4 was accepted" speaks of a recommendation and is none
    return not re.match(r"(?:of|was|is|has|had|and|in|above|below|to|from|on|which|that|refers?|will)\b", rest)


def _goes_on(draft: Draft, place: Place) -> bool:
    block = place.block
    if block.role in HEADINGS or block.role in (BlockRole.FOOTNOTE, BlockRole.TABLE_HEADER, BlockRole.TABLE_ROW):
        return False
    if block.continues or not draft.text:
        return True
    if block.role == BlockRole.LIST_ITEM:
        return bool(INTRODUCES.search(draft.texts[0])) or draft.level > 0 or len(draft.texts) > 1
    if block.number:
        return False
    return draft.level > 0 or bool(UNFINISHED.search(draft.text))


def _words(place: Place) -> str:
    return f"{place.block.number} {place.text}".strip() if place.block.role == BlockRole.LIST_ITEM else place.text


def _numbered(places: Sequence[Place]) -> list[Draft]:
    drafts: list[Draft] = []
    current: Draft | None = None
    for place in places:
        block = place.block
        if place.section not in SECTIONS or block.role in HEADINGS:
            current = None
        elif block.number and block.role in (BlockRole.PARAGRAPH, BlockRole.LIST_ITEM) and DIRECTIVE.search(block.text):
            current = Draft(block.number.strip("().").strip(), "recommendations.numbered")
            current.add(block.text, place.page)
            drafts.append(current)
        elif current is not None and block.role != BlockRole.FOOTNOTE:
            if block.continues or block.role == BlockRole.LIST_ITEM or UNFINISHED.search(current.text):
                current.add(block.text, place.page)
            else:
                current = None
    return drafts


def _bulleted(places: Sequence[Place]) -> list[Draft]:
    drafts: list[Draft] = []
    for place in places:
        block = place.block
        if place.section not in SECTIONS or block.role in HEADINGS or block.role == BlockRole.FOOTNOTE:
            continue
        if block.continues and drafts:
            drafts[-1].add(block.text, place.page)
        elif block.role == BlockRole.LIST_ITEM:
            label, rest = label_of(block.text)
            drafts.append(Draft(label, "recommendations.bulleted"))
            drafts[-1].add(rest, place.page)
        elif DIRECTIVE.search(block.text) and not INTRODUCES.search(block.text):
            drafts.append(Draft("", "recommendations.bulleted"))
            drafts[-1].add(block.text, place.page)
    return drafts


def _from_tables(places: Sequence[Place]) -> list[Draft]:
    drafts: list[Draft] = []
    columns: dict[str, int] = {}
    for place in places:
        block = place.block
        if block.role == BlockRole.TABLE_HEADER:
            columns = _columns(block.cells)
        elif block.role != BlockRole.TABLE_ROW:
            if block.role in HEADINGS:
                columns = {}
        elif "text" in columns and len(block.cells) > max(columns.values()):
            _add_row(drafts, block.cells, columns, place)
    return drafts if len(drafts) > 1 else []


def _columns(header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, pattern in COLUMN.items():
        at = next((n for n, cell in enumerate(header) if pattern.search(cell) and n not in found.values()), None)
        if at is not None:
            found[name] = at
    recommends = any(re.search(r"\brecommendation", cell, re.IGNORECASE) for cell in header)
    return found if recommends else {}


def _add_row(drafts: list[Draft], cells: Sequence[str], columns: dict[str, int], place: Place) -> None:
    def cell(name: str) -> str:
        return cells[columns[name]].strip() if name in columns else ""

    if drafts and not cell("label") and "label" in columns:
        drafts[-1].add(cell("text"), place.page)  # the row goes on after a page break
        return
    label, text = label_of(cell("text"))
    label = cell("label").rstrip(".") or label or str(len(drafts) + 1)
    drafts.append(Draft(label_of(label)[0] or label, "recommendations.in_table", owner=cell("owner"), due=cell("due")))
    drafts[-1].add(text, place.page)


def _each_once(drafts: Sequence[Draft]) -> list[Recommendation]:
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((d for d in kept if d.label == draft.label and _alike(d.text, draft.text)), None)
        if twin is None:
            kept.append(draft)
    return [
        Recommendation(d.label, d.text, tuple(d.pages), owner=d.owner, due=d.due, rule=d.rule, confidence=0.9)
        for d in kept
    ]


def _alike(one: str, two: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.partial_ratio(one[:400], two[:400]) > 85

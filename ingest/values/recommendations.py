"""Recommendations as they are printed: labelled, numbered, bulleted or in a table, each with its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.values.sections import HEADINGS, Place, section_of
from repository.records.items import BlockRole, Recommendation

LABELLED = re.compile(
    r"^(?:(?P<word>(?:Key\s+|Overall\s+|National\s+|Local\s+)?Recommendation|Rec\.?)\s+(?:No\.?\s*)?(?P<number>\d{1,3}(?:\.\d{1,2})*[a-z]?|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"|(?P<short>R\s?\d{1,3}))\b\s*[:.)–—-]*\s*",
    re.IGNORECASE,
)
BODY = (BlockRole.PARAGRAPH, BlockRole.LIST_ITEM)
SECTIONS = frozenset({"recs", "single-recs"})
DIRECTIVE = re.compile(
    r"\b(?:should|must|shall|recommends?|recommended|needs?\s+to|is\s+asked\s+to|are\s+asked\s+to|to\s+(?:ensure|review|consider|develop|seek|provide))\b"
    r"|^That\s+[a-z]|^(?:Ensure|Review|Develop|Consider|Improve|Establish|Strengthen|Provide|Put|Make|Work|Implement|Take|Continue|Increase|Reduce|Undertake|Secure|Accelerate|Evaluate|Raise|Monitor)\b",
)
INTRODUCES = re.compile(r":\s*$")
INTRODUCTION = re.compile(r"^(?:I|We|The\s+\w+)\s+(?:recommends?\s+as\s+follows|makes?\s+the\s+following)\b")
"""How a paragraph begins that only announces the recommendations below it."""
CODE = re.compile(r"(?P<code>[A-Z]{2,5}\d{1,2})\.?:?\s+(?=[A-Z])")
BRACKETED = re.compile(r"(\(\d{1,2}\))\s*")
UNFINISHED = re.compile(r"[:;,]\s*(?:and\s*|or\s*)?$")
"""Ends of a list that goes on in the next paragraph."""
COMPLETE = re.compile(r"\(\d+(?:\.\d+)+\)\s*$")
"""A reference to the paragraph that a recommendation comes from, printed at its end."""
ANSWER = re.compile(
    r"(?:Response\b|Accepted\b|Reasons?\s*:|Rationale\b|Why\s+this\s+matters|(?:The\s+)?(?:UK\s+|Scottish\s+|Welsh\s+)?(?:government|board|partnership|department|committee|council)"
    r"\s+(?:partially\s+|fully\s+|also\s+)?(?:accepts?|accepted|supports?|rejects?|notes|agrees?|welcomes?|recognises?|will)\b)",
    re.IGNORECASE,
)
"""How an answer to a recommendation begins."""
MARK = re.compile(r"\(Recommendations?\b[^)]*\)\s*$")
LETTER = re.compile(r"\(?(?:[a-z]|[ivx]+)[.)]")
COMMAND = re.compile(
    r"(?!(?:The|A|An|This|These|That|It|In|At|On|For|We|There|He|She|They|Our|His|Her|Its|All|Both|Some|Each|Many|Most|As|When"
    r"|While|If|Although|However|Since|After|Before|During|Following|Mother|Father|Child|No)\b)[A-Z][a-z]+\b"
)
"""A sentence that may start with a verb."""
COLUMN = {
    "text": re.compile(r"\brecommendation|\baction\b|\bwhat (?:needs|will)", re.IGNORECASE),
    "label": re.compile(r"^(?:no|number|ref|reference|#|rec(?:ommendation)? no)\.?$", re.IGNORECASE),
    "owner": re.compile(
        r"\b(?:lead|owner|responsib|agency|agencies|who|by whom|addressed to|addressees?)\b|^(?:for|to)$", re.IGNORECASE
    ),
    "due": re.compile(r"\b(?:timescale|date|deadline|when|by when|target|completion)\b", re.IGNORECASE),
}
ADDRESSED = re.compile(
    r"(?:(?:Single[\s-]agency\s+)?Recommendations?\s+)?(?:to|for)\s+(?P<whom>(?:the\s+|all\s+|both\s+)?[A-Z][^.:]*?|(?:the|all)\s+[^.:]*?)"
    r"(?:\s+I\s+would[^:]*|\s+we\s+[^:]*)?:?$",
    re.IGNORECASE,
)
LONGEST_HEADING = 100
"""Characters of words that stand above the recommendations to one agency."""
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

    The rows of a table with a column of recommendations come first; where there is none, those that
    carry a label ("Recommendation 4: …"), wherever they stand; then the marked and the numbered
    paragraphs, and at last the bullets, of the section of recommendations. Those that agencies made
    for themselves, coded by agency ("POL1"), are added. One that is printed twice is kept where it
    stands first.
    """
    for collect in (_from_tables, _labelled, _marked, _numbered, _bulleted):
        found = collect(places)
        if found:
            return _each_once(_under_their_headings(found, places) + _coded(places))
    return _each_once(_coded(places))


def _under_their_headings(drafts: list[Draft], places: Sequence[Place]) -> list[Draft]:
    """The drafts with their owner where they stand below words that address them ("To the Constabulary")."""
    addressed, headed = "", []
    for place in places:
        if place.section not in SECTIONS:
            addressed = ""
        elif match := ADDRESSED.match(place.text) if len(place.text) < LONGEST_HEADING else None:
            addressed = match["whom"].strip()
        elif place.block.role in HEADINGS:
            addressed = ""
        elif addressed:
            headed.append((place.page, place.text, addressed))
    for draft in drafts if headed else ():
        owners = [o for page, text, o in headed if draft.pages[:1] == [page] and draft.texts and draft.texts[0] in text]
        draft.owner = draft.owner or next(iter(owners), "")
    return drafts


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
        if label and _starts_one(place, rest):
            level = block.level if block.role in HEADINGS else 0
            current = Draft(label, "recommendations.labelled", level=level)
            # The rest of a heading is the recommendation itself, or a title above it ("A better approach to risk").
            if rest and (not level or _says_what_to_do(rest)):
                current.add(rest, place.page)
            drafts.append(current)
        elif current is not None:
            if _goes_on(current, place):
                current.add(_words(place), place.page)
            else:
                current = None
    return [d for d in drafts if len(d.text) > 20]


def _starts_one(place: Place, rest: str) -> bool:
    if place.block.role in (BlockRole.FOOTNOTE, BlockRole.TABLE_HEADER):
        return False
    if place.block.role in HEADINGS or not rest:
        return True
    # "Recommendation 4 was accepted" speaks of a recommendation and is none
    return not re.match(r"(?:of|was|is|has|had|and|in|above|below|to|from|on|which|that|refers?|will)\b", rest)


def _says_what_to_do(words: str) -> bool:
    return bool(DIRECTIVE.search(words)) or words.rstrip()[-1] in ".:)" or len(words.split()) > 14


def _goes_on(draft: Draft, place: Place) -> bool:
    block = place.block
    if block.role in HEADINGS or block.role in (BlockRole.FOOTNOTE, BlockRole.TABLE_HEADER, BlockRole.TABLE_ROW):
        return False
    if ANSWER.match(block.text):
        return False
    if block.continues or not draft.text or UNFINISHED.search(draft.text):
        return True
    if COMPLETE.search(draft.text):
        return False
    if block.role == BlockRole.LIST_ITEM:
        return bool(INTRODUCES.search(draft.texts[0])) or draft.level > 0 or len(draft.texts) > 1
    if block.number:
        return False
    return draft.level > 0


def _words(place: Place) -> str:
    lettered = place.block.role == BlockRole.LIST_ITEM or LETTER.fullmatch(place.block.number)
    return f"{place.block.number} {place.text}".strip() if lettered else place.text


def _marked(places: Sequence[Place]) -> list[Draft]:
    """Numbered conclusions of which some end with the word Recommendation in brackets (select committees)."""
    drafts: list[Draft] = []
    waiting: Draft | None = None
    for place in places:
        if place.section not in SECTIONS or place.block.role in HEADINGS:
            continue
        if waiting is None or place.block.number:
            waiting = Draft(place.block.number.strip("()."), "recommendations.marked")
        waiting.add(place.text, place.page)
        if MARK.search(place.text):
            waiting.texts[-1] = MARK.sub("", waiting.texts[-1]).strip()
            drafts.append(waiting)
            waiting = None
    return drafts


def _numbered(places: Sequence[Place]) -> list[Draft]:
    drafts: list[Draft] = []
    current: Draft | None = None
    commands = _speaks_in_commands(places)
    for place in places:
        block = place.block
        if place.section not in SECTIONS:
            current = None
        elif block.role in HEADINGS:
            # A numbered heading with lettered paragraphs below it is one recommendation.
            part = block.number and not section_of(block.text)
            current = Draft(_bare(block.number), "recommendations.numbered", level=1) if part else None
            if current is not None:
                drafts.append(current)
        elif current is not None and current.level and block.role != BlockRole.FOOTNOTE:
            current.add(f"{block.number} {block.text}".strip(), place.page)
        elif (
            block.number
            and _is_asked(block.text, commands)
            and not INTRODUCTION.match(block.text)
            and block.role in (BlockRole.PARAGRAPH, BlockRole.LIST_ITEM)
        ):
            current = Draft(_bare(block.number), "recommendations.numbered")
            current.add(block.text, place.page)
            drafts.append(current)
        elif current is not None and block.role != BlockRole.FOOTNOTE:
            if block.continues or block.role == BlockRole.LIST_ITEM or UNFINISHED.search(current.text):
                current.add(block.text, place.page)
            else:
                current = None
    return [d for d in drafts if not d.level or (d.texts and _asks_at_once(d.texts[0]))]


def _asks_at_once(words: str) -> bool:
    return bool(LETTER.match(words) or DIRECTIVE.search(words[:200]))


def _bare(number: str) -> str:
    return number if number.startswith("(") and not number[1:2].isdigit() else number.strip("().").strip()


def _speaks_in_commands(places: Sequence[Place]) -> bool:
    """True where most numbered paragraphs of the section start with a verb ("Devise and implement …")."""
    numbered = [p.text for p in places if p.section in SECTIONS and p.block.number and p.block.role not in HEADINGS]
    return sum(1 for text in numbered if COMMAND.match(text)) > len(numbered) / 2


def _is_asked(text: str, commands: bool) -> bool:
    return bool(DIRECTIVE.search(text)) or (commands and bool(COMMAND.match(text)))


def _bulleted(places: Sequence[Place]) -> list[Draft]:
    drafts: list[Draft] = []
    for place in places:
        block = place.block
        if place.section not in SECTIONS or block.role in HEADINGS or block.role == BlockRole.FOOTNOTE:
            continue
        if block.continues and drafts:
            drafts[-1].add(block.text, place.page)
        elif block.role == BlockRole.LIST_ITEM or _asks_and_is_whole(block.text):
            drafts.append(_item(place))
    return drafts


def _asks_and_is_whole(text: str) -> bool:
    return bool(DIRECTIVE.search(text)) and not (INTRODUCES.search(text) or INTRODUCTION.match(text))


def _item(place: Place) -> Draft:
    label, rest = label_of(place.text)
    bracketed = BRACKETED.match(place.text)
    if bracketed:
        label, rest = bracketed[1], place.text[bracketed.end() :]
    draft = Draft(label or place.block.number, "recommendations.bulleted")
    draft.add(rest, place.page)
    return draft


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


def _coded(places: Sequence[Place]) -> list[Draft]:
    """Single-agency recommendations of an annex, each with a code of the agency's letters and a number."""
    drafts: list[Draft] = []
    for place in places:
        match = CODE.match(place.text)
        if place.section in SECTIONS and match and place.block.role in BODY:
            drafts.append(Draft(match["code"], "recommendations.coded"))
            drafts[-1].add(place.text[match.end() :], place.page)
        elif drafts and place.block.continues and place.block.role == BlockRole.PARAGRAPH:
            drafts[-1].add(place.text, place.page)
    return drafts if len(drafts) > 1 else []


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

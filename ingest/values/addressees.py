"""To whom a recommendation is addressed: the agencies that it says should act, and the owner in a table."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.values.agencies import named_agencies
from ingest.values.phrases import Found, PhraseFinder

ADDRESS = re.compile(
    r"\b(?:should|must|shall|needs?\s+to|will|(?:is|are)\s+(?:asked|invited|advised)\s+to"
    r"|to\s+(?:ensure|review|consider|seek|provide|develop|remind|require|establish))\b"
)
MODAL = re.compile(r"\b(?:should|must|shall|will|needs?\s+to|(?:is|are)\s+(?:asked|invited|advised)\s+to)\b")
TO_DO = re.compile(r"^(?P<who>.{2,80}?)\s+to\s+[a-z]")
"""In a table "Board to audit the care of infants": who, and what to do."""
CONVEYED = re.compile(
    r"\b(?:as\s+commissioners?\s+of|on\s+behalf\s+of|in\s+consultation\s+with|working\s+with)\b[^,]*,?"
)
"""Words that bring in somebody who is not asked: "NHS England, as commissioner of dental services, should …"."""
BOARD_OF_NATION = {"wales": "rsb", "scotland": "cpc", "northern-ireland": "sbni"}
BOARDS = {
    "lscb": (
        "the board", "both boards", "the boards", "the safeguarding board", "safeguarding children board",
        "the committee", "safeguarding panel", "the panel",
    ),
    "lscp": (
        "the partnership", "both partnerships", "the partnerships", "the two partnerships",
        "the safeguarding partnership", "safeguarding children partnership", "the safeguarding partners",
    ),
}  # fmt: skip
"""What a report calls the board that it is written for; in England these are two kinds of body, elsewhere one."""
TRUST = re.compile(r"\bthe\s+Trust\b", re.IGNORECASE)
"""In Northern Ireland the one body for health and social care of its area."""
NHS = re.compile(r"\bNHS\s+(?!England|Trust|Foundation|Scotland)[A-Z]\w+")
"""In Scotland a health board is called by its place: "NHS Strathcorran"."""
BARE = re.compile(r"(?:Board|Partnership)\b")
COUNCIL = re.compile(
    r"\b(?:council|local\s+authority|foster\s+parents|director\s+of\s+social\s+services)\b", re.IGNORECASE
)
SOCIAL_WORK = re.compile(
    r"\b(?:social\s+work\w*|foster\w*|placements?|plac(?:e|ing)\s+an?\s+(?:child|young)|looked[\s-]after|reviewing"
    r"\s+officers?|care\s+plans?|child\s+protection|in\s+care)\b",
    re.IGNORECASE,
)
"""What a council does as children's social care."""
AUTHORITIES = re.compile(
    r"\b(?:placing|responsible|investigating|host)\s+authorit(?:ies|y)\b|\b(?:each|every|no|any)\s+local\s+authority\b"
    r"|\b(?:authorities|councils)\b",
    re.IGNORECASE,
)
"""Councils in general, of which nobody means one service."""
NATIONAL = re.compile(
    r"^(?:That\s+)?(?:[Tt]he\s+)?(?:UK\s+)?(?:Department|Government|Minister|[Rr]egulators?|[Ii]nspectorates?)\b"
)
"""Public bodies of a nation that are called by their kind alone."""


def addressees(text: str, owner: str = "", nation: str = "england", *, headed: bool = False) -> tuple[str, ...]:
    """Agency ids in the order of the words: those before the first "should", and those of the owner.

    "The Board should ask the police to …" is addressed to the board, which is of another kind in another
    nation (an id of regions). Where the owner is a heading ("To the Constabulary"), or the text is a
    command, the owner alone is asked. A council of which no service is named is its children's social
    care where the text is about social work, else the local authority.
    """
    alone = _asked(owner, nation) if owner and (headed or not MODAL.search(text)) else []
    if alone:
        return tuple(dict.fromkeys(alone))
    before = CONVEYED.sub("", _who(text))
    asked = _asked(before, nation) or (_asked(owner, nation) if owner else [])
    if owner and asked:
        asked += _asked(owner, nation)
    return tuple(dict.fromkeys(asked or _called_by_kind(before, text)))


def _who(text: str) -> str:
    cut = ADDRESS.search(text)
    if MODAL.search(text) is None and (told := TO_DO.match(text)):
        return told["who"]
    return text[: cut.start()] if cut else text


def _called_by_kind(before: str, text: str) -> list[str]:
    """Those asked where no agency is named, told by the kind of body that is."""
    if NATIONAL.search(before):
        return ["ag-national"]
    if AUTHORITIES.search(before):
        return ["ag-la"]
    council = COUNCIL.search(before)
    if council is None:
        return []
    social = SOCIAL_WORK.search(text) or council[0].lower().startswith(("foster", "director"))
    return ["csc"] if social else ["ag-la"]


def _asked(text: str, nation: str) -> list[str]:
    boards = _boards().find(text)
    if BARE.match(text):
        boards += [Found("lscb" if text[0] == "B" else "lscp", 0, 5)]
    named = [f for f in named_agencies(text) if not any(_overlap(f, b) for b in boards)]
    own = [Found(BOARD_OF_NATION.get(nation, f.value), f.start, f.end) for f in boards]
    trusts = [Found("hsct", m.start(), m.end()) for m in TRUST.finditer(text)] if nation == "northern-ireland" else []
    health = [Found("health-board", m.start(), m.end()) for m in NHS.finditer(text)] if nation == "scotland" else []
    return [f.value for f in sorted([*named, *own, *trusts, *health], key=lambda f: f.start)]


def _overlap(one: Found, two: Found) -> bool:
    return one.start < two.end and two.start < one.end


@lru_cache(maxsize=1)
def _boards() -> PhraseFinder:
    return PhraseFinder({phrase: kind for kind, phrases in BOARDS.items() for phrase in phrases})

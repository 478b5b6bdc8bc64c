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
CONVEYED = re.compile(
    r"\b(?:as\s+commissioners?\s+of|on\s+behalf\s+of|in\s+consultation\s+with|working\s+with)\b[^,]*,?"
)
"""Words that bring in somebody who is not asked: "NHS England, as commissioner of dental services, should …"."""
BOARD_OF_NATION = {"wales": "rsb", "scotland": "cpc", "northern-ireland": "sbni"}
BOARDS = {
    "lscb": (
        "the board", "the safeguarding board", "safeguarding children board", "the committee", "safeguarding panel",
        "the panel",
    ),
    "lscp": (
        "the partnership", "the safeguarding partnership", "safeguarding children partnership",
        "the safeguarding partners",
    ),
}  # fmt: skip
"""What a report calls the board that it is written for; in England these are two kinds of body, elsewhere one."""
TRUST = re.compile(r"\bthe\s+Trust\b", re.IGNORECASE)
"""In Northern Ireland the one body for health and social care of its area."""
COUNCIL = re.compile(
    r"\b(?:council|local\s+authority|foster\s+parents|director\s+of\s+social\s+services)\b", re.IGNORECASE
)


def addressees(text: str, owner: str = "", nation: str = "england") -> tuple[str, ...]:
    """Agency ids in the order of the words: those before the first "should", and those of the owner.

    "The Board should ask the police to …" is addressed to the board, which is of another kind in another
    nation (an id of regions). A council of which no service is named is its children's social care.
    """
    cut = ADDRESS.search(text)
    before = CONVEYED.sub("", text[: cut.start()] if cut else text)
    asked = _asked(before, nation) or (_asked(owner, nation) if owner else [])
    if owner and asked:
        asked += _asked(owner, nation)
    if not asked and COUNCIL.search(before):
        return ("csc",)
    return tuple(dict.fromkeys(asked))


def _asked(text: str, nation: str) -> list[str]:
    boards = _boards().find(text)
    named = [f for f in named_agencies(text) if not any(_overlap(f, b) for b in boards)]
    own = [Found(BOARD_OF_NATION.get(nation, f.value), f.start, f.end) for f in boards]
    trusts = [Found("hsct", m.start(), m.end()) for m in TRUST.finditer(text)] if nation == "northern-ireland" else []
    return [f.value for f in sorted([*named, *own, *trusts], key=lambda f: f.start)]


def _overlap(one: Found, two: Found) -> bool:
    return one.start < two.end and two.start < one.end


@lru_cache(maxsize=1)
def _boards() -> PhraseFinder:
    return PhraseFinder({phrase: kind for kind, phrases in BOARDS.items() for phrase in phrases})

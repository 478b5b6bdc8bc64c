"""To whom a recommendation is addressed: the agencies that it says should act, and the owner in a table."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.agencies import named_agencies
from ingest.phrases import Found, PhraseFinder
from repository.records.concepts import vocabularies

ADDRESS = re.compile(
    r"\b(?:should|must|shall|needs?\s+to|will|(?:is|are)\s+(?:asked|invited|advised)\s+to"
    r"|to\s+(?:ensure|review|consider|seek|provide|develop|remind|require|establish))\b"
)
CONVEYED = re.compile(
    r"\b(?:as\s+commissioners?\s+of|on\s+behalf\s+of|in\s+consultation\s+with|working\s+with)\b[^,]*,?"
)
"""Words that bring in somebody who is not asked: "NHS England, as commissioner of dental services, should …"."""
BOARD_OF_NATION = {"wales": "rsb", "scotland": "cpc", "northern-ireland": "sbni"}
BOARDS = (
    "the board", "the safeguarding board", "the partnership", "the safeguarding partnership", "the committee",
    "safeguarding panel", "the panel", "safeguarding children board", "safeguarding children partnership",
)  # fmt: skip
"""What a report calls the board that it is written for; which kind of board that is depends on nation and time."""
COUNCIL = re.compile(
    r"\b(?:council|local\s+authority|foster\s+parents|director\s+of\s+social\s+services)\b", re.IGNORECASE
)


def board_kind(publishing_body: str, nation: str) -> str:
    """The kind of board (an id of `agencies`) that publishes: by nation, and in England by its name."""
    if nation in BOARD_OF_NATION:
        return BOARD_OF_NATION[nation]
    body = next((v[publishing_body] for v in vocabularies().values() if publishing_body in v), None)
    return "lscp" if body is not None and "Partnership" in body.label else "lscb"


def addressees(text: str, owner: str = "", board: str = "lscb") -> tuple[str, ...]:
    """Agency ids in the order of the words: those before the first "should", and those of the owner.

    "The Board should ask the police to …" is addressed to the board. `board` is the kind of board that
    "the Board" stands for. A council of which no service is named is its children's social care.
    """
    cut = ADDRESS.search(text)
    before = CONVEYED.sub("", text[: cut.start()] if cut else text)
    asked = _asked(before, board) or (_asked(owner, board) if owner else [])
    if owner and asked:
        asked += _asked(owner, board)
    if not asked and COUNCIL.search(before):
        return ("csc",)
    return tuple(dict.fromkeys(asked))


def _asked(text: str, board: str) -> list[str]:
    boards = _boards().find(text)
    named = [f for f in named_agencies(text) if not any(_overlap(f, b) for b in boards)]
    both = sorted([*named, *boards], key=lambda f: f.start)
    return [board if f.value == "board" else f.value for f in both]


def _overlap(one: Found, two: Found) -> bool:
    return one.start < two.end and two.start < one.end


@lru_cache(maxsize=1)
def _boards() -> PhraseFinder:
    return PhraseFinder(dict.fromkeys(BOARDS, "board"))

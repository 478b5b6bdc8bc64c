"""To whom a recommendation is addressed: the agencies that it says should act, and the owner in a table."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.values.agencies import named_agencies
from ingest.values.phrases import Found, PhraseFinder

MODAL = re.compile(
    r"\b(?:should|must|shall|ought\s+to|will|needs?\s+to|(?:is|are|be)\s+(?:asked|invited|advised|urged|encouraged|required|requested"
    r"|reminded)\s+to)\b"
)
ADDRESS = re.compile(
    MODAL.pattern
    + r"|\bto\s+(?:ensure|review|consider|seek|provide|develop|remind|require|establish|agree|audit|amend|make|work)\b"
)
ANOTHER = re.compile(
    r"(?:[.;:]\s+|[,;]?\s+and\s+(?:that\s+)?(?=(?:the|all|both|each|every|its|[A-Z])\b)|,\s+(?=the\b|[A-Z]))"
)
"""Where a further clause with a subject of its own may begin: "…, and the commissioners should pay for it"."""
SUBORDINATE = re.compile(
    r"\b(?:who|whose|whom|which|that|whether|where|when|while|if|unless|until|so|because|how|what|as|before|after|to)\b",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"(?:Where|When|Whenever|If|Before|After|Once|Until|While|In|On|At|For|As|With|Following|Given)\s[^.;]*,\s+"
)
"""A clause or a phrase of circumstance before the subject: "Where a child is missing, the force should …"."""
RELATIVE = re.compile(
    r"\b(?:who|whose|whom|(?:of|with|for|in|to)\s+whom|(?:of|with|for|in|to)\s+which|which|that)\s[^,]*"
)
PASSIVE = re.compile(
    r"\s+(?:also\s+|always\s+|each\s+|both\s+)?(?:be\s+(?:informed|told|notified|consulted|sent|given|offered|seen|heard|named)|have\s+(?:its|their|his|her|the)|receive)\b"
)
"""After "should": what is done to the subject is asked of somebody else."""
WISHED = re.compile(r"[Tt]hat\s+(?P<who>(?:[\w’'&-]+\s+){1,4})")
"""The beginning of "That general practitioners review …", which has no "should"."""
SAME = re.compile(r"(?:\band|\bor|\bbut|,)\s*$")
"""Before a verb whose subject is the one before: "…, and should …"."""
LONGEST_SUBJECT = 160
"""Characters of a later clause before its verb."""
JOINS = frozenset({"and", "the", "of", "for", "all", "other", "services", "service", "agencies", "with"})
"""Words in small letters between the names of agencies."""
KINDS = {
    "courts": re.compile(r"\b(?:courts?|magistrates|judiciary)\b", re.IGNORECASE),
    "school": re.compile(r"\b(?:governing\s+bod(?:y|ies)|governors)\b", re.IGNORECASE),
    "ag-health": re.compile(
        r"\b(?:health|NHS)\s+(?:organisations?|agencies|providers?|partners|economy|bodies|trusts)\b", re.IGNORECASE
    ),
    "ag-education": re.compile(r"\beducation\s+(?:providers?|settings?|partners|establishments?)\b", re.IGNORECASE),
}
"""Bodies that are asked by their kind, where no phrase of the vocabulary names them."""
NAMED_COUNCIL = re.compile(r"\b(?:[A-Z]\w+\s+)+Council\b(?!['’]s)")
"""A council itself, and not one of its services."""
TO_DO = re.compile(r"^(?P<who>.{2,80}?)\s+to\s+[a-z]")
"""In a table "Board to audit the care of infants": who, and what to do."""
CONVEYED = re.compile(
    r"\b(?:as\s+commissioners?\s+of|on\s+behalf\s+of|supported\s+by|in\s+consultation\s+with|working\s+with)\b[^,]*,?"
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
TRUST = re.compile(r"\bthe\s+Trust\b(?!['’]s)", re.IGNORECASE)
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
    """Agency ids in the order of the words: the subjects of each "should", and those of the owner.

    "The Board should ask the police to …" is addressed to the board, which is of another kind in another
    nation (an id of regions). Where the owner is a heading ("To the Constabulary"), or the text is a
    command, the owner alone is asked. A council of which no service is named is its children's social
    care where the text is about social work, else the local authority.
    """
    wished = not headed and WISHED.match(text)
    if owner and (headed or not MODAL.search(text)) and (alone := _told(owner, text, nation)):
        return tuple(dict.fromkeys([*alone, *(_asked(wished["who"], nation) if wished else ())]))
    asked = [agency for who in _subjects(text) for agency in _told(who, text, nation)]
    if owner:
        asked += _told(owner, text, nation)
    return tuple(dict.fromkeys(asked))


def names_only_bodies(heading: str) -> bool:
    """True for words that are names of agencies and nothing else ("Community Health Trust", "Schools and police")."""
    if len(heading) > LONGEST_SUBJECT or not (_asked(heading, "") or COUNCIL.search(heading)):
        return False
    rest = heading
    for found in sorted([*named_agencies(heading), *_boards().find(heading)], key=lambda f: -f.start):
        rest = rest[: found.start] + " " + rest[found.end :]
    return all(word[:1].isupper() or word in JOINS or len(word) < 2 for word in re.findall(r"[^\W\d_]+", rest))


def _told(who: str, text: str, nation: str) -> list[str]:
    asked = _asked(who, nation)
    if asked and NAMED_COUNCIL.search(who) and not {"csc", "ag-la"} & set(asked):
        asked.append(_council("", text))
    return asked or _called_by_kind(who, text)


def _subjects(text: str) -> list[str]:
    """The words that say who is asked, clause by clause; the whole text where it has no verb that asks."""
    if MODAL.search(text) is None and (told := TO_DO.match(text)):
        return [told["who"]]
    subjects: list[str] = []
    start = 0
    for verb in ADDRESS.finditer(text):
        clause = text[start : verb.start()]
        start = verb.end()
        if not subjects or (MODAL.match(text, verb.start()) and (clause := _own_subject(clause))):
            subjects.append("" if PASSIVE.match(text, verb.end()) else _bare(clause))
    return subjects or [_bare(text)]


def _own_subject(clause: str) -> str:
    """The subject of a later clause; empty where it belongs to what somebody is asked to see to."""
    if SAME.search(clause):
        return ""
    begins = [m.end() for m in ANOTHER.finditer(clause)]
    last = clause[begins[-1] :] if begins else ""
    return last if len(last) < LONGEST_SUBJECT and not SUBORDINATE.search(last) else ""


def _bare(clause: str) -> str:
    """A subject without what is said of its circumstances or of others."""
    words = re.sub(r"^\W*[Tt]hat\s+", "", clause)
    if opening := OPENING.match(words[:1].upper() + words[1:]):
        words = words[opening.end() :]
    return CONVEYED.sub("", RELATIVE.sub("", words))


def _called_by_kind(before: str, text: str) -> list[str]:
    """Those asked where no agency is named, told by the kind of body that is."""
    if NATIONAL.search(before):
        return ["ag-national"]
    if AUTHORITIES.search(before):
        return ["ag-la"]
    if council := COUNCIL.search(before):
        return [_council(council[0], text)]
    return [id for id, pattern in KINDS.items() if pattern.search(before)]


def _council(called: str, text: str) -> str:
    social = SOCIAL_WORK.search(text) or called.lower().startswith(("foster", "director"))
    return "csc" if social else "ag-la"


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

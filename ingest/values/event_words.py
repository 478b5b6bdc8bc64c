"""Words that tell of the harm a review is about, and words of what came before it or after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

KIN = (
    r"(?:(?:grand|step|foster[\s-])?(?:mother|father|parent)s?|(?:half[\s-])?(?:brother|sister|sibling)s?|uncle|aunt|partner"
    r"|mum|dad|husband|wife|friend|cousin|nan)"
)
DIED = re.compile(
    r"\b(?:died|dies|deaths?|dead|body|killed|murdered|drowned|perished|hanged|(?:took|taken)\s+(?:his|her|their)\s+own\s+li(?:fe|ves)"
    r"|lost\s+(?:his|her|their)\s+li(?:fe|ves)|could\s+not\s+be\s+(?:revived|saved|resuscitated))\b",
    re.IGNORECASE,
)
OF_KIN = re.compile(
    rf"\b{KIN}(?:[’']s)?[,)]?\s+(?:had\s+|was\s+|were\s+|sadly\s+|tragically\s+|suddenly\s+)*$", re.IGNORECASE
)
"""Before a word of death: it is that of a parent or of another of the kin."""
KIN_S = re.compile(rf"\s+of\s+(?:\w+[’']s\s+|his\s+|her\s+|their\s+|the\s+)(?:\w+\s+)?{KIN}\b", re.IGNORECASE)
"""After "death": of whom of the kin."""
HURT = re.compile(
    r"\b(?:the\s+incident\b(?!\s+panel)|(?:critical|serious|index|significant)\s+incident|injur(?:y|ies|ed)|collapsed|unconscious"
    r"|unresponsive|lifeless|not\s+breathing|ambulance|paramedics?|999|emergency\s+(?:department|admission|services)|casualty"
    r"|admi(?:tted\s+(?:to\s+(?:the\s+)?(?:\w+\s+){0,3}(?:hospital|ward|unit|care)|in\s+an?\b)|ssion)|intensive\s+care"
    r"|stabbed|shot|attacked|assaulted|raped|drowning|overdose|swallowed|seizure|cardiac\s+arrest|ligature|fire|scalded|shaken"
    r"|presented\s+(?:at|to|in)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}(?:hospital|A&E|department)|found\s+(?:\w+\s+){0,3}(?:hanging|in|on|by|with)|sustained|suffered"
    r"|(?:taken|brought|carried|rushed|airlifted)\s+(?:by\s+\w+\s+)?(?:in)?to\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}(?:hospital|department|infirmary|A&E))\b",
    re.IGNORECASE,
)
"""Words of an injury or an emergency."""
CAME_OUT = re.compile(
    r"\b(?:disclosed|disclosure|told|handed|showed|noticed|discovered|found|arrested|charged|removed|rescued|swallowed|referral\s+to\s+(?:the\s+)?police"
    r"|(?:came|come|taken|brought|received|placed)\s+(?:in(?:to)?|under)\s+(?:police\s+|local\s+authority\s+|foster\s+|emergency\s+)?"
    r"(?:care|protection)|police\s+protection|powers\s+of\s+protection|emergency\s+powers|went\s+missing|attended|rang|called)\b",
    re.IGNORECASE,
)
"""Words with which harm comes to light that nobody died of."""
INCIDENT = re.compile(rf"{DIED.pattern}|{HURT.pattern}", re.IGNORECASE)
AFTERWARDS = re.compile(
    r"\b(?:decided|decision|commissioned|directed|resolved|notified|notification|referred|referral|appointed|agreed"
    r"|published|publication|guidance|convicted|sentenced|pleaded|inquest|trial|born|birth|met|meeting|review\s+was"
    r"|should\s+be\s+held|considered|announced|concluded|completed|conference|registered|discharged)\b",
    re.IGNORECASE,
)
"""Words beside a date of what came before the harm or after it: a birth, a decision, a trial."""
NOTIFIED = re.compile(
    r"\b(?:told|informed|advised|alerted|notified|reported\s+(?:\w+\s+)?to|made\s+aware)\b[^.;]{0,60}?\b(?-i:Panel|Partnership"
    r"|Board|Ofsted|Committee|Inspectorate|Department\s+for|Government|Secretary\s+of\s+State|Chair)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
"""Before a date: it is that on which a public body was told of the incident."""
JUDGED = re.compile(
    r"\b(?:convict\w+|sentence[sd]?|plead\w*|(?-i:court|order)|guilty|jury|imprison\w+|jailed|received\s+an?|offences?"
    r"|post[\s-]mortem|rapid\s+review|strategy\s+(?:meeting|discussion)|criteria|bail\w*)\b",
    re.IGNORECASE,
)
"""Words of what a court or a meeting did afterwards."""
OFFICIAL = re.compile(
    r"\b(?:launched|ordered|printed|laid|issued|wrote|received|established|set\s+up|government|minister|ministers"
    r"|secretary\s+of\s+state|parliament|house|act|regulations|inspect\w+|report|review|inquiry)\b",
    re.IGNORECASE,
)
"""Words of public business, of which no harm to a child is told."""


def told_with(words: re.Pattern[str], text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Where words of an event stand in a text, but for the deaths of a child's parents and others of its kin."""
    for match in words.finditer(text, start, len(text) if end is None else end):
        if not (OF_KIN.search(text, max(0, match.start() - 60), match.start()) or KIN_S.match(text, match.end())):
            yield match.span()

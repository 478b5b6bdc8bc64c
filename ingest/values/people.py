"""Who wrote a report and who chaired the review, as the report itself names them."""

from __future__ import annotations

import re

from ingest.values.phrases import Found

TITLES = (
    r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Professor|Prof|Sir|Dame|Lord|Lady|Baroness|The\s+Rt\s+Hon|His\s+Honour|Judge)\.?\s+)?"
)
NOT_NAMES = (
    r"(?!Published|Independent|Chair|Author|Lead|Report|Review|Date|Board|Panel|Committee|Safeguarding|The\b|And\b"
    r"|Council|County|City|Borough|Trust|Service|Department|University|School|Hospital|Constabulary|Police|NHS|Local"
    r"|National|Regional|Partnership|Commission|Government|Working|Children|Child\b|Serious|Case|Executive|Overview"
    r"|Learning|Practice|Significant|Thematic|Summary|January|February|March\b|April\b|June\b|July|August\b|September"
    r"|October|November|December|[DOMC]BE\b|[QK]C\b|Q\.)"
)
NAME = rf"{TITLES}{NOT_NAMES}[A-Z][\w'’-]+(?:[ \t]+{NOT_NAMES}(?:[A-Z][\w'’-]+|[A-Z]\b\.?|de|van|von)){{1,3}}"
NAMES = rf"(?P<names>{NAME}(?:\s*(?:,|and|&)\s+{NAME})*)"
HONORIFIC = re.compile(r"^(?:(?:Dr|Mr|Mrs|Ms|Miss|Professor|Prof|Sir|Dame|Judge)\.?\s+)+")
AUTHOR = re.compile(
    r"(?i:\b(?:independent\s+)?(?:overview\s+)?(?:report\s+)?(?:authors?|(?:lead\s+)?reviewers?|(?:overview|report)\s+writers?)\b"
    r"\s*(?:\([^)]*\))?\s*(?:[:,]|[-–]|was|were|is)\s*|\b(?:written|prepared|authored|compiled|undertaken|report|report\s+(?:is|was))\s+(?:on\s+behalf\s+of\s+[^.\n]{0,60}?\s)?"
    r"by\s*:?\s*|^by\s*:?\s+)" + NAMES,
    re.MULTILINE,
)
AUTHOR_AFTER = re.compile(
    NAMES + r",?\s+(?i:independent\s+(?:overview\s+)?(?:report\s+)?(?:author|reviewer|writer)|lead\s+reviewer"
    r"|overview\s+author)\b"
)
CHAIR = re.compile(
    r"(?i:\b(?:independent\s+)?(?:panel\s+|review\s+panel\s+|board\s+)?chair(?:man|person|woman)?(?:\s+of\s+[^.:]{0,60})?)"
    r"\s*(?::|[-–]|was|is)\s*" + NAMES
)


NAMES_ALONE = re.compile(rf"(?P<names>{NAME}(?:\s*,\s+{NAME})*\s*(?:,|and|&)\s+{NAME})")


def names_alone(text: str) -> list[Found]:
    """The names of a line that holds nothing but two names or more, as the authors of a study stand on its cover."""
    match = NAMES_ALONE.fullmatch(text.strip())
    return _each_name(NAMES_ALONE, text) if match else []


def authors(text: str) -> list[Found]:
    """Printed names of authors, reviewers and overview writers."""
    return _each_name(AUTHOR, text) or _each_name(AUTHOR_AFTER, text)


def chairs(text: str) -> list[Found]:
    """Printed names of those who chaired the panel or inquiry."""
    return _each_name(CHAIR, text)


def _each_name(pattern: re.Pattern[str], text: str) -> list[Found]:
    found = []
    for match in pattern.finditer(text):
        for name in re.finditer(NAME, match["names"]):
            start = match.start("names") + name.start()
            found.append(Found(HONORIFIC.sub("", " ".join(name[0].split())), start, start + len(name[0])))
    return found

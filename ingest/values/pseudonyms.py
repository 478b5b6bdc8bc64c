"""Names that a review gives to those it is about where it uses no code: "called Jowan in this report", "the boy A"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.values.ages import PERSON

NAME = r"[A-ZÀ-Ý][a-zà-ÿ’'-]{2,}"
QUOTE = r"[“\"‘']?"
CLOSED = r"[”\"’']?"
KINDS = r"(?:Child|Baby|Infant|Young\s+Person|Boy|Girl)"
NOT_A_NAME = frozenset(
    "Mother Father Mum Dad Child Baby Infant Family Local Serious Significant Case Review Reviews Report Overview"
    " Executive Summary Thematic Learning Lessons Safeguarding Children Child Protection Practice Partnership Board"
    " Committee Inquiry Domestic Homicide Suicide Neglect Abuse Action Plan Response Final Draft The This That Part"
    " Volume Working Together Independent Author Chair Reviewer January February March April May June July August"
    " September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday School Nursery"
    " Hospital Council County Adult Adults Joint National Regional Public Death Deaths Concise Extended Single"
    " Unified".split()
)
CALLED = (
    r"(?:(?:called|named)|(?:referred\s+to|known|identified)(?:\s+(?:here|throughout|below|only|in|within))*"
    r"(?:\s+(?:this|the)\s+(?:report|review|document|summary))?\s+as|given\s+the\s+(?:name|pseudonym)(?:\s+of)?)"
)
HERE = (
    r"(?:(?:in|throughout|for\s+the\s+purposes?\s+of)\s+(?:this|the|our)\s+(?:report|review|document|summary|account)"
    r"|here(?:after|in)?\b|throughout\b)"
)
PASSIVE = re.compile(rf"\b{CALLED}\s+{QUOTE}(?:{KINDS}\s+)?(?P<name>{NAME})")
SAID_TO_BE_HERE = re.compile(rf"{HERE}|\bpseudonym|\breal\s+name|\bnot\s+(?:his|her|their)\s+(?:own\s+)?name", re.I)
WE_CALL = re.compile(
    rf"\b(?:(?:we|I|report|review|reviewers?|panel)\s+(?:will\s+|shall\s+|ha(?:s|ve)\s+|therefore\s+)*"
    rf"(?:call(?:s|ed)?|refer(?:s|red)?\s+to|name[sd]?)"
    rf"\s+(?:him|her|them|the\s+(?:boy|girl|child|baby|infant|young\s+\w+))(?:\s+as)?|pseudonym(?:\s+of)?"
    rf"|to\s+be\s+(?:called|known\s+as)|asked\s+to\s+be\s+called|chose\s+the\s+name(?:\s+of)?)\s+{QUOTE}(?P<name>{NAME})"
)
NOT_REAL = re.compile(
    rf"(?P<bracketed>{NAME}){QUOTE}\s*\((?:a\s+pseudonym|pseudonym|not\s+(?:his|her|their)\s+real\s+name)\b|(?P<names>{NAME}(?:(?:,\s+{NAME})*\s+and\s+{NAME})?)\s+(?:is|are|was|were)\s+(?:not\s+(?:his|her|their)\s+(?:real|own|true)"
    r"\s+names?|(?:a\s+)?pseudonyms?)|(?P<chosen>[A-ZÀ-Ý][a-zà-ÿ’'-]{2,})\s+chose\s+the\s+name\s+by\s+which"
)
LIST_AT_END = re.compile(
    rf"(?:^|[:–—-]\s+|\b(?:concerning|regarding|respect\s+of|relation\s+to|death\s+of|deaths\s+of|case\s+of|life\s+of)\s+)"
    rf"{QUOTE}(?P<names>(?:{KINDS}\s+)?{NAME}(?:(?:,\s+{NAME})*\s+and\s+{NAME})?){CLOSED}\s*$",
    re.MULTILINE,
)
KIN = r"(?:mother|father|parents|family|brother|sister|siblings|grandmother|grandparents|stepfather|mum|dad|death|life)"
LETTERED = re.compile(r"\b(?:[Tt]he\s+)?(?:boy|girl|child|baby|infant|pupil)\s+(?P<letter>[A-Z])\b(?!\w|\.\w)")
FIRST_PAGES = 8
"""Pages on which a review says how it calls those it is about."""


def names_at_the_end(titles: str) -> list[str]:
    """Names with which a title ends ("…: Eirlys and Guto"), before it is known whether they are anybody's."""
    found = [m["names"] for m in LIST_AT_END.finditer(titles)]
    split = [name for names in found for name in re.split(r",\s+|\s+and\s+", " ".join(names.split()))]
    return list(dict.fromkeys(name for name in split if not set(name.split()[-1:]) & NOT_A_NAME))


def is_somebody(name: str, texts: Sequence[str]) -> bool:
    """True where the text speaks of the name as of a person: an age, kin, a birth or death; a place has none."""
    own = re.escape(name.split()[-1])
    person = re.compile(
        rf"\b{own}[’']s\s+(?:own\s+)?{KIN}\b|\b{own},?\s+(?:who\s+)?(?:was|is)\s+(?:born|aged|\d|a\s+(?:boy|girl|child|baby))"
        rf"|\b{own}\s+(?:died|lived|was\s+(?:killed|admitted))\b|{CALLED}\s+{QUOTE}(?:{KINDS}\s+)?{own}\b"
    )
    return sum(1 for text in texts if person.search(text)) >= 1 and sum(own in text for text in texts) >= 3


def introduced(texts: Sequence[str]) -> list[str]:
    """Names that the text says it gives to a child; those it gives to parents and others are left out."""
    found: list[str] = []
    for at, text in enumerate(texts):
        around = " ".join(texts[max(0, at - 1) : at + 2])
        passive = PASSIVE.finditer(text) if SAID_TO_BE_HERE.search(around) else ()
        found += [m["name"] for m in (*passive, *WE_CALL.finditer(text)) if _of_a_child(text, m)]
        for match in NOT_REAL.finditer(text):
            found += re.split(r",\s+|\s+and\s+", match["names"] or match["bracketed"] or match["chosen"])
    return list(dict.fromkeys(name for name in found if name not in NOT_A_NAME))


def _of_a_child(text: str, match: re.Match[str]) -> bool:
    before = list(PERSON.finditer(text, max(0, match.start() - 90), match.start()))
    return bool(before) and before[-1]["child"] is not None or PERSON.search(match[0]) is not None


def letters(headings: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Single letters by which an older report calls children ("the boy A"), from its headings, else from its text."""
    headed = [m["letter"] for text in headings for m in LETTERED.finditer(text)]
    if headed:
        return list(dict.fromkeys(headed))
    told = [m["letter"] for text in texts for m in LETTERED.finditer(text)]
    return sorted({letter for letter in told if told.count(letter) >= 3})

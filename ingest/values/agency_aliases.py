"""Names that a report itself gives to its services: "Clearwell, the alcohol service", "the Trust", "the Hub"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from ingest.values.agency_names import named_agencies
from ingest.values.phrases import Found

NAME = r"[A-Z][\w’'&-]+(?:[ \n][A-Z0-9][\w’'&-]*){0,3}"
BODY = re.compile(
    r"(?:service|team|agency|charity|project|provider|trust|organisation|centre|unit|home|hostel|refuge|surgery|practice"
    r"|school|nursery|college|clinic|hospital|counselling|partnership|association|hub|scheme|department|office"
    r"|division)s?$",
    re.IGNORECASE,
)
BEFORE = re.compile(
    rf"(?P<name>{NAME})(?:,\s+(?:the|a|an|its|their|our|which\s+is\s+an?)\s|\s*\()(?:[\w’'-]+[ \n]){{0,5}}$"
)
"""A name, and in apposition or in brackets what it is."""
AFTER = re.compile(rf"(?:\s+(?:called|named|known\s+as)\s+|,\s+)[“‘'\"]?(?P<name>{NAME})[”’'\"]?(?=[,.;:)]|\s+[a-z])")
"""What it is, and then its name."""
SHORT = re.compile(
    r"\s*\((?:hereafter\s+|referred\s+to\s+as\s+)?(?:[“‘'\"]?(?P<the>[Tt]he\s+[A-Z][\w’-]*(?:\s[A-Z][\w’-]*)?)[”’'\"]?"
    r"|(?P<acronym>[A-Z][A-Z&]{1,6})|[“‘'\"](?P<quoted>[A-Z][\w’-]*)[”’'\"])\)"
)
"""A short name in brackets behind the full one."""
GENERAL = re.compile(
    r"(?:Trust|Hub|Executive|Agency|Division|Infirmary|Department|Society|Force|Constabulary|Hospital|Unit)"
)
"""The last word of a full name that stands for it afterwards: "the Trust"."""
ORDINARY = re.compile(
    r"(?:[Tt]he )?(?:Mother|Father|Mum|Dad|Child|Baby|Mr|Mrs|Ms|Dr|In|On|At|By|For|And|But|The|A|An|It|He|She|They"
    r"|This|That|When|There"
    r"|Board|Partnership|Panel|Committee|Council|County|City|Borough|Review|Report|England|Wales|Scotland|Agencies"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b.*"
)
"""Words in capitals that are nobody's name, or no service's."""
MOST = 40
"""Names of a report's own that are looked for."""
REACH = 80
"""Characters on either side of what a service is in which its name stands."""


class Aliases:
    """The names that some texts give to their services, found in those texts by the capitals they are printed in."""

    def __init__(self, texts: Iterable[str], leave_out: Collection[str] = ()) -> None:
        given: dict[str, set[str]] = {}
        for text in texts:
            for name, id in _given(text, named_agencies(text)):
                given.setdefault(" ".join(name.split()), set()).add(id)
        own = {name: ids.pop() for name, ids in given.items() if len(ids) == 1 and not named_agencies(name)}
        self._ids = {name: id for name, id in list(own.items())[:MOST] if id not in leave_out}
        longest = sorted(self._ids, key=len, reverse=True)
        words = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest)
        self._pattern = re.compile(rf"\b(?:{words})\b") if words else None

    def find(self, text: str) -> list[Found]:
        """Where the text uses one of the names."""
        matches = self._pattern.finditer(text) if self._pattern else ()
        return [Found(self._ids[" ".join(m[0].split())], m.start(), m.end()) for m in matches]


def _given(text: str, found: Iterable[Found]) -> Iterator[tuple[str, str]]:
    for match in found:
        words = text[match.start : match.end]
        after = text[match.end : match.end + REACH]
        told = [SHORT.match(after)]
        if BODY.search(words):
            told += [BEFORE.search(text[max(0, match.start - REACH) : match.start]), AFTER.match(after)]
        names = [next(filter(None, m.groups())) for m in told if m]
        last = words.split()[-1]
        if GENERAL.fullmatch(last) and not words.lower().startswith("the "):
            names.append(f"the {last}")
        yield from ((name, match.value) for name in names if not ORDINARY.fullmatch(name))

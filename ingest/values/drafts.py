"""A recommendation while its blocks are being collected, and the printed label that it starts with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from repository.records.items import Recommendation

WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
LABELLED = re.compile(
    r"^(?:(?:(?!See\b|In\b)(?:[A-Z][\w’'&-]*\s+(?:[Aa]gency\s+)?){1,4}?(?:Recommendation|RECOMMENDATION)|(?i:recommendation|rec\.?))\s*(?i:no\.?\s*|number\s+|#)?"
    rf"(?:(?<=\s)(?P<number>\d{{1,3}}(?:\.\d{{1,2}})*[a-z]?|[A-Z]\d{{0,2}}|[IVX]+|(?i:{WORDS}))|(?P<glued>\d{{1,3}}))"
    r"|(?P<short>[Rr]\s?\d{1,3}))\b\s*[:.)–—-]*\s*"
)
UNNUMBERED = re.compile(r"^(?i:recommendations?)(?P<mark>\s*:\s*[–—-]?|\s+[–—-]|)\s+(?=[A-Z“\"‘])")
"""A recommendation in a box of its own, with the word and no number."""
SERIES = re.compile(
    r"^(?P<word>[A-Z][A-Za-z-]+(?:\s+[A-Za-z-]+){0,3}?)\s+(?:No\.?\s*)?"
    rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}})?|[A-Z]|(?i:{WORDS}))(?:\s*[:.)–—-]+\s*|\s+|$)(?=[A-Z“\"‘(]|$)"
)
"""Any words with a number or a letter before a sentence: "Change 3. The council …"."""


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


def label_of(text: str) -> tuple[str, str]:
    """The printed number of a labelled recommendation and the words after it; empty where there is no label."""
    match = LABELLED.match(text)
    if match is None:
        return "", text
    number = match["number"] or match["glued"] or match["short"].replace(" ", "")
    return number, text[match.end() :]


def series_label(text: str) -> tuple[str, str, str]:
    """The word, the number and what follows, where a text starts with any label ("Change 3. …")."""
    match = SERIES.match(text)
    return (match["word"], match["number"], text[match.end() :]) if match else ("", "", text)


def bare(number: str) -> str:
    """A paragraph's number without the marks around it; a letter in brackets keeps them."""
    return number if number.startswith("(") and not number[1:2].isdigit() else number.strip("().").strip()


def each_once(drafts: Sequence[Draft]) -> list[Recommendation]:
    """The drafts as recommendations; one that is printed twice is kept where it stands first."""
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

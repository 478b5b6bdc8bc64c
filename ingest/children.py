"""Whom a review is about: the label it uses, age and sex as printed, and what happened to the child."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.phrases import Found

LABEL = re.compile(
    r"\b(?:Child|Baby|Infant|Young\s+Person|Young\s+(?:Man|Woman)|Boy|Girl|Adolescent|Twin|Sibling|Case|Family)\s+"
    r"(?:[A-Z]{1,3}\d{0,3}|\d{1,2})\b(?!['’][a-z]{2})"
)
PAIR = re.compile(
    r"\b(?P<kind>Child|Twin|Sibling|Young\s+Person|Bab(?:y|ies)|Children)\s+(?P<one>[A-Z]\d?)"
    r"\s+and\s+(?P<two>[A-Z]\d?)\b"
)
NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
WORDS = {word: number for number, word in enumerate(NUMBERS.split())}
NUMBER = rf"(?:\d{{1,2}}|{'|'.join(WORDS)})"
UNIT = r"(?:day|week|month|year)s?"
NOT_AGES = r"(?!\s+(?:later|before|after|ago|earlier|previously|imprisonment|in prison))"
AGE = re.compile(
    rf"\b(?:aged?|age of|aged just|only|nearly|almost|was|at)\s+(?P<n1>{NUMBER})[\s-]+(?P<u1>{UNIT})\b{NOT_AGES}"
    rf"|\b(?P<n2>{NUMBER})[\s-]+(?P<u2>day|week|month|year)s?[\s-]+old\b"
    rf"|\baged?\s+(?P<n3>\d{{1,2}})\b(?!\s*(?:{UNIT}|[-–]))"
    rf"|\bage of (?P<n4>{NUMBER})\b(?![\s-]+{UNIT})",
    re.IGNORECASE,
)
MONTHS_IN = {"day": 1 / 30.4, "week": 1 / 4.345, "month": 1.0, "year": 12.0}
MALE = re.compile(r"\b(?:boys?|son|he|him|his|male|brother|schoolboy)\b", re.IGNORECASE)
FEMALE = re.compile(r"\b(?:girls?|daughter|she|her|hers|female|sister|schoolgirl)\b", re.IGNORECASE)
DEATH = re.compile(
    r"\b(?:died|death|dead|fatal(?:ly)?|killed|murder(?:ed)?|suicide|took\s+(?:his|her|their)\s+own\s+life|manslaughter)\b",
    re.IGNORECASE,
)
HARM = re.compile(
    r"\b(?:serious(?:ly)?\s+(?:head\s+|brain\s+)?(?:injur(?:y|ies|ed)|harm(?:ed)?)|life[\s-](?:threatening|changing)|significant\s+harm|survived"
    r"|(?:sexual|physical|emotional)(?:ly)?\s+(?:abuse[d]?|exploit(?:ed|ation))|non-accidental\s+injur(?:y|ies)|severe(?:ly)?\s+neglect(?:ed)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Age:
    """An age as printed and in whole months; where it stands in the text."""

    printed: str
    months: int
    start: int
    end: int


def labels(text: str) -> list[Found]:
    """Coded labels such as "Child R" or "Young Person D", in order."""
    found = [Found(_label(m[0]), m.start(), m.end()) for m in LABEL.finditer(text)]
    for pair in PAIR.finditer(text):
        kind = {"Children": "Child", "Babies": "Baby"}.get(pair["kind"], pair["kind"])
        found.append(Found(_label(f"{kind} {pair['two']}"), pair.start(), pair.end()))
        if pair["kind"] in ("Children", "Babies"):
            found.append(Found(_label(f"{kind} {pair['one']}"), pair.start(), pair.end()))
    return sorted(found, key=lambda f: f.start)


def _label(words: str) -> str:
    return " ".join(words.split())


def ages(text: str) -> list[Age]:
    """Ages with their unit; a bare "aged 15" is years."""
    return [_age(match) for match in AGE.finditer(text)]


def _age(match: re.Match[str]) -> Age:
    number = next(match[g] for g in ("n1", "n2", "n3", "n4") if match[g])
    unit = (match["u1"] or match["u2"] or "year").lower().rstrip("s")
    count = int(number) if number.isdigit() else WORDS[number.lower()]
    printed = f"{number} {unit if count == 1 else unit + 's'}"
    return Age(printed, int(count * MONTHS_IN[unit] + 0.01), match.start(), match.end())


def sex_of(text: str) -> str:
    """`male` or `female` as most of the words for a person say; empty where they are even."""
    male, female = len(MALE.findall(text)), len(FEMALE.findall(text))
    return "" if male == female else "male" if male > female else "female"


def outcome_of(text: str) -> str:
    """`death` or `serious-harm` (ids of outcomes) where the text says so, else empty."""
    if DEATH.search(text):
        return "death"
    return "serious-harm" if HARM.search(text) else ""


def main_labels(cover: str, texts: Sequence[str]) -> list[str]:
    """The labels of those the review is about: the ones on the cover, else the commonest of the text.

    A child who is only mentioned (a brother, a case elsewhere) is much rarer in the text than the
    child of the review.
    """
    on_cover = list(dict.fromkeys(f.value for f in labels(cover)))
    if on_cover:
        return on_cover
    counted = Counter(f.value for text in texts for f in labels(text))
    if not counted:
        return []
    most = counted.most_common(1)[0][1]
    return sorted((label for label, n in counted.items() if n >= 3 and n >= most / 3), key=_label_order)


def _label_order(label: str) -> tuple[str, int, str]:
    head, _, tail = label.rpartition(" ")
    return head, len(tail), tail

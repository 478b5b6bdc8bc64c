"""Whom a review is about: the label it uses, age and sex as printed, and what happened to the child."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.values.phrases import Found

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
    " eighteen nineteen twenty"
)
WORDS = {word: number for number, word in enumerate(NUMBERS.split())}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
WORDS |= TENS | {f"{ten}-{one}": n + WORDS[one] for ten, n in TENS.items() for one in NUMBERS.split()[1:10]}
NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(WORDS, key=len, reverse=True))})"
UNIT = r"(?:day|week|month|year)s?"
SPAN = rf"(?P<n>{NUMBER})[\s-]+(?P<u>{UNIT})(?:\s*(?:and|,)?\s*(?P<n2>{NUMBER})\s+(?P<u2>months?|weeks?|days?))?"
NO_LATER = (
    r"(?!\s+(?:later|before|after|ago|earlier|previously|imprisonment|in\s+prison|of\s+pregnancy|pregnant|gestation"
    r"|into))"
)
CHILD = r"(?:boys?|girls?|child|children|bab(?:y|ies)|infants?|toddlers?|twins?|son|daughter|pupil)"
SAID = re.compile(
    rf"\b(?:(?:aged|(?<!after the )(?<!until the )(?<!before the )age\s+of)\s+(?:just\s+|only\s+|nearly\s+|about\s+)?"
    rf"|{CHILD}\s+of\s+){SPAN}\b{NO_LATER}",
    re.I,
)
OLD = re.compile(rf"\b{SPAN}[\s-]+old\b", re.IGNORECASE)
YEARS = re.compile(
    rf"\b(?:(?:aged|age\s+of|{CHILD}\s+of)\s+(?P<n>{NUMBER})|was\s+(?P<n2>{NUMBER})\s+(?=when\b|at\s+the\s+time\b))"
    rf"\b(?![\s-]+{UNIT})",
    re.IGNORECASE,
)
AT = re.compile(rf"\bat\s+{SPAN}\b{NO_LATER}(?!\s+old)", re.IGNORECASE)
MONTHS_IN = {"day": 1 / 30.4, "week": 1 / 4.345, "month": 1.0, "year": 12.0}
KIN = r"(?:own\s+)?(?:mother|father|parents?|family|brother|sister|siblings?|grandmother|twin|school|carers?)"
TOLD = (
    (
        re.compile(r"\b(?:boy|schoolboy|son|young man)\b", re.I),
        re.compile(r"\b(?:girl|schoolgirl|daughter|young woman)\b", re.I),
        4.0,
    ),
    (re.compile(rf"\bhis\s+{KIN}", re.I), re.compile(rf"\bher\s+{KIN}", re.I), 2.0),
    (re.compile(r"\b(?:he|him|his)\b", re.I), re.compile(r"\b(?:she|her|hers)\b", re.I), 0.5),
)
"""Words that tell a child's sex, and how much: "her mother" is said of a girl, a bare "she" may be the mother."""
DEATH = re.compile(
    r"\b(?:died|death|dead|fatal(?:ly)?|killed|murder(?:ed)?|suicide|took\s+(?:his|her|their)\s+own\s+life"
    r"|manslaughter)\b",
    re.IGNORECASE,
)
HARM = re.compile(
    r"\b(?:serious(?:ly)?\s+(?:head\s+|brain\s+)?(?:injur(?:y|ies|ed)|harm(?:ed)?)|life[\s-](?:threatening|changing)"
    r"|significant\s+harm|lasting\s+harm|ventilated|survived|intensive\s+care|unconscious|emergency\s+department"
    r"|(?:in|to)\s+hospital"
    r"|(?:sexual|physical|emotional)(?:ly)?\s+(?:abused?|exploit(?:ed|ation))|non-accidental\s+injur(?:y|ies)"
    r"|neglect(?:ed)?|injur(?:y|ies|ed))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Age:
    """An age as printed and in whole months; where it stands in the text; `clear` is False for "at nine weeks"."""

    printed: str
    months: int
    start: int
    end: int
    clear: bool = True


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
    """Ages of people in a text, in order; a bare "aged 15" is years, "at nine weeks" is a weaker sign.

    "3 years and 2 months old" is one age of 38 months.
    """
    found: list[Age] = []
    for pattern, clear in ((OLD, True), (SAID, True), (YEARS, True), (AT, False)):
        for match in pattern.finditer(text):
            if not any(match.start() < age.end and age.start < match.end() for age in found):
                found.append(_age(match, clear))
    return sorted(found, key=lambda age: age.start)


def _age(match: re.Match[str], clear: bool) -> Age:
    parts = match.groupdict()
    if "u" not in parts:
        number = parts["n"] or parts["n2"]
        return Age(number, _number(number) * 12, match.start(), match.end(), clear)
    months = _number(parts["n"]) * MONTHS_IN[parts["u"].lower().rstrip("s")]
    if parts["n2"]:
        months += _number(parts["n2"]) * MONTHS_IN[parts["u2"].lower().rstrip("s")]
    end = match.end("u2") if parts["n2"] else match.end("u")
    return Age(
        " ".join(match.string[match.start("n") : end].split()), int(months + 0.01), match.start(), match.end(), clear
    )


def age_in_cell(cell: str) -> Age | None:
    """The age in a table's cell: with its unit, or a bare number of years."""
    words = cell.strip().lower()
    if words.isdigit() or words in WORDS:
        return Age(cell.strip(), _number(words) * 12, 0, len(cell))
    return next(iter(ages(f"aged {cell}")), None)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else WORDS[word.lower()]


def sex_of(text: str) -> str:
    """`male` or `female` as the words for a child say, each weighed by how surely it is said of a child; else empty."""
    male = sum(weight * len(him.findall(text)) for him, _, weight in TOLD)
    female = sum(weight * len(her.findall(text)) for _, her, weight in TOLD)
    return "" if male == female else "male" if male > female else "female"


def outcome_of(text: str) -> str:
    """`death` or `serious-harm` (ids of outcomes) where the text says so, else empty."""
    if DEATH.search(text):
        return "death"
    return "serious-harm" if HARM.search(text) else ""


NAMED = re.compile(
    r"\b(?i:in\s+relation\s+to|(?:the\s+)?deaths?\s+of|the\s+case\s+of|concerning|respect\s+of|circumstances\s+of)\s+"
    r"(?P<name>[A-Z][a-z]+(?:[ -][A-Z][a-z’'-]+){1,2})"
)


SETTING = re.compile(r"\b(?:Nursery|School|Home|Unit|Hospital)\s+[A-Z]\b")


def names_in_title(title: str) -> list[str]:
    """The name that a title prints ("… in relation to Forename Surname"), or its code for a place ("Nursery M")."""
    return [" ".join(m["name"].split()) for m in NAMED.finditer(title)] or [m[0] for m in SETTING.finditer(title)]


def is_setting(label: str) -> bool:
    """True for the code of a place, which has neither age nor sex."""
    return SETTING.fullmatch(label) is not None


def members(family: str, texts: Sequence[str]) -> list[str]:
    """The labels of the children of "Family W" in the text: "Child W1", "Child W2" and so on."""
    letter = family.split()[-1]
    counted = Counter(f.value for text in texts for f in labels(text))
    return sorted((v for v, n in counted.items() if n and re.search(rf"\s{letter}\d+$", v)), key=_label_order)


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

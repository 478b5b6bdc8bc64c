"""Whom a review is about: the labels it uses for children and others, and the sex that its words tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from ingest.values.phrases import Found

KIND = (
    r"(?:Child|Baby|Infant|Young\s+Person|Young\s+(?:Man|Woman)|Boy|Girl|Adolescent|Twin|Sibling|Case|Family|Adult"
    r"|Subject)"
)
CODE = r"(?:(?:[A-Z]\.){2,3}(?!\w)|(?:[A-Z]{1,3}\d{0,3}|\d{1,2})\b)(?!['’][a-z]{2})"
LABEL = re.compile(rf"\b(?!Adult|Subject){KIND}\s+{CODE}")
SINGULAR = {
    "Children": "Child", "Babies": "Baby", "Young People": "Young Person", "Young Persons": "Young Person",
    "Cases": "Case", "Infants": "Infant", "Twins": "Twin", "Siblings": "Sibling", "Boys": "Boy", "Girls": "Girl",
    "Young Men": "Young Man", "Young Women": "Young Woman",
}  # fmt: skip
PLURAL = "|".join(words.replace(" ", r"\s+") for words in SINGULAR)
SEVERAL = re.compile(
    rf"\b(?P<kind>Child|Twin|Sibling|Young\s+Person|{PLURAL})\s+"
    rf"(?P<codes>{CODE}(?:\s*,\s*{CODE}){{0,12}}\s*,?\s*(?:\band\b|&)\s*{CODE})"
)
"""Labels that share their kind: "Children M and N", "Young People 1, 2, 3 & 4"."""
SHORT = re.compile(r"\b(?P<kind>YP|CYP)\s?(?P<code>\d{1,2}|[A-Z])\b(?!['’][a-z]{2})")
"""The same kind in capitals: "YP3"."""
RANGE = re.compile(
    r"\b(?P<kind>Child|Children|Young\s+(?:Person|People)|Bab(?:y|ies)|Cases?|Infants?|Siblings?)\s+(?P<first>[A-Z]|\d{1,2})"
    r"\s*(?:to|[-–—])\s*(?:(?:Child|Young\s+Person|Baby|Case|Infant|Sibling)\s+)?(?P<last>[A-Z]|\d{1,2})\b"
)
MOST_IN_RANGE = 15
KIN = r"(?:own\s+)?(?:mother|father|parents?|family|brother|sister|siblings?|grandmother|twin|school|carers?)"
TOLD = (
    (
        re.compile(r"\b(?:boy|schoolboy|son|grandson|young man)\b", re.I),
        re.compile(r"\b(?:girl|schoolgirl|daughter|granddaughter|young woman)\b", re.I),
        4.0,
    ),
    (re.compile(rf"\bhis\s+{KIN}", re.I), re.compile(rf"\bher\s+{KIN}", re.I), 2.0),
    (re.compile(r"\bmale\b", re.I), re.compile(r"\bfemale\b", re.I), 2.0),
    (re.compile(r"\b(?:he|him|his)\b", re.I), re.compile(r"\b(?:she|her|hers)\b", re.I), 0.5),
)
"""Words that tell a child's sex, and how much: "her mother" is said of a girl, a bare "she" may be the mother."""
ALL_OF_ONE_SEX = (
    ("brothers|boys|sons|young men|schoolboys", "male"),
    ("sisters|girls|daughters|young women|schoolgirls", "female"),
)
COUNTS = (
    "",
    "",
    "two|both|the|are|were",
    *(f"{n}|the|are|were" for n in ("three", "four", "five", "six", "seven", "eight")),
)
ONE_OF_EACH = re.compile(
    r"\(\s*an?\s+(?P<first>boy|girl)\s+and\s+an?\s+(?P<second>boy|girl)\s*\)|\b(?P<one>boy|girl)\s+and\s+(?P<other>boy|girl)\s+twins",
    re.I,
)
NAMED = re.compile(
    r"\b(?i:in\s+relation\s+to|(?:the\s+)?deaths?\s+of|the\s+case\s+of|concerning|respect\s+of|circumstances\s+of)\s+"
    r"(?P<name>[A-Z][a-z]+(?:[ -][A-Z][a-z’'-]+){1,2})"
)
SETTING = re.compile(r"\b(?:Nursery|School|Home|Unit|Hospital)\s+[A-Z]\b")


def labels(text: str) -> list[Found]:
    """Coded labels such as "Child R", "YP3" or "Young Person D", in order."""
    return list(_labels(text))


@lru_cache(maxsize=4096)
def _labels(text: str) -> tuple[Found, ...]:
    # A report's sentences are asked once for each of its children.
    found = [Found(_label(m[0]), m.start(), m.end()) for m in LABEL.finditer(text)]
    for several in SEVERAL.finditer(text):
        for code in re.finditer(CODE, several["codes"]):
            at = several.start("codes") + code.start()
            if not any(f.start <= at < f.end for f in found):
                found.append(Found(f"{_singular(several['kind'])} {code[0]}", at, at + len(code[0])))
    found += [Found(f"{m['kind']}{m['code']}", m.start(), m.end()) for m in SHORT.finditer(text)]
    return tuple(sorted(found, key=lambda f: f.start))


def same(label: str, other: str) -> bool:
    """True where two labels are the same one: "YP3" and "Young Person 3"."""
    return _short(label) == _short(other)


def other_forms(label: str) -> list[str]:
    """The label in the capitals that stand for its kind: "YP3", "YP 3"."""
    short = _short(label)
    return [short, short.replace("YP", "YP ")] if short != label else []


def _short(label: str) -> str:
    return re.sub(r"^C?YP\s?|^Young Person ", "YP", label)


def in_small_letters(title: str) -> str:
    """A title whose words for a child stand in capitals as other titles print them: "CHILD K" is "Child K"."""
    return re.sub(
        rf"\b(?:{KIND}|{PLURAL})\b",
        lambda m: m[0].title() if m[0].isupper() else m[0],
        title,
        flags=re.IGNORECASE,
    )


def _label(words: str) -> str:
    return " ".join(words.split())


def _singular(kind: str) -> str:
    return SINGULAR.get(_label(kind), _label(kind))


def range_of_labels(text: str) -> list[str]:
    """The labels of "Children A to F" or "Young Person 1 to Young Person 6"; empty where the text has no such range."""
    for match in RANGE.finditer(text):
        first, last = match["first"], match["last"]
        if first.isdigit() != last.isdigit():
            continue
        codes = range(int(first), int(last) + 1) if first.isdigit() else range(ord(first), ord(last) + 1)
        if 1 < len(codes) <= MOST_IN_RANGE:
            kind = _singular(match["kind"])
            return [f"{kind} {code if first.isdigit() else chr(code)}" for code in codes]
    return []


def sex_of(text: str) -> str:
    """`male` or `female` as the words for a child say, each weighed by how surely it is said of a child; else empty."""
    leans = leaning(text)
    return "" if not leans else "male" if leans > 0 else "female"


def leaning(text: str) -> float:
    """How much more the words of a text say of a boy than of a girl; less than 0 where it is the other way."""
    return sum(weight * (len(him.findall(text)) - len(her.findall(text))) for him, her, weight in TOLD)


def sex_of_all(text: str, number: int) -> str:
    """The sex of all the children, so many, where the text calls them "two brothers" or "the girls"; else empty."""
    if not 1 < number < len(COUNTS):
        return ""
    told = {
        sex
        for words, sex in ALL_OF_ONE_SEX
        if re.search(rf"\b(?:{COUNTS[number]})\s+(?:(?:little|young|small|older|younger)\s+)?(?:{words})\b", text, re.I)
    }
    return told.pop() if len(told) == 1 else ""


def sexes_in_order(text: str) -> list[str]:
    """`male` and `female` as a bracket after two names gives them: "A and B (a boy and a girl)"; else empty."""
    match = ONE_OF_EACH.search(text)
    if match is None:
        return []
    said = (match["first"] or match["one"], match["second"] or match["other"])
    return ["male" if word.lower() == "boy" else "female" for word in said]


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
    child of the review; those of a range ("Young Person 1 to Young Person 6") are all its subjects.
    """
    on_cover = list(dict.fromkeys(range_of_labels(cover) + [f.value for f in labels(cover)]))
    if on_cover:
        return on_cover
    counted = Counter(f.value for text in texts for f in labels(text))
    if not counted:
        return []
    for ranged in filter(None, map(range_of_labels, texts)):
        if sum(label in counted for label in ranged) > len(ranged) / 2:
            return ranged
    most = counted.most_common(1)[0][1]
    often = sorted((label for label, n in counted.items() if n >= 3 and n >= most / 3), key=_label_order)
    return often or list(dict.fromkeys(f.value for text in texts for f in labels(text) if _is_given(text, f)))


def _is_given(text: str, label: Found) -> bool:
    """True where the text says that it uses the label: "referred to as Child N"."""
    return GIVEN.search(text, max(0, label.start - 60), label.start) is not None


GIVEN = re.compile(
    r"\b(?:known|called|named|identified|referred\s+to)(?:\s+\w+){0,4}?(?:\s+as)?\s+[“\"‘']?$", re.IGNORECASE
)


def _label_order(label: str) -> tuple[str, int, str]:
    head, _, tail = label.rpartition(" ")
    return head, len(tail), tail

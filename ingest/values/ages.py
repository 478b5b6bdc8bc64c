"""Ages as reports print them, in months, and whether the words before one say that it is somebody else's."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
WORDS = {word: number for number, word in enumerate(NUMBERS.split())}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
WORDS |= TENS | {f"{ten}-{one}": n + WORDS[one] for ten, n in TENS.items() for one in NUMBERS.split()[1:10]}
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth".split(),
        start=1,
    )
}
MONTHS_IN = {"day": 1 / 30.4, "week": 1 / 4.345, "month": 1.0, "year": 12.0}

NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(WORDS, key=len, reverse=True))})"
UNIT = r"(?:day|week|month|year)s?"
HALF = r"(?P<half>\s+and\s+a\s+half)?"
SPAN = (
    rf"(?P<n>{NUMBER}){HALF}[\s-]+(?P<u>{UNIT})(?P<after>\s+and\s+a\s+half)?"
    rf"(?:\s*(?:and|,)?\s*(?P<n2>{NUMBER})\s+(?P<u2>months?|weeks?|days?))?"
)
NO_LATER = (
    r"(?!\s+(?:later|before|after|ago|earlier|previously|imprisonment|in\s+prison|of\s+pregnancy|pregnant|gestation"
    r"|into))"
)
CHILD = (
    r"(?:boys?|girls?|child|children|bab(?:y|ies)|infants?|toddlers?|twins?|son|daughter|pupil|teenager|lad"
    r"|young\s+(?:man|woman|person))"
)
NEARLY = r"(?:just\s+|only\s+|nearly\s+|almost\s+|about\s+|barely\s+|still\s+)?"
OLD = re.compile(rf"\b{SPAN}(?:[\s-]+old\b|\s+of\s+age\b)", re.IGNORECASE)
SAID = re.compile(rf"\b(?:(?:aged|age\s+of|age:)\s+{NEARLY}|{CHILD}\s+of\s+){SPAN}\b{NO_LATER}", re.IGNORECASE)
LIVED = re.compile(rf"\blived\s+(?:for\s+)?{NEARLY}{SPAN}(?=[.,;])", re.IGNORECASE)
SEVERAL = re.compile(
    rf"\baged\s+(?P<list>{NUMBER}(?:,\s*{NUMBER})*,?\s+and\s+{NUMBER})\b(?P<unit>\s+{UNIT})?"
    r"(?!\s+(?:a\s+half|months?|weeks?|days?))",
    re.IGNORECASE,
)
YEARS = re.compile(
    rf"\b(?:(?:aged|age\s+of|age:|{CHILD}\s+of)\s+{NEARLY}(?P<n>{NUMBER}){HALF}"
    rf"|was\s+(?P<n2>{NUMBER})\s+(?=when\b|at\s+the\s+time\b))"
    rf"\b(?!\s*[-–]\s*\d|\s+to\s+{NUMBER}\b|\s+(?:or|and)\s+(?:{NUMBER}|over|under|above)\b|[\s-]+{UNIT})",
    re.IGNORECASE,
)
WAS = re.compile(
    rf"\b(?:[Hh]e|[Ss]he|[Ww]ho|[A-Z][\w’'-]*(?:\s+\d{{1,2}})?),?\s+(?:was|turned)\s+(?:then\s+)?{NEARLY}(?P<n>(?i:{NUMBER})){HALF}"
    r"(?=[.,;)]|\s+(?:and|when|at\s+the\s+time|but|on)\b)"
)
BIRTHDAY = re.compile(
    rf"(?:\b(?P<n>{NUMBER})\s+(?P<u>{UNIT})\s+|\b(?:shortly|just|soon|a\s+few\s+days|days|weeks)\s+)?"
    rf"\b(?P<side>before|after|short\s+of|on)\s+(?:his|her|their)\s+(?P<which>{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
    r"\s+birthday\b",
    re.IGNORECASE,
)
AT = re.compile(rf"\bat\s+{SPAN}\b{NO_LATER}(?!\s+old)", re.IGNORECASE)
FORMS = ((OLD, True), (SAID, True), (LIVED, True), (YEARS, True), (WAS, True), (AT, False))
"""Forms of an age, the surest first; those not clear are ages only where other words say so."""

HISTORY = re.compile(
    r"\b(?:from|since|until|till|by|before|after|under|over|below|above)\s+(?:about\s+)?(?:the\s+|an?\s+)?$", re.I
)
"""Words before "age of six" that tell of another time than the one reported on."""
BEGETTING = re.compile(
    r"\s*(?:years\s+old\s+)?\bwhen\b[^.]{0,50}\b(?:born|birth|conceived|conception|married|pregnan\w+|met)\b", re.I
)
"""After an age: that of a parent, at a birth."""
PERSON = re.compile(
    r"\b(?:(?P<child>(?:school)?boys?|(?:school)?girls?|child(?:ren)?|bab(?:y|ies)|infants?|toddlers?|twins?|sons?"
    r"|daughters?|young\s+(?:person|people|man|woman|men|women)|teenagers?|pupils?|he|she)"
    r"|(?P<other>(?:step|grand|foster\s+)?(?:mothers?|fathers?|parents?)|partners?|m[ae]n|wom[ae]n|officers?|drivers?"
    r"|Mr|Mrs|Ms|Miss|carers?|(?:half-?|step-?)?(?:brothers?|sisters?)|siblings?|uncles?|aunts?|cousins?|friends?"
    r"|boyfriends?|girlfriends?|husbands?|wi(?:fe|ves)|nephews?|nieces?|lodgers?|neighbours?|mum|dad|nan|adults?"
    r"|workers?|burns?|bruis\w+|fractures?|injur\w+|wounds?|records?|register|phrase|letter|referral|plan))\b",
    re.IGNORECASE,
)
NEAR = 110
"""Characters before an age in which the person is named whose age it is."""


@dataclass(frozen=True)
class Age:
    """An age as printed and in whole months; where it stands in the text, from its number on; `clear` is False
    for "at nine weeks".

    Of "aged three and five" the first has `place` 0, the second 1, and both have `of` 2.
    """

    printed: str
    months: int
    start: int
    end: int
    clear: bool = True
    place: int = 0
    of: int = 1


def ages(text: str) -> list[Age]:
    """Ages of people in a text, in order; a bare "aged 15" is years, "at nine weeks" is a weaker sign.

    "3 years and 2 months old" is one age of 38 months.
    """
    found: list[Age] = [age for match in SEVERAL.finditer(text) for age in _each(match)]
    for pattern, clear in FORMS:
        for match in pattern.finditer(text):
            if not _taken(match, found) and not HISTORY.search(text[: match.start()]):
                found.append(_age(match, clear))
    found += [_at_birthday(match) for match in BIRTHDAY.finditer(text) if not _taken(match, found)]
    return sorted(found, key=lambda age: age.start)


def is_another_s(text: str, age: Age, since: int = 0) -> bool:
    """True where the words nearest before the age name an adult, a brother or sister, or a thing such as a burn.

    `since` is where the child itself was named last before the age.
    """
    before = list(PERSON.finditer(text, max(since, age.start - NEAR), age.start))
    return bool(before and before[-1]["other"]) or BEGETTING.match(text, age.end) is not None


def age_in_cell(cell: str) -> Age | None:
    """The age in a table's cell: with its unit, or a bare number of years."""
    words = cell.strip().lower()
    if words.isdigit() or words in WORDS:
        return Age(cell.strip(), _number(words) * 12, 0, len(cell))
    return next(iter(ages(f"aged {cell}")), None)


def _taken(match: re.Match[str], found: list[Age]) -> bool:
    return any(match.start() < age.end and age.start < match.end() for age in found)


def _age(match: re.Match[str], clear: bool) -> Age:
    parts = match.groupdict()
    if not parts.get("u"):
        number = "n" if parts["n"] else "n2"
        months = _number(parts[number]) * 12 + (6 if parts["half"] else 0)
        end = match.end("half") if parts["half"] else match.end(number)
        return Age(_words(match, number, end), months, match.start(number), match.end(), clear)
    unit = MONTHS_IN[parts["u"].lower().rstrip("s")]
    in_months = (_number(parts["n"]) + (0.5 if parts["half"] or parts["after"] else 0)) * unit
    if parts["n2"]:
        in_months += _number(parts["n2"]) * MONTHS_IN[parts["u2"].lower().rstrip("s")]
    end = max(match.end(group) for group in ("u", "after", "u2"))
    return Age(_words(match, "n", end), int(in_months + 0.01), match.start("n"), match.end(), clear)


def _words(match: re.Match[str], group: str, end: int) -> str:
    return " ".join(match.string[match.start(group) : end].split())


def _each(match: re.Match[str]) -> list[Age]:
    numbers = re.findall(NUMBER, match["list"], re.IGNORECASE)
    unit = (match["unit"] or "years").strip().lower().rstrip("s")
    return [
        Age(
            f"{number}{match['unit'] or ''}",
            int(_number(number) * MONTHS_IN[unit] + 0.01),
            match.start(),
            match.end(),
            True,
            place,
            len(numbers),
        )
        for place, number in enumerate(numbers)
    ]


def _at_birthday(match: re.Match[str]) -> Age:
    which = match["which"].lower()
    months = 12.0 * (ORDINALS[which] if which in ORDINALS else int(re.sub(r"\D", "", which)))
    away = _number(match["n"]) * MONTHS_IN[match["u"].lower().rstrip("s")] if match["n"] else 0.1
    side = match["side"].lower()
    months += 0 if side == "on" else away if side == "after" else -away
    return Age(" ".join(match[0].split()), int(months + 0.01), match.start(), match.end(), False)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else WORDS[word.lower()]

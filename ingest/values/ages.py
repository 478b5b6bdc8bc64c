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
MONTHS_IN |= {"wk": MONTHS_IN["week"], "mth": 1.0, "yr": 12.0}

NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(WORDS, key=len, reverse=True))})"
UNIT = r"(?:day|week|wk|month|mth|year|yr)s?"
HALF = r"(?P<half>\s+and\s+a\s+half)?"
SPAN = (
    rf"(?P<n>{NUMBER}){HALF}(?:[\s-]+|(?<=\d)(?=[a-z]))(?P<u>{UNIT})(?P<after>\s+and\s+a\s+half)?"
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
LIST = rf"{NUMBER}(?:,\s*{NUMBER}){{0,8}},?\s+(?:and|&)\s+{NUMBER}"
SEVERAL = re.compile(
    rf"\baged\s+(?P<list>{LIST})\b(?P<unit>\s+{UNIT})?(?!\s+(?:a\s+half|months?|weeks?|days?))"
    rf"|\b(?:were|being)\s+(?:then\s+|about\s+)?(?P<were>{LIST})\b(?:(?P<units>\s+{UNIT})\s+(?:old|of\s+age)"
    r"|(?=,?\s+(?:respectively|when|at\s+the\s+time)\b))",
    re.IGNORECASE,
)
"""Ages of several in the order of their names: "aged 9 and 6", "were 10, 7 and 3 years old"."""
GOES_ON = (
    r"(?=[.,;:)]|$|\s+(?:who|whose|whom|and|but|or|was|were|is|with|without|in|at|on|from|by|to|for|had|has|lived|living"
    r"|died|when|while|did|could|came|got|under|being|at)\b)"
)
"""What follows a bare number that is an age ("a boy of nine who …"), and not a number of things ("of one family")."""
YEARS = re.compile(
    rf"\b(?:(?:aged|age\s+of|age:)\s+{NEARLY}(?P<n>{NUMBER}){HALF}|{CHILD}\s+of\s+{NEARLY}(?P<n3>{NUMBER})\b{GOES_ON}"
    rf"|(?:was|were)\s+(?P<n2>{NUMBER})\s+(?=when\b|at\s+the\s+(?:time|date|point)\b))"
    rf"\b(?!\s*[-–]\s*\d|\s+to\s+{NUMBER}\b|\s+(?:or|and)\s+(?:{NUMBER}|over|under|above)\b|[\s-]+{UNIT})",
    re.IGNORECASE,
)
WAS = re.compile(
    rf"\b(?:[Hh]e|[Ss]he|[Ww]ho|and|[A-Z][\w’'-]*(?:\s+\d{{1,2}})?),?\s+(?:was|were|(?:had\s+)?(?:just\s+)?turned)\s+"
    rf"(?:(?:then|both|each|all)\s+)?{NEARLY}(?P<n>(?i:{NUMBER})){HALF}"
    rf"(?=[.,;)]|$|\s+(?:and|when|at\s+the\s+(?:time|date|point)|but|on|in\s+(?:19|20)\d\d)\b"
    rf"|\s+(?:{NUMBER}|a\s+few|some)\s+(?:days?|weeks?|months?)\s+(?:before|earlier|previously)\b)"
)
WAS_SO_OLD = re.compile(
    rf"\b(?:[Hh]e|[Ss]he|[Ww]ho|[A-Z][\w’'-]*(?:\s+\d{{1,2}})?),?\s+(?:was|were)\s+(?:then\s+)?{NEARLY}(?i:{SPAN})"
    r"(?=[.,;)]|$|\s+(?:and|when|at\s+the\s+(?:time|date|point))\b)"
)
BIRTHDAY = re.compile(
    rf"(?:\b(?P<n>{NUMBER})\s+(?P<u>{UNIT})\s+|\b(?:shortly|just|soon|a\s+few\s+days|days|weeks)\s+)?"
    rf"\b(?P<side>before|after|short\s+of|on)\s+(?:his|her|their)\s+(?P<which>{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
    r"\s+birthday\b",
    re.IGNORECASE,
)
AT = re.compile(rf"(?<!born )\bat\s+{SPAN}\b{NO_LATER}(?!\s+old)", re.IGNORECASE)
FORMS = ((OLD, True), (SAID, True), (LIVED, True), (YEARS, True), (WAS, True), (WAS_SO_OLD, True), (AT, False))
"""Forms of an age, the surest first; those not clear are ages only where other words say so."""

HISTORY = re.compile(
    r"\b(?:from|since|until|till|by|before|after|under|over|below|above)\s+(?:about\s+|when\s+)?(?:the\s+(?:time\s+)?|an?\s+)?$",
    re.I,
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
    r"|boyfriends?|girlfriends?|husbands?|wi(?:fe|ves)|nephews?|nieces?|lodgers?|neighbours?|mum|dad|nan|adults?|eldest"
    r"|attackers?|assailants?|perpetrators?|offenders?|suspects?|cohabitees?|killers?|youths|(?:co-)?defendants?"
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


BESIDE_A_NAME = re.compile(
    rf"(?<=[\w.’'”\"])(?:\s*\(\s*|,\s+)(?:(?:then|aged?|who\s+was|(?:a\s+)?(?:boy|girl)|male|female)[,:]?\s+)*"
    rf"(?P<n>{NUMBER})(?:[\s-]+(?P<u>{UNIT}))?(?P<half>)(?P<after>)(?P<n2>)(?P<u2>)(?=\s*[),;]|\s+and\b)",
    re.IGNORECASE,
)
AS_THE_OTHER = re.compile(
    rf"(?<=\w)\s+(?P<n>{NUMBER})(?P<u>)(?P<half>)(?=[.,;)]|$|\s+and\b)",
    re.IGNORECASE,
)


def beside_names(text: str) -> list[Age]:
    """Numbers that are ages where a child's name stands right before them, and nothing elsewhere.

    "Amina (14)", "Rachel, 34, and", and after another age "Charlie was 10 years old and Sam 7".
    """
    found = [_age(match, False) for match in BESIDE_A_NAME.finditer(text)]
    if ages(text):
        found += [_age(match, False) for match in AS_THE_OTHER.finditer(text) if not _taken(match, found)]
    return found


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
        number = next(n for n in ("n", "n2", "n3") if parts.get(n))
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
    numbers = re.findall(rf"\b{NUMBER}\b", match["list"] or match["were"], re.IGNORECASE)
    printed = match["unit"] or match["units"] or ""
    unit = (printed or "years").strip().lower().rstrip("s")
    return [
        Age(
            f"{number}{printed}",
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

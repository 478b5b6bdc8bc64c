"""Dates as reports print them, and what they are the dates of; never made more precise than printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ingest.values.event_words import AFTERWARDS, DIED, INCIDENT, NOTIFIED, OFFICIAL, told_with
from ingest.values.phrases import Found
from ingest.values.quoting import sentences
from repository.records.dates import MONTHS, is_partial_date

MONTH = "|".join(f"{m}|{m[:3]}" if len(m) > 3 else m for m in MONTHS) + "|Sept"
DAY = r"(?P<day>[0-3]?\d)\s?(?:st|nd|rd|th)?(?:\s+of)?"
YEAR = r"(?P<year>19[3-9]\d|20[0-4]\d)"
LONG = re.compile(rf"(?<![\d.])(?:{DAY}\s+)?(?P<month>{MONTH})\b\.?,?\s+{YEAR}(?!\d)", re.IGNORECASE)
YEARLESS = re.compile(rf"(?<![\d.]){DAY}\s+(?P<month>{MONTH})\b(?!\.?,?\s+\d{{4}})")
SHORT = re.compile(
    r"(?<![\d/.-])(?P<day>[0-3]?\d)(?P<s>[/.-])(?P<month>[01]?\d)(?P=s)(?P<year>(?:19|20)\d\d)(?!\d|\.\d)"
)
SHORTEST = re.compile(
    r"(?<![\d/.-])(?P<day>[0-3]\d|[1-9](?=/))(?P<s>[/.])(?P<month>[01]\d|[1-9](?=/))(?P=s)(?P<year>\d\d)(?![\d/]|\.\d)"
)
"""A year of two digits is one of this century up to 49."""
PARTED = re.compile(
    rf"\b(?P<day>(?!))?(?P<month>{MONTH})(?:\s+(?:[A-Z][a-z]+day\s+)?(?:morning|afternoon|evening|night|day|weekend|half-term))?"
    rf"\s+(?:in|of)\s+(?:the\s+year\s+)?{YEAR}(?!\d)"
)
"""A month apart from its year: "a February afternoon in 2017"."""
MAY_HOLD_ONE = re.compile(r"(?:19|20)\d\d|\d[./]\d\d(?!\d)")
"""Digits without which a text has no date: most sentences, which are left at once."""
TERM = re.compile(
    rf"\b(?:first|opening|beginning|start)\s+(?:(?:few\s+)?(?:day|week)s?\s+)?of\s+(?:the\s+)?(?P<month>autumn|spring|summer)"
    rf"\s+term\s*(?:,|in|of)?\s*{YEAR}",
    re.IGNORECASE,
)
"""When a term begins: autumn in September, spring in January, summer in April."""
FEAST = re.compile(
    rf"\b(?P<month>Christmas\s+(?:Eve|Day)|Boxing\s+Day|New\s+Year[’']?s\s+(?:Eve|Day)),?\s+(?:(?:in|of)\s+)?{YEAR}",
    re.IGNORECASE,
)
FEASTS = {"christmaseve": (12, 24), "christmasday": (12, 25), "boxingday": (12, 26)}
FEASTS |= {"newyearseve": (12, 31), "newyearsday": (1, 1)}
TERMS = {"autumn": 9, "spring": 1, "summer": 4}
MONTH_OF_YEAR = re.compile(r"(?<![\d/])(?P<day>(?!))?(?P<month>0?[1-9]|1[0-2])/(?P<year>20\d\d)(?![\d/])")
BARE = re.compile(rf"(?<![\d/.£-]){YEAR}(?![\d/]|-\d)")

PUBLISHED = re.compile(
    r"(?:date\s+(?:of\s+)?publication|publication(?:\s+date)?|date\s+published|report\s+published|date\s+of\s+issue|issued"
    r"|published(?:\s+(?:on|in|by[^.]{0,80}?\bin))?"
    r"|presented\s+to\s+parliament[^.]{0,60}?\bon|ordered\s+[^.]{0,40}to\s+be\s+printed|updated)"
    r"\s*:?\s*(?:on\s+|in\s+)?$",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(
    r"\b(?:reviews|reports|analyses|studies|briefings|papers|cases|which|that)(?:\s+were|\s+had\s+been)?\s*,?\s+"
    r"published\s+(?:in\s+|on\s+)?$"
    r"|\b(?:which|that)\s+(?:(?!(?:and|but|was|is)\b)[\w’'-]+\s+){1,6}(?:published|issued|updated)\s+(?:in\s+|on\s+)?$"
    r"|\b(?:guidance|act|regulations|strategy|policy|procedures?|framework|code|toolkit|protocol)\b[\s\w,()]{0,30}"
    r"\b(?:published|issued|updated)\s+(?:(?:in|on)\s+|by\b[^.]{0,60}\b(?:in|on)\s+)?$",
    re.IGNORECASE,
)
"""Words of publication said of something else: "nineteen such reviews, published in 2012", "guidance issued in …"."""
COMPLETED = re.compile(
    r"(?:report\s+(?:was\s+)?(?:completed|finalised|signed\s+off)|date\s+of\s+(?:this\s+)?report"
    r"|date\s+completed|completed)"
    r"\s*(?:by[^.]{0,40})?:?\s*(?:on\s+|in\s+)?$",
    re.IGNORECASE,
)
COMMISSIONED = re.compile(
    r"(?:commissioned|decided\s+(?:to\s+(?:undertake|hold|conduct)[^.]{0,60})?"
    r"|decision\s+to\s+(?:undertake|hold|conduct)[^.]{0,60}|appointed)"
    r"[^.]{0,60}?\b(?:on|in)\s+$",
    re.IGNORECASE,
)
BEGINS = re.compile(
    r"\b(?:(?:between|from|since|until|before|after)\s+(?:the\s+)?|(?:began|begins?|beginning|start(?:s|ed|ing)?|opens?"
    r"|runs?)\s+(?:on|in|from|at)\s+)$"
    r"|\bbetween\s+[^.;]{0,40}\s+and\s+$",
    re.IGNORECASE,
)
"""Words before a date that make it the end or the beginning of a span of time."""
BESIDE = 60
"""Characters on both sides of a date in which such words are looked for."""
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)"
TIME_OF_DAY = r"(?:night|morning|evening|afternoon|hours|day|weekend)"
TOLD = re.compile(
    rf"(?:^|[,;]\s*|\b(?:and|when|until|that)\s+)(?:early\s+|late\s+)?(?:on|in|at|during)\s+(?:an?\s+|one\s+|the\s+)?"
    rf"(?:(?:early\s+|late\s+)?{TIME_OF_DAY}\s+(?:of\s+)?(?:on\s+)?)?{WEEKDAY}?(?:the\s+)?(?:mid[\s-]|early\s+|late\s+)?$"
    rf"|\b{TIME_OF_DAY}\s+(?:of|on|in)\s+(?:the\s+)?{WEEKDAY}?(?:the\s+)?$|\bone\s+{WEEKDAY}?(?:{TIME_OF_DAY}\s+)?in\s+$",
    re.IGNORECASE,
)
"""How a date stands in the telling of an event ("On the night of Sunday, …"), up to the date."""
PERIOD = re.compile(
    r"\b(?:period|time\s*(?:frame|scale|span)|scope|time\s+(?:under|between|from|to\s+be|covered|considered)|timeline)\b",
    re.I,
)
ENDS_IN_YEAR = re.compile(rf"(?<![\d/.£–-]){YEAR}\s*[.)]?\s*$")
OF_A_LAW = re.compile(
    r"\b(?:Acts?|Regulations?|Rules|Order|Working\s+Together|Keeping\s+Children\s+Safe|guidance|Measure|strategy)\b",
    re.IGNORECASE,
)
TELLS_WHEN = re.compile(
    r"\b(?:in|since|during|to|from|until|between|and|before|after|by)\s+$|\d{4}\s*[-–/]\s*$", re.IGNORECASE
)
COPYRIGHT = re.compile(rf"(?:©|\bcopyright\b)[^.\d]{{0,60}}{YEAR}", re.IGNORECASE)
BEGINNING = 45
"""Characters of a sentence within which a date begins it."""
WINDOW = 160
"""Characters before a date in which the words that explain it are looked for."""


@dataclass(frozen=True)
class PrintedDate:
    """A partial date (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`) and where it stands in the text."""

    value: str
    start: int
    end: int


def dates_in(text: str, *, bare_years: bool = False) -> list[PrintedDate]:
    """Every date of a text in order; years that stand alone only where asked for."""
    if not MAY_HOLD_ONE.search(text):
        return []
    found: list[PrintedDate] = []
    for pattern in (LONG, SHORT, SHORTEST, PARTED, TERM, FEAST):
        taken = [(d.start, d.end) for d in found]
        found += [
            d
            for m in pattern.finditer(text)
            if not any(a < m.end() and m.start() < b for a, b in taken) and (d := _printed(m))
        ]
    if bare_years:
        taken = [(d.start, d.end) for d in found]
        found += [
            PrintedDate(m["year"], m.start(), m.end())
            for m in BARE.finditer(text)
            if not any(a <= m.start() < b for a, b in taken)
        ]
    return sorted(found, key=lambda d: d.start)


def _printed(match: re.Match[str]) -> PrintedDate | None:
    month, year = match["month"], match["year"]
    feast = FEASTS.get(re.sub(r"[\s’']", "", month).lower())
    if feast:
        return PrintedDate(f"{year}-{feast[0]:02d}-{feast[1]:02d}", match.start(), match.end())
    number = int(month) if month.isdigit() else TERMS.get(month.lower()) or _month_number(month)
    if len(year) == 2:
        year = f"20{year}" if year < "50" else f"19{year}"
    day = match.groupdict().get("day")
    value = f"{year}-{number:02d}" + (f"-{int(day):02d}" if day else "")
    return PrintedDate(value, match.start(), match.end()) if is_partial_date(value) else None


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, start=1) if month[:3].lower() == name[:3].lower())


def _after(cue: re.Pattern[str], text: str, *, bare_years: bool = True) -> list[Found]:
    return [
        Found(d.value, d.start, d.end)
        for d in dates_in(text, bare_years=bare_years)
        if cue.search(text[max(0, d.start - WINDOW) : d.start])
    ]


def published(text: str) -> list[Found]:
    """Dates that follow words of publication ("Published 14 March 2017"), but not those of other reports."""
    found = [f for f in _after(PUBLISHED, text) if not OF_OTHERS.search(text[max(0, f.start - WINDOW) : f.start])]
    months = [(m, d) for m in MONTH_OF_YEAR.finditer(text) if (d := _printed(m))]
    found += [
        Found(d.value, d.start, d.end)
        for m, d in months
        if PUBLISHED.search(text[max(0, m.start() - WINDOW) : m.start()])
    ]
    return sorted(found, key=lambda f: f.start)


def completed(text: str) -> list[Found]:
    """Dates on which a report was completed."""
    return _after(COMPLETED, text)


def commissioned(text: str) -> list[Found]:
    """Dates on which a review was decided on or its author appointed."""
    return _after(COMMISSIONED, text)


def death(text: str) -> list[Found]:
    """Dates in a sentence that tells of a death."""
    return _in_sentences_with(DIED, text)


def incident(text: str) -> list[Found]:
    """Dates in a sentence that tells of a death, an injury or whatever else led to the review."""
    return _in_sentences_with(INCIDENT, text)


def _in_sentences_with(words: re.Pattern[str], text: str) -> list[Found]:
    return [
        Found(d.value, start + d.start, start + d.end)
        for start, end in sentences(text)
        if any(told_with(words, text, start, end))
        for d in dates_in(text[start:end])
        if _may_be_of_the_event(text[start:end], d, words)
    ]


def _may_be_of_the_event(sentence: str, date: PrintedDate, words: re.Pattern[str]) -> bool:
    """False for the ends of a span of time, and beside words of a decision or a trial but none of the event itself."""
    before = sentence[: date.start]
    if BEGINS.search(before) or NOTIFIED.search(before):
        return False
    around = sentence[max(0, date.start - BESIDE) : date.end + BESIDE]
    return not AFTERWARDS.search(around) or words.search(around) is not None


def printed(text: str) -> list[Found]:
    """Every month and day of a text that is printed with its year."""
    return [Found(d.value, d.start, d.end) for d in dates_in(text)]


def year_told(text: str) -> list[Found]:
    """Years in which a sentence that tells of a death or harm says that it was ("in the summer of 2014")."""
    return [
        Found(m["year"], m.start("year"), m.end("year"))
        for start, end in sentences(text)
        if any(told_with(INCIDENT, text, start, end))
        for m in IN_A_YEAR.finditer(text, start, end)
        if not AFTERWARDS.search(text, max(start, m.start() - BESIDE), min(end, m.end() + BESIDE))
    ]


def told_first(text: str) -> list[Found]:
    """Dates with which the telling of an event begins ("On the night of Sunday, 17th November, 1957, nine boys …")."""
    return [
        Found(d.value, start + d.start, start + d.end)
        for start, end in sentences(text)
        for d in dates_in(text[start:end])
        if TOLD.search(text[start : start + d.start])
        and not AFTERWARDS.search(text, start, end)
        and not OFFICIAL.search(text, start, end)
    ]


def day_begun_with(text: str) -> list[Found]:
    """Days with which a sentence begins to tell ("On 2 November officers …"): the surer telling of an event."""
    begins = {start for start, _ in sentences(text)}
    return [
        f for f in told_first(text) if len(f.value) == 10 and any(f.start - BEGINNING <= b <= f.start for b in begins)
    ]


def in_the_year(text: str) -> list[Found]:
    """Days printed without their year in a sentence that tells of a death or harm, in the year last named before.

    "She was born in October 2018. On 18 December she was admitted to hospital": the 18th of December 2018;
    a month before the one last named is of the next year.
    """
    full = dates_in(text)
    found = []
    for start, end in sentences(text):
        for match in YEARLESS.finditer(text, start, end) if INCIDENT.search(text, start, end) else ():
            named = [d for d in full if d.end <= match.start()]
            if named and not BEGINS.search(text[start : match.start()]):
                found.append(_in_year_of(named[-1].value, match))
    return [f for f in found if is_partial_date(f.value)]


def _in_year_of(named: str, match: re.Match[str]) -> Found:
    month = _month_number(match["month"])
    year = int(named[:4]) + (len(named) > 4 and month < int(named[5:7]))
    return Found(f"{year}-{month:02d}-{int(match['day']):02d}", match.start(), match.end())


def period_end(text: str) -> list[Found]:
    """The end of the period that a review examines: the day of the death or harm, in most reviews."""
    return [
        Found(m["end"], start + m["at"], start + m["to"])
        for start, end in sentences(text)
        if PERIOD.search(text, start, end)
        for m in _ends_of_periods(text[start:end])
    ]


def _ends_of_periods(sentence: str) -> list[dict[str, Any]]:
    dates = dates_in(sentence)
    return [
        {"end": last.value, "at": last.start, "to": last.end}
        for first, last in zip(dates, dates[1:], strict=False)
        if re.search(r"\b(?:to|until|and|till)\b", sentence[first.end : last.start]) and first.value < last.value
    ]


def ends_with(text: str) -> list[Found]:
    """The date at the end of a short line, as on some covers ("Working Together (2010) May 2011")."""
    dates = dates_in(text) if len(text) < 160 else []
    return [Found(d.value, d.start, d.end) for d in dates[-1:] if d.end >= len(text.rstrip(" .)"))]


def year_at_end(text: str) -> list[Found]:
    """The year with which a short line ends that is about the publication itself ("Number 7, 2020", "LSCB 2014").

    Not that of a law or guidance that a line names, nor one that tells when something was ("harmed in 2019").
    """
    match = ENDS_IN_YEAR.search(text) if len(text) < 100 else None
    if match is None or OF_A_LAW.search(text) or TELLS_WHEN.search(text[: match.start("year")]):
        return []
    return [Found(match["year"], match.start("year"), match.end("year"))]


def copyrighted(text: str) -> list[Found]:
    """The year of a copyright line ("© Crown copyright 2014")."""
    return [Found(m["year"], m.start("year"), m.end("year")) for m in COPYRIGHT.finditer(text)]


IN_A_YEAR = re.compile(
    rf"\b(?:in|during)\s+(?:the\s+)?(?:(?:early|late|mid)\b[\s-]*)?(?:(?:spring|summer|autumn|winter|year|beginning|end)\s+(?:of\s+)?)?{YEAR}"
    r"(?![\d/-])",
    re.IGNORECASE,
)
DATED = re.compile(
    r"^\W*(?:(?:report|final|version|publication)\s+)*(?:dated?|version)?(?:\s+of\s+(?:the\s+)?(?:final\s+)?report)?\W*"
    r"(?:(?:early|late|spring|summer|autumn|winter)\s+)?$",
    re.IGNORECASE,
)
"""Words before the date of a line that say only that it is one ("Report date: …", "Spring 2021")."""


def alone(text: str) -> list[Found]:
    """The date of a line that says nothing else, as on covers and letter heads ("March 2014")."""
    dates = dates_in(text, bare_years=True)
    if len(dates) != 1 or re.search(r"[^\W\d_]{3,}", DATED.sub("", text[: dates[0].start]) + text[dates[0].end :]):
        return []
    return [Found(dates[0].value, dates[0].start, dates[0].end)]

"""The children and others a review is about: each with label, age, sex and outcome, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.values import children
from ingest.values.quoting import quote_around, sentences
from ingest.values.sections import HEADINGS, Place
from repository.records.items import BlockRole, Subject
from repository.records.statements import Evidence

AT_THE_TIME = re.compile(
    r"\b(?:died|death|dead|killed|murder|injur|at the time|when|suicide|own life|found|collapsed|admitted|carried"
    r"|brought"
    r"|concerns|subject of)",
    re.IGNORECASE,
)
OF_ANOTHER = re.compile(
    r"\b(?:mother|father|parents?|partner|men|man|woman|women|officers?|driver|Mr|Mrs|Ms|carers?|grandmother|burns?|bruis\w+|fractures?|injur\w+|wounds?"
    r"|records?|register|phrase|letter|case|referral|plan)\b[^.]{0,50}$",
    re.IGNORECASE,
)
"""Words before an age that say it is an adult's, or a burn's."""
PLURAL = re.compile(r"\b(?:they|twins|both|children)\b", re.IGNORECASE)
OPENINGS = frozenset({"exec", "summary-case", "why", "intro", "incident", "pen", "famcomp"})
OLDEST = 18 * 12
"""Months: a review's subject is a child; an adult's age belongs to somebody else."""


@dataclass(frozen=True)
class Sentence:
    """A sentence with its page; `heading` stands above it, `opening` is True on the pages that say what happened."""

    page: int
    text: str
    heading: str
    opening: bool


def find_subjects(places: Sequence[Place]) -> list[Subject]:
    """Whom the review is about, in the order of their labels; without label where the report uses none.

    "Not stated" (an empty value) where the report is silent.
    """
    spoken = [s for p in places if p.block.role != BlockRole.FOOTNOTE for s in _sentences(p)]
    titles = "\n".join(p.text for p in places if p.page == places[0].page and p.block.role in HEADINGS)
    cover = " ".join(p.text for p in places if p.page == places[0].page and len(p.text) < 200)
    names = (
        children.main_labels(titles, [])
        or children.names_in_title(titles)
        or children.main_labels(cover, [s.text for s in spoken])
    )
    if len(names) == 1 and names[0].startswith("Family"):
        names = children.members(names[0], [s.text for s in spoken]) or names
    if names:
        told = _ages_in_tables(places)
        return [_subject(label, spoken, told, alone=len(names) == 1) for label in names]
    unnamed = _unnamed(spoken)
    return [unnamed] if unnamed else []


def _sentences(place: Place) -> list[Sentence]:
    opening = place.section in OPENINGS or place.page <= 3
    return [Sentence(place.page, place.text[a:b].strip(), place.heading, opening) for a, b in sentences(place.text)]


def _ages_in_tables(places: Sequence[Place]) -> dict[str, tuple[children.Age, Sentence]]:
    """Ages by label from tables of the family, whose header has a column for them."""
    found: dict[str, tuple[children.Age, Sentence]] = {}
    column = -1
    for place in places:
        cells = place.block.cells
        if place.block.role == BlockRole.TABLE_HEADER:
            column = next((n for n, cell in enumerate(cells) if re.match(r"age\b", cell, re.IGNORECASE)), -1)
        elif place.block.role == BlockRole.TABLE_ROW and 0 <= column < len(cells):
            age = children.age_in_cell(cells[column])
            for label in children.labels(cells[0]):
                if age is not None and age.months < OLDEST:
                    found.setdefault(label.value, (age, Sentence(place.page, place.text, place.heading, True)))
    return found


def _subject(
    label: str, spoken: Sequence[Sentence], told: dict[str, tuple[children.Age, Sentence]], *, alone: bool
) -> Subject:
    if children.is_setting(label):
        first = next((s for s in spoken if label in s.text), Sentence(1, label, "", True))
        return Subject(label, evidence=Evidence(first.page, label), rule="subjects.find_subjects", confidence=0.7)
    naming = [s for s in spoken if _names(label, s.text)]
    own = [s for s in spoken if _names(label, s.heading) and s not in naming]
    about = naming + own + (_following(naming, spoken) if alone else [])
    telling = [s for s in spoken if s.opening] if alone else [s for s in spoken if s.opening and PLURAL.search(s.text)]
    age, shown = _age(label, about + [s for s in telling if s not in about])
    quote = ""
    if label in told:
        age, shown = told[label]
        quote = shown.text
    shown = shown or (naming[0] if naming else Sentence(0, "", "", False))
    at = age.start if age else max(shown.text.find(label), 0)
    quote = quote or (quote_around(shown.text, at, age.end if age else at + len(label)) if shown.text else "")
    return Subject(
        label=label,
        age=age.printed if age else "",
        age_months=age.months if age else None,
        sex=_sex(label, naming, own + (about if alone else [])),
        outcome=_outcome(label, spoken if alone else naming + own + telling, alone=alone),
        evidence=Evidence(shown.page or None, quote),
        rule="subjects.find_subjects",
        confidence=0.8 if age else 0.6,
    )


def _names(label: str, text: str) -> bool:
    code = label.split()[-1]
    if len(code) > 1 and re.search(rf"\b{re.escape(code)}\b", text):
        return True  # "W1" alone is as clear as "Child W1"
    return label in text and (any(f.value == label for f in children.labels(text)) or not children.labels(label))


def _following(naming: Sequence[Sentence], spoken: Sequence[Sentence]) -> list[Sentence]:
    """The sentences right after those that name the child: they speak of the same child as "he" or "she"."""
    named = {id(s) for s in naming}
    pairs = zip(spoken, spoken[1:], strict=False)
    return [after for before, after in pairs if id(before) in named and id(after) not in named]


def _age(label: str, about: Sequence[Sentence]) -> tuple[children.Age | None, Sentence | None]:
    """The age at the time of the death or harm: clear words before weak ones, then words of the event."""
    candidates = []
    for order, sentence in enumerate(about):
        at = sentence.text.find(label)
        for age in children.ages(sentence.text):
            if age.months >= _oldest(label) or OF_ANOTHER.search(sentence.text[: age.start]):
                continue
            worth = 4 * age.clear + 2 * bool(AT_THE_TIME.search(sentence.text)) + 2 * sentence.opening
            worth += 2 * (at >= 0 and abs(age.start - at) < 120)
            candidates.append((-worth, order, age.start, age, sentence))
    if not candidates:
        return None, None
    *_, age, sentence = min(candidates, key=lambda c: c[:3])
    return (age, sentence) if age.clear or AT_THE_TIME.search(sentence.text) else (None, None)


def _oldest(label: str) -> int:
    """Months: a "Baby A" is no child of five."""
    return 24 if label.startswith(("Baby", "Infant")) else OLDEST


def _sex(label: str, naming: Sequence[Sentence], more: Sequence[Sentence]) -> str:
    """As the words after the label say; a sentence about several people says it of the one named last before."""
    after = " ".join(_until_next_label(label, s.text) for s in naming)
    said = children.sex_of(after)
    return said or children.sex_of(" ".join(s.text for s in more))


def _until_next_label(label: str, text: str) -> str:
    start = text.find(label) + len(label)
    following = [f.start for f in children.labels(text) if f.start > start]
    return text[start : min([*following, start + 160])]


def _outcome(label: str, about: Sequence[Sentence], *, alone: bool) -> str:
    """`death` where the text says that this child died, else `serious-harm` where it tells of harm."""
    letter = re.escape(label.split()[-1])
    whom = (
        rf"(?:{re.escape(label)}|\b{letter}|\b(?:he|she|the\s+(?:boy|girl|child|baby|infant|toddler|young\s+person)))"
    )
    died = re.compile(
        rf"{whom}\b[^.;]{{0,60}}\b(?:died|was\s+(?:killed|murdered)|took\s+(?:his|her)\s+own\s+life"
        rf"|(?:was\s+)?found\s+dead)\b"
        rf"|\b(?:death|murder|killing|suicide)\s+of\s+(?:{re.escape(label)}|the\s+(?:boy|girl|child|baby|infant))"
        rf"|(?:{re.escape(label)}|\b(?:he|she)\b|\bbaby\b)[^.;]{{0,160}}\band\s+died\b"
        rf"|(?:{re.escape(label)}[’']s|\b(?:his|her))\s+death\b",
        re.IGNORECASE,
    )
    deaths = sum(1 + s.opening for s in about if died.search(s.text))
    if deaths >= (2 if alone else 1):
        return "death"
    return "serious-harm" if any(children.HARM.search(s.text) for s in about) else ""


def _unnamed(spoken: Sequence[Sentence]) -> Subject | None:
    """A child whom the report gives no code: by age and sex where the opening pages print them."""
    for sentence in spoken[:120]:
        for age in children.ages(sentence.text):
            fits = age.clear and age.months < OLDEST and AT_THE_TIME.search(sentence.text)
            if fits and not OF_ANOTHER.search(sentence.text[: age.start]):
                quote = quote_around(sentence.text, age.start, age.end)
                return Subject("", age.printed, age.months, children.sex_of(sentence.text),
                               children.outcome_of(sentence.text), Evidence(sentence.page, quote),
                               "subjects.find_subjects", 0.5)  # fmt: skip
    return None

"""The children and others a review is about: each with label, age, sex and outcome, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest import children
from ingest.quoting import quote_around, sentences
from ingest.sections import Place
from repository.records.items import BlockRole, Subject
from repository.records.statements import Evidence

AT_THE_TIME = re.compile(
    r"\b(?:died|death|dead|killed|murder|injur|at the time|suicide|took (?:his|her) own life|found|collapsed|admitted"
    r"|subject of)",
    re.IGNORECASE,
)
NOT_AN_AGE = re.compile(
    r"\b(?:imprisonment|sentenced|years in prison|mother was aged|father was aged)\b", re.IGNORECASE
)
ABOUT_A_CHILD = re.compile(
    r"\b(?:child|baby|infant|boy|girl|young person|twins?|he|she|son|daughter|sibling)\b", re.IGNORECASE
)
OLDEST = 18 * 12
"""Months: a review's subject is a child; an adult's age belongs to somebody else."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of the text and the page it stands on."""

    page: int
    text: str


def find_subjects(places: Sequence[Place]) -> list[Subject]:
    """Whom the review is about, in the order of their labels; without label where the report uses none.

    Age is the one printed nearest to the label in a sentence about the death or harm, else the first
    age of the label; "not stated" (an empty value) where the report is silent.
    """
    spoken = [s for p in places if p.block.role != BlockRole.FOOTNOTE for s in _sentences(p)]
    cover = " ".join(p.text for p in places if p.page == 1 and len(p.text) < 200)
    names = children.main_labels(cover, [s.text for s in spoken])
    if names:
        return [_subject(label, spoken, alone=len(names) == 1) for label in names]
    unnamed = _unnamed(spoken)
    return [unnamed] if unnamed else []


def _sentences(place: Place) -> list[Sentence]:
    return [Sentence(place.page, place.text[a:b].strip()) for a, b in sentences(place.text)]


def _subject(label: str, spoken: Sequence[Sentence], *, alone: bool) -> Subject:
    naming = [s for s in spoken if any(f.value == label for f in children.labels(s.text))]
    about = naming + (_following(naming, spoken) if alone else [])
    age, shown = _age(label, about)
    shown = shown or (naming[0] if naming else Sentence(0, ""))
    at = shown.text.find(label)
    quote = quote_around(shown.text, max(at, 0), max(at, 0) + len(label)) if naming else ""
    return Subject(
        label=label,
        age=age.printed if age else "",
        age_months=age.months if age else None,
        sex=children.sex_of(" ".join(s.text for s in about[:40])),
        outcome=_outcome(naming if not alone else about + list(spoken[:30])),
        evidence=Evidence(shown.page or None, quote),
        rule="subjects.find_subjects",
        confidence=0.8 if age else 0.6,
    )


def _following(naming: Sequence[Sentence], spoken: Sequence[Sentence]) -> list[Sentence]:
    """The sentences right after those that name the child: they speak of the same child as "he" or "she"."""
    named = {id(s) for s in naming}
    return [
        after
        for before, after in zip(spoken, spoken[1:], strict=False)
        if id(before) in named and id(after) not in named
    ]


def _age(label: str, about: Sequence[Sentence]) -> tuple[children.Age | None, Sentence | None]:
    candidates = []
    for order, sentence in enumerate(about):
        if NOT_AN_AGE.search(sentence.text):
            continue
        at = sentence.text.find(label)
        for age in children.ages(sentence.text):
            if age.months <= OLDEST and ABOUT_A_CHILD.search(sentence.text):
                # In a list of children the age that belongs to a label is the nearest one behind it.
                far = abs(age.start - at) if at >= 0 else 500
                candidates.append((not AT_THE_TIME.search(sentence.text), far > 120, order, far, age, sentence))
    if not candidates:
        return None, None
    *_, age, sentence = min(candidates, key=lambda c: c[:4])
    return age, sentence


def _outcome(about: Sequence[Sentence]) -> str:
    death = sum(1 for s in about if children.DEATH.search(s.text))
    harm = sum(1 for s in about if children.HARM.search(s.text))
    survived = any(re.search(r"\bsurviv|\brecover", s.text) for s in about)
    if not death and not harm:
        return ""
    return "serious-harm" if survived and harm >= death or not death else "death"


def _unnamed(spoken: Sequence[Sentence]) -> Subject | None:
    """A child whom the report gives no code: by age and sex where the opening pages print them."""
    for sentence in spoken[:120]:
        for age in children.ages(sentence.text):
            if age.months <= OLDEST and AT_THE_TIME.search(sentence.text) and ABOUT_A_CHILD.search(sentence.text):
                quote = quote_around(sentence.text, age.start, age.end)
                return Subject("", age.printed, age.months, children.sex_of(sentence.text), _outcome([sentence]),
                               Evidence(sentence.page, quote), "subjects.find_subjects", 0.5)  # fmt: skip
    return None

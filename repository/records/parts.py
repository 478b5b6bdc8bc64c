"""What a person said of a child or a recommendation of a review, and how it is put over what the program read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from rapidfuzz import fuzz

from repository.records.concepts import fold_label
from repository.records.items import Item, Recommendation, Subject
from repository.records.statements import Evidence

SAME_LABEL = 60
"""How alike (of 100) two recommendations of one label must be to be one in another reading. A judgement."""
SAME_TEXT = 90
"""The same for recommendations of different labels: a word or two in twenty may differ. A judgement."""
ADDED_FROM = 1_000
"""Ids of recommendations that a person added count from here: of the samples and real reports none has a tenth of
that."""

Said = TypeVar("Said", Subject, Recommendation)


class Part(StrEnum):
    """Parts of a record that have several values of their own."""

    SUBJECT = "subject"
    RECOMMENDATION = "recommendation"


class Change(StrEnum):
    """What a person does to a part."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class PartCorrection:
    """A person's word on one part. `was` are its values when the person spoke, by which it is known again in another
    reading (empty for one that is added); `values` are those that the person gave. `number` counts what
    people said of the parts of one record, from 1; 0 for what is not kept yet."""

    part: Part
    change: Change
    was: Mapping[str, Any]
    values: Mapping[str, Any]
    person: str
    reason: str
    number: int = 0


SUBJECT_VALUES = ("label", "age", "age_months", "sex", "outcome")
RECOMMENDATION_VALUES = ("label", "text", "addressees", "owner", "due")


def values_of_part(part: Subject | Recommendation) -> dict[str, Any]:
    """The values of a part as a correction keeps them."""
    names = SUBJECT_VALUES if isinstance(part, Subject) else RECOMMENDATION_VALUES
    values = {name: getattr(part, name) for name in names}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def with_corrections(item: Item, corrections: Sequence[PartCorrection]) -> Item:
    """The item with what people said of its parts, in the order in which they said it.

    What a person changed and no reading finds any more stays as the person left it, unless nothing of the record can
    be read at present: then its words are not shown either.
    """
    subjects, recommendations = list(item.subjects), list(item.recommendations)
    for each in corrections:
        lost_with_the_text = each.change == Change.CHANGED and not item.has_text
        if each.part == Part.SUBJECT:
            place = same_subject(subjects, each.was)
            if place is not None or not lost_with_the_text:
                _apply(subjects, each, place, _subject)
        else:
            home = item.publications[0].id if item.publications else ""
            place = same_recommendation(recommendations, each.was)
            if place is not None or not lost_with_the_text:
                _apply(recommendations, each, place, partial(_recommendation, home=home))
    return replace(item, subjects=tuple(subjects), recommendations=tuple(recommendations))


def same_subject(subjects: Sequence[Subject], was: Mapping[str, Any]) -> int | None:
    """The place of the child that a person spoke of: the one of that label, else of that age and sex."""
    if not was:
        return None
    label = fold_label(was["label"])
    called = [n for n, s in enumerate(subjects) if label and fold_label(s.label) == label]
    like = [n for n, s in enumerate(subjects) if (s.age_months, s.sex) == (was["age_months"], was["sex"])]
    both = [n for n in called if n in like]
    unnamed = [n for n in like if not label and not subjects[n].label]
    return next(iter(both or called or unnamed), None)


def same_recommendation(recommendations: Sequence[Recommendation], was: Mapping[str, Any]) -> int | None:
    """The place of the recommendation that a person spoke of: the same words, else nearly the same under its label,
    else nearly the same."""
    if not was:
        return None
    text, label = fold_label(was["text"]), fold_label(was["label"])
    alike = [(fuzz.ratio(fold_label(r.text), text), fold_label(r.label) == label, n)
             for n, r in enumerate(recommendations)]  # fmt: skip
    likely = [(share, named, -n) for share, named, n in alike if share >= (SAME_LABEL if named else SAME_TEXT)]
    return -max(likely)[2] if likely else None


def _apply(parts: list[Said], said: PartCorrection, known: int | None, made: Callable[[PartCorrection], Said]) -> None:
    if said.change == Change.REMOVED:
        if known is not None:
            del parts[known]
    elif known is None:
        parts.append(made(said))
    else:
        parts[known] = replace(parts[known], **_kept(said.values), **_by(said))


def _subject(said: PartCorrection) -> Subject:
    return Subject(**{"label": "", **said.was, **said.values}, **_by(said))


def _recommendation(said: PartCorrection, home: str) -> Recommendation:
    values = {"label": "", "text": "", **_kept(said.was), **_kept(said.values)}
    return Recommendation(**values, **_by(said), id=f"{home}-r{ADDED_FROM + said.number}", publication_id=home)


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def _by(said: PartCorrection) -> dict[str, Any]:
    """Who says so. No rule and, for a child, no quotation: neither gives the person's value."""
    by: dict[str, Any] = {"rule": "", "confidence": 1.0, "person": said.person, "reason": said.reason}
    return by | ({"evidence": Evidence()} if said.part == Part.SUBJECT else {})

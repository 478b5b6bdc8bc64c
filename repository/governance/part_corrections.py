"""A person's word on a child or a recommendation of a review: what a value of it is, that one is missing or wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert

from repository.errors import WrongUsage
from repository.records.concepts import fold_label
from repository.records.items import Item, Recommendation, Subject
from repository.records.parts import Change, Part, PartCorrection, values_of_part
from repository.store import tables

SEXES = ("female", "male")
AGE = re.compile(r"(\d{1,3})(?:\s*|-)(day|week|month|year)?s?(?:(?:\s*|-)old)?", re.IGNORECASE)
MONTHS = {"day": 1 / 30.4, "week": 1 / 4.35, "month": 1.0, "year": 12.0}
NOT_STATED = ("", "not stated", "unknown")
OLDEST_MONTHS = 120 * 12
VALUES = {
    Part.SUBJECT: ("label", "age", "sex", "outcome"),
    Part.RECOMMENDATION: ("label", "text", "addressees", "owner", "due"),
}
PART_FIELDS = frozenset(part.value for part in Part) | {f"{part}.{v}" for part, names in VALUES.items() for v in names}
"""`subject` and `recommendation` to add or deny one, `recommendation.text` and so on for a value of one."""
NAMED = 20
"""Letters of a text by which a recommendation may be named, at least."""


def value_of_part(field: str, written: str, concept_id: Callable[[str, str], str]) -> dict[str, Any]:
    """The value of a part as it is kept, by name. `concept_id` finds a concept of a vocabulary field in words.

    Raises WrongUsage for an age, a sex or a concept that is none.
    """
    part, _, name = field.partition(".")
    if not name:
        return {"text" if part == Part.RECOMMENDATION else "label": written}
    if name == "age":
        return {"age": "", "age_months": None} if written.lower() in NOT_STATED else _age(written)
    if written.lower() in NOT_STATED and name in ("sex", "outcome"):
        return {name: ""}
    if name == "sex" and written.lower() not in SEXES:
        raise WrongUsage(f"'{written}' is no sex that is kept.", f"Write {' or '.join(SEXES)}, or not stated.")
    if name == "outcome":
        return {name: concept_id("outcome", written)}
    if name == "addressees":
        return {name: [concept_id("agency", each.strip()) for each in written.split("|") if each.strip()]}
    return {name: written.lower() if name == "sex" else written}


def say_of_part(item: Item, field: str, given: Mapping[str, Any], of: str, *, deny: bool) -> PartCorrection:
    """What a correction does to a record as it stands now.

    `of` names the part of which a value is given; to deny one, its name is the value. Who says so is left empty.
    Raises WrongUsage where nothing, or more than one, is called so.
    """
    name, _, value = field.partition(".")
    part = Part(name)
    if value:
        if deny:
            raise WrongUsage(f"A {field} cannot be denied.", f"Give the right value, or deny the {part} as a whole.")
        if not of.strip():
            raise WrongUsage(f"Which {part}?", "Name it with --of (a column `of` in a file): its label or its id.")
        return _said(part, Change.CHANGED, values_of_part(_called(item, part, of)), given)
    (written,) = given.values()
    if deny:
        return _said(part, Change.REMOVED, values_of_part(_called(item, part, written)), {})
    if any(fold_label(written) == fold_label(each) for each in _words(item, part)):
        raise WrongUsage(f"{item.id} has the {part} '{written}' already.", "Give a value of it with --of.")
    return _said(part, Change.ADDED, {}, given)


def write_said(connection: Connection, item_id: str, said: PartCorrection) -> None:
    """Keep a person's word on a part."""
    row = {"part": said.part, "change": said.change, "was": dict(said.was), "given": dict(said.values)}
    by = {"person": said.person, "reason": said.reason}
    connection.execute(insert(tables.corrected_part).values(item_id=item_id, **row, **by))


def _said(part: Part, change: Change, was: Mapping[str, Any], values: Mapping[str, Any]) -> PartCorrection:
    return PartCorrection(part, change, was, values, "", "")


def _age(written: str) -> dict[str, Any]:
    match = AGE.fullmatch(written)
    months = round(int(match[1]) * MONTHS[(match[2] or "year").lower()]) if match else OLDEST_MONTHS
    if months >= OLDEST_MONTHS:
        raise WrongUsage(f"'{written}' is no age.", "Write 7 years, 4 months, 10 weeks, 3 days, or not stated.")
    return {"age": written, "age_months": months}


def _called(item: Item, part: Part, name: str) -> Subject | Recommendation:
    parts: Sequence[Subject | Recommendation] = item.subjects if part == Part.SUBJECT else item.recommendations
    found = [each for each in parts if _is_called(each, name)]
    if len(found) == 1:
        return found[0]
    names = [_name(each) for each in (found or parts)]
    advice = f"There are: {'; '.join(names)}." if names else "It has none."
    what = "several are" if found else f"no {part} of {item.id} is"
    raise WrongUsage(f"'{name}': {what} called so.", advice)


def _words(item: Item, part: Part) -> list[str]:
    return [s.label for s in item.subjects] if part == Part.SUBJECT else [r.text for r in item.recommendations]


def _is_called(part: Subject | Recommendation, name: str) -> bool:
    if isinstance(part, Recommendation) and part.id == name:
        return True
    if not part.label and isinstance(part, Subject):
        return name.lower() in (part.age.lower(), "unnamed")
    folded = fold_label(name)
    if isinstance(part, Recommendation) and len(folded) >= NAMED and fold_label(part.text).startswith(folded):
        return True
    plain = folded.removeprefix("recommendation ")
    return bool(plain) and plain == fold_label(part.label).removeprefix("recommendation ")


def _name(part: Subject | Recommendation) -> str:
    if isinstance(part, Subject):
        return part.label or part.age or "unnamed"
    return f"{part.id} ({part.label or part.text[:40]})"

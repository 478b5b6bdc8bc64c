"""What a careful librarian recorded of a document, read from the file beside it: the measure of what is extracted."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from repository.errors import WrongUsage
from repository.records.concepts import concept, fold_label, vocabularies
from repository.records.dates import is_partial_date
from repository.records.items import PublicationKind
from repository.records.statements import DATES, VOCABULARY_OF

SUFFIX = ".gold.json"
SETS = {
    "publishing_bodies": "publishing_body",
    "local_areas": "local_area",
    "themes": "theme",
    "agencies": "agency",
}
"""Lists of concept ids in a gold file, and the statements' field that each is about."""
SINGLE_CONCEPTS = ("review_type", "nation", "methodology")
PARTS = ("subjects", "recommendations", "findings", "phrases")
STATUSES = ("ok", "no_text", "held", "quarantined", "refused")


@dataclass(frozen=True)
class GoldSubject:
    """Someone the review is about. `given` names the facts that the gold file gives, None among them."""

    label: str = ""
    age_months: int | None = None
    sex: str | None = None
    outcome: str | None = None
    given: frozenset[str] = frozenset()


@dataclass(frozen=True)
class GoldPassage:
    """A recommendation or finding. `addressees` and `pages` are None where the gold file gives none to score."""

    label: str | None
    text: str
    addressees: tuple[str, ...] | None = None
    pages: tuple[int, ...] | None = None


@dataclass(frozen=True)
class GoldPhrase:
    """Words that stand on a page (its place in the file, from 1) after cleaning."""

    text: str
    page: int


@dataclass(frozen=True)
class Gold:
    """A gold file. Only the fields in `given` are scored; an empty value there means "the document does not say".

    `values` are single values by field (None: not said), `sets` lists of ids or names by field.
    """

    name: str
    given: frozenset[str]
    values: Mapping[str, str | int | None] = field(default_factory=dict)
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subjects: tuple[GoldSubject, ...] = ()
    recommendations: tuple[GoldPassage, ...] = ()
    findings: tuple[GoldPassage, ...] = ()
    phrases: tuple[GoldPhrase, ...] = ()
    ocr: bool = False

    @property
    def status(self) -> str:
        """What ingestion must report for the document."""
        return str(self.values.get("status") or "ok")


def read_gold(path: Path) -> Gold:
    """Read and check a gold file. Raises WrongUsage naming the file and the field that is wrong."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise WrongUsage(f"{path} cannot be read as JSON: {error}.", "Correct the file.") from error
    if not isinstance(given, dict):
        raise WrongUsage(f"{path} must hold one object.", "Put the fields in { }.")
    reader = _Reader(path, given)
    unknown = sorted(set(given) - set(READERS))
    if unknown:
        raise reader.wrong(unknown[0], f"is not a field of gold files; known are {', '.join(sorted(READERS))}")
    read = {name: READERS[name](reader, name) for name in given}
    parts = {name: read.pop(name, ()) for name in PARTS}
    return Gold(
        name=path.name.removesuffix(SUFFIX),
        given=frozenset(given),
        ocr=read.pop("ocr", False),
        values={name: value for name, value in read.items() if not isinstance(value, tuple)},
        sets={name: value for name, value in read.items() if isinstance(value, tuple)},
        **parts,
    )


class _Reader:
    """The values of one gold file, each checked when it is read."""

    def __init__(self, path: Path, given: Mapping[str, Any]) -> None:
        self.path = path
        self.given = given

    def wrong(self, name: str, what: str) -> WrongUsage:
        return WrongUsage(f"{self.path}: '{name}' {what}.", "Correct the gold file.")

    def text(self, name: str) -> str | None:
        value = self.given[name]
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.wrong(name, "must be text or null")
        return value

    def number(self, name: str) -> int | None:
        value = self.given[name]
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise self.wrong(name, "must be a whole number or null")
        return value

    def truth(self, name: str) -> bool:
        value = self.given[name]
        if not isinstance(value, bool):
            raise self.wrong(name, "must be true or false")
        return value

    def date(self, name: str) -> str | None:
        value = self.text(name)
        if value is not None and not is_partial_date(value):
            raise self.wrong(name, f"is '{value}', which is no date of the form YYYY, YYYY-MM or YYYY-MM-DD")
        return value

    def choice(self, name: str, allowed: Sequence[str]) -> str | None:
        value = self.text(name)
        if value is not None and value not in allowed:
            raise self.wrong(name, f"is '{value}'; known are {', '.join(allowed)}")
        return value

    def one_concept(self, name: str) -> str | None:
        """A concept's id; a nation may be given by its label."""
        value = self.text(name)
        return None if value is None else self._concept(name, name, value)

    def concepts(self, name: str) -> tuple[str, ...]:
        return tuple(self._concept(name, SETS[name], value) for value in self.texts(name))

    def _concept(self, name: str, about: str, value: str) -> str:
        if concept(VOCABULARY_OF[about], value) is not None:
            return value
        for vocabulary in VOCABULARY_OF[about]:
            labelled = vocabularies()[vocabulary].by_label.get(fold_label(value), ())
            if len(labelled) == 1:
                return labelled[0].id
        raise self.wrong(name, f"names '{value}', which is in no vocabulary of {', '.join(VOCABULARY_OF[about])}")

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(self._texts(name, self.given[name]))

    def _texts(self, name: str, value: object) -> list[str]:
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.wrong(name, "must be a list of texts")
        return value

    def _objects(self, name: str) -> list[dict[str, Any]]:
        value = self.given[name] or []
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.wrong(name, "must be a list of objects")
        return value

    def subjects(self) -> tuple[GoldSubject, ...]:
        found = []
        for number, each in enumerate(self._objects("subjects")):
            one = _Reader(self.path, each)
            unknown = set(each) - {"label", "age", "age_months", "sex", "outcome"}
            if unknown:
                raise self.wrong(f"subjects[{number}]", f"has an unknown fact '{min(unknown)}'")
            found.append(
                GoldSubject(
                    label=each.get("label") or "",
                    age_months=one.number("age_months") if "age_months" in each else None,
                    sex=one.text("sex") if "sex" in each else None,
                    outcome=one.one_concept("outcome") if "outcome" in each else None,
                    given=frozenset(each) & {"age_months", "sex", "outcome"},
                )
            )
        return tuple(found)

    def passages(self, name: str) -> tuple[GoldPassage, ...]:
        found = []
        for number, each in enumerate(self._objects(name)):
            where = f"{name}[{number}]"
            if not isinstance(each.get("text"), str) or not each["text"].strip():
                raise self.wrong(where, "has no text")
            addressees = self._texts(where, each["addressees"]) if "addressees" in each else None
            if addressees is not None:
                addressees = [self._concept(where, "agency", value) for value in addressees]
            found.append(
                GoldPassage(
                    label=each.get("label"),
                    text=each["text"],
                    addressees=None if addressees is None else tuple(addressees),
                    pages=self._pages(where, each["pages"]) if "pages" in each else None,
                )
            )
        return tuple(found)

    def _pages(self, where: str, value: object) -> tuple[int, ...]:
        if not isinstance(value, list) or not all(isinstance(v, int) and v > 0 for v in value):
            raise self.wrong(where, "has pages that are not a list of numbers from 1")
        return tuple(value)

    def phrases(self) -> tuple[GoldPhrase, ...]:
        found = []
        for number, each in enumerate(self._objects("phrases")):
            text, page = each.get("text"), each.get("page")
            if not isinstance(text, str) or not text.strip() or not isinstance(page, int) or page < 1:
                raise self.wrong(f"phrases[{number}]", "needs a text and a page from 1")
            found.append(GoldPhrase(text, page))
        return tuple(found)


READERS: dict[str, Callable[[_Reader, str], Any]] = {
    "title": _Reader.text,
    "publication_kind": lambda reader, name: reader.choice(name, tuple(PublicationKind)),
    "status": lambda reader, name: reader.choice(name, STATUSES),
    "year_published": _Reader.number,
    "pages": _Reader.number,
    "ocr": _Reader.truth,
    "subjects": lambda reader, name: reader.subjects(),
    "recommendations": _Reader.passages,
    "findings": _Reader.passages,
    "phrases": lambda reader, name: reader.phrases(),
    **dict.fromkeys(SINGLE_CONCEPTS, _Reader.one_concept),
    **dict.fromkeys(DATES, _Reader.date),
    **dict.fromkeys(SETS, _Reader.concepts),
    **dict.fromkeys(("authors", "headings", "never"), _Reader.texts),
}
"""How each field of a gold file is read."""

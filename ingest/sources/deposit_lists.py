"""The list that a depositor puts beside a folder's files: what they know of each, and from when it may be shown."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz

from repository.errors import WrongUsage
from repository.governance.conflicts import FLAG
from repository.governance.corrections import value_of
from repository.governance.relations import RELATIONS
from repository.records.concepts import fold_label
from repository.records.identifiers import ITEM_ID
from repository.records.statements import DEPOSIT, Evidence, Statement

LIST_NAME = "library.csv"
COLUMNS = ("file", "item_id", "title", "bodies", "terms", "embargo", "relation")
SAME_TITLE = 90
"""How alike (of 100) two titles must be to be one: punctuation and an added "overview report" do not count."""


@dataclass(frozen=True)
class Given:
    """A row of the list. `bodies` are ids of publishing bodies; `embargo` is the day from which the file may be shown;
    `relation` is a tie and the file or id that it leads to."""

    file: str
    item_id: str | None = None
    title: str = ""
    bodies: tuple[str, ...] = ()
    terms: str = ""
    embargo: date | None = None
    relation: tuple[str, str] | None = None

    @property
    def fingerprint(self) -> str:
        """Ten characters that change when the row does; empty where it gives no value."""
        given = (self.title, self.bodies, self.terms)
        return hashlib.sha256(repr(given).encode()).hexdigest()[:10] if any(given) else ""

    def statements(self) -> Iterator[Statement]:
        """What the row says of the item, as values that stand before those found in the text."""
        evidence = Evidence(source_url=f"{LIST_NAME}#{self.file}")
        for field, values in self._values().items():
            yield from (Statement(field, value, evidence, rule=DEPOSIT) for value in values)

    def conflicts(self, found: tuple[Statement, ...]) -> tuple[str, ...]:
        """A flag `conflict:FIELD` for each field of which the text says something else."""
        read = {field: [s.value for s in found if s.field == field] for field in ("title", "publishing_body")}
        flags = []
        if self.title and read["title"] and not _same_title(self.title, read["title"][0]):
            flags.append(f"{FLAG}title")
        if self.bodies and read["publishing_body"] and set(self.bodies) != set(read["publishing_body"]):
            flags.append(f"{FLAG}publishing_body")
        return tuple(flags)

    def _values(self) -> dict[str, tuple[str, ...]]:
        values = {"title": (self.title,), "publishing_body": self.bodies, "terms": (self.terms,)}
        return {field: tuple(filter(None, given)) for field, given in values.items()}


def read_deposit_list(folder: Path) -> dict[str, Given]:
    """The rows of a folder's list by file name; nothing where there is no list.

    Raises WrongUsage naming the row and column for a value of the wrong form and for a file named twice.
    """
    path = folder / LIST_NAME
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        names = reader.fieldnames or ()
        if "file" not in names:
            raise WrongUsage(f"{path} has no column 'file'.", f"Columns: {', '.join(COLUMNS)}; only file is needed.")
        unknown = [name for name in names if name not in COLUMNS]
        if unknown:
            raise WrongUsage(f"{path} has an unknown column '{unknown[0]}'.", f"Columns: {', '.join(COLUMNS)}.")
        rows: dict[str, Given] = {}
        for number, row in enumerate(reader, start=2):
            given = _row(f"{path}, row {number}", {name: (row.get(name) or "").strip() for name in COLUMNS})
            if given.file in rows:
                raise WrongUsage(f"{path}, row {number}: the file '{given.file}' is named twice.", "Leave one row.")
            rows[given.file] = given
    return rows


def _row(where: str, row: dict[str, str]) -> Given:
    try:
        return Given(
            row["file"],
            _item_id(row["item_id"]),
            value_of("title", row["title"]),
            tuple(value_of("publishing_body", each) for each in row["bodies"].split("|") if each.strip()),
            row["terms"],
            _day(row["embargo"]),
            _relation(row["relation"]),
        )
    except WrongUsage as error:
        raise WrongUsage(f"{where}: {error.message}", error.advice) from error


def _item_id(written: str) -> str | None:
    if written and not ITEM_ID.fullmatch(written):
        raise WrongUsage(f"the item_id '{written}' has not the form of one.", "Leave it empty for a new record.")
    return written or None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise WrongUsage(f"the embargo '{written}' is no day.", "Write YYYY-MM-DD.") from error


def _relation(written: str) -> tuple[str, str] | None:
    if not written:
        return None
    kind, _, other = (part.strip() for part in written.partition(":"))
    if kind not in RELATIONS or not other:
        raise WrongUsage(f"the relation '{written}' is none.", f"Write TIE:FILE or TIE:ID with {', '.join(RELATIONS)}.")
    return kind, other


def _same_title(one: str, other: str) -> bool:
    return fuzz.token_set_ratio(fold_label(one), fold_label(other)) >= SAME_TITLE

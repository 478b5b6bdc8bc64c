"""Corrections: a person's value overrules the program's, with their name and reason, whatever is read later."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import process
from sqlalchemy import Connection, insert

from repository.errors import LibraryError, WrongUsage
from repository.governance.decisions import record_decision, refuse_nameless, standing
from repository.governance.part_corrections import PART_FIELDS, say_of_part, value_of_part, write_said
from repository.records.concepts import concept, fold_label, vocabularies
from repository.records.dates import is_partial_date
from repository.records.items import Item, PublicationKind
from repository.records.parts import PartCorrection, with_corrections
from repository.records.statements import DATES, FIELDS, VOCABULARY_OF, Statement
from repository.store import tables
from repository.store.library import Library
from repository.store.rows import statement_row

COLUMNS = ("id", "field", "value", "reason")
YES = ("yes", "true", "1", "deny", "x")


@dataclass(frozen=True)
class Correction:
    """A person's word on one value of one record. `deny` says that the value is wrong; otherwise it is right. `of`
    names the child or recommendation of which it is a value (see part_corrections.py)."""

    item_id: str
    field: str
    value: str
    person: str
    reason: str
    deny: bool = False
    of: str = ""


def correct(library: Library, corrections: Sequence[Correction]) -> None:
    """Write corrections into the catalogue, all of them or none, and bring what is derived up to date.

    Raises WrongUsage for an unknown field, a value that is of no vocabulary or form, or a missing name
    or reason; NotInLibrary and NotAllowed for a record that cannot be corrected.
    """
    checked = [_checked(each) for each in corrections]
    said_of_parts = _of_parts(library, checked)
    with library.deposits.engine.begin() as connection:
        for number, each in enumerate(checked):
            standing(connection, each.item_id)
            if number in said_of_parts:
                write_said(connection, each.item_id, said_of_parts[number])
            else:
                _write(connection, each)
            what = "denied" if each.deny else "corrected"
            note = f"{each.field}{f' of {each.of}' if each.of else ''}: {each.value}"
            record_decision(connection, each.item_id, what, note, each.person, each.reason, changed=[each.item_id])
    library.bring_up_to_date()


def _write(connection: Connection, given: Correction) -> None:
    said = Statement(given.field, given.value, person=given.person, reason=given.reason, denied=given.deny)
    ids = {"item_id": given.item_id, "publication_id": None}
    connection.execute(insert(tables.statement).values(**ids, **statement_row(said)))


def _of_parts(library: Library, corrections: Sequence[Correction]) -> dict[int, PartCorrection]:
    """Those that are about a child or recommendation, by their place: each of the record as those before leave it."""
    found: dict[int, PartCorrection] = {}
    items: dict[str, Item] = {}
    for number, each in enumerate(corrections):
        if each.field not in PART_FIELDS:
            continue
        item = items.get(each.item_id) or library.catalogue.item(each.item_id)
        values = value_of_part(each.field, each.value, _concept_id)
        said = say_of_part(item, each.field, values, each.of, deny=each.deny)
        found[number] = replace(said, person=each.person, reason=each.reason)
        items[each.item_id] = with_corrections(item, [found[number]])
    return found


def read_corrections(path: Path, person: str = "") -> list[Correction]:
    """Corrections from a CSV file with the columns id, field, value, reason, and of, person and deny if wanted.

    `person` is who speaks where a row names nobody. Raises WrongUsage naming the file and row.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
        if missing:
            raise WrongUsage(
                f"{path} has no column '{missing[0]}'.", f"Columns: {', '.join(COLUMNS)}, of, person, deny."
            )
        return list(_read_rows(path, reader, person))


def _read_rows(path: Path, rows: Iterable[dict[str, str]], person: str) -> Iterable[Correction]:
    for number, row in enumerate(rows, start=2):
        deny = (row.get("deny") or "").strip().lower() in YES
        item_id, field, value, reason = ((row[column] or "").strip() for column in COLUMNS)
        said_by = (row.get("person") or "").strip() or person
        try:
            yield _checked(Correction(item_id, field, value, said_by, reason, deny, (row.get("of") or "").strip()))
        except LibraryError as error:
            raise WrongUsage(f"{path}, row {number}: {error.message}", error.advice) from error


def _checked(given: Correction) -> Correction:
    refuse_nameless(given.person, given.reason)
    if given.field not in FIELDS | PART_FIELDS:
        raise WrongUsage(f"There is no field '{given.field}'.", f"Fields: {', '.join(sorted(FIELDS | PART_FIELDS))}.")
    if not given.value.strip():
        raise WrongUsage(f"The value of {given.field} is empty.", "Give one; --deny says that a value is wrong.")
    value = value_of(given.field, given.value)
    if given.field in PART_FIELDS:
        value_of_part(given.field, value, _concept_id)
    elif given.of:
        raise WrongUsage(f"{given.field} is of the record as a whole.", "Leave out --of.")
    return Correction(
        given.item_id.strip(), given.field, value, given.person.strip(), given.reason.strip(), given.deny,
        given.of.strip(),
    )  # fmt: skip


def value_of(field: str, written: str) -> str:
    """A value as it is kept: the id of the concept that a person names by id or label, a date, or the text.

    Raises WrongUsage with the nearest labels where there is no such value.
    """
    written = " ".join(written.split())
    if field in VOCABULARY_OF:
        return _concept_id(field, written)
    if field in DATES and not is_partial_date(written):
        raise WrongUsage(f"'{written}' is no date for {field}.", "Write YYYY, YYYY-MM or YYYY-MM-DD.")
    if field == "publication_kind" and written not in tuple(PublicationKind):
        raise WrongUsage(f"There is no kind of publication '{written}'.", f"Kinds: {', '.join(PublicationKind)}.")
    return written


def _concept_id(field: str, written: str) -> str:
    names = [name for name in VOCABULARY_OF[field] if name in vocabularies()]
    named = concept(names, written)
    if named is not None and not named.is_group:
        return written
    called = [c for name in names for c in vocabularies()[name].by_label.get(fold_label(written), ())]
    labelled = [c for c in called if not c.is_group]
    if len({c.id for c in labelled}) == 1:
        return labelled[0].id
    if labelled:
        raise WrongUsage(
            f"'{written}' is what several are called.", f"Give the id: {', '.join(c.id for c in labelled)}."
        )
    known = {c.label: c.id for name in names for c in vocabularies()[name].values() if not c.is_group}
    near = [f"{label} ({known[label]})" for label, _, _ in process.extract(written, list(known), limit=3)]
    raise WrongUsage(f"'{written}' is no value of {field}.", f"Nearest: {'; '.join(near)}.")

"""Where a value given with a deposit and the one found in the text disagree, a person must decide."""

from __future__ import annotations

from dataclasses import dataclass

from repository.records.items import Collection, Item
from repository.records.statements import DEPOSIT
from repository.store.library import Library

FLAG = "conflict:"
"""How a publication's flag starts that names the field in conflict."""


@dataclass(frozen=True)
class Conflict:
    """A field of a record: the values that the depositor gave, and those found in the text."""

    item_id: str
    field: str
    given: tuple[str, ...]
    read: tuple[str, ...]


def open_conflicts(library: Library, collection: Collection) -> list[Conflict]:
    """Every conflict that no person has settled by a correction of its field, in the order of the records."""
    found = []
    for item in library.catalogue.each_item(collection):
        flagged = {flag.removeprefix(FLAG) for p in item.publications for flag in p.flags if flag.startswith(FLAG)}
        found += [conflict for field in sorted(flagged) if (conflict := _conflict(item, field)) is not None]
    return found


def _conflict(item: Item, field: str) -> Conflict | None:
    about = [s for s in item.statements if s.field == field]
    if any(s.person for s in about):
        return None
    given = tuple(dict.fromkeys(s.value for s in about if s.rule == DEPOSIT))
    return Conflict(item.id, field, given, tuple(dict.fromkeys(s.value for s in about if s.rule != DEPOSIT)))

"""Where a value that came with a file and the one found in it disagree, a person must decide.

What comes with a file is what its depositor gave, and what a list or catalogue says of the record it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from repository.records.concepts import fold_label
from repository.records.items import Collection, Item
from repository.records.statements import DEPOSIT
from repository.store.library import Library

FLAG = "conflict:"
"""How a publication's flag starts that names the field in conflict."""


@dataclass(frozen=True)
class Conflict:
    """A field of a record: the values that came with its files, and those found in their text. `by` is who gave
    the former: the depositor, or the addresses of lists and catalogues."""

    item_id: str
    field: str
    given: tuple[str, ...]
    read: tuple[str, ...]
    by: tuple[str, ...] = (DEPOSIT,)


def open_conflicts(library: Library, collection: Collection) -> list[Conflict]:
    """Every conflict that no person has settled by a correction of its field, in the order of the records."""
    return [
        conflict
        for item in library.catalogue.each_item(collection)
        for conflict in (*_with_deposits(item), *_with_lists(item))
        if not _is_settled(item, conflict.field)
    ]


def _with_deposits(item: Item) -> Iterator[Conflict]:
    flagged = {flag.removeprefix(FLAG) for p in item.publications for flag in p.flags if flag.startswith(FLAG)}
    for field in sorted(flagged):
        about = [s for s in item.statements if s.field == field and not s.person]
        given = tuple(dict.fromkeys(s.value for s in about if s.rule == DEPOSIT))
        yield Conflict(item.id, field, given, tuple(dict.fromkeys(s.value for s in about if s.rule != DEPOSIT)))


def _with_lists(item: Item) -> Iterator[Conflict]:
    """Fields of which a list or catalogue says one thing and the report another."""
    for field, agree in AGREE.items():
        about = [s for s in item.statements if s.field == field and not s.person and s.rule != DEPOSIT]
        listed = [s for s in about if s.publication_id is None]
        read = tuple(dict.fromkeys(s.value for s in about if s.publication_id is not None)) or _read(item, field)
        given = tuple(dict.fromkeys(s.value for s in listed))
        if given and read and not agree(given, read):
            by = tuple(dict.fromkeys(s.evidence.source_url for s in listed if s.evidence.source_url))
            yield Conflict(item.id, field, given, read, by)


def _read(item: Item, field: str) -> tuple[str, ...]:
    """Labels are read as those of the children."""
    return tuple(s.label for s in item.subjects if s.label and s.rule) if field == "subject_label" else ()


def _share(given: Sequence[str], read: Sequence[str]) -> bool:
    return not set(given).isdisjoint(read)


def _share_a_label(given: Sequence[str], read: Sequence[str]) -> bool:
    """True where a printed label has the letter or name of one of the children: "Child R and Child S" has two, and
    "Family R" is that of "Child R"."""
    return any(
        fold_label(child).rpartition(" ")[2] in fold_label(label).split() for label, child in product(given, read)
    )


def _share_a_date(given: Sequence[str], read: Sequence[str]) -> bool:
    """True where two dates agree as far as both go: 2015 and 2015-03 do."""
    return any(one.startswith(other) or other.startswith(one) for one, other in product(given, read))


AGREE: dict[str, Callable[[Sequence[str], Sequence[str]], bool]] = {
    "publishing_body": _share,
    "date_published": _share_a_date,
    "review_type": _share,
    "subject_label": _share_a_label,
}
"""Fields that lists and reports both tell, and when they agree. Not titles: a list prints board and label instead."""


def _is_settled(item: Item, field: str) -> bool:
    said_of_children = field == "subject_label" and any(subject.person for subject in item.subjects)
    return said_of_children or any(s.person for s in item.statements if s.field == field)

"""Who the reviews are about, one by one: for counts whose unit is a child and not a review."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from repository.store import tables
from repository.store.catalogue import Catalogue


@dataclass(frozen=True)
class Person:
    """Someone a review is about. `age_months` is None and `sex` empty where the review does not say."""

    item_id: str
    label: str
    age_months: int | None
    sex: str


def people_in(catalogue: Catalogue, item_ids: Iterable[str]) -> tuple[Person, ...]:
    """Everybody whom the current versions of these items are about, each once for an item.

    The summary of a review names the children of its overview report again: people of one item with the same label
    are one person, of whom every known fact is kept.
    """
    wanted = set(item_ids)
    everybody = catalogue.while_unchanged("people", lambda: _everybody(catalogue))
    return tuple(person for person in everybody if person.item_id in wanted)


def _everybody(catalogue: Catalogue) -> tuple[Person, ...]:
    subject, publication = tables.subject.c, tables.publication.c
    query = (
        select(subject.item_id, subject.label, subject.age_months, subject.sex)
        .join(tables.publication, publication.id == subject.publication_id, isouter=True)
        .where(publication.superseded_by.is_(None))
        .order_by(subject.number)
    )
    people: dict[tuple[str, str], Person] = {}
    with catalogue.engine.connect() as connection:
        for number, row in enumerate(connection.execute(query)):
            key = (row.item_id, row.label.casefold() or str(number))
            before = people.get(key, Person(row.item_id, row.label, None, ""))
            months = row.age_months if before.age_months is None else before.age_months
            people[key] = Person(row.item_id, before.label, months, before.sex or row.sex)
    return tuple(people.values())

"""Reading the catalogue: tables in, records out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, Table, and_, bindparam, func, or_, select

from repository.errors import NotInLibrary
from repository.records.items import (
    LISTED,
    PUBLIC,
    Availability,
    Collection,
    EarlierLabel,
    Item,
    Kind,
    Listed,
    Page,
    Relation,
    State,
    Withdrawal,
    without_superseded,
)
from repository.records.parts import with_corrections
from repository.store import tables
from repository.store.from_rows import (
    finding_of,
    page_of,
    publication_of,
    recommendation_of,
    statement_of,
    subject_of,
)
from repository.store.said_of_parts import said_of_parts

BATCH = 400
"""Items read at once: below SQLite's default limit of 999 parameters."""
PAGES = 30
"""Pages read at once: three of each review of a list of ten."""


def _of_items(table: Table) -> Select[Any]:
    """The rows of a table that belong to some items, in the order in which they are shown. Put together once: for
    ten items that is as much work as reading the rows."""
    owner = table.c.id if table is tables.item else table.c.item_id
    query = select(table).where(owner.in_(bindparam("ids", expanding=True)))
    return query if table is tables.item else query.order_by(table.c.get("number", table.c.get("place", owner)))


_OF_ITEMS = {
    table: _of_items(table)
    for table in (
        tables.item,
        tables.publication,
        tables.statement,
        tables.subject,
        tables.recommendation,
        tables.finding,
        tables.relation,
        tables.earlier_label,
        tables.withdrawal,
    )
}
_LISTED_STATEMENTS = _OF_ITEMS[tables.statement].where(tables.statement.c.field.in_(LISTED))
# One question for all: with a question for each publication, asking takes three times as long as reading.
_PAGES = select(tables.page).where(
    or_(
        *(
            and_(
                tables.page.c.publication_id == bindparam(f"publication_{n}"),
                tables.page.c.page == bindparam(f"page_{n}"),
            )
            for n in range(PAGES)
        )
    )
)
_LAST_CHANGE = select(func.max(tables.change.c.number))


@dataclass(frozen=True)
class Change:
    """A line of the numbered log: something about the item changed."""

    number: int
    item_id: str
    what: str


class Catalogue:
    """Everything the library knows, as frozen records. Each call sees one consistent state."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._counted: tuple[int, dict[object, Any]] = (-1, {})

    def ids(
        self, collection: Collection | None = None, kind: Kind | None = None, *, public_only: bool = True
    ) -> list[str]:
        """Ids in the order in which the items were added."""
        query = select(tables.item.c.id).order_by(tables.item.c.place)
        if collection is not None:
            query = query.where(tables.item.c.collection == collection)
        if kind is not None:
            query = query.where(tables.item.c.kind == kind)
        if public_only:
            query = query.where(tables.item.c.state.in_(PUBLIC))
        with self.engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def counts(self, collection: Collection) -> dict[Kind, int]:
        """How many public items of each kind a collection has; every kind is there, with 0 if need be."""
        return dict(self.while_unchanged(("counts", collection), lambda: self._counts(collection)))

    def has_text(self, collection: Collection) -> bool:
        """True when a public item of the collection can be read here."""
        return bool(self.while_unchanged(("text", collection), lambda: self._has_text(collection)))

    def while_unchanged(self, key: object, count: Callable[[], Any]) -> Any:
        """What was counted once under a key, until the log of changes grows: every page asks for the same."""
        change = self.last_change()
        if self._counted[0] != change:
            self._counted = (change, {})
        counted = self._counted[1]
        if key not in counted:
            counted[key] = count()
        return counted[key]

    def _counts(self, collection: Collection) -> dict[Kind, int]:
        query = (
            select(tables.item.c.kind, func.count())
            .where(tables.item.c.collection == collection, tables.item.c.state.in_(PUBLIC))
            .group_by(tables.item.c.kind)
        )
        with self.engine.connect() as connection:
            found = {str(kind): int(number) for kind, number in connection.execute(query)}
        return {kind: found.get(kind, 0) for kind in Kind}

    def _has_text(self, collection: Collection) -> bool:
        query = (
            select(tables.publication.c.id)
            .join(tables.item, tables.item.c.id == tables.publication.c.item_id)
            .where(
                tables.item.c.collection == collection,
                tables.item.c.state.in_(PUBLIC),
                tables.publication.c.availability == Availability.FULL_TEXT,
            )
            .limit(1)
        )
        with self.engine.connect() as connection:
            return connection.execute(query).first() is not None

    def item(self, id: str) -> Item:
        """The item as its current versions tell it. Raises NotInLibrary."""
        found = self.items([id])
        if not found:
            raise NotInLibrary(f"There is no record '{id}'.", "Search for its title to find the id.")
        return found[0]

    def whole_item(self, id: str) -> Item:
        """The item with superseded versions and what they said. Raises NotInLibrary."""
        found = self._read([id])
        if not found:
            raise NotInLibrary(f"There is no record '{id}'.", "Search for its title to find the id.")
        return found[0]

    def items(self, ids: Sequence[str]) -> list[Item]:
        """The items with these ids, in this order; ids that are not in the catalogue are left out."""
        found: list[Item] = []
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            said = said_of_parts(self.engine, some)
            found += (with_corrections(without_superseded(item), said[item.id]) for item in self._read(some))
        return found

    def listed(self, ids: Sequence[str]) -> list[Listed]:
        """The same items with what a list shows of them: a third of the work of reading them whole."""
        found: list[Listed] = []
        for start in range(0, len(ids), BATCH):
            found += map(without_superseded, self._read_listed(ids[start : start + BATCH]))
        return found

    def each_item(self, collection: Collection | None = None) -> Iterator[Item]:
        """Every public item in the order of adding, read in batches."""
        ids = self.ids(collection)
        for start in range(0, len(ids), BATCH):
            yield from self.items(ids[start : start + BATCH])

    def pages(self, publication_id: str) -> tuple[Page, ...]:
        """All pages of a publication in order; none where it has no text here."""
        query = select(tables.page).where(tables.page.c.publication_id == publication_id).order_by(tables.page.c.page)
        with self.engine.connect() as connection:
            return tuple(page_of(row) for row in connection.execute(query))

    def page(self, publication_id: str, number: int) -> Page:
        """One page of a publication. Raises NotInLibrary."""
        query = select(tables.page).where(tables.page.c.publication_id == publication_id, tables.page.c.page == number)
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise NotInLibrary(f"There is no page {number} in {publication_id}.", "Go to the first page.")
        return page_of(row)

    def pages_at(self, wanted: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Page]:
        """Several pages at once, by publication id and page number; those that are not there are left out."""
        found: dict[tuple[str, int], Page] = {}
        with self.engine.connect() as connection:
            for start in range(0, len(wanted), PAGES):
                some = list(wanted[start : start + PAGES])
                asked: dict[str, str | int] = {}
                # The question has room for PAGES: where fewer are wanted, the first is asked for again.
                for n, at in enumerate([*some, *some[:1] * (PAGES - len(some))]):
                    asked[f"publication_{n}"], asked[f"page_{n}"] = at
                for row in connection.execute(_PAGES, asked).all():
                    found[row.publication_id, row.page] = page_of(row)
        return found

    def changes(self, after: int = 0) -> list[Change]:
        """The log of changes with a number above `after`, oldest first."""
        query = select(tables.change).where(tables.change.c.number > after).order_by(tables.change.c.number)
        with self.engine.connect() as connection:
            return [Change(row.number, row.item_id, row.what) for row in connection.execute(query)]

    def last_change(self) -> int:
        """The number of the newest change, 0 in a new library."""
        with self.engine.connect() as connection:
            return connection.execute(_LAST_CHANGE).scalar() or 0

    def _read_listed(self, ids: Sequence[str]) -> list[Listed]:
        with self.engine.connect() as connection:
            items = {row.id: row for row in connection.execute(_OF_ITEMS[tables.item], {"ids": ids})}
            publications = _by_item(connection, _OF_ITEMS[tables.publication], ids)
            statements = _by_item(connection, _LISTED_STATEMENTS, ids)
        return [Listed(**_listed(row, publications, statements)) for id in ids if (row := items.get(id)) is not None]

    def _read(self, ids: Sequence[str]) -> list[Item]:
        with self.engine.connect() as connection:
            items = {row.id: row for row in connection.execute(_OF_ITEMS[tables.item], {"ids": ids})}

            def parts(table: Table) -> Rows:
                return _by_item(connection, _OF_ITEMS[table], ids)

            publications = parts(tables.publication)
            statements = parts(tables.statement)
            subjects = parts(tables.subject)
            recommendations = parts(tables.recommendation)
            findings = parts(tables.finding)
            relations = parts(tables.relation)
            labels = parts(tables.earlier_label)
            withdrawals = parts(tables.withdrawal)
        return [
            Item(
                **_listed(row, publications, statements),
                subjects=tuple(map(subject_of, subjects[row.id])),
                recommendations=tuple(map(recommendation_of, recommendations[row.id])),
                findings=tuple(map(finding_of, findings[row.id])),
                relations=tuple(Relation(r.kind, r.other_id, r.note, r.source_url) for r in relations[row.id]),
                earlier_labels=tuple(EarlierLabel(r.label, r.until, r.note, r.source_url) for r in labels[row.id]),
                withdrawal=next((Withdrawal(r.reason, r.at, r.person) for r in withdrawals[row.id]), None),
            )
            for id in ids
            if (row := items.get(id)) is not None
        ]


Rows = dict[str, list[Row[Any]]]


def _listed(row: Row[Any], publications: Rows, statements: Rows) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": Kind(row.kind),
        "collection": Collection(row.collection),
        "state": State(row.state),
        "slug": row.slug,
        "added": row.added,
        "publications": tuple(map(publication_of, publications[row.id])),
        "statements": tuple(map(statement_of, statements[row.id])),
    }


def _by_item(connection: Connection, query: Select[Any], ids: Sequence[str]) -> Rows:
    grouped: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query, {"ids": ids}).all():
        grouped[row.item_id].append(row)
    return grouped

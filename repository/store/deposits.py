"""Taking things in: a new item, another publication of one, or a later version of a file, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, update

from repository.errors import NotAllowed
from repository.records.identifiers import new_id, slug_of
from repository.records.items import (
    Availability,
    Collection,
    EarlierLabel,
    Finding,
    Kind,
    Page,
    PublicationKind,
    Recommendation,
    Relation,
    State,
    Subject,
)
from repository.records.statements import Statement, current
from repository.store import tables
from repository.store.rows import columns, finding_rows, page_row, recommendation_rows, statement_row, subject_row
from repository.store.sketches import Sketch, keep_sketch


@dataclass(frozen=True)
class NewPublication:
    """A file (or the knowledge that one exists) to be recorded. Fields as in Publication.

    `source` is where the file came from (a path or an address): the same source with other bytes is
    a later version. `sketch` is that of its text (see sketches.py), the smallest fingerprint first.
    """

    kind: PublicationKind
    title: str
    availability: Availability = Availability.FULL_TEXT
    where_to_ask: str = ""
    language: str = "en"
    sha256: str = ""
    media_type: str = ""
    file_name: str = ""
    source: str = ""
    pages: tuple[Page, ...] = ()
    engine: str = ""
    flags: tuple[str, ...] = ()
    sketch: Sketch = ()


@dataclass(frozen=True)
class NewItem:
    """What is known of an item at the time of a deposit.

    `id` is given for what is shipped with the library and for a further publication of an item that
    is there; None makes a new random one.
    """

    kind: Kind
    collection: Collection
    publication: NewPublication
    statements: tuple[Statement, ...] = ()
    subjects: tuple[Subject, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    findings: tuple[Finding, ...] = ()
    relations: tuple[Relation, ...] = ()
    earlier_labels: tuple[EarlierLabel, ...] = ()
    id: str | None = None


@dataclass(frozen=True)
class Arrival:
    """What became of a file. `status`: ok, new_version, unchanged, no_text, held, quarantined or refused."""

    source: str
    sha256: str
    collection: Collection
    rules: str
    status: str
    reason: str = ""
    flags: tuple[str, ...] = ()
    item_id: str = ""
    publication_id: str = ""
    pages: int = 0


@dataclass(frozen=True)
class Deposited:
    """Where a deposit went. `status` is `new_version` for other bytes from a known source, `ok` otherwise."""

    item_id: str
    publication_id: str
    status: str


class Deposits:
    """Writes to the catalogue. Each public method is one transaction: all of it happens or none."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")

    def known(self, source: str, sha256: str, collection: Collection, rules: str) -> Arrival | None:
        """What became of these bytes under these rules before: from this source, or from any other.

        The same file under another name is the same file; the newest outcome counts.
        """
        t = tables.arrival
        query = (
            select(t)
            .where(t.c.sha256 == sha256, t.c.collection == collection)
            .order_by((t.c.source == source).desc(), t.c.number.desc())
            .limit(1)
        )
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        # Only the newest: what stands in the catalogue was read by its rules, whatever was tried before.
        return None if row is None or row.rules != rules else _arrival(row)

    def is_refused(self, sha256: str) -> bool:
        """True for a file that was withdrawn: it is never taken in again."""
        t = tables.refused_file
        with self.engine.connect() as connection:
            return connection.execute(select(t.c.sha256).where(t.c.sha256 == sha256)).first() is not None

    def take_in(self, new: NewItem, arrival: Arrival | None = None) -> Deposited:
        """Record an item's publication with all that was read from it.

        Other bytes from the same source are a later version: the publication before is superseded. A new
        reading of the same bytes takes the place of the old one: the publication keeps its id and
        version, what the program had said is replaced, what people said stays. Raises NotAllowed when
        the item was withdrawn.
        """
        with self.engine.begin() as connection:
            before = _publication_before(connection, new)
            item_id = before.item_id if before is not None else new.id or new_id("cr")
            item_id = _where_it_goes(connection, item_id)
            # What was known only to exist becomes the file itself.
            if before is not None and before.sha256 in ("", new.publication.sha256):
                done = Deposited(item_id, before.id, "ok")
                _read_again(connection, before.id, new)
                if before.sha256 and not before.title:
                    _give_back(connection, item_id, new)
            else:
                done = _add_publication(connection, item_id, before, new)
            _insert_parts(connection, done, new)
            _log(connection, item_id, done.status)
            if arrival is not None:
                _insert_arrival(
                    connection,
                    replace(
                        arrival,
                        item_id=item_id,
                        publication_id=done.publication_id,
                        status=arrival.status or done.status,
                    ),
                )
        return done

    def note_arrival(self, arrival: Arrival) -> None:
        """Record what became of a file that was not taken in."""
        with self.engine.begin() as connection:
            _insert_arrival(connection, arrival)

    def arrivals(self) -> list[Arrival]:
        """What became of every file, oldest first."""
        with self.engine.connect() as connection:
            query = select(tables.arrival).order_by(tables.arrival.c.number)
            return [_arrival(row) for row in connection.execute(query)]


def _publication_before(connection: Connection, new: NewItem) -> Any:
    """The current publication that came from the same source, or else the one with the same bytes, if any."""
    p, i = tables.publication, tables.item
    current_ones = (
        select(p.c.id, p.c.item_id, p.c.version, p.c.sha256, p.c.title)
        .join(i, i.c.id == p.c.item_id)
        .where(p.c.superseded_by.is_(None), i.c.collection == new.collection, i.c.state != State.WITHDRAWN)
    )
    found = None
    if new.publication.source:
        found = connection.execute(current_ones.where(p.c.source == new.publication.source)).first()
    if found is None and new.publication.sha256:
        same_bytes = current_ones.where(p.c.sha256 == new.publication.sha256)
        # A file may belong to two reviews: with an id given, only that item's own copy is the same.
        found = connection.execute(same_bytes if new.id is None else same_bytes.where(i.c.id == new.id)).first()
    return found


def _where_it_goes(connection: Connection, item_id: str) -> str:
    """The item itself, or the one that it was merged into. Raises NotAllowed for one that was withdrawn."""
    state = connection.execute(select(tables.item.c.state).where(tables.item.c.id == item_id)).scalar_one_or_none()
    if state in (State.WITHDRAWN, State.SUPPRESSED):
        raise NotAllowed(f"The record {item_id} was withdrawn.", "Nothing can be added to it.")
    if state == State.MERGED:
        r = tables.relation
        way = select(r.c.other_id).where(r.c.item_id == item_id, r.c.kind == "merged_into")
        return _where_it_goes(connection, connection.execute(way).scalar_one())
    return item_id


def _add_publication(connection: Connection, item_id: str, before: Any, new: NewItem) -> Deposited:
    _insert_item_if_new(connection, item_id, new)
    p = tables.publication
    place = connection.execute(select(func.count()).where(p.c.item_id == item_id)).scalar_one() + 1
    publication_id = f"{item_id}-{place}"
    version = 1 if before is None else before.version + 1
    own = {"id": publication_id, "item_id": item_id, "place": place, "version": version}
    connection.execute(insert(p).values(**own, **_publication_row(new.publication)))
    if before is not None:
        connection.execute(update(p).where(p.c.id == before.id).values(superseded_by=publication_id))
    return Deposited(item_id, publication_id, "ok" if before is None else "new_version")


def _read_again(connection: Connection, publication_id: str, new: NewItem) -> None:
    """Make room for a new reading of the same bytes: what the program said goes, what people said stays."""
    p, s = tables.publication, tables.statement
    connection.execute(update(p).where(p.c.id == publication_id).values(**_publication_row(new.publication)))
    for table in (tables.page, tables.subject, tables.recommendation, tables.finding):
        connection.execute(delete(table).where(table.c.publication_id == publication_id))
    connection.execute(delete(s).where(s.c.publication_id == publication_id, s.c.person == ""))


def _give_back(connection: Connection, item_id: str, new: NewItem) -> None:
    """A record that was held since its only file was taken back is public again with it, at the same address."""
    t = tables.item
    held = (t.c.id == item_id, t.c.state == State.HELD)
    connection.execute(update(t).where(*held).values(state=State.PUBLISHED, slug=slug_of(_title(new))))


def _title(new: NewItem) -> str:
    return next((s.value for s in current(new.statements, "title")), new.publication.title)


def _publication_row(given: NewPublication) -> dict[str, Any]:
    names = (
        "kind", "title", "availability", "where_to_ask", "language", "sha256", "media_type", "file_name", "source",
        "engine",
    )  # fmt: skip
    return columns(given, *names) | {"pages": len(given.pages), "flags": list(given.flags)}


def _insert_item_if_new(connection: Connection, item_id: str, new: NewItem) -> None:
    t = tables.item
    if connection.execute(select(t.c.id).where(t.c.id == item_id)).first():
        return
    place = (connection.execute(select(func.max(t.c.place))).scalar() or 0) + 1
    connection.execute(
        insert(t).values(
            id=item_id,
            kind=new.kind,
            collection=new.collection,
            state=State.PUBLISHED,
            slug=slug_of(_title(new)),
            added=now(),
            place=place,
        )
    )


def _insert_parts(connection: Connection, done: Deposited, new: NewItem) -> None:
    publication = {"publication_id": done.publication_id}
    both = {"item_id": done.item_id} | publication
    parts: tuple[tuple[Table, dict[str, str], Iterable[dict[str, Any]]], ...] = (
        (tables.page, publication, map(page_row, new.publication.pages)),
        (tables.statement, both, map(statement_row, new.statements)),
        (tables.subject, both, map(subject_row, new.subjects)),
        (tables.recommendation, both, recommendation_rows(done.publication_id, new.recommendations)),
        (tables.finding, both, finding_rows(done.publication_id, new.findings)),
    )
    keep_sketch(connection, done.publication_id, done.item_id, new.publication.sketch)
    for table, ids, rows in parts:
        _insert_all(connection, table, (ids | row for row in rows))
    ties = (columns(r, "kind", "other_id", "note", "source_url") for r in new.relations)
    labels = (columns(e, "label", "until", "note", "source_url") for e in new.earlier_labels)
    _insert_unless_known(connection, tables.relation, done.item_id, ties)
    _insert_unless_known(connection, tables.earlier_label, done.item_id, labels)


def _insert_unless_known(connection: Connection, table: Table, item_id: str, rows: Iterable[dict[str, Any]]) -> None:
    """Ties and labels belong to the item: a second publication or reading may bring the same ones again."""
    known = [row._mapping for row in connection.execute(select(table).where(table.c.item_id == item_id))]
    fresh = [row for row in rows if not any(row.items() <= dict(old).items() for old in known)]
    _insert_all(connection, table, ({"item_id": item_id} | row for row in fresh))


def _insert_all(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    values: Sequence[dict[str, Any]] = list(rows)
    if values:
        connection.execute(insert(table), values)


def _insert_arrival(connection: Connection, a: Arrival) -> None:
    names = ("source", "sha256", "collection", "rules", "status", "reason", "item_id", "publication_id", "pages")
    connection.execute(insert(tables.arrival).values(**columns(a, *names), flags=list(a.flags), at=now()))


def _arrival(row: Any) -> Arrival:
    return Arrival(
        source=row.source,
        sha256=row.sha256,
        collection=Collection(row.collection),
        rules=row.rules,
        status=row.status,
        reason=row.reason,
        flags=tuple(row.flags),
        item_id=row.item_id,
        publication_id=row.publication_id,
        pages=row.pages,
    )


def _log(connection: Connection, item_id: str, what: str) -> None:
    connection.execute(insert(tables.change).values(item_id=item_id, what=what, at=now()))


def now() -> datetime:
    """The time now in UTC, without a zone mark, to the second (what the tables hold)."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)

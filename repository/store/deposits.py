"""Taking things in: a new item, another publication of one, or a later version of a file, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from repository.errors import NotAllowed
from repository.records.identifiers import new_id, slug_of
from repository.records.items import (
    Availability,
    Block,
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
from repository.records.statements import Evidence, Statement, current
from repository.store import tables


@dataclass(frozen=True)
class NewPublication:
    """A file (or the knowledge that one exists) to be recorded. Fields as in Publication.

    `source` is where the file came from (a path or an address): the same source with other bytes is
    a later version. `rules` is the version of the rules that read it.
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
    """Where a deposit went. `status` is `ok` for a new publication, `new_version` for a later one."""

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
            .where(t.c.sha256 == sha256, t.c.collection == collection, t.c.rules == rules)
            .order_by((t.c.source == source).desc(), t.c.number.desc())
            .limit(1)
        )
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else _arrival(row)

    def is_refused(self, sha256: str) -> bool:
        """True for a file that was withdrawn: it is never taken in again."""
        t = tables.refused_file
        with self.engine.connect() as connection:
            return connection.execute(select(t.c.sha256).where(t.c.sha256 == sha256)).first() is not None

    def take_in(self, new: NewItem, arrival: Arrival | None = None) -> Deposited:
        """Record an item's publication with all that was read from it.

        A publication of the same source in the same collection is superseded by this one; a new
        reading of the same bytes replaces what the program said before and keeps what people said.
        Raises NotAllowed when the item named by `new.id` was withdrawn.
        """
        with self.engine.begin() as connection:
            before = self._same_source(connection, new)
            item_id = before.item_id if before is not None else new.id or new_id("cr")
            self._refuse_withdrawn(connection, item_id)
            version = 1 if before is None else before.version + 1
            publication_id = _insert_publication(connection, item_id, new, version)
            if before is not None:
                t = tables.publication
                connection.execute(update(t).where(t.c.id == before.id).values(superseded_by=publication_id))
            _insert_parts(connection, item_id, publication_id, new)
            done = Deposited(item_id, publication_id, "ok" if before is None else "new_version")
            _log(connection, item_id, done.status)
            if arrival is not None:
                arrival = replace(
                    arrival, item_id=item_id, publication_id=publication_id, status=arrival.status or done.status
                )
                _insert_arrival(connection, arrival)
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

    def _same_source(self, connection: Connection, new: NewItem) -> Any:
        if not new.publication.source:
            return None
        p, i = tables.publication, tables.item
        query = (
            select(p.c.id, p.c.item_id, p.c.version)
            .join(i, i.c.id == p.c.item_id)
            .where(
                p.c.source == new.publication.source,
                p.c.superseded_by.is_(None),
                i.c.collection == new.collection,
                i.c.state != State.WITHDRAWN,
            )
        )
        return connection.execute(query).first()

    def _refuse_withdrawn(self, connection: Connection, item_id: str) -> None:
        state = connection.execute(select(tables.item.c.state).where(tables.item.c.id == item_id)).scalar_one_or_none()
        if state in (State.WITHDRAWN, State.SUPPRESSED):
            raise NotAllowed(f"The record {item_id} was withdrawn.", "Nothing can be added to it.")


def _insert_publication(connection: Connection, item_id: str, new: NewItem, version: int) -> str:
    _insert_item_if_new(connection, item_id, new)
    p = tables.publication
    place = connection.execute(select(func.count()).where(p.c.item_id == item_id)).scalar_one() + 1
    publication_id = f"{item_id}-{place}"
    given = new.publication
    connection.execute(
        insert(p).values(
            id=publication_id,
            item_id=item_id,
            place=place,
            kind=given.kind,
            title=given.title,
            availability=given.availability,
            where_to_ask=given.where_to_ask,
            language=given.language,
            sha256=given.sha256,
            media_type=given.media_type,
            file_name=given.file_name,
            source=given.source,
            pages=len(given.pages),
            version=version,
            engine=given.engine,
            flags=list(given.flags),
        )
    )
    if given.pages:
        connection.execute(
            insert(tables.page),
            [
                {
                    "publication_id": publication_id,
                    "page": page.number,
                    "label": page.label,
                    "blocks": [_block(block) for block in page.blocks],
                }
                for page in given.pages
            ],
        )
    return publication_id


def _insert_item_if_new(connection: Connection, item_id: str, new: NewItem) -> None:
    t = tables.item
    if connection.execute(select(t.c.id).where(t.c.id == item_id)).first():
        return
    title = next((s.value for s in current(new.statements, "title")), new.publication.title)
    place = (connection.execute(select(func.max(t.c.place))).scalar() or 0) + 1
    connection.execute(
        insert(t).values(
            id=item_id,
            kind=new.kind,
            collection=new.collection,
            state=State.PUBLISHED,
            slug=slug_of(title),
            added=now(),
            place=place,
        )
    )


def _insert_parts(connection: Connection, item_id: str, publication_id: str, new: NewItem) -> None:
    both = {"item_id": item_id, "publication_id": publication_id}
    _insert_all(connection, tables.statement, (both | statement_row(s) for s in new.statements))
    _insert_all(connection, tables.subject, (both | _subject_row(s) for s in new.subjects))
    _insert_all(
        connection,
        tables.recommendation,
        (
            both
            | {"id": f"{publication_id}-r{n}"}
            | _columns(r, "label", "text", "owner", "due", "rule", "confidence")
            | {"pages": list(r.pages), "addressees": list(r.addressees)}
            for n, r in enumerate(new.recommendations, start=1)
        ),
    )
    _insert_all(
        connection,
        tables.finding,
        (
            both
            | {"id": f"{publication_id}-f{n}"}
            | _columns(f, "label", "text", "rule", "confidence")
            | {"pages": list(f.pages), "questions": list(f.questions)}
            for n, f in enumerate(new.findings, start=1)
        ),
    )
    _insert_all(
        connection,
        tables.relation,
        ({"item_id": item_id} | _columns(r, "kind", "other_id", "note", "source_url") for r in new.relations),
    )
    _insert_all(
        connection,
        tables.earlier_label,
        ({"item_id": item_id} | _columns(e, "label", "until", "note", "source_url") for e in new.earlier_labels),
    )


def _insert_all(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    values: Sequence[dict[str, Any]] = list(rows)
    if values:
        connection.execute(insert(table), values)


def _columns(record: object, *names: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _block(block: Block) -> dict[str, Any]:
    # Only what is not the default: most blocks are plain paragraphs.
    row: dict[str, Any] = {"role": block.role, "text": block.text}
    more = {"level": block.level, "number": block.number, "cells": list(block.cells), "continues": block.continues}
    return row | {name: value for name, value in more.items() if value}


def _evidence_row(evidence: Evidence) -> dict[str, Any]:
    return _columns(evidence, "page", "quote", "source_url")


def statement_row(s: Statement) -> dict[str, Any]:
    """A statement as a row of the statement table, without the ids of its item and publication."""
    own = _columns(s, "field", "value", "printed", "rule", "person", "reason", "confidence", "confirmed", "denied")
    return own | _evidence_row(s.evidence)


def _subject_row(s: Subject) -> dict[str, Any]:
    own = _columns(s, "label", "age", "age_months", "sex", "outcome", "rule", "confidence")
    return own | _evidence_row(s.evidence)


def _insert_arrival(connection: Connection, a: Arrival) -> None:
    names = ("source", "sha256", "collection", "rules", "status", "reason", "item_id", "publication_id", "pages")
    connection.execute(insert(tables.arrival).values(**_columns(a, *names), flags=list(a.flags), at=now()))


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

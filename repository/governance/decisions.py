"""What people decide about records is written down: who, when, what and why; a decision without these is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from repository.errors import NotAllowed, NotInLibrary, WrongUsage
from repository.records.items import Collection, Kind, State
from repository.store import tables
from repository.store.deposits import now
from repository.store.library import Library


@dataclass(frozen=True)
class Decision:
    """One line of the log. `what` is corrected, denied, related, merged, kept_apart; `note` says what of it;
    `at` is in UTC."""

    item_id: str
    what: str
    note: str
    person: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Standing:
    """What must be known of a record before something is decided about it."""

    id: str
    kind: Kind
    collection: Collection


def refuse_nameless(person: str, reason: str) -> None:
    """Raise WrongUsage where a decision has no name or no reason."""
    if not person.strip():
        raise WrongUsage("A decision needs the name of the person who takes it.", "Say it with --person.")
    if not reason.strip():
        raise WrongUsage("A decision needs a reason.", "Say it with --reason.")


def standing(connection: Connection, item_id: str) -> Standing:
    """The record, if decisions can be taken about it. Raises NotInLibrary, NotAllowed for one that is gone."""
    row = connection.execute(select(tables.item).where(tables.item.c.id == item_id)).first()
    if row is None:
        raise NotInLibrary(f"There is no record '{item_id}'.", "Search for its title to find the id.")
    if row.state in (State.WITHDRAWN, State.SUPPRESSED, State.MERGED):
        raise NotAllowed(f"The record {item_id} is {row.state}.", "Nothing was changed.")
    return Standing(row.id, Kind(row.kind), Collection(row.collection))


def record_decision(
    connection: Connection, item_id: str, what: str, note: str, person: str, reason: str, *, changed: Iterable[str]
) -> None:
    """Write a decision down, and each item that it changed into the numbered log that the index follows."""
    moment = now()
    row = {"item_id": item_id, "what": what, "note": note, "person": person.strip(), "reason": reason.strip()}
    connection.execute(insert(tables.decision).values(**row, at=moment))
    for each in changed:
        connection.execute(insert(tables.change).values(item_id=each, what=what, at=moment))


def decisions(library: Library, item_id: str | None = None) -> list[Decision]:
    """The log, oldest first: of one record, or of all."""
    t = tables.decision
    query = select(t).order_by(t.c.number)
    if item_id is not None:
        query = query.where(t.c.item_id == item_id)
    with library.engine.connect() as connection:
        return [Decision(r.item_id, r.what, r.note, r.person, r.reason, r.at) for r in connection.execute(query)]

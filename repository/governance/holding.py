"""Files that are held until a person has looked at them: the list of them, and the decision to release or to keep.

Nothing of a held file is in the catalogue: no page, no value, no title. Its outcome and its original are
kept, the latter in the closed store. A file that was public under older rules is taken back until it is released.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from repository.errors import NotAllowed, NotInLibrary
from repository.governance.decisions import record_decision, refuse_nameless
from repository.records.items import Availability, Collection, State
from repository.store import tables
from repository.store.database import erase_log
from repository.store.deposits import now
from repository.store.library import Library
from repository.store.sketches import keep_sketch

RELEASED, KEPT = "released", "kept_held"


@dataclass(frozen=True)
class HeldFile:
    """A file that waits. `reason` repeats nothing hidden; `kept` says who decided to keep it held, and why."""

    id: str
    source: str
    sha256: str
    collection: Collection
    reason: str
    kept: str = ""


def held_id(sha256: str) -> str:
    """The id by which a held file is released: `h-` and the beginning of its fingerprint."""
    return f"h-{sha256[:12]}"


def is_released(library: Library, sha256: str) -> bool:
    """True for bytes that a person has released: the last decision about them counts."""
    t = tables.decision
    query = select(t.c.what).where(t.c.item_id == held_id(sha256)).order_by(t.c.number.desc()).limit(1)
    with library.engine.connect() as connection:
        return connection.execute(query).scalar_one_or_none() == RELEASED


def take_back(library: Library, sha256: str, collection: Collection) -> list[str]:
    """Take what was read from these bytes out of the public library; ids of the records it was in.

    Words, values and quotations of its publications are erased; what people said, and what a catalogue or list
    knows, stays. A record of which nothing else is known is held itself. Taken in again after its release, the file
    gets its place, its id and its address back.
    """
    p = tables.publication
    with library.deposits.engine.begin() as connection:
        ours = select(p.c.id, p.c.item_id).join(tables.item, tables.item.c.id == p.c.item_id)
        public = ours.where(
            p.c.sha256 == sha256, tables.item.c.collection == collection, tables.item.c.state == State.PUBLISHED
        )
        found = connection.execute(public.where(p.c.availability == Availability.FULL_TEXT)).all()
        for publication in found:
            _erase(connection, publication.id)
        items = sorted({publication.item_id for publication in found})
        for item_id in items:
            _hold_if_nothing_else(connection, item_id)
            connection.execute(insert(tables.change).values(item_id=item_id, what="held", at=now()))
    if items:
        erase_log(library.engine)
    return items


def _erase(connection: Connection, publication_id: str) -> None:
    s, p = tables.statement, tables.publication
    for table in (tables.page, tables.subject, tables.recommendation, tables.finding):
        connection.execute(delete(table).where(table.c.publication_id == publication_id))
    connection.execute(delete(s).where(s.c.publication_id == publication_id, s.c.person == ""))
    keep_sketch(connection, publication_id, "", ())
    # No title: by this a later deposit knows that the file was taken back.
    nothing = {"pages": 0, "title": "", "file_name": "", "availability": Availability.CATALOGUE_RECORD_ONLY}
    connection.execute(update(p).where(p.c.id == publication_id).values(**nothing))


def _hold_if_nothing_else(connection: Connection, item_id: str) -> None:
    s, p, i = tables.statement, tables.publication, tables.item
    known = select(s.c.number).where(s.c.item_id == item_id, s.c.person == "").limit(1)
    current = (p.c.item_id == item_id, p.c.superseded_by.is_(None))
    readable = select(p.c.id).where(*current, p.c.availability == Availability.FULL_TEXT).limit(1)
    if not connection.execute(known).first() and not connection.execute(readable).first():
        # Its readable address may tell a name that stood in the title.
        held = {"state": State.HELD, "slug": "held"}
        connection.execute(update(i).where(i.c.id == item_id).values(**held))


def held_files(library: Library) -> list[HeldFile]:
    """What is held now, the longest waiting first: files whose last outcome was `held`, unless released since."""
    last = {(a.sha256, a.collection): a for a in library.deposits.arrivals() if a.sha256}
    decided = _last_decisions(library)
    found = []
    for arrival in last.values():
        what, about = decided.get(held_id(arrival.sha256), ("", ""))
        if arrival.status == "held" and what != RELEASED:
            found.append(
                HeldFile(
                    id=held_id(arrival.sha256),
                    source=arrival.source,
                    sha256=arrival.sha256,
                    collection=arrival.collection,
                    reason=arrival.reason,
                    kept=about,
                )
            )
    return found


def decide(library: Library, id: str, what: str, person: str, reason: str) -> HeldFile:
    """Write down that a held file is released or kept; what is released can then be taken in.

    Raises WrongUsage without a name or reason, NotInLibrary for an unknown id, NotAllowed where the
    same bytes were withdrawn.
    """
    refuse_nameless(person, reason)
    held = next((file for file in held_files(library) if file.id == id), None)
    if held is None:
        raise NotInLibrary(f"No file is held as '{id}'.", "List them with case-reviews held.")
    if library.deposits.is_refused(held.sha256):
        raise NotAllowed(f"The file {id} was withdrawn.", "It cannot be released.")
    with library.deposits.engine.begin() as connection:
        record_decision(connection, id, what, held.reason, person, reason, changed=())
    return held


def _last_decisions(library: Library) -> dict[str, tuple[str, str]]:
    """The last decision about each held file: what, and by whom and why."""
    t = tables.decision
    query = select(t).where(t.c.what.in_((RELEASED, KEPT))).order_by(t.c.number)
    with library.engine.connect() as connection:
        return {row.item_id: (row.what, f"{row.person}: {row.reason}") for row in connection.execute(query)}

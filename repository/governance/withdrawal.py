"""Withdrawing an item: gone from every public place at once, the record kept, the same file refused ever after."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from repository.errors import NotAllowed, NotInLibrary, WrongUsage
from repository.governance.purge_list import refuse
from repository.records.items import Availability, State
from repository.store import tables
from repository.store.database import erase_log
from repository.store.deposits import now
from repository.store.library import Library


@dataclass(frozen=True)
class Withdrawn:
    """What a withdrawal took away: pages of text and original files."""

    item_id: str
    pages: int
    files: int


def withdraw_item(library: Library, item_id: str, reason: str, person: str = "") -> Withdrawn:
    """Withdraw an item with its text and files, and bring everything derived up to date.

    Kept, for curators only, are the bare values of the record and the fingerprints of its files, so
    that they are never taken in again; pages, quotations, recommendations and files are erased.
    Raises NotInLibrary, WrongUsage without a reason, NotAllowed when it was withdrawn before.
    """
    if not reason.strip():
        raise WrongUsage("A withdrawal needs a reason.", "Say it with --reason.")
    with library.deposits.engine.begin() as connection:
        state = connection.execute(select(tables.item.c.state).where(tables.item.c.id == item_id)).scalar_one_or_none()
        if state is None:
            raise NotInLibrary(f"There is no record '{item_id}'.", "Search for its title to find the id.")
        if state == State.WITHDRAWN:
            raise NotAllowed(f"The record {item_id} is withdrawn already.", "Nothing was changed.")
        p = tables.publication
        publications = connection.execute(select(p.c.id, p.c.sha256, p.c.source).where(p.c.item_id == item_id)).all()
        hashes = sorted({row.sha256 for row in publications if row.sha256})
        pages = connection.execute(
            delete(tables.page).where(tables.page.c.publication_id.in_([row.id for row in publications]))
        ).rowcount
        _erase_words(connection, item_id)
        connection.execute(update(p).where(p.c.item_id == item_id).values(availability=Availability.FILE_WITHDRAWN))
        refuse(connection, item_id, hashes, [row.source for row in publications])
        connection.execute(
            update(tables.item).where(tables.item.c.id == item_id).values(state=State.WITHDRAWN, slug="withdrawn")
        )
        connection.execute(
            insert(tables.withdrawal).values(item_id=item_id, reason=reason.strip(), person=person, at=now())
        )
        connection.execute(insert(tables.change).values(item_id=item_id, what="withdrawn", at=now()))
        shared = set(
            connection.execute(select(p.c.sha256).where(p.c.sha256.in_(hashes), p.c.item_id != item_id)).scalars()
        )
    for sha256 in sorted(set(hashes) - shared):
        library.originals.erase(sha256)
    erase_log(library.engine)
    library.bring_up_to_date()
    return Withdrawn(item_id, pages, len(hashes))


def _erase_words(connection: Connection, item_id: str) -> None:
    """Leave what is known of the item, for curators, without a word of its text."""
    for table in (tables.recommendation, tables.finding, tables.corrected_part):
        connection.execute(delete(table).where(table.c.item_id == item_id))
    s = tables.statement
    connection.execute(delete(s).where(s.c.item_id == item_id, s.c.field == "abstract"))
    for table in (s, tables.subject):
        connection.execute(update(table).where(table.c.item_id == item_id).values(quote=""))
    connection.execute(update(s).where(s.c.item_id == item_id).values(printed=""))
    e = tables.listing_entry
    connection.execute(update(e).where(e.c.item_id == item_id).values(sources=[], fingerprint=""))

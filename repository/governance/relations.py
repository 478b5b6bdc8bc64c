"""Ties between records, and two records made one: only a person does either, and the reason is kept."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from repository.errors import LibraryError, NotAllowed, WrongUsage
from repository.governance.decisions import Standing, record_decision, refuse_nameless, standing
from repository.records.items import Item, State
from repository.store import tables
from repository.store.library import Library

RELATIONS = ("summary_of", "response_to", "supersedes", "disputed_by", "same_case", "part_of")
DEPOSITOR = "depositor"
INVERSE = {"supersedes": "superseded_by", "same_case": "same_case"}
"""Ties that the other record must tell too, or its reader would not know."""
OF_PUBLICATIONS = (
    tables.page, tables.statement, tables.subject, tables.recommendation, tables.finding, tables.sketch,
    tables.sketch_key, tables.arrival,
)  # fmt: skip
OF_ITEMS = (
    tables.statement, tables.subject, tables.recommendation, tables.finding, tables.sketch, tables.arrival,
    tables.earlier_label, tables.relation, tables.listing_entry, tables.corrected_part,
)  # fmt: skip


def relate(library: Library, item_id: str, kind: str, other_id: str, *, person: str, reason: str) -> None:
    """Tie a record to another one ("A is a summary of B") and bring what is derived up to date.

    Raises WrongUsage for an unknown kind of tie or a record tied to itself, NotInLibrary and NotAllowed
    for records that cannot be tied.
    """
    if kind not in RELATIONS:
        raise WrongUsage(f"There is no tie '{kind}'.", f"Ties: {', '.join(RELATIONS)}.")
    refuse_nameless(person, reason)
    with library.deposits.engine.begin() as connection:
        _pair(connection, item_id, other_id)
        if not tie(connection, item_id, kind, other_id):
            raise NotAllowed(f"{item_id} is {kind} {other_id} already.", "Nothing was changed.")
        changed = [item_id, other_id]
        record_decision(connection, item_id, "related", f"{kind} {other_id}", person, reason, changed=changed)
    library.bring_up_to_date()


def tie_as_listed(library: Library, item_id: str, kind: str, other_id: str) -> bool:
    """Tie two items as a depositor's list says; False where the other is not there or cannot be tied.

    What is tied already, and a file that belongs to the same item, need nothing.
    """
    if item_id == other_id:
        return True
    with library.deposits.engine.begin() as connection:
        try:
            _pair(connection, item_id, other_id)
        except LibraryError:
            return False
        if tie(connection, item_id, kind, other_id):
            note = f"{kind} {other_id}"
            record_decision(
                connection,
                item_id,
                "related",
                note,
                DEPOSITOR,
                "given in the deposit list",
                changed=[item_id, other_id],
            )
    return True


def tie(connection: Connection, item_id: str, kind: str, other_id: str) -> bool:
    """Write a tie, both ways where the other must tell it too; False where it is there already."""
    r = tables.relation
    known = select(r.c.number).where(r.c.item_id == item_id, r.c.kind == kind, r.c.other_id == other_id)
    if connection.execute(known).first():
        return False
    rows = [{"item_id": item_id, "kind": kind, "other_id": other_id}]
    if kind in INVERSE:
        rows.append({"item_id": other_id, "kind": INVERSE[kind], "other_id": item_id})
    connection.execute(insert(r), [row | {"note": "", "source_url": ""} for row in rows])
    return True


def merge(library: Library, item_id: str, into: str, *, person: str, reason: str) -> None:
    """Make two records of one review one: everything of the first goes to the second.

    The first stays as the way to the second (state `merged`, tie `merged_into`): its id is in citations.
    Raises WrongUsage, NotInLibrary and NotAllowed where the two cannot be one.
    """
    refuse_nameless(person, reason)
    with library.deposits.engine.begin() as connection:
        one, other = _pair(connection, item_id, into)
        if one.kind != other.kind:
            raise NotAllowed(f"{item_id} is a {one.kind}, {into} a {other.kind}.", "Relate them instead.")
        p = tables.publication
        for publication in connection.execute(select(p).where(p.c.item_id == item_id).order_by(p.c.place)).all():
            _move_publication(connection, dict(publication._mapping), into)
        _move_item(connection, item_id, into)
        connection.execute(update(tables.item).where(tables.item.c.id == item_id).values(state=State.MERGED))
        record_decision(connection, item_id, "merged", f"into {into}", person, reason, changed=[item_id, into])
    library.bring_up_to_date()


def item_now(library: Library, id: str) -> Item:
    """The item, or the one that it was merged into. Raises NotInLibrary."""
    item = library.catalogue.item(id)
    way = next((r.other_id for r in item.relations if r.kind == "merged_into"), "")
    return item_now(library, way) if item.state == State.MERGED and way else item


def _pair(connection: Connection, item_id: str, other_id: str) -> tuple[Standing, Standing]:
    if item_id == other_id:
        raise WrongUsage(f"{item_id} is named twice.", "Name two records.")
    one, other = standing(connection, item_id), standing(connection, other_id)
    if one.collection != other.collection:
        raise NotAllowed(f"{item_id} is in {one.collection}, {other_id} in {other.collection}.", "They never mix.")
    return one, other


def _move_publication(connection: Connection, row: dict[str, Any], into: str) -> None:
    """Give a publication and all that was read from it to another item, under an id of that item."""
    p = tables.publication
    place = connection.execute(select(func.count()).where(p.c.item_id == into)).scalar_one() + 1
    old, new = row["id"], f"{into}-{place}"
    connection.execute(insert(p).values(**{**row, "id": new, "item_id": into, "place": place}))
    for table in (tables.recommendation, tables.finding):
        own = select(table.c.number, table.c.id).where(table.c.publication_id == old)
        for number, id in connection.execute(own).all():
            renamed = new + str(id).removeprefix(old)
            connection.execute(update(table).where(table.c.number == number).values(id=renamed))
    for table in OF_PUBLICATIONS:
        connection.execute(update(table).where(table.c.publication_id == old).values(publication_id=new))
    connection.execute(update(p).where(p.c.superseded_by == old).values(superseded_by=new))
    connection.execute(delete(p).where(p.c.id == old))


def _move_item(connection: Connection, item_id: str, into: str) -> None:
    r = tables.relation
    for one, other in ((item_id, into), (into, item_id)):
        connection.execute(delete(r).where(r.c.item_id == one, r.c.other_id == other))
    for table in OF_ITEMS:
        _give(connection, table, item_id, into)
    connection.execute(update(r).where(r.c.other_id == item_id).values(other_id=into))
    way = {"item_id": item_id, "kind": "merged_into", "other_id": into, "note": "", "source_url": ""}
    connection.execute(insert(r).values(**way))


def _give(connection: Connection, table: Table, item_id: str, into: str) -> None:
    connection.execute(update(table).where(table.c.item_id == item_id).values(item_id=into))

"""Reading what people said of the children and recommendations of records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Engine, select

from repository.records.parts import Change, Part, PartCorrection
from repository.store import tables


def said_of_parts(engine: Engine, ids: Sequence[str]) -> Mapping[str, Sequence[PartCorrection]]:
    """The corrections of each of these items in the order in which they were said, counted from 1; none is empty."""
    t = tables.corrected_part
    found: dict[str, list[PartCorrection]] = defaultdict(list)
    with engine.connect() as connection:
        for row in connection.execute(select(t).where(t.c.item_id.in_(ids)).order_by(t.c.number)):
            place = len(found[row.item_id]) + 1
            said = (Part(row.part), Change(row.change), row.was, row.given, row.person, row.reason, place)
            found[row.item_id].append(PartCorrection(*said))
    return found

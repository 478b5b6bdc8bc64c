"""Files that are held until a person has looked at them: the list of them, and the decision to release or to keep.

Nothing of a held file is in the catalogue: no page, no value, no title. Its outcome and its original are
kept, the latter in the closed store.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from repository.errors import NotAllowed, NotInLibrary
from repository.governance.decisions import record_decision, refuse_nameless
from repository.records.items import Collection
from repository.store import tables
from repository.store.library import Library

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

"""The purge list: what was withdrawn does not come back, by its bytes, its address or a text nearly the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from sqlalchemy import Connection, Table, insert, select, update

from repository.store import tables
from repository.store.deposits import now
from repository.store.library import Library
from repository.store.sketches import Sketch, nearest_refused

TOO_ALIKE = 0.7
"""Texts that share at least this part of their phrases with a withdrawn one are refused. Measured as for
`LEAST_SHARE` in duplicates.py: with one word in 50 changed every report is still refused (75% and more), with one in 20
two of 66 are; read by another engine 58 of 59 are."""


def refusal(library: Library, *, sha256: str = "", source: str = "", sketch: Sketch = ()) -> str:
    """Why a file is not taken in again, as a short sentence; empty where nothing stands against it."""
    if sha256 and library.deposits.is_refused(sha256):
        return "this file was withdrawn and is not taken in again"
    if _is_refused_address(library, source):
        return "the file of this address was withdrawn and is not taken in again"
    share = nearest_refused(library.engine, sketch) if sketch else 0.0
    if share >= TOO_ALIKE:
        return f"nearly the same text as a withdrawn one ({share:.0%} of its phrases)"
    return ""


def refuse(connection: Connection, item_id: str, hashes: Iterable[str], sources: Iterable[str]) -> None:
    """Put an item's files, web addresses and sketches on the list. Only fingerprints are kept."""
    addresses = [address_fingerprint(source) for source in sources if source.startswith(("http://", "https://"))]
    _add(connection, tables.refused_file, "sha256", item_id, hashes)
    _add(connection, tables.refused_address, "fingerprint", item_id, addresses)
    t = tables.sketch
    connection.execute(update(t).where(t.c.item_id == item_id).values(refused=True))


def address_fingerprint(address: str) -> str:
    """SHA-256 of a web address: http and https are one, as are letters of either case in the site's name."""
    parts = urlsplit(address.strip())
    plain = urlunsplit(("https", parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query, ""))
    return hashlib.sha256(plain.encode()).hexdigest()


def _is_refused_address(library: Library, source: str) -> bool:
    if not source.startswith(("http://", "https://")):
        return False
    t = tables.refused_address
    query = select(t.c.fingerprint).where(t.c.fingerprint == address_fingerprint(source))
    with library.engine.connect() as connection:
        return connection.execute(query).first() is not None


def _add(connection: Connection, table: Table, column: str, item_id: str, values: Iterable[str]) -> None:
    wanted = sorted(set(values))
    key = table.c[column]
    listed = set(connection.execute(select(key).where(key.in_(wanted))).scalars())
    rows = [{column: value, "item_id": item_id, "at": now()} for value in wanted if value not in listed]
    if rows:
        connection.execute(insert(table), rows)

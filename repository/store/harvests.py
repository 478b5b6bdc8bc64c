"""What is remembered of pages that list reviews: their entries, what became of each, and what a site said last time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, select, update

from repository.records.items import Availability
from repository.records.statements import Statement
from repository.store import tables
from repository.store.deposits import now
from repository.store.rows import statement_row


@dataclass(frozen=True)
class KnownAddress:
    """An address whose content was recorded: under which rules, and the site's marks of that content."""

    address: str
    rules: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class KnownEntry:
    """An entry of a listing. `key` is the SHA-256 of its heading, `fingerprint` that of all it said, `sources`
    are the publications it offers, `gone` is True when it is no longer on the page."""

    listing: str
    key: str
    item_id: str
    fingerprint: str
    sources: tuple[str, ...] = ()
    gone: bool = False


class Harvests:
    """The memory of harvests. Each public method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")

    def address(self, address: str) -> KnownAddress | None:
        """What is known of an address, None where nothing was recorded from it."""
        t = tables.fetched_address
        with self.engine.connect() as connection:
            row = connection.execute(select(t).where(t.c.address == address)).first()
        return None if row is None else KnownAddress(row.address, row.rules, row.etag, row.last_modified)

    def remember(self, known: KnownAddress) -> None:
        """Note an address once what came from it is in the catalogue, never before."""
        t = tables.fetched_address
        with self.engine.begin() as connection:
            connection.execute(delete(t).where(t.c.address == known.address))
            row = {"address": known.address, "rules": known.rules, "etag": known.etag}
            connection.execute(insert(t).values(**row, last_modified=known.last_modified, at=now()))

    def entries(self, listing: str) -> dict[str, KnownEntry]:
        """The entries of a listing by key, those that are gone too."""
        t = tables.listing_entry
        with self.engine.connect() as connection:
            rows = connection.execute(select(t).where(t.c.listing == listing).order_by(t.c.number)).all()
        return {r.key: KnownEntry(r.listing, r.key, r.item_id, r.fingerprint, tuple(r.sources), r.gone) for r in rows}

    def keep_entry(self, entry: KnownEntry) -> None:
        """Put an entry in the place of what was known of it."""
        t = tables.listing_entry
        row = {"listing": entry.listing, "key": entry.key, "item_id": entry.item_id, "gone": entry.gone}
        with self.engine.begin() as connection:
            connection.execute(delete(t).where(t.c.listing == entry.listing, t.c.key == entry.key))
            connection.execute(insert(t).values(**row, fingerprint=entry.fingerprint, sources=list(entry.sources)))

    def still_offered(self, sources: Iterable[str]) -> set[str]:
        """Those of the sources that some listing still offers."""
        t = tables.listing_entry
        with self.engine.connect() as connection:
            offered = connection.execute(select(t.c.sources).where(t.c.gone.is_(False))).scalars()
            return set(sources) & {source for each in offered for source in each}

    def item_of(self, source: str, collection: str) -> str | None:
        """The item that has a current publication from this source."""
        p, i = tables.publication, tables.item
        query = (
            select(p.c.item_id)
            .join(i, i.c.id == p.c.item_id)
            .where(p.c.source == source, p.c.superseded_by.is_(None), i.c.collection == collection)
        )
        with self.engine.connect() as connection:
            return connection.execute(query).scalar()

    def describe(self, item_id: str, address: str, statements: Sequence[Statement]) -> None:
        """Put what one page says of an item as a whole in the place of what the same page said before."""
        s = tables.statement
        with self.engine.begin() as connection:
            from_there = (s.c.item_id == item_id, s.c.publication_id.is_(None), s.c.source_url == address)
            connection.execute(delete(s).where(*from_there, s.c.person == ""))
            ids = {"item_id": item_id, "publication_id": None}
            rows = [ids | statement_row(statement) for statement in statements]
            if rows:
                connection.execute(insert(s), rows)
            connection.execute(insert(tables.change).values(item_id=item_id, what="described", at=now()))

    def set_availability(self, publication_id: str, availability: Availability) -> bool:
        """Say whether a publication can be had; False where nothing changed. A withdrawn file stays withdrawn."""
        p = tables.publication
        settled = (availability, Availability.FILE_WITHDRAWN)
        with self.engine.begin() as connection:
            query = select(p.c.item_id).where(p.c.id == publication_id, p.c.availability.not_in(settled))
            item_id = connection.execute(query).scalar()
            if item_id is None:
                return False
            connection.execute(update(p).where(p.c.id == publication_id).values(availability=availability))
            connection.execute(insert(tables.change).values(item_id=item_id, what="availability", at=now()))
        return True

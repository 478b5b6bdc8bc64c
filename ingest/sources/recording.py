"""Puts an entry of a listing or catalogue file into the catalogue: a record of what it offers, without text yet."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.sources.entries import Entry, Offer
from ingest.sources.entry_values import entry_statements
from ingest.values.review_types import kind_of
from repository.errors import NotAllowed
from repository.governance.purge_list import refusal
from repository.records.items import Availability, Collection, Item, Publication, PublicationKind, State
from repository.store.deposits import NewItem, NewPublication
from repository.store.harvests import Harvests, KnownEntry
from repository.store.library import Library


@dataclass(frozen=True)
class Recorded:
    """What became of an entry: `ok`, `unchanged` or `refused` with the reason."""

    entry: Entry
    status: str
    item_id: str = ""
    reason: str = ""


def record_entry(
    library: Library, entry: Entry, listing: str, collection: Collection, known: KnownEntry | None, *, rules: str
) -> Recorded:
    """Record one entry of the page or file `listing`; an entry that says what it said stays as it is.

    What was withdrawn is refused: by the item that it became, and by the addresses of its files.
    """
    fingerprint = f"{entry.fingerprint[:40]}{rules}"[:64]
    if known is not None and known.fingerprint == fingerprint and not known.gone:
        return Recorded(entry, "unchanged", known.item_id)
    reasons = [reason for offer in entry.offers if (reason := refusal(library, source=offer.address))]
    if reasons:
        return Recorded(entry, "refused", reason=reasons[0])
    harvests = Harvests(library.engine)
    sources = tuple(_source(offer, entry, listing) for offer in _offers(entry))
    item_id = known.item_id if known is not None else _item_with(harvests, sources, collection)
    item = _item(library, item_id)
    if item is not None and item.state in (State.WITHDRAWN, State.SUPPRESSED):
        return Recorded(entry, "refused", item.id, f"the record {item.id} was withdrawn")
    try:
        item_id = _publications(library, entry, listing, collection, item_id)
    except NotAllowed as error:
        return Recorded(entry, "refused", item_id or "", error.message)
    harvests.describe(item_id, listing, entry_statements(entry, listing))
    harvests.keep_entry(KnownEntry(listing, entry.key, item_id, fingerprint, sources))
    if known is not None:
        no_longer_offered(library, item_id, set(known.sources) - set(sources))
    return Recorded(entry, "ok", item_id)


def no_longer_offered(library: Library, item_id: str, sources: set[str]) -> None:
    """Say of an item's publications from these sources that they are no longer published, unless another list
    still offers them; the record stays."""
    harvests = Harvests(library.engine)
    gone = sources - harvests.still_offered(sources)
    item = _item(library, item_id)
    for publication in item.publications if item is not None else ():
        if publication.source in gone:
            harvests.set_availability(publication.id, Availability.NO_LONGER_PUBLISHED)


def _item(library: Library, item_id: str | None) -> Item | None:
    return next(iter(library.catalogue.items([item_id])), None) if item_id else None


def _item_with(harvests: Harvests, sources: tuple[str, ...], collection: Collection) -> str | None:
    return next((id for source in sources if (id := harvests.item_of(source, collection))), None)


def _offers(entry: Entry) -> tuple[Offer, ...]:
    return entry.offers or (Offer(PublicationKind.OVERVIEW_REPORT),)


def _source(offer: Offer, entry: Entry, listing: str) -> str:
    """Where a publication is, or its place in the listing."""
    return offer.address or f"{listing}#{entry.key[:12]}/{offer.kind}"


def _publications(library: Library, entry: Entry, listing: str, collection: Collection, item_id: str | None) -> str:
    """Take in what an entry offers; the id of the item. A file that is here already stays as it was read."""
    for offer in _offers(entry):
        item = _item(library, item_id)
        source = _source(offer, entry, listing)
        standing = _standing(item, offer, source)
        if standing is not None and (standing.sha256 or standing.availability == offer.availability):
            _say_availability(library, standing, offer)
            continue
        done = library.deposits.take_in(_new_item(entry, offer, source, collection, item_id))
        item_id = done.item_id
    assert item_id is not None, "an entry offers at least one publication"
    return item_id


def _standing(item: Item | None, offer: Offer, source: str) -> Publication | None:
    """The publication that an offer speaks of: by its source; one without an address also by its kind."""
    publications = item.publications if item is not None else ()
    same = (p for p in publications if p.source == source or (not offer.address and p.kind == offer.kind))
    return next(same, None)


def _say_availability(library: Library, standing: Publication, offer: Offer) -> None:
    readable = offer.availability == Availability.CATALOGUE_RECORD_ONLY
    now = Availability.FULL_TEXT if readable and standing.sha256 and offer.address else offer.availability
    if not (readable and standing.sha256 and not offer.address):
        Harvests(library.engine).set_availability(standing.id, now)


def _new_item(entry: Entry, offer: Offer, source: str, collection: Collection, item_id: str | None) -> NewItem:
    said = entry_statements(entry, "")
    review_type = next((s.value for s in said if s.field == "review_type"), "")
    title = next((s.value for s in said if s.field == "title"), entry.heading)
    publication = NewPublication(
        kind=offer.kind,
        title=title,
        availability=offer.availability,
        where_to_ask="" if offer.address else "Ask the board that published it." if entry.publisher else "",
        source=source,
    )
    return NewItem(kind_of(review_type), collection, publication, id=item_id)

"""Harvests a page that lists reviews: a record for each entry, its files where they changed, and what has gone."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ingest.outcome import FileOutcome
from ingest.pipeline import INVENTED, ingest_files, rules_version
from ingest.sources.addresses import WEB
from ingest.sources.catalogue_files import MOST_BYTES, read_catalogue_file
from ingest.sources.entries import Entry
from ingest.sources.fetching import Fetched, Fetcher, Validators
from ingest.sources.folder import FileToRead
from ingest.sources.listings import read_listing
from ingest.sources.marc_files import MarcFile, is_marc, read_marc
from ingest.sources.recording import no_longer_offered, record_entry
from repository.errors import WrongUsage
from repository.records.items import Availability, Collection, PublicationKind
from repository.store.harvests import Harvests, KnownAddress, KnownEntry
from repository.store.library import Library


def harvest(
    library: Library, listing: str, collection: Collection, fetcher: Fetcher, *, follow: bool = True, workers: int = 1
) -> Iterator[FileOutcome]:
    """Harvest the listing page at an address or in a file; yields an outcome for each entry and each file.

    A page and a file that have not changed since they were recorded are not fetched again. An entry or
    link that is no longer there changes the availability of its publications, and its record stays. With
    `follow` the links of the entries are fetched and taken in.
    """
    harvests = Harvests(library.engine)
    page = _page(harvests, listing, fetcher)
    if page.status not in ("ok", "unchanged"):
        yield FileOutcome(listing, "quarantined", page.reason)
        return
    if page.status == "ok":
        if collection == Collection.CATALOGUE and INVENTED.encode() in page.content.lower():
            yield FileOutcome(listing, "refused", "an invented sample: it belongs into the collection of samples only")
            return
        outcomes = list(_record(library, listing, read_listing(page.content, listing), collection, whole=True))
        if not outcomes:
            yield FileOutcome(listing, "quarantined", "no entry of a list is recognised in this page; nothing changed")
            return
        yield from outcomes
        harvests.remember(_known(page))
    if follow:
        yield from _follow(library, listing, collection, fetcher, workers)


def take_in_catalogue(
    library: Library, path: str, collection: Collection, fetcher: Fetcher, *, follow: bool = True, workers: int = 1
) -> Iterator[FileOutcome]:
    """Take in a catalogue file, CSV, RIS or MARC: a record for each row, its files fetched with `follow`.

    A damaged record of MARC is quarantined and the next one taken in. A row that is missing from a later file
    changes nothing: an export may be of a part. Raises WrongUsage for a file of another form.
    """
    if Path(path).stat().st_size > MOST_BYTES:
        raise WrongUsage(f"{path} has more than {MOST_BYTES // 1_000_000} MB.", "Divide it.")
    content = Path(path).read_bytes()
    if collection == Collection.CATALOGUE and INVENTED.encode() in content.lower():
        yield FileOutcome(path, "refused", "invented samples: they belong into the collection of samples only")
        return
    name = Path(path).name
    read = read_marc(content, name) if is_marc(content) else MarcFile(tuple(read_catalogue_file(content, name)), ())
    yield from (FileOutcome(path, "quarantined", reason) for reason in read.unread)
    yield from _record(library, path, read.entries, collection, whole=False)
    if follow:
        yield from _follow(library, path, collection, fetcher, workers)


def fetch_files(
    library: Library, to_fetch: Iterator[tuple[str, str | None]], collection: Collection, fetcher: Fetcher,
    *, workers: int = 1,
) -> Iterator[FileOutcome]:  # fmt: skip
    """Fetch addresses and take their files in; each comes with the item it belongs to, or None.

    What has not changed is not fetched; what a site no longer has is said in its record.
    """
    harvests = Harvests(library.engine)
    fetched: dict[str, Fetched] = {}
    settled: list[FileOutcome] = []

    def files(folder: Path) -> Iterator[FileToRead]:
        for number, (address, item_id) in enumerate(to_fetch):
            got = fetcher.fetch(address, _validators(harvests.address(address)))
            if got.status != "ok":
                settled.append(_not_read(library, got, item_id))
                continue
            path = folder / f"{number:05}" / _file_name(address)
            path.parent.mkdir()
            path.write_bytes(got.content)
            fetched[str(path)] = replace(got, content=b"")
            yield FileToRead(path, address, item_id, _listed_as(library, address, item_id))

    with tempfile.TemporaryDirectory(prefix="case-reviews-") as folder:
        for outcome in ingest_files(library, files(Path(folder)), collection, workers=workers):
            yield from _emptied(settled)
            got = fetched[outcome.file]
            Path(outcome.file).unlink(missing_ok=True)
            if outcome.status != "quarantined":
                harvests.remember(_known(got))
            if outcome.status == "unchanged":
                _say_of_file(library, got.address, outcome.id, Availability.FULL_TEXT)
            yield replace(outcome, file=got.address)
        yield from _emptied(settled)


def _page(harvests: Harvests, listing: str, fetcher: Fetcher) -> Fetched:
    if listing.startswith(WEB):
        return fetcher.fetch(listing, _validators(harvests.address(listing)))
    try:
        return Fetched(listing, "ok", content=Path(listing).read_bytes())
    except OSError as error:
        return Fetched(listing, "failed", f"cannot be read: {error.strerror}")


def _validators(known: KnownAddress | None) -> Validators | None:
    """What to ask the site with; nothing where other rules recorded the address, so that it is read anew."""
    return Validators(known.etag, known.last_modified) if known and known.rules == rules_version() else None


def _known(got: Fetched) -> KnownAddress:
    return KnownAddress(got.address, rules_version(), got.validators.etag, got.validators.last_modified)


def _record(
    library: Library, listing: str, entries: Sequence[Entry], collection: Collection, *, whole: bool
) -> Iterator[FileOutcome]:
    """Record entries; with `whole`, what is not among them has gone."""
    harvests = Harvests(library.engine)
    known = harvests.entries(listing)
    by_source = {source: entry for entry in known.values() for source in entry.sources}
    kept: set[str] = set()
    for entry in entries:
        # A heading that was corrected: the entry is known by its links.
        moved = next((by_source[o.address] for o in entry.offers if o.address in by_source), None)
        before = known.get(entry.key) or moved
        done = record_entry(library, entry, listing, collection, before, rules=rules_version())
        kept |= {entry.key} | ({before.key} if before else set())
        if before and before.key != entry.key and done.status == "ok":
            harvests.keep_entry(replace(before, gone=True, sources=()))
        yield FileOutcome(f"{listing}#{entry.heading}", done.status, done.reason, id=done.item_id)
    if entries and whole:
        yield from _gone(library, listing, [e for key, e in known.items() if key not in kept and not e.gone])


def _gone(library: Library, listing: str, entries: list[KnownEntry]) -> Iterator[FileOutcome]:
    for entry in entries:
        Harvests(library.engine).keep_entry(replace(entry, gone=True))
        no_longer_offered(library, entry.item_id, set(entry.sources))
        reason = "no longer on the page; its record stays"
        yield FileOutcome(f"{listing}#{entry.item_id}", "ok", reason, ("no_longer_published",), entry.item_id)


def _follow(
    library: Library, listing: str, collection: Collection, fetcher: Fetcher, workers: int
) -> Iterator[FileOutcome]:
    entries = [e for e in Harvests(library.engine).entries(listing).values() if not e.gone]
    links = [(source, e.item_id) for e in entries for source in e.sources if "#" not in source]
    yield from fetch_files(library, iter(links), collection, fetcher, workers=workers)


def _not_read(library: Library, got: Fetched, item_id: str | None) -> FileOutcome:
    if got.status == "unchanged":
        _say_of_file(library, got.address, item_id, Availability.FULL_TEXT)
        return FileOutcome(got.address, "unchanged", id=item_id or "")
    if got.status == "gone" and item_id is not None:
        changed = _say_of_file(library, got.address, item_id, Availability.NO_LONGER_PUBLISHED)
        flags = ("no_longer_published",) if changed else ()
        return FileOutcome(got.address, "quarantined", f"{got.reason}; its record stays", flags, item_id)
    return FileOutcome(got.address, "quarantined", got.reason, id=item_id or "")


def _say_of_file(library: Library, address: str, item_id: str | None, availability: Availability) -> bool:
    """Say whether a file that was had before still is: a link that never worked says nothing of publication."""
    items = library.catalogue.items([item_id] if item_id else [])
    had = [p.id for item in items for p in item.publications if p.source == address and p.sha256]
    return any(Harvests(library.engine).set_availability(id, availability) for id in had)


def _listed_as(library: Library, address: str, item_id: str | None) -> PublicationKind | None:
    """What a list says that a file is; nothing where it says no more than that it is the report."""
    item = next(iter(library.catalogue.items([item_id] if item_id else [])), None)
    kinds = [p.kind for p in item.publications if p.source == address] if item is not None else []
    return next((kind for kind in kinds if kind != PublicationKind.OVERVIEW_REPORT), None)


def _emptied(settled: list[FileOutcome]) -> Iterator[FileOutcome]:
    while settled:
        yield settled.pop(0)


def _file_name(address: str) -> str:
    """A plain name for a fetched file: the end of its address, letters and digits only."""
    name = unquote(urlsplit(address).path).rpartition("/")[2]
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".-")[-80:] or "page"

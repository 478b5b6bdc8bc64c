"""What a person asked to be taken in: files and folders, web addresses, pages that list reviews, catalogue files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path

from ingest.outcome import FileOutcome
from ingest.pipeline import ingest_files
from ingest.sources.address_lists import Listed, is_address_list, read_address_list
from ingest.sources.addresses import WEB, Network
from ingest.sources.deposit_lists import read_deposit_list
from ingest.sources.folder import FileToRead, Found, find_files, source_of
from repository.errors import WrongUsage
from repository.governance.relations import tie_as_listed
from repository.records.identifiers import ITEM_ID
from repository.records.items import Collection
from repository.store.harvests import Harvests
from repository.store.library import Library


@dataclass(frozen=True)
class Sources:
    """What was asked for. `pages` are addresses or files of lists, `catalogues` CSV, RIS or MARC files, `files` what is
    on disk, `addresses` what is fetched, `no_addresses` outcomes of lines that name none; `networks` are allowed
    although not public; with `follow` links are fetched."""

    files: Found
    addresses: tuple[str, ...] = ()
    no_addresses: tuple[FileOutcome, ...] = ()
    pages: tuple[str, ...] = ()
    catalogues: tuple[str, ...] = ()
    networks: tuple[Network, ...] = ()
    follow: bool = True

    @property
    def number(self) -> int | None:
        """How many outcomes there will be, None where only a fetch will tell."""
        return (
            None
            if self.pages or self.catalogues
            else len(self.files.files) + len(self.addresses) + len(self.no_addresses)
        )

    @property
    def left_out(self) -> tuple[Path, ...]:
        """Files that accompany documents and are none themselves."""
        return self.files.left_out

    def take_in(
        self, library: Library, collection: Collection, workers: int, *, ocr: bool = False
    ) -> Iterator[FileOutcome]:
        """Take everything in; yields each outcome as soon as it is in the catalogue. `ocr` is for files on disk."""
        yield from ingest_files(library, self.files.files, collection, workers=workers, ocr=ocr)
        yield from _tie_listed(library, self.files.files, collection)
        yield from self.no_addresses
        if not (self.pages or self.catalogues or self.addresses):
            return
        # Here and not above: what the web needs is loaded only when something is asked of it.
        from ingest.sources.fetching import Fetcher
        from ingest.sources.harvesting import fetch_files, harvest, take_in_catalogue

        fetcher = Fetcher(allowed=self.networks)
        for page in self.pages:
            yield from harvest(library, page, collection, fetcher, follow=self.follow, workers=workers)
        for path in self.catalogues:
            yield from take_in_catalogue(library, path, collection, fetcher, follow=self.follow, workers=workers)
        if self.addresses:
            wanted = ((address, None) for address in self.addresses)
            yield from fetch_files(library, wanted, collection, fetcher, workers=workers)


def _tie_listed(library: Library, files: Sequence[FileToRead], collection: Collection) -> Iterator[FileOutcome]:
    """Tie items as the depositors' lists say; yields an outcome for a tie that leads to nothing in the library."""
    harvests = Harvests(library.engine)
    for file in files:
        if file.given is None or file.given.relation is None:
            continue
        kind, other = file.given.relation
        item_id, other_id = harvests.item_of(file.source, collection), other
        if not ITEM_ID.fullmatch(other):
            given = read_deposit_list(file.path.parent).get(other)
            source = source_of(file.path.parent / other, given.item_id if given else None)
            other_id = harvests.item_of(source, collection) or ""
        if item_id and not tie_as_listed(library, item_id, kind, other_id):
            reason = f"its relation leads to '{other}', which is not in the library"
            yield FileOutcome(str(file.path), "refused", reason, ("relation_not_found",), item_id)


def find_sources(
    given: Sequence[str], *, listing: bool, records: bool = False, follow: bool, networks: Sequence[str],
    urls: Sequence[Path] = (),
) -> Sources:  # fmt: skip
    """Sort what was given; a text file of nothing but web addresses stands for them, as each file of `urls` does.

    Raises WrongUsage for a path that does not exist, a network that is none and a list that names no address.
    """
    allowed = tuple(map(_network, networks))
    if listing:
        pages = tuple(each if each.startswith(WEB) else str(_existing(each)) for each in given)
        return Sources(Found((), ()), pages=pages, networks=allowed, follow=follow)
    if records:
        paths = tuple(str(_existing(each)) for each in given)
        return Sources(Found((), ()), catalogues=paths, networks=allowed, follow=follow)
    on_disk = [Path(each) for each in given if not each.startswith(WEB)]
    lists = [path for path in on_disk if path.is_file() and is_address_list(path)]
    listed = [(path, line) for path in (*urls, *lists) for line in read_address_list(path)]
    addresses = [each for each in given if each.startswith(WEB)] + [line.address for _, line in listed if line.address]
    files = find_files([path for path in on_disk if path not in lists])
    wrong = tuple(_no_address(path, line) for path, line in listed if not line.address)
    return Sources(files, tuple(dict.fromkeys(addresses)), wrong, networks=allowed)


def _no_address(path: Path, line: Listed) -> FileOutcome:
    return FileOutcome(f"{path}, line {line.number}", "refused", f"'{line.words[:80]}' is no web address")


def _existing(path: str) -> Path:
    if not Path(path).is_file():
        raise WrongUsage(f"{path} is neither a web address nor a file.", "Correct it.")
    return Path(path).resolve()


def _network(written: str) -> Network:
    try:
        return ip_network(written)
    except ValueError as error:
        raise WrongUsage(f"'{written}' is no network.", "Write it as 192.168.10.0/24.") from error

"""What a person asked to be taken in: files and folders, web addresses, pages that list reviews, catalogue files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path

from ingest.outcome import FileOutcome
from ingest.pipeline import ingest_files
from ingest.sources.addresses import WEB, Network
from ingest.sources.folder import Found, find_files
from repository.errors import WrongUsage
from repository.records.items import Collection
from repository.store.library import Library


@dataclass(frozen=True)
class Sources:
    """What was asked for. `pages` are addresses or files of lists, `files` what is on disk, `addresses` what is
    fetched; `networks` are allowed although not public; with `follow` the links of lists are fetched."""

    files: Found
    addresses: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    networks: tuple[Network, ...] = ()
    follow: bool = True

    @property
    def number(self) -> int | None:
        """How many outcomes there will be, None where only a fetch will tell."""
        return None if self.pages else len(self.files.files) + len(self.addresses)

    @property
    def left_out(self) -> tuple[Path, ...]:
        """Files that accompany documents and are none themselves."""
        return self.files.left_out

    def take_in(self, library: Library, collection: Collection, workers: int) -> Iterator[FileOutcome]:
        """Take everything in; yields each outcome as soon as it is in the catalogue."""
        yield from ingest_files(library, self.files.files, collection, workers=workers)
        if not (self.pages or self.addresses):
            return
        # Here and not above: what the web needs is loaded only when something is asked of it.
        from ingest.sources.fetching import Fetcher
        from ingest.sources.harvesting import fetch_files, harvest

        fetcher = Fetcher(allowed=self.networks)
        for page in self.pages:
            yield from harvest(library, page, collection, fetcher, follow=self.follow, workers=workers)
        if self.addresses:
            wanted = ((address, None) for address in self.addresses)
            yield from fetch_files(library, wanted, collection, fetcher, workers=workers)


def find_sources(given: Sequence[str], *, listing: bool, follow: bool, networks: Sequence[str]) -> Sources:
    """Sort what was given. Raises WrongUsage for a path that does not exist and a network that is none."""
    allowed = tuple(map(_network, networks))
    if listing:
        pages = tuple(each if each.startswith(WEB) else str(_existing(each)) for each in given)
        return Sources(Found((), ()), pages=pages, networks=allowed, follow=follow)
    addresses = tuple(each for each in given if each.startswith(WEB))
    files = find_files([Path(each) for each in given if not each.startswith(WEB)])
    return Sources(files, addresses, networks=allowed)


def _existing(path: str) -> Path:
    if not Path(path).is_file():
        raise WrongUsage(f"{path} is neither a web address nor a file.", "Correct it.")
    return Path(path).resolve()


def _network(written: str) -> Network:
    try:
        return ip_network(written)
    except ValueError as error:
        raise WrongUsage(f"'{written}' is no network.", "Write it as 192.168.10.0/24.") from error

"""One entry of a page or file that lists reviews: what it prints of a review, before anything is concluded from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from urllib.parse import urldefrag, urljoin, urlsplit

from repository.records.concepts import fold_label
from repository.records.items import Availability, PublicationKind


@dataclass(frozen=True)
class Offer:
    """A publication that an entry speaks of. `address` is where its file is, empty where it is only named;
    `date` is when it was published, as printed."""

    kind: PublicationKind
    address: str = ""
    availability: Availability = Availability.CATALOGUE_RECORD_ONLY
    date: str = ""


@dataclass(frozen=True)
class Entry:
    """What an entry prints. `heading` is its whole first line, `date` that of the heading as printed, `publisher`
    and `label` its two parts; `abstract` is its paragraphs, one a line; `note` explains an availability;
    `title` and `authors` are those of a catalogue that gives them."""

    heading: str
    date: str = ""
    publisher: str = ""
    label: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    method: str = ""
    offers: tuple[Offer, ...] = ()
    note: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """SHA-256 of the heading: by this an entry is known again."""
        return hashlib.sha256(fold_label(self.heading).encode()).hexdigest()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything that the entry says."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def told_apart(entries: list[Entry]) -> list[Entry]:
    """The entries, those with a heading that came before counted: two children may be listed in the same words."""
    seen: dict[str, int] = {}
    found = []
    for entry in entries:
        number = seen[entry.key] = seen.get(entry.key, 0) + 1
        found.append(entry if number == 1 else replace(entry, heading=f"{entry.heading} ({number})"))
    return found


def web_link(base: str, href: str) -> str:
    """A link as an address of the web without its fragment; empty for anything else (javascript:, mailto:)."""
    cleaned = "".join(c for c in href if ord(c) > 32)
    try:
        address = urldefrag(urljoin(base, cleaned)).url
        return address if urlsplit(address).scheme in ("http", "https") and urlsplit(address).hostname else ""
    except ValueError:
        return ""

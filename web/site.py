"""What every page is handed: the open library, its searcher, and the collection in force."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request

from repository.errors import LibraryError
from repository.governance.relations import item_now
from repository.records.items import Availability, Collection, Item, Publication, State
from repository.store.library import Library
from search.likeness.opened import Likenesses
from search.made_before import MadeBeforeFinder
from search.recommendation_search import LearningSearcher
from search.searcher import Searcher


class NotFound(LibraryError):
    """There is nothing at this address, or nothing that the public may see."""


class Gone(LibraryError):
    """What was at this address was withdrawn."""


class Moved(LibraryError):
    """The record of this address became part of another one, `item`."""

    def __init__(self, id: str, item: Item) -> None:
        super().__init__(f"The record {id} is now part of {item.id}.", "Look there.")
        self.id = id
        self.item = item


@dataclass(frozen=True)
class Site:
    """The library behind the pages."""

    library: Library
    searcher: Searcher
    learning: LearningSearcher
    likenesses: Likenesses
    before: MadeBeforeFinder

    def item(self, id: str) -> Item:
        """An item the public may see, whose collection is then the one in force.

        Raises Gone for a withdrawn one, Moved for one that was merged into another that may be seen, NotFound for
        every other: a record that is held or was suppressed is not told from one that never was.
        """
        item = next(iter(self.library.catalogue.items([id])), None)
        if item is not None and item.state == State.WITHDRAWN:
            raise Gone("This record has been withdrawn.")
        if item is not None and item.state == State.MERGED:
            raise Moved(id, self.item(item_now(self.library, id).id))
        if item is None or not item.is_public:
            raise NotFound("There is no record at this address.")
        g.collection = item.collection
        return item

    def times_made(self, item: Item, id: str) -> int:
        """How many other reviews make a recommendation: one state of the library for a whole page."""
        counting = g.setdefault("counting", {})
        if item.collection not in counting:
            counting[item.collection] = self.before.counting(item.collection)
        found: int = counting[item.collection](item, id)
        return found

    def publication(self, id: str) -> tuple[Item, Publication]:
        """A publication that can be read here, with its item. Raises Gone or NotFound."""
        item = self.item(id.rpartition("-")[0])
        found = next((p for p in item.publications if p.id == id), None)
        if found is not None and found.availability == Availability.FILE_WITHDRAWN:
            raise Gone("This file has been withdrawn. The catalogue record of the review stays.")
        if found is None or found.availability != Availability.FULL_TEXT:
            raise NotFound("There is no text at this address.")
        if item.state == State.FILE_WITHDRAWN:
            raise Gone("This file has been withdrawn. The catalogue record of the review stays.")
        return item, found

    def whole_address(self, path: str) -> str:
        """The address of a page as it can be copied: under the public name, or else the one in use now.

        That one is among the names that the site answers to, or the request would have been refused.
        """
        return self.public_address(path) or f"{request.host_url.rstrip('/')}{path}"

    def public_address(self, path: str) -> str:
        """The whole address of a page, where the library knows under which name it is reached."""
        base = self.library.settings.address.rstrip("/")
        return f"{base}{path}" if base else ""


def collection_in_force() -> Collection:
    """The collection that the page being made is about."""
    collection: Collection = g.collection
    return collection

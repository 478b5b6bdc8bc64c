"""Opens what recommendations and reviews are likened by, once for all readers, and again when it has changed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from repository.records.items import Collection, Kind
from repository.store.library import Library
from search.columns.files import Array
from search.engine import CannotOpen
from search.likeness.rows import Rows
from search.likeness.sentences import Sentences
from search.likeness.upkeep import DAMAGED, InUse, follow_likeness, home_of, in_use


@dataclass(frozen=True)
class Opened:
    """The rows of a collection, and which of them (a truth value each) belong to a record that is public now."""

    recommendations: Rows
    reviews: Rows
    sentences: Sentences
    public_recommendations: Array
    public_reviews: Array
    public_sentences: Array
    change: int
    found: InUse

    times: dict[str, int] = field(default_factory=dict, compare=False)
    """How many reviews make a recommendation, by its id, as far as it was asked already."""

    @cached_property
    def compared_with(self) -> Array:
        """The recommendations of public reviews, not of briefings or analyses: a truth value for each."""
        having = self.reviews.having(f"@kind:{Kind.REVIEW}").tolist()
        reviews = {self.reviews.ids[number] for number in having}
        return self.public_recommendations & np.array(
            [owner in reviews for owner in self.recommendations.owners], np.bool_
        )


class Likenesses:
    """The rows of a library, for any number of threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._opened: dict[Collection, Opened] = {}

    def current(self, collection: Collection) -> Opened:
        """The rows in use; made first where there are none. Raises CannotOpen where they are damaged."""
        with self._lock:
            opened = self._opened.get(collection)
            change = self._library.catalogue.last_change()
            if opened is None or opened.change != change or opened.found != in_use(self._library, collection):
                opened = self._opened[collection] = self._open(collection, change)
            return opened

    def _open(self, collection: Collection, change: int) -> Opened:
        public = frozenset(self._library.catalogue.ids(collection))
        while True:
            found = in_use(self._library, collection)
            if found is None:
                follow_likeness(self._library)
                continue
            home = home_of(self._library)
            try:
                said, reviews, sentences = (Rows(home / name) for name in found.folders)
            except DAMAGED as error:
                if found == in_use(self._library, collection):
                    raise CannotOpen(home, error) from error
                continue  # swapped, and removed, since the pointer was read
            masks = _public(said, public), _public(reviews, public), _public(sentences, public)
            return Opened(said, reviews, Sentences(sentences), masks[0], masks[1], masks[2], change, found)


def _public(rows: Rows, public: frozenset[str]) -> Array:
    return np.array([owner in public for owner in rows.owners], np.bool_)

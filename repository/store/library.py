"""One open library: its settings, its catalogue, its originals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import entry_points

from sqlalchemy import Engine

from repository.records.items import Collection
from repository.settings import Settings, read_settings
from repository.store.catalogue import Catalogue
from repository.store.database import open_database
from repository.store.deposits import Deposits
from repository.store.originals import Originals


@dataclass(frozen=True)
class Library:
    """What the other rooms are handed. Reading: `catalogue`; taking in: `deposits`; files: `originals`."""

    settings: Settings
    engine: Engine
    catalogue: Catalogue
    deposits: Deposits
    originals: Originals

    def collection_to_search(self) -> Collection:
        """The collection that answers when none is asked for.

        The real catalogue as soon as one real report can be read in it; until then the invented
        samples, if there are any. Whoever shows a result says which it was.
        """
        if self.catalogue.has_text(Collection.CATALOGUE) or not self.catalogue.has_text(Collection.SAMPLES):
            return Collection.CATALOGUE
        return Collection.SAMPLES

    def collections(self) -> tuple[Collection, tuple[Collection, ...]]:
        """The collection that answers when none is asked for, and all that hold anything; as cheap as one question."""

        def read() -> tuple[Collection, tuple[Collection, ...]]:
            filled = tuple(c for c in Collection if any(self.catalogue.counts(c).values()))
            return self.collection_to_search(), filled

        found: tuple[Collection, tuple[Collection, ...]] = self.catalogue.while_unchanged("collections", read)
        return found

    def bring_up_to_date(self) -> None:
        """Run every follower: what is derived from the catalogue follows its log of changes."""
        for follower in entry_points(group="case_reviews.followers"):
            follower.load()(self)


@contextmanager
def open_library(settings: Settings | None = None) -> Iterator[Library]:
    """Open the library of the settings (by default those in force); the folder is made when missing."""
    settings = settings or read_settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = open_database(settings.database)
    try:
        yield Library(settings, engine, Catalogue(engine), Deposits(engine), Originals(settings.originals))
    finally:
        engine.dispose()

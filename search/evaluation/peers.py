"""What a user could pick instead: the engine's own ranking, with our analyser and with its default one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from repository.records.items import BlockRole, Collection, Item
from repository.store.library import Library
from search import engine
from search.entries import readable, record_texts
from search.fields import PARTS, WEIGHTS
from search.words import read_words


class EnginePeer:
    """An index of the same texts in the engine's usual text fields, ranked by its BM25F with our field weights.

    Queries go through its own parser; of several words each is wanted but none required (with all required it
    finds far less: that was tried).
    """

    def __init__(self, folder: Path, library: Library, collection: Collection, *, our_analyser: bool) -> None:
        analyser = engine.Cutting(our_terms) if our_analyser else None
        self._index = engine.create_plain(folder, PARTS, analyser, _documents(library, collection))

    def ranked(self, query: str, most: int) -> list[str]:
        """The ids of the best documents."""
        return engine.ask_plainly(self._index, query, WEIGHTS, most)


def our_terms(text: str) -> Iterator[tuple[str, int]]:
    """Every term of a text by our analyser, with its place."""
    return ((term, word.place) for word in read_words(text) for term in word.terms)


def _documents(library: Library, collection: Collection) -> Iterator[dict[str, Any]]:
    for item in library.catalogue.each_item(collection):
        yield {"id": item.id, **{name: "\n\n".join(texts) for name, texts in _texts(item, library).items()}}


def _texts(item: Item, library: Library) -> dict[str, Iterable[str]]:
    pages = [page for publication in readable(item) for page in library.catalogue.pages(publication.id)]
    headings = (b.text for p in pages for b in p.blocks if b.role in (BlockRole.HEADING, BlockRole.TITLE))
    return {
        "body": [page.text for page in pages],
        "title": [item.title],
        "record": record_texts(item),
        "headings": headings,
        "recommendations": [recommendation.text for recommendation in item.recommendations],
        "findings": [part for finding in item.findings for part in (finding.text, *finding.questions)],
    }


Ranking = Callable[[str, int], list[str]]

"""Makes invented reviews of a few words each and deposits them in a library, as ingest would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from repository.records.items import (
    Availability,
    Block,
    BlockRole,
    Collection,
    Kind,
    Page,
    PublicationKind,
    Recommendation,
    Subject,
)
from repository.records.statements import Statement
from repository.store.deposits import Deposited, NewItem, NewPublication
from repository.store.library import Library
from search.request import SearchRequest
from search.searcher import Searcher

SAMPLES = Collection.SAMPLES


def deposit(
    library: Library,
    title: str,
    *pages: str,
    kind: Kind = Kind.REVIEW,
    collection: Collection = SAMPLES,
    source: str = "",
    item_id: str | None = None,
    availability: Availability = Availability.FULL_TEXT,
    recommendations: Sequence[str] = (),
    values: Mapping[str, Sequence[str]] | None = None,
    ages: Sequence[int] = (),
    publication_kind: PublicationKind = PublicationKind.OVERVIEW_REPORT,
) -> Deposited:
    """Deposit a review with these pages (paragraphs apart by a blank line) and these values by field; `ages` are
    those of its children in months."""
    said = {"title": [title], **(values or {})}
    return library.deposits.take_in(
        NewItem(
            kind=kind,
            collection=collection,
            publication=NewPublication(
                kind=publication_kind,
                title=title,
                availability=availability,
                source=source or title,
                pages=tuple(_page(number, text) for number, text in enumerate(pages, start=1)),
            ),
            statements=tuple(Statement(field, value, rule="test") for field, each in said.items() for value in each),
            subjects=tuple(Subject(f"Child {number}", age_months=age) for number, age in enumerate(ages, start=1)),
            recommendations=tuple(
                Recommendation(str(number), text, rule="test") for number, text in enumerate(recommendations, start=1)
            ),
            id=item_id,
        )
    )


def ids(searcher: Searcher, text: str, **more: object) -> list[str]:
    """The ids of everything a query finds in the samples, best first."""
    request = SearchRequest(**{"text": text, "collection": SAMPLES, **more})  # type: ignore[arg-type]
    return list(searcher.every_id(request))


def hold(library: Library, item_id: str) -> None:
    """Take an item out of public view as a curator would, without telling the index."""
    with library.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE item SET state = 'held' WHERE id = ?", (item_id,))
        connection.exec_driver_sql(
            "INSERT INTO change (item_id, what, at) VALUES (?, 'held', '2026-01-01 00:00:00')", (item_id,)
        )


def _page(number: int, text: str) -> Page:
    blocks = (
        Block(BlockRole.HEADING if part.startswith("# ") else BlockRole.PARAGRAPH, part.removeprefix("# "))
        for part in text.split("\n\n")
    )
    return Page(number, str(number), tuple(blocks))

"""What a person asked for, in the library's terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from repository.errors import WrongUsage
from repository.records.items import Collection, Kind

FACETS = (
    "theme", "agency", "kind", "review_type", "nation", "region", "publishing_body", "year", "age_band", "harm_type",
    "outcome", "guidance_era", "availability", "publication_kind", "language",
)  # fmt: skip
"""Facets in the order in which they are shown. `year` is filtered by range, the others by value."""
PAGE_SIZE = 10
LARGEST_PAGE = 100
LONGEST_QUERY = 4000
"""Characters: room for a systematic reviewer's strategy."""
MOST_TERMS = 150


class SearchTooComplex(WrongUsage):
    """The query is longer or deeper than can be answered at once; the message says which limit."""


class Sort(StrEnum):
    """Orders of a result list; each is total, so the same query gives the same list."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


@dataclass(frozen=True)
class SearchRequest:
    """A search. Values of one facet are alternatives (or), facets combine (and).

    `chosen` maps a facet's name to the concept ids (or kind values) chosen in it, without duplicates,
    sorted. `year_from` and `year_to` are years of publication, inclusive. `page` is 1-based. An empty
    `text` lists everything that the filters leave.
    """

    text: str = ""
    collection: Collection = Collection.CATALOGUE
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZE
    with_passages: bool = True
    expand: bool = True
    """Synonyms and abbreviations of the vocabulary are searched too."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds chosen; none chosen means all."""
        return tuple(map(Kind, self.chosen.get("kind", ())))

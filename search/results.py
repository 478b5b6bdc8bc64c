"""What a search gives back: hits with passages and pages, facets with counts, and what was understood."""

from __future__ import annotations

from dataclasses import dataclass

from repository.records.items import Collection, Listed


@dataclass(frozen=True)
class Passage:
    """Words around a hit. `marks` are (start, end) positions of the hits in `text`, in order, not
    overlapping; `page` is the 1-based page of the file and `label` its printed number; `block` is the
    place, among the blocks of that page from 0, of the one in which the first hit stands."""

    publication_id: str
    page: int
    label: str
    text: str
    marks: tuple[tuple[int, int], ...]
    block: int = 0


@dataclass(frozen=True)
class Hit:
    """One item that answers the request, as a list shows it, with the best passages of its publications."""

    item: Listed
    passages: tuple[Passage, ...]
    pages_with_hits: int = 0


@dataclass(frozen=True)
class FacetValue:
    """A value one can choose. `count` is the number of results with this value chosen alone in its
    facet and everything else as it stands; `depth` is 0 for a top value, 1 below a heading."""

    value: str
    label: str
    count: int
    selected: bool
    depth: int = 0


@dataclass(frozen=True)
class Facet:
    """A facet by its name in the request, with its values in the order to show."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Understood:
    """What the query was taken to mean, in sentences a reader can check.

    `searched` says it in words; `ignored` holds what was left out and why; `expanded` the words that
    were searched as well, as (word of the query, words added), and `spelled` those that are spelled like a word,
    where that was asked for. `loosened` is a sentence where few records have all words and those with some of
    them are listed too.

    The rest are queries that undo one of these, each empty where there is nothing to undo: `all_words` asks for
    all words, `as_required` for the common ones too, `as_plain_words` takes signs and operators as words, and
    `as_spelled` is for the words as they are spelled.
    """

    searched: str
    ignored: tuple[str, ...] = ()
    expanded: tuple[tuple[str, tuple[str, ...]], ...] = ()
    spelled: tuple[tuple[str, tuple[str, ...]], ...] = ()
    loosened: str = ""
    all_words: str = ""
    as_required: str = ""
    as_plain_words: str = ""
    as_spelled: str = ""


@dataclass(frozen=True)
class ResultPage:
    """A page of results. `total` counts all that match, of every kind; `totals_by_kind` tells reviews,
    briefings and analyses apart (a count of reviews excludes the others); `unknown_year` counts
    those that match but for having no known year of publication while a range of years is asked for
    (they are not in `total` then); `elsewhere` is how many match in the other collection."""

    collection: Collection
    total: int
    totals_by_kind: tuple[tuple[str, int], ...]
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    years: tuple[tuple[int, int], ...]
    unknown_year: int
    understood: Understood
    did_you_mean: str
    page: int
    pages: int
    seconds: float
    elsewhere: int = 0

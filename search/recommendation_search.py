"""Searches what reviews recommend and find, sentence by sentence: for an agency, on a theme, in some years.

What is looked up is kept beside the index and follows the catalogue as it does; what is shown is read from the
catalogue at that moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from repository.records.items import Collection, Finding, Item, Recommendation, State
from repository.store.library import Library
from search.columns.files import Array
from search.expansion import Widening
from search.likeness.opened import Likenesses
from search.likeness.sentences import UNKNOWN, Sentences, everything_said
from search.marking import marks_in
from search.results import Understood
from search.sentence_scores import allowed, weigh
from search.sentences import in_words
from search.syntax import parse
from search.wanted import Wanted, leaves

PAGE_SIZE = 10
ENOUGH = 0.5
"""The share of a worry's weight (rare words count more) that a sentence must have: a worry is told in
more words than a recommendation repeats. Words that no sentence has are passed over."""
SOME = 0.2
"""The share that is asked for where no sentence has enough: better a few that touch on the worry than none."""
LATEST = 9999
NAMED_ONLY = 0.8
"""What it counts that a sentence names an agency without being addressed to it."""


class Said(StrEnum):
    """What a sentence of a review is."""

    RECOMMENDATION = "recommendation"
    FINDING = "finding"


@dataclass(frozen=True)
class LearningRequest:
    """Which sentences are asked for. Values of one field are alternatives, fields combine; what is empty
    does not narrow. `under_months`: a subject of the review was younger. `page` is 1-based."""

    text: str = ""
    collection: Collection = Collection.CATALOGUE
    kinds: tuple[Said, ...] = tuple(Said)
    agencies: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    under_months: int | None = None
    page: int = 1
    page_size: int = PAGE_SIZE


@dataclass(frozen=True)
class LearningHit:
    """A recommendation or finding with its review. `marks` are places of the words asked for in its text;
    `addressed` is True where it is addressed to an agency asked for, False where it only names it."""

    item: Item
    said: Recommendation | Finding
    marks: tuple[tuple[int, int], ...]
    addressed: bool

    @property
    def kind(self) -> Said:
        """Which of the two it is."""
        return Said.RECOMMENDATION if isinstance(self.said, Recommendation) else Said.FINDING


@dataclass(frozen=True)
class LearningPage:
    """A page of sentences. `total` counts all that match, in `reviews` records; `years` counts them by year
    of publication, `agencies` by agency addressed or named. `touching` is True where no sentence has enough of
    the words, and those that have some are given instead."""

    total: int
    reviews: int
    hits: tuple[LearningHit, ...]
    years: tuple[tuple[int, int], ...]
    agencies: tuple[tuple[str, int], ...]
    understood: Understood
    page: int
    pages: int
    touching: bool = False


class LearningSearcher:
    """Answers questions about recommendations and findings, for any number of threads."""

    def __init__(self, library: Library, likenesses: Likenesses | None = None) -> None:
        self._library = library
        self._likenesses = likenesses or Likenesses(library)

    def search(self, request: LearningRequest) -> LearningPage:
        """A page of sentences: those with most of the words first, then those addressed to the agency,
        then the newest. Raises SearchTooComplex for a text beyond the limits of a query, CannotOpen."""
        parsed = parse(request.text)
        wanted = None if parsed.asked is None else Widening(lambda joined: ()).widen(parsed.asked)
        opened = self._likenesses.current(request.collection)
        kept = opened.sentences
        mask = opened.public_sentences & _fitting(kept, request)
        shares = np.ones(len(kept), np.float32)
        touching = False
        if wanted is not None:
            mask &= allowed(kept, wanted)
            mask, shares, touching = _with_words(kept, wanted, mask)
        addressed = kept.having(*(f"@for:{agency}" for agency in request.agencies))
        ordered = _ordered(kept, mask, shares, addressed if request.agencies else np.ones(len(kept), np.bool_))
        pages = max(1, -(-len(ordered) // request.page_size))
        page = min(max(request.page, 1), pages)
        shown = ordered[(page - 1) * request.page_size : page * request.page_size].tolist()
        return LearningPage(
            total=len(ordered),
            reviews=len(np.unique(kept.owner_ranks[ordered])),
            hits=tuple(self._hits(kept, shown, wanted, addressed)),
            years=_by_year(kept, ordered),
            agencies=_by_agency(kept, mask),
            understood=Understood(in_words(parsed.asked), parsed.ignored),
            page=page,
            pages=pages,
            touching=touching,
        )

    def _hits(
        self, kept: Sentences, shown: Sequence[int], wanted: Wanted | None, addressed: Array
    ) -> Iterator[LearningHit]:
        owners = list(dict.fromkeys(kept.rows.owners[number] for number in shown))
        items = {item.id: item for item in self._library.catalogue.items(owners) if item.state == State.PUBLISHED}
        for number in shown:
            item = items.get(kept.rows.owners[number])
            said = None if item is None else said_by_id(item, kept.rows.ids[number])
            if item is not None and said is not None:
                yield LearningHit(item, said, marks_in(wanted, said.text), bool(addressed[number]))


def said_by_id(item: Item, id: str) -> Recommendation | Finding | None:
    """The recommendation or finding of an item with an id."""
    return next((said for said in everything_said(item) if said.id == id), None)


def _fitting(kept: Sentences, request: LearningRequest) -> Array:
    """The sentences that the filters leave: a truth value for each."""
    fits = kept.having(*(f"@is:{kind}" for kind in request.kinds))
    if request.agencies:
        fits &= kept.having(*(f"@{how}:{agency}" for how in ("for", "names") for agency in request.agencies))
    if request.themes:
        fits &= kept.having(*(f"@theme:{theme}" for theme in request.themes))
    if request.under_months is not None:
        fits &= (kept.ages != UNKNOWN) & (kept.ages < request.under_months)
    if request.year_from is not None or request.year_to is not None:
        first, last = request.year_from or 0, request.year_to or LATEST
        fits &= (kept.years >= first) & (kept.years <= last)
    return fits


def _with_words(kept: Sentences, wanted: Wanted, mask: Array) -> tuple[Array, Array, bool]:
    """Of some sentences those with enough of the words, or with some where none has enough (then True), and the
    share of the words that each has. A query that only rules out leaves all."""
    weighed = weigh(kept, wanted)
    if not weighed.whole:
        only_rules_out = not any(True for _ in leaves(wanted, helpful=False))
        return (mask if only_rules_out else np.zeros_like(mask)), np.ones(len(kept), np.float32), False
    shares = np.round(weighed.scores / weighed.whole, 6)
    enough = mask & (shares >= ENOUGH)
    if enough.any():
        return enough, shares, False
    some = mask & (shares >= SOME)
    return some, shares, bool(some.any())


def _ordered(kept: Sentences, mask: Array, shares: Array, addressed: Array) -> Array:
    """The numbers of the sentences, best first."""
    numbers = np.flatnonzero(mask)
    scores = np.round(shares[numbers] * np.where(addressed[numbers], 1.0, NAMED_ONLY), 6)
    keys = (numbers, kept.owner_ranks[numbers], -kept.years[numbers], ~addressed[numbers], -scores)
    return np.asarray(numbers[np.lexsort(keys)])


def _by_year(kept: Sentences, numbers: Array) -> tuple[tuple[int, int], ...]:
    years = kept.years[numbers]
    found, counts = np.unique(years[years != UNKNOWN], return_counts=True)
    return tuple(zip(found.tolist(), counts.tolist(), strict=True))


def _by_agency(kept: Sentences, mask: Array) -> tuple[tuple[str, int], ...]:
    """How many of the sentences are addressed to each agency or name it, the most frequent first."""
    counts = {
        agency: sum(int(mask[kept.rows.having(f"@{how}:{agency}")].sum()) for how in ("for", "names"))
        for agency in kept.agencies
    }
    return tuple(sorted(((id, n) for id, n in counts.items() if n), key=lambda pair: (-pair[1], pair[0])))

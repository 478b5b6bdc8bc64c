"""Finds the same or nearly the same recommendation in other reviews, in whatever words, and counts it by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from repository.records.items import Collection, Item, Recommendation, State
from repository.store.library import Library
from search.columns.files import Array
from search.likeness.opened import Likenesses, Opened
from search.likeness.rows import Rows

SAME = 0.36
"""How alike two recommendations must be to be called nearly the same. On the labelled pairs that are not held back:
precision 0.79 and recall 0.50; at 0.30 they are 0.70 and 0.62, but more than twice as many pairs are offered."""
MATTER = 0.30
"""From here on they are shown as perhaps on the same matter, and not counted."""
TELLING = 2.0
"""What a trait must count to be telling (less than one in seven recommendations has it)."""
RARE = 5
"""Recommendations up to which a trait is telling however few there are in all."""
PLENTY = 10
"""Telling traits in common beyond which more add nothing: fewer may be by chance."""
OTHER_KIND = 0.7
"""What likeness counts between agencies of different kinds (health, police …)."""
MOST_ON_MATTER = 10
SHARES = {"word": 1.0}


@dataclass(frozen=True)
class Again:
    """A recommendation of another review that is like the one asked about. `likeness` is 0 to 1; `before` is True
    where its review was published in an earlier year, None where either year is not known."""

    item: Item
    recommendation: Recommendation
    likeness: float
    before: bool | None


@dataclass(frozen=True)
class MadeBefore:
    """What was found: recommendations that are the same or nearly so, one for each other review, the newest first;
    `years` counts those reviews by year of publication; `on_the_matter` are others that may be on the same matter,
    the likest first; `tied` counts reviews left out as they are tied to this one (a response, a progress report);
    `compared` counts the recommendations of other reviews that it was compared with."""

    again: tuple[Again, ...]
    years: tuple[tuple[int, int], ...]
    on_the_matter: tuple[Again, ...]
    tied: int
    compared: int

    @property
    def earlier(self) -> int:
        """How many reviews made it in an earlier year."""
        return sum(each.before is True for each in self.again)

    @property
    def year_unknown(self) -> int:
        """How many of the reviews have no known year of publication."""
        return sum(each.item.year_published is None for each in self.again)


class MadeBeforeFinder:
    """Looks recommendations up in the other reviews of their collection, for any number of threads."""

    def __init__(self, library: Library, likenesses: Likenesses) -> None:
        self._library = library
        self._likenesses = likenesses

    def find(self, item: Item, recommendation: Recommendation) -> MadeBefore:
        """The other reviews that make a recommendation of an item. Raises CannotOpen where the rows are damaged."""
        opened = self._likenesses.current(item.collection)
        best, tied = _best(opened, item, recommendation)
        near = {number: likeness for number, likeness in best.items() if likeness >= SAME}
        rest = sorted(set(best) - set(near), key=lambda number: (-best[number], number))[:MOST_ON_MATTER]
        again = self._shown(opened.recommendations, item, near)
        again.sort(key=lambda each: (-(each.item.year_published or 0), -each.likeness, each.recommendation.id))
        years = Counter(each.item.year_published for each in again if each.item.year_published is not None)
        others = self._shown(opened.recommendations, item, {number: best[number] for number in rest})
        compared = int(opened.compared_with.sum()) - sum(owner == item.id for owner in opened.recommendations.owners)
        return MadeBefore(tuple(again), tuple(sorted(years.items())), tuple(others), tied, max(compared, 0))

    def times(self, item: Item, id: str) -> int:
        """How many other reviews make the recommendation of an item that has an id; 0 where it has none."""
        return self.counting(item.collection)(item, id)

    def counting(self, collection: Collection) -> Callable[[Item, str], int]:
        """The same for many recommendations, of one state of the library."""
        opened = self._likenesses.current(collection)

        def times(item: Item, id: str) -> int:
            recommendation = _by_id(item, id)
            if recommendation is None:
                return 0
            if id not in opened.times:
                best, _ = _best(opened, item, recommendation)
                opened.times[id] = sum(likeness >= SAME for likeness in best.values())
            return opened.times[id]

        return times

    def _shown(self, rows: Rows, item: Item, likeness: Mapping[int, float]) -> list[Again]:
        items = {each.id: each for each in self._library.catalogue.items([rows.owners[n] for n in likeness])}
        found = []
        for number, value in likeness.items():
            other = items.get(rows.owners[number])
            said = None if other is None else _by_id(other, rows.ids[number])
            if other is not None and said is not None and other.state == State.PUBLISHED:
                found.append(Again(other, said, value, _before(other, item)))
        return found


def likeness_to(rows: Rows, number: int) -> Array:
    """How alike each recommendation is to one, 0 to 1: the mean (geometric) of how near they are by the weights of
    their words and named concepts (cosine) and of how many telling ones they have in common, of PLENTY; less where
    the agencies that are addressed are of different kinds."""
    common = np.minimum(rows.shared(number, TELLING, RARE), PLENTY).astype(np.float32) / PLENTY
    found: Array = np.sqrt(rows.alike(number, SHARES) * common)
    kinds = [trait for trait in rows.traits_of(number) if trait.startswith("@for:")]
    if "@for:anyone" not in kinds:
        agree = np.zeros(len(rows), np.bool_)
        for kind in (*kinds, "@for:anyone"):
            agree[rows.having(kind)] = True
        found[~agree] *= np.float32(OTHER_KIND)
    return found


def _best(opened: Opened, item: Item, recommendation: Recommendation) -> tuple[dict[int, float], int]:
    """The likest recommendation of each other review, from MATTER on; and how many tied reviews were left out."""
    rows = opened.recommendations
    number = _number(rows, item, recommendation)
    if number is None:
        return {}, 0
    found = np.where(opened.compared_with, likeness_to(rows, number), np.float32(0))
    tied = _tied(opened, item)
    best: dict[int, int] = {}
    left_out: set[str] = set()
    for other in np.flatnonzero(found >= MATTER).tolist():
        owner = rows.owners[other]
        if owner == item.id:
            continue
        if owner in tied:
            left_out |= {owner} if found[other] >= SAME else set()
            continue
        first = int(rows.owner_numbers[other])
        if first not in best or found[other] > found[best[first]]:
            best[first] = other
    return {other: float(found[other]) for other in best.values()}, len(left_out)


def _number(rows: Rows, item: Item, recommendation: Recommendation) -> int | None:
    """The row of a recommendation; where a summary repeats one word for word, the row of the first of them."""
    first = next((each for each in item.recommendations if each.text == recommendation.text), recommendation)
    return rows.number_of.get(first.id)


def _tied(opened: Opened, item: Item) -> frozenset[str]:
    """Reviews of the same case, responses, summaries: whichever of the two says so."""
    told = [opened.reviews.ids[number] for number in opened.reviews.having(f"@tied:{item.id}").tolist()]
    return frozenset((*told, *(relation.other_id for relation in item.relations)))


def _by_id(item: Item, id: str) -> Recommendation | None:
    return next((each for each in item.recommendations if each.id == id), None)


def _before(other: Item, item: Item) -> bool | None:
    if other.year_published is None or item.year_published is None:
        return None
    return other.year_published < item.year_published

"""Children counted one by one, by age and sex: for a picture whose unit is a child and never a review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from repository.store.children import Person
from search.facet_labels import label
from search.facet_values import ADULT, AGE_BANDS, AGE_NOT_STATED, MONTHS, age_band
from web.charts import Matrix, matrix

ROWS = (*(band for _, band in AGE_BANDS), AGE_NOT_STATED)
SEXES = {"female": "Girls", "male": "Boys", "": "Sex not stated"}
"""Columns beside that of all children; anything else that a review prints counts as not stated."""


@dataclass(frozen=True)
class Children:
    """The children of a number of reviews: how many they are, of how many reviews, `adults` left out, and by age."""

    total: int
    reviews: int
    adults: int
    by_age: Matrix


def count_children(people: Sequence[Person], address_of: Callable[[str], str]) -> Children:
    """Count children by age band and sex; `address_of` a band is where the reviews with a child of that age are.

    A child of no stated age leads nowhere: the reviews that a search finds under that name state no age of anybody.
    """
    bands = [(person, _band(person)) for person in people]
    children = [(person, band) for person, band in bands if band != ADULT]
    counts: Counter[tuple[str, str]] = Counter()
    for person, band in children:
        counts[band, "all"] += 1
        counts[band, person.sex if person.sex in SEXES else ""] += 1
    rows = {
        (label("age_band", band), "" if band == AGE_NOT_STATED else address_of(band)): [
            (counts[band, column], "") for column in ("all", *SEXES)
        ]
        for band in ROWS
        if counts[band, "all"]
    }
    reviews = len({person.item_id for person, _ in children})
    return Children(len(children), reviews, len(people) - len(children), matrix(["All", *SEXES.values()], rows))


def _band(person: Person) -> str:
    return AGE_NOT_STATED if person.age_months is None else age_band(person.age_months // MONTHS)

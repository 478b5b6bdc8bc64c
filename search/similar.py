"""Finds reviews that are like one, and says in what: themes, agencies, harm, age, rare words they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from repository.records.concepts import concept, label_of
from repository.records.items import Item
from repository.store.library import Library
from search.likeness.opened import Likenesses, Opened
from search.likeness.rows import Rows
from search.likeness.traits import telling_words

MOST = 5
SHARES = {
    "theme": 0.35, "word": 0.25, "harm_type": 0.12, "agency": 0.1, "age": 0.1, "risk_factor": 0.04, "outcome": 0.04,
}  # fmt: skip
"""What each group of traits counts. Themes are what reviews are about; nearly all have the same few agencies."""
ENOUGH = 0.12
"""Likeness below which a review is not shown: it shares little more than any two reviews do."""
RARE = 0.05
"""A shared word is named as a reason when at most this share of the reviews has it (or only those two)."""
MOST_OF = {"theme": 3, "harm_type": 2, "agency": 2, "risk_factor": 2, "word": 4}
"""How many of a group are named, the rarest first."""
WORDS_FOR = {"theme": "themes", "harm_type": "harm", "agency": "agencies", "risk_factor": "circumstances"}


@dataclass(frozen=True)
class Reason:
    """What two reviews share, of one kind: what it is (themes, agencies, age, rare words …), and its labels."""

    kind: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Similar:
    """A review that is like another, with the reasons, the weightiest kind first."""

    item: Item
    likeness: float
    reasons: tuple[Reason, ...]


def similar_reviews(library: Library, likenesses: Likenesses, item: Item) -> tuple[Similar, ...]:
    """Up to MOST reviews of the same collection that are like an item, the likest first. Records that are tied to it
    as the same case, a summary or a response are about the same review and left out. Raises CannotOpen."""
    opened = likenesses.current(item.collection)
    rows = opened.reviews
    number = rows.number_of.get(item.id)
    if number is None:
        return ()
    likeness = np.where(_others(opened, item, number), rows.alike(number, SHARES), np.float32(0))
    best = [n for n in np.lexsort((np.arange(len(rows)), -likeness))[:MOST].tolist() if likeness[n] >= ENOUGH]
    items = {other.id: other for other in library.catalogue.items([rows.ids[n] for n in best])}
    written = telling_words(item)
    return tuple(
        Similar(items[rows.ids[n]], float(likeness[n]), _reasons(rows, number, n, written))
        for n in best
        if rows.ids[n] in items and items[rows.ids[n]].is_public
    )


def _others(opened: Opened, item: Item, number: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Reviews that are public and not about the same case, as a truth value for each row."""
    rows = opened.reviews
    found = np.zeros(len(rows), np.bool_)
    found[rows.having("@kind:review")] = True
    found &= opened.public_reviews
    found[number] = False
    found[rows.having(f"@tied:{item.id}")] = False
    for relation in item.relations:
        other = rows.number_of.get(relation.other_id)
        if other is not None:
            found[other] = False
    return found


def _reasons(rows: Rows, one: int, other: int, written: Mapping[str, str]) -> tuple[Reason, ...]:
    shared = set(rows.traits_of(one)) & set(rows.traits_of(other))
    groups: dict[str, list[str]] = {}
    for trait in sorted(shared, key=lambda trait: (-rows.weight(trait), trait)):
        group, _, value = trait.partition(":")
        groups.setdefault(group, []).append(value)
    return tuple(
        Reason(kind, labels)
        for group, kind in (*WORDS_FOR.items(), ("age", "age"), ("word", "rare words"))
        if (labels := _labels(rows, group, groups.get(group, ()), written))
    )


def _labels(rows: Rows, group: str, values: Sequence[str], written: Mapping[str, str]) -> tuple[str, ...]:
    if group == "word":
        most = max(2, int(RARE * len(rows)))
        values = [value for value in values if len(rows.having(f"word:{value}")) <= most]
        return tuple(written.get(value, value) for value in values[: MOST_OF["word"]])
    if group == "age":
        return tuple(band.label for value in values if (band := concept(("age_bands",), value)) is not None)
    return tuple(label_of(group, value) for value in values[: MOST_OF[group]])

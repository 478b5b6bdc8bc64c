"""Records that may be one review: told to a person with the reason, never made one by the program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from sqlalchemy import select

from repository.governance.decisions import record_decision, refuse_nameless, standing
from repository.records.concepts import fold_label
from repository.records.items import Collection, Item
from repository.store import tables
from repository.store.library import Library
from repository.store.sketches import alike_pairs

LEAST_SHARE = 0.5
"""Texts that share less of their phrases are not suggested. Measured on 40 samples and 26 real reports
(benchmarks/text_shares.py): of 1,103 pairs of different cases the most alike share 5%; read by two engines the least
alike report shares 66% with itself; with one word in 20 changed 51%, with one in 10 at most 43%."""


@dataclass(frozen=True)
class Suspicion:
    """Two records (ids in order) that may be one, and why, in words."""

    item_id: str
    other_id: str
    why: str


def suspected(library: Library, collection: Collection) -> list[Suspicion]:
    """Pairs of public records that may be one review: nearly the same text first, then the same label of the same
    board and year. Pairs that a person tied, or decided to keep apart, are left out."""
    found: dict[tuple[str, str], str] = {}
    for alike in alike_pairs(library.engine, collection, LEAST_SHARE):
        pair = _pair(alike.item_id, alike.other_item_id)
        found.setdefault(pair, f"{alike.share:.0%} of the phrases of their texts are the same")
    for pair in _same_label(library, collection):
        found.setdefault(pair, "the same label, board and year")
    settled = _settled(library)
    public = set(library.catalogue.ids(collection))
    return [Suspicion(*pair, why) for pair, why in found.items() if pair not in settled and public.issuperset(pair)]


def keep_apart(library: Library, item_id: str, other_id: str, *, person: str, reason: str) -> None:
    """Record that two records are two reviews: they are not suggested again. Raises as `relate` does."""
    refuse_nameless(person, reason)
    one, other = _pair(item_id, other_id)
    with library.deposits.engine.begin() as connection:
        for each in (one, other):
            standing(connection, each)
        record_decision(connection, one, "kept_apart", other, person, reason, changed=())


def _same_label(library: Library, collection: Collection) -> Iterator[tuple[str, str]]:
    alike: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for item in library.catalogue.each_item(collection):
        if item.year_published:
            for body, label in product(_publishers(item), _labels(item)):
                alike[body, label, item.year_published].add(item.id)
    for ids in alike.values():
        yield from combinations(sorted(ids), 2)


def _publishers(item: Item) -> tuple[str, ...]:
    """The boards, or what is printed where no board is known ("Anonymous")."""
    return item.values("publishing_body") or item.values("publisher_as_printed") or item.values("area_as_printed")


def _labels(item: Item) -> set[str]:
    return {fold_label(label) for label in (*item.values("subject_label"), *(s.label for s in item.subjects)) if label}


def _settled(library: Library) -> set[tuple[str, str]]:
    r, d = tables.relation, tables.decision
    with library.engine.connect() as connection:
        tied = connection.execute(select(r.c.item_id, r.c.other_id)).all()
        apart = connection.execute(select(d.c.item_id, d.c.note).where(d.c.what == "kept_apart")).all()
    return {_pair(one, other) for one, other in (*tied, *apart)}


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)

"""Sketches of texts: a hundred-odd fingerprints that tell whether two texts are nearly the same, and hold no word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select

from repository.store import tables

SIZE = 128
"""Fingerprints in a sketch: the share of phrases that two texts have in common is told to some 4 hundredths."""
KEYS = 16
"""The smallest of them, by which likely pairs are found: 1 in 65,000 of the texts that share half is missed."""
COMMON = 50
"""A key that more texts than these have is from a notice that all of them print; it finds nothing."""

Sketch = tuple[int, ...]


@dataclass(frozen=True)
class Alike:
    """Two publications and the share of their phrases that stands in both, 0 to 1."""

    item_id: str
    publication_id: str
    other_item_id: str
    other_publication_id: str
    share: float


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of all phrases of two texts that both have (Jaccard), estimated from sketches.

    Bottom-k sketches after Broder, "On the resemblance and containment of documents", 1997.
    """
    smallest = sorted({*one, *other})[:SIZE]
    both = set(one) & set(other)
    return sum(each in both for each in smallest) / len(smallest) if smallest else 0.0


def keep_sketch(connection: Connection, publication_id: str, item_id: str, sketch: Sketch) -> None:
    """Put the sketch of a publication in the place of the one it had; an empty one leaves none."""
    for table in (tables.sketch, tables.sketch_key):
        connection.execute(delete(table).where(table.c.publication_id == publication_id))
    if sketch:
        row = {"publication_id": publication_id, "item_id": item_id, "refused": False}
        connection.execute(insert(tables.sketch).values(**row, fingerprints=_written(sketch)))
        rows = [{"key": key, "publication_id": publication_id} for key in sketch[:KEYS]]
        connection.execute(insert(tables.sketch_key), rows)


def nearest_refused(engine: Engine, sketch: Sketch) -> float:
    """How much of a text stands in the most similar of the withdrawn ones, 0 to 1."""
    t, k, w = tables.sketch, tables.sketch_key, tables.withdrawal
    shares_a_key = select(k.c.number).where(k.c.publication_id == t.c.publication_id, k.c.key.in_(sketch[:KEYS]))
    # From the withdrawn ones, which are few: a key of words that every report prints is shared by the whole library.
    query = select(t.c.fingerprints).where(t.c.item_id.in_(select(w.c.item_id)), t.c.refused, shares_a_key.exists())
    with engine.connect() as connection:
        return max((resemblance(sketch, _read(row)) for row in connection.execute(query).scalars()), default=0.0)


def alike_pairs(engine: Engine, collection: str, least: float) -> list[Alike]:
    """Publications of different items whose texts share at least that part of their phrases, most alike first."""
    with engine.connect() as connection:
        pairs = sorted({pair for sharing in _sharing(connection, collection) for pair in combinations(sharing, 2)})
        kept = _sketches(connection, {each for pair in pairs for each in pair})
    found = []
    for one, other in pairs:
        (item_id, sketch), (other_item_id, other_sketch) = kept[one], kept[other]
        share = resemblance(sketch, other_sketch)
        if item_id != other_item_id and share >= least:
            found.append(Alike(item_id, one, other_item_id, other, share))
    return sorted(found, key=lambda alike: (-alike.share, alike.publication_id, alike.other_publication_id))


def _sharing(connection: Connection, collection: str) -> Iterator[list[str]]:
    k, p, i = tables.sketch_key, tables.publication, tables.item
    shared = select(k.c.key).group_by(k.c.key).having(func.count().between(2, COMMON))
    query = (
        select(k.c.key, k.c.publication_id)
        .join(p, p.c.id == k.c.publication_id)
        .join(i, i.c.id == p.c.item_id)
        .where(k.c.key.in_(shared), p.c.superseded_by.is_(None), i.c.collection == collection)
    )
    grouped: dict[int, list[str]] = defaultdict(list)
    for key, publication_id in connection.execute(query):
        grouped[key].append(publication_id)
    yield from (sorted(ids) for ids in grouped.values())


def _sketches(connection: Connection, publication_ids: set[str]) -> dict[str, tuple[str, Sketch]]:
    t = tables.sketch
    found: dict[str, tuple[str, Sketch]] = {}
    ids = sorted(publication_ids)
    for start in range(0, len(ids), 400):
        query = select(t).where(t.c.publication_id.in_(ids[start : start + 400]), t.c.refused.is_(False))
        found |= {row.publication_id: (row.item_id, _read(row.fingerprints)) for row in connection.execute(query)}
    return defaultdict(lambda: ("", ()), found)


def _written(sketch: Sketch) -> str:
    return " ".join(f"{each:x}" for each in sketch)


def _read(written: Any) -> Sketch:
    return tuple(int(each, 16) for each in str(written).split())

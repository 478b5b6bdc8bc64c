"""Which services' practice a report examines, each with the sentence that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ingest.phrases import Found, PhraseFinder
from ingest.sections import Place
from ingest.weighing import Weight, stated, weigh
from ingest.wording import below, finder_of
from repository.records.statements import Statement

NOT_PRACTICE = frozenset({"ag-partnership", "ag-national"})
"""Boards and national bodies commission, publish and are advised; their practice is seldom what is examined."""
NOT_SERVICES = frozenset({"all", "none-named", "courts", "coroner", "cps", "immigration", "swe", "la-legal", "lado"})


def named_agencies(text: str) -> list[Found]:
    """Agencies that the text names, by id of the vocabulary `agencies`."""
    return _finder().find(text)


@lru_cache(maxsize=1)
def _finder() -> PhraseFinder:
    return finder_of("agencies")


def examined(places: Sequence[Place]) -> list[Statement]:
    """The agencies whose practice is examined, most written about first, each with its evidence.

    An agency counts when it is named in at least three paragraphs and in a fair share of those that
    name any agency, or heads a part of the report.
    """
    weights = {id: w for id, w in weigh(places, named_agencies).items() if id not in _not_services()}
    total = sum(w.score for w in weights.values()) or 1.0
    chosen = [(id, w) for id, w in weights.items() if _counts(w, w.score / total)]
    chosen.sort(key=lambda pair: -pair[1].score)
    return [stated("agency", id, w, "agencies.named_agencies", 0.5 + 4 * w.score / total) for id, w in chosen]


def _counts(weight: Weight, share: float) -> bool:
    return weight.mentions >= 3 and (share >= 0.03 or weight.headings > 0)


@lru_cache(maxsize=1)
def _not_services() -> frozenset[str]:
    return NOT_SERVICES | below("agencies", NOT_PRACTICE)

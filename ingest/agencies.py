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
NOT_SERVICES = frozenset({"all", "none-named", "coroner", "immigration", "swe"})


def named_agencies(text: str) -> list[Found]:
    """Agencies that the text names, by id of the vocabulary `agencies`."""
    return _finder().find(text)


@lru_cache(maxsize=1)
def _finder() -> PhraseFinder:
    return finder_of("agencies")


def examined(places: Sequence[Place]) -> list[Statement]:
    """The agencies whose practice is examined, most written about first, each with its evidence.

    An agency counts when it has a fair share of the paragraphs that name any agency, the more so the
    fewer they are, or when it heads a part of the report.
    """
    weights = {id: w for id, w in weigh(places, named_agencies).items() if id not in _not_services()}
    total = sum(w.score for w in weights.values()) or 1.0
    chosen = [(id, w) for id, w in weights.items() if _counts(w, w.score / total)]
    chosen.sort(key=lambda pair: -pair[1].score)
    return [stated("agency", id, w, "agencies.named_agencies", 0.5 + 4 * w.score / total) for id, w in chosen]


def _counts(weight: Weight, share: float) -> bool:
    """A long report names everybody twice; in a short one two paragraphs are a lot."""
    if weight.headings and weight.mentions >= 2:
        return True
    return share >= (0.08 if weight.mentions == 1 else 0.04 if weight.mentions == 2 else 0.02)


@lru_cache(maxsize=1)
def _not_services() -> frozenset[str]:
    return NOT_SERVICES | below("agencies", NOT_PRACTICE)

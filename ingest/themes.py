"""The main subjects of a report, as a librarian would assign them: a few, each with the sentence that shows it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from ingest.phrases import Found, PhraseFinder
from ingest.sections import Place
from ingest.weighing import Weight, stated, weigh
from ingest.wording import below, finder_of
from repository.records.statements import Statement

MOST = 10
FEWEST = 3
NOT_SUBJECTS = frozenset({"t-sector", "t-process"})
"""Groups of themes about briefings and about reviewing, not about practice with children."""


def named_themes(text: str) -> list[Found]:
    """Themes that the text names, by id of the vocabulary `themes`."""
    return _finder().find(text)


@lru_cache(maxsize=1)
def _finder() -> PhraseFinder:
    return finder_of("themes", without=below("themes", NOT_SUBJECTS))


def main_subjects(places: Sequence[Place]) -> list[Statement]:
    """The 3 to 10 main subjects, strongest first, each with its evidence."""
    weights = weigh(places, named_themes)
    ranked = sorted(((strength(w), id, w) for id, w in weights.items()), key=lambda row: (-row[0], row[1]))
    if not ranked:
        return []
    floor = ranked[0][0] * 0.3
    chosen = [row for place, row in enumerate(ranked[:MOST]) if place < FEWEST or row[0] >= floor]
    return [stated("theme", id, w, "themes.named_themes", 0.4 + 0.6 * s / ranked[0][0]) for s, id, w in chosen]


def strength(weight: Weight) -> float:
    """How strongly a theme is there: its score, spread over pages counting more than crowded on one."""
    return math.log1p(weight.score) * math.log1p(len(weight.pages)) + weight.headings

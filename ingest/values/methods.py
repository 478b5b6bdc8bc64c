"""How a review was done: SILP, Learning Together, root cause analysis and the like, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingest.values.front_matter import stated
from ingest.values.phrases import Found, PhraseFinder
from ingest.values.sections import Place
from ingest.values.wording import finder_of
from repository.records.statements import Statement

ORDINARY = frozenset(
    {
        "not-stated",
        "thematic",
        "rapid",
        "single",
        "desktop",
        "chronology",
        "learning-event",
        "deep-dive",
        "peer",
        "overview",
        "hybrid",
    }
)
"""Methods whose names are ordinary words of every report: taken only from the section on method."""


def named_methods(text: str) -> list[Found]:
    """Methods of review that the text names, by id of the vocabulary `methodologies`."""
    return _finder().find(text)


@lru_cache(maxsize=1)
def _finder() -> PhraseFinder:
    return finder_of("methodologies")


def methodology(places: Sequence[Place]) -> Iterator[Statement]:
    """The method named most, the section on method counting most; none where no method is named."""
    named = [
        (place, found)
        for place in places
        for found in named_methods(place.text)
        if place.section in ("method", "methapp") or found.value not in ORDINARY
    ]
    counted: Counter[str] = Counter()
    for place, found in named:
        counted[found.value] += (3 if place.section in ("method", "methapp") else 1) * (
            1 if found.value in ORDINARY else 3
        )
    if counted:
        value = counted.most_common(1)[0][0]
        place, found = next((p, f) for p, f in named if f.value == value)
        yield stated("methodology", found, place, "methods.named_methods", 0.7)

"""The abbreviations that stand on a page of a report, with what they stand for."""

from __future__ import annotations

import re
from functools import lru_cache

from repository.records.concepts import vocabularies

_CAPITALS = re.compile(r"(?<![\w&])(?:[A-Z][A-Za-z]{0,3}[A-Z0-9]{1,5}|A&E)(?=s?\b)")


def abbreviations_in(text: str) -> tuple[tuple[str, str, str], ...]:
    """The abbreviations of the vocabulary in a text: as written, what it stands for, what else it can mean
    (empty where nothing); in order of the alphabet."""
    known = _known()
    found = {written: known[written] for written in _CAPITALS.findall(text) if written in known}
    return tuple((written, *found[written]) for written in sorted(found))


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for concept in vocabularies()["abbreviations"].values():
        if concept.is_group or not concept.other_labels:
            continue
        meaning, *others = concept.other_labels
        also = concept.note.removeprefix("also ") if concept.note.startswith("also ") else ""
        found.setdefault(concept.label, (meaning, also))
        for other in others:
            # Another acronym of the same thing; a longer name needs no explaining.
            if other.isupper():
                found.setdefault(other, (meaning, ""))
    return found

"""How reports say things beyond the labels of the vocabularies, and which of those labels are ordinary words."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from ingest.values.phrases import PhraseFinder, fold, phrases_of
from repository.records.concepts import Concept, vocabularies


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str, str], ...]:
    text = (files("corpus") / "reading" / "wording.csv").read_text(encoding="utf-8")
    return tuple((row["vocabulary"], row["phrase"], row["id"]) for row in csv.DictReader(text.splitlines()))


def phrases_read(name: str) -> dict[str, str]:
    """Phrases for which the reader takes a text to name a concept of a vocabulary, by concept id.

    The labels of the vocabulary, less those that `corpus/reading/wording.csv` lists without an id (as
    ordinary words they say nothing), and the further phrases that it lists with one.
    """
    concepts = vocabularies()[name]
    rows = [(phrase, id) for vocabulary, phrase, id in _rows() if vocabulary == name]
    ordinary = frozenset(fold(phrase) for phrase, id in rows if not id)
    more = {phrase: id for phrase, id in rows if id}
    known = phrases_of(concepts.values(), leave_out=ordinary | {fold(phrase) for phrase in more})
    return known | more


def finder_of(name: str, *, without: frozenset[str] = frozenset()) -> PhraseFinder:
    """The finder of a vocabulary's phrases; `without` are ids of concepts that are not looked for."""
    return PhraseFinder({phrase: id for phrase, id in phrases_read(name).items() if id not in without})


def below(name: str, groups: frozenset[str]) -> frozenset[str]:
    """The ids of a vocabulary's concepts that are directly below one of the groups."""
    return frozenset(c.id for c in vocabularies()[name].values() if _under(c, name, groups))


def _under(concept: Concept, name: str, groups: frozenset[str]) -> bool:
    return any(f"{name}:{group}" in concept.broader for group in groups)

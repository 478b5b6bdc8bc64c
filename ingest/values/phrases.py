"""Finds the words of a vocabulary in a text: every label and synonym, whole words only, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from repository.records.concepts import Concept

ACRONYM = re.compile(r"[A-Z][A-Z0-9&]{1,6}")
PLURALS = ("'s", "s'", "es", "s", "")
FOLDS = {ord(a): b for a, b in zip("’‘‛“”–—‑‐-/\u00a0\n\t", "'''\"\"         ", strict=True)}


@dataclass(frozen=True)
class Found:
    """A value and where its words stand: `start` and `end` are positions in the text that was read."""

    value: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text in lower case with plain quotes and spaces for dashes; every character keeps its position."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters of other alphabets grow when lowered
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(FOLDS)


class PhraseFinder:
    """Finds phrases that stand for values. A phrase in capitals (an acronym) is found in capitals only."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        # Here and not above: the automaton is a C extension that only the reading process needs.
        import ahocorasick

        self._automaton: Any = ahocorasick.Automaton()
        entries: dict[str, list[tuple[str, str]]] = {}
        for phrase, value in phrases.items():
            printed = phrase if ACRONYM.fullmatch(phrase) else ""
            entries.setdefault(fold(phrase), []).append((value, printed))
        for folded, values in entries.items():
            self._automaton.add_word(folded, (len(folded), tuple(values)))
        if entries:
            self._automaton.make_automaton()
        self._empty = not entries

    def find(self, text: str) -> list[Found]:
        """The phrases in the text in order, none inside another; a plural counts as its singular."""
        if self._empty:
            return []
        folded = fold(text)
        found: list[Found] = []
        for last, (length, values) in self._automaton.iter(folded):
            start, end = last + 1 - length, last + 1
            if _inside_word(folded, start, end):
                continue
            found += [
                Found(value, start, end) for value, printed in values if not printed or text[start:end] == printed
            ]
        return _longest(found)


def _inside_word(text: str, start: int, end: int) -> bool:
    if start and text[start - 1].isalnum():
        return True
    rest = text[end : end + 3]
    return not any(rest.startswith(p) and not rest[len(p) : len(p) + 1].isalnum() for p in PLURALS)


def _longest(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for match in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or match.start >= kept[-1].end or (match.start, match.end) == (kept[-1].start, kept[-1].end):
            kept.append(match)
    return kept


def phrases_of(concepts: Iterable[Concept], *, leave_out: frozenset[str] = frozenset()) -> dict[str, str]:
    """Label and other labels of concepts by the id they stand for; groups and ambiguous labels are left out."""
    seen: dict[str, str] = {}
    doubtful: set[str] = set()
    for concept in concepts:
        for label in _labels(concept):
            if fold(label) in leave_out:
                continue
            if seen.setdefault(label, concept.id) != concept.id:
                doubtful.add(label)
    return {label: id for label, id in seen.items() if label not in doubtful}


def _labels(concept: Concept) -> Iterator[str]:
    if concept.is_group:
        return
    yield re.sub(r"\s*\([^)]*\)$", "", concept.label)
    yield from (label for label in concept.other_labels if len(label) > 1)

"""Other names of what a query asks for, as the vocabularies of themes, harms and agencies have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from repository.records.concepts import Concept, vocabularies
from search.abbreviations import ALSO_WORDS, terms_of
from search.words import read_words

VOCABULARIES = ("themes", "harm_types", "agencies")


@dataclass(frozen=True)
class Known:
    """A concept that a query names: its label, the terms of the label, and its other names of several words,
    each with its terms."""

    label: str
    terms: tuple[str, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def known_by_name() -> Mapping[tuple[str, ...], tuple[Known, ...]]:
    """Concepts by the terms of their names. A single word is a name only if it is an acronym that is no word
    too: "refuge" or "drift" alone says little about what is meant."""
    found: dict[tuple[str, ...], dict[str, Known]] = {}
    for vocabulary in VOCABULARIES:
        for concept in vocabularies().get(vocabulary, {}).values():
            if not concept.is_group:
                known = _known(concept)
                for name in (concept.label, *concept.other_labels):
                    terms = terms_of(name)
                    if len(terms) > 1 or _is_acronym(name):
                        found.setdefault(terms, {}).setdefault(concept.key, known)
    return {terms: tuple(each.values()) for terms, each in found.items()}


@cache
def longest_name() -> int:
    """Words of the longest name."""
    return max(map(len, known_by_name()), default=0)


def _known(concept: Concept) -> Known:
    return Known(concept.label, terms_of(concept.label), tuple(_several_words(concept)))


def _several_words(concept: Concept) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in (concept.label, *concept.other_labels):
        terms = terms_of(name)
        if len(terms) > 1 and "," not in name:
            yield name, terms


def _is_acronym(name: str) -> bool:
    words = list(read_words(name))
    return len(words) == 1 and words[0].forms.acronym and words[0].forms.terms[0] not in ALSO_WORDS

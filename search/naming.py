"""Tells which agencies and themes a sentence names, by the words of the vocabularies alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from repository.records.concepts import Concept, vocabularies
from search.abbreviations import ALSO_WORDS
from search.words import Word, read_words

NOT_NAMES = frozenset(
    (
        "refuge;surgery;family support;college;hospital;charity;church;benefits;dh;ap;compact;status;records;contact;"
        "community;press;drift;delay;race;culture;religion;faith;pandemic;poverty;boys;custody;panel;audit;training;"
        "the panel;scp;scb;publicity;deception;leadership;digital;channel;prevent;fire;hanging;assessment;neglected"
    ).split(";")
)
"""Names of the vocabulary that are ordinary words too: alone they name nothing."""

Name = tuple[tuple[str, ...], str, bool]
"""The terms of a name, the id of its concept, and whether it is an acronym."""


@dataclass(frozen=True)
class Named:
    """A name of a concept where it stands: the number of its first word, from 0, and of how many words it is."""

    vocabulary: str
    id: str
    at: int
    length: int


def named_in(words: Sequence[Word], vocabulary: str) -> frozenset[str]:
    """The ids of the concepts of a vocabulary (`agencies`, `themes`) that are named in the words of a text."""
    return frozenset(named.id for named in names_standing(words, (vocabulary,)))


def names_standing(words: Sequence[Word], of: Iterable[str]) -> list[Named]:
    """Every name of a concept of some vocabularies in the words of a text; names may overlap."""
    known = [(vocabulary, _names(vocabulary)) for vocabulary in of]
    terms_at = [word.terms for word in words]
    return [
        Named(vocabulary, id, at, len(terms))
        for at, here in enumerate(terms_at)
        for term in dict.fromkeys(here)
        for vocabulary, names in known
        for terms, id, acronym in names.get(term, ())
        if _stands(terms_at, at, terms) and (words[at].forms.acronym or not acronym)
    ]


def _stands(terms_at: Sequence[tuple[str, ...]], at: int, terms: tuple[str, ...]) -> bool:
    following = terms_at[at : at + len(terms)]
    return len(following) == len(terms) and all(t in here for t, here in zip(terms, following, strict=True))


@cache
def _names(vocabulary: str) -> Mapping[str, tuple[Name, ...]]:
    """The names of a vocabulary by their first term."""
    found: dict[str, list[Name]] = {}
    for concept in vocabularies()[vocabulary].values():
        for name in () if concept.is_group else _usable(concept):
            words = list(read_words(name))
            terms = tuple(word.forms.terms[0] for word in words)
            if terms:
                found.setdefault(terms[0], []).append((terms, concept.id, words[0].forms.acronym))
    return {first: tuple(names) for first, names in found.items()}


def _usable(concept: Concept) -> Iterator[str]:
    for name in (concept.label, *concept.other_labels):
        plain = name.partition(" (")[0].partition(":")[0]
        folded = plain.casefold()
        if len(plain) > 1 and folded not in NOT_NAMES and folded not in ALSO_WORDS and "&" not in plain:
            yield plain

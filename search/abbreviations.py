"""The acronyms of the field and what they stand for, so that either finds the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from repository.records.concepts import vocabularies
from search.words import read_words

ALSO_WORDS = frozenset(
    (
        "ace apr cat cin cog dash dna ed ice it lac mace mash pip rip sad sen send sid sin smart snip tac tor who wt"
    ).split()
)
"""Acronyms that are ordinary words, names or other things too: written in capitals they find the long
form, but the long form does not find them, and in small letters they are just words."""
_ACRONYM = re.compile(r"[A-Z][A-Za-z&]*[A-Z0-9]s?$|[A-Z]\d+$")
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_SMALL = frozenset("a an and for from in of on or the to".split())


@dataclass(frozen=True)
class Abbreviations:
    """`long_forms` by acronym in small letters, without "&"; `acronyms` by the terms of a long form."""

    long_forms: Mapping[str, tuple[str, ...]]
    acronyms: Mapping[tuple[str, ...], tuple[str, ...]]
    longest: int
    """Words of the longest long form."""


@cache
def abbreviations() -> Abbreviations:
    """The pairs of the vocabularies: those of `abbreviations`, and of themes, agencies and harms those
    where an acronym among the names of a concept has the initials of another of its names."""
    long_forms: dict[str, dict[tuple[str, ...], str]] = {}
    acronyms: dict[tuple[str, ...], dict[str, None]] = {}
    for acronym, long_form, one_way in _pairs():
        key, terms = acronym.replace("&", "").lower(), terms_of(long_form)
        long_forms.setdefault(key, {}).setdefault(terms, long_form)
        if not one_way and key not in ALSO_WORDS:
            acronyms.setdefault(terms, {}).setdefault(acronym)
    return Abbreviations(
        {acronym: tuple(found.values()) for acronym, found in long_forms.items()},
        {long_form: tuple(found) for long_form, found in acronyms.items()},
        max(map(len, acronyms), default=0),
    )


def terms_of(text: str) -> tuple[str, ...]:
    """The usual term of each word of a text."""
    return tuple(word.forms.terms[0] for word in read_words(text))


def _pairs() -> Iterator[tuple[str, str, bool]]:
    known = vocabularies()
    for concept in known["abbreviations"].values() if "abbreviations" in known else ():
        for name in map(_plain, concept.other_labels):
            if " " in name and not name.lower().startswith("section "):
                yield concept.label, name, concept.note.startswith("also")
    for vocabulary in ("themes", "agencies", "harm_types"):
        for concept in known[vocabulary].values() if vocabulary in known else ():
            names = [_plain(name) for name in (concept.label, *concept.other_labels)]
            for acronym in filter(_ACRONYM.match, names):
                for name in names:
                    if " " in name and _initials(name) == acronym.lower():
                        yield acronym, name, False


def _plain(name: str) -> str:
    name = _IN_BRACKETS.sub("", name)
    # A common noun inside a sentence is written small; a name (Family Nurse Partnership) stays as it is.
    return name[:1].lower() + name[1:] if name[1:].islower() and " " in name else name


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", name.lower()) if word not in _SMALL)

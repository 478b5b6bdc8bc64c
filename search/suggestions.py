"""Offers words: "did you mean" for a slip of the keyboard, and names that begin as typed.

A word is offered only when at least two items or a vocabulary have it: no personal name of a single
case is ever suggested.
"""

from __future__ import annotations

from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from repository.records.concepts import vocabularies
from search.facets import Columns, concepts_in_use
from search.fields import BODY, EXACT
from search.view import View
from search.words import Word, read_words

SHORTEST = 4
"""Letters of a word that is corrected."""


def did_you_mean(view: View, text: str) -> str:
    """The query with its unknown words replaced by near ones of the library; empty when there is none."""
    pieces, at = [], 0
    for word in read_words(text, typed=True):
        near = _near(view, word)
        if near:
            pieces += [text[at : word.start], near]
            at = word.end
    return "".join([*pieces, text[at:]]) if pieces else ""


def names_beginning(view: View, columns: Columns, public: int, prefix: str, limit: int) -> tuple[str, ...]:
    """Labels of concepts and bodies in use, then titles, of which a word begins with the prefix."""
    typed = [word.forms.exact for word in read_words(prefix, typed=True)]
    if not typed:
        return ()
    concepts = [
        (-(bits & public).bit_count(), found.label) for found, bits in concepts_in_use(columns) if bits & public
    ]
    labels = [name for _, name in sorted(concepts)]
    titles = [view.facts[d]["title"] for d in view.by_title if public >> d & 1]
    found: dict[str, None] = {}
    for name in (*labels, *titles):
        if len(found) >= limit:
            break
        if _begins(name, typed):
            found.setdefault(name)
    return tuple(found)


def _near(view: View, word: Word) -> str:
    exact = word.forms.exact
    if len(exact) < SHORTEST or not exact.isalpha() or any(view.has_term(BODY, term) for term in word.terms):
        return ""
    if any(view.has_term(EXACT, form) for form in word.exacts):
        return ""
    most = 1 if len(exact) <= 5 else 2
    found = process.extract(exact, view.offered(vocabulary_words()), scorer=OSA.distance, score_cutoff=most, limit=20)
    ranked = sorted((distance, near[0] != exact[0], -view.lexicon[near], near) for near, distance, _ in found)
    return ranked[0][-1] if ranked else ""


def _begins(name: str, typed: list[str]) -> bool:
    words = [word.forms.exact for word in read_words(name)]
    for start in range(len(words) - len(typed) + 1):
        here = words[start : start + len(typed)]
        if here[:-1] == typed[:-1] and here[-1].startswith(typed[-1]):
            return True
    return False


@cache
def vocabulary_words() -> frozenset[str]:
    """Every word of every label of the vocabularies, as it stands."""
    return frozenset(
        word.forms.exact
        for vocabulary in vocabularies().values()
        for concept in vocabulary.values()
        for name in (concept.label, *concept.other_labels)
        for word in read_words(name)
    )

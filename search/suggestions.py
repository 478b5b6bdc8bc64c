"""Offers words: "did you mean" for a slip of the keyboard, and names that begin as typed.

A word is offered only when two items have it in small letters or a vocabulary has it, and a title only when
each of its words is known to be no name: no suggestion names a person.
"""

from __future__ import annotations

from itertools import chain, islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.columns.files import Array
from search.columns.table import Table
from search.facets import concepts_in_use
from search.view import View
from search.words import Word, read_words

SHORTEST = 4
"""Letters of a word that is corrected."""
MOST_CORRECTED = 20
"""Words of a query that are looked at: each is compared with every word that may be offered."""


def did_you_mean(view: View, text: str) -> str:
    """The query with its unknown words replaced by near ones of the library; empty when there is none."""
    pieces, at = [], 0
    for word in islice(read_words(text, typed=True), MOST_CORRECTED):
        # A star and ~ ask for more than the word already.
        near = "" if text[word.end : word.end + 1] in ("*", "~") else _near(view, word)
        if near:
            pieces += [text[at : word.start], near]
            at = word.end
    return "".join([*pieces, text[at:]]) if pieces else ""


def names_beginning(table: Table, public: Array, prefix: str, limit: int) -> tuple[str, ...]:
    """Labels of concepts and bodies in use, then titles that name nobody, of which a word begins with the prefix."""
    typed = [word.forms.exact for word in read_words(prefix, typed=True)]
    if not typed:
        return ()
    labels = (name for _, name in sorted((-count, found.label) for found, count in concepts_in_use(table, public)))
    titles = (t for t, d in zip(table.titles, table.title_documents.tolist(), strict=True) if public[d])
    found: dict[str, None] = {}
    for name in chain(labels, titles):
        if len(found) >= limit:
            break
        if _begins(name, typed):
            found.setdefault(name)
    return tuple(found)


def _near(view: View, word: Word) -> str:
    exact = word.forms.exact
    if len(exact) < SHORTEST or not exact.isalpha() or any(view.has_word(term, exact=False) for term in word.terms):
        return ""
    if any(view.has_word(form, exact=True) for form in word.exacts):
        return ""
    most = 1 if len(exact) <= 5 else 2
    near = process.extract(exact, view.near_words, scorer=OSA.distance, score_cutoff=most, limit=20)
    ranked = sorted((distance, found[0] != exact[0], -view.offered.get(found, 0), found) for found, distance, _ in near)
    return ranked[0][-1] if ranked else ""


def _begins(name: str, typed: list[str]) -> bool:
    words = [word.forms.exact for word in read_words(name)]
    for start in range(len(words) - len(typed) + 1):
        here = words[start : start + len(typed)]
        if here[:-1] == typed[:-1] and here[-1].startswith(typed[-1]):
            return True
    return False

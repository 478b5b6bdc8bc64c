"""Tells titles that may name a person from those that cannot, so that no suggestion ever offers a name.

Nobody can list all names. A title is offered only when each of its words is a word of the vocabularies, of
titles in general, or the label of a person such as Child A.
"""

from __future__ import annotations

from functools import cache

from repository.records.concepts import vocabularies
from repository.records.items import Item
from search.words import LABELLED, Word, read_words

OF_TITLES = frozenset(
    """a about abuse account action after all analysis and annual april at august baby board briefing by care case
    cases child children commission committee concise concerning council county death deaths december executive
    extended family february final findings first following for from full harm historical house in independent
    infant infants inquiry into january joint july june key learning lessons local march may multi national november
    nursery october of on or overview panel part partnership people person plan practice presented progress public
    published rapid recommendations regarding relation report respect response review reviews safeguarding
    school second september serious service services significant single statutory study summary systems the
    thematic third to trust two unified using version volume with woman man young youth""".split()
)
"""Words that titles are made of, besides those of the vocabularies."""


def names_someone(item: Item) -> bool:
    """Whether a title has a word that may be a name: one that is known to be somebody's, or not known at all."""
    words = list(read_words(item.title))
    people = names_of_people(item)
    return any(word.forms.exact in people or not _is_known(word) for word in words)


def names_of_people(item: Item) -> frozenset[str]:
    """Every word of the names of authors, chairs and subjects of an item that is no label such as Child A."""
    names = [name for field in ("author", "chair", "subject_label") for name in item.values(field)]
    names += (subject.label for subject in item.subjects)
    names += (earlier.label for earlier in item.earlier_labels)
    return frozenset(
        word.forms.exact
        for name in names
        for word in read_words(name, typed=True)
        if not word.label and word.forms.exact not in LABELLED and word.forms.exact not in OF_TITLES
    )


def _is_known(word: Word) -> bool:
    exact = word.forms.exact
    return bool(word.label) or exact.isdigit() or exact in OF_TITLES or exact in LABELLED or exact in vocabulary_words()


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

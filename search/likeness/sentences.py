"""Keeps the recommendations and findings of a collection as rows, so that they are searched one by one at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from repository.records.items import Finding, Item, Recommendation
from search.columns.files import Array
from search.likeness.rows import Row, Rows
from search.naming import named_in
from search.words import Word, forms_of, read_words

RECOMMENDATION, FINDING = "@is:recommendation", "@is:finding"
UNKNOWN = -1
"""The year or age of a sentence whose review does not tell it."""


def everything_said(item: Item) -> tuple[Recommendation | Finding, ...]:
    """The recommendations of an item, then its findings."""
    return (*item.recommendations, *item.findings)


def rows_of_sentences(item: Item) -> Iterator[Row]:
    """A row for each recommendation and finding; what a summary repeats word for word has one row."""
    ages = [subject.age_months for subject in item.subjects if subject.age_months is not None]
    common = {f"@year:{item.year_published}"} if item.year_published is not None else set()
    common |= {f"@age:{min(ages)}"} if ages else set()
    seen: set[str] = set()
    for said in everything_said(item):
        if said.text not in seen:
            seen.add(said.text)
            yield Row(said.id, item.id, frozenset(common | _own_traits(said)))


def _own_traits(said: Recommendation | Finding) -> set[str]:
    words = list(read_words(said.text))
    addressed = frozenset(said.addressees) if isinstance(said, Recommendation) else frozenset[str]()
    traits = {RECOMMENDATION if isinstance(said, Recommendation) else FINDING}
    traits |= {f"@for:{agency}" for agency in addressed}
    traits |= {f"@names:{agency}" for agency in named_in(words, "agencies") - addressed}
    traits |= {f"@theme:{theme}" for theme in named_in(words, "themes")}
    return traits | _traits_of_words(words)


def _traits_of_words(words: Sequence[Word]) -> set[str]:
    """Terms, exact forms, and pairs of neighbours: a phrase is its pairs. Of a word that comes twice its neighbours
    on both sides are kept too, since a pair before it and a pair after it may stand apart."""
    plain = [word.forms.terms[0] for word in words]
    twice = {term for term, times in Counter(plain).items() if times > 1}
    traits = {f"@term:{term}" for word in words for term in word.terms}
    traits |= {f"@exact:{exact}" for word in words for exact in word.exacts}
    traits |= {f"@pair:{a} {b}" for a, b in pairwise(plain)} | {f"@twice:{term}" for term in twice}
    threes = zip(plain, plain[1:], plain[2:], strict=False)
    return traits | {f"@around:{before} {term} {after}" for before, term, after in threes if term in twice}


class Sentences:
    """The sentences of a collection: looked up by word, by phrase and by what is known of them."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def having(self, *traits: str) -> Array:
        """A truth value for each sentence: whether it has any of these traits."""
        found = np.zeros(len(self), np.bool_)
        for trait in traits:
            found[self.rows.having(trait)] = True
        return found

    def with_term(self, text: str, *, exact: bool) -> Array:
        """The sentences with a term, or with a word as it stands."""
        return self.having(f"@exact:{text}" if exact else f"@term:{text}")

    def beginning(self, letters: str) -> Array:
        """The sentences with a word that begins so."""
        return self.having(*self.rows.traits_beginning(f"@exact:{letters}"))

    def with_phrase(self, terms: Sequence[str], *, exact: bool) -> Array:
        """The sentences in which terms stand side by side. A label (child~a) stands for its first word."""
        found = np.ones(len(self), np.bool_)
        for term in terms:
            found &= self.with_term(term, exact=exact)
        plain = [forms_of(term).terms[0] if exact else term.partition("~")[0] for term in terms]
        for pair in pairwise(plain):
            found &= self.having(f"@pair:{' '.join(pair)}")
        for before, term, after in zip(plain, plain[1:], plain[2:], strict=False):
            found &= ~self.having(f"@twice:{term}") | self.having(f"@around:{before} {term} {after}")
        return found

    @cached_property
    def years(self) -> Array:
        """The year of publication of each, UNKNOWN where it is not known."""
        return self._numbers("@year:")

    @cached_property
    def ages(self) -> Array:
        """The age in months of the youngest its review is about, UNKNOWN where it is not told."""
        return self._numbers("@age:")

    @cached_property
    def owner_ranks(self) -> Array:
        """The place of each sentence's record in the order of ids."""
        return np.unique(np.array(self.rows.owners or [""]), return_inverse=True)[1][: len(self)]

    @cached_property
    def agencies(self) -> list[str]:
        """Every agency that a sentence is addressed to or names."""
        traits = (*self.rows.traits_beginning("@for:"), *self.rows.traits_beginning("@names:"))
        return sorted({trait.partition(":")[2] for trait in traits})

    def _numbers(self, group: str) -> Array:
        found = np.full(len(self), UNKNOWN, np.int32)
        for trait in self.rows.traits_beginning(group):
            found[self.rows.having(trait)] = int(trait.removeprefix(group))
        return found

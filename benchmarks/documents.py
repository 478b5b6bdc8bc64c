"""The generated reviews once more, as every peer gets them: text and facet values, one after the other."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.generate import SEED, Generator, as_deposit
from benchmarks.queries import FACETS


@dataclass(frozen=True)
class Document:
    """A review: title, all text, and the values of FACETS."""

    title: str
    text: str
    facets: Mapping[str, tuple[str, ...]]


def documents(count: int, pages: int) -> Iterator[Document]:
    """The same reviews with the same values as `deposit_reviews` puts into a library."""
    chance = random.Random(SEED)
    for review in Generator(SEED, pages).reviews(count):
        item = as_deposit(review, chance)
        facets = {name: tuple(s.value for s in item.statements if s.field == name) for name in FACETS}
        text = "\n\n".join(paragraph for page in review.pages for paragraph in page)
        yield Document(review.title, text, facets)

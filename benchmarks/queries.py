"""The queries that are measured: kinds of them, in parts, so that each engine is asked in its own terms."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from benchmarks.generate import PHRASES, VOCABULARY, Generator

QUERIES = 40
"""Different queries of each kind."""
NEAR = 5
"""Words within which NEAR looks."""
FACETS = ("theme", "agency", "review_type")


class CannotAsk(Exception):
    """An engine has no such query."""


class Form(StrEnum):
    """How the words of a query belong together."""

    ALL = "all"
    PHRASE = "phrase"
    NEAR = "near"
    PREFIX = "prefix"
    FUZZY = "fuzzy"
    """Words that differ by one letter from the one asked for."""


@dataclass(frozen=True)
class Query:
    """Words and their form; `facets` are counted over everything that matches."""

    form: Form
    words: tuple[str, ...]
    facets: tuple[str, ...] = field(default=())

    @property
    def typed(self) -> str:
        """The query as it is typed into ours."""
        match self.form:
            case Form.PHRASE:
                return f'"{" ".join(self.words)}"'
            case Form.NEAR:
                return f" NEAR/{NEAR} ".join(self.words)
            case Form.PREFIX:
                return f"{self.words[0]}*"
            case Form.FUZZY:
                return f"{self.words[0]}~1"
            case _:
                return " AND ".join(self.words)


def kinds_of_queries(seed: int = 1) -> Mapping[str, Sequence[Query]]:
    """Queries by kind, their words drawn from those that the reviews are made of."""
    chance = random.Random(seed)
    words = Generator().lexicon
    common, rare = words[20:400], words[VOCABULARY // 3 :]
    pairs = [tuple(chance.sample(common, 2)) for _ in range(QUERIES)]
    singles = chance.sample(common, QUERIES)
    return {
        "common word": [Query(Form.ALL, (word,)) for word in singles],
        "rare word": [Query(Form.ALL, (word,)) for word in chance.sample(rare, QUERIES)],
        "two words": [Query(Form.ALL, pair) for pair in pairs],
        "phrase of common words": [Query(Form.PHRASE, words) for words in _common_phrases(chance)],
        "rare phrase": [Query(Form.PHRASE, tuple(chance.sample(rare, 2))) for _ in range(QUERIES)],
        "NEAR": [Query(Form.NEAR, pair) for pair in pairs],
        "prefix": [Query(Form.PREFIX, (word[:4],)) for word in chance.sample(words[20:], QUERIES)],
        "fuzzy": [Query(Form.FUZZY, (_with_a_slip(word, chance),)) for word in chance.sample(words[20:], QUERIES)],
        "three facets, common word": [Query(Form.ALL, (word,), FACETS) for word in singles],
        "three facets, two words": [Query(Form.ALL, pair, FACETS) for pair in pairs],
    }


def _with_a_slip(word: str, chance: random.Random) -> str:
    """A word with one letter left out."""
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _common_phrases(chance: random.Random) -> Iterator[tuple[str, ...]]:
    words = Generator().lexicon[:12]
    for phrase in PHRASES:
        yield tuple(phrase.split())
    for _ in range(QUERIES - len(PHRASES)):
        yield tuple(chance.sample(words, 2))

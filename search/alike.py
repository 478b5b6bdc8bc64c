"""Finds the words of a dictionary that differ from a word by one letter: added, left out, changed, or two swapped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import ascii_lowercase

import numpy as np

from search.columns.dictionary import Dictionary

SHORTEST = 4
"""Letters of a word that others can be like: of shorter ones nearly every word is."""
MOST = 30
"""Words that one is widened to, those of most records first."""


def one_letter_apart(word: str) -> Iterator[str]:
    """Every string that one slip makes of a word (Damerau 1964); letters are those of English, as the
    dictionary folds all others. The word itself is not among them; some come twice."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        for letter in ascii_lowercase:
            yield before + letter + after
            if after and letter != after[0]:
                yield before + letter + after[1:]
        if after:
            yield before + after[1:]
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]


class Neighbours:
    """The words of one dictionary by their hashes, so that the some 500 slips of a word are looked up at once:
    one by one, each would read a block of the dictionary."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        hashes = np.fromiter(map(hash, dictionary), np.int64, dictionary.size)
        self._order = np.argsort(hashes)
        self._sorted = hashes[self._order]

    def find(self, words: Iterable[bytes]) -> list[int]:
        """The numbers of those of some words that are in the dictionary, each once."""
        asked = {hash(word): word for word in words}
        hashes = np.fromiter(asked, np.int64, len(asked))
        at = np.searchsorted(self._sorted, hashes)
        at[at == len(self._sorted)] = 0
        there = self._sorted[at] == hashes if len(self._sorted) else np.zeros(0, np.bool_)
        return [
            number
            for number, found in zip(self._order[at[there]].tolist(), hashes[there].tolist(), strict=True)
            if self._dictionary.word(number) == asked[found]
        ]

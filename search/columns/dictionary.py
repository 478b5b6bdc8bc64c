"""A sorted list of words in one piece of memory: looked up by word, by number, or by how words begin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from search.columns.files import Array

BLOCK = 64
"""Words read at once: one look-up among the first words of blocks, one within a block."""
END = b"\n"


def packed(words: Sequence[bytes]) -> tuple[Array, Array]:
    """Sorted words as one row of bytes, and where each block of them begins."""
    blob = END.join([*words, b""]) if words else b""
    lengths = np.fromiter((len(word) + 1 for word in words), np.int64, len(words))
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    return np.frombuffer(blob, np.uint8), blocks_of(starts)


def blocks_of(starts: Array) -> Array:
    """Where each block begins and the last one ends, of words by where they begin and the last one ends."""
    return np.append(starts[:-1:BLOCK], starts[-1])


class Dictionary:
    """Words in the order of their bytes; their numbers count from 0."""

    def __init__(self, blob: Array, blocks: Array, size: int) -> None:
        self.blob = blob
        self._blob = memoryview(blob)  # type: ignore[arg-type]
        self._blocks = blocks
        self.size = size

    @cached_property
    def _heads(self) -> list[bytes]:
        """The first word of each block."""
        ends = (int(start) + 300 for start in self._blocks[:-1])
        return [
            bytes(self._blob[int(start) : end]).partition(END)[0]
            for start, end in zip(self._blocks[:-1], ends, strict=True)
        ]

    def _words(self, block: int) -> list[bytes]:
        return bytes(self._blob[int(self._blocks[block]) : int(self._blocks[block + 1]) - 1]).split(END)

    def find(self, word: bytes) -> int:
        """The number of a word, -1 when it is not there."""
        at = self._at(word)
        return at if at < self.size and self.word(at) == word else -1

    def beginning(self, start: bytes) -> tuple[int, int]:
        """The first number of the words that begin so, and the first after them."""
        # No byte of UTF-8 is 255.
        return self._at(start), self._at(start + b"\xff")

    def word(self, number: int) -> bytes:
        """A word by its number."""
        return self._words(number // BLOCK)[number % BLOCK]

    def __iter__(self) -> Iterator[bytes]:
        for block in range(len(self._blocks) - 1):
            yield from self._words(block)

    def _at(self, word: bytes) -> int:
        block = bisect_right(self._heads, word) - 1
        return 0 if block < 0 else block * BLOCK + bisect_left(self._words(block), word)

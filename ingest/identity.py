"""Makes the sketch of a text, by which two conversions of one report, or a copy of a withdrawn one, are known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from heapq import nsmallest

from ingest.values.phrases import fold
from repository.records.items import Page
from repository.store.sketches import SIZE, Sketch

WORD = re.compile(r"[^\W_]+")
PHRASE = 5
"""Words of a phrase: shorter ones are common to all reports of the field."""
FEWEST = 50
"""A text with fewer phrases says too little to be told from another one."""


def text_sketch(pages: Iterable[Page]) -> Sketch:
    """The SIZE smallest fingerprints of the text's phrases of five words, in order; none for a very short text.

    Case, punctuation, line ends and pages do not matter, so that two conversions of one report are alike.
    """
    words = WORD.findall(fold(" ".join(page.text for page in pages)))
    phrases = {" ".join(words[at : at + PHRASE]) for at in range(len(words) - PHRASE + 1)}
    if len(phrases) < FEWEST:
        return ()
    # 63 bits: what a database's whole numbers hold.
    return tuple(nsmallest(SIZE, (_fingerprint(phrase) for phrase in phrases)))


def _fingerprint(phrase: str) -> int:
    return int.from_bytes(blake2b(phrase.encode(), digest_size=8).digest()) >> 1

"""Which parts of a review are searched, and how much a word counts in each."""

from __future__ import annotations

import hashlib
from functools import cache

from repository.records.concepts import vocabularies
from search import words

VERSION = "1"
"""Counts up when fields or their content change: an index of another version is built anew."""
WEIGHTS = {"title": 6.0, "record": 3.0, "headings": 2.5, "recommendations": 2.0, "findings": 2.0, "body": 1.0}
"""Fields of words and what a word counts in them (BM25F's field weights)."""
BODY = "body"
EXACT = "exact"
"""The field of words as they stand; up to the end of the body its places are those of `body`."""
COMPOUNDS = "compounds"
"""The field of compounds seen, as `multiagency=multi agency`."""


@cache
def stamp() -> str:
    """What an index must have been built with to be used: its fields, the analyser, the vocabularies."""
    names = hashlib.sha256()
    for vocabulary in vocabularies().values():
        for concept in vocabulary.values():
            names.update(repr((concept.key, concept.label, concept.other_labels, concept.broader)).encode())
    return f"{VERSION}.{words.VERSION}.{names.hexdigest()[:12]}"

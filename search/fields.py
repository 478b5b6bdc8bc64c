"""Which parts of a review are searched, and how much a word counts in each."""

from __future__ import annotations

import hashlib
from functools import cache

from repository.records.concepts import vocabularies
from search import words

VERSION = "7"
"""Counts up when fields or their content change: an index of another version is built anew."""
WEIGHTS = {"title": 6.0, "record": 3.0, "headings": 2.5, "recommendations": 2.0, "findings": 2.0, "body": 1.0}
"""Fields of words and what a word counts in them (BM25F's field weights)."""
PARTS = ("body", "title", "record", "headings", "recommendations", "findings")
"""The same fields in the order in which their words share one row of places."""
SATURATION = 8.0
"""BM25's k1: how soon more of the same word stops counting. Reports are long: the usual 1.2 to 2 would make a
report about bruises equal to one that mentions them (nDCG@10 of the judged queries that were not held back: 0.878
with 1.2 and 0.880 with 2, against 0.894)."""
LENGTH_WEIGHT = 0.75
"""BM25F's b: how far a long field must have a word more often to count the same."""
USUAL_LENGTHS = {
    "title": 9.0, "record": 80.0, "headings": 120.0, "recommendations": 700.0, "findings": 300.0, "body": 10_000.0,
}  # fmt: skip
"""Words of a field of middling length: what BM25F compares lengths with."""
BODY = "body"
EXACT = "exact"
"""The field of words as they stand, of all parts; a word's place is the same as among the terms."""
COMPOUNDS = "compounds"
"""The field of compounds seen, as `multiagency=multi agency`."""


@cache
def stamp() -> str:
    """What an index must have been built with to be used: fields and what they count, analyser, vocabularies."""
    names = hashlib.sha256(repr((WEIGHTS, PARTS, LENGTH_WEIGHT, USUAL_LENGTHS)).encode())
    for vocabulary in vocabularies().values():
        for concept in vocabulary.values():
            names.update(repr((concept.key, concept.label, concept.other_labels, concept.broader)).encode())
    return f"{VERSION}.{words.VERSION}.{names.hexdigest()[:12]}"

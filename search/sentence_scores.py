"""Weighs the recommendations and findings that have the words of a query: rare words count more."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from search.columns.files import Array
from search.likeness.sentences import FINDING, RECOMMENDATION, Sentences
from search.wanted import AllOf, AnyOf, Leaf, MostOf, Near, NoneOf, Phrase, Start, Term, Wanted, Way, Years

OF_RECORD = "record"
"""The field of what a record was assigned: sentences have none of it."""
KINDS = {"recommendations": RECOMMENDATION, "findings": FINDING}


@dataclass(frozen=True)
class Weighed:
    """What a query weighs, and for each sentence the weight of what it has of it."""

    whole: float
    scores: Array


def weigh(kept: Sentences, wanted: Wanted) -> Weighed:
    """The weight of each sentence. Words that no sentence has weigh nothing; of alternatives the one that fits
    best counts, with the weight of the first that any sentence has."""
    nothing = Weighed(0.0, np.zeros(len(kept), np.float32))
    match wanted:
        case Leaf():
            return _weigh_leaf(kept, wanted) or nothing
        case AllOf(parts) | MostOf(parts):
            each = [weigh(kept, part) for part in parts if not isinstance(part, NoneOf | Years)]
            scores = np.sum([part.scores for part in each], axis=0) if each else nothing.scores
            return Weighed(sum(part.whole for part in each), np.asarray(scores, np.float32))
        case AnyOf(parts):
            each = [found for part in parts if (found := weigh(kept, part)).whole]
            if not each:
                return nothing
            shares = np.max([found.scores / found.whole for found in each], axis=0)
            return Weighed(each[0].whole, np.asarray(shares * each[0].whole, np.float32))
        case _:
            return nothing


def allowed(kept: Sentences, wanted: Wanted) -> Array:
    """The sentences that a query does not rule out by what it says must not be there, or by years."""
    found = np.ones(len(kept), np.bool_)
    for part in (wanted, *(wanted.parts if isinstance(wanted, AllOf | MostOf) else ())):
        if isinstance(part, NoneOf | Years):
            found &= _matches(kept, part)
    return found


def _matches(kept: Sentences, wanted: Wanted) -> Array:
    match wanted:
        case Leaf():
            found = _counts(kept, wanted) > 0
        case AllOf(parts) | MostOf(parts):
            found = np.logical_and.reduce([_matches(kept, part) for part in parts])
        case AnyOf(parts):
            found = np.logical_or.reduce([_matches(kept, part) for part in parts])
        case NoneOf(part):
            found = ~_matches(kept, part)
        case Years(first, last):
            found = (kept.years >= first) & (kept.years <= last)
    return np.asarray(found, np.bool_)


def _weigh_leaf(kept: Sentences, leaf: Leaf) -> Weighed | None:
    counts = _counts(kept, leaf)
    having = int(np.count_nonzero(counts))
    if not having:
        return None
    weight = math.log(1 + len(kept) / (1 + having))
    return Weighed(weight, np.asarray(counts * weight, np.float32))


def _counts(kept: Sentences, leaf: Leaf) -> Array:
    """For each sentence, what the best way to write a leaf that it has counts; 0 where it has none."""
    found = np.zeros(len(kept), np.float32)
    if leaf.part == OF_RECORD:
        return found
    for way, counts in leaf.ways:
        found = np.maximum(found, _with_way(kept, way) * np.float32(counts))
    if leaf.part in KINDS:
        found[~kept.having(KINDS[leaf.part])] = 0
    return found


def _with_way(kept: Sentences, way: Way) -> Array:
    match way:
        case Term(text, exact):
            return kept.with_term(text, exact=exact)
        case Start(letters):
            return kept.beginning(letters)
        case Near(first, second):
            either = [np.logical_or.reduce([_with_way(kept, each) for each in side]) for side in (first, second)]
            return np.asarray(either[0] & either[1], np.bool_)
        case Phrase(terms, exact):
            return kept.with_phrase(terms, exact=exact)

"""Finds where words stand one after the other, or near each other: comparisons of sorted rows of places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.columns.files import Array

NOWHERE = np.empty(0, np.uint32)
RARER = 20
"""How many times as rare a word must be as another for its places to be looked up one by one."""
FAR_RARER = 60
"""The same where words are near each other, each place of which is looked up four times."""


def following(lists: Sequence[Array]) -> Array:
    """The places where a first word stands with each of the others right behind it, in order. Every list is
    sorted, without doubles."""
    order = sorted(range(len(lists)), key=lambda n: len(lists[n]))
    starts = lists[order[0]]
    if order[0]:
        starts = starts[starts >= order[0]] - np.uint32(order[0])
    for offset in order[1:]:
        if not len(starts):
            break
        starts = _shared(starts + np.uint32(offset), lists[offset]) - np.uint32(offset)
    return starts


def near(first: Array, first_length: int, second: Array, second_length: int, within: int) -> Array:
    """The places of the first that have one of the second within so many words, before or behind; two that
    overlap are not near each other. The lengths are those of the two in words."""
    if not len(first) or not len(second):
        return NOWHERE
    if min(len(first), len(second)) * FAR_RARER > max(len(first), len(second)):
        first, second = _close(first, second, max(first_length, second_length) + within - 1)
    # A place p of the first fits when one of the second is in one of these ranges, seen from p, or the other way
    # round; looked up from the side that has fewer places.
    behind, before = (first_length, first_length + within - 1), (-second_length - within + 1, -second_length)
    if len(first) <= len(second):
        found = np.zeros(len(first), np.bool_)
        for nearest, farthest in (behind, before):
            at = np.searchsorted(second, _moved(first, nearest))
            found |= np.searchsorted(second, _moved(first, farthest), side="right") > at
        return first[found]
    runs = [
        (np.searchsorted(first, _moved(second, -far)), np.searchsorted(first, _moved(second, -near), side="right"))
        for near, far in (behind, before)
    ]
    found = np.zeros(len(first) + 1, np.int64)
    for starts, ends in runs:
        np.add.at(found, starts, 1)
        np.subtract.at(found, ends, 1)
    return first[np.cumsum(found[:-1]) > 0]


def _close(first: Array, second: Array, reach: int) -> tuple[Array, Array]:
    """Of two rows of places those that have another one of either within reach: few, and all that matter. The two
    are merged, which takes a fifth of the time of looking up each place of common words."""
    # The last bit tells the two apart; a sheet has far fewer places than the rest can count.
    one, two = np.uint32(1), np.uint32(2)
    both = np.concatenate((first * two, second * two + one))
    both.sort(kind="stable")
    at = np.flatnonzero(both[1:] - both[:-1] <= 2 * reach + 1)
    close = both[in_order(np.concatenate((at, at + 1)))]
    of_second = (close & one).astype(np.bool_)
    close >>= one
    return close[~of_second], close[of_second]


def _moved(places: Array, by: int) -> Array:
    """Places moved, none before the beginning."""
    return places + np.uint32(by) if by >= 0 else np.maximum(places, np.uint32(-by)) - np.uint32(-by)


def either(lists: Sequence[Array]) -> Array:
    """All places of several lists, sorted, without doubles."""
    if len(lists) < 2:
        return lists[0] if lists else NOWHERE
    return in_order(np.concatenate(lists))


def in_order(places: Array) -> Array:
    """Places sorted, without doubles."""
    # Runs that are sorted already are merged: 3 million places take 0.04 s, and 2 s in `numpy.unique` (NumPy 2.4).
    ordered = np.sort(places, kind="stable")
    new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return ordered[new]


def _shared(few: Array, many: Array) -> Array:
    """The places that both have. Both are sorted, without doubles."""
    if not len(many):
        return NOWHERE
    if len(few) * RARER < len(many):
        at = np.searchsorted(many, few)
        at[at == len(many)] = 0
        return np.asarray(few[many[at] == few])
    # The sort finds two sorted runs and merges them: three times as fast as looking up each.
    both = np.sort(np.concatenate((few, many)), kind="stable")
    return np.asarray(both[:-1][both[1:] == both[:-1]])

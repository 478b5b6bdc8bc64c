"""Finds where words stand one after the other, or near each other: comparisons of sorted rows of places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.columns.files import Array

NOWHERE = np.empty(0, np.uint32)
RARER = 20
"""How many times as rare a word must be as another for its places to be looked up one by one."""


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


def near(first: Array, first_length: int, second: Array, second_length: int, within: int) -> tuple[Array, Array]:
    """The places of each of two that have one of the other within so many words, before or behind; two that
    overlap are not near each other. The lengths are those of the two in words."""
    return (
        first[_is_near(first, first_length, second, second_length, within)],
        second[_is_near(second, second_length, first, first_length, within)],
    )


def _is_near(places: Array, length: int, others: Array, others_length: int, within: int) -> Array:
    if not len(places) or not len(others):
        return np.zeros(len(places), np.bool_)
    starts, others = places.astype(np.int64), others.astype(np.int64)
    behind = np.searchsorted(others, starts + length)
    is_behind = others[np.minimum(behind, len(others) - 1)] - (starts + length - 1)
    before = np.searchsorted(others, starts - others_length, side="right") - 1
    is_before = starts - (others[np.maximum(before, 0)] + others_length - 1)
    return np.asarray(
        ((behind < len(others)) & (is_behind <= within)) | ((before >= 0) & (is_before <= within)), np.bool_
    )


def either(lists: Sequence[Array]) -> Array:
    """All places of several lists, sorted, without doubles."""
    if len(lists) == 1:
        return lists[0]
    return np.unique(np.concatenate(lists)) if lists else NOWHERE


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

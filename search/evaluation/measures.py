"""What a ranked list is worth: nDCG, reciprocal rank and recall, each with its confidence interval."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

DEPTH = 10
"""Results that nDCG looks at."""
FAR = 50
"""Results that recall looks at."""
GOOD = 2
"""The grade that the reciprocal rank waits for."""
RESAMPLES = 2000
SEED = 1945


@dataclass(frozen=True)
class Interval:
    """A mean over queries, and the bounds within which 95% of the means of resampled queries lie."""

    mean: float
    low: float
    high: float


def ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain at DEPTH, gain 2^grade - 1 (Järvelin and Kekäläinen 2002)."""
    ideal = sorted(grades.values(), reverse=True)
    best = _gain(ideal)
    return _gain([grades.get(id, 0) for id in ranked]) / best if best else 0.0


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """One over the place of the first good result, 0 without one; where nothing is good, what there is will do."""
    wanted = min(GOOD, max(grades.values(), default=0))
    return next((1 / place for place, id in enumerate(ranked, start=1) if grades.get(id, 0) >= max(wanted, 1)), 0.0)


def recall(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """The share of everything with a grade that is among the first FAR."""
    relevant = {id for id, grade in grades.items() if grade}
    return len(relevant & set(ranked[:FAR])) / len(relevant) if relevant else 0.0


MEASURES = {"nDCG@10": ndcg, "MRR": reciprocal_rank, "recall@50": recall}


def interval(values: Sequence[float]) -> Interval:
    """The mean of some values and its bootstrap interval (percentiles, 95%)."""
    chance = random.Random(SEED)
    means = sorted(fmean(chance.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return Interval(fmean(values), means[int(RESAMPLES * 0.025)], means[int(RESAMPLES * 0.975)])


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1.0) / math.log2(place + 1) for place, grade in enumerate(grades[:DEPTH], start=1))

"""Which services' practice a report examines, each with the sentence that shows it."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files

from ingest.values.agency_names import named_agencies
from ingest.values.agency_signals import signals_of, written_about
from ingest.values.sections import Place
from ingest.values.weighing import stated
from repository.records.statements import Statement

__all__ = ["AgencyModel", "chosen", "examined", "model_as_json", "named_agencies"]

MODEL = "agency_model.json"
LEAST = 0.25
"""The likelihood below which no agency is given, however few a report names."""


@dataclass(frozen=True)
class AgencyModel:
    """What labelled reports taught (`ingest.values.agency_training`): the weight of each signal, and for each agency
    the logarithm of how often it is examined where it is named; `other` is that of agencies they do not have."""

    constant: float
    weights: Mapping[str, float]
    usual: Mapping[str, float]
    other: float

    def likelihood(self, id: str, signals: Mapping[str, float]) -> float:
        """How likely an agency with these signals is one whose practice is examined, 0 to 1."""
        known = {**signals, "usual": self.usual.get(id, self.other)}
        sum_of_signals = sum(weight * known[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-self.constant - sum_of_signals))


def examined(places: Sequence[Place], asked: Collection[str] = ()) -> list[Statement]:
    """The agencies whose practice is examined, likeliest first, each with its evidence.

    `asked` are those to whom recommendations are made. A long report names everybody twice: how likely an
    agency is one of those examined is weighed as labelled reports have taught.
    """
    weights = written_about(places)
    likely = {id: _model().likelihood(id, signals) for id, signals in signals_of(weights, asked).items()}
    return [stated("agency", id, weights[id], "agencies.named_agencies", likely[id]) for id in chosen(likely)]


def chosen(likely: Mapping[str, float]) -> list[str]:
    """The agencies that are given, likeliest first: as many as promise the best F1 if the likelihoods are true.

    With k of them given, the right ones are expected to be the sum of their likelihoods, and those there are
    the sum of all; F1 is twice the former over k and the latter.
    """
    ranked = sorted(likely, key=lambda id: (-likely[id], id))
    expected, right = sum(likely.values()), 0.0
    best, many = 0.0, 0
    for given, id in enumerate(ranked, 1):
        right += likely[id]
        if likely[id] >= LEAST and 2 * right / (given + expected) > best:
            best, many = 2 * right / (given + expected), given
    return ranked[:many]


def model_as_json(model: AgencyModel) -> str:
    """The file of a model: figures to three places, so that the same reports give the same file."""
    told = {
        name: {key: round(value, 3) for key, value in sorted(found.items())}
        if isinstance(found, Mapping)
        else round(found, 3)
        for name, found in asdict(model).items()
    }
    return json.dumps(told, indent=1) + "\n"


@lru_cache(maxsize=1)
def _model() -> AgencyModel:
    return AgencyModel(**json.loads((files("corpus") / "reading" / MODEL).read_text(encoding="utf-8")))

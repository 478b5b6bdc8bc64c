"""How likely a librarian would give a report a theme, weighed as learned from labelled reports."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ingest.values.theme_evidence import ReportEvidence, ThemeEvidence

MODEL = "theme_model.json"
SIGNALS = (
    "density", "variety", "together", "rank", "title", "headings", "recommendations", "findings", "opening", "frequency"
)  # fmt: skip
"""What is weighed for a theme in a document, each in the form in which it adds up: see `signals_of`."""


@dataclass(frozen=True)
class Background:
    """How reports in general speak: by theme the share of sentences with a cue (`usual`) and the logarithm
    of the share of reports that have it (`frequency`); by theme and cue the share of reports with the cue."""

    usual: Mapping[str, float]
    frequency: Mapping[str, float]
    cues: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class ThemeModel:
    """What was learned: the background, a weight for each signal, and the least likelihood of a main theme."""

    background: Background
    constant: float
    weights: Mapping[str, float]
    floor: float

    def likelihoods(self, evidence: ReportEvidence) -> dict[str, float]:
        """How likely each theme with any evidence is a main theme, 0 to 1."""
        return {
            theme: 1 / (1 + math.exp(-self.constant - sum(self.weights[name] * x for name, x in signals.items())))
            for theme, signals in signals_of(evidence, self.background).items()
        }


def signals_of(evidence: ReportEvidence, background: Background) -> dict[str, dict[str, float]]:
    """The signals of every theme that has evidence.

    density: how much more is said than reports of that length usually say. variety: the different cues,
    the rare ones counting most. together: sentences in which cues come together, in a hundred. rank: the
    place among the document's themes. The next five are parts of the document where what is said counts
    for more; frequency is how often reports have the theme.
    """
    rare = {theme: _rarity(background.cues.get(theme, {}), e) for theme, e in evidence.themes.items()}
    order = sorted(rare, key=lambda theme: (-rare[theme][1], theme))
    places = {theme: place for place, theme in enumerate(order)}
    return {
        theme: {
            "density": math.log((e.said + 1) / (background.usual.get(theme, 0.0) * evidence.sentences + 1)),
            "variety": math.log1p(rare[theme][0]),
            "together": math.log1p(100 * e.together / evidence.sentences),
            "rank": math.log1p(places[theme]),
            "title": math.log1p(3 * e.by_part["title"]),
            "headings": math.log1p(e.by_part["headings"]),
            "recommendations": _share(evidence, e, "recommendations", 5),
            "findings": _share(evidence, e, "findings", 5),
            "opening": _share(evidence, e, "opening", 3),
            "frequency": background.frequency.get(theme, min(background.frequency.values(), default=0.0)),
        }
        for theme, e in evidence.themes.items()
    }


def _share(report: ReportEvidence, theme: ThemeEvidence, part: str, few: int) -> float:
    """What a part says on the theme, in fiftieths of the part; `few` sentences are no part worth the name."""
    return math.log1p(50 * theme.by_part[part] / (report.by_part[part] + few))


def _rarity(shares: Mapping[str, float], theme: ThemeEvidence) -> tuple[float, float]:
    """The information in the theme's cues, each counted once, and counted again (less and less) each time."""
    rare = {cue: math.log(1 / (shares.get(cue, 0.0) + 0.03)) for cue in theme.cues}
    once = sum(rare[cue] * min(1.0, times) for cue, times in theme.cues.items())
    return max(0.0, once), sum(rare[cue] * math.log1p(times) for cue, times in theme.cues.items())


@lru_cache(maxsize=1)
def theme_model() -> ThemeModel:
    """The model that `python -m ingest.values.theme_training` wrote into the corpus."""
    return model_from_json((files("corpus") / "reading" / MODEL).read_text(encoding="utf-8"))


def model_from_json(text: str) -> ThemeModel:
    """The model as it was written by `model_as_json`."""
    data = json.loads(text)
    background = Background(data["usual"], data["frequency"], data["cues"])
    return ThemeModel(background, data["constant"], data["weights"], data["floor"])


def model_as_json(model: ThemeModel) -> str:
    """The model as a text that shows in a comparison what a new training changed."""
    data = {
        "constant": round(model.constant, 4),
        "floor": model.floor,
        "weights": {name: round(model.weights[name], 4) for name in SIGNALS},
        "usual": _rounded(model.background.usual),
        "frequency": _rounded(model.background.frequency),
        "cues": {theme: _rounded(shares) for theme, shares in sorted(model.background.cues.items())},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _rounded(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in sorted(figures.items())}

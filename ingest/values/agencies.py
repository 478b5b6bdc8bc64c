"""Which services' practice a report examines, each with the sentence that shows it."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.values.phrases import Found, PhraseFinder
from ingest.values.quoting import sentences
from ingest.values.sections import HEADINGS, Place
from ingest.values.weighing import IGNORED_SECTIONS, Weight, stated
from ingest.values.wording import below, finder_of
from repository.records.items import BlockRole
from repository.records.statements import Statement

NOT_PRACTICE = frozenset({"ag-partnership", "ag-national"})
"""Boards and national bodies commission, publish and are advised; their practice is seldom what is examined."""
NOT_SERVICES = frozenset({"all", "none-named", "coroner", "immigration", "swe"})

CONSTANT = 0.85
WEIGHTS = {"share": 0.9, "sentences": 1.2, "asked": 0.87, "findings": 0.7}
"""Learned by `python -m ingest.values.agency_training corpus/samples`, which prints them."""
FLOOR = 0.45
"""The least likelihood of an agency whose practice is examined: of 0.40, 0.45 and 0.50 the best on reviews left out."""
CONCLUDING = frozenset({"findings", "lessons", "analysis"})
"""Sections that judge what was done."""
ADVISING = frozenset({"recs", "action"})
"""Sections that say what agencies should do, and not what they did."""
BEGINNING = 25
"""Characters of a sentence in which its subject stands."""
ACTS = re.compile(
    r"(?:['’]s)?[ ,]+(?:\w+[ ,]+){0,5}?(?:[a-z]{3,}ed|saw|knew|told|rang|wrote|came|went|made|took|gave|found|thought"
    r"|held|kept|sent|spoke|met|said|heard|left|felt|began|brought|did|had|was|were|put|read|led|set|ran|lost)\b"
)
"""After the name of an agency: what it did, within six words."""


def named_agencies(text: str) -> list[Found]:
    """Agencies that the text names, by id of the vocabulary `agencies`."""
    return _finder().find(text)


@lru_cache(maxsize=1)
def _finder() -> PhraseFinder:
    return finder_of("agencies")


@dataclass
class AgencyWeight(Weight):
    """What is written about one agency; `concluding` counts the sentences of it in sections that judge practice."""

    concluding: int = 0


def examined(places: Sequence[Place], asked: Collection[str] = ()) -> list[Statement]:
    """The agencies whose practice is examined, likeliest first, each with its evidence.

    `asked` are those to whom recommendations are made. A long report names everybody twice: how likely an
    agency is one of those examined is weighed as labelled reports have taught.
    """
    weights = written_about(places)
    likely = {id: likelihood(signals) for id, signals in signals_of(weights, asked).items()}
    return [
        stated("agency", id, weights[id], "agencies.named_agencies", likely[id])
        for id in sorted(likely, key=lambda id: (-likely[id], id))
        if likely[id] >= FLOOR
    ]


def signals_of(weights: Mapping[str, AgencyWeight], asked: Collection[str]) -> dict[str, dict[str, float]]:
    """For each agency: the logarithm of its share of what is written about agencies, of the sentences about it
    and of those that judge its practice, and whether a recommendation is made to it."""
    total = sum(weight.score for weight in weights.values()) or 1.0
    return {
        id: {
            "share": math.log(weight.score / total + 0.005),
            "sentences": math.log1p(weight.sentences),
            "asked": float(id in asked),
            "findings": math.log1p(weight.concluding),
        }
        for id, weight in weights.items()
    }


def likelihood(signals: Mapping[str, float]) -> float:
    """How likely an agency with these signals is one whose practice is examined, 0 to 1."""
    return 1 / (1 + math.exp(-CONSTANT - sum(WEIGHTS[name] * value for name, value in signals.items())))


def written_about(places: Sequence[Place]) -> dict[str, AgencyWeight]:
    """What is written about each agency, sentence by sentence: more where it is the subject and where it acts."""
    weights: dict[str, AgencyWeight] = {}
    for place in places:
        if place.section in IGNORED_SECTIONS or place.block.role == BlockRole.FOOTNOTE:
            continue
        found = [match for match in named_agencies(place.text) if match.value not in _not_services()]
        for start, end in sentences(place.text) if found else ():
            here: dict[str, Found] = {}
            for match in found:
                if start <= match.start < end:
                    here.setdefault(match.value, match)
            for id, match in here.items():
                _add(weights.setdefault(id, AgencyWeight()), place, (start, end), match)
    return weights


def _add(weight: AgencyWeight, place: Place, sentence: tuple[int, int], found: Found) -> None:
    told = place.section not in ADVISING and place.block.role not in HEADINGS
    subject = told and found.start - sentence[0] < BEGINNING
    acts = told and ACTS.match(place.text[found.end : sentence[1]]) is not None
    worth = 1.0 + subject + acts
    weight.score += worth
    weight.sentences += 1
    weight.concluding += place.section in CONCLUDING
    weight.offer(worth, place.page, place.text, found)


@lru_cache(maxsize=1)
def _not_services() -> frozenset[str]:
    return NOT_SERVICES | below("agencies", NOT_PRACTICE)

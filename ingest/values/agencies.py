"""Which services' practice a report examines, each with the sentence that shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
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

FAIR_SHARE, FAIR_SHARE_OF_FEW = 0.03, 0.07
"""Of what is written about agencies, the share that makes one of those examined: the best of a grid on the samples."""
FEW = 2
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


def examined(places: Sequence[Place]) -> list[Statement]:
    """The agencies whose practice is examined, most written about first, each with its evidence.

    An agency counts when it has a fair share of what is written about agencies; one that is named in a
    sentence or two needs a larger share, as a long report names everybody twice.
    """
    weights = _written_about(places)
    total = sum(weight.score for weight in weights.values()) or 1.0
    shares = {id: weight.score / total for id, weight in weights.items()}
    return [
        stated("agency", id, weights[id], "agencies.named_agencies", 0.5 + 4 * share)
        for id, share in sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))
        if share >= (FAIR_SHARE if weights[id].sentences > FEW else FAIR_SHARE_OF_FEW)
    ]


def _written_about(places: Sequence[Place]) -> dict[str, Weight]:
    """What is written about each agency, sentence by sentence: more where it is the subject and where it acts."""
    weights: dict[str, Weight] = {}
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
                _add(weights.setdefault(id, Weight()), place, (start, end), match)
    return weights


def _add(weight: Weight, place: Place, sentence: tuple[int, int], found: Found) -> None:
    told = place.section not in ADVISING and place.block.role not in HEADINGS
    subject = told and found.start - sentence[0] < BEGINNING
    acts = told and ACTS.match(place.text[found.end : sentence[1]]) is not None
    worth = 1.0 + subject + acts
    weight.score += worth
    weight.sentences += 1
    weight.offer(worth, place.page, place.text, found)


@lru_cache(maxsize=1)
def _not_services() -> frozenset[str]:
    return NOT_SERVICES | below("agencies", NOT_PRACTICE)

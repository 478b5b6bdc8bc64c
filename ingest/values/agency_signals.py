"""What a report writes about each service: who acts, who is judged, who gave an account of their own work."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.values.agency_aliases import Aliases
from ingest.values.agency_names import named_agencies, outside
from ingest.values.phrases import Found
from ingest.values.quoting import sentences
from ingest.values.sections import HEADINGS, Place
from ingest.values.weighing import IGNORED_SECTIONS, Weight
from ingest.values.wording import below
from repository.records.items import BlockRole

NOT_PRACTICE = frozenset({"ag-partnership", "ag-national"})
"""Boards and national bodies commission, publish and are advised; their practice is seldom what is examined."""
NOT_SERVICES = frozenset({"all", "none-named", "coroner", "immigration", "swe"})
CONCLUDING = frozenset({"findings", "lessons", "analysis", "appraisal", "good", "conclusion"})
"""Sections that judge what was done."""
ADVISING = frozenset({"recs", "single-recs", "action", "questions", "response"})
"""Sections that say what agencies should do, and not what they did."""
BEGINNING = 25
"""Characters of a sentence in which its subject stands."""
ACTS = re.compile(
    r"(?:['’]s)?[ ,]+(?:\w+[ ,]+){0,5}?(?:[a-z]{3,}ed|saw|knew|told|rang|wrote|came|went|made|took|gave|found|thought"
    r"|held|kept|sent|spoke|met|said|heard|left|felt|began|brought|did|had|was|were|put|read|led|set|ran|lost)\b"
)
"""After the name of an agency: what it did, within six words."""
AGENT = re.compile(r"ed\s+(?:\w+\s+){0,3}?by\s+(?:(?:the|a|an|his|her|their|two|another|one)\s+)?(?:\w+\s+)?$")
"""Before the name of an agency: what was done by it."""
FORMER = re.compile(
    r"\b(?:formerly|former|retired|previously|once|trained\s+as|worked\s+as)\s+(?:an?\s+)?(?:\w+\s+){0,2}$"
)
"""Before a post that somebody held in another life."""
ADVICE = re.compile(
    r"\b(?:(?:should|must)(?!\s+have)|(?:is|are)\s+(?:asked|invited|advised)\s+to|recommend\w*|needs?\s+to)\b",
    re.IGNORECASE,
)
"""Words of a sentence that says what ought to be done, wherever it stands."""
CONTRIBUTED = re.compile(
    r"\b(?:(?:individual\s+)?management\s+reviews?|individual\s+agency\s+re(?:ports?|views?)|agency\s+(?:review|report)s?"
    r"|IMRs?|reports?\s+(?:was|were|had\s+been|have\s+been)\s+(?:\w+\s+)?(?:asked|requested|received|provided|sought"
    r"|prepared|submitted|written|commissioned)|contribut(?:ed|ions?|ors?|ing)|took\s+part"
    r"|(?:agenc(?:y|ies)|organisations?|services|bodies|departments?)\s+(?:\w+\s+){0,3}?(?:involved|concerned|known|asked"
    r"|listed|below|review|worked|represented|whose)|chronolog(?:y|ies)\s+(?:\w+\s+){0,3}from|information\s+from)\b",
    re.IGNORECASE,
)
"""Words with which a report names those who gave an account of their own work."""
NO_PART = re.compile(
    r"\b(?:no\s+(?:contact|records?|involvement|dealings)|nil\s+return|not\s+(?:involved|known|had)|did\s+not\s+know)\b",
    re.IGNORECASE,
)
LIST_OF_BODIES = re.compile(
    r"\b(?:agenc(?:y|ies)|organisations?|services?|bod(?:y|ies)|contributors?|departments?)\b", re.I
)
"""The head of a column of agencies."""
SHORTEST_LIST = 3
"""Agencies that make a list."""
WITHIN_TRUST = frozenset({"csc", "asc", "acute", "community-health", "health-board"})
"""Services that in Northern Ireland are the Health and Social Care Trust, and are named there as its parts."""
LONGEST_ENTRY = 220
"""Characters of an entry in a list of agencies."""


@dataclass
class AgencyWeight(Weight):
    """What is written about one agency, counted in sentences: `told` are those that tell and do not advise,
    `concluding` those in sections that judge practice, `acting` those in which it does something, and `listed`
    those that name it among the ones that gave an account."""

    told: int = 0
    concluding: int = 0
    acting: int = 0
    listed: int = 0


def signals_of(weights: Mapping[str, AgencyWeight], asked: Collection[str]) -> dict[str, dict[str, float]]:
    """For each agency what speaks for its practice being examined, and what against.

    Logarithms: its share of what is written about agencies, the sentences that tell of it, those that judge its
    practice, and how many agencies there are. A share from 0 to 1: the sentences in which it acts. Yes and no:
    whether a recommendation is made to one that is told of, whether nothing is told of it, whether it is listed
    among those that gave an account, whether others are and it is not, and whether it is part of a trust that is named.
    """
    total = sum(weight.score for weight in weights.values()) or 1.0
    with_list = sum(weight.listed > 0 for weight in weights.values()) >= SHORTEST_LIST
    return {
        id: {
            "share": math.log(weight.score / total + 0.005),
            "told": math.log1p(weight.told),
            "untold": float(not weight.told),
            "asked": float(id in asked and weight.told > 0),
            "findings": math.log1p(weight.concluding),
            "listed": float(weight.listed > 0),
            "unlisted": float(with_list and not weight.listed),
            "agencies": math.log1p(len(weights)),
            "acting": weight.acting / weight.sentences,
            "within_trust": float("hsct" in weights and id in WITHIN_TRUST),
        }
        for id, weight in weights.items()
    }


def written_about(places: Sequence[Place]) -> dict[str, AgencyWeight]:
    """What is written about each agency, sentence by sentence: more where it is the subject and where it acts."""
    read = [(place, listing) for place, listing in _with_lists(places) if _is_read(place)]
    aliases = Aliases((place.text for place, _ in read), _not_services())
    weights: dict[str, AgencyWeight] = {}
    for place, listing in read:
        plain = [match for match in named_agencies(place.text) if _is_meant(place.text, match)]
        own = outside(aliases.find(place.text), plain)
        starts, own_starts = [m.start for m in plain], [m.start for m in own]
        for start, end in sentences(place.text) if plain or own else ():
            shown = {m.value: m for m in reversed(plain[bisect_left(starts, start) : bisect_left(starts, end)])}
            others = {m.value: m for m in reversed(own[bisect_left(own_starts, start) : bisect_left(own_starts, end)])}
            for id, match in {**others, **shown}.items():
                weight = weights.setdefault(id, AgencyWeight())
                worth = _add(weight, place, (start, end), match, listing)
                if id in shown:  # a report's own name says nothing when it is quoted alone
                    weight.offer(worth, place.page, place.text, match)
    return {id: weight for id, weight in weights.items() if weight.best}


def _is_meant(text: str, match: Found) -> bool:
    return match.value not in _not_services() and FORMER.search(text[max(0, match.start - 40) : match.start]) is None


def _is_read(place: Place) -> bool:
    return place.section not in IGNORED_SECTIONS and place.block.role != BlockRole.FOOTNOTE


def _with_lists(places: Sequence[Place]) -> Iterator[tuple[Place, bool]]:
    """Each place, and whether it is an entry in a list or table of those who gave an account of their work."""
    listing = False
    for place in places:
        role = place.block.role
        if role in HEADINGS:
            listing = place.section == "imrs" or CONTRIBUTED.search(place.text) is not None
        elif role == BlockRole.TABLE_HEADER:
            first = place.block.cells[0] if place.block.cells else place.text[:40]
            listing = LIST_OF_BODIES.search(first) is not None
        elif role not in (BlockRole.TABLE_ROW, BlockRole.LIST_ITEM) and len(place.text) > LONGEST_ENTRY:
            listing = False
        yield place, listing and role not in HEADINGS
        if role not in (*HEADINGS, BlockRole.TABLE_HEADER, BlockRole.TABLE_ROW) and place.text.rstrip().endswith(":"):
            listing = CONTRIBUTED.search(place.text) is not None


def _add(weight: AgencyWeight, place: Place, sentence: tuple[int, int], found: Found, listing: bool) -> float:
    """Count a sentence about an agency; how telling it is comes back."""
    text = place.text[sentence[0] : sentence[1]]
    before, after = place.text[sentence[0] : found.start], place.text[found.end : sentence[1]]
    told = place.section not in ADVISING and place.block.role not in HEADINGS and ADVICE.search(text) is None
    subject = told and found.start - sentence[0] < BEGINNING
    acts = told and (ACTS.match(after) is not None or AGENT.search(before) is not None)
    worth = 1.0 + subject + acts
    weight.score += worth
    weight.sentences += 1
    weight.told += told
    weight.concluding += place.section in CONCLUDING
    weight.acting += acts
    weight.listed += (listing or (told and CONTRIBUTED.search(text) is not None)) and not NO_PART.search(text)
    return worth


@lru_cache(maxsize=1)
def _not_services() -> frozenset[str]:
    return NOT_SERVICES | below("agencies", NOT_PRACTICE)

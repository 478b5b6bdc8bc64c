"""Who published a report, and for which nation: boards, partnerships and others by name, never by acronym alone."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.values.phrases import ACRONYM, Found, PhraseFinder, phrases_of
from repository.records.concepts import Concept, ancestors, vocabularies

VOCABULARIES = ("safeguarding_bodies", "sample_bodies", "publishers")
NATIONS = ("england", "wales", "scotland", "northern-ireland")
KINDS = ("Safeguarding Children Partnership", "Safeguarding Children Board", "Local Safeguarding Children Board",
         "Local Safeguarding Children Partnership")  # fmt: skip
STEM = re.compile(r"(?P<place>.+?)\s+(?:Local\s+|Regional\s+)?Safeguarding\s+(?:Children\s+)?(?:Partnership|Board)$")
FORMS = (
    "{} Safeguarding Children Partnership", "{} Local Safeguarding Children Partnership",
    "{} Safeguarding Children Board", "{} Local Safeguarding Children Board", "{} Safeguarding Children's Board",
    "{} Local Safeguarding Children's Board", "{} Safeguarding Children's Partnership", "{} LSCB", "{} SCB", "{} LSCP",
    "{} Area Child Protection Committee", "Local Safeguarding Children Board for {}",
    "{} Borough Safeguarding Children Board", "{} City Safeguarding Children Board",
    "{} County Safeguarding Children Board",
)  # fmt: skip
"""What a board has been called since 2006, and its predecessor before: one body under all of its names."""
IN_A_NATION = re.compile(
    r"\b(?:in|across|throughout|for|of)\s+(?P<nation>England|Wales|Scotland|Northern\s+Ireland)\b"
    r"(?!\s+(?:and|or)\s+(?:England|Wales|Scotland|Northern)|,\s+(?:England|Wales|Scotland|Northern))"
)
UNKNOWN = re.compile(
    r"(?:[A-Z][\w'’-]+|&)(?:,?\s+(?:[A-Z][\w'’-]+|and|of|the|upon|on|in|&)){0,6}?\s+"
    r"(?:(?:Local|Regional)\s+)?(?:Safeguarding\s+Children(?:['’]?s)?\s+(?:Board|Partnership)|Child\s+Protection\s+Committee)"
)


def named_bodies(text: str) -> list[Found]:
    """Publishing bodies that the text calls by a name of theirs."""
    return _finder().find(text)


def unknown_bodies(text: str) -> list[Found]:
    """Names of boards that no vocabulary has, as printed."""
    known = {(f.start, f.end) for f in named_bodies(text)}
    return [
        Found(" ".join(m[0].split()), m.start(), m.end())
        for m in UNKNOWN.finditer(text)
        if not any(m.start() < end and start < m.end() for start, end in known)
    ]


def nations(text: str) -> list[Found]:
    """The nations of the bodies that the text names."""
    return [Found(nation, f.start, f.end) for f in named_bodies(text) if (nation := nation_of(f.value))]


def named_nations(text: str) -> list[Found]:
    """Nations that the text names as where it looked ("incidents in England"); none where it names several."""
    found = [
        Found(m["nation"].lower().replace(" ", "-"), m.start("nation"), m.end()) for m in IN_A_NATION.finditer(text)
    ]
    return found if len({f.value for f in found}) == 1 else []


def nation_of(body_id: str) -> str:
    """The nation in which a body works, as a concept id of regions; empty where it is not of one nation."""
    body = body_of(body_id)
    if body is None:
        return ""
    return next((upper.id for upper in ancestors(body) if upper.id in NATIONS), "")


def body_of(body_id: str) -> Concept | None:
    """The concept of a body in whichever vocabulary has it."""
    return next((vocabularies()[v][body_id] for v in VOCABULARIES if body_id in vocabularies().get(v, ())), None)


@lru_cache(maxsize=1)
def _finder() -> PhraseFinder:
    bodies = [c for name in VOCABULARIES if name in vocabularies() for c in vocabularies()[name].values()]
    phrases = {p: id for p, id in phrases_of(bodies).items() if not ACRONYM.fullmatch(p) and " " in p}
    phrases |= {c.label: c.id for c in bodies if c.id.startswith("pub-") and len(c.label) > 4}
    for body in bodies:
        stem = STEM.match(body.label)
        if stem:
            for form in FORMS:
                phrases.setdefault(form.format(stem["place"]), body.id)
    return PhraseFinder(phrases)

"""How a review was done: SILP, Learning Together, management reviews and the like, where the report says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from ingest.values.phrases import Found, PhraseFinder
from ingest.values.quoting import quote_around, sentences
from ingest.values.review_types import named_types
from ingest.values.sections import Place
from ingest.values.wording import finder_of
from repository.records.items import BlockRole
from repository.records.statements import Evidence, Statement

ORDINARY = frozenset(
    {
        "not-stated",
        "thematic",
        "rapid",
        "single",
        "desktop",
        "chronology",
        "learning-event",
        "deep-dive",
        "peer",
        "overview",
        "hybrid",
    }
)
"""Methods whose names are ordinary words of every report: they are the method only where a sentence says so."""
OF_TYPE = {**dict.fromkeys(("cpr", "cpr-concise", "cpr-extended", "cpr-historical"), "welsh"), "thematic": "thematic"}
"""Types of review whose own guidance or name says how they are done."""
SECTIONS = frozenset({"method", "methapp"})
HEADED = re.compile(
    r"\bmethod|\bapproach\b|\bprocess\b|\bhow\s+(?:the|this|we|it)\b|\b(?:way|manner)\s+(?:in\s+which\s+)?(?:the|this|we)\b"
    r"|\bconduct(?:ed|ing)?\b|\bcarried\s+out\b|\bundertaken\b|\bcontribut|\bkind\s+of\s+review\b|\bterms\s+of\s+reference\b"
    r"|\bmanagement\s+reviews?\b|\b(?:review|systems)\s+model\b",
    re.IGNORECASE,
)
"""Headings under which a report tells how it was made, beyond the names that the vocabulary of sections has."""
OPENING_SHARE, OPENING_BLOCKS = 0.4, 40
"""How far into a report it is looked for elsewhere: this share of its blocks, and at least so many."""
METHOD = r"method(?:s|ology|ologies)?|approach(?:es)?|models?|framework|techniques?|process(?:es)?|format"
IN_USE = re.compile(
    rf"\b(?:{METHOD}|us(?:es|ed|ing)|adopt(?:s|ed|ing)|follow(?:s|ed|ing)|appl(?:ies|ied|ying)|employ(?:s|ed|ing)|chose|chosen"
    r"|select(?:ed|ing)|based\s+(?:up)?on|carried\s+out|conducted|undertaken|informed\s+by|dr(?:ew|awn?|awing)\s+(?:up)?on"
    r"|in\s+(?:line|accordance|keeping)\s+with|in\s+the\s+manner\s+of|modelled\s+on)\b",
    re.IGNORECASE,
)
AS_METHOD = re.compile(
    rf"\b(?:{METHOD}|took\s+the\s+form\s+of|(?:carried\s+out|conducted|undertaken|planned|designed|intended|set\s+up|run|done|held)\s+as|(?:centre|heart|main\s+part)\s+of)\b",
    re.IGNORECASE,
)
NOT_SO = re.compile(
    r"\b(?:not|no|nobody|none|neither|nor|never|without|instead\s+of|in\s+place\s+of|rather\s+than|unlike|other\s+than"
    r"|depart(?:s|ed|ing|ure)?\s+from|replac(?:es|ed|ing)|considered(?:\s+\w+){0,2}?\s+using)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
"""Words before a method that say it was not the one."""
MIXED = re.compile(
    rf"\b(?:hybrid|blended|mixed|eclectic|bespoke)\s+(?:\w+[\s-]+){{0,3}}?(?:{METHOD}|reviews?)\b"
    rf"|\bhybrid\b(?=\s+(?:of|between|in\s+(?:its|nature))\b)"
    rf"|\b(?:{METHOD})\s+(?:\w+\s+){{0,4}}?(?:was|is|were)\s+(?:therefore\s+)?(?:an?\s+)?(?:hybrid|blended|mixed|eclectic|bespoke)\b"
    rf"|\b(?:combination|combined|blend|mixture|mix|elements|features|aspects)\s+(?:of|from)\s+(?:[\w’'-]+[\s,]+){{0,6}}?"
    r"(?:methods?|methodolog(?:y|ies)|models?|approach(?:es)?)\b",
    re.IGNORECASE,
)
BY_AGENCIES = re.compile(
    r"\b(?:(?i:(?:individual|internal|single|separate)[\s-]+(?:agency\s+|service\s+)?management\s+(?:reviews?|reports?)"
    r"|(?<!case\s)management\s+reviews?(?!\s+(?:panel|sub|group))|(?:individual|single)[\s-]+agency\s+(?:reviews?|reports?))"
    r"|IMRs?|(?i:(?:reports?|reviews?)\s+(?:on|of|into)\s+(?:their|its)\s+own\s+(?:part|involvement|contact|practice|work|role|actions?)))\b"
)
BY_AGENCIES_TOLD = re.compile(
    r"\b(?:commission(?:ed|ing)?|request(?:ed|s)?|ask(?:ed|ing)?|receiv(?:ed|ing)|provid(?:ed|ing)|submit(?:ted)?|complet(?:ed|ing)"
    r"|prepar(?:ed|ing)|produc(?:ed|ing)|written|wrote|writ(?:e|ing)|came|obtained|considered|contribut(?:ed|ing)|undert(?:ook|aken)"
    r"|carried\s+out|conducted|supplied|required|drew|drawn|basis|based|compil(?:ed|ing)|appointed|panel|authors?|ar?rived|informed"
    rf"|{METHOD})\b",
    re.IGNORECASE,
)
OF_THE_INSTITUTE = re.compile(
    rf"(?:\bSCIE\b|\bSocial\s+Care\s+Institute\s+for\s+Excellence\b)(?=[^.;]*\b(?i:systems|{METHOD})\b)"
    rf"|\b(?i:systems|{METHOD})\b[^.;]{{0,80}}?(?P<name>\bSCIE\b|\bSocial\s+Care\s+Institute\s+for\s+Excellence\b)"
)
"""Learning Together without its name: a model or systems approach of those who made it."""
THEMATIC = re.compile(
    rf"\bthematic(?:ally)?\s+(?:\w+\s+)?(?:review|analysis|{METHOD})\b|\bthematic\s+in\s+(?:its\s+)?(?:approach|nature|form|method)\b"
    rf"|\b(?:{METHOD})\s+(?:\w+\s+){{0,3}}?(?:was|is)\s+(?:an?\s+)?thematic\b",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"\b(?:practitioners?[’']?s?\s+)?(?:learning|reflective|reflection)\s+(?:events?|workshops?|circles?)\b"
    r"|\bpractitioner\s+events?\b",
    re.IGNORECASE,
)
OTHERS = {
    id: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for id, words in (
        ("desktop", r"(?:desk[\s-]?top|table[\s-]?top|desk[\s-]based)\s+(?:\w+\s+)?(?:review|exercise|study)"),
        ("peer", r"peer\s+review"),
        ("deep-dive", r"multi-?\s?agency\s+(?:case\s+)?audit|case\s+file\s+audit"),
        ("single", r"single[\s-]agency\s+(?:learning\s+)?review"),
    )
}

Rule = Callable[[str], list[Found]]


def named_methods(text: str) -> list[Found]:
    """Methods of review that the text names, by id of the vocabulary `methodologies`."""
    return _finder().find(text)


@lru_cache(maxsize=1)
def _finder() -> PhraseFinder:
    return finder_of("methodologies")


def mixed(text: str) -> list[Found]:
    """Words that say the review was done by a mixture of methods."""
    return _said(text, MIXED, "hybrid", IN_USE)


def named_in_use(text: str) -> list[Found]:
    """Methods with a name of their own that a sentence says were used."""
    named = [
        Found(found.value, start + found.start, start + found.end)
        for start, end in sentences(text)
        for found in named_methods(text[start:end])
        if found.value not in ORDINARY and _is_name(text[start:end], found) and _is_so(text[start:end], found, IN_USE)
    ]
    return named or _said(text, OF_THE_INSTITUTE, "scie-lt", IN_USE)


def of_the_type(text: str) -> list[Found]:
    """The method that belongs to the type of review which the text names."""
    return [Found(OF_TYPE[f.value], f.start, f.end) for f in named_types(text) if f.value in OF_TYPE]


def thematic(text: str) -> list[Found]:
    """Words that say several cases were read together for their themes."""
    return _said(text, THEMATIC, "thematic", IN_USE)


def by_agencies(text: str) -> list[Found]:
    """Words that say each agency reviewed its own part and an author wrote the overview of them."""
    return _said(text, BY_AGENCIES, "overview", BY_AGENCIES_TOLD)


def in_other_ways(text: str) -> list[Found]:
    """Forms of review with an ordinary name, where a sentence says that the whole review had that form."""
    said = [found for id, pattern in OTHERS.items() for found in _said(text, pattern, id, AS_METHOD)]
    return said + _said(text, EVENT, "learning-event", AS_METHOD)


def _said(text: str, pattern: re.Pattern[str], id: str, frame: re.Pattern[str]) -> list[Found]:
    if not pattern.search(text):
        return []
    found = []
    for start, end in sentences(text):
        sentence = text[start:end]
        matches = (Found(id, m.start(), m.end()) for m in pattern.finditer(sentence))
        found += [Found(id, start + f.start, start + f.end) for f in matches if _is_so(sentence, f, frame)]
    return found


def _is_so(sentence: str, found: Found, frame: re.Pattern[str]) -> bool:
    """True where the sentence speaks of use beside the name itself, and does not deny it."""
    said = bool(frame.search(sentence, 0, found.start) or frame.search(sentence, found.start))
    return said and not NOT_SO.search(sentence[: found.start])


def _is_name(sentence: str, found: Found) -> bool:
    """False for "learning together" and other names in small letters, unless the name is a technique's."""
    words = sentence[found.start : found.end]
    return words[:1].isupper() or found.value in ("rca", "ai", "sea", "action-learning", "psirf", "welsh")


def methodology(places: Sequence[Place], review_type: Sequence[Statement] = ()) -> Iterator[Statement]:
    """The method that the report says it used; that of its type's guidance; else how its agencies took part.

    None where no sentence says: that practitioners met or that there was a chronology is true of every method.
    """
    told = [(place, 1) for place in _opening(places)]
    told += [(place, 3) for place in places if place.section in SECTIONS or HEADED.search(place.heading)]
    for rule in (mixed, named_in_use):
        yield from (statements := list(_most_said(told, rule, 0.8)))
        if statements:
            return
    for statement in review_type:
        for found in of_the_type(statement.evidence.quote)[:1]:
            yield Statement(
                "methodology", found.value, statement.evidence, statement.printed, "methods.of_the_type", confidence=0.8
            )
            return
    for rule, confidence in ((thematic, 0.7), (by_agencies, 0.7), (in_other_ways, 0.5)):
        yield from (statements := list(_most_said(told, rule, confidence)))
        if statements:
            return


def _opening(places: Sequence[Place]) -> Sequence[Place]:
    return places[: max(OPENING_BLOCKS, int(OPENING_SHARE * len(places)))]


def _most_said(told: Sequence[tuple[Place, int]], rule: Rule, confidence: float) -> Iterator[Statement]:
    counted: Counter[str] = Counter()
    first: dict[str, Statement] = {}
    for place, weight in told:
        if place.block.role == BlockRole.FOOTNOTE:
            continue
        for found in rule(place.text):
            quote = quote_around(place.text, found.start, found.end)
            if found.value in [again.value for again in rule(quote)]:
                counted[found.value] += weight
                printed = place.text[found.start : found.end]
                first.setdefault(
                    found.value,
                    Statement(
                        "methodology",
                        found.value,
                        Evidence(place.page, quote),
                        printed,
                        f"methods.{rule.__name__}",
                        confidence=confidence,
                    ),
                )
    if counted:
        yield first[counted.most_common(1)[0][0]]

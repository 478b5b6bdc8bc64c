"""What kind of review a report is, told by its own name for itself and by its nation."""

from __future__ import annotations

import re

from ingest.values.phrases import Found
from repository.records.items import Kind, PublicationKind

# Most telling first: a name that holds another one stands before it.
NAMES: tuple[tuple[str, str], ...] = (
    (r"learning\s+from\s+case\s+reviews|thematic\s+briefing", "thematic-briefing"),
    (r"biennial\s+analysis", "biennial"),
    (r"triennial\s+analysis", "triennial"),
    (r"single\s+unified\s+safeguarding\s+review", "susr"),
    (r"extended\s+child\s+practice\s+review", "cpr-extended"),
    (r"concise\s+child\s+practice\s+review", "cpr-concise"),
    (r"historical\s+child\s+practice\s+review", "cpr-historical"),
    (r"national\s+review\s+(?:by|of)\s+the\s+(?:child\s+safeguarding\s+)?panel", "ncspr"),
    (r"national\s+child\s+safeguarding\s+practice\s+review", "ncspr"),
    (r"(?:local\s+)?child\s+safeguarding\s+practice\s+review|\bLCSPR\b", "lcspr"),
    (r"child\s+practice\s+review", "cpr"),
    (r"case\s+management\s+review", "cmr"),
    (r"significant\s+case\s+review", "scr-scot"),
    (r"partnership\s+(?:learning\s+)?review", "partnership"),
    (r"multi-?\s?agency\s+(?:case|learning)\s+review", "macr"),
    (r"domestic\s+(?:homicide|abuse\s+related\s+death)\s+review", "dhr"),
    (r"safeguarding\s+adults?\s+review|adult\s+serious\s+case\s+review", "sar"),
    (r"adult\s+practice\s+review", "apr"),
    (r"critical\s+incident\s+review", "cir"),
    (r"initial\s+case\s+review", "icr"),
    (r"serious\s+case\s+management\s+review", "scr-iom"),
    (r"offensive\s+weapons\s+homicide\s+review", "owhr"),
    (r"mental\s+health\s+homicide\s+review", "mhhr"),
    (r"multi-?\s?agency\s+professional\s+forum", "mapf"),
    (r"triennial\s+review\s+of\s+(?:initial|significant)", "scot-triennial"),
    (r"serious\s+case\s+review", "scr"),
    (
        r"part\s+(?:8|eight|VIII)\s+(?:case\s+)?review|review\s+(?:\w+\s+){0,3}under\s+(?:the\s+)?part\s+(?:8|eight|VIII)",
        "part8",
    ),
    (r"(?<!non-)(?:public|statutory)\s+inquiry|\binquiry\s+act|\binquiries\s+act", "inquiry-public"),
    (
        r"(?:committee|panel|court|board|report)\s+of\s+(?:(?:an?|the)\s+)?(?:[\w’'-]+\s+){0,5}?[ie]nquiry"
        r"|independent\s+[ie]nquiry|inquiry\s+(?:report|into)",
        "inquiry-nonstat",
    ),
    (r"joint\s+targeted\s+area\s+inspection", "jtai"),
    (r"inspection\s+of\s+(?:services\s+for\s+children|(?:\w+\s+){0,6}children[’']s\s+services|progress)", "inspection"),
    (r"rapid\s+review", "rapid"),
    (r"learning\s+review", "lr"),
    (r"thematic\s+(?:serious\s+case\s+)?review", "thematic"),
)  # fmt: skip
PATTERNS = tuple((re.compile(rf"\b(?:{pattern})s?\b", re.IGNORECASE), id) for pattern, id in NAMES)
BY_NATION = {
    ("scr", "wales"): "scr-wales",
    ("lr", "scotland"): "lr-scot",
    ("scr", "scotland"): "scr-scot",
}
"""The same words mean another type of review in another nation."""
NATION_OF = {
    "lcspr": "england", "ncspr": "england", "rapid": "england", "scr": "england", "part8": "england",
    "susr": "wales", "cpr": "wales", "cpr-concise": "wales", "cpr-extended": "wales", "cpr-historical": "wales",
    "apr": "wales", "mapf": "wales", "scr-scot": "scotland", "icr": "scotland", "scot-triennial": "scotland",
    "cmr": "northern-ireland",
}  # fmt: skip
"""Whose law or guidance knows a type of review. Wales and Jersey had serious case reviews too, far fewer."""
OF_MANY_CASES = frozenset({"thematic", "ncspr"})
"""Types of review that look at many cases: none of their dates is that of the incident."""
BRIEFINGS = frozenset({"thematic-briefing"})
ANALYSES = frozenset(
    {"inspection", "jtai", "biennial", "triennial", "final-analysis", "panel-annual", "scot-triennial", "ni-overview"}
)

KINDS: tuple[tuple[str, PublicationKind], ...] = (
    (r"executive\s+summary|summary\s+report", PublicationKind.EXECUTIVE_SUMMARY),
    (
        r"learning\s+(?:brief|summary)|(?:7|seven)[\s-]minute\s+briefing|practitioner\s+briefing",
        PublicationKind.LEARNING_BRIEF,
    ),
    (r"action\s+plan", PublicationKind.ACTION_PLAN),
    (r"progress\s+(?:report|on\b|with\b)|\bprogress:", PublicationKind.PROGRESS_REPORT),
    (r"(?:government|board|partnership)(?:['’]s)?\s+response|response\s+(?:to|of\s+the)", PublicationKind.RESPONSE),
    (r"overview\s+report", PublicationKind.OVERVIEW_REPORT),
)  # fmt: skip
KIND_PATTERNS = tuple((re.compile(rf"\b(?:{pattern})", re.IGNORECASE), kind) for pattern, kind in KINDS)


def named_types(text: str) -> list[Found]:
    """Types of review that the text names, the most telling first; a part of a longer name is not named."""
    return _typed(text, "")


def named_types_in_wales(text: str) -> list[Found]:
    """Types of review that the text names when it is about Wales."""
    return _typed(text, "wales")


def named_types_in_scotland(text: str) -> list[Found]:
    """Types of review that the text names when it is about Scotland."""
    return _typed(text, "scotland")


UNDER_AN_ACT = re.compile(
    r"\b(?:under|by\s+virtue\s+of|pursuant\s+to|in\s+accordance\s+with)\s+(?:[\w\s()]{0,40}\bof\s+)?the\s+"
    r"(?:Inquiries\s+Act|Tribunals\s+of\s+Inquiry)",
    re.IGNORECASE,
)


def held_under_an_act(text: str) -> list[Found]:
    """Words that make an inquiry a statutory one: the Act under which it is held."""
    return [Found("inquiry-public", m.start(), m.end()) for m in UNDER_AN_ACT.finditer(text)]


RULE_OF_NATION = {"wales": named_types_in_wales, "scotland": named_types_in_scotland}


def _typed(text: str, nation: str) -> list[Found]:
    found: list[Found] = []
    for pattern, id in PATTERNS:
        for match in pattern.finditer(text):
            if not any(match.start() < f.end and f.start < match.end() for f in found):
                found.append(Found(BY_NATION.get((id, nation), id), match.start(), match.end()))
    return found


def nations_of_types(text: str) -> list[Found]:
    """The nations whose types of review the text names."""
    return [Found(NATION_OF[f.value], f.start, f.end) for f in named_types(text) if f.value in NATION_OF]


def publication_kinds(text: str) -> list[Found]:
    """What a cover calls its file: overview report, executive summary, learning brief and so on."""
    return [Found(kind, m.start(), m.end()) for pattern, kind in KIND_PATTERNS if (m := pattern.search(text))]


def kind_of(review_type: str) -> Kind:
    """Whether an item of that type counts as a review, a briefing or an analysis."""
    if review_type in BRIEFINGS:
        return Kind.BRIEFING
    return Kind.ANALYSIS if review_type in ANALYSES else Kind.REVIEW

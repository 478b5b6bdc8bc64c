"""What kind of review a report is, told by its own name for itself and by its nation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.values.children import labels
from ingest.values.phrases import Found
from ingest.values.quoting import sentences
from repository.records.items import Kind, PublicationKind

# Most telling first: a name that holds another one stands before it.
NAMES: tuple[tuple[str, str], ...] = (
    (r"learning\s+from\s+case\s+reviews|thematic\s+briefing", "thematic-briefing"),
    (r"final\s+analysis\s+of\s+serious\s+case\s+reviews", "final-analysis"),
    (r"biennial\s+(?:analysis|overview|study|review)", "biennial"),
    (r"triennial\s+review\s+of\s+(?:initial|significant)", "scot-triennial"),
    (r"triennial\s+(?:analysis|overview|study|review)", "triennial"),
    (r"single\s+unified\s+safeguarding\s+review", "susr"),
    (r"extended\s+child\s+practice\s+review", "cpr-extended"),
    (r"concise\s+child\s+practice\s+review", "cpr-concise"),
    (r"historical\s+child\s+practice\s+review", "cpr-historical"),
    (r"national\s+review\s+(?:by|of)\s+the\s+(?:child\s+safeguarding\s+)?panel", "ncspr"),
    (r"national\s+child\s+safeguarding\s+practice\s+review", "ncspr"),
    (r"(?:local\s+)?child\s+safeguarding\s+practice\s+review|\bLCSPR\b", "lcspr"),
    (r"child\s+practice\s+review", "cpr"),
    (r"serious\s+case\s+management\s+review", "scr-iom"),
    (r"case\s+management\s+review", "cmr"),
    (r"significant\s+case\s+review", "scr-scot"),
    (r"partnership\s+(?:learning\s+)?review", "partnership"),
    (r"multi-?\s?agency\s+(?:case|learning)\s+review", "macr"),
    (r"domestic\s+(?:homicide|abuse\s+related\s+death)\s+review", "dhr"),
    (r"safeguarding\s+adults?\s+review|adult\s+serious\s+case\s+review", "sar"),
    (r"adult\s+practice\s+review", "apr"),
    (r"critical\s+incident\s+review", "cir"),
    (r"initial\s+case\s+review", "icr"),
    (r"offensive\s+weapons\s+homicide\s+review", "owhr"),
    (r"mental\s+health\s+homicide\s+review", "mhhr"),
    (r"multi-?\s?agency\s+professional\s+forum", "mapf"),
    (r"serious\s+case\s+review", "scr"),
    (
        r"part\s+(?:8|eight|VIII)\s+(?:case\s+)?review|review\s+(?:\w+\s+){0,3}under\s+(?:the\s+)?part\s+(?:8|eight|VIII)"
        r"|part\s+(?:8|eight|VIII)(?=\s+of\s+(?:\W?working\s+together|the\s+(?:guid|circular)))",
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
    (r"national\s+(?:thematic\s+|practice\s+)?review", "ncspr"),
    (r"learning\s+(?:lessons?\s+)?review|lessons?\s+learn(?:ed|t|ing)\s+review", "lr"),
    (r"thematic\s+(?:serious\s+case\s+)?review", "thematic"),
)  # fmt: skip
PATTERNS = tuple((re.compile(rf"\b(?:{pattern})(?P<many>s)?\b", re.IGNORECASE), id) for pattern, id in NAMES)
OF_A_GROUP = re.compile(r"[’']?\s+(?:national\s+)?panel\b", re.IGNORECASE)
"""After "child safeguarding practice review" it is a body that every local report names."""
NEGATION = (
    r"(?:not|never|no|nor|neither|cannot|without|instead\s+of|in\s+place\s+of|rather\s+than|as\s+opposed\s+to"
    r"|other\s+than|unlike|short\s+of|less\s+than|outside|below|beneath|under\s+the\s+(?:threshold|criteria)|against"
    r"|whether|replac(?:es?|ed|ing)|supersed(?:es?|ed|ing)|formerly|previously|predecessors?\s+(?:of|to))"
)
BETWEEN = (
    r"(?:an?|the|any|such|this|it|that|to|of|for|in|on|by|as|or|and|with|out|so|either|there|case|itself|quite|full|formal(?:ly)?|strict(?:ly)?|further"
    r"|statutory|national|local|mandatory|legal|old|earlier|former|previous|guidance|process|system|rules|is|are|was|were|be|been|being|ha[sd]|have"
    r"|d(?:id|o|oes)|should|would|could|might|need(?:s|ed)?|criteri(?:a|on)|threshold|test|grounds|conditions?|definition|requirements?|scope"
    r"|h[eo]ld(?:ing)?|commission\w*|undert[ao]\w+|carr(?:y|ied)|conduct\w*|me(?:et|t|eting)|reach\w*|satisf\w+|fulfil\w*|pass\w*|warrant\w*|requir\w*"
    r"|justif\w+|constitut\w*|amount\w*|fall\w*|within|proceed\w*|progress\w*|lead\w*|result\w*|initiat\w*|trigger\w*|consider\w*|recommend\w*"
    r"|merit\w*|call\w*|appropriate|necessary|th(?:ink|ought)|felt|believ\w+|judg\w+|f(?:in|oun)d|agree\w*|decid\w+|serious|child|safeguarding|practice"
    r"|review|significant|management)"
)
"""What may stand between a negation and the type that it denies."""
DENIED_BEFORE = re.compile(
    rf"(?:\b{NEGATION}|n[’']t)\b(?:[ ,\n“‘\"'(]+{BETWEEN}\b){{0,12}}[ ,\n“‘\"'(]*$", re.IGNORECASE
)
TESTED = re.compile(
    r"\b(?:criteri(?:a|on)|threshold|test|grounds|conditions?|requirements?|definition|need|case)\s+(?:for|of)\b",
    re.IGNORECASE,
)
UNMET = re.compile(
    r"\b(?:not|n[’']t|never|neither|nor|un(?:met|satisfied|fulfilled)|fell\s+short|no\s+longer)\b", re.IGNORECASE
)
NOT_HELD = re.compile(
    r"^\W{0,3}(?:\([^)]{0,20}\)\s*)?(?:(?:was|were|is|are|would|should|did|does|had|has|have)\s+(?:therefore\s+)?(?:not|never|neither)\b"
    r"|(?:was|were|is)n[’']t\b)(?:\s+have)?(?:\s+be(?:en)?)?\s+(?:(?:thought|considered|felt|deemed|judged|found)\s+(?:to\s+be\s+)?)?(?:held|commissioned|required"
    r"|undertaken|carried\s+out|necessary|needed|appropriate|warranted|justified|proportionate|called\s+for|recommended"
    r"|initiated|indicated|instigated|merited|met|satisfied|fulfilled|apply)\b",
    re.IGNORECASE,
)
REACH = 160
"""Characters on either side of a name in which it may be denied."""
ITSELF = re.compile(r"\b(?:this|the\s+present|the\s+current|our)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
ASKED_FOR = re.compile(
    r"\b(?:commission|undert(?:ake|ook)|carr(?:y|ied)\s+out|h[eo]ld|conduct|agree|decid|initiat|recommend|ask|request|lead|led|subject\s+of|complet|open|chose|opt"
    r"|took\s+the\s+form)[^.;]{0,60}\b(?:an?|the|by)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
LESS_TELLING = {"rapid": 0.4, "lr": 0.7, "thematic": 0.7, "ncspr": 0.3, "inquiry-nonstat": 0.5, "inquiry-public": 0.5}
"""Names that reports of other types have among their words: a rapid review comes before others, an inquest after."""
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
    (
        r"progress\s+(?:report|review|update|on\b|with\b|against\b|since\b)|\bprogress:|(?:report|update)\s+on\s+(?:the\s+)?progress"
        r"|update\s+on\s+(?:the\s+)?(?:actions?|recommendations)",
        PublicationKind.PROGRESS_REPORT,
    ),
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


SPAN = re.compile(
    r"\banalys[ie]s\s+of\s+(?:\w+\s+){0,3}?(?:serious\s+case\s+|case\s+|child\s+safeguarding\s+practice\s+)?reviews\b[^.\n]{0,60}?"
    r"\b(?P<first>(?:19|20)\d\d)\W{1,3}(?:(?:to|and|until|until\s+the\s+end\s+of)\s+)?(?:\w+\s+)?(?P<last>(?:19|20)?\d\d)\b",
    re.IGNORECASE,
)
OF_YEARS = {2: "biennial", 3: "triennial"}
NUMBER = (
    r"(?:\d{1,4}|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-]\w+)?|(?:a|one)\s+hundred(?:\s+and\s+[\w-]+)?"
    r"|a\s+(?:number|sample|selection|range)\s+of|several|many|dozens\s+of|all\s+(?:the\s+)?)"
)
REVIEWS = (
    r"(?:(?:published|serious|recent|local|national|significant|child|case|practice|safeguarding|management|such|other|the)"
    r"\s+)*reviews"
)
MANY = re.compile(rf"\b{NUMBER}\s+{REVIEWS}\b", re.IGNORECASE)
RESTS_ON = re.compile(
    r"\b(?:briefing|summary|document|paper|fact\s?sheet|leaflet|bulletin|digest|guide|note|resource|edition|issue|it|we"
    r"|learning|points|messages|lessons|findings|themes)\b[^.]{0,80}?\b(?:based|rest(?:s|ing)?|draw(?:s|n|ing)?|drew|built"
    r"|look(?:s|ed|ing)?|read(?:s|ing)?|analys(?:e[sd]?|ing)|about|sums?\s+up|summari[sz](?:es?|ed|ing)|taken|comes?|came|gathered"
    r"|collected|examin(?:es?|ed)|brings?|identified|from|of|in)\b",
    re.IGNORECASE,
)
"""Before "19 case reviews": what says that the paper itself was made from them."""
FROM_REVIEWS = re.compile(
    r"\b(?:learning|lessons?|themes?|messages?|findings?|insights?|learned|learnt|evidence|tell|teach|say|show|mean)\b[\w\s’',-]{0,40}?"
    rf"\b(?:from|in|of|across|by)\s+{REVIEWS}\b|\bwhat\s+{REVIEWS}\s+(?:\w+\s+)?(?:tell|teach|say|show|taught|have)\b"
    rf"|\b(?:in|across|from)\s+(?:the\s+)?(?:serious\s+)?(?:case|practice|management)\s+reviews\b",
    re.IGNORECASE,
)
"""Titles of papers about what many reviews have in common."""


def analyses(text: str) -> list[Found]:
    """National analyses of all reviews of some years, named by how many years they are."""
    found = []
    for match in SPAN.finditer(text):
        first, last = int(match["first"]), int(match["last"][-2:])
        id = OF_YEARS.get((last - first) % 100)
        found += [Found(id, match.start(), match.end())] if id else []
    return found


def of_many_reviews(text: str) -> list[Found]:
    """Words that say a paper was made from many reviews: a briefing by theme or sector."""
    found = []
    for start, end in sentences(text) if MANY.search(text) else ():
        match = MANY.search(text, start, end)
        if match and RESTS_ON.search(text, max(start, match.start() - REACH), match.start()):
            found.append(Found("thematic-briefing", match.start(), match.end()))
    return found


def titled_for_many(text: str) -> list[Found]:
    """A title of what many reviews have in common; none where it is about a child."""
    if labels(text):
        return []
    return [Found("thematic-briefing", m.start(), m.end()) for m in FROM_REVIEWS.finditer(text)]


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
    return [found for found, _ in mentions(text, nation)]


def mentions(text: str, nation: str = "") -> list[tuple[Found, bool]]:
    """The types that the text names, each with whether it names many of them ("serious case reviews").

    A type that its sentence denies ("did not meet the criteria for …"), weighs or says was replaced is not named.
    """
    found: list[tuple[Found, bool]] = []
    for pattern, id in PATTERNS:
        for match in pattern.finditer(text):
            if not any(match.start() < f.end and f.start < match.end() for f, _ in found):
                found.append((Found(BY_NATION.get((id, nation), id), match.start(), match.end()), bool(match["many"])))
    borders = sentences(text) if found else []
    return [(f, many) for f, many in found if not _is_of_a_group(text, f) and not _is_denied(text, f, borders)]


def rule_of(nation: str) -> Callable[[str], list[Found]]:
    """The rule that knows what the names of types mean in a nation."""
    return RULE_OF_NATION.get(nation, named_types)


def weighed(text: str, nation: str) -> list[tuple[Found, float]]:
    """The types that the text names, each with how far it speaks of the review that it reports."""
    return [(found, _weight(text, found, many, nation)) for found, many in mentions(text, nation)]


def _weight(text: str, found: Found, many: bool, nation: str) -> float:
    before = text[max(0, found.start - REACH) : found.start]
    weight = 4.0 if ITSELF.search(before) else 2.0 if ASKED_FOR.search(before) else 1.0
    weight *= 0.25 if many else 1.0
    weight *= LESS_TELLING.get(found.value, 1.0)
    return weight * (0.2 if NATION_OF.get(found.value, nation) != nation and nation else 1.0)


def _is_of_a_group(text: str, found: Found) -> bool:
    return found.value == "lcspr" and bool(OF_A_GROUP.match(text, found.end)) and text[found.start] not in "Ll"


def _is_denied(text: str, found: Found, borders: Sequence[tuple[int, int]]) -> bool:
    """True where the sentence says that the review was not of this type."""
    start, end = next((b for b in borders if b[0] <= found.start < b[1]), (0, len(text)))
    before, after = text[max(start, found.start - REACH) : found.start], text[found.end : min(end, found.end + REACH)]
    if DENIED_BEFORE.search(before) or NOT_HELD.search(after):
        return True
    return bool(TESTED.search(before) and UNMET.search(after.partition(";")[0]))


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

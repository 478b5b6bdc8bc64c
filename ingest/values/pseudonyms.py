"""Names that a review gives to those it is about where it uses no code: "called Jowan in this report", "the boy A"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.values.ages import NUMBER, PERSON, UNIT

NAME = r"[A-ZÀ-Ý][a-zà-ÿ’'-]{2,}"
QUOTE = r"[“\"‘']?"
CLOSED = r"[”\"’']?"
KINDS = r"(?:Child|Baby|Infant|Young\s+Person|Boy|Girl)"
NOT_A_NAME = frozenset(
    "Mother Father Mum Dad Child Baby Infant Family Local Serious Significant Case Review Reviews Report Overview"
    " Executive Summary Thematic Learning Lessons Safeguarding Children Child Protection Practice Partnership Board"
    " Committee Inquiry Domestic Homicide Suicide Neglect Abuse Action Plan Response Final Draft The This That Part"
    " Volume Working Together Independent Author Chair Reviewer January February March April May June July August"
    " September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday School Nursery"
    " Hospital Council County Adult Adults Joint National Regional Public Death Deaths Concise Extended Single"
    " Unified He She It They There His Her Their Stepfather Stepmother Grandmother Grandfather Partner Sibling Police"
    " Who What When Where One Two Three Four Five Six Seven Eight Nine Ten".split()
)
CALLED = (
    r"(?:(?:called|named)|(?:referred\s+to|known|identified)(?:\s+(?:here|throughout|below|only|in|within))*"
    r"(?:\s+(?:this|the)\s+(?:report|review|document|summary))?\s+as|given\s+the\s+(?:name|pseudonym)(?:\s+of)?)"
)
HERE = (
    r"(?:(?:in|throughout|for\s+the\s+purposes?\s+of)\s+(?:this|the|our)\s+(?:report|review|document|summary|account)"
    r"|here(?:after|in)?\b|throughout\b)"
)
NAMES = rf"{NAME}(?:(?:,\s+{NAME}){{0,8}},?\s+(?:and|&)\s+{NAME})?"
PASSIVE = re.compile(rf"\b{CALLED}\s+{QUOTE}(?:{KINDS}\s+)?(?P<name>{NAMES})")
LISTED = re.compile(rf"\b{NAME}(?:,\s+{NAME}){{0,8}},?\s+(?:and|&)\s+{NAME}\b")
CODES = re.compile(
    rf"\b(?:{CALLED}|(?:to\s+be|will\s+be|are|is)\s+(?:known|called|referred\s+to)\s+as)\s+{QUOTE}"
    r"(?P<codes>(?:[A-Z]{2}|[A-Z]\d)(?:(?:,\s+[A-Z]{1,2}\d?){0,9},?\s+(?:and|&)\s+[A-Z]{1,2}\d?)?)\b(?![.’'-]?\w)"
)
SAID_TO_BE_HERE = re.compile(rf"{HERE}|\bpseudonym|\breal\s+name|\bnot\s+(?:his|her|their)\s+(?:own\s+)?name", re.I)
WE_CALL = re.compile(
    rf"\b(?:(?:we|I|report|review|reviewers?|panel)\s+(?:will\s+|shall\s+|ha(?:s|ve)\s+|therefore\s+)*"
    rf"(?:call(?:s|ed)?|refer(?:s|red)?\s+to|name[sd]?)"
    rf"\s+(?:him|her|them|the\s+(?:boy|girl|child|baby|infant|young\s+\w+))(?:\s+as)?|pseudonym(?:\s+of)?"
    rf"|to\s+be\s+(?:called|known\s+as)|asked\s+to\s+be\s+called|chose\s+the\s+name(?:\s+of)?)\s+{QUOTE}(?P<name>{NAMES})"
)
NOT_REAL = re.compile(
    rf"(?P<bracketed>{NAME}){QUOTE}\s*\((?:a\s+pseudonym|pseudonym|not\s+(?:his|her|their)\s+real\s+name)\b|(?P<names>{NAME}(?:(?:,\s+{NAME}){{0,8}}\s+and\s+{NAME})?)\s+(?:is|are|was|were)\s+(?:not\s+(?:his|her|their)\s+(?:real|own|true)"
    r"\s+names?|(?:a\s+)?pseudonyms?)|(?P<chosen>[A-ZÀ-Ý][a-zà-ÿ’'-]{2,})\s+chose\s+the\s+name\s+by\s+which"
)
IN_TITLE = re.compile(rf"\b(?:{KINDS}\s+)?(?:{NAME}|[A-ZÀ-Ý][A-ZÀ-Ý’'-]{{2,}})(?:\s+{NAME})?")
NOT_OF_A_CHILD = re.compile(
    r"\b(?:author|chair\w*|reviewers?|by|lead|written|prepared|editor|QC|Q\.C|Dr|Prof\w*)\b", re.I
)
"""Words of a cover line after which it names who wrote the report and not whom it is about."""
AND_OTHERS = re.compile(
    r"\band\s+(?:his|her|their)\s+(?:\w+\s+)?(?:brothers?|sisters?|siblings?)\b|\b(?:siblings|family)\b", re.I
)
KIN = (
    r"(?:mother|father|parents|family|brothers?|sisters?|siblings?|grandmother|grandparents|stepfather|mum|dad|death"
    r"|life|husband|wife|children|son|daughter|aunt|uncle|carers?|birth|body|injur\w+|school|teacher|siblings)"
)
WHO = rf"(?:{NAME}(?:\s+{NAME})?)"
NEARLY = r"(?:(?:then|still|just|only|nearly|almost|about|both|now|aged)\s+)*"
A_CHILD = (
    rf"(?:{NEARLY}(?:{NUMBER})\b(?=[\s.,;-]+(?:{UNIT}|on|when|at|and|in|or)\b|[.,;)])|born\b|aged\s"
    r"|an?\s+(?:[\w-]+[\s,]+){0,4}(?:boy|girl|child|baby|infant|toddler|teenager|pupil|young\s+(?:man|woman|person)))"
)
TOLD_OF = (
    re.compile(
        r"\b(?:two|three|four|five|six|seven|eight|both)\s+(?:[\w-]+\s+){0,2}"
        r"(?:brothers|sisters|siblings|children|boys|girls|babies|infants|teenagers|young\s+(?:people|men|women))"
        rf",?\s+(?:(?:called|named)\s+)?(?P<names>{WHO}(?:(?:,\s+{WHO}){{0,8}},?\s+and\s+{WHO})?)\b"
    ),
    re.compile(
        rf"(?P<names>{WHO}(?:(?:,\s+{WHO}){{0,8}},?\s+and\s+{WHO})?)"
        rf",?\s+(?:who\s+)?(?:was|were|is|had\s+(?:just\s+)?turned)\s+{A_CHILD}"
    ),
    re.compile(rf"(?P<names>{WHO}),?\s+\(?(?:then\s+)?aged\s+{NEARLY}(?:{NUMBER})\b"),
    re.compile(
        rf"(?P<names>{WHO}),\s+(?:who\s+(?:is|was)\s+)?an?\s+(?:[\w-]+\s+){{0,4}}"
        r"(?:boy|girl|child|baby|infant|toddler|teenager|young\s+(?:man|woman|person))\b"
    ),
    re.compile(rf"(?P<names>{WHO})\s+\((?:then\s+)?(?:{NUMBER})(?:\s+{UNIT})?\)"),
)
"""How a report says of somebody that it is a child: by an age, a birth, or a word for one."""
SAID_OF_SOMEBODY = (
    r"died|lived|told|said|loved|liked|asked|attended|moved|cried|wanted|felt|slept|suffered|sustained|experienced"
    r"|disclosed|weighed|survived|stayed|ran|wrote|spoke|had\s+been|was\s+(?:\w+ly\s+)?(?:killed|admitted|found|seen|taken"
    r"|placed|brought|born|described|removed|murdered|stabbed|looked|carried|cared)"
)
OF_ANOTHER = re.compile(
    r"\b(?:brothers?|sisters?|siblings?|cousins?|friends?|mother|father|partner|uncle|aunt|nephew|niece|(?:social\s+)?worker"
    r"|half-\w+|step\w+|husband|wife|lodger|twin\s+of),?\s+(?:(?:named|called)\s+)?$",
    re.IGNORECASE,
)
"""Before a name: kin of the child, who are not whom the review is about."""
SEVERAL_OF_KIN = re.compile(r"\b(?:two|three|four|five|six|the)\s+(?:siblings|brothers|sisters)\b[^.;]*$", re.I)
FEWEST = 3
"""Sentences in which a child of the review is named, at least."""
LETTERED = re.compile(r"\b(?:[Tt]he\s+)?(?:boy|girl|child|baby|infant|pupil)\s+(?P<letter>[A-Z])\b(?!\w|\.\w)")
FIRST_PAGES = 8
"""Pages on which a review says how it calls those it is about."""


def named_in_title(lines: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Names in the lines of a title of which the text speaks as of a child or a victim; a place has no mother."""
    of_it = [line[: m.start()] if (m := NOT_OF_A_CHILD.search(line)) else line for line in lines]
    found = dict.fromkeys(name for line in of_it for m in IN_TITLE.finditer(line) for name in _parts(m[0]))
    known = [name for name in found if is_somebody(name, texts)]
    known = [name for name in known if not any(name in other.split() for other in known if other != name)]
    return [name for name in found if name in known or any(_listed_with(name, of_it, texts, one) for one in known)]


def _listed_with(name: str, lines: Sequence[str], texts: Sequence[str], known: str) -> bool:
    """True where a line of the title names somebody beside one who is known, and the text names them too."""
    beside = rf"{re.escape(known)}(?:,\s+\w+)*(?:,|,?\s+and|\s+&)\s+{re.escape(name)}\b"
    after = rf"{re.escape(name)}(?:,\s+\w+)*(?:,|,?\s+and|\s+&)\s+{re.escape(known)}\b"
    own = re.compile(rf"\b{re.escape(name.split()[-1])}\b")
    return (
        any(re.search(f"{beside}|{after}", line) for line in lines)
        and sum(own.search(text) is not None for text in texts) >= FEWEST
    )


def _parts(words: str) -> list[str]:
    """A name as a text prints it: of two words, of one of them, or with the word for a child before it."""
    printed = [word.capitalize() if word.isupper() else word for word in words.split()]
    if has_kind(" ".join(printed)):
        return [] if printed[-1] in NOT_A_NAME else [" ".join(printed)]
    named = [word for word in printed if word.removesuffix("’s").removesuffix("'s") not in NOT_A_NAME]
    named = [word.removesuffix("’s").removesuffix("'s") for word in named]
    return [" ".join(named), *named] if len(named) == len(printed) > 1 else named


def has_kind(name: str) -> bool:
    """True for a name with the word for a child before it: "Baby Rowan"."""
    return re.fullmatch(KINDS, " ".join(name.split()[:-1])) is not None


def is_somebody(name: str, texts: Sequence[str]) -> bool:
    """True where the text speaks of the name as of a person: an age, kin, a birth or death; a place has none."""
    words = name.split()
    own = re.escape(words[-1] if has_kind(name) else words[0])
    rest = rf"(?:\s+{re.escape(words[-1])})?" if len(words) > 1 else ""
    mentions = [text for text in texts if re.search(rf"\b{own}\b", text)]
    kin = re.compile(rf"\b{own}{rest}[’']s\s+(?:(?:own|elder|older|younger|half|step|paternal|maternal)[\s-]+)?{KIN}\b")
    named = re.compile(rf"{CALLED}\s+{QUOTE}(?:{KINDS}\s+)?{own}\b|\bname\s+{QUOTE}{own}\b")
    said = re.compile(rf"\b{own}{rest}(?:,?\s+who|\s+and\s+{NAME}|,)?\s+(?:{SAID_OF_SOMEBODY})\b")
    told = [p for p in TOLD_OF if any(_tells(p, text, own) for text in mentions)]
    evidence = sum(bool(kin.search(t)) + bool(named.search(t)) + bool(said.search(t)) for t in mentions)
    return len(mentions) >= FEWEST and bool(told or evidence >= 2 or any(map(kin.search, mentions)))


def _tells(pattern: re.Pattern[str], text: str, own: str) -> bool:
    return any(re.search(rf"\b{own}\b", m["names"]) for m in pattern.finditer(text))


def told_of(front: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Names of which the first pages say that they are children's, and which the text goes on to speak of."""
    found: Counter[str] = Counter()
    for text in front:
        for pattern in TOLD_OF:
            for match in pattern.finditer(text):
                if not OF_ANOTHER.search(text[max(0, match.start() - 40) : match.start()]):
                    found.update(name.split()[0] for name in split_names(match["names"]))
    found.update(_listed_with_any(found, front))
    words = Counter(word for text in texts for word in re.findall(r"[^\W\d_][\w’'-]+", text))
    fitting = [n for n in found if n not in NOT_A_NAME and words[n.lower()] < words[n]]
    spoken = {name: sum(1 for text in texts if re.search(rf"\b{re.escape(name)}\b", text)) for name in fitting}
    most = max(spoken.values(), default=0)
    return [name for name, times in spoken.items() if times >= max(FEWEST, most / 5)]


def _listed_with_any(known: Counter[str], front: Sequence[str]) -> list[str]:
    """Names that the first pages list with one that is known: "two sisters, Orla and Niamh"."""
    lists = [split_names(m[0]) for text in front for m in LISTED.finditer(text)]
    return [name for names in lists if any(n in known for n in names) for name in names if len(name.split()) == 1]


def introduced_codes(front: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Codes without a word for a child that the first pages give: "to be known as AA, AB and AC"."""
    found = [code for text in front for m in CODES.finditer(text) for code in re.findall(r"[A-Z]{1,2}\d?", m["codes"])]
    return [c for c in dict.fromkeys(found) if sum(re.search(rf"\b{c}\b", t) is not None for t in texts) >= FEWEST]


def split_names(names: str) -> list[str]:
    """The names of a list: "Harriet, Isaac and Jude"."""
    return [name for name in re.split(r",?\s+(?:and|&)\s+|,\s+", " ".join(names.split())) if name]


def introduced(texts: Sequence[str]) -> list[str]:
    """Names that the text says it gives to a child; those it gives to parents and others are left out."""
    found: list[str] = []
    for at, text in enumerate(texts):
        around = " ".join(texts[max(0, at - 1) : at + 2])
        passive = PASSIVE.finditer(text) if SAID_TO_BE_HERE.search(around) else ()
        for match in (*passive, *WE_CALL.finditer(text)):
            found += split_names(match["name"]) if _of_a_child(text, match) else []
        for match in NOT_REAL.finditer(text):
            found += split_names(match["names"] or match["bracketed"] or match["chosen"])
    return list(dict.fromkeys(name for name in found if name not in NOT_A_NAME))


def _of_a_child(text: str, match: re.Match[str]) -> bool:
    before = list(PERSON.finditer(text, max(0, match.start() - 90), match.start()))
    several = SEVERAL_OF_KIN.search(text, max(0, match.start() - 90), match.start())
    return bool((before and before[-1]["child"]) or several) or PERSON.search(match[0]) is not None


def letters(headings: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Single letters by which an older report calls children ("the boy A"), from its headings, else from its text."""
    headed = [m["letter"] for text in headings for m in LETTERED.finditer(text)]
    if headed:
        return list(dict.fromkeys(headed))
    told = [m["letter"] for text in texts for m in LETTERED.finditer(text)]
    return sorted({letter for letter in told if told.count(letter) >= 3})

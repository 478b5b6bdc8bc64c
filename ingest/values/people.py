"""Who wrote a report and who chaired the review, as the report itself names them."""

from __future__ import annotations

import re

from ingest.values.phrases import Found

TITLE = (
    r"(?:Dr|Mr|Mrs|Ms|Miss|Professor|Prof|Sir|Dame|Lord|Lady|Baroness|Rev(?:erend)?|C(?:ouncil)?lr|The\s+Rt\s+Hon"
    r"|His\s+Honour|Judge|DR|MR|MRS|MISS)\.?\s+"
)
NOT_NAMES = (
    r"(?!(?i:Published|Independent|Chair(?:man|person|woman)?|Authors?|Lead|Reports?|Reviews?|Reviewers?|Dated?|Board|Panel"
    r"|Committee|Safeguarding|The|And|Of|For|By|Council|County|City|Borough|Trust|Services?|Department|University|School"
    r"|Hospital|Constabulary|Police|NHS|Local|National|Regional|Partnership|Commission(?:ed|er)?|Government|Working"
    r"|Children(?:[’']s)?|Child|Serious|Cases?|Executive|Overview|Learning|Practice|Significant|Thematic|Summary|January"
    r"|February|March|April|June|July|August|September|October|November|December|Limited|Ltd|Consult\w+|Associates"
    r"|Directors?|Managers?|Head|Principal|Officers?|Assistant|Senior|Chief|Deputy|Business|Inspector|Superintendent|Designated|Named|Interim|Former|Retired|Social|Health|Education|Versions?|Final|Draft|Contents|Introduction|Background|Section"
    r"|Part|Appendix|Mother|Father|Dr|Mrs?|Ms|Miss|Professor|Prof|Sir|Dame|Lord|Lady|Judge)\b"
    r"|[DOMC]BE\b|[QK]C\b|Q\.|Page\s+\d|(?:BSc|MSc|BEd|MEd|PhD|MPhil|LLB|LLM|DipSW|BA|MA|CQSW|RGN|RMN|QPM)\b)"
)
WORD = rf"{NOT_NAMES}[A-Z][\w'’-]*[a-z][\w'’-]*"
CAPITALS = rf"{NOT_NAMES}[A-Z][A-Z'’-]+\b"
NAME = (
    rf"(?:{TITLE})?(?:{WORD}(?:[ \t]+{NOT_NAMES}(?:{WORD}|[A-Z]\b\.?|de|van|von)){{1,3}}"
    rf"|{CAPITALS}(?:[ \t]+(?:{CAPITALS}|{NOT_NAMES}[A-Z]\b\.?)){{1,3}}"
    rf"|(?:[A-Z]\.[ \t]?|[A-Z][ \t]){{1,3}}[ \t]?(?:{WORD}|{CAPITALS}))"
)
LETTERS = r"(?:,?[ \t]+\(?(?:[A-Z][a-z]*[A-Z]+[A-Za-z]*|(?:[A-Z]\.){2,4})\)?){0,5}"
"""Letters after a name, such as those of a degree or an honour."""
AND = rf"(?:{LETTERS}(?:[ \t]*\([^()\n]{{1,40}}\))?(?:\s*(?:,|;|and|&)\s+|\s*\n\s*))"
"""Between two names: what stands after the first (its letters, where its bearer is from) and "and", or a new line."""
NAMES = rf"(?P<names>{NAME}(?:{AND}{NAME}){{0,5}})"
HONORIFIC = re.compile(rf"^(?:{TITLE})+")
ROLE = (
    r"(?i:(?:(?:independent|lead|overview|report|review|external|joint|principal|main|scr|co)[\s-]+){0,4}"
    r"(?:(?:(?:safeguarding|social\s+work|social\s+care|child\s+protection|children[’']s\s+services|health|management)\s+){0,2}"
    r"(?:chair(?:man|person|woman)?|facilitator|consultant|trainer|adviser)\s*(?:,|and|&|/)\s*(?:(?:lead|overview|report|independent|review)\s+){0,3})?"
    r"(?:authors?|reviewers?|writers?))\b"
)
WORK = (
    r"(?i:(?:the|this|an?|its|their|her|his|our)\s+(?:[\w’'-]+\s+){0,5}?"
    r"(?:review|report|overview|summary|study|inquiry|analysis))\b"
)
IS = r"(?i:\s+(?:is|was|are|were|has\s+been|have\s+been)\s+)"
TASK = (
    rf"(?:(?i:as|to\s+be|to\s+act\s+as)\s+(?i:an?\s+|the\s+|its\s+)?{ROLE}"
    r"|(?i:to\s+(?:write|author|lead|undertake|conduct|carry\s+out|prepare|complete|produce|compile)\s+)"
    rf"{WORK})"
)
GIVEN = r"(?i:appointed|commissioned|engaged|asked|instructed|contracted|selected|identified|invited)"
MADE = r"(?i:written|prepared|authored|compiled|undertaken|drafted|produced)"
DONE = r"(?i:led|conducted|carried\s+out|completed|facilitated|reviewed)"
AUTHOR = re.compile(
    rf"(?:\b{ROLE}\s*(?:\d\b)?(?i:\s+of\s+(?:the|this)\s+(?:overview\s+)?(?:report|review)|\s+of\s+[^:.\n]{{3,60}}(?=:))?\s*(?:\([^)]{{0,60}}\))?\s*"
    rf"(?:[:,|–-]\s*|(?i:was|were|is|are)\s+|\n\s*)"
    rf"|(?:\b{MADE}|{WORK}[^.\n]{{0,40}}?\s{DONE}|\b(?i:report(?:\s+(?:is|was))?))\s+"
    rf"(?i:on\s+behalf\s+of\s+[^.\n]{{0,60}}?\s)?(?i:by)\s*:?\s*(?i:(?:an?|the|its|two)\s+)?(?:{ROLE}s?\s*[,:]?\s+)?"
    rf"|^(?:(?:{DONE}|(?i:review|report))\s+)?(?i:by)\s*:?\s+(?i:(?:an?|the)\s+)?(?:{ROLE}s?\s*[,:]?\s+)?)" + NAMES,
    re.MULTILINE,
)
AUTHOR_AFTER = re.compile(
    NAMES + rf"{LETTERS}\s*(?:,|\(|[–-]|\||\n|{IS})\s*(?i:(?:an?|the|its)\s+)?{ROLE}"
    rf"|\b(?i:lead\s+reviewer|reviewer|author)\s+(?P<names_of>{NAME})"
)
AUTHOR_TOLD = re.compile(
    NAMES + rf"{LETTERS}(?:,[^.,]{{0,100}},)?(?:{IS}{GIVEN}\b[^.]{{0,80}}?\s{TASK}"
    rf"|\s+(?i:wrote|authored|led|undertook|conducted|carried\s+out|compiled)\s+{WORK}"
    r"|\s+(?i:read|examined|analysed|studied|went\s+through|worked\s+from)\s+(?i:(?:all\s+)?(?:the|their|our|every)\s+(?:[\w’'-]+\s+){0,3}?"
    r"(?:records?|files?|papers|chronolog(?:y|ies)|documents))\b)"
    rf"|\b{GIVEN}\s+(?P<names_given>{NAME}(?:{AND}{NAME}){{0,5}}){LETTERS}(?:,[^.]{{0,100}},)?\s+{TASK}"
)
ROLE_ALONE = re.compile(rf"{ROLE}\s*(?i:of\s+(?:the|this)\s+(?:overview\s+)?report)?\s*:?")
ALONE = re.compile(rf"{ROLE}\s+{NAMES}")
CHAIR = re.compile(
    r"(?i:\b(?:independent\s+)?(?:panel\s+|review\s+panel\s+|board\s+)?chair(?:man|person|woman)?(?:\s+of\s+[^.:]{0,60})?)"
    r"\s*(?::|[-–]|was|is)\s*" + NAMES
)
CHAIR_AFTER = re.compile(
    NAMES + rf"{LETTERS}\s*(?:,|\(|[–-]|\n)\s*(?i:(?:the\s+)?(?:independent\s+)?(?:panel\s+)?chair(?:man|woman|person)?"
    r"(?:\s+of\s+the\s+(?:\w+\s+){0,3}(?:inquiry|enquiry|panel|review|committee))?)\s*(?:\)|$)",
    re.MULTILINE,
)
CHAIR_ALONE = re.compile(
    r"(?:the\s+)?(?:independent\s+)?(?:panel\s+)?chair(?:man|woman|person)?(?:\s+of\s+the\s+(?:\w+\s+){0,3}\w+)?",
    re.IGNORECASE,
)
NAMES_ALONE = re.compile(rf"(?P<names>{NAME}(?:\s*[,;]\s+{NAME}){{0,5}}\s*(?:,|;|,?\s+and|&)\s+{NAME})")
SIGNED = re.compile(rf"(?P<names>{NAME}){LETTERS}\.?\s*(?P<chair>,?\s*\(?(?i:chair(?:man|woman|person)?)\)?\.?)?")


def names_alone(text: str) -> list[Found]:
    """The names of a line that holds nothing but two names or more, as the authors of a study stand on its cover."""
    match = NAMES_ALONE.fullmatch(text.strip())
    return _each_name(NAMES_ALONE, text) if match else []


def authors(text: str) -> list[Found]:
    """Printed names of authors, reviewers and overview writers."""
    alone = ALONE.fullmatch(text.strip())
    if alone:
        return _each_name(ALONE, text)
    return _each_name(AUTHOR, text) or _each_name(AUTHOR_AFTER, text) or _each_name(AUTHOR_TOLD, text)


def is_role(text: str) -> bool:
    """True for a line that only says what the person named on the next or the last line did."""
    return bool(ROLE_ALONE.fullmatch(text.strip()))


def signed(text: str) -> list[Found]:
    """The name of somebody who signed: a line with nothing else, but for the office of chairman."""
    return _each_name(SIGNED, text) if SIGNED.fullmatch(text.strip()) else []


def signed_as_chair(text: str) -> bool:
    """True for the signature of a chairman."""
    match = SIGNED.fullmatch(text.strip())
    return bool(match and match["chair"])


def chairs(text: str) -> list[Found]:
    """Printed names of those who chaired the panel or inquiry."""
    return _each_name(CHAIR, text) or _each_name(CHAIR_AFTER, text)


def is_chair(text: str) -> bool:
    """True for a line that only says that the person named on the next or the last line was in the chair."""
    return bool(CHAIR_ALONE.fullmatch(text.strip()))


def _each_name(pattern: re.Pattern[str], text: str) -> list[Found]:
    found = []
    for match in pattern.finditer(text):
        group = next(name for name, words in match.groupdict().items() if name.startswith("names") and words)
        for name in re.finditer(NAME, match[group]):
            start = match.start(group) + name.start()
            found.append(Found(HONORIFIC.sub("", " ".join(name[0].split())), start, start + len(name[0])))
    return found

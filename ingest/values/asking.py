"""How a text asks somebody to do something: modal verbs, commands, words before a list, headings that announce it."""

from __future__ import annotations

import re

MODAL = re.compile(
    r"\b(?:should|must|shall|ought\s+to)\b(?!\s+(?:\w+\s+)?have\s+(?:been|had|\w+ed|known|seen|made|taken|led|held"
    r"|given|told)\b)"
    r"|\b(?:is|are|be)\s+(?:asked|invited|advised|urged|encouraged|required|requested|reminded)\s+to\b|\bneeds?\s+to\b"
    r"|\b(?:[Ww]e|I|[Rr]eviewers?|[Rr]eview|[Pp]anel|[Aa]uthors?)\s+(?:would\s+)?(?:ask|urge|invite|call\s+(?:up)?on|suggest|propose|advise)s?\b"
)
"""Not "should have been": that speaks of what was not done."""
DIRECTIVE = re.compile(
    MODAL.pattern + r"|\brecommends?\b|\brecommended\b|\bto\s+(?:ensure|review|consider|develop|seek|provide)\b"
    r"|^[Tt]hat\s+[a-z]|^(?:(?:[A-Z][\w’'&/-]*,?|and|of|for|in|the|with|all|board|partnership|services?|teams?"
    r"|trusts?|schools?"
    r"|agencies|partners|police|leads?)\s+){1,10}(?:(?:is|are)\s+)?to\s+(?!the\b|an?\b|this\b|be\b)[a-z]+\b"
    r"|^(?:Ensure|Review|Develop|Consider|Improve|Establish|Strengthen|Provide|Put|Make|Work|Implement|Take"
    r"|Continue|Increase|Reduce|Undertake|Secure|Accelerate|Evaluate|Raise|Monitor|Agree|Seek|Produce|Promote|Commission|Audit|Share)\b"
)
COMMAND = re.compile(
    r"(?!(?:The|A|An|This|These|That|It|In|At|On|For|We|There|He|She|They|Our|His|Her|Its|All|Both|Some|Each|Many"
    r"|Most|As|When|While|If|Although|However|Since|After|Before|During|Following|Mother|Father|Child|No)\b)[A-Z][a-z]+\b"
)
"""A sentence that may start with a verb."""
INTRODUCTION = re.compile(
    r"^(?:I|We|The\s+(?:\w+\s+){1,3}|It\s+is|(?:The|These)\s+following\s+(?:\w+\s+)?recommendations?\s+(?:are|is"
    r"|were|have)\b.*)\s*"
    r"(?:(?:therefore|also|accordingly)\s+)?(?:recommends?\s+as\s+follows|makes?\s+the\s+following|recommend(?:s"
    r"|ed)?(?:\s+that)?\s*:|made\b.*:?)",
)
"""How a paragraph begins that only announces the recommendations below it."""
POINTS_BELOW = re.compile(
    r"\b(?:these|(?:the|as)\s+follow(?:ing|s))[.:]?$|\bbelow[.:]?$|\b(?:these|following)\s+(?:\w+\s+){0,2}?recommendations\b"
    r"|^(?:(?!\bshould\b|\bmust\b)[^.])*\b(?:two|three|four|five|six|seven|eight|nine|ten|several|some|\d{1,2})\s+(?:\w+\s+)?"
    r"(?:things|requests|recommendations|actions|proposals|changes|points|steps|measures)\b",
    re.IGNORECASE,
)
"""How a short paragraph announces what stands below it."""
INTRODUCES = re.compile(r":\s*[–—-]?\s*$")
LEADS = re.compile(
    r"(?:^|[.:;]\s+)(?P<who>[^.:;]*?)\s*(?:\b(?:should|must|shall|will|needs?\s+to|(?:is|are)\s+(?:to|asked|invited"
    r"|advised|urged"
    r"|required|requested)(?:\s+to)?|has\s+to|have\s+to)|\b(?:recommend|propose|suggest|advise)(?:s|ed)?\b.*"
    r"|\bmakes?\b.*\brecommendations?\b.*"
    r"|\brecommendations?\b.*|\bfollowing\s+(?:\w+\s+){0,3}?(?:actions?|changes?|proposals?|improvements?|steps|measures|requests)\b.*)(?:\s+(?:therefore|now|also|jointly|ensure\s+that|consider))*\s*:\s*[–—-]?\s*$"
)
"""Words before a list that say that each of its parts is asked, and of whom ("The Board should:")."""
RECOMMENDING = re.compile(
    r"^(?:It\s+is\s+(?:\w+\s+)?recommended|(?:We|I|(?:The|This)\s+(?:\w+\s+){0,2}?(?:reviewers?|review|panel"
    r"|authors?|report|inquiry|committee"
    r"|team|board|partnership))\s+(?:therefore\s+|also\s+|further\s+|accordingly\s+|strongly\s+)?recommends?)\s+that\b"
)
"""How a sentence begins that is itself a recommendation."""
BODY = re.compile(
    r"\b(?:boards?|partnerships?|committees?|councils?|authorit(?:y|ies)|services?|trusts?|police|force"
    r"|constabulary|agenc(?:y|ies)"
    r"|partners|departments?|governments?|ministers?|schools?|colleges?|academ(?:y|ies)|hospitals?|practices|panel"
    r"|commissioners?"
    r"|providers?|organisations?|director(?:ate)?s?|chief\s+\w+|group|consort(?:ium|ia)|inspectorates?|regulators?"
    r"|infirmary|nhs"
    r"|cafcass|camhs|ccgs?|icbs?|pct|lscb|scb|scp|courts?|nurser(?:y|ies)|surger(?:y|ies))\b",
    re.IGNORECASE,
)
"""An organisation, as against the people who work in it: "staff should …" is advice on practice."""
ANNOUNCES = re.compile(
    r"\brecommend|\bactions?\b|\bpropos(?:als?|ed)\b|\bnext\s+steps?\b|\bsteps\b|\bmeasures\b|\bway\s+forward\b"
    r"|\b(?:moving|going|looking)\s+(?:forward|ahead)\b|\binto\s+(?:action|practice)\b|\bchang(?:e|es|ing)\b"
    r"|\bimprov(?:e|ing|ements?)\b"
    r"|\brequests?\b|\basks?\b|\basking\b|\bdifferent(?:ly)?\b|\bbe\s+done\b|\bto\s+do\b|\bpriorities\b"
    r"|\bcommitments?\b|\bchallenges?\b"
    r"|\bconsiderations?\b|\bsuggest|\badvice\s+to\b|\bremed|\bmak(?:e|ing)\s+a\s+difference\b|\bfuture\b|\bprevent"
    r"|\bwhat\b.*\b(?:should|must|needs?|has\s+to|have\s+to|ought|want|will|next)\b|\b(?:should|must)\b.*\b(?:do"
    r"|now|next|happen)\b"
)
"""Headings that may stand above what is asked, in lower case; what stands below them decides."""
REPORTS = re.compile(
    r"\balready\b|\btaken\b|\bcompleted\b|\bsince\b|\bto\s+date\b|\bso\s+far\b|\bin\s+hand\b|\bagreed\s+by\b"
    r"|\bprogress\b|\b(?:has|have|had)\s+been\b"
    r"|\bareas?\s+for\b|\bfor\s+(?:further\s+)?(?:improvement|development)\b|\bimmediate\b|\bsingle[\s-]agenc"
    r"|\bindividual\s+agenc|\bquestions?\b|\bpractitioners?\b|\bpractice\s+points?\b"
    r"|\bappendix\b|\bannex\b|\bwhat\s+(?:you|i)\b|\bwas\b|\bwere\b|\bdid\b|\bin\s+your\b"
)
"""Headings of what was done, of agencies' own lists, of inspectors' areas for improvement and of advice to readers."""
PLAINLY = re.compile(
    r"\brecommend|\bactions?\b|\bproposals?\b|\bnext\s+steps?\b|\bthe\s+(?:board|partnership|committee)\b"
)
"""Announcing headings below which a bare command is enough."""


LONGEST_LEAD = 300
"""Characters before a list that are looked at, and of a heading."""


def asks_a_body(text: str) -> bool:
    """True where an organisation is asked for something: it is named before the first "should", or after "ask"."""
    match = MODAL.search(text)
    return match is not None and BODY.search(text[: match.end() + 40]) is not None


def leads(text: str) -> str | None:
    """Whom the words before a list ask for each of its parts; empty where they only announce, None for other words."""
    end = text[-LONGEST_LEAD:]
    match = LEADS.search(end) if INTRODUCES.search(end) else None
    if match is None:
        return None
    who = re.sub(r"^.*\b(?:recommend|propose|suggest|advise)(?:s|ed)?\s+that\s+", "", match[0].strip(".:; –—-"))
    before = MODAL.search(who) or re.search(r"\b(?:will|is\s+to|are\s+to|ha(?:s|ve)\s+to)\b", who)
    return who[: before.start()].strip() if before else ""


def only_announces(text: str) -> bool:
    """True for a paragraph that says that recommendations follow and makes none itself."""
    short = len(text) < LONGEST_LEAD and POINTS_BELOW.search(text)
    return bool(short or INTRODUCES.search(text[-LONGEST_LEAD:]) or INTRODUCTION.match(text))


def announces(heading: str) -> bool:
    """True for a heading that may stand above things to be done."""
    words = heading[:LONGEST_LEAD].lower()
    return ANNOUNCES.search(words) is not None and REPORTS.search(words) is None

"""What happened to the child, as the words of a review say: death, serious harm, or harm that was just avoided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

DEATH = re.compile(
    r"\b(?:died|death|dead|fatal(?:ly)?|killed|murder(?:ed)?|suicide|took\s+(?:his|her|their)\s+own\s+life"
    r"|manslaughter)\b",
    re.IGNORECASE,
)
HARM = re.compile(
    r"\b(?:serious(?:ly)?\s+(?:head\s+|brain\s+)?(?:injur(?:y|ies|ed)|harm(?:ed)?)|life[\s-](?:threatening|changing)"
    r"|significant\s+harm|lasting\s+harm|ventilated|survived|intensive\s+care|unconscious|emergency\s+department"
    r"|(?:in|to)\s+hospital"
    r"|(?:sexual|physical|emotional)(?:ly)?\s+(?:abused?|exploit(?:ed|ation))|non-accidental\s+injur(?:y|ies)"
    r"|neglect(?:ed)?|injur(?:y|ies|ed)|starved|beaten|assaulted|trafficked|stabbed|raped|scald(?:s|ed)|burn(?:s|t|ed)"
    r"|fractures?|overdose|ill-treat(?:ed|ment)|flogged|locked\s+(?:up|in|for))\b",
    re.IGNORECASE,
)
SPARED = re.compile(
    r"\b(?:(?:came|come)\s+to|suffered|sustained|left\s+with|did|had)\s+no\s+(?:lasting|serious|permanent)\s+"
    r"(?:harm|injur\w+|damage)|\b(?:was|were)\s+(?:unharmed|unhurt|uninjured|not\s+seriously\s+(?:harmed|hurt|injured))"
    r"|\bnear[\s-]miss\b|\bescaped\s+(?:serious\s+|any\s+)?(?:harm|injury)\b",
    re.IGNORECASE,
)
GRAVE = re.compile(
    r"\b(?:life[\s-](?:threatening|changing)|intensive\s+care|serious(?:ly)?\s+injur\w+|fractur\w+|brain|bleed\w*"
    r"|critical(?:ly)?|ventilated|cardiac\s+arrest|sexual\w*|trafficked|starved|operations?)\b",
    re.IGNORECASE,
)
"""Words of an opening after which "no lasting harm" is said of somebody who was seriously harmed."""
CHILD = (
    r"(?:boys?|girls?|child|children|baby|infant|toddler|twins?|young\s+(?:person|man|woman|people)|brothers|sisters)"
)
KIN = r"(?:mother|father|parents?|brother|sister|sibling|partner|grand\w+|step\w+|uncle|aunt|friend|cousin)s?"
NOBODY = r"(?!)"
TO_DIE = (
    r"(?:died|was\s+(?:killed|murdered|stabbed\s+to\s+death|pronounced\s+dead|declared\s+dead)|were\s+killed"
    r"|took\s+(?:his|her|their)\s+own\s+li(?:fe|ves)|(?:was|were)?\s*found\s+(?:dead|hanged)|killed\s+(?:himself|herself)"
    r"|ended\s+(?:his|her)\s+(?:own\s+)?life|could\s+not\s+be\s+(?:saved|revived|resuscitated))"
)


@dataclass(frozen=True)
class Telling:
    """A sentence that may tell what happened; `opening` is True on the pages that say what the review is about."""

    text: str
    opening: bool


def outcome_of(text: str) -> str:
    """`death` or `serious-harm` (ids of outcomes) where the text says so, else empty."""
    if DEATH.search(text):
        return "death"
    return "serious-harm" if HARM.search(text) else ""


def outcome_for(names: Sequence[str], about: Sequence[Telling], *, alone: bool) -> str:
    """`death` where the sentences say that the one so named died, `near-miss` or `serious-harm` where they tell of it.

    Where the review is about one child only (`alone`) "she" and "the baby" are that child, and it takes
    two sentences, or one of the opening.
    """
    whom = "|".join(rf"\b{re.escape(name)}" for name in names) or NOBODY
    died = _death_of(whom if alone else rf"{whom}|\bthey|\bboth(?:\s+\w+)?")
    deaths = sum(1 + s.opening for s in about if died.search(s.text))
    if deaths >= (2 if alone else 1):
        return "death"
    opening = [s.text for s in about if s.opening]
    if alone and any(_spared(whom, text) for text in opening) and not any(map(GRAVE.search, opening)):
        return "near-miss"
    return "serious-harm" if any(HARM.search(s.text) for s in about) else ""


def _spared(whom: str, text: str) -> bool:
    found = SPARED.search(text)
    said_of = rf"(?i:(?:{whom}|\b(?:he|she|the\s+{CHILD}))\b[^.;]{{0,40}}$)"
    return found is not None and re.search(said_of, text[: found.start()]) is not None


def _death_of(whom: str) -> re.Pattern[str]:
    somebody = rf"(?:{whom}|\b(?:he|she|the\s+{CHILD}))"
    return re.compile(
        rf"{somebody}(?![’']s)\b(?:(?!\b{KIN}\b)[^.;]){{0,60}}\b{TO_DIE}\b"
        rf"|\b(?:death|murder|killing|suicide)s?\s+of\s+(?:{whom}|(?:the|this)\s+(?:[\w-]+\s+){{0,3}}{CHILD}"
        rf"|an?\s+(?:[\w-]+\s+){{0,4}}(?:boy|girl|baby|toddler))\b"
        rf"|(?:{whom}|\b(?:he|she)\b|\bbaby\b)[^.;]{{0,160}}\band\s+died\b"
        rf"|(?:(?:{whom})[’']s|\b(?:his|her))\s+(?:own\s+)?death\b",
        re.IGNORECASE,
    )

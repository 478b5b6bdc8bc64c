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
    r"|fractures?|overdose|ill-treat(?:ed|ment)|flogged|locked\s+(?:up|in|for)|rape|shot|strangled|choked|shaken|poison(?:ed|ing)"
    r"|attacked|malnourished|emaciated|squal(?:id|or))\b",
    re.IGNORECASE,
)
ANY_HARM = re.compile(
    r"\b(?:(?<!unlikely\sto\s)harm(?:ed|ful)?|abus(?:ed?|ive)|maltreat(?:ed|ment)|cruelty|exploit(?:ed|ation)|neglect(?:ed)?"
    r"|punish(?:ed|ments?)|beatings?|beaten|caned|birched|thrashed|struck|kicked|cut|bruis(?:e[sd]?|ing)|wounds?|offences?)\b",
    re.IGNORECASE,
)
"""Weaker words of harm, which tell of it in a review where nobody is said to have died."""
FOR_LIFE = re.compile(
    r"(?<!no\s)(?<!any\s)(?<!without\s)\b(?:permanent(?:ly)?\s+(?:[\w-]+\s+){0,2}(?:damage\w*|disab\w+|impair\w+|injur\w+|scar\w*|blind\w*)"
    r"|brain[\s-](?:damage\w*)|life[\s-](?:changing|altering)|life-?long\s+(?:[\w-]+\s+)?(?:disab\w+|impair\w+|care|needs|injur\w+)"
    r"|the\s+rest\s+of\s+(?:his|her|their)\s+li(?:fe|ves)|amputat\w+|paralys\w+|tetraplegi\w+|irreversibl[ey]"
    r"|(?:lost|lose)\s+(?:the\s+|all\s+)?(?:sight|use|hearing|vision|(?:an?|one)\s+(?:eye|leg|arm|hand))|left\s+blind\w*|blinded"
    r"|(?:severely|profoundly|is\s+now|are\s+now)\s+disabled|(?:will|would)\s+(?:probably\s+|likely\s+)?never\s+(?:be\s+able\s+to\s+)?(?:walk|see|speak|talk|hear|live\s+independently|regain)"
    r"|could\s+not\s+(?:be\s+)?(?:restored?|save\s+(?:his|her)\s+(?:leg|arm|hand|sight|eye|foot)))\b",
    re.IGNORECASE,
)
"""Words of an impairment that stays."""
LIVES_ON = re.compile(
    r"\b(?:lived|survived|recovered|lives|now\s+(?:has|lives|is)|(?:was|is|been)\s+left)\b", re.IGNORECASE
)
CONDITION = re.compile(
    r"\b(?:cerebral\s+palsy|\w*plegi[ac]|cannot\s+(?:see|walk|hear|speak|talk|swallow|sit|stand|move)|(?:is|are)\s+(?:blind|deaf)"
    r"|fed\s+(?:by|through)\s+a?\s*(?:tube|gastrostomy)|wheelchair|sight\s+(?:loss|impairment)|learning\s+disabilit(?:y|ies)"
    r"|(?:visual|hearing|cognitive|neurological)(?:ly)?\s+impair\w+)",
    re.IGNORECASE,
)
"""A disability, which is the outcome only where the words before say that the child lived on with it."""
SPARED = re.compile(
    r"\b(?:(?:came|come)\s+to|suffered|sustained|left\s+with|did|had)\s+no\s+(?:lasting|serious|permanent)\s+"
    r"(?:harm|injur\w+|damage)|\b(?:was|were)\s+(?:unharmed|unhurt|uninjured|not\s+seriously\s+(?:harmed|hurt|injured))"
    r"|\bnear[\s-]miss\b|\bescaped\s+(?:serious\s+|any\s+)?(?:harm|injury)\b",
    re.IGNORECASE,
)
NEITHER = re.compile(
    r"\b(?:neither|none|no)\s+(?:of\s+(?:them|the\s+\w+)|boy|girl|child|children|twin|sister|brother|baby)?\s*(?:had\s+|has\s+|was\s+|were\s+|been\s+)+"
    r"(?:died\s+(?:or|nor)\s+(?:(?:had|has|was|were|been)\s+)*)?(?:seriously|significantly|gravely)\s+(?:harmed|injured|hurt)\b",
    re.IGNORECASE,
)
"""Said of all the children of a review: none was seriously harmed."""
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
ALL_OF_THEM = (
    r"\b(?:they|both(?:\s+\w+)?|(?:(?:his|her|their|the)\s+(?:two|three|four|five|both)|two|three|four|five)\s+(?:\w+\s+)?"
    r"(?:children|boys|girls|brothers|sisters|siblings|babies|twins|young\s+\w+))"
)
NOBODY = r"(?!)"
TO_DIE = (
    r"(?:died|(?:was|were)\s+(?:killed|murdered|shot\s+dead|stabbed\s+to\s+death|hit\s+by\s+a\s+train|(?:already\s+)?dead"
    r"|(?:pronounced|declared|certified|confirmed)\s+(?:to\s+be\s+)?dead)|(?:certified|pronounced|declared)\s+dead"
    r"|lost\s+(?:his|her|their)\s+li(?:fe|ves)|drowned|perished|passed\s+away|did\s+not\s+survive"
    r"|took\s+(?:his|her|their)\s+own\s+li(?:fe|ves)|ended\s+(?:his|her)\s+(?:own\s+)?life"
    r"|(?:killed|hanged)\s+(?:himself|herself)|(?:(?:was|were)\s+)?found\s+(?:to\s+be\s+)?(?:dead|hanged)"
    r"|found\s+to\s+have\s+died|could\s+not\s+be\s+(?:saved|revived|resuscitated))"
)
HARMS = re.compile(
    r"\b(?:attacked|stabbed|raped|(?:sexually\s+)?assaulted|murdered|killed|shot)\s+(?:an?|another|two|three|several|other|younger)\b"
)
"""Words of harm done to somebody else."""
MALE_KIN = re.compile(r"\b(?:(?:step|grand)?father|brother|uncle|dad|grandad|boyfriend)\b", re.IGNORECASE)
FEMALE_KIN = re.compile(r"\b(?:(?:step|grand)?mother|sister|aunt|mum|nan|girlfriend)\b", re.IGNORECASE)
JOINED = re.compile(r"\([^)]*\)|\b(?:and|both|all|were|was|had|has|have|who|aged|sadly|tragically)\b|[\W\d]+")
"""What stands between a name and a death that is also of the names after it."""
MOST_BETWEEN = 2
"""Other words that may stand there."""


@dataclass(frozen=True)
class Telling:
    """A sentence that may tell what happened; `opening` is True on the pages that say what the review is about.

    `of_all` is True for one that speaks of several children by no name.
    """

    text: str
    opening: bool
    of_all: bool = False


def outcome_of(text: str) -> str:
    """`death` or `serious-harm` (ids of outcomes) where the text says so, else empty."""
    if DEATH.search(text):
        return "death"
    return "serious-harm" if HARM.search(text) else ""


def outcome_for(names: Sequence[str], about: Sequence[Telling], *, alone: bool, others: Sequence[str] = ()) -> str:
    """`death` where the sentences say that the one so named died, else the harm that they tell of.

    That is `near-miss`, `permanent-impairment` or `serious-harm`. Where the review is about one child
    only (`alone`) "she" and "the baby" are that child, and it takes two sentences, or one of the opening.
    `others` are the names of the other children.
    """
    whom = "|".join(rf"\b{re.escape(name)}(?!\w)" for name in names) or NOBODY
    pronouns = rf"|\b(?:he|she|the\s+{CHILD})"
    died = _death_of(f"{whom}{pronouns}" if alone else f"{whom}{pronouns}|{ALL_OF_THEM}")
    all_died = _death_of(f"{whom}|{ALL_OF_THEM}")
    deaths = sum(1 + s.opening for s in about if _says(all_died if s.of_all else died, s.text, others))
    if deaths >= (2 if alone else 1):
        return "death"
    opening = [s.text for s in about if s.opening]
    if alone and any(_spared(whom, text) for text in opening) and not any(map(GRAVE.search, opening)):
        return "near-miss"
    if any(map(NEITHER.search, opening)) and not alone:
        return "near-miss"
    if any(HARMS.search(s.text) and _harms(whom, s.text) for s in about if s.opening):
        return "harm-by-child"
    if any(FOR_LIFE.search(s.text) for s in about if s.opening and not s.of_all) or (alone and _lives_with(opening)):
        return "permanent-impairment"
    return "serious-harm" if any(HARM.search(s.text) or ANY_HARM.search(s.text) for s in about) else ""


def _lives_with(opening: Sequence[str]) -> bool:
    """True where the child is said to have lived on, and there or in the next sentence to have a disability."""
    return any(
        (lives := LIVES_ON.search(text)) and (CONDITION.search(text, lives.end()) or CONDITION.search(after))
        for text, after in zip(opening, (*opening[1:], ""), strict=True)
    )


def _harms(whom: str, text: str) -> bool:
    """True where the one so named does the harm ("Ryan and Lee attacked two younger boys")."""
    return any(
        re.search(
            rf"(?:{whom})(?![’']s)(?!\w)(?:(?!\b(?:by|who|was|were|when|whom)\b)[^.;]){{0,50}}$", text[: m.start()]
        )
        for m in HARMS.finditer(text)
    )


def _says(died: re.Pattern[str], text: str, others: Sequence[str]) -> bool:
    """True where a text says the death of the one meant: not of a mother called "she", nor of another child."""
    for match in died.finditer(text):
        said = match[0]
        pronoun = re.match(r"(?:he|she|(?:his|her)(?=\s+(?:own\s+)?(?:death|body)))\b", said, re.IGNORECASE)
        kin = (MALE_KIN if pronoun and pronoun[0].lower() in ("he", "his") else FEMALE_KIN) if pronoun else None
        if kin and kin.search(text, max(0, match.start() - 120), match.start()):
            continue
        if others and _of_another(said, others):
            continue
        return True
    return False


def _of_another(said: str, others: Sequence[str]) -> bool:
    """True where another child's name stands between the first and the death, and not as one of a list."""
    names = re.compile("|".join(rf"\b{re.escape(name)}(?!\w)" for name in others))
    between = said.partition(" ")[2]
    if not names.search(between):
        return False
    rest = JOINED.sub(" ", names.sub(" ", re.split(TO_DIE, between, flags=re.IGNORECASE)[0]))
    return len(rest.split()) > MOST_BETWEEN


def _spared(whom: str, text: str) -> bool:
    found = SPARED.search(text)
    said_of = rf"(?i:(?:{whom}|\b(?:he|she|the\s+{CHILD}))(?!\w)[^.;]{{0,40}}$)"
    return found is not None and re.search(said_of, text[: found.start()]) is not None


def _death_of(whom: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{whom})(?![’']s)(?!\w)(?:(?!\b{KIN}\b)[^.;]){{0,60}}\b{TO_DIE}\b"
        rf"|\b(?:death|murder|killing|suicide)s?\s+of\s+(?:[A-Z][\w’'-]*,?\s+(?:[^.;]{{0,40}}\s)?and\s+(?:\w+\s+){{0,2}})?(?:{whom}"
        rf"|(?:the|this)\s+(?:[\w-]+\s+){{0,3}}{CHILD}|an?\s+(?:[\w-]+\s+){{0,4}}(?:boy|girl|baby|toddler))(?!\w)"
        rf"|(?:{whom}|\bbaby\b)[^.;]{{0,160}}\band\s+died\b"
        rf"|(?:(?:{whom})[’']s|\b(?:his|her))\s+(?:own\s+)?(?:death|body\s+was\s+(?:found|discovered|recovered))\b",
        re.IGNORECASE,
    )

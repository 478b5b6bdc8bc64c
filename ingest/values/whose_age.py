"""Which of the ages in a report is that of a child at the time of its death or harm."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.values import ages, children, dates
from ingest.values.ages import Age
from ingest.values.naming import Sentence, places_of_others, where

EVENT = re.compile(
    r"\b(?:died|death|dead|killed|murder\w*|manslaughter|injur\w+|harmed|suicide|own\s+li(?:fe|ves)|found|discovered"
    r"|collapsed|admitted|hospital|ambulance|carried|brought|stabbed|shot|attacked|assaulted|hanged|drowned|overdose"
    r"|shaken|lived|concerns|subject\s+of|at\s+the\s+(?:time|date)\s+of|removed|(?:came|taken|come|brought)\s+into"
    r"|disclosed|told|handed|lifeless|unresponsive|abused|exploited|neglected)\b",
    re.IGNORECASE,
)
"""Words of what led to a review, one of which stands beside the age at that time."""
AT_THAT_TIME = re.compile(
    r"\s*(?:old|of\s+age)?,?\s*(?:at|on)\s+the\s+(?:time|date|point|day)\s+of\s+(?:the|his|her|their|this)\b",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:had\s+(?:been|first|previously|already|not)|first|previously|earlier|originally|in\s+the\s+past|since)\b",
    re.IGNORECASE,
)
"""Words of what was before: an age beside them is an earlier one."""
AS_OF_THEN = re.compile(
    r"\b(?:when|while)\s+(?:[\w.’'-]+\s+){1,3}(?:was|were)\s+(?:\w+\s+){0,2}$|\b[Aa]t\s+(?:the\s+age\s+of\s+)?$"
)
GOES_ON = re.compile(r"(?:He|She|The\s+(?:boy|girl|child|baby|infant))\s+(?:was|had\s+(?:just\s+)?turned)\b")
"""How a sentence begins that goes on with the child, and the time, of the one before."""
WHEN = re.compile(r"\s*(?:old)?,?\s*\bwhen\b", re.IGNORECASE)
DESCRIBES = re.compile(r"\b(?:was|is)\s+an?\s+(?:[\w-]+\s+){0,4}(?:of\s+)?$", re.IGNORECASE)
THEN = re.compile(r"\bthen\s+(?:\w+\s+)?$", re.IGNORECASE)
AT_WRITING = re.compile(r"\b(?:is|are)\s+(?:now|currently)\s+(?:\w+\s+)?$|\bnow\s+(?:aged\s+)?$", re.IGNORECASE)
SHARED = re.compile(r"\b(?:were|both|each|all)\b[^.;()]{0,40}$", re.IGNORECASE)
"""Before an age of several: "Twin A and Twin B were 13 weeks old"."""
OLDEST = 18 * 12
"""Months: a review's subject is a child; an adult's age is somebody else's, unless it is said of the name itself."""
BESIDE = 25
"""Characters between a name and an age that is said of it and nobody else."""
NEXT = 8
"""Characters between a name and a number that is an age only because of the name ("Amina (14)")."""


def age_of(
    label: str, names: Sequence[str], about: Sequence[Sentence], year: str = ""
) -> tuple[Age | None, Sentence | None]:
    """The age at the time of the death or harm and the sentence that prints it; None where none is clear.

    Clear words go before weak ones, those beside the event before those of an earlier time. `year` is
    that of the incident where it is known: an age in another year is not the one asked for.
    """
    candidates = []
    for order, sentence in enumerate(about):
        at_own = where(label, sentence.text)
        at_others = places_of_others(label, names, sentence.text)
        for age in _ages(sentence.text, at_own):
            since = max((end for _, end in at_own if end <= age.start), default=0)
            if _may_be(label, names, sentence.text, age, since):
                worth = _worth(sentence, age, at_own, at_others, since, year)
                candidates.append((-worth, order, age.start, age, sentence))
    if not candidates:
        return None, None
    least, *_, age, sentence = min(candidates, key=lambda c: c[:3])
    clear = age.clear or -least >= SURE or bool(EVENT.search(sentence.text))
    return (age, sentence) if clear and -least >= LEAST else (None, None)


OF_A_NAME = re.compile(r"\b(?P<name>[A-Z][\w’'-]*),?\s+(?:was|had\s+(?:just\s+)?turned)\s+(?:\w+\s+)?$")
KIN_OF = re.compile(
    r"\b(?:mother|father|parents?|brother|sister|sibling|partner|carers?|uncle|aunt)\s+of\s+\S+(?:\s+\S+)?$", re.I
)
LEAST = 3
"""What an age must be worth: a clear one in a sentence about an earlier time is not."""
SURE = 7
"""What makes an age clear that is one only beside a name."""


def _ages(text: str, at_own: Sequence[tuple[int, int]]) -> list[Age]:
    found = ages.ages(text)
    ends = [end for _, end in at_own]
    beside = ages.beside_names(text) if ends else []
    return found + [
        age
        for age in beside
        if any(0 < age.start - end <= NEXT for end in ends) and not any(a.start <= age.start < a.end for a in found)
    ]


def _worth(
    sentence: Sentence, age: Age, at_own: Sequence[tuple[int, int]], at_others: Sequence[int], since: int, year: str
) -> int:
    text = sentence.text
    led_on = sentence.before if GOES_ON.match(text) else ""
    event = EVENT.search(text) is not None or EVENT.search(led_on) is not None
    beside = 0 < since <= age.start and age.start - since < BESIDE
    worth = 4 * (age.clear or beside) + 3 * event + 2 * sentence.opening
    worth += 2 * any(abs(age.start - at) < 120 for at, _ in at_own) + beside
    worth += 3 * (AT_THAT_TIME.match(text, age.end) is not None)
    before = text[max(0, age.start - 60) : age.start]
    worth -= 4 * (AS_OF_THEN.search(before) is not None and not _event_before(text, age.start))
    worth -= 2 * (EARLIER.search(text) is not None)
    worth -= 6 * (AT_WRITING.search(before) is not None)
    years = {d.value[:4] for d in dates.dates_in(text, bare_years=True) or dates.dates_in(led_on, bare_years=True)}
    if WHEN.match(text, age.end):
        worth += 2 if EVENT.search(text, age.end) or (year and year in years) else -4
    worth += 2 * (DESCRIBES.search(before) is not None)
    worth -= 2 * (THEN.search(before) is not None and not event)
    worth += (2 if year in years else -4) * bool(year and years)
    nearest = max((at for at in (*(at for at, _ in at_own), *at_others) if at < age.start), default=None)
    shared = SHARED.search(before) is not None and bool(at_own)
    return worth - 6 * (nearest in at_others and age.of == 1 and not shared)


def _event_before(text: str, at: int) -> bool:
    """True where the clause that "when she was nine" belongs to tells of the event ("died when …")."""
    return EVENT.search(text, max(0, at - 100), at) is not None


def _may_be(label: str, names: Sequence[str], text: str, age: Age, since: int) -> bool:
    """True where an age can be that of the one so labelled, whose name ends at `since` (0: is not named before it).

    "Aged three and five" goes by the order of the names. An adult's age is taken only right after a name.
    """
    if age.of > 1:
        named = sorted((at, name) for name in names for at, _ in where(name, text)[:1] if at < age.start)
        order = [name for _, name in named][-age.of :] or list(names)
        return len(order) == age.of and order[age.place] == label
    if label.startswith(("Baby", "Infant")) and age.months >= 24:
        return False
    if ages.is_another_s(text, age, since) or _is_of_another_name(text, age, since):
        return False
    said_of_it = 0 < age.start - since < BESIDE and since > 0 and not KIN_OF.search(text[max(0, since - 60) : since])
    return age.months < OLDEST or (said_of_it and not children.labels(label))


def _is_of_another_name(text: str, age: Age, since: int) -> bool:
    """True where the words right before an age say it of another name ("when Lottie was six and D was ten")."""
    said = OF_A_NAME.search(text, max(0, age.start - 60), age.start)
    return said is not None and said.end("name") > since and said["name"] not in ("He", "She", "Who", "They")

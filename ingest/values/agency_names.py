"""What reports call each kind of service: how a body's name is built, and what stands for it in passing."""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import product

from ingest.values.phrases import ACRONYM, Found, PhraseFinder, fold
from ingest.values.wording import phrases_read

CHOICE = re.compile(r"\{([^}]*)\}")
WITH_ARTICLE = re.compile(r"(?:the|his|her|their|a|our|each|both|new|another|that|this|local|two) (?P<noun>\w+)")
KINDS = {
    "hospital": "acute", "infirmary": "acute", "school": "school", "academy": "school", "surgery": "gp",
    "medical centre": "gp", "medical practice": "gp", "health centre": "gp", "nursery": "early-years",
    "college": "college", "hostel": "temp-accom", "refuge": "da-services", "homes": "residential",
}  # fmt: skip
"""What a name in capitals ends with ("Lockmaster Surgery") and the service that bears it."""
NAMED = re.compile(
    r"\b(?!The\b|This\b|Each\b|Royal\b|Sunday\b|Care\b)[A-Z][\w’'-]+\s+(?P<kind>Hospitals?|Infirmary|Schools?|Academy"
    r"|Surgery|Medical\s+Centre|Medical\s+Practice|Health\s+Centre|Nursery|College(?!\s+of)|Hostel|Refuge"
    r"|Homes(?=\s+L))\b"
)
HEALTH_BOARD = re.compile(
    r"\bNHS (?!England|Improvement|Trusts?\b|Foundation|Scotland|Wales|Digital|Direct|Number|Constitution|Choices"
    r"|Health|Boards?\b|Community|Hospital|Long|Act\b|Commission|Executive|Continuing)[A-Z][a-z]+\b"
    r"(?!(?:[ ,]+(?:and|of|[A-Z][\w’'-]*)){0,5}[ ]+(?:Trusts?|CCG|Clinical|Integrated|ICB|Primary|PCT|Foundation)\b)"
)
"""In Scotland a health board is called by its place: "NHS Strathcorran"."""


def named_agencies(text: str) -> list[Found]:
    """Agencies that the text names, by id of the vocabulary `agencies`, in order."""
    known = _finder().find(text)
    more = [Found(KINDS[_kind(m["kind"])], m.start(), m.end()) for m in NAMED.finditer(text)]
    more += [Found("health-board", m.start(), m.end()) for m in HEALTH_BOARD.finditer(text)]
    found = [match for match in known if match.value] + outside(more, known)
    return sorted(found, key=lambda match: match.start)


def outside(matches: Iterable[Found], taken: Sequence[Found]) -> list[Found]:
    """The matches that touch none of those taken, which stand in order."""
    starts = [match.start for match in taken]
    kept = []
    for match in matches:
        before = bisect_left(starts, match.end)  # the last that starts before the match ends
        if not before or taken[before - 1].end <= match.start:
            kept.append(match)
    return kept


def _kind(words: str) -> str:
    kind = " ".join(words.lower().split())
    return kind if kind in KINDS else kind.removesuffix("s")


@lru_cache(maxsize=1)
def _finder() -> PhraseFinder:
    phrases = {**phrases_read("agencies"), **dict(_rows())}
    return PhraseFinder(
        {fold(p) if not ACRONYM.fullmatch(p) else p: id for p, id in {**_after_articles(phrases), **phrases}.items()}
    )


def _rows() -> Iterator[tuple[str, str]]:
    text = (files("corpus") / "reading" / "agency_names.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        for phrase in spelt_out(row["phrase"]):
            yield phrase, row["id"]


def spelt_out(pattern: str) -> list[str]:
    """Every phrase of a pattern with choices in braces: "{the|a} ward" is "the ward" and "a ward"."""
    parts = CHOICE.split(pattern)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    return ["".join(words) for words in product(*choices)]


def _after_articles(phrases: Mapping[str, str]) -> dict[str, str]:
    """ "The school nurse" for "the school" and "school nurse", so that the longer name is found behind an article."""
    by_first: dict[str, list[tuple[str, str]]] = {}
    for phrase, id in phrases.items():
        first, _, rest = fold(phrase).partition(" ")
        if rest:
            by_first.setdefault(first, []).append((phrase, id))
    longer = {}
    for phrase in phrases:
        if known := WITH_ARTICLE.fullmatch(phrase):
            for name, id in by_first.get(known["noun"], []):
                longer[phrase.removesuffix(known["noun"]) + name] = id
    return longer

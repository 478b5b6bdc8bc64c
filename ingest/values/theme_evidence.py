"""What a report says on each theme and where: in its title, headings, findings, recommendations or on the way."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from ingest.values.cues import Cue, CueFinder, CueFound
from ingest.values.phrases import ACRONYM
from ingest.values.quoting import sentences
from ingest.values.sections import Place
from ingest.values.weighing import IGNORED_SECTIONS, Weight
from ingest.values.wording import below, phrases_read
from repository.records.items import BlockRole

SECTORS = frozenset({"t-sector"})
"""The group of themes that name the services for which a briefing is written."""
REVIEWING = frozenset({"t-process"})
"""The group of themes about reviewing and not about practice with children."""
RECOMMENDING = frozenset({"recs", "action"})
CONCLUDING = frozenset({"findings", "lessons", "conclusion", "exec", "analysis"})
ASKING_HEADING = re.compile(r"recommend|should now|what (?:should|must|needs)|\baction", re.I)
JUDGING_HEADING = re.compile(
    r"finding|learning|lesson|analys|apprais|conclu|observ|what (?:we|was) |key (?:issue|point)", re.I
)
"""Headings of parts that ask or that judge, where authors choose words of their own."""
OPENING = 0.12
"""The share of a document's words that counts as its opening, where writers say what it is about."""


@dataclass
class ThemeEvidence:
    """What speaks for one theme. Each sentence counts for as much as the surest cue in it: 1 or less.

    `by_part` sums sentences by part of the document (title, headings, recommendations, findings, opening),
    `together` sums how surely each sentence speaks of the theme when all its cues are taken together,
    `cues` sums the weights of each cue as written.
    """

    said: float = 0.0
    together: float = 0.0
    by_part: Counter[str] = field(default_factory=Counter)
    cues: Counter[str] = field(default_factory=Counter)
    telling: Weight = field(default_factory=Weight)


@dataclass
class ReportEvidence:
    """What a whole document says: its `sentences`, how many of them are in each part, and each theme's evidence."""

    sentences: int = 0
    by_part: Counter[str] = field(default_factory=Counter)
    themes: dict[str, ThemeEvidence] = field(default_factory=lambda: defaultdict(ThemeEvidence))


@lru_cache(maxsize=1)
def theme_finder() -> CueFinder:
    """The finder of cues for themes of practice: those of `corpus/reading/theme_cues.csv` and the labels."""
    other = below("themes", SECTORS | REVIEWING)
    labels = [(phrase, id) for phrase, id in phrases_read("themes").items() if id not in other]
    named = [Cue(id, _as_cue(phrase), 1.0) for phrase, id in labels]
    return CueFinder([*(cue for cue in _cues() if cue.value not in other), *named])


@lru_cache(maxsize=1)
def sector_finder() -> CueFinder:
    """The finder of cues for the sectors to which briefings speak."""
    sectors = below("themes", SECTORS)
    return CueFinder(cue for cue in _cues() if cue.value in sectors)


def _cues() -> Iterator[Cue]:
    text = (files("corpus") / "reading" / "theme_cues.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield Cue(row["theme"], row["cue"], float(row["weight"]))


def _as_cue(phrase: str) -> str:
    quoted = phrase.replace("'", "’")
    return phrase if ACRONYM.fullmatch(phrase) else f"'{quoted}'"


def theme_evidence(places: Sequence[Place]) -> ReportEvidence:
    """What the document says on every theme of which it has any cue."""
    read = [p for p in places if p.section not in IGNORED_SECTIONS and p.block.role != BlockRole.FOOTNOTE]
    opening = OPENING * sum(len(place.text) for place in read)
    evidence, passed = ReportEvidence(), 0
    for place in read:
        parts = list(_parts(place, passed < opening))
        passed += len(place.text)
        _add(evidence, place, parts)
    return evidence


def _parts(place: Place, opening: bool) -> Iterator[str]:
    if place.block.role == BlockRole.TITLE:
        yield "title"
    elif place.block.role == BlockRole.HEADING:
        yield "headings"
    elif place.section in RECOMMENDING or ASKING_HEADING.search(place.heading):
        yield "recommendations"
    elif place.section in CONCLUDING or JUDGING_HEADING.search(place.heading):
        yield "findings"
    if opening:
        yield "opening"


def _add(evidence: ReportEvidence, place: Place, parts: Sequence[str]) -> None:
    found = theme_finder().find(place.text)
    for start, end in sentences(place.text):
        evidence.sentences += 1
        evidence.by_part.update(parts)
        here: dict[str, list[CueFound]] = defaultdict(list)
        for cue in found:
            if start <= cue.start < end:
                here[cue.value].append(cue)
        for theme, cues in here.items():
            _add_sentence(evidence.themes[theme], place, parts, cues)


def _add_sentence(theme: ThemeEvidence, place: Place, parts: Sequence[str], cues: Sequence[CueFound]) -> None:
    surest = max(cues, key=lambda cue: cue.weight)
    theme.said += surest.weight
    theme.together += 1 - math.prod(1 - 0.5 * cue.weight for cue in cues)
    for part in parts:
        theme.by_part[part] += surest.weight  # type: ignore[assignment]
    for cue in cues:
        theme.cues[cue.cue] += cue.weight  # type: ignore[assignment]
    # Most telling is a whole sentence with several cues, in a part where writers say what matters.
    worth = sum(cue.weight for cue in cues) * (1.5 if "findings" in parts or "recommendations" in parts else 1.0)
    theme.telling.offer(worth, place.page, place.text, surest)

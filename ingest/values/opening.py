"""The words with which a report says what it is about: the opening paragraph of its summary or introduction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.values import ages, children, harm
from ingest.values.phrases import Found
from ingest.values.sections import Place
from repository.records.items import BlockRole
from repository.records.statements import Evidence, Statement

OPENINGS = frozenset({"exec", "summary-case", "why", "intro", "incident"})
FIRST_PAGES = 4
FEWEST_WORDS = 25
NOT_OPENING = ("invented", "imaginary", "demonstrat", "copyright", "licence", "isbn", "made up")


def abstract(places: Sequence[Place]) -> Iterator[Statement]:
    """The first full paragraph that tells what happened to whom; else the first of summary, introduction or text."""
    paragraphs = [p for p in places if _is_opening(p)]
    front = [p for p in paragraphs if p.section in OPENINGS or p.page <= FIRST_PAGES]
    telling = [p for p in front if _tells_what_happened(p.text)]
    named = [p for p in paragraphs if p.section in OPENINGS]
    introducing = [p for p in front if ages.ages(p.text) and children.labels(p.text)]
    for chosen, confidence in ((telling, 0.8), (introducing, 0.7), (named, 0.6), (paragraphs, 0.4)):
        if chosen:
            text = chosen[0].text
            yield Statement(
                "abstract", text, Evidence(chosen[0].page, text), rule="opening.paragraph", confidence=confidence
            )
            return


def paragraph(text: str) -> list[Found]:
    """A paragraph as it is."""
    return [Found(text, 0, len(text))]


def _tells_what_happened(text: str) -> bool:
    return bool(harm.outcome_of(text)) and bool(ages.ages(text) or children.labels(text))


def _is_opening(place: Place) -> bool:
    words = place.text.lower()
    return (
        place.block.role == BlockRole.PARAGRAPH
        and len(words.split()) >= FEWEST_WORDS
        and not any(word in words for word in NOT_OPENING)
    )

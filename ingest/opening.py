"""The words with which a report says what it is about: the opening paragraph of its summary or introduction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.phrases import Found
from ingest.sections import Place
from repository.records.items import BlockRole
from repository.records.statements import Evidence, Statement

OPENINGS = ("exec", "summary-case", "why", "intro")
FEWEST_WORDS = 25
NOT_OPENING = ("invented", "copyright", "licence", "isbn")


def abstract(places: Sequence[Place]) -> Iterator[Statement]:
    """The first full paragraph of the summary, else of the introduction, else of the text."""
    for section in (*OPENINGS, None):
        for place in places:
            if section is not None and place.section != section:
                continue
            if _is_opening(place):
                confidence = 0.8 if section else 0.4
                quote = place.text
                yield Statement(
                    "abstract", quote, Evidence(place.page, quote), rule="opening.paragraph", confidence=confidence
                )
                return


def paragraph(text: str) -> list[Found]:
    """A paragraph as it is."""
    return [Found(text, 0, len(text))]


def _is_opening(place: Place) -> bool:
    words = place.text.lower()
    return (
        place.block.role == BlockRole.PARAGRAPH
        and len(words.split()) >= FEWEST_WORDS
        and not any(word in words for word in NOT_OPENING)
    )

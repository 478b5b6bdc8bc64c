"""Generates invented reviews of realistic length, the same ones for the same seed, to measure speed with.

Their words are frequent and rare as those of a language are (Zipf's law), with phrases of the field
among them; nobody would take them for reports.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from repository.records.concepts import vocabularies
from repository.records.items import Block, BlockRole, Collection, Kind, Page, PublicationKind, Recommendation
from repository.records.statements import Statement
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import Library

SEED = 1945
PAGES = 50
"""Pages of a review."""
WORDS = 400
"""Words of a page, about."""
VOCABULARY = 30_000
"""Different invented words in all."""
STEEPNESS, SHIFT = 1.4, 12
"""Zipf and Mandelbrot's law so set that 6,000 words hold 1,440 different ones (the sample reports: 1,250 to
1,500 in 6,000 to 8,000 words) and a review of 20,000 words 3,100."""
PHRASES = (
    "domestic abuse", "health visitor", "information sharing", "professional curiosity", "social worker",
    "strategy discussion", "child protection plan", "general practitioner", "substance misuse", "mental health",
)  # fmt: skip
FUNCTION_WORDS = "the of and to a in was that for with on as by not had were at from this which".split()
CONSONANTS, VOWELS = "bcdfglmnprstv", "aeiou"
RULE = "benchmarks"


@dataclass(frozen=True)
class Review:
    """An invented review: its label, its year of publication, and pages of paragraphs."""

    number: int
    title: str
    year: int
    pages: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> int:
        """How many words its pages have."""
        return sum(len(paragraph.split()) for page in self.pages for paragraph in page)


class Generator:
    """Writes reviews one after the other from one seed."""

    def __init__(self, seed: int = SEED, pages: int = PAGES) -> None:
        self._random = random.Random(seed)
        self._pages = pages

    @cached_property
    def lexicon(self) -> list[str]:
        """All words, the most frequent first."""
        made = dict.fromkeys(FUNCTION_WORDS)
        while len(made) < VOCABULARY:
            syllables = self._random.randint(2, 5)
            made.setdefault(
                "".join(self._random.choice(CONSONANTS) + self._random.choice(VOWELS) for _ in range(syllables))
            )
        return list(made)

    @cached_property
    def _weights(self) -> list[float]:
        return list(accumulate((rank + SHIFT) ** -STEEPNESS for rank in range(len(self.lexicon))))

    def reviews(self, count: int) -> Iterator[Review]:
        """So many reviews."""
        for number in range(count):
            pages = tuple(self._page() for _ in range(self._pages))
            yield Review(number, f"Review of {self._label()}, {number}", self._random.randint(1945, 2025), pages)

    def _label(self) -> str:
        return f"Child {self._random.choice('ABCDEFGHJKLMNPQRSTUVWXYZ')}"

    def _page(self) -> tuple[str, ...]:
        return tuple(self._paragraph(WORDS // 5) for _ in range(5))

    def _paragraph(self, words: int) -> str:
        drawn = self._random.choices(self.lexicon, cum_weights=self._weights, k=words)
        for _ in range(2):
            drawn[self._random.randrange(words)] = self._random.choice(PHRASES)
        for stop in range(14, words, 15):
            drawn[stop] += "."
        return " ".join(drawn).capitalize() + "."


def deposit_reviews(library: Library, count: int, pages: int = PAGES, seed: int = SEED) -> int:
    """Deposit so many reviews with themes, agencies and bodies; returns how many words they have."""
    chance = random.Random(seed)
    words = 0
    for review in Generator(seed, pages).reviews(count):
        library.deposits.take_in(as_deposit(review, chance))
        words += review.words
    return words


def as_deposit(review: Review, chance: random.Random) -> NewItem:
    """A review as ingest would hand it to the catalogue, with values drawn at random."""
    values = {
        "title": [review.title],
        "date_published": [str(review.year)],
        "theme": _some(chance, "themes", 5),
        "agency": _some(chance, "agencies", 5),
        "review_type": _some(chance, "review_types", 1),
        "publishing_body": _some(chance, "sample_bodies", 1),
    }
    pages = tuple(
        Page(number, str(number), tuple(Block(BlockRole.PARAGRAPH, text) for text in paragraphs))
        for number, paragraphs in enumerate(review.pages, start=1)
    )
    return NewItem(
        kind=Kind.REVIEW,
        collection=Collection.SAMPLES,
        publication=NewPublication(PublicationKind.OVERVIEW_REPORT, review.title, source=review.title, pages=pages),
        statements=tuple(Statement(field, value, rule=RULE) for field, each in values.items() for value in each),
        recommendations=tuple(
            Recommendation(str(number), page[0], pages=(len(pages),), rule=RULE)
            for number, page in enumerate(review.pages[:8], start=1)
        ),
    )


def write_pdf(review: Review, path: Path) -> None:
    """Print a review as a simple PDF of A4 pages, each with a running head and its number."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    width, height = A4
    for number, paragraphs in enumerate(review.pages, start=1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, height - 40, review.title)
        canvas.drawCentredString(width / 2, 30, str(number))
        text = canvas.beginText(60, height - 70)
        text.setFont("Helvetica", 9, leading=11)
        for paragraph in paragraphs:
            for line in simpleSplit(paragraph, "Helvetica", 9, width - 120):
                text.textLine(line)
            text.textLine("")
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()


def _some(chance: random.Random, vocabulary: str, most: int) -> list[str]:
    assigned = [concept.id for concept in vocabularies()[vocabulary].values() if not concept.is_group]
    return chance.sample(assigned, chance.randint(1, most))

"""What part of a report a heading opens (what happened, the issues, what was done well), and its contents list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from repository.records.items import DROPPED, Block, BlockRole, Page


class Part(StrEnum):
    """The parts that a reader with a minute asks for; OTHER is everything else."""

    HAPPENED = "happened"
    ISSUES = "issues"
    GOOD = "good"
    SAID = "said"
    """Recommendations and findings, which are records of their own."""
    OTHER = "other"


OPENED_BY = (
    (Part.GOOD, re.compile(r"good practice|(?:was|were) done well|went well|worked well|strengths?$|effective practice"
                           r"|practice was strong|good example|notable practice", re.I)),
    (Part.OTHER, re.compile(r"terms of reference|methodolog|how (?:the|this) review|how it was done|contents|glossary"
                            r"|appendix|next steps|happens next|involvement|contribution|learning together model"
                            r"|words used|(?:already|since|what has) (?:made|changed)|will happen|who was in"
                            r"|questions for|set out to learn|find out more|why (?:this|the|we)|statement by", re.I)),
    (Part.SAID, re.compile(r"recommendations?|^(?:finding|considerations?) \d|improving systems", re.I)),
    (Part.HAPPENED, re.compile(r"what happened|summary of (?:the case|events)|chronolog|the story|her story|his story"
                               r"|brief outline|case summary|narrative|succinct summary|the incident"
                               r"|circumstances that led|^(?:\d+\.? )?background$|events", re.I)),
    (Part.ISSUES, re.compile(r"key (?:issues|findings|themes|learning)|lessons?|learn(?:ing|ed|t)\b|analysis"
                             r"|what (?:the|this) reviews? (?:found|tells)|what this tells|appraisal|^findings$"
                             r"|conclusions?$|discussion", re.I)),
)  # fmt: skip
"""Tried in this order on the words of a main heading; wording of real and invented reports."""
NUMBERING = re.compile(r"^(?:(?:section|chapter|part)\s+)?(?:\d+(?:\.\d+)*|[ivx]+)?[.):\s]+", re.I)
LOWEST_LISTED = 2
"""Headings of this level and above stand in the contents list."""


@dataclass(frozen=True)
class Heading:
    """A heading of a report: its page in the file, its place among the blocks of that page, its level from 1."""

    text: str
    page: int
    place: int
    level: int


@dataclass(frozen=True)
class Located:
    """A block with where it stands: the part of the report, the headings above it, its page and place there."""

    part: Part
    main: str
    heading: str
    page: int
    place: int
    block: Block


def part_of(heading: str) -> Part:
    """The part that a main heading opens."""
    words = NUMBERING.sub("", f" {heading}".strip(), count=1)
    return next((part for part, pattern in OPENED_BY if pattern.search(words)), Part.OTHER)


def headings_of(pages: Iterable[Page]) -> tuple[Heading, ...]:
    """The contents list of a report: its headings, those of the cover and the smallest left out."""
    found = [
        Heading(f"{block.number} {block.text}".strip(), page.number, place, max(block.level, 1))
        for page in pages
        for place, block in enumerate(page.blocks)
        if block.role == BlockRole.HEADING and block.level <= LOWEST_LISTED
    ]
    covers = sum(1 for heading in found if heading.page == 1)
    return tuple(found if covers == len(found) else found[covers:] if _has_cover(found, covers) else found)


def located(pages: Iterable[Page]) -> Iterator[Located]:
    """Every block that is read, in order, with the part of the report it belongs to."""
    part, main, heading = Part.OTHER, "", ""
    for page in pages:
        for place, block in enumerate(page.blocks):
            if block.role == BlockRole.HEADING:
                own = part_of(block.text)
                if block.level <= 1 or (own != Part.OTHER and block.level == 2):
                    part, main = own, block.text
                heading = block.text
            elif block.role not in DROPPED and block.role != BlockRole.TITLE:
                yield Located(part, main, heading, page.number, place, block)


def _has_cover(found: list[Heading], covers: int) -> bool:
    """True where the first page is a cover: its headings name the board and the author, not a part."""
    return 0 < covers <= 5 and all(part_of(h.text) == Part.OTHER for h in found[:covers])

"""Which part of a report each paragraph belongs to, told by the heading above it and never by its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.values.phrases import fold
from repository.records.concepts import vocabularies
from repository.records.items import DROPPED, Block, BlockRole, Page

HEADINGS = (BlockRole.TITLE, BlockRole.HEADING)
NUMBERING = re.compile(r"^(?:(?:section|chapter|part|appendix|annex)\s+)?(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)?[.):\s]+", re.I)
INEXACT = {
    "recs": re.compile(
        r"\brecommendations?\b|\b(?:we|i|review|panel|inquiry|committee|is|are)\s+recommend(?:s|ed)?\b(?!\s+reading)"
    ),
    "findings": re.compile(r"\bfindings?\b"),
    "chron": re.compile(r"\bchronolog|\bnarrative of events"),
    "method": re.compile(r"\bmethodolog|\bhow the review was"),
    "glossary": re.compile(r"\bglossary|\babbreviations"),
    "lessons": re.compile(r"\blessons?\b|\blearning points?\b"),
    "good": re.compile(r"\bgood practice|\bwhat went well|\bworked well"),
    "action": re.compile(r"\baction plan"),
}
"""Headings that name their section among other words ("Part five: conclusions and recommendations")."""


@dataclass(frozen=True)
class Place:
    """A block with its whereabouts. `page` is 1-based; `section` is a concept id of report_sections or
    empty; `heading` are the words of the nearest heading above."""

    page: int
    block: Block
    section: str
    heading: str

    @property
    def text(self) -> str:
        """The words of the block, without its printed number."""
        return self.block.text


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for concept in vocabularies()["report_sections"].values():
        if not concept.is_group:
            for label in (concept.label, *concept.other_labels):
                found.setdefault(fold(label), concept.id)
    return found


def section_of(heading: str) -> str:
    """The section that a heading names, as a concept id; empty where it names none."""
    words = " ".join(fold(NUMBERING.sub("", heading.strip(), count=1)).strip(" .:").split())
    exact = _names().get(words) or _names().get(words.removeprefix("the "))
    if exact:
        return exact
    return next((id for id, pattern in INEXACT.items() if pattern.search(words)), "")


def places(pages: Iterable[Page]) -> list[Place]:
    """Every block that is read, in order, with the section it belongs to.

    A heading that names no section leaves the section above it in force when it is below that one's
    level, and ends it when it is not.
    """
    return list(_places(pages))


def _places(pages: Iterable[Page]) -> Iterator[Place]:
    section, level, heading, numbered = "", 0, "", False
    for page in pages:
        for block in page.blocks:
            if block.role in DROPPED:
                continue
            if block.role in HEADINGS:
                named = section_of(block.text)
                if named or _ends(section, numbered, level, block):
                    section, level, numbered = named, block.level or 1, bool(block.number)
                heading = block.text
            yield Place(page.number, block, section, heading)


def _ends(section: str, numbered: bool, level: int, block: Block) -> bool:
    """True where a heading that names no section ends the one in force.

    Numbered headings below an unnumbered "Recommendations" of the same size are its parts.
    """
    own_parts = section == "recs" and block.number and not numbered and (block.level or 1) == level
    return (block.level or 1) <= level and not own_parts

"""The agenda and covering report with which a council's committee received a review: no part of the review's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.values.review_types import named_types
from repository.records.items import DROPPED, BlockRole, Page

BUSINESS = re.compile(
    r"(?:agenda(?:\s+item\b.*)?|item\s+no\b.*|apologies(?:\s+for\s+absence)?|(?:declarations?|disclosures?)\s+of\s+(?:\w+\s+)?interests?\b.*"
    r"|minutes(?:\s+of\b.*)?|(?:any\s+)?(?:other|urgent)\s+business|public\s+(?:question|participation).*|date\s+of\s+(?:the\s+)?(?:next\s+)?meeting\b.*"
    r"|questions\s+from\s+.*|(?:report\s+(?:to|of|by)|meeting|committee|wards?\s+affected|report\s+author|contact\s+(?:officer|for)|cabinet\s+member"
    r"|portfolio(?:\s+holder)?|lead\s+(?:officer|member)|originating\s+officer|subject|key\s+decision|classification|electoral\s+divisions?)\s*:.*"
    r"|(?:the\s+)?(?:members|panel|committee|board|cabinet|council)\s+(?:is|are)\s+(?:recommended|asked|requested|invited)\s+to\b.*"
    r"|that\s+(?:the\s+)?(?:members|panel|committee|board|cabinet|council)\s+(?:note|receive|consider|endorse|agree)s?\b.*"
    r"|(?:financial|legal|equalit(?:y|ies)|resource|staffing|policy|risk|climate|environmental|human\s+rights|human\s+resources?|diversity|community\s+safety"
    r"|crime\s+and\s+disorder|property|procurement|health\s+and\s+safety)\b.{0,40}\s(?:implications|considerations|comments)"
    r"|background\s+(?:papers|documents)\b.*|wards?\s+affected\b.*|(?:purpose|summary)\s+of\s+(?:the|this)\s+(?:report|item)|recommendations?\s+to\s+(?:the\s+)?committee)",
    re.IGNORECASE | re.DOTALL,
)
"""Lines of an agenda or of the report that goes with it."""
LATEST = 12
"""The last page on which a review may begin for the pages before it to be told as papers."""
FEWEST = 2
"""Such lines on the first two pages that make papers of them: one alone may be a heading of a review."""
LONGEST_COVER = 120
"""Words: a page with more is no cover."""
HEADINGS = (BlockRole.TITLE, BlockRole.HEADING)


def leave_out_papers(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with those that stand before the review's own cover marked as furniture; as they are where the first
    pages are no papers of a committee or no cover follows."""
    read = [page for page in pages if any(block.role not in DROPPED for block in page.blocks)]
    if not read or len([line for page in read[:2] for line in _business(page)]) < FEWEST or not _business(read[0]):
        return tuple(pages)
    cover = next((page for page in read[1:] if page.number <= LATEST and _is_cover(page)), None)
    if not cover:
        return tuple(pages)
    return tuple(_as_furniture(page) if page.number < cover.number else page for page in pages)


def _business(page: Page) -> list[str]:
    return [b.text for b in page.blocks if b.role not in DROPPED and BUSINESS.fullmatch(" ".join(b.text.split()))]


def _is_cover(page: Page) -> bool:
    """True for a page of few words that names a review, without business of a committee."""
    texts = [block.text for block in page.blocks if block.role not in DROPPED]
    if sum(len(text.split()) for text in texts) > LONGEST_COVER or _business(page):
        return False
    return any(named_types(text) or re.search(r"\b(?:review|inquiry|report)\b", text, re.I) for text in texts)


def _as_furniture(page: Page) -> Page:
    return replace(page, blocks=tuple(replace(block, role=BlockRole.FURNITURE) for block in page.blocks))

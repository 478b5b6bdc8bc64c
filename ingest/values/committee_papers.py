"""The agenda and covering report with which a council's committee received a review, told from the review itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.values.sections import Place

BUSINESS = re.compile(
    r"(?:agenda(?:\s+item\b.*)?|item\s+no\b.*|apologies(?:\s+for\s+absence)?|(?:declarations?|disclosures?)\s+of\s+(?:\w+\s+)?interests?\b.*"
    r"|minutes(?:\s+of\b.*)?|(?:any\s+)?(?:other|urgent)\s+business|public\s+(?:question|participation).*|date\s+of\s+(?:the\s+)?next\s+meeting"
    r"|questions\s+from\s+.*|(?:report\s+(?:to|of)|meeting|committee|wards?\s+affected|report\s+author|contact\s+officer|cabinet\s+member)\s*:.*"
    r"|(?:the\s+)?(?:members|panel|committee|board|cabinet)\s+(?:is|are)\s+(?:recommended|asked|requested|invited)\s+to\b.*)",
    re.IGNORECASE | re.DOTALL,
)
"""Lines of an agenda or of the report that goes with it."""
LATEST = 3
"""The last page on which a review may begin for the pages before it to be told as papers."""
FEWEST = 2
"""Such lines that make papers of the first pages: one alone may be a heading of a review."""


def review_within(places: Sequence[Place]) -> list[Place]:
    """The places from the review's own cover on; all of them where no papers of a committee stand before it."""
    business = [p.page for p in places if p.page < LATEST and BUSINESS.fullmatch(" ".join(p.text.split()))]
    if len(business) < FEWEST or business[0] != places[0].page:
        return list(places)
    review = [p for p in places if p.page > business[-1]]
    return review if review and review[0].page <= LATEST else list(places)

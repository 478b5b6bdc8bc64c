"""Tells whether a document is written in English or in Welsh, by the little words that every sentence has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from repository.records.items import Page

LITTLE_WORDS = {
    "en": frozenset("the of and to in was that for with by is were had not be from this at which their".split()),
    "cy": frozenset("yr y yn ac o'r i'r ar wedi gan oedd mae nid bod ei eu fel hwn hon cafodd sydd neu gyda".split()),
}
LEAST = 20
"""Fewer little words than this say nothing, and the document counts as English."""
WELSH_SHARE = 0.8
"""A document with more English than the rest of this share is English too, and found under both by its pages."""


def language_of(pages: Sequence[Page]) -> str:
    """`cy` where nearly all of a document is Welsh, else `en`."""
    counted = Counter(word for page in pages for word in page.text.casefold().replace("’", "'").split())
    english, welsh = (sum(counted[word] for word in LITTLE_WORDS[language]) for language in ("en", "cy"))
    return "cy" if english + welsh >= LEAST and welsh > WELSH_SHARE * (english + welsh) else "en"

"""Tells in which language a publication is written, English or Welsh, by the little words of its pages."""

from __future__ import annotations

from collections.abc import Sequence

from repository.records.items import Page, Publication

ENGLISH, WELSH = "en", "cy"
LITTLE_WORDS = {
    ENGLISH: frozenset("the of and to in was that for with by is were had not be from this at which their".split()),
    WELSH: frozenset("yr y yn ac o'r i'r ar wedi gan oedd mae nid bod ei eu fel hwn hon cafodd sydd neu gyda".split()),
}
"""Words that nearly every sentence of a language has, and that the other does not have."""
PAGES_READ = 12
"""Pages looked at, spread over the publication."""
PART = 0.2
"""The share of the pages looked at that must be in a language for the publication to count as written in it too:
a report in both languages is found under both, one with a Welsh foreword is not."""


def languages_of(publication: Publication, pages: Sequence[Page]) -> tuple[str, ...]:
    """The languages of a publication: the one its record names where that is not English, which is what a record
    says when nobody looked; otherwise those of its pages. Empty where no page shows any."""
    if publication.language != ENGLISH:
        return (publication.language,)
    step = max(1, -(-len(pages) // PAGES_READ))
    found = [language for page in pages[::step] if (language := language_of_text(page.text))]
    return tuple(each for each in LITTLE_WORDS if found.count(each) > PART * len(found))


def language_of_text(text: str) -> str:
    """The language that a text has more little words of; empty where it has as many of both, or none."""
    words = text.casefold().replace("’", "'").split()
    english, welsh = (sum(word in LITTLE_WORDS[language] for word in words) for language in (ENGLISH, WELSH))
    return "" if english == welsh else ENGLISH if english > welsh else WELSH

"""What the facets and their values are called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from repository.records.concepts import concept
from repository.records.items import Availability, Kind, PublicationKind
from repository.records.statements import VOCABULARY_OF
from search.facet_values import BEFORE_GUIDANCE

LABELS = {
    "theme": "Theme",
    "agency": "Agency",
    "kind": "Kind",
    "review_type": "Type of review",
    "nation": "Nation",
    "region": "Region of England",
    "publishing_body": "Published by",
    "year": "Year published",
    "age_band": "Age of the child",
    "harm_type": "Kind of harm",
    "outcome": "Outcome",
    "guidance_era": "Guidance in force",
    "availability": "Availability",
    "publication_kind": "Kind of publication",
    "language": "Language",
}
VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    **{name: VOCABULARY_OF[name] for name in LABELS if name in VOCABULARY_OF},
    "age_band": ("age_bands",),
    "guidance_era": ("guidance_timeline",),
}
"""Where the values of a facet are looked up, for those that are concepts."""
WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": {Kind.REVIEW: "Reviews", Kind.BRIEFING: "Thematic briefings", Kind.ANALYSIS: "Analyses"},
    "availability": {
        Availability.FULL_TEXT: "Full text here",
        Availability.CATALOGUE_RECORD_ONLY: "Catalogue record only",
        Availability.SUMMARY_ONLY: "Only a summary was published",
        Availability.DELAYED: "Publication is delayed",
        Availability.INJUNCTED: "Publication is forbidden by a court",
        Availability.NO_LONGER_PUBLISHED: "No longer published",
        Availability.FILE_WITHDRAWN: "File withdrawn",
        Availability.NEVER_PUBLISHED: "Never published",
    },
    "publication_kind": {
        PublicationKind.OVERVIEW_REPORT: "Overview report",
        PublicationKind.THEMATIC_BRIEFING: "Thematic briefing",
        PublicationKind.ANALYSIS: "Analysis",
        PublicationKind.EXECUTIVE_SUMMARY: "Executive summary",
        PublicationKind.LEARNING_BRIEF: "Learning brief",
        PublicationKind.ACTION_PLAN: "Action plan",
        PublicationKind.RESPONSE: "Response",
        PublicationKind.PROGRESS_REPORT: "Progress report",
        PublicationKind.OTHER: "Publication",
    },
    "language": {"en": "English", "cy": "Welsh"},
    "guidance_era": {BEFORE_GUIDANCE: "Before there was guidance on reviews"},
}
"""The values that are no concepts, by facet."""


@lru_cache(maxsize=5000)
def label(name: str, value: str) -> str:
    """How a facet's value is shown; the value itself where nothing is known of it."""
    known = WORDS.get(name, {}).get(value)
    if known is not None:
        return known
    found = concept(VOCABULARIES.get(name, ()), value)
    return found.label if found else value

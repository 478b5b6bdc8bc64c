"""A value with its evidence: the unit in which the library knows anything."""

from __future__ import annotations

from dataclasses import dataclass

# The fields a statement can be about. A value is a concept id of the vocabulary in VOCABULARY_OF,
# a partial date for DATES, and text as printed otherwise.
VOCABULARY_OF: dict[str, tuple[str, ...]] = {
    "review_type": ("review_types",),
    "publishing_body": ("safeguarding_bodies", "publishers", "sample_bodies"),
    "local_area": ("local_areas",),
    "theme": ("themes",),
    "agency": ("agencies",),
    "harm_type": ("harm_types",),
    "outcome": ("outcomes",),
    "risk_factor": ("risk_factors",),
    "methodology": ("methodologies",),
    "nation": ("regions",),
    "region": ("regions",),
}
DATES = ("date_published", "date_of_incident", "date_of_death", "date_commissioned", "date_completed")
TEXTS = (
    "title", "subject_label", "author", "chair", "reference", "keyword", "abstract", "publication_kind",
    "publisher_as_printed", "area_as_printed", "agency_as_printed", "child_age_years", "note", "terms",
)  # fmt: skip
SINGLE = {"title", "review_type", "date_published", "nation", "methodology", "publication_kind", "abstract"}
"""Fields of which an item has at most one current value; the others are sets."""
DEPOSIT = "deposit"
"""The rule of a value that the depositor gave with the file: it stands before what was found in the text."""
FIELDS = frozenset(VOCABULARY_OF) | frozenset(DATES) | frozenset(TEXTS)


@dataclass(frozen=True)
class Evidence:
    """Where a value was found.

    `page` is the 1-based page of the file (not the printed number), None where there are no pages;
    `quote` stands on that page word for word after cleaning; `source_url` is the address of the
    source for a value that comes from a catalogue instead of a document.
    """

    page: int | None = None
    quote: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Statement:
    """One value of one field, who or what says so, and how sure it is.

    `value` is a concept id, a partial date or text (see VOCABULARY_OF, DATES, TEXTS); `printed` the
    words of the document where they differ. Exactly one of `rule` (the name of a function of ingest,
    or `catalogue`) and `person` is set. `confidence` is 0 to 1. `confirmed` is False for a catalogue
    value that its source did not confirm. `denied` is True where a person says that the value is
    wrong. `publication_id` is None for what is known of the item as a whole.
    """

    field: str
    value: str
    evidence: Evidence = Evidence()
    printed: str = ""
    rule: str = ""
    person: str = ""
    reason: str = ""
    confidence: float = 1.0
    confirmed: bool = True
    denied: bool = False
    publication_id: str | None = None


def current(statements: tuple[Statement, ...], field: str) -> tuple[Statement, ...]:
    """The statements of a field that are in force, best first, one for each value.

    A person's word overrules every program's, and a later word an earlier one; what a person denies is
    gone; where the depositor gave values, those found in the text wait for a person; of a field with
    one value (SINGLE) only the best is left. Order: people first, the latest before the others, then
    confidence, then as recorded.
    """
    about = [s for s in statements if s.field == field]
    people = {s.value: s for s in about if s.person}  # the last word of a person on each value
    denied = {value for value, s in people.items() if s.denied}
    given = any(s.rule == DEPOSIT for s in about)
    latest = [s for s in reversed(about) if s.person]
    found = sorted((s for s in about if not s.person), key=lambda s: -s.confidence)
    found = [s for s in found if s.rule == DEPOSIT] if given else found
    best: dict[str, Statement] = {}
    for statement in [*latest, *found]:
        if not statement.denied and statement.value not in denied:
            best.setdefault(statement.value, statement)
    kept = tuple(best.values())
    return kept[:1] if field in SINGLE else kept

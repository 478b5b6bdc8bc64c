"""The facts of a record, each with its evidence: which page says so, in which words, or which catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from repository.records.concepts import label_of
from repository.records.dates import in_words
from repository.records.items import Item, Listed, Publication, State, Subject
from repository.records.statements import DATES, Evidence, Statement
from web.addresses import choosing, page_address, search_address
from web.presenters import PUBLICATIONS, safe_link

FIELDS = {
    "title": "Title",
    "review_type": "Type of review",
    "publishing_body": "Published by",
    "publisher_as_printed": "Publisher, as printed",
    "local_area": "Area",
    "area_as_printed": "Area, as printed",
    "nation": "Nation",
    "region": "Region",
    "date_published": "Published",
    "date_completed": "Completed",
    "date_commissioned": "Commissioned",
    "date_of_incident": "Date of the events",
    "date_of_death": "Date of death",
    "subject_label": "Known as",
    "child_age_years": "Age in years",
    "harm_type": "Kind of harm",
    "outcome": "Outcome",
    "risk_factor": "Circumstances",
    "methodology": "Method of the review",
    "author": "Author",
    "chair": "Chair",
    "reference": "Reference",
    "agency_as_printed": "Agencies, as printed",
    "note": "Note",
}
"""Fields of the facts table in their order. Themes and agencies stand apart, as links into search."""
PRINTED_ONLY = {"publisher_as_printed": "publishing_body", "area_as_printed": "local_area"}
"""Fields shown only where the field named beside them has no value."""
SEARCHABLE = frozenset({"theme", "agency", "review_type", "publishing_body", "nation"})


@dataclass(frozen=True)
class Source:
    """Where a value comes from. `address` leads to the page of the report, `outside` to the source
    of a catalogue; each is empty where there is none."""

    words: str
    quote: str = ""
    address: str = ""
    outside: str = ""


@dataclass(frozen=True)
class Value:
    """A value in words. `id` is unique on the page; `address` is a search for what shares the value."""

    id: str
    text: str
    source: Source
    address: str = ""
    unconfirmed: bool = False


@dataclass(frozen=True)
class Fact:
    """A row of the facts table."""

    label: str
    values: tuple[Value, ...]


def facts_of(item: Item) -> tuple[Fact, ...]:
    """The rows of the facts table that have a value."""
    rows = []
    for field, label in FIELDS.items():
        if item.values(PRINTED_ONLY.get(field, "")):
            continue
        if field == "subject_label" and item.subjects:
            rows.append(Fact("About", _people(item)))
            continue
        rows.append(Fact(label, values_of(item, field)))
    return tuple(row for row in rows if row.values)


def values_of(item: Item, field: str) -> tuple[Value, ...]:
    """The values in force of one field, with their sources."""
    return tuple(_value(item, n, s) for n, s in enumerate(item.said(field), start=1))


def page_words(item: Listed, publication_id: str | None, page: int) -> str:
    """`page 12`, with the publication named where the item has several."""
    publication = _publication(item, publication_id)
    if publication is None or len(item.publications) < 2:
        return f"page {page}"
    return f"page {page} of the {PUBLICATIONS[publication.kind].lower()}"


def is_readable(item: Listed, publication_id: str | None) -> bool:
    """True where the words of a publication may be shown."""
    publication = _publication(item, publication_id)
    return item.state == State.PUBLISHED and publication is not None and publication.pages > 0


def _value(item: Item, number: int, statement: Statement) -> Value:
    field = statement.field
    text = in_words(statement.value) if field in DATES else label_of(field, statement.value)
    address = search_address(choosing(item.collection, field, statement.value)) if field in SEARCHABLE else ""
    return Value(f"{field}-{number}", text, source_of(item, statement), address, not statement.confirmed)


def decided(reason: str) -> str:
    """The words beside what a person corrected: who, without a name, and why."""
    return "A curator of the library decided this" + (f": {reason}" if reason else ".")


def source_of(item: Item, statement: Statement) -> Source:
    """Where a statement comes from, in words, with what a reader can open."""
    if statement.person:
        words = decided(statement.reason)
    elif statement.evidence.page is not None or statement.evidence.quote:
        words = "Read in the report"
    elif statement.evidence.source_url:
        words = "From a published source"
    else:
        words = "From the record of the file itself." if statement.publication_id else "From the catalogue."
    if not statement.confirmed:
        words = f"{words.rstrip('.')}. The source did not confirm this value."
    return _source(item, statement.publication_id, statement.evidence, words)


def _source(item: Item, publication_id: str | None, evidence: Evidence, words: str) -> Source:
    readable = is_readable(item, publication_id)
    if readable and evidence.page is not None and publication_id:
        words = words.replace("in the report", f"on {page_words(item, publication_id, evidence.page)}")
        address = page_address(publication_id, evidence.page)
    else:
        address = ""
    return Source(words, evidence.quote if readable else "", address, safe_link(evidence.source_url))


def _people(item: Item) -> tuple[Value, ...]:
    """Whom a review is about; what its summary says again in other words is said once."""
    values: dict[tuple[str, str | int, str, str], tuple[int, Subject]] = {}
    for number, subject in enumerate(item.subjects, start=1):
        age = subject.age if subject.age_months is None else subject.age_months
        values.setdefault((subject.label.casefold(), age, subject.sex, subject.outcome), (number, subject))
    return tuple(_subject_value(item, number, subject) for number, subject in values.values())


def _subject_value(item: Item, number: int, subject: Subject) -> Value:
    parts = [subject.label, subject.age, subject.sex, label_of("outcome", subject.outcome).lower()]
    words = "From a published source" if subject.evidence.source_url else "Read in the report"
    words = decided(subject.reason) if subject.person else words
    source = _source(item, subject.publication_id, subject.evidence, words)
    return Value(f"subject-{number}", ", ".join(filter(None, parts)) or "Not stated", source)


def _publication(item: Listed, id: str | None) -> Publication | None:
    return next((p for p in item.publications if p.id == id), None)

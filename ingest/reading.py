"""Reads one file from its bytes to every value with its evidence: the order of the steps, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.documents import ExtractedDocument, Reading
from ingest.identity import text_sketch
from ingest.text.extraction import extract
from ingest.values import agencies, dating, front_matter, methods, opening, themes
from ingest.values.addressees import addressees
from ingest.values.findings import find_findings
from ingest.values.recommendations import find_recommendations
from ingest.values.review_types import kind_of
from ingest.values.sections import Place, places
from ingest.values.subjects import find_subjects
from repository.records.items import Kind, PublicationKind, Recommendation
from repository.records.statements import Statement

FOLLOW_UPS = (PublicationKind.ACTION_PLAN, PublicationKind.RESPONSE, PublicationKind.PROGRESS_REPORT)
"""Papers about what became of a review: they are about a child only where their title names one."""


def read_document(content: bytes, name: str) -> Reading:
    """Everything that can be read from a file. Runs in a child process; raises Unreadable."""
    return read_pages(extract(content, name))


def read_pages(document: ExtractedDocument) -> Reading:
    """The values of a document whose text has been read."""
    parts = places(document.pages)
    recommended = find_recommendations(parts)
    statements = tuple(_statements(parts, document, recommended))
    kind = kind_of(_value(statements, "review_type"))
    publication_kind = _publication_kind(statements, kind)
    return Reading(
        document=document,
        kind=kind,
        publication_kind=publication_kind,
        statements=statements,
        subjects=(
            tuple(
                find_subjects(
                    parts,
                    named_only=publication_kind in FOLLOW_UPS,
                    incident=_value(statements, "date_of_incident"),
                )
            )
            if kind == Kind.REVIEW
            else ()
        ),
        recommendations=_addressed(recommended, _value(statements, "nation")),
        findings=tuple(find_findings(parts)),
        sketch=text_sketch(document.pages),
    )


def _statements(
    parts: Sequence[Place], document: ExtractedDocument, recommended: Sequence[Recommendation]
) -> Iterator[Statement]:
    yield from front_matter.title(parts)
    published_by = front_matter.publishing_bodies(parts, document.pages)
    yield from published_by
    nation = list(front_matter.nation(published_by, parts))
    yield from nation
    review_type = list(front_matter.review_type(parts, _value(nation, "nation")))
    yield from review_type
    yield from front_matter.publication_kind(parts)
    yield from dating.dates_of(parts, document.pages, _value(review_type, "review_type"))
    yield from front_matter.written_by(parts, _value(review_type, "review_type"))
    yield from opening.abstract(parts)
    yield from methods.methodology(parts, review_type)
    asked = {id for r in _addressed(recommended, _value(nation, "nation")) for id in r.addressees}
    yield from agencies.examined(parts, asked)
    yield from themes.main_subjects(parts, kind_of(_value(review_type, "review_type")))


def _value(statements: Sequence[Statement], field: str) -> str:
    return next((s.value for s in statements if s.field == field), "")


def _publication_kind(statements: Sequence[Statement], kind: Kind) -> PublicationKind:
    said = _value(statements, "publication_kind")
    if kind == Kind.BRIEFING:
        return PublicationKind.THEMATIC_BRIEFING
    if kind == Kind.ANALYSIS:
        return PublicationKind.ANALYSIS
    return PublicationKind(said) if said else PublicationKind.OVERVIEW_REPORT


def _addressed(found: Sequence[Recommendation], nation: str) -> tuple[Recommendation, ...]:
    return tuple(
        replace(r, addressees=addressees(r.text, r.owner, nation, headed=not r.rule.endswith("in_table")))
        for r in found
    )

"""Rows of the tables as records: the half of reading that knows columns; catalogue.py says which rows are read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from repository.records.items import (
    Availability,
    Block,
    BlockRole,
    Finding,
    Page,
    Publication,
    PublicationKind,
    Recommendation,
    Subject,
)
from repository.records.statements import Evidence, Statement


def page_of(row: Row[Any]) -> Page:
    """A page of a publication."""
    return Page(row.page, row.label, tuple([_block(kept) for kept in row.blocks]))


_ROLES = {str(role): role for role in BlockRole}


def _block(kept: dict[str, Any]) -> Block:
    found = kept.get
    return Block(
        _ROLES[kept["role"]],
        kept["text"],
        found("level", 0),
        found("number", ""),
        tuple(found("cells", ())),
        found("continues", False),
    )


def publication_of(row: Row[Any]) -> Publication:
    """A publication."""
    return Publication(
        id=row.id,
        kind=PublicationKind(row.kind),
        title=row.title,
        availability=Availability(row.availability),
        where_to_ask=row.where_to_ask,
        language=row.language,
        sha256=row.sha256,
        media_type=row.media_type,
        file_name=row.file_name,
        source=row.source,
        pages=row.pages,
        version=row.version,
        superseded_by=row.superseded_by,
        engine=row.engine,
        flags=tuple(row.flags),
    )


def _evidence(row: Row[Any]) -> Evidence:
    return Evidence(row.page, row.quote, row.source_url)


def statement_of(row: Row[Any]) -> Statement:
    """A statement."""
    return Statement(
        field=row.field,
        value=row.value,
        evidence=_evidence(row),
        printed=row.printed,
        rule=row.rule,
        person=row.person,
        reason=row.reason,
        confidence=row.confidence,
        confirmed=row.confirmed,
        denied=row.denied,
        publication_id=row.publication_id,
    )


def subject_of(row: Row[Any]) -> Subject:
    """Someone a review is about."""
    return Subject(
        label=row.label,
        age=row.age,
        age_months=row.age_months,
        sex=row.sex,
        outcome=row.outcome,
        evidence=_evidence(row),
        rule=row.rule,
        confidence=row.confidence,
        publication_id=row.publication_id,
    )


def recommendation_of(row: Row[Any]) -> Recommendation:
    """A recommendation."""
    return Recommendation(
        label=row.label,
        text=row.text,
        pages=tuple(row.pages),
        addressees=tuple(row.addressees),
        owner=row.owner,
        due=row.due,
        rule=row.rule,
        confidence=row.confidence,
        id=row.id,
        publication_id=row.publication_id,
    )


def finding_of(row: Row[Any]) -> Finding:
    """A finding."""
    return Finding(
        label=row.label,
        text=row.text,
        pages=tuple(row.pages),
        questions=tuple(row.questions),
        rule=row.rule,
        confidence=row.confidence,
        id=row.id,
        publication_id=row.publication_id,
    )

"""Records as rows of the tables: the half of writing that knows columns; deposits.py says when a row is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from repository.records.items import Block, Finding, Page, Recommendation, Subject
from repository.records.statements import Evidence, Statement


def columns(record: object, *names: str) -> dict[str, Any]:
    """The named fields of a record, as columns of the same names."""
    return {name: getattr(record, name) for name in names}


def page_row(page: Page) -> dict[str, Any]:
    """A page without the id of its publication."""
    return {"page": page.number, "label": page.label, "blocks": [_block(block) for block in page.blocks]}


def statement_row(s: Statement) -> dict[str, Any]:
    """A statement without the ids of its item and publication."""
    own = columns(s, "field", "value", "printed", "rule", "person", "reason", "confidence", "confirmed", "denied")
    return own | _evidence(s.evidence)


def subject_row(s: Subject) -> dict[str, Any]:
    """A subject without the ids of its item and publication."""
    own = columns(s, "label", "age", "age_months", "sex", "outcome", "rule", "confidence")
    return own | _evidence(s.evidence)


def recommendation_rows(publication_id: str, recommendations: Sequence[Recommendation]) -> list[dict[str, Any]]:
    """Recommendations with ids of their own, in the order of the report."""
    return [
        columns(r, "label", "text", "owner", "due", "rule", "confidence")
        | {"id": f"{publication_id}-r{n}", "pages": list(r.pages), "addressees": list(r.addressees)}
        for n, r in enumerate(recommendations, start=1)
    ]


def finding_rows(publication_id: str, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings with ids of their own, in the order of the report."""
    return [
        columns(f, "label", "text", "rule", "confidence")
        | {"id": f"{publication_id}-f{n}", "pages": list(f.pages), "questions": list(f.questions)}
        for n, f in enumerate(findings, start=1)
    ]


def _block(block: Block) -> dict[str, Any]:
    # Only what is not the default: most blocks are plain paragraphs.
    row: dict[str, Any] = {"role": block.role, "text": block.text}
    more = {"level": block.level, "number": block.number, "cells": list(block.cells), "continues": block.continues}
    return row | {name: value for name, value in more.items() if value}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return columns(evidence, "page", "quote", "source_url")

"""A whole record as plain data: every value with its label, its source and how sure it is."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from repository.records.concepts import label_of
from repository.records.items import Item
from repository.records.statements import Statement


def whole_record(item: Item) -> dict[str, Any]:
    """The record for machines: what `show ID --json` prints.

    `values` are those in force by field, best first, each with its evidence; `overruled` are those
    that a person or a better value set aside.
    """
    fields = list(dict.fromkeys(s.field for s in item.statements))
    in_force = {field: item.said(field) for field in fields}
    return {
        "id": item.id,
        "slug": item.slug,
        "kind": item.kind,
        "collection": item.collection,
        "state": item.state,
        "title": item.title,
        "year_published": item.year_published,
        "added": item.added.isoformat(),
        "values": {field: [_value(s) for s in said] for field, said in in_force.items() if said},
        "overruled": [_value(s) | {"field": s.field} for s in item.statements if s not in in_force[s.field]],
        "unconfirmed": list(item.unconfirmed),
        "publications": [asdict(publication) for publication in item.publications],
        "subjects": [asdict(subject) for subject in item.subjects],
        "recommendations": [asdict(recommendation) for recommendation in item.recommendations],
        "findings": [asdict(finding) for finding in item.findings],
        "relations": [asdict(relation) for relation in item.relations],
        "earlier_labels": [asdict(label) for label in item.earlier_labels],
        "withdrawal": item.withdrawal and asdict(item.withdrawal) | {"at": item.withdrawal.at.isoformat()},
    }


def _value(s: Statement) -> dict[str, Any]:
    return {"label": label_of(s.field, s.value)} | {name: v for name, v in asdict(s).items() if name != "field"}

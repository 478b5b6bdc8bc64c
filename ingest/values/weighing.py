"""What speaks in a document for one value, and the statement of it with its most telling sentence."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.values.phrases import Found
from ingest.values.quoting import quote_around
from repository.records.statements import Evidence, Statement

IGNORED_SECTIONS = frozenset({"glossary", "biblio", "contents", "ack", "anon", "panel", "author", "tor", "torapp"})
"""Sections that name everything and examine nothing."""


@dataclass
class Weight:
    """What speaks for one value: `sentences` counts them, `score` weighs them, and `best` is the telling one
    (how telling it is, its page, the text of its paragraph, and where in that the value is found)."""

    score: float = 0.0
    sentences: int = 0
    best: tuple[float, int, str, Found] | None = None

    def offer(self, telling: float, page: int, text: str, found: Found) -> None:
        """Keep this place as the telling one if none was as telling before. A heading of one word shows little."""
        worth = telling if len(text) > 60 else telling * 0.4
        if self.best is None or worth > self.best[0]:
            self.best = (worth, page, text, found)


def stated(field_name: str, value: str, weight: Weight, rule: str, confidence: float) -> Statement:
    """The statement of a value with its most telling sentence as evidence."""
    assert weight.best is not None
    _, page, text, found = weight.best
    quote = quote_around(text, found.start, found.end)
    return Statement(
        field_name,
        value,
        Evidence(page, quote),
        printed=text[found.start : found.end],
        rule=rule,
        confidence=round(min(1.0, max(0.05, confidence)), 2),
    )

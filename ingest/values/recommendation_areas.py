"""Where a report asks for things without calling them recommendations: told by its headings and by what it asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.values.asking import BODY, COMMAND, DIRECTIVE, MODAL, PLAINLY, REPORTS, announces, asks_a_body, leads
from ingest.values.drafts import series_label
from ingest.values.findings import label_of as finding_label
from ingest.values.recommendation_tables import from_tables
from ingest.values.sections import HEADINGS, Place
from repository.records.items import BlockRole

ITEMS = (BlockRole.PARAGRAPH, BlockRole.LIST_ITEM)
MOST = 0.6
"""The share of an area's parts that must ask for something."""
ACTIONS = re.compile(r"\b(?:actions?\b(?!\s+taken)|needs?\b|should\b|will\b|change|improve|propos|ask)", re.IGNORECASE)
"""The head of a column of what is to be done."""
LEAST_COMMAND = 25
"""Characters of a sentence that commands."""
UNNAMED = frozenset({"", "conclusion"})
"""Sections in which a list of requests without a heading of its own is looked for."""


def announced(places: Sequence[Place]) -> list[Place]:
    """The same places, those below a heading that announces action, and that do ask for it, in section `recs`."""
    found = list(places)
    for start, end in _below_headings(places):
        heading = places[start]
        if announces(heading.text) and _asks(
            found[start + 1 : end], plainly=bool(PLAINLY.search(heading.text.lower()))
        ):
            found[start:end] = [replace(place, section="recs") for place in found[start:end]]
    return found


def dense(places: Sequence[Place]) -> list[Place]:
    """The same places, those below any heading in section `recs` where nearly every part asks an organisation."""
    found = list(places)
    for start, end in _below_headings(places, deep=False):
        reports = REPORTS.search(places[start].text.lower())
        area = [] if reports else [p for p in _parts(places[start + 1 : end]) if p.section in UNNAMED]
        asking = sum(1 for p in area if MODAL.search(p.text))
        if (
            len(area) > 2
            and asking >= 0.8 * len(area)
            and sum(1 for p in area if asks_a_body(p.text)) >= MOST * len(area)
        ):
            found[start:end] = [replace(place, section="recs") for place in found[start:end]]
    return found


def tabled(places: Sequence[Place]) -> list[Place]:
    """The same places, tables of actions and of those who lead them in section `recs`, wherever they stand."""
    found = list(places)
    for at, place in enumerate(places):
        if place.block.role != BlockRole.TABLE_HEADER or REPORTS.search(place.heading.lower()):
            continue
        end = next((n for n in range(at + 1, len(places)) if places[n].block.role != BlockRole.TABLE_ROW), len(places))
        inside = [replace(p, section="recs") for p in places[at:end]]
        rows = from_tables(inside) if ACTIONS.search(place.text) else []
        asking = sum(
            1 for row in rows if MODAL.search(row.text) or COMMAND.match(row.text) or DIRECTIVE.search(row.text)
        )
        if rows and all(row.owner for row in rows) and asking >= MOST * len(rows):
            found[at:end] = inside
    return found


def series_word(places: Sequence[Place]) -> str:
    """The word of a numbered series whose members ask for something ("Change 1. …", "Action B: …"), or empty."""
    series: dict[str, dict[str, bool]] = {}
    for at, place in enumerate(places):
        if place.block.role not in (*ITEMS, *HEADINGS) or finding_label(place.text):
            continue
        word, number, rest = series_label(place.text)
        if word:
            below = places[at + 1].text if at + 1 < len(places) else ""
            asks = asks_a_body(rest) or (place.block.role in HEADINGS and asks_a_body(below))
            series.setdefault(word.lower(), {}).setdefault(number, asks)
    asking = {word: sum(members.values()) for word, members in series.items() if len(members) > 1}
    best = max(asking, key=lambda word: asking[word], default="")
    return best if best and asking[best] >= MOST * len(series[best]) else ""


def _below_headings(places: Sequence[Place], *, deep: bool = True) -> Iterator[tuple[int, int]]:
    """From each heading to the next of its level, or where not `deep` to the next of any level."""
    last: dict[int, int] = {}
    for at, place in enumerate(places):
        if place.block.role not in HEADINGS:
            continue
        level = place.block.level or 1
        for other in [o for o in last if o >= level or not deep]:
            yield last.pop(other), at
        last[level] = at
    for start in last.values():
        yield start, len(places)


def _parts(area: Sequence[Place]) -> list[Place]:
    """The numbered paragraphs and list items of an area; its paragraphs where it has fewer than two."""
    items = [p for p in area if p.block.role in ITEMS and leads(p.text) is None]
    marked = [p for p in items if p.block.number or p.block.role == BlockRole.LIST_ITEM]
    return marked if len(marked) > 1 else items


def _asks(area: Sequence[Place], *, plainly: bool) -> bool:
    """True where most parts of an area ask an organisation for something, each by itself or by words before a list."""
    inside = [replace(place, section="recs") for place in area]
    rows = from_tables(inside)
    if rows and (plainly or all(row.owner for row in rows)):
        return True
    parts = _parts(area)
    heads = (leads(p.text) for p in area if p.block.role in ITEMS)
    led = any(who is not None and (plainly or not who or BODY.search(who)) for who in heads)
    commands = [plainly and COMMAND.match(p.text) and len(p.text) > LEAST_COMMAND for p in parts]
    asking = sum(1 for p, command in zip(parts, commands, strict=True) if led or command or asks_a_body(p.text))
    modal = sum(1 for p, command in zip(parts, commands, strict=True) if led or command or MODAL.search(p.text))
    listed = led or any(p.block.number or p.block.role == BlockRole.LIST_ITEM for p in parts)
    return asking >= (2 if listed else 3) and modal >= MOST * len(parts) and 3 * asking >= len(parts)

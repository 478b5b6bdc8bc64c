"""Reads the tables in which boards list their cases: a row a case, a column a publication, its state in the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from ingest.sources.entries import Entry, Offer, web_link
from ingest.text.lines import tidy
from ingest.values.bodies import named_bodies
from ingest.values.dates import dates_in
from ingest.values.review_types import publication_kinds
from repository.records.items import Availability, PublicationKind

CASE = re.compile(r"^(?:case|review|name|title|child|subject)\b", re.IGNORECASE)
STATES = (
    (re.compile(r"no longer|removed|archived|expired", re.IGNORECASE), Availability.NO_LONGER_PUBLISHED),
    (re.compile(r"injunct|court order", re.IGNORECASE), Availability.INJUNCTED),
    (re.compile(r"delay|awaiting|pending|after the trial", re.IGNORECASE), Availability.DELAYED),
    (re.compile(r"summary only", re.IGNORECASE), Availability.SUMMARY_ONLY),
    (re.compile(r"unpublished|not (?:to be )?published|never", re.IGNORECASE), Availability.NEVER_PUBLISHED),
    (re.compile(r"publish|available|download|read|report|brief", re.IGNORECASE), Availability.CATALOGUE_RECORD_ONLY),
)
MARKS = re.compile(r"[*†‡]+")


def table_entries(soup: BeautifulSoup, base: str) -> list[Entry]:
    """The rows of every table whose header names a case and its publications."""
    publisher = _publisher(soup)
    notes = _notes(soup)
    return [entry for table in soup.find_all("table") for entry in _entries(table, base, publisher, notes)]


def _entries(table: Tag, base: str, publisher: str, notes: dict[str, str]) -> Iterator[Entry]:
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    if not rows:
        return
    header = [tidy(cell.get_text(" ")) for cell in rows[0]]
    kinds = [_kind(name) for name in header]
    if not any(kinds[1:]) or not CASE.match(header[0]):
        return
    for cells in rows[1:]:
        label = tidy(cells[0].get_text(" ")) if cells else ""
        if not label or [tidy(c.get_text(" ")) for c in cells] == header:
            continue
        offers = [
            offer
            for cell, kind in zip(cells[1:], kinds[1:], strict=False)
            if kind and (offer := _offer(cell, kind, base)) is not None
        ]
        marks = {m[0] for cell in cells[1:] for m in MARKS.finditer(cell.get_text(" "))}
        note = " ".join(notes[mark] for mark in sorted(marks) if mark in notes)
        yield Entry(label, publisher=publisher, label=label, offers=tuple(offers), note=note)


def _offer(cell: Tag, kind: PublicationKind, base: str) -> Offer | None:
    text = tidy(cell.get_text(" "))
    link = next((to for a in cell.find_all("a", href=True) if (to := web_link(base, str(a["href"])))), "")
    state = next((state for pattern, state in STATES if pattern.search(text)), None)
    if state is None and not link:
        return None
    dates = dates_in(text, bare_years=True)
    readable = state in (None, Availability.CATALOGUE_RECORD_ONLY)
    return Offer(
        kind,
        link if readable else "",
        state or Availability.CATALOGUE_RECORD_ONLY,
        text[dates[0].start : dates[0].end] if dates else "",
    )


def _kind(name: str) -> PublicationKind | None:
    found = publication_kinds(name)
    return PublicationKind(found[0].value) if found else None


def _publisher(soup: BeautifulSoup) -> str:
    """The one board that the page's title and headings name, in the words of the page."""
    for place in (tag for name in ("h1", "h2", "caption", "title", "p") for tag in soup.find_all(name)):
        text = tidy(place.get_text(" "))
        found = named_bodies(text)
        if found:
            return text[found[0].start : found[0].end]
    return ""


def _notes(soup: BeautifulSoup) -> dict[str, str]:
    """Explanations under a table by their marks (*, **)."""
    texts = (tidy(tag.get_text(" ")) for tag in soup.find_all(["p", "li", "small", "td", "div"]))
    return {m[0]: text[m.end() :].strip() for text in texts if (m := MARKS.match(text)) and len(text) < 400}

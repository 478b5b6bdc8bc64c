"""Reads catalogues of reviews that others keep: CSV tables with our columns, and RIS as reference programs write it."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from ingest.sources.entries import Entry, Offer, told_apart, web_link
from ingest.text.encodings import decode_html
from ingest.values.review_types import publication_kinds
from repository.errors import WrongUsage
from repository.records.items import Availability, PublicationKind

COLUMNS = ("title", "authors", "date", "publisher", "label", "abstract", "keywords", "method", "address", "kind",
           "availability", "note")  # fmt: skip
LINE = re.compile(r"^([A-Z][A-Z0-9]) {1,2}- ?(.*)$")
"""A tag of RIS (two signs, two spaces, a hyphen, a space); the last space is often cut off."""
MOST_BYTES = 50_000_000


def read_catalogue_file(content: bytes, name: str) -> list[Entry]:
    """The records of a CSV or RIS file in order. `name` is the file's, for what is said of it.

    Raises WrongUsage where the file is neither, and names the row of a value that cannot be used.
    """
    if len(content) > MOST_BYTES:
        raise WrongUsage(f"{name} has more than {MOST_BYTES // 1_000_000} MB.", "Divide it.")
    text = decode_html(content)[0].lstrip("\ufeff")
    if any(line.startswith("TY  -") for line in text.splitlines()[:50]):
        return told_apart(list(_ris_entries(text)))
    return told_apart(list(_csv_entries(text, name)))


def _ris_entries(text: str) -> Iterator[Entry]:
    for fields in _ris_records(text):
        title = _first(fields, "TI", "T1", "ST")
        if title:
            yield Entry(
                heading=title,
                title=title,
                authors=tuple(name for tag in ("AU", "A1") for name in fields[tag]),
                date=_first(fields, "DA", "PY", "Y1").rstrip("/"),
                publisher=_first(fields, "PB"),
                abstract="\n".join(fields["AB"] or fields["N2"]),
                keywords=tuple(fields["KW"]),
                offers=_ris_offers(fields, title),
                note="\n".join(fields["N1"]),
            )


def _ris_records(text: str) -> Iterator[Mapping[str, list[str]]]:
    """Fields by tag, record by record; a line without a tag goes on with the field before."""
    fields: dict[str, list[str]] = defaultdict(list)
    last = ""
    for line in text.splitlines():
        tagged = LINE.match(line)
        if tagged and tagged[1] == "ER":
            yield fields
            fields, last = defaultdict(list), ""
        elif tagged:
            last = tagged[1]
            if tagged[2].strip():
                fields[last].append(" ".join(tagged[2].split()))
        elif last and fields[last] and line.strip():
            fields[last][-1] += f" {' '.join(line.split())}"
    if fields:
        yield fields  # the file broke off before the end of its last record


def _first(fields: Mapping[str, list[str]], *tags: str) -> str:
    return next((fields[tag][0] for tag in tags if fields[tag]), "")


def _ris_offers(fields: Mapping[str, list[str]], title: str) -> tuple[Offer, ...]:
    links = [link for tag in ("L1", "UR", "L2") for each in fields[tag] if (link := web_link("", each))]
    kinds = publication_kinds(title)
    kind = PublicationKind(kinds[0].value) if kinds else PublicationKind.OVERVIEW_REPORT
    return tuple(Offer(kind, link) for link in dict.fromkeys(links[:1]))


def _csv_entries(text: str, name: str) -> Iterator[Entry]:
    reader = csv.DictReader(io.StringIO(text))
    names = reader.fieldnames or ()
    unknown = [each for each in names if each not in COLUMNS]
    if "title" not in names or unknown:
        wrong = f"has an unknown column '{unknown[0]}'" if unknown else "has no column 'title' and is no RIS file"
        raise WrongUsage(f"{name} {wrong}.", f"Columns: {', '.join(COLUMNS)}; only title is needed.")
    for number, row in enumerate(reader, start=2):
        given = {column: (row.get(column) or "").strip() for column in COLUMNS}
        if not given["title"]:
            raise WrongUsage(f"{name}, row {number}: the title is empty.", "Fill it in.")
        yield Entry(
            heading=given["title"],
            title=given["title"],
            authors=_parts(given["authors"]),
            date=given["date"],
            publisher=given["publisher"],
            label=given["label"],
            abstract=given["abstract"],
            keywords=_parts(given["keywords"]),
            method=given["method"],
            offers=(_csv_offer(given, f"{name}, row {number}"),),
            note=given["note"],
        )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _csv_offer(given: Mapping[str, str], where: str) -> Offer:
    try:
        kind = PublicationKind(given["kind"] or PublicationKind.OVERVIEW_REPORT)
        availability = Availability(given["availability"] or Availability.CATALOGUE_RECORD_ONLY)
    except ValueError as error:
        raise WrongUsage(f"{where}: {error}.", "Kinds and availabilities are listed in docs/deposits.md.") from error
    address = web_link("", given["address"])
    if given["address"] and not address:
        raise WrongUsage(f"{where}: '{given['address']}' is no web address.", "Write https://… or leave it empty.")
    return Offer(kind, address if availability == Availability.CATALOGUE_RECORD_ONLY else "", availability)

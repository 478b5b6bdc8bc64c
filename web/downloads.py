"""Lists to take away: CSV that a spreadsheet can open without running anything that is in it, and RIS for reference
managers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from flask import Response

from repository.packs.citations import ris
from repository.records.concepts import label_of
from repository.records.items import Item
from search.request import SearchRequest
from web.addresses import item_address, search_address
from web.presenters import filters_in_words, publishers_of, type_of
from web.site import Site

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Beginnings that a spreadsheet takes for a formula (OWASP, CSV injection)."""
BATCH = 200
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads the file in the encoding of the machine."""
ITEM_COLUMNS = (
    "id", "title", "kind", "type", "year", "date_published", "published_by", "nation", "areas", "themes",
    "agencies", "outcomes", "recommendations", "findings", "publications", "availability", "address",
)  # fmt: skip
SEARCH_COLUMNS = ("search", "filters", "collection", "total", "downloaded", "search_address")
"""Repeated on every row: a list that has lost its question is of no use to a researcher."""

Row = Sequence[object]


def results_csv(site: Site, request: SearchRequest) -> Iterator[Row]:
    """The header and one row for each item found, all pages of the list, in its order.

    The search is done at once, so that one that fails is told before a line is sent.
    """
    ids = site.searcher.every_id(request)
    return items_csv(site, ids, SEARCH_COLUMNS, _question(site, request, len(ids)))


def _question(site: Site, request: SearchRequest, total: int) -> Row:
    """What SEARCH_COLUMNS name: the question that a list answers."""
    whole = site.public_address(search_address(request)) or search_address(request)
    return request.text, filters_in_words(request), request.collection, total, today(), whole


def results_ris(site: Site, request: SearchRequest) -> Iterator[str]:
    """One RIS record for each item found, all pages of the list, in its order; each says of which list it is.

    The search is done at once, so that one that fails is told before a line is sent.
    """
    ids = site.searcher.every_id(request)
    about = zip(SEARCH_COLUMNS, _question(site, request, len(ids)), strict=True)
    return items_ris(site, ids, tuple(f"{name.replace('_', ' ')}: {value}" for name, value in about if value))


def items_ris(site: Site, ids: Sequence[str], notes: Sequence[str] = ()) -> Iterator[str]:
    """One RIS record for each item, read in batches; `notes` stand in every record."""
    for start in range(0, len(ids), BATCH):
        for item in site.library.catalogue.items(ids[start : start + BATCH]):
            if item.is_public:
                yield ris(item, site.public_address(item_address(item)), notes)


def items_csv(site: Site, ids: Sequence[str], names: Row = (), about: Row = ()) -> Iterator[Row]:
    """The header and one row for each item, read in batches; `about` ends every row."""
    yield (*ITEM_COLUMNS, *names)
    for start in range(0, len(ids), BATCH):
        for item in site.library.catalogue.items(ids[start : start + BATCH]):
            if item.is_public:
                yield (*_item_row(site, item), *about)


def send_csv(rows: Iterable[Row], name: str) -> Response:
    """The rows as a file, sent while they are made."""
    headers = {"Content-Disposition": f'attachment; filename="{name}-{today()}.csv"'}
    return Response(_lines(rows), mimetype="text/csv", headers=headers)


def send_ris(records: Iterable[str], name: str) -> Response:
    """The records as a file, sent while they are made."""
    headers = {"Content-Disposition": f'attachment; filename="{name}-{today()}.ris"'}
    return Response(records, mimetype="application/x-research-info-systems", headers=headers)


def neutral(value: object) -> str:
    """A cell that no spreadsheet runs: an apostrophe goes before what looks like a formula."""
    text = str("" if value is None else value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def today() -> str:
    """The date of the download, in UTC."""
    return datetime.now(UTC).date().isoformat()


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line)
    line.write(BYTE_ORDER_MARK)
    for row in rows:
        writer.writerow([neutral(value) for value in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _item_row(site: Site, item: Item) -> Row:
    def labels(field: str) -> str:
        return "; ".join(label_of(field, value) for value in item.values(field))

    return (
        item.id, item.title, item.kind, type_of(item), item.year_published, item.value("date_published"),
        publishers_of(item), labels("nation"), labels("local_area") or labels("area_as_printed"), labels("theme"),
        labels("agency"), labels("outcome"), len(item.recommendations), len(item.findings), len(item.publications),
        "; ".join(sorted({p.availability for p in item.publications})),
        site.public_address(item_address(item)) or item_address(item),
    )  # fmt: skip

"""One recommendation, and the other reviews that make the same or nearly the same, by year."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from repository.records.concepts import label_of
from repository.records.items import Item, Recommendation, State
from search.made_before import Again, MadeBefore
from web.addresses import item_address
from web.charts import histogram
from web.downloads import Row, send_csv, today
from web.kindred import before_address, label_in_words
from web.presenters import publishers_of, type_of
from web.site import NotFound, Site

COLUMNS = (
    "nearness", "likeness", "label", "text", "addressed_to", "pages", "review", "title", "type", "year",
    "published_by", "address", "compared_with", "compared_with_text", "collection", "total", "downloaded",
)  # fmt: skip
"""The last five are repeated on every row: a list that has lost its question is of no use."""


def show(site: Site, recommendation: str) -> ResponseReturnValue:
    """The reviews that make a recommendation. Raises NotFound and Gone as the page of its review does."""
    item, asked = _asked(site, recommendation)
    found = site.before.find(item, asked)
    return render_template(
        "made_before.html",
        item=item,
        recommendation=asked,
        label=label_in_words(asked.label),
        found=found,
        by_year=histogram(found.years, None, None),
        same_or_later=sum(each.before is False for each in found.again),
        download=before_address(asked.id, ".csv"),
    )


def download(site: Site, recommendation: str) -> Response:
    """The whole list as CSV, with what was asked in it."""
    item, asked = _asked(site, recommendation)
    return send_csv(_rows(site, item, asked, site.before.find(item, asked)), "made-before")


def _asked(site: Site, id: str) -> tuple[Item, Recommendation]:
    item = site.item(id.rsplit("-", 2)[0])
    found = next((each for each in item.recommendations if each.id == id), None)
    if found is None or item.state != State.PUBLISHED:
        raise NotFound("There is no recommendation at this address.")
    return item, found


def _rows(site: Site, item: Item, recommendation: Recommendation, found: MadeBefore) -> Iterator[Row]:
    yield COLUMNS
    about = (recommendation.id, recommendation.text, item.collection, len(found.again), today())
    for nearness, listed in (("nearly the same", found.again), ("perhaps on the same matter", found.on_the_matter)):
        for again in listed:
            yield (nearness, *_row(site, again), *about)


def _row(site: Site, again: Again) -> Row:
    said, item = again.recommendation, again.item
    return (
        round(again.likeness, 2), said.label, said.text, "; ".join(label_of("agency", id) for id in said.addressees),
        ", ".join(map(str, said.pages)), item.id, item.title, type_of(item), item.year_published,
        publishers_of(item), site.public_address(item_address(item)) or item_address(item),
    )  # fmt: skip

"""What is new: the records added last."""

from __future__ import annotations

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from repository.records.items import Item
from web.addresses import list_address
from web.downloads import items_csv, send_csv
from web.site import Site, collection_in_force

MOST = 50
SORTS = {"added": "Added last first", "newest": "Published last first", "title": "Title, A to Z"}


def show(site: Site) -> ResponseReturnValue:
    """The last additions, in the order asked for."""
    collection = collection_in_force()
    sort = _sort()
    return render_template(
        "new.html",
        items=_latest(site, sort),
        sort=sort,
        sorts=[(name, label, list_address("/new", collection, name)) for name, label in SORTS.items()],
        download=list_address("/new.csv", collection, sort),
        most=MOST,
    )


def download(site: Site) -> Response:
    """The same list as CSV."""
    ids = [item.id for item in _latest(site, _sort())]
    return send_csv(items_csv(site, ids), "case-reviews-new")


def _latest(site: Site, sort: str) -> list[Item]:
    catalogue = site.library.catalogue
    items = catalogue.items(catalogue.ids(collection_in_force())[-MOST:][::-1])
    if sort == "newest":
        return sorted(items, key=lambda item: item.value("date_published"), reverse=True)
    return sorted(items, key=lambda item: item.title.casefold()) if sort == "title" else items


def _sort() -> str:
    asked = request.args.get("sort", "")
    return asked if asked in SORTS else "added"

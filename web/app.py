"""The site put together: which address shows which page, and what holds for all of them."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from jinja2 import StrictUndefined

from repository.packs.eras import guidance_in_words
from repository.packs.tray import Reference, reference_to, reference_to_passage
from repository.records.dates import in_words
from repository.settings import Settings
from repository.store.library import Library
from search.likeness.opened import Likenesses
from search.made_before import MadeBeforeFinder
from search.recommendation_search import LearningSearcher
from search.searcher import open_searcher
from web import addresses, carrying, facts, kindred, presenters, static_files
from web.failures import show_failures
from web.headers import compress, harden, validate
from web.pages import (
    additions,
    browse,
    home,
    learning,
    made_before,
    near,
    notices,
    pictures,
    reading,
    results,
    review,
    tray,
)
from web.rate_limit import RateLimit
from web.site import Site

ROUTES = (
    ("/", home.show),
    ("/search", results.show),
    ("/search.csv", results.download),
    ("/search.ris", results.download_ris),
    ("/search/help", results.explain),
    ("/suggest", results.suggest),
    ("/reviews/<id>", review.show_by_id),
    ("/reviews/<id>/<slug>", review.show),
    ("/reviews/<id>/citation.<any(ris, bib):suffix>", review.cite),
    ("/reviews/<id>/<int(max=9999):publication>/pages/<int(max=99999):page>", reading.show),
    (
        "/reviews/<id>/<int(max=9999):publication>/pages/<int(max=99999):page>/passages/<int(max=999):place>",
        reading.cite_passage,
    ),
    ("/minute/<id>", review.show_minute),
    ("/files/<publication_id>", reading.send_file),
    ("/for", learning.show_roles),
    ("/for/<agency>", learning.show_role),
    ("/learning", learning.show_compilations),
    ("/learning/<name>", learning.show_compilation),
    ("/recommendations", learning.show_recommendations),
    ("/recommendations.csv", learning.download_recommendations),
    ("/recommendations/<recommendation>", made_before.show),
    ("/recommendations/<recommendation>.csv", made_before.download),
    ("/pictures", pictures.show),
    ("/tray", tray.show),
    ("/tray.json", tray.save),
    ("/browse", browse.show_all),
    ("/browse/<name>", browse.show),
    ("/browse/<name>.csv", browse.download),
    ("/near", near.show_areas),
    ("/near/<area>", near.show),
    ("/near/<area>.csv", near.download),
    ("/new", additions.show),
    ("/new.csv", additions.download),
    ("/about", notices.about),
    ("/accessibility", notices.accessibility),
    ("/privacy", notices.privacy),
    ("/corrections", notices.corrections),
    ("/robots.txt", notices.robots),
    ("/static/<name>", static_files.show),
)
"""Every address of the site and what shows it; nothing here changes anything, so all are read only."""
SENT_TO = (("/tray/open", tray.open_file),)
"""Addresses to which something is sent: it is read and forgotten, and leads to a page."""
WORDS: dict[str, Any] = {
    "collections": presenters.COLLECTIONS,
    "kinds": presenters.KINDS,
    "publication_kinds": presenters.PUBLICATIONS,
    "availability": presenters.AVAILABILITY,
    "label_of": presenters.value_label,
    "type_of": presenters.type_of,
    "publishers_of": presenters.publishers_of,
    "number_of": presenters.number_of,
    "marked": presenters.marked,
    "cut_out": presenters.cut_out,
    "safe_link": presenters.safe_link,
    "page_words": facts.page_words,
    "is_readable": facts.is_readable,
    "in_words": in_words,
    "in_quotation_marks": presenters.in_quotation_marks,
    "guidance_in_words": guidance_in_words,
    "item_address": addresses.item_address,
    "citation_address": addresses.citation_address,
    "page_address": addresses.page_address,
    "file_address": addresses.file_address,
    "list_address": addresses.list_address,
    "search_address": addresses.search_address,
    "choosing": addresses.choosing,
    "years_between": addresses.years_between,
    "between": addresses.between,
    "passage_address": addresses.passage_address,
    "minute_address": addresses.minute_address,
    "before_address": kindred.before_address,
    "near_address": kindred.near_address,
    "static_address": static_files.static_address,
    "here": carrying.here,
    "keep": carrying.keep,
    "carried": carrying.carried,
    "counter": presenters.counter,
    "reference": Reference,
    "decided": facts.decided,
    "reference_to": reference_to,
    "reference_to_passage": reference_to_passage,
}
"""What every template may use."""
LARGEST_BODY = 72 * 1024
"""Bytes of a request's body: the only one that is read is the file of a tray, with what a form puts around it."""


def create_app(library: Library) -> Flask:
    """The site of an open library, as a WSGI application."""
    likenesses = Likenesses(library)
    before = MadeBeforeFinder(library, likenesses)
    site = Site(library, open_searcher(library), LearningSearcher(library, likenesses), likenesses, before)
    app = Flask("web", static_folder=None)
    app.config["TRUSTED_HOSTS"] = trusted_hosts(library.settings)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    # Otherwise the framework itself would answer `//` with a redirect that repeats the Host header.
    app.url_map.merge_slashes = False
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    for rule, show in ROUTES:
        app.add_url_rule(rule, f"{show.__module__}.{show.__name__}".replace(".", "_"), partial(show, site))
    for rule, show in SENT_TO:
        app.add_url_rule(
            rule, f"{show.__module__}.{show.__name__}".replace(".", "_"), partial(show, site), methods=["POST"]
        )
    show_failures(app)
    app.before_request(partial(_count, RateLimit(library.settings.requests_per_minute)))
    app.before_request(partial(_choose_collection, site))
    app.context_processor(_collections_of_page)
    app.jinja_env.globals.update(WORDS, times_made=site.times_made, library_name=library.settings.library_name)
    app.jinja_env.filters["whole_labels"] = presenters.whole_labels
    app.after_request(_finish)
    return app


def trusted_hosts(settings: Settings) -> list[str]:
    """The names under which the site answers: this machine's own, and the public one of the settings."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    public = urlsplit(settings.address).hostname or ""
    return sorted({"localhost", "127.0.0.1", "[::1]", host, public} - {""})


def _count(limit: RateLimit) -> None:
    if not request.path.startswith("/static/"):
        limit.count(request.remote_addr or "")


def _choose_collection(site: Site) -> None:
    g.carried = carrying.read_carried(request.args)
    to_search, g.filled = site.library.collections()
    g.collection = addresses.read_collection(request.args, to_search)


def _collections_of_page() -> dict[str, Any]:
    """The collection in force and the other one if it holds anything; both None where a request failed too early."""
    collection = g.get("collection")
    others = [other for other in g.get("filled", ()) if other != collection]
    return {"collection": collection, "other_collection": next(iter(others), None)}


def _finish(response: Response) -> Response:
    return compress(validate(carrying.carry(harden(response)), request), request)

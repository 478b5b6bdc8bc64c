"""What a reader sees when something is not there, not allowed or not working: what happened, where to go."""

from __future__ import annotations

import logging
import secrets
import traceback

from flask import Flask, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from repository.errors import NotInLibrary, WrongUsage
from search.request import SearchTooComplex
from web.addresses import item_address
from web.rate_limit import TooMany
from web.site import Gone, Moved, NotFound

log = logging.getLogger("case_reviews.web")


def show_failures(app: Flask) -> None:
    """Register a page for every way in which a request can fail."""
    app.register_error_handler(NotFound, not_found)
    app.register_error_handler(NotInLibrary, not_found)
    app.register_error_handler(404, not_found)
    app.register_error_handler(Gone, gone)
    app.register_error_handler(Moved, moved)
    app.register_error_handler(SearchTooComplex, too_complex)
    app.register_error_handler(WrongUsage, wrong_usage)
    app.register_error_handler(TooMany, too_many)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(Exception, broken)


def not_found(error: Exception) -> ResponseReturnValue:
    """404: nothing here, or nothing the public may see; the page does not say which."""
    return render_template("failures/not_found.html"), 404


def gone(error: Gone) -> ResponseReturnValue:
    """410: withdrawn. Neither title nor reason is named."""
    return render_template("failures/gone.html", message=error.message), 410


def moved(error: Moved) -> ResponseReturnValue:
    """301: the record became part of another one. Its summary and citations lead to those of the other, everything
    else to the other's page: pages and files have other numbers there."""
    same = request.path.startswith("/minute/") or "suffix" in (request.view_args or {})
    return redirect(request.path.replace(error.id, error.item.id, 1) if same else item_address(error.item), 301)


def too_complex(error: SearchTooComplex) -> ResponseReturnValue:
    """400: the search asks for more than one search may."""
    return render_template("failures/too_complex.html", message=error.message, advice=error.advice), 400


def wrong_usage(error: WrongUsage) -> ResponseReturnValue:
    """400: the address asks for something that the library does not know."""
    return render_template("failures/refused.html", code=400), 400


def too_many(error: TooMany) -> ResponseReturnValue:
    """429: one address asked for more than its share."""
    return render_template("failures/too_many.html", wait=error.wait), 429, {"Retry-After": str(error.wait)}


def refused(error: HTTPException) -> ResponseReturnValue:
    """400, 405, 413 and whatever else the protocol knows."""
    code = error.code or 500
    if code < 400:
        return error
    headers = [(name, value) for name, value in error.get_headers() if name == "Allow"]
    return render_template("failures/refused.html", code=code), code, headers


def broken(error: Exception) -> ResponseReturnValue:
    """500: a fault of ours, with a reference under which the log has it.

    The log gets the kind of error and where in the code it arose, never the address or the message:
    what somebody searches for can be a person's name.
    """
    reference = secrets.token_hex(4)
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("fault %s at %s: %s\n%s", reference, request.endpoint, type(error).__name__, places)
    return render_template("failures/broken.html", reference=reference), 500

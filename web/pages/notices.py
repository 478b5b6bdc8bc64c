"""What a reader should know about the site: what it is, how it treats them, whom to write to."""

from __future__ import annotations

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from web.site import Site, collection_in_force

ROBOTS = "User-agent: *\nDisallow: /\n"
"""Reports about harmed children stay out of general search engines, as in the national collection."""


def about(site: Site) -> ResponseReturnValue:
    """What the library is and how it works."""
    catalogue = site.library.catalogue
    return render_template("about.html", counts=list(catalogue.counts(collection_in_force()).items()))


def accessibility(site: Site) -> ResponseReturnValue:
    """The accessibility statement."""
    return render_template("accessibility.html", contact=site.library.settings.contact)


def privacy(site: Site) -> ResponseReturnValue:
    """What the site keeps about its readers: nothing."""
    return render_template("privacy.html", contact=site.library.settings.contact)


def corrections(site: Site) -> ResponseReturnValue:
    """How to ask for a correction or a takedown."""
    return render_template("corrections.html", contact=site.library.settings.contact)


def robots(site: Site) -> Response:
    """The wish that no search engine takes anything from here."""
    return Response(ROBOTS, mimetype="text/plain")

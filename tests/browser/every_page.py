"""Every page and state of the site that is looked at in a browser, by what it is, with its address."""

from __future__ import annotations

from flask import abort

from tests.web.example_library import Examples
from web.rate_limit import TooMany

NO_PAGES = {
    "/search.csv", "/search.ris", "/suggest", "/reviews/<id>/citation.<any(ris, bib):suffix>",
    "/files/<publication_id>", "/recommendations.csv", "/recommendations/<recommendation>.csv", "/tray.json",
    "/browse/<name>.csv", "/near/<area>.csv", "/new.csv", "/robots.txt", "/static/<name>",
}  # fmt: skip
"""Routes that answer with a file or with data; every other one shows a page that is looked at."""
FAILING = "/fails/<int:code>"
"""A route that only the tests have: it fails in the way asked for, and the site answers as it does for any page."""


def fail(code: int) -> str:
    """Raise what makes the site answer with a code: 429, or a fault of ours (500)."""
    if code == 429:
        raise TooMany(30)
    if code == 500:
        raise RuntimeError("A fault that a test asked for.")
    abort(code)


def pages_of(examples: Examples) -> dict[str, str]:
    """The pages of the examples' library, by what they show."""
    short, withdrawn = examples.review.removeprefix("cr-"), examples.withdrawn.removeprefix("cr-")
    return {
        "home": "/",
        "home of the catalogue": "/?collection=catalogue",
        "everything": "/search",
        "results": "/search?q=neglect&theme=neglect&from=2010",
        "second page of results": "/search?q=neglect&size=1&page=2&sort=newest",
        "empty results": "/search?q=zzzz&theme=domestic-abuse&from=soon",
        "results for a role": "/search?q=domestic+abuse&role=police-force",
        "role without points": "/search?q=neglect&role=dental",
        "results in a range": "/search?from=2010&to=2019",
        "everything said": "/search?q=(neglec~+OR+the+harm&age_band=ab-u1&language=en",
        "loosened": "/search?q=neglect+poverty+unborn",
        "how to search": "/search/help",
        "hit": f"/reviews/{examples.review}/1/pages/2?q=neglect&hit=1",
        "review": f"/reviews/{examples.review}/x",
        "review for a role": f"/reviews/{examples.review}?role=gp&tray={short}.1.r1",
        "hostile review": f"/reviews/{examples.hostile}",
        "minute": f"/minute/{examples.review}",
        "minute without words": f"/minute/{examples.record}",
        "passage": f"/reviews/{examples.review}/1/pages/2/passages/1",
        "roles": "/for",
        "role": "/for/police-force?q=domestic+abuse",
        "role with nothing": "/for/hv?q=zzzz",
        "recommendations": "/recommendations?q=neglect&from=soon",
        "no recommendations": "/recommendations?q=zzzz",
        "made before": f"/recommendations/{examples.review}-1-r1",
        "areas": "/near?collection=catalogue&place=nowhere",
        "near": "/near/la-norfolk?collection=samples",
        "compilations": "/learning",
        "compilation": "/learning/police",
        "empty compilation": "/learning/suicide?collection=catalogue",
        "pictures": "/pictures?collection=samples",
        "pictures of a search": "/pictures?q=neglect&from=2015&to=2019",
        "no pictures": "/pictures?q=zzzz",
        "tray": f"/tray?tray={short}_{short}.1.r2_{short}.1.p2.1_{withdrawn}_aaaaaaaa",
        "empty tray": "/tray",
        "record": f"/reviews/{examples.record}",
        "findings": f"/reviews/{examples.findings}",
        "page": f"/reviews/{examples.review}/1/pages/2?q=neglect",
        "table": f"/reviews/{examples.review}/1/pages/3?q=neglect",
        "page without text": f"/reviews/{examples.review}/1/pages/4?q=zzzz",
        "browse": "/browse",
        "themes": "/browse/themes",
        "agencies": "/browse/agencies?sort=count",
        "years": "/browse/years?collection=catalogue",
        "bodies": "/browse/bodies",
        "types": "/browse/types",
        "new": "/new",
        "about": "/about",
        "accessibility": "/accessibility",
        "privacy": "/privacy",
        "corrections": "/corrections",
        "not found": "/nothing",
        "withdrawn": f"/reviews/{examples.withdrawn}",
        "too complex": "/search?q=" + "neglect+" * 600,
        "nothing can be sent": "/tray/open",
        "too many requests": "/fails/429",
        "our fault": "/fails/500",
    }


EMPTY = ("/", "/search", "/search?q=neglect", "/pictures", "/browse/themes", "/new", "/for/gp", "/recommendations",
         "/learning/police", "/near")  # fmt: skip
"""Pages of a library that holds nothing yet."""

"""What a reader takes from page to page in the address alone: the role they named, and their tray.

Neither is kept anywhere else: no cookie, no account. Every link and form of a page is given both on
the way out, so that no page has to think of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import Response, g, request
from markupsafe import Markup, escape

from repository.packs.tray import BETWEEN, MOST, Reference, Tray, read_code, without_entry, write_code
from web.addresses import Pairs
from web.roles import Role, role_of

_FORM = re.compile(r'<form\b[^>]*\bmethod="get"[^>]*>')
# Text is escaped, so a quotation mark of this kind only ever ends an attribute of our own templates.
_LINK = re.compile(
    r'(?<= href=")(?P<path>/(?!static/|files/)[^"#]*)|(?<= action=")(?P<action>/[^"#]*)(?="[^>]*method="post")'
)
_LOCATION = re.compile(r"/(?!/)")


@dataclass(frozen=True)
class Carried:
    """The role named, if it is one of the vocabulary, and the tray. `left_out` entries of the tray were
    not understood or too many."""

    role: Role | None = None
    tray: Tray = ()
    left_out: int = 0

    @property
    def pairs(self) -> Pairs:
        """The parameters that carry it."""
        pairs: Pairs = [("role", self.role.agency)] if self.role else []
        return [*pairs, ("tray", write_code(self.tray))] if self.tray else pairs

    @property
    def is_full(self) -> bool:
        """True where nothing more fits into the tray."""
        return len(self.tray) >= MOST


def read_carried(args: Mapping[str, str]) -> Carried:
    """What an address carries; a role that is none is left out."""
    tray, left_out = read_code(args.get("tray", ""))
    return Carried(role_of(args.get("role", "")), tray, left_out)


def carried() -> Carried:
    """What the address of this request carries; nothing where the request failed too early."""
    found: Carried = g.get("carried", Carried())
    return found


def role_in_force() -> str:
    """The id of the agency whose learning comes first, empty where none was named."""
    role = carried().role
    return role.agency if role else ""


def with_carried(markup: str, what: Carried) -> str:
    """A page with what is carried in every link to this site and every form that asks for a page."""
    if not what.pairs:
        return markup
    fields = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in what.pairs)
    forms = _FORM.sub(lambda match: match[0] + fields, markup)
    return _LINK.sub(lambda match: str(escape(added(_unescaped(match[0]), what))), forms)


def added(address: str, what: Carried) -> str:
    """An address with what is carried, except what it says itself."""
    path, mark, query = address.partition("?")
    said = {part.partition("=")[0] for part in query.split("&")}
    more = urlencode([(name, value) for name, value in what.pairs if name not in said])
    return f"{path}?{'&'.join(filter(None, (query, more)))}" if mark or more else path


def carry(response: Response) -> Response:
    """Give a page, or the address a redirect leads to, what the request carried."""
    what = carried()
    if not what.pairs or response.is_streamed:
        return response
    if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
        response.set_data(with_carried(response.get_data(as_text=True), what))
    location = response.headers.get("Location", "")
    if _LOCATION.match(location):
        path, mark, fragment = location.partition("#")
        response.headers["Location"] = added(path, what) + mark + fragment
    return response


def here(**changes: str) -> str:
    """The address of this page with some parameters changed; an empty one is said, so that it stays empty."""
    path = request.path if request.method == "GET" else "/tray"
    return f"{quote(path)}?{'&'.join(filter(None, (_kept_query(tuple(changes)), urlencode(changes))))}"


def _kept_query(but: tuple[str, ...]) -> str:
    """The parameters of this page but for some. Kept while a page is made: one of results asks forty times."""
    queries: dict[tuple[str, ...], str] = g.setdefault("kept_queries", {})
    if but not in queries:
        queries[but] = urlencode([pair for pair in request.args.items(multi=True) if pair[0] not in but])
    return queries[but]


def keep(reference: Reference, what: str) -> Markup:
    """A link to this page with one more entry in the tray, or one less where it is there already; none where the
    tray is full. `what` says what is kept, for those who hear the page."""
    tray, code, said = carried().tray, reference.code, escape(what)
    if reference in tray:
        less = escape(here(tray=write_code(without_entry(tray, reference))))
        return Markup(
            f'<a class="keep kept" id="keep-{code}" href="{less}#keep-{code}" rel="nofollow">'
            f'<span aria-hidden="true">✓ </span>In your tray<span class="unseen"> ({said}). Take it out</span></a>'
        )
    if len(tray) >= MOST:
        return Markup("")
    return Markup(
        f'<a class="keep" id="keep-{code}" href="{_one_more()}{code}#keep-{code}" rel="nofollow">Put in tray'
        f'<span class="unseen"> ({said})</span></a>'
    )


def _one_more() -> str:
    """The address of this page, escaped, up to the code of one more entry in the tray: the same for all of a page."""
    if "one_more" not in g:
        tray = write_code(carried().tray)
        g.one_more = str(escape(here(tray=f"{tray}{BETWEEN}" if tray else "")))
    found: str = g.one_more
    return found


def _unescaped(address: str) -> str:
    return address.replace("&amp;", "&").replace("&#39;", "'")

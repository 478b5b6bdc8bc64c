"""What must hold for every page of the site, checked on each page that any test visits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.test import TestResponse

HTML = "{http://www.w3.org/1999/xhtml}"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
SENT_TO = {"/tray/open"}
"""Where a form may send something; everything else is only asked for."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Reader:
    """A reader who checks every page before using it, and that its links lead somewhere."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self._followed: dict[str, int] = {}
        self.visited: list[str] = []

    def get(self, address: str, status: int = 200, **more: Any) -> TestResponse:
        """The answer at an address, checked. Raises AssertionError for any other status or a faulty page."""
        response = self.client.get(address, **more)
        assert response.status_code == status, (address, response.status_code, response.get_data(as_text=True)[:500])
        self.visited.append(address)
        check_headers(response)
        if response.mimetype == "text/html" and not 300 <= status < 400:
            self.check_page(response.get_data(as_text=True))
        return response

    def text(self, address: str, status: int = 200) -> str:
        """The body at an address, as text."""
        return self.get(address, status).get_data(as_text=True)

    def words(self, address: str, status: int = 200) -> str:
        """What a person reads at an address: text without markup, white space folded."""
        return words_of(page_of(self.text(address, status)))

    def check_page(self, markup: str) -> None:
        """Everything that must hold for a page."""
        page = page_of(markup)
        headings = list(page.iter(f"{HTML}h1"))
        assert len(headings) == 1, markup
        title = words_of(next(page.iter(f"{HTML}title")))
        assert title.startswith(words_of(headings[0])), (title, words_of(headings[0]))
        ids = [element.get("id", "") for element in page.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)
        check_levels(page)
        check_labels(page, set(ids))
        check_nothing_inline(page)
        for address in links_of(page):
            self._check_link(address, set(ids))

    def _check_link(self, address: str, ids: set[str]) -> None:
        parts = urlsplit(address)
        assert parts.scheme in ("", "http", "https"), address
        if parts.netloc:
            return
        if not parts.path:
            assert parts.fragment in ids, address
            return
        path = without_carried(address.partition("#")[0])
        if parts.path in SENT_TO:
            return
        if path not in self._followed:
            self._followed[path] = self.client.get(path).status_code
        assert self._followed[path] == 200, (path, self._followed[path])


def without_carried(address: str) -> str:
    """The address without role and tray, which every link of a page has when its own address has them:
    the place they lead to is the same."""
    path, mark, query = address.partition("?")
    kept = [part for part in query.split("&") if part.partition("=")[0] not in ("role", "tray")]
    return path + (mark + "&".join(kept) if kept else "")


def page_of(markup: str) -> Element:
    """The page as a tree. Raises html5lib's ParseError for anything that is not HTML5."""
    root: Element = html5lib.HTMLParser(strict=True).parse(markup)
    return root


def words_of(element: Element) -> str:
    """The text of an element, white space folded."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def links_of(page: Element) -> Iterator[str]:
    """Where links and forms of a page lead, and what it loads."""
    for element in page.iter():
        for name in ("href", "src", "action"):
            if element.get(name):
                yield element.get(name, "")


def check_headers(response: TestResponse) -> None:
    """The headers that every answer carries, whatever it is."""
    policy = response.headers["Content-Security-Policy"]
    assert policy == POLICY or "sandbox" in policy
    for name, value in HEADERS.items():
        assert response.headers[name] == value, name
    assert response.headers["Cache-Control"]
    assert "Set-Cookie" not in response.headers
    assert "Server" not in response.headers


def check_levels(page: Element) -> None:
    """No heading is more than one level below the one before."""
    before = 0
    for element in page.iter():
        match = re.fullmatch(rf"{re.escape(HTML)}h([1-6])", str(element.tag))
        if match:
            assert int(match[1]) <= before + 1, words_of(element)
            before = int(match[1])


def check_labels(page: Element, ids: set[str]) -> None:
    """Every field has a label, every label a field, every set of fields a legend."""
    labelled = {label.get("for", "") for label in page.iter(f"{HTML}label")}
    assert labelled <= ids, labelled - ids
    for field in (e for name in ("input", "select", "textarea") for e in page.iter(f"{HTML}{name}")):
        assert field.get("type") == "hidden" or field.get("id") in labelled, field.attrib
        assert field.get("form") is None or field.get("form") in ids, field.attrib
    for fieldset in page.iter(f"{HTML}fieldset"):
        assert fieldset.find(f"{HTML}legend") is not None
    for element in page.iter():
        assert set(element.get("aria-labelledby", "").split()) <= ids, element.attrib
    for form in page.iter(f"{HTML}form"):
        assert form.get("action")
        assert form.get("method") == ("post" if urlsplit(form.get("action", "")).path in SENT_TO else "get")


def check_nothing_inline(page: Element) -> None:
    """Neither script nor style stands in a page, and links to other sites tell nothing about the reader."""
    for element in page.iter():
        assert not str(element.tag).endswith(
            ("}script", "}style", "}iframe", "}object", "}embed", "}base", "}meta-refresh")
        )
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"], element.attrib
        if urlsplit(element.get("href", "")).netloc:
            assert element.get("rel") == "noopener noreferrer nofollow", element.attrib

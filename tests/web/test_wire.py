"""What goes over the wire is small, can be kept, and is asked about again only when it may have changed."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask

from repository.packs.tray import MOST
from tests.web.example_library import Examples
from tests.web.page_checks import Reader

LARGEST = 100_000
"""Bytes of a page as it is, before it is compressed."""


def pages_of(examples: Examples) -> list[str]:
    short = examples.review.removeprefix("cr-")
    full = "_".join(f"{short}.1.p2.{number}" for number in range(MOST))
    return [
        "/", "/search?q=neglect", "/search?q=neglect&role=gp", f"/search?q=neglect&tray={full}", "/browse/themes",
        f"/reviews/{examples.review}/x", f"/reviews/{examples.review}/1/pages/2?q=neglect", f"/tray?tray={full}",
        f"/reviews/{examples.review}/1/pages/2?tray={full}", "/pictures?collection=samples", "/recommendations",
        "/learning/police", "/for/police-force", f"/minute/{examples.review}",
        f"/recommendations/{examples.review}-1-r1", "/near", "/near/la-norfolk",
    ]  # fmt: skip


def test_no_page_is_large_even_with_a_full_tray(app: Flask, examples: Examples) -> None:
    client = app.test_client()
    for address in pages_of(examples):
        response = client.get(address, follow_redirects=True)
        assert response.status_code == 200, address
        assert len(response.data) < LARGEST, (address, len(response.data))
        packed = client.get(address, follow_redirects=True, headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == response.data
        assert len(packed.data) < LARGEST / 6, (address, len(packed.data))


@pytest.mark.parametrize("address", ["/", "/search?q=neglect", "/learning/police", "/pictures", "/tray", "/for/gp?q=a"])
def test_a_page_is_asked_about_and_not_sent_twice(app: Flask, examples: Examples, address: str) -> None:
    client = app.test_client()
    first = client.get(address)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    with_tray = client.get(f"{address}{'&' if '?' in address else '?'}tray=2abc3def")
    assert with_tray.headers["ETag"] != first.headers["ETag"]


def test_every_route_is_small_and_answers(app: Flask, reader: Reader, examples: Examples) -> None:
    values = {
        "id": examples.review, "slug": "x", "suffix": "ris", "publication": 1, "page": 2, "place": 1,
        "name": "themes", "agency": "hv", "publication_id": f"{examples.review}-1",
        "recommendation": f"{examples.review}-1-r1", "area": "la-norfolk",
    }  # fmt: skip
    others = {"web_pages_learning_show_compilation": {"name": "police"}}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.rule == "/static/<name>":
            continue
        with app.test_request_context():
            wanted = values | others.get(rule.endpoint, {})
            address = app.url_map.bind("localhost").build(rule.endpoint, {k: wanted[k] for k in rule.arguments})
        status = 301 if rule.rule in ("/reviews/<id>", "/reviews/<id>/<slug>") else 200
        assert len(reader.get(address, status).data) < LARGEST

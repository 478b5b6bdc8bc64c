"""What somebody who means harm can put into an address, a header or a report, and what must happen then."""

from __future__ import annotations

import csv
import io
import logging
import os
import re
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask, request

from repository.settings import Settings
from repository.store.library import Library, open_library
from tests.web.example_library import EVIL, HELD_WORD, WITHDRAWN_WORD, Examples, build
from tests.web.page_checks import Reader, check_headers, page_of, words_of
from web.app import create_app, trusted_hosts
from web.downloads import neutral
from web.presenters import marked, safe_link

SCRIPTS = re.compile(r"<(script|svg(?! class=\"(?:bars|cell)\" )|img|iframe)|javascript:|data:text", re.IGNORECASE)
REFLECTED = '"><svg onload=alert(1)></title><script>alert(2)</script>{{7*7}}'
NO_PATHS = (
    "/files/../../etc/passwd",
    "/files/..%2f..%2fetc%2fpasswd",
    "/files/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/files/..%5c..%5cetc",
    "/files/%00",
    "/files//etc/passwd",
    "/static/../app.py",
    "/static/..%2fapp.py",
    "/static/%2e%2e/settings.py",
    "/reviews/..%2f..%2fetc/passwd",
    "/browse/..%2f..%2fetc%2fpasswd",
    "/files/" + "a" * 5000,
    "/files/cr-2abc3def-'; drop table item;--",
    "/reviews/cr-2abc3def/99999999999999999999/pages/1",
    "/reviews/cr-2abc3def/1/pages/99999999999999999999999",
    "/reviews/cr-2abc3def/1/pages/-1",
)
QUERIES_OF_DEATH = (
    "*a*",
    " OR ".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz"),
    '"' + " ".join(["neglect"] * 300) + '"',
    "neglect~3 OR /n.*t/",
    "NOT " * 10_000 + "neglect",
    "a" * 1_000_000,
    "[" * 100_000,
    "(" * 4000,
    '"' * 4000,
    "\x00\ud7ff\uffff\u202e",
    "title:neglect AND (",
)


@pytest.mark.parametrize(
    "address",
    [
        "/search?q={}",
        "/search?theme={}&agency={}&kind={}&sort={}&page={}&from={}&to={}",
        "/search?collection={}",
        "/?collection={}",
        "/browse/themes?sort={}",
        "/new?sort={}",
    ],
)
def test_nothing_of_an_address_becomes_markup(reader: Reader, address: str) -> None:
    markup = reader.text(address.replace("{}", quote(REFLECTED)))
    assert not SCRIPTS.search(markup)
    assert "49" not in markup.replace(quote("49"), "") or "{{7*7}}" in markup


def test_nothing_of_an_address_becomes_markup_of_an_error_page(reader: Reader) -> None:
    assert not SCRIPTS.search(reader.text(f"/{quote(REFLECTED)}", 404))
    assert not SCRIPTS.search(reader.text(f"/reviews/{quote(REFLECTED)}", 404))


def test_no_text_of_a_report_becomes_markup(reader: Reader, library: Library, examples: Examples) -> None:
    slug = library.catalogue.item(examples.hostile).slug
    for address in (
        f"/reviews/{examples.hostile}/{slug}",
        f"/reviews/{examples.hostile}/1/pages/1?q=neglect",
        "/search?q=neglect",
        "/search?q=alert",
        "/new",
        "/",
    ):
        markup = reader.text(address)
        assert not SCRIPTS.search(markup), address
        assert "{{7*7}}" in markup or "=HYPERLINK" not in markup
        assert "//evil.example/x" not in markup


def test_marks_are_added_after_escaping() -> None:
    text = "<b>neglect</b>"
    assert marked(text, [(3, 10)]) == "&lt;b&gt;<mark>neglect</mark>&lt;/b&gt;"
    assert marked(EVIL, [(0, len(EVIL))]).count("<") == 2


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://board.example.org/report?a=1", True),
        ("http://board.example.org", True),
        ("javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("//evil.example", False),
        ("/relative", False),
        ("https:evil", False),
        ("https://[bad", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(address: str, safe: bool) -> None:
    assert bool(safe_link(address)) is safe


def test_no_cell_of_a_download_is_a_formula(reader: Reader, examples: Examples) -> None:
    text = reader.text("/search.csv").removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert all(len(row) == len(rows[0]) for row in rows)
    assert all(not cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)
    assert any(cell.startswith("'@SUM") for row in rows for cell in row)
    told = reader.text(f"/search.csv?q={quote('=1+1 neglect')}")
    assert "\r\n=1+1" not in told
    assert ",=1+1" not in told


@pytest.mark.parametrize("start", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "  =1"])
def test_beginnings_of_formulas_are_neutralised(start: str) -> None:
    assert neutral(start) == f"'{start}"


def test_citations_of_a_hostile_record_are_one_record(reader: Reader, examples: Examples) -> None:
    ris = reader.get(f"/reviews/{examples.hostile}/citation.ris")
    assert ris.text.count("TY  - RPRT\r\n") == 1
    assert len(re.findall(r"^TY  - ", ris.text, re.MULTILINE)) == 1
    assert ris.headers["Content-Disposition"].startswith("attachment; filename=")
    bibtex = reader.text(f"/reviews/{examples.hostile}/citation.bib")
    assert len(re.findall(r"^@", bibtex, re.MULTILINE)) == 1


@pytest.mark.parametrize(
    "address", ["//evil.example", "/%5cevil.example", "//evil.example/%2e%2e", "/search?next=//evil"]
)
def test_no_answer_leads_to_another_site(reader: Reader, address: str) -> None:
    response = reader.client.get(address)
    assert "evil" not in response.headers.get("Location", "")


def test_redirects_stay_on_the_site(reader: Reader, examples: Examples) -> None:
    response = reader.get(f"/reviews/{examples.review}/%2f%2fevil.example%0d%0aSet-Cookie:x", 404)
    assert "Location" not in response.headers
    response = reader.get(f"/reviews/{examples.review}/evil%0d%0aSet-Cookie:x=1", 301)
    assert response.headers["Location"].startswith(f"/reviews/{examples.review}/")
    assert "evil" not in response.headers["Location"]


@pytest.mark.parametrize("address", NO_PATHS)
def test_no_address_is_a_path(reader: Reader, address: str) -> None:
    reader.get(address, 404)


def test_no_file_outside_the_store_is_opened(reader: Reader, library: Library) -> None:
    opened: list[str] = []
    watching = True

    def watch(event: str, args: tuple[object, ...]) -> None:
        if watching and event == "open" and isinstance(args[0], str):
            opened.append(os.path.abspath(args[0]))

    reader.client.get("/files/nothing")  # templates are read once, before we look
    sys.addaudithook(watch)
    for address in NO_PATHS:
        reader.client.get(address)
    watching = False
    home = str(library.settings.home)
    assert [path for path in opened if not path.startswith(home)] == []


def test_a_file_that_changed_on_disk_is_not_sent(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with open_library(Settings(tmp_path)) as library:
        examples = build(library)
        publication = library.catalogue.item(examples.review).publications[0]
        library.originals.path(publication.sha256).write_bytes(b"%PDF-1.7 another file")
        with caplog.at_level(logging.CRITICAL, "case_reviews.web"):
            response = create_app(library).test_client().get(f"/files/{publication.id}")
    assert response.status_code == 500
    assert b"another file" not in response.data


def test_an_html_original_is_never_shown_as_a_page(reader: Reader, examples: Examples) -> None:
    response = reader.get(f"/files/{examples.html}")
    assert response.content_type == "application/octet-stream"
    disposition = response.headers["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.html"', disposition)
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in response.headers


def test_a_polyglot_is_sent_as_the_pdf_it_says_it_is(reader: Reader, examples: Examples) -> None:
    response = reader.get(f"/files/{examples.review}-1")
    assert response.content_type == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("query", QUERIES_OF_DEATH)
def test_a_query_of_death_is_answered_soon(reader: Reader, query: str) -> None:
    began = time.monotonic()
    for address in ("/search", "/search.csv"):
        response = reader.client.get(address, query_string={"q": query})
        assert response.status_code in (200, 400), response.status_code
        if response.mimetype == "text/html":
            reader.check_page(response.get_data(as_text=True))
    assert time.monotonic() - began < 4
    assert reader.client.get("/search?q=neglect").status_code == 200


def test_a_search_that_is_too_long_says_so(reader: Reader) -> None:
    response = reader.get("/search", 400, query_string={"q": "neglect " * 600})
    assert "This search asks for too much at once" in response.get_data(as_text=True)


def test_a_query_of_death_on_a_page_of_a_report(reader: Reader, examples: Examples) -> None:
    for query in QUERIES_OF_DEATH:
        response = reader.client.get(f"/reviews/{examples.review}/1/pages/2", query_string={"q": query})
        assert response.status_code in (200, 400)


@pytest.mark.parametrize(
    "query",
    [
        "page=0", "page=-1", "page=1000000000", "page=abc", "page=9999999999999999999999", "page=1&page=2", "q=a&q=b",
        "from=9999999", "from=-5", "from=%c2%b2", "from=0x10", "q=%ff%fe%00", "theme=%ff", "size=0", "size=1e9",
        "collection=both", "expand=maybe", "year=2015", "kind=review&kind=wrong", "unknown=1", "=", "&&&", "q",
        "availability=wrong", "publishing_body=no-such-body",
    ],
)  # fmt: skip
def test_odd_parameters_never_break_a_page(reader: Reader, query: str) -> None:
    response = reader.client.get(f"/search?{query}")
    assert response.status_code in (200, 400)
    reader.check_page(response.get_data(as_text=True))
    assert reader.client.get(f"/search.csv?{query}").status_code in (200, 400)
    assert reader.client.get(f"/suggest?{query}").status_code == 200


def test_ten_thousand_filters_never_break_a_page(reader: Reader) -> None:
    reader.get("/search?" + "&".join(f"theme=t{n}" for n in range(10_000)))


def test_no_name_of_a_host_is_trusted_or_repeated(reader: Reader) -> None:
    response = reader.client.get("/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert b"evil.example" not in response.data
    check_headers(response)
    answer = reader.client.get(
        "/search?q=neglect",
        headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher", "X-Forwarded-Prefix": "/evil"},
    )
    assert b"gopher:" not in answer.data
    assert b"/evil" not in answer.data.replace(b"//evil.example", b"")
    assert reader.client.get("/search.css").status_code == 404


def test_the_names_that_are_trusted() -> None:
    home = Path("nowhere")
    assert trusted_hosts(Settings(home)) == ["127.0.0.1", "[::1]", "localhost"]
    public = trusted_hosts(Settings(home, host="0.0.0.0", address="https://reviews.example.org:8443/library"))
    assert "reviews.example.org" in public


def test_every_answer_carries_the_headers(app: Flask, reader: Reader, examples: Examples) -> None:
    for rule in app.url_map.iter_rules():
        values = {"id": examples.review, "slug": "x", "suffix": "ris", "publication": 1, "page": 1, "name": "themes"}
        values |= {"place": 1, "agency": "hv", "area": "la-norfolk", "recommendation": f"{examples.review}-1-r1"}
        values["publication_id"] = f"{examples.review}-1"
        with app.test_request_context():
            address = app.url_map.bind("localhost").build(rule.endpoint, {k: values[k] for k in rule.arguments})
        for method in ("GET", "HEAD", "OPTIONS", "POST", "TRACE"):
            check_headers(reader.client.open(address, method=method))


def test_a_fault_of_ours_is_a_plain_page_and_its_log_has_no_query(
    library: Library, examples: Examples, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(library)

    def fail(**values: object) -> str:
        raise RuntimeError(request.args["q"])

    app.view_functions["web_pages_results_show"] = fail
    with caplog.at_level(logging.ERROR, "case_reviews.web"):
        response = app.test_client().get("/search?q=A+Secret+Name")
    check_headers(response)
    markup = response.get_data(as_text=True)
    assert response.status_code == 500
    assert words_of(page_of(markup)).startswith("Something went wrong here")
    found = re.search(r"reference: <strong>([0-9a-f]{8})</strong>", markup)
    assert found
    assert found[1] in caplog.text
    assert "RuntimeError" in caplog.text
    assert "ecret" not in caplog.text
    assert "Traceback" not in markup
    assert app.debug is False


def test_a_withdrawn_record_is_gone_from_everywhere_and_says_so(app: Flask, reader: Reader, examples: Examples) -> None:
    id = examples.withdrawn
    for address in (
        f"/reviews/{id}",
        f"/reviews/{id}/withdrawn",
        f"/reviews/{id}/review-{WITHDRAWN_WORD}",
        f"/reviews/{id}/1/pages/1",
        f"/reviews/{id}/1/pages/1?q={WITHDRAWN_WORD}",
        f"/reviews/{id}/9/pages/9",
        f"/reviews/{id}/citation.ris",
        f"/reviews/{id}/citation.bib",
        f"/files/{id}-1",
    ):
        markup = reader.text(address, 410)
        assert "Withdrawn" in markup
        assert WITHDRAWN_WORD not in markup.replace(address, "")


def test_a_withdrawn_file_leaves_the_record_without_its_words(tmp_path: Path) -> None:
    with open_library(Settings(tmp_path)) as library:
        examples = build(library)
        with library.engine.begin() as connection:
            connection.exec_driver_sql("update item set state = 'file_withdrawn' where id = ?", (examples.review,))
        reader = Reader(create_app(library))
        words = reader.words(reader.get(f"/reviews/{examples.review}", 301).headers["Location"])
        assert "The file of this review has been withdrawn. The catalogue record stays." in words
        assert "Brackenshire Safeguarding Children Board" in words
        for gone in ("neglect went on for four years", "The board should make sure", "an invented family", "Read page"):
            assert gone not in words
        for address in (f"/reviews/{examples.review}/1/pages/1", f"/files/{examples.review}-1"):
            assert "The catalogue record of the review stays." in reader.words(address, 410)


@pytest.mark.parametrize("number", range(3))
def test_a_held_a_draft_and_a_suppressed_record_are_not_there(reader: Reader, examples: Examples, number: int) -> None:
    id = examples.held[number]
    nothing = reader.words("/reviews/cr-99999999", 404)
    for address in (
        f"/reviews/{id}",
        f"/reviews/{id}/review-{HELD_WORD}",
        f"/reviews/{id}/1/pages/1",
        f"/reviews/{id}/citation.ris",
        f"/reviews/{id}/citation.bib",
        f"/files/{id}-1",
    ):
        assert reader.words(address, 404) == nothing


@pytest.mark.parametrize("word", [WITHDRAWN_WORD, HELD_WORD])
def test_no_route_tells_a_word_that_is_not_public(app: Flask, reader: Reader, examples: Examples, word: str) -> None:
    asked = {"search": f"/search?q={word}", "csv": f"/search.csv?q={word}", "suggest": f"/suggest?q={word[:5]}"}
    assert "Nothing found" in reader.words(asked["search"])
    assert "Did you mean" not in reader.words(asked["search"])
    assert len(reader.text(asked["csv"]).strip().splitlines()) == 1
    assert reader.get(asked["suggest"]).get_json() == {"suggestions": []}
    for rule in app.url_map.iter_rules():
        if rule.arguments:
            continue
        assert word not in reader.client.get(rule.rule).get_data(as_text=True), rule.rule
    for name in ("themes", "agencies", "years", "bodies", "types"):
        for address in (f"/browse/{name}", f"/browse/{name}.csv"):
            text = reader.client.get(address).get_data(as_text=True)
            assert word not in text
            assert "2018" not in text or name != "years"
    for address in ("/search?q=neglect", "/search?q=neglect&size=100", "/search.csv?size=100"):
        assert word not in reader.text(address)

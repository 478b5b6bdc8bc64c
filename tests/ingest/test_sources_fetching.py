"""Fetching: addresses inside the house are refused, limits hold, a site's wishes are obeyed, nothing comes twice."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from typing import Any

import pytest

from ingest.sources.addresses import Forbidden, checked_target, is_public
from ingest.sources.fetching import Fetcher, Validators
from ingest.sources.web_requests import Limits
from tests.ingest.local_site import HERE, LocalSite, local_site


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with local_site() as site:
        yield site


def fetcher(**limits: float) -> Fetcher:
    return Fetcher(allowed=HERE, limits=Limits(**limits), pause=0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://[::1]/", "http://0.0.0.0/", "http://169.254.169.254/latest/meta-data",
        "http://10.1.2.3/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/", "http://[fc00::1]/",
        "http://[fe80::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::1]/",
        "http://[2002:7f00:1::]/", "http://[fec0::1]/", "http://[::127.0.0.1]/", "http://192.0.0.8/",
        "http://224.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://017700000001/", "http://127.1/",
        "http://localhost/", "http://user@93.184.215.14/", "http://93.184.215.14:22/", "http://93.184.215.14:6379/",
        "http://93.184.215.14:8080/", "file:///etc/passwd", "ftp://93.184.215.14/", "gopher://93.184.215.14/",
        "javascript:alert(1)", "http://", "http://93.184.215.14\\@127.0.0.1/", "http://a b/", "http://[::1", "",
        "http://nobody.invalid/", "https://xn--nobody-.invalid/", "http://münchen.invalid/",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_never_asked(address: str) -> None:
    with pytest.raises(Forbidden):
        checked_target(address)
    assert Fetcher().fetch(address).status == "forbidden"


def test_public_addresses_are_let_through() -> None:
    target = checked_target("https://93.184.215.14/reports?id=1")
    assert (target.site, target.address, target.port) == ("https://93.184.215.14", "93.184.215.14", 443)
    assert is_public(ip_address("2606:2800:21f:cb07:6820:80da:af6b:8b2c"))


def test_a_network_that_is_allowed_does_not_open_any_other() -> None:
    assert checked_target("http://127.0.0.1:5000/", HERE).port == 5000
    with pytest.raises(Forbidden):
        checked_target("http://10.0.0.1/", HERE)


def test_one_inner_address_behind_a_name_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **more: answers)
    with pytest.raises(Forbidden, match="not public"):
        checked_target("http://rebinding.example/")


def test_the_checked_address_is_connected_to_and_the_name_is_not_resolved_again(
    site: LocalSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/report.pdf"] = b"%PDF-1.4 a report"
    port = int(site.address.rpartition(":")[2])
    real = socket.getaddrinfo
    hosts: list[str] = []

    def resolve(host: str, *given: Any, **more: Any) -> object:
        hosts.append(host)
        return (
            real("127.0.0.1", port, type=socket.SOCK_STREAM) if host == "board.example" else real(host, *given, **more)
        )

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert fetcher().fetch(f"http://board.example:{port}/report.pdf").content == b"%PDF-1.4 a report"
    assert "127.0.0.1" in hosts, "the connection is made to the address, not to the name"


def test_what_has_not_changed_is_not_sent_again(site: LocalSite) -> None:
    site.pages["/report.pdf"] = b"%PDF-1.4 a report"
    first = fetcher().fetch(f"{site.address}/report.pdf")
    assert (first.status, first.content, first.media_type) == ("ok", b"%PDF-1.4 a report", "application/pdf")
    again = fetcher().fetch(f"{site.address}/report.pdf", first.validators)
    assert (again.status, again.content) == ("unchanged", b"")
    site.pages["/report.pdf"] = b"%PDF-1.4 a corrected report"
    assert fetcher().fetch(f"{site.address}/report.pdf", first.validators).status == "ok"
    assert fetcher().fetch(f"{site.address}/other.pdf", Validators("x")).status == "gone"


def sends(content: bytes, *headers: tuple[str, str], status: int = 200, drip: float = 0) -> object:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers:
            handler.send_header(name, value)
        handler.end_headers()
        for start in range(0, len(content), 1 if drip else len(content)):
            handler.wfile.write(content[start : start + 1] if drip else content)
            handler.wfile.flush()
            time.sleep(drip)

    return answer


def test_a_redirect_is_checked_like_the_first_address(site: LocalSite) -> None:
    site.pages["/there.html"] = b"<p>there</p>"
    for path, to in (
        ("/inside", "http://169.254.169.254/latest/"),
        ("/file", "file:///etc/passwd"),
        ("/loop", "/loop"),
        ("/fine", "there.html"),
    ):
        site.odd[path] = sends(b"", ("Location", to), ("Content-Length", "0"), status=302)  # type: ignore[assignment]
    assert fetcher().fetch(f"{site.address}/inside").status == "forbidden"
    assert fetcher().fetch(f"{site.address}/file").status == "forbidden"
    assert fetcher().fetch(f"{site.address}/loop").reason == "more than 5 redirects"
    assert len([path for path in site.asked_paths() if path == "/loop"]) == 6
    assert fetcher().fetch(f"{site.address}/fine").content == b"<p>there</p>"


def test_bombs_end_at_their_limits(site: LocalSite) -> None:
    packed = gzip.compress(b"\0" * 30_000_000)
    site.odd["/bomb"] = sends(packed, ("Content-Encoding", "gzip"), ("Content-Length", str(len(packed))))  # type: ignore[assignment]
    site.odd["/long"] = sends(b"x" * 3_000_000)  # type: ignore[assignment]
    site.odd["/short"] = sends(b"x" * 10, ("Content-Length", "5000"))  # type: ignore[assignment]
    site.odd["/odd"] = sends(b"x" * 10, ("Content-Encoding", "br"))  # type: ignore[assignment]
    site.odd["/heads"] = sends(b"x", ("X-Long", "x" * 100_000))  # type: ignore[assignment]
    small = {"raw_bytes": 2_000_000, "decoded_bytes": 5_000_000}
    assert "unpacked" in fetcher(**small).fetch(f"{site.address}/bomb").reason
    assert "more than 2 MB" in fetcher(**small).fetch(f"{site.address}/long").reason
    for path in ("/short", "/odd", "/heads"):
        assert fetcher(**small).fetch(f"{site.address}{path}").status == "failed", path


@pytest.mark.parametrize("part", ["body", "headers"])
def test_a_byte_at_a_time_ends_with_the_time(site: LocalSite, part: str) -> None:
    def slow_headers(handler: BaseHTTPRequestHandler) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 100:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(0.1)

    site.odd["/slow"] = sends(b"x" * 100, drip=0.1) if part == "body" else slow_headers  # type: ignore[assignment]
    before = time.monotonic()
    got = fetcher(seconds=1).fetch(f"{site.address}/slow")
    assert (got.status, got.reason) == ("failed", "no whole answer within 1 seconds")
    assert time.monotonic() - before < 3


def test_a_page_that_stands_in_for_the_report_is_none(site: LocalSite) -> None:
    site.pages["/r.html"] = b"<html><head><title>Just a moment...</title></head></html>"
    assert fetcher().fetch(f"{site.address}/r.html").status == "failed"


def test_robots_are_obeyed(site: LocalSite) -> None:
    site.pages |= {
        "/robots.txt": b"User-agent: *\nDisallow: /private/\nCrawl-delay: 0.4\n",
        "/a.html": b"a",
        "/b.html": b"b",
        "/private/c.html": b"c",
    }
    one = fetcher()
    assert one.fetch(f"{site.address}/private/c.html").status == "forbidden"
    before = time.monotonic()
    assert [one.fetch(f"{site.address}/{name}").status for name in ("a.html", "b.html")] == ["ok", "ok"]
    assert time.monotonic() - before >= 0.4
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a.html", "/b.html"], "asked once, the rest left alone"


@pytest.mark.parametrize(("status", "expected"), [(404, "ok"), (403, "ok"), (500, "forbidden"), (503, "forbidden")])
def test_a_missing_robots_file_allows_and_a_sick_site_is_left_alone(
    site: LocalSite, status: int, expected: str
) -> None:
    site.odd["/robots.txt"] = sends(b"", ("Content-Length", "0"), status=status)  # type: ignore[assignment]
    site.pages["/a.html"] = b"a"
    assert fetcher().fetch(f"{site.address}/a.html").status == expected


def test_a_very_long_robots_file_is_read_in_part(site: LocalSite) -> None:
    site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /no/\n" + b"# filler\n" * 120_000
    site.pages["/a.html"] = b"a"
    assert fetcher().fetch(f"{site.address}/a.html").status == "ok"
    assert fetcher().fetch(f"{site.address}/no/a.html").status == "forbidden"

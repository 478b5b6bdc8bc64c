"""One request to a web site, held to limits of time and size, and connected to the very machine that was checked."""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from ingest.sources.addresses import Network, checked_target

AGENT = "case-review-library/0.1 (a library of published case reviews)"
ACCEPT = {"User-Agent": AGENT, "Accept": "application/pdf, text/html, */*;q=0.5", "Accept-Encoding": "gzip"}
MOST_REDIRECTS = 5
PIECE = 65_536


@dataclass(frozen=True)
class Limits:
    """What one request may cost: seconds in all, bytes on the wire, bytes after unpacking."""

    seconds: float = 60.0
    raw_bytes: int = 100_000_000
    decoded_bytes: int = 512_000_000


@dataclass(frozen=True)
class Answer:
    """What a site answered. `address` is where the last redirect led; header names are in lower case."""

    address: str
    status: int
    headers: Mapping[str, str]
    content: bytes


class Failed(Exception):
    """A request without a usable answer; `reason` is a short plain sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def ask(address: str, headers: Mapping[str, str], limits: Limits, allowed: Sequence[Network] = ()) -> Answer:
    """Ask for one address; a redirect comes back as it is. Raises Failed or Forbidden."""
    sockets: list[Any] = []
    with requests.Session() as session, _stopped_after(limits.seconds, sockets) as deadline:
        session.trust_env = False  # no proxies, no stored passwords
        for scheme in ("http://", "https://"):
            session.mount(scheme, _CheckedAdapter(allowed, sockets))
        try:
            with session.get(
                address, headers={**ACCEPT, **headers}, stream=True, allow_redirects=False, timeout=limits.seconds
            ) as response:
                content = b"".join(_pieces(response, limits, deadline))
                lowered = {name.lower(): value for name, value in response.headers.items()}
                return Answer(address, response.status_code, lowered, content)
        except (requests.RequestException, HTTPError, OSError, zlib.error, ValueError) as error:
            if time.monotonic() >= deadline:
                raise Failed(f"no whole answer within {limits.seconds:g} seconds") from error
            raise Failed("the site did not answer in the way of the web") from error


def next_address(answer: Answer) -> str:
    """Where a redirect leads; empty where the answer is none."""
    if answer.status not in (301, 302, 303, 307, 308):
        return ""
    return urljoin(answer.address, answer.headers.get("location", ""))


def _pieces(response: requests.Response, limits: Limits, deadline: float) -> Iterator[bytes]:
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip"):
        raise Failed(f"packed in a way that was not asked for: {encoding[:20]}")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    raw = decoded = 0
    while piece := response.raw.read1(PIECE, decode_content=False):
        raw += len(piece)
        if raw > limits.raw_bytes:
            raise Failed(f"more than {limits.raw_bytes // 1_000_000} MB")
        while piece:
            plain = unpack.decompress(piece, PIECE) if unpack else piece
            piece = unpack.unconsumed_tail if unpack else b""
            decoded += len(plain)
            if decoded > limits.decoded_bytes:
                raise Failed(f"more than {limits.decoded_bytes // 1_000_000} MB when unpacked")
            yield plain
        _in_time(deadline, limits)
    # A connection that was shut at the deadline looks like the end of the answer.
    _in_time(deadline, limits)
    if unpack and not unpack.eof and raw:
        raise Failed("the answer broke off")


def _in_time(deadline: float, limits: Limits) -> None:
    if time.monotonic() >= deadline:
        raise Failed(f"no whole answer within {limits.seconds:g} seconds")


@contextmanager
def _stopped_after(seconds: float, sockets: list[Any]) -> Iterator[float]:
    """Shut the connections at the deadline: a site that sends a byte a second never runs into a socket's time-out."""

    def shut() -> None:
        for each in sockets:
            try:
                each.shutdown(2)
            except OSError:
                continue

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    deadline = time.monotonic() + seconds
    timer.start()
    try:
        yield deadline
    finally:
        timer.cancel()


class _CheckedAdapter(HTTPAdapter):
    """Connects to the address that was checked and asks it for the name: the name is not resolved a second time."""

    def __init__(self, allowed: Sequence[Network], sockets: list[Any]) -> None:
        super().__init__(max_retries=0)
        self.allowed = allowed
        self.poolmanager.pool_classes_by_scheme = _watched_pools(sockets)

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> Any:
        target = checked_target(request.url or "", self.allowed)
        host, pool = self.build_connection_pool_key_attributes(request, verify, cert)
        named = {"server_hostname": target.host, "assert_hostname": target.host} if target.scheme == "https" else {}
        request.headers["Host"] = target.site.partition("://")[2]
        return self.poolmanager.connection_from_host(**{**host, "host": target.address}, pool_kwargs={**pool, **named})


def _watched_pools(sockets: list[Any]) -> dict[str, Any]:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            sockets.append(self.sock)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            sockets.append(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}

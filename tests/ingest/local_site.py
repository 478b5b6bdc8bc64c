"""A small web site on this machine, for tests of fetching: pages by path, with a log of what was asked."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

HERE = (ip_network("127.0.0.0/8"),)

Odd = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class LocalSite:
    """`pages` are contents by path; `odd` are answers made by hand; `asked` is the log, with the status given."""

    address: str = ""
    pages: dict[str, bytes] = field(default_factory=dict)
    odd: dict[str, Odd] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)

    def asked_paths(self, status: int | None = None) -> list[str]:
        return [path for path, given in self.asked if status in (None, given) and path != "/robots.txt"]


@contextmanager
def local_site() -> Iterator[LocalSite]:
    site = LocalSite()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path
            if path in site.odd:
                site.asked.append((path, 0))
                self.close_connection = True
                try:
                    site.odd[path](self)
                except OSError:
                    return
                return
            content = site.pages.get(path)
            tag = f'"{hashlib.sha256(content or b"").hexdigest()[:16]}"'
            status = 404 if content is None else 304 if self.headers.get("If-None-Match") == tag else 200
            site.asked.append((path, status))
            self.send_response(status)
            self.send_header("ETag", tag)
            body = content if status == 200 and content else b""
            self.send_header("Content-Type", "text/html" if path.endswith((".html", "/")) else "application/pdf")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            return

    server = Server(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

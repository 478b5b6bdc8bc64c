"""What every answer carries so that a browser, a search engine or another site can do no harm with it."""

from __future__ import annotations

import gzip

from flask import Request, Response

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""For original files. Chromium's viewer opens a PDF at its page under it (tried with Chromium 156)."""
ON_EVERYTHING = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cache-Control": "no-cache",
}
"""`no-cache`: a copy may be kept but is asked about each time, so that a withdrawal reaches it at once."""
COMPRESSED = ("text/", "application/json", "image/svg+xml")
WORTH_COMPRESSING = 1000
"""Bytes: below this the answer fits one packet anyway."""


def harden(response: Response) -> Response:
    """Add every header that the answer does not set for itself."""
    for name, value in ON_EVERYTHING.items():
        response.headers.setdefault(name, value)
    return response


def validate(response: Response, request: Request) -> Response:
    """Give a page a fingerprint, and answer 304 where the reader has the same one already."""
    if response.status_code == 200 and not response.is_streamed and request.method in ("GET", "HEAD"):
        response.add_etag(weak=True)
        response.make_conditional(request)
    return response


def compress(response: Response, request: Request) -> Response:
    """Send text compressed to those who read gzip. Pages hold no secret that its length could tell."""
    if response.is_streamed or response.status_code == 304 or "Content-Encoding" in response.headers:
        return response
    if not (response.mimetype or "").startswith(COMPRESSED):
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) >= WORTH_COMPRESSING and request.accept_encodings.quality("gzip") > 0:
        response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response

"""Fetches from the web with manners: what a site forbids is left alone, one question at a time, nothing twice."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from protego import Protego

from ingest.sources.addresses import Forbidden, Network, checked_target
from ingest.sources.web_requests import AGENT, MOST_REDIRECTS, Answer, Failed, Limits, ask, next_address

NAME = AGENT.partition("/")[0]
ROBOTS_BYTES = 500_000
"""As much of a robots.txt as a crawler must read (RFC 9309, 2.5); the rest is left."""
LONGEST_DELAY = 300.0
"""Seconds between two requests; a site that asks for more is left to a person."""
NOT_A_REPORT = ("just a moment", "checking your browser", "attention required", "access denied", "are you a robot",
                "verify you are human", "please sign in", "log in to continue")  # fmt: skip
"""Titles of pages that stand in for what was asked for."""


@dataclass(frozen=True)
class Validators:
    """What a site said of its answer last time, to be asked again only for something newer."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Fetched:
    """The answer to one address. `status`: `ok`, `unchanged` (nothing newer, no content), `gone` (404, 410),
    `failed` or `forbidden`; `reason` says why."""

    address: str
    status: str
    reason: str = ""
    content: bytes = b""
    media_type: str = ""
    validators: Validators = Validators()


class Fetcher:
    """Fetches addresses one after the other. `pause` is in seconds, between two requests to one site; `allowed`
    are networks that are not public and may be asked all the same (an authority's own)."""

    def __init__(self, *, allowed: Sequence[Network] = (), limits: Limits | None = None, pause: float = 1.0) -> None:
        self.allowed = tuple(allowed)
        self.limits = limits or Limits()
        self.pause = pause
        self._rules: dict[str, Protego | str] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, address: str, known: Validators | None = None) -> Fetched:
        """Fetch an address, or learn that nothing changed since `known`. Never raises for what a site does."""
        try:
            return _fetched(address, self._follow(address, _conditions(known or Validators()), robots=True))
        except Forbidden as error:
            return Fetched(address, "forbidden", error.reason)
        except Failed as error:
            return Fetched(address, "failed", error.reason)

    def _follow(self, address: str, headers: dict[str, str], *, robots: bool) -> Answer:
        for _ in range(MOST_REDIRECTS + 1):
            site = checked_target(address, self.allowed).site
            delay = self._delay(site, address) if robots else self.pause
            self._wait(site, delay)
            answer = ask(address, headers, self.limits, self.allowed)
            self._asked[site] = time.monotonic()
            if not (following := next_address(answer)):
                return answer
            address = following
        raise Failed(f"more than {MOST_REDIRECTS} redirects")

    def _delay(self, site: str, address: str) -> float:
        """Seconds to wait before the address may be asked. Raises Forbidden where the site's robots.txt says no."""
        if site not in self._rules:
            self._rules[site] = self._read_rules(site)
        rules = self._rules[site]
        if isinstance(rules, str):
            raise Forbidden(rules)
        if not rules.can_fetch(address, NAME):
            raise Forbidden("the site's robots.txt asks not to fetch it")
        delay = max(self.pause, rules.crawl_delay(NAME) or 0.0)
        if delay > LONGEST_DELAY:
            raise Forbidden(f"the site asks for {delay:g} seconds between requests")
        return delay

    def _read_rules(self, site: str) -> Protego | str:
        """The site's rules, or the sentence that says why it is not asked at all."""
        try:
            answer = self._follow(f"{site}/robots.txt", {}, robots=False)
        except (Failed, Forbidden) as error:
            return f"its robots.txt cannot be read: {error.reason}"
        if answer.status >= 500 or answer.status == 429:
            return f"the site is not well (robots.txt: {answer.status})"
        text = answer.content[:ROBOTS_BYTES].decode("utf-8", "replace") if answer.status == 200 else ""
        return Protego.parse(text)

    def _wait(self, site: str, delay: float) -> None:
        last = self._asked.get(site)
        if last is not None:
            time.sleep(max(0.0, last + delay - time.monotonic()))


def _conditions(known: Validators) -> dict[str, str]:
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in asked.items() if value}


def _fetched(address: str, answer: Answer) -> Fetched:
    validators = Validators(answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if answer.status == 304:
        return Fetched(address, "unchanged")
    if answer.status in (404, 410):
        return Fetched(address, "gone", f"the site answers {answer.status}")
    if answer.status != 200:
        return Fetched(address, "failed", f"the site answers {answer.status}")
    if _stands_in(answer.content):
        return Fetched(address, "failed", "a page that asks for a login or a check, not the report")
    return Fetched(address, "ok", "", answer.content, media_type, validators)


def _stands_in(content: bytes) -> bool:
    start = content[:20_000].lower()
    at = start.find(b"<title")
    if at < 0:
        return False
    title = start[at : start.find(b"</title", at)].decode("utf-8", "replace")
    return any(words in title for words in NOT_A_REPORT)

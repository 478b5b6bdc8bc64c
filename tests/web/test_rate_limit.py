"""An address that asks for too much is asked to wait; nobody else notices."""

from __future__ import annotations

from pathlib import Path

import pytest

from repository.settings import Settings
from repository.store.library import open_library
from tests.web.page_checks import Reader, check_headers
from web.app import create_app
from web.rate_limit import RateLimit, TooMany


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_share_is_used_up_and_comes_back() -> None:
    clock = Clock()
    limit = RateLimit(60, clock)
    for _ in range(60):
        limit.count("203.0.113.5")
    with pytest.raises(TooMany) as told:
        limit.count("203.0.113.5")
    assert told.value.wait == 1
    limit.count("203.0.113.6")
    clock.seconds += 1
    limit.count("203.0.113.5")
    with pytest.raises(TooMany):
        limit.count("203.0.113.5")


def test_this_machine_and_a_limit_of_nothing_are_never_asked_to_wait() -> None:
    for address, limit in (("127.0.0.1", RateLimit(1)), ("::1", RateLimit(1)), ("203.0.113.5", RateLimit(0))):
        for _ in range(5):
            limit.count(address)


def test_quiet_addresses_are_forgotten() -> None:
    clock = Clock()
    limit = RateLimit(60, clock)
    for number in range(10_001):
        clock.seconds += 0.1
        limit.count(f"2001:db8::{number:x}")
    assert len(limit._used) < 1_000


def test_the_page_says_how_long_to_wait(tmp_path: Path) -> None:
    with open_library(Settings(tmp_path, requests_per_minute=2)) as library:
        reader = Reader(create_app(library))
        stranger = {"REMOTE_ADDR": "203.0.113.5"}
        for _ in range(2):
            assert reader.client.get("/about", environ_base=stranger).status_code == 200
        response = reader.client.get("/search?q=umbrellas&role=gp&tray=2abc3def", environ_base=stranger)
        assert response.status_code == 429
        assert 1 <= int(response.headers["Retry-After"]) <= 30
        check_headers(response)
        reader.check_page(response.text)
        assert "Too many requests" in response.text
        assert "umbrellas" not in response.text
        css = reader.client.get("/static/nothing.css", environ_base=stranger)
        assert css.status_code == 404

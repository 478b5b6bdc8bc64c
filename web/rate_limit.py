"""Asks an address that wants too much at once to wait, so that the site stays quick for everybody else.

The count lives in memory for a minute and nowhere else; what was asked is not part of it.
"""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections.abc import Callable

from werkzeug.exceptions import TooManyRequests

MINUTE = 60.0
MOST_ADDRESSES = 10_000
"""Addresses remembered at once (about 2 MB); beyond it those that have been quiet are forgotten."""


class TooMany(TooManyRequests):
    """An address asked for more than its share. `wait` is in whole seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(retry_after=wait)
        self.wait = wait


class RateLimit:
    """A share of requests for each address, filled up again all the time: so many at once, and so many a minute.

    An address of this machine is its owner, or a server in front that speaks for everybody and keeps
    its own limit: it is never asked to wait. `per_minute` 0 asks nobody.
    """

    def __init__(self, per_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._now = now
        self._lock = threading.Lock()
        self._used: dict[str, tuple[float, float]] = {}

    def count(self, address: str) -> None:
        """Count one request of an address. Raises TooMany where its share is used up."""
        if not self._per_minute or not _is_elsewhere(address):
            return
        with self._lock:
            now = self._now()
            used, since = self._used.get(address, (0.0, now))
            used = max(0.0, used - (now - since) * self._per_minute / MINUTE)
            if used + 1 > self._per_minute:
                self._used[address] = (used, now)
                raise TooMany(max(1, math.ceil((used + 1 - self._per_minute) * MINUTE / self._per_minute)))
            self._used[address] = (used + 1, now)
            if len(self._used) > MOST_ADDRESSES:
                self._used = {a: (u, t) for a, (u, t) in self._used.items() if now - t < MINUTE}


def _is_elsewhere(address: str) -> bool:
    try:
        return not ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False

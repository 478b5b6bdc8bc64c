"""Which web addresses may be asked at all: public ones by http or https, never a machine inside the house."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

WEB = ("http://", "https://")
PORTS = {"http": 80, "https": 443}
REFUSED = tuple(
    ip_network(block)
    for block in (
        "192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/3",
        "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/23", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
"""Blocks that Python counts as global or may count so, and that lead inside: special uses of IANA's registries,
multicast, and forms of IPv6 that carry an address of IPv4 within."""


class Forbidden(Exception):
    """An address that is not asked; `reason` is a short plain sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Target:
    """Where a request goes: `address` is the checked one to connect to, `host` the name to ask it for."""

    scheme: str
    host: str
    port: int
    address: str

    @property
    def site(self) -> str:
        """Scheme, host and port as one address: what has one robots.txt and is asked one question at a time."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{name}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")


def checked_target(address: str, allowed: Sequence[Network] = ()) -> Target:
    """Resolve a web address once and check every machine behind its name.

    Every one must be public, or in a network of `allowed`, where other ports are let through too. Raises
    Forbidden with the reason.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise Forbidden("not a web address") from error
    if parts.scheme not in PORTS:
        raise Forbidden("only addresses of http and https are fetched")
    if "@" in parts.netloc:
        raise Forbidden("an address with a name or password in it")
    if not parts.hostname or any(ord(c) <= 32 or c == "\\" for c in address):
        raise Forbidden("not a web address")
    port = port or PORTS[parts.scheme]
    found = _resolve(parts.hostname, port)
    inside = all(_is_in(each, allowed) for each in found)
    if not inside and port not in PORTS.values():
        raise Forbidden(f"port {port} is not one of the web")
    for each in found:
        if not (is_public(each) or _is_in(each, allowed)):
            raise Forbidden("the address leads to a machine that is not public")
    # A machine that speaks only the older protocol would never answer on the newer one.
    first = min(found, key=lambda each: each.version)
    return Target(parts.scheme, parts.hostname, port, str(first))


def is_public(address: Address) -> bool:
    """True for an address that everybody on the internet can reach, and that hides no other one."""
    if not address.is_global or address.is_multicast or _is_in(address, REFUSED):
        return False
    within = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return within is None or is_public(within)


def _is_in(address: Address, networks: Sequence[Network]) -> bool:
    return any(address.version == network.version and address in network for network in networks)


def _resolve(host: str, port: int) -> list[Address]:
    try:
        answers = socket.getaddrinfo(host.encode("idna").decode() if not host.isascii() else host, port,
                                     type=socket.SOCK_STREAM)  # fmt: skip
    except (OSError, UnicodeError) as error:
        raise Forbidden("the name of the site is not known") from error
    # A zone ("fe80::1%eth0") belongs to link-local addresses alone.
    return [ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers]

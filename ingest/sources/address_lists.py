"""A text file with one web address a line: a list of reports to fetch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.sources.addresses import WEB
from ingest.text.encodings import decode_html
from repository.errors import WrongUsage

MOST_BYTES = 5_000_000
"""Some fifty thousand addresses."""
LOOKED_AT = 65_536
"""Bytes of a file by which it is recognised."""
REMARK = "#"


@dataclass(frozen=True)
class Listed:
    """A line that says something. `number` counts from 1; `address` is empty where it is no web address."""

    number: int
    words: str
    address: str


def read_address_list(path: Path) -> list[Listed]:
    """The lines of a list in order, each address once; empty lines and those that begin with `#` say nothing.

    Raises WrongUsage for a file that is not there, is too large or names no address.
    """
    if not path.is_file():
        raise WrongUsage(f"{path} is no file.", "Name a text file with one address a line.")
    if path.stat().st_size > MOST_BYTES:
        raise WrongUsage(f"{path} has more than {MOST_BYTES // 1_000_000} MB.", "Divide it.")
    lines = {line.words: line for line in reversed(list(_lines(path.read_bytes())))}
    found = sorted(lines.values(), key=lambda line: line.number)
    if not any(line.address for line in found):
        raise WrongUsage(f"{path} names no web address.", "Write one a line, beginning with https://.")
    return found


def is_address_list(path: Path) -> bool:
    """True for a file of which every line that says something is a web address, whatever its name."""
    try:
        with path.open("rb") as file:
            head = file.read(LOOKED_AT)
    except OSError:
        return False
    if b"\x00" in head or not head.strip():
        return False
    whole = head if len(head) < LOOKED_AT else head.rpartition(b"\n")[0]
    lines = list(_lines(whole))
    return bool(lines) and all(line.address for line in lines)


def _lines(content: bytes) -> Iterator[Listed]:
    text = decode_html(content)[0].lstrip("\ufeff")
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.strip()
        if words and not words.startswith(REMARK):
            yield Listed(number, words, words if words.lower().startswith(WEB) and " " not in words else "")

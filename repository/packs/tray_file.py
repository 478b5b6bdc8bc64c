"""A tray as a file: what a reader saves, sends to a colleague, and opens again.

The format is JSON with a version. It carries quotations and citations so that a person can read it,
but only the references are believed when it is opened.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from repository.errors import WrongUsage
from repository.packs.citations import passage_citation
from repository.packs.tray import MOST, Entry, Reference, Standing, Tray, read_reference

FORMAT = "case-review-tray"
VERSION = 1
LARGEST = 64 * 1024
"""Bytes: thirty quotations of a page's length are less."""
WHAT_TO_DO = "Open a file that was saved from a tray, as it was saved."


def write_file(entries: Sequence[Entry], library_name: str, saved: date, address_of: Callable[[Entry], str]) -> str:
    """The tray as JSON text; `address_of` gives the address of an entry, empty where there is none."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "library": library_name,
        "saved": saved.isoformat(),
        "entries": [_entry(entry, address_of(entry)) for entry in entries],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_file(content: bytes) -> Tray:
    """The tray that a file holds.

    Raises WrongUsage, in one sentence, for a file that is too large, no JSON, of another format or a
    later version, or that holds something that is no reference or too many.
    """
    if len(content) > LARGEST:
        raise WrongUsage(f"The file is larger than {LARGEST // 1024} kB.", WHAT_TO_DO)
    try:
        found = json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise WrongUsage("The file is not a tray: it cannot be read as JSON.", WHAT_TO_DO) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise WrongUsage("The file is not a tray of this library.", WHAT_TO_DO)
    if found.get("version") != VERSION:
        raise WrongUsage("The file is of another version of the tray than this library knows.", WHAT_TO_DO)
    entries = found.get("entries")
    if not isinstance(entries, list) or len(entries) > MOST:
        raise WrongUsage(f"The file has no list of at most {MOST} entries.", WHAT_TO_DO)
    return tuple(dict.fromkeys(_reference(number, entry) for number, entry in enumerate(entries, start=1)))


def _reference(number: int, entry: object) -> Reference:
    code = entry.get("reference") if isinstance(entry, dict) else None
    reference = read_reference(code) if isinstance(code, str) else None
    if reference is None:
        raise WrongUsage(f"Entry {number} of the file has no reference of the kind that a tray has.", WHAT_TO_DO)
    return reference


def _entry(entry: Entry, address: str) -> dict[str, Any]:
    about: dict[str, Any] = {"reference": entry.reference.code, "kind": entry.reference.kind}
    if entry.standing != Standing.HERE or entry.item is None:
        return about | {"standing": entry.standing}
    return about | {
        "title": entry.item.title,
        "quotation": entry.quotation,
        "pages": list(entry.pages),
        "citation": passage_citation(entry.item, entry.pages, entry.label, address),
    }

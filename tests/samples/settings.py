"""Reads the settings at the start of the source of an invented sample report, and says what is wrong with them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

LAYOUTS = ("numbered", "council", "two-column", "committee", "table", "findings", "web", "word")
FORMATS = ("pdf", "scan", "html", "docx")
ENDINGS = {"scan": "pdf"}
"""Of the built files whose format is not their ending."""
OWN_LAYOUTS = {"html": "web", "docx": "word"}
"""Formats that have one layout, which no other format has."""
REQUIRED = ("title", "layout", "format", "running_head", "footer", "cover")
DETAILS = ("author", "date", "printed", "council", "committee", "meeting")
"""What some traps print: the author and date of the report, when a browser printed it, whose papers it is bound in."""
OPTIONAL = ("running_head_even", *DETAILS)
LISTS = ("cover", "traps")

FENCE = "+++"


class SourceError(Exception):
    """A source that cannot be built; says the file, the line and what to change."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")


def read_settings(lines: list[str], path: Path) -> tuple[dict[str, Any], int]:
    """The settings and the index of the first line after them. Raises SourceError."""
    if not lines or lines[0].strip() != FENCE:
        raise SourceError(path, 1, f"a source starts with a line of {FENCE}")
    ends = [number for number, line in enumerate(lines[1:], start=1) if line.strip() == FENCE]
    if not ends:
        raise SourceError(path, 1, f"no second line of {FENCE} ends the settings")
    try:
        front = tomllib.loads("\n".join(lines[1 : ends[0]]))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) + 1 if found else 2
        raise SourceError(path, line, f"the settings are not valid TOML: {error}") from None
    _check(front, path, lines)
    return front, ends[0] + 1


def _check(front: dict[str, object], path: Path, lines: list[str]) -> None:
    missing = [key for key in REQUIRED if key not in front]
    if missing:
        raise SourceError(path, 1, f"the settings lack {', '.join(missing)}")
    for key, value in front.items():
        line = next((at for at, text in enumerate(lines, start=1) if text.startswith(key)), 1)
        if key not in (*REQUIRED, *OPTIONAL, "traps"):
            raise SourceError(path, line, f"unknown setting {key}")
        wanted = value if isinstance(value, list) else [value]
        if (key in LISTS) != isinstance(value, list) or not all(isinstance(text, str) for text in wanted):
            raise SourceError(path, line, f"{key} must be {'a list of texts' if key in LISTS else 'a text'}")
        for text in wanted:
            check_printable(str(text), path, line)
        allowed = {"layout": LAYOUTS, "format": FORMATS}.get(key)
        if allowed and value not in allowed:
            raise SourceError(path, line, f"{key} must be one of {', '.join(allowed)}")
    for format, layout in OWN_LAYOUTS.items():
        if (front["layout"] == layout) != (front["format"] == format):
            raise SourceError(path, 1, f"the layout {layout} goes with the format {format}, and only with it")
    if not front["cover"]:
        raise SourceError(path, 1, "the cover needs at least one line")


def check_printable(text: str, path: Path, line: int) -> None:
    """The fonts that every PDF reader brings know the characters of Windows code page 1252 only."""
    for character in text:
        try:
            character.encode("cp1252")
        except UnicodeEncodeError:
            problem = f"the printing fonts have no character {character!r} (U+{ord(character):04X})"
            raise SourceError(path, line, problem) from None

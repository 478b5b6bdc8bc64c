"""The site's own stylesheet and icon: read once, under names that change when they change."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePath

from flask import Response

from web.site import NotFound, Site

TYPES = {".css": "text/css", ".svg": "image/svg+xml"}
A_YEAR = "public, max-age=31536000, immutable"


@lru_cache(maxsize=1)
def contents() -> dict[str, tuple[str, bytes, str]]:
    """By plain name: the name with its fingerprint, the bytes, the media type."""
    found = {}
    for file in (files("web") / "static").iterdir():
        content = file.read_bytes()
        path = PurePath(file.name)
        named = f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
        found[file.name] = (named, content, TYPES[path.suffix])
    return found


def static_address(name: str) -> str:
    """The address of a file of the site by its plain name; it may be kept for ever."""
    return f"/static/{contents()[name][0]}"


def show(site: Site, name: str) -> Response:
    """A file of the site, by the name with its fingerprint only. Raises NotFound."""
    for named, content, media_type in contents().values():
        if name == named:
            return Response(content, mimetype=media_type, headers={"Cache-Control": A_YEAR})
    raise NotFound("There is no such file.")

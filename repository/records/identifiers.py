"""Permanent opaque ids and readable slugs. An address is never derived from a citation."""

from __future__ import annotations

import re
import secrets
import unicodedata

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""No l, o, i, 0 or 1: an id can be read aloud."""
ITEM_ID = re.compile(rf"cr-[{ALPHABET}]{{8}}")


def new_id(prefix: str) -> str:
    """A random id such as `cr-7f3k9q2m` (40 bits: guessing one is hopeless)."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(8))


def slug_of(title: str) -> str:
    """The title as a readable part of an address, at most 80 characters; `untitled` if nothing is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower().replace("'", "")
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) > 80:
        slug = slug[:81].rpartition("-")[0] or slug[:80]
    return slug or "untitled"

"""Whether this installation is whole: each of the library's package names belongs to it and to nothing else."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import PathFinder
from importlib.metadata import distributions, version
from pathlib import Path

from repository.errors import LibraryError

DISTRIBUTION = "case-review-library"
ROOMS = ("repository", "ingest", "search", "web")
"""General words, so that another package may use one too: web.py's import name is `web`."""


def library_version() -> str:
    """The version of the installed library, such as `0.1.0`."""
    return version(DISTRIBUTION)


def refuse_shared_names(path: Sequence[str] | None = None) -> None:
    """Raise LibraryError when another package of the environment has the name of one of the rooms.

    `path` are the folders in which Python looks (default: its own). Nothing is imported; the lists of
    files that the installed packages carry are read (about 12 ms for sixty packages).
    """
    path = list(sys.path if path is None else path)
    for name in ROOMS:
        owners = other_owners(name, path)
        if owners:
            raise LibraryError(
                f"The package name '{name}' belongs to {' and '.join(owners)} as well as to {DISTRIBUTION}.",
                f"Install {DISTRIBUTION} in an environment of its own, or uninstall {owners[0]}.",
            )
        found = PathFinder.find_spec(name, path)
        home = Path(__file__).parent.parent
        if found is None or found.origin is None or Path(found.origin).parent.parent != home:
            where = "nowhere" if found is None else str(found.origin)
            raise LibraryError(
                f"The package '{name}' should be in {home}, but Python finds it in {where}.",
                f"Run the command in another folder, or install {DISTRIBUTION} in an environment of its own.",
            )


def other_owners(name: str, path: Sequence[str]) -> list[str]:
    """Names of the other installed distributions that bring a top-level package or module of that name."""
    owners = set()
    for distribution in distributions(path=list(path)):
        listed = "\n" + (distribution.read_text("RECORD") or "")
        if distribution.name != DISTRIBUTION and (f"\n{name}/" in listed or f"\n{name}.py," in listed):
            owners.add(distribution.name)
    return sorted(owners)

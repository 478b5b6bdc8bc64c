"""Files and folders named on the command line, with the list that may accompany a folder."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from repository.errors import WrongUsage
from repository.records.items import PublicationKind

LIST_NAME = "library.csv"
"""A folder may hold a list of its files with the permanent id of the item each belongs to."""
BESIDE = (".csv", ".json", ".jsonl", ".md", ".txt", ".toml")
"""Endings of files that accompany documents in a folder and are none themselves."""
LISTINGS = "listings"
"""A folder of this name holds pages that list reviews: they are harvested with `--listing`, not read as reports."""


@dataclass(frozen=True)
class FileToRead:
    """A file on disk. `source` is what it is known by from now on: its path, or its place in a list;
    `item_id` is the item it belongs to and `kind` what it is to its review, where a list says so."""

    path: Path
    source: str
    item_id: str | None = None
    kind: PublicationKind | None = None


@dataclass(frozen=True)
class Found:
    """The files to read, in a fixed order, and those that stand beside them and are left out."""

    files: tuple[FileToRead, ...]
    left_out: tuple[Path, ...]


def find_files(paths: Iterable[Path], *, use_lists: bool = True) -> Found:
    """Every file of the paths, folders searched to the bottom, sorted by path, each once.

    With `use_lists`, a `library.csv` in a folder gives its files their items. Raises WrongUsage for a
    path that does not exist and for a list that is wrong.
    """
    files: dict[Path, FileToRead] = {}
    left_out: list[Path] = []
    for given in paths:
        if not given.exists():
            raise WrongUsage(f"{given} does not exist.", "Correct the path.")
        for path in [given] if given.is_file() else _below(given):
            if path != given and (path.suffix.lower() in BESIDE or path.parent.name == LISTINGS):
                left_out.append(path)
            else:
                resolved = path.resolve()
                files.setdefault(resolved, _to_read(resolved, use_lists))
    return Found(tuple(files[path] for path in sorted(files)), tuple(sorted(left_out)))


def _below(folder: Path) -> Iterator[Path]:
    yield from (p for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith("."))


def _to_read(path: Path, use_lists: bool) -> FileToRead:
    item_id = _listed(path.parent).get(path.name) if use_lists else None
    source = f"{item_id}/{path.name}" if item_id else str(path)
    return FileToRead(path, source, item_id)


def _listed(folder: Path) -> dict[str, str]:
    path = folder / LIST_NAME
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames is None or not {"file", "item_id"} <= set(reader.fieldnames):
            raise WrongUsage(f"{path} needs the columns file and item_id.", "Add them to its first line.")
        return {row["file"]: row["item_id"] for row in reader}

"""Files and folders named on the command line, with the list that may accompany a folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.sources.deposit_lists import Given, read_deposit_list
from repository.errors import WrongUsage
from repository.records.items import PublicationKind

BESIDE = (".csv", ".json", ".jsonl", ".md", ".txt", ".toml")
"""Endings of files that accompany documents in a folder and are none themselves."""
HIDDEN_NAME = re.compile(r"\.(?!\.)")
"""Files that systems and programs keep for themselves."""
LISTINGS = "listings"
"""A folder of this name holds pages that list reviews: they are harvested with `--listing`, not read as reports."""


@dataclass(frozen=True)
class FileToRead:
    """A file on disk. `source` is what it is known by from now on: its path, or its place in a list;
    `item_id` is the item it belongs to and `kind` what it is to its review, where a list says so;
    `given` is all that the depositor's list says of it. `name` and `load` are set for what is no file of its
    own on disk, such as a member of an archive."""

    path: Path
    source: str
    item_id: str | None = None
    kind: PublicationKind | None = None
    given: Given | None = None
    name: str = ""
    load: Callable[[], bytes] | None = field(default=None, compare=False, repr=False)

    @property
    def file_name(self) -> str:
        """The name under which the file is known, without its folder."""
        return self.name or self.path.name

    @property
    def shown(self) -> str:
        """What a person is told the file is: its path, with its place in an archive where it stands in one."""
        return self.source if self.load else str(self.path)

    def read(self) -> bytes:
        """The bytes of the file. Raises OSError, and Unreadable for a damaged member of an archive."""
        return self.load() if self.load else self.path.read_bytes()


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
    lists: dict[Path, dict[str, Given]] = {}
    for given in paths:
        if not given.exists():
            raise WrongUsage(f"{given} does not exist.", "Correct the path.")
        for path in [given] if given.is_file() else _below(given):
            if path != given and (path.suffix.lower() in BESIDE or path.parent.name == LISTINGS):
                left_out.append(path)
            else:
                resolved = path.resolve()
                if use_lists and resolved.parent not in lists:
                    lists[resolved.parent] = read_deposit_list(resolved.parent)
                files.setdefault(resolved, _to_read(resolved, lists.get(resolved.parent, {}).get(resolved.name)))
    return Found(tuple(files[path] for path in sorted(files)), tuple(sorted(left_out)))


def _below(folder: Path) -> Iterator[Path]:
    yield from (p for p in sorted(folder.rglob("*")) if p.is_file() and not HIDDEN_NAME.match(p.name))


def _to_read(path: Path, given: Given | None) -> FileToRead:
    item_id = given.item_id if given else None
    return FileToRead(path, source_of(path, item_id), item_id, given=given)


def source_of(path: Path, item_id: str | None) -> str:
    """What a file is known by: its place in a list where that gives it an item, else its path."""
    return f"{item_id}/{path.name}" if item_id else str(path)

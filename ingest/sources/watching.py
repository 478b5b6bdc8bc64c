"""Watches a folder: what is put there is taken in once it has been copied whole, and the watch goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.outcome import FileOutcome
from ingest.sources.asked_for import Sources
from ingest.sources.folder import FileToRead, Found, find_files
from repository.errors import LibraryError
from repository.records.items import Collection
from repository.store.deposits import now
from repository.store.library import Library

Mark = tuple[int, int, str, bool]
"""Size in bytes, time of the last change in nanoseconds, what the list beside the file says of it and whether its
embargo is over: by these a file is the same as a moment ago."""


@dataclass
class Watched:
    """A folder under watch. `seen` are the files of the last look, `taken` those that were given out, with the marks
    that they had then."""

    folder: Path
    seen: dict[Path, Mark] = field(default_factory=dict)
    taken: dict[Path, Mark] = field(default_factory=dict)

    def settled(self) -> Found:
        """Look once: the files that did not change since the look before, each once unless it changes later.

        Raises WrongUsage where the folder has gone or the list that accompanies it is wrong.
        """
        found = find_files([self.folder])
        marks = {file.path: mark for file in found.files if (mark := _mark(file)) is not None}
        settled = [
            file
            for file in found.files
            if file.path in marks and self.seen.get(file.path) == marks[file.path] != self.taken.get(file.path)
        ]
        self.seen = marks
        self.taken = {path: mark for path, mark in self.taken.items() if path in marks}
        return Found(tuple(settled), found.left_out)

    def note(self, files: tuple[FileToRead, ...]) -> None:
        """Remember files as given out."""
        self.taken |= {file.path: self.seen[file.path] for file in files}


def watch(
    library: Library, folder: Path, collection: Collection, *, workers: int, ocr: bool, every: float,
    say: Callable[[str], None], wait: Callable[[float], None] = time.sleep,
) -> Iterator[FileOutcome]:  # fmt: skip
    """Take in what is put into a folder, for ever; yields the outcome of each file that is new.

    A look every `every` seconds; a file is read when it was the same at two looks. What hinders a look (a list
    that is wrong, a folder that is away) is told with `say`, once, and looked at again. A file that was taken in by
    an earlier watch is not read again and not told. Ends only by an interruption.
    """
    watched, said = Watched(folder.resolve()), ""
    while True:
        try:
            found = watched.settled()
        except LibraryError as error:
            hindered = f"{error.message} {error.advice}"
        else:
            hindered = ""
            if found.files:
                watched.note(found.files)
                outcomes = Sources(found).take_in(library, collection, workers, ocr=ocr)
                yield from (outcome for outcome in outcomes if outcome.status != "unchanged")
                library.bring_up_to_date()
        if hindered and hindered != said:
            say(hindered)
        said = hindered
        wait(every)


def _mark(file: FileToRead) -> Mark | None:
    try:
        about = file.path.stat()
    except OSError:
        return None  # it has gone since the folder was listed
    embargo = file.given.embargo if file.given else None
    is_over = embargo is None or embargo <= now().date()
    return about.st_size, about.st_mtime_ns, repr(file.given), is_over

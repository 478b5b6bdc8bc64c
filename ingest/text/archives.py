"""Opens zipped folders: each document in one is a file of its own, with an outcome of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from ingest.documents import Unreadable
from ingest.sources.folder import BESIDE, FileToRead
from ingest.text.zipped import FOLDER, Zipped, listed_names

KIND = "a zip archive"
START = (b"PK\x03\x04", b"PK\x05\x06")
SYSTEMS = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
"""What operating systems leave in archives."""


def unpacked(files: Iterable[FileToRead]) -> Iterator[FileToRead]:
    """The files, each archive among them replaced by the documents in it, one unpacked at a time.

    Nothing is written to disk. An archive that is dangerous or damaged comes as one file whose reading
    raises Unreadable with the reason.
    """
    for file in files:
        if file.load or not is_archive(file.path):
            yield file
            continue
        try:
            with Zipped(file.path, FOLDER, KIND) as archive:
                yield from _members(file, archive)
        except Unreadable as error:
            yield replace(file, load=partial(_refuse, error.reason), name=file.path.name, source=file.source)


def is_archive(path: Path) -> bool:
    """True for a zip file that is no Office document, by what stands in it."""
    try:
        with path.open("rb") as file:
            if file.read(4) not in START:
                return False
        names = listed_names(path)
    except OSError:
        return False
    except Unreadable:
        return path.suffix.lower() == ".zip"
    return "[Content_Types].xml" not in names and "mimetype" not in names


def _members(file: FileToRead, archive: Zipped) -> Iterator[FileToRead]:
    names = [name for name in archive.names if _is_document(PurePosixPath(name))]
    if not names:
        raise Unreadable(f"{KIND} without documents in it")
    for name in names:
        source, load = f"{file.source}/{name}", partial(archive.read, name)
        yield FileToRead(file.path, source, name=PurePosixPath(name).name, load=load)


def _is_document(path: PurePosixPath) -> bool:
    """False for what accompanies documents and for what operating systems leave behind."""
    hidden = any(part.startswith(".") or part in SYSTEMS for part in path.parts)
    return not hidden and path.suffix.lower() not in BESIDE


def _refuse(reason: str) -> bytes:
    raise Unreadable(reason)

"""Opens zip files from elsewhere: everything that makes one dangerous is refused before a byte is unpacked."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.documents import Unreadable

MEGABYTE = 1024 * 1024
STEP = MEGABYTE
END, END_LENGTH, END_WITHIN = b"PK\x05\x06", 22, 65_557
"""The record that closes a zip file, its length without a comment and with the longest (APPNOTE 4.3.16)."""
LARGE_FORM = b"PK\x06\x07"
"""Stands before the end of an archive with more than 65,535 members or 4 GB."""
LONGEST_ENTRY = 1_000
"""Bytes that an entry of the list takes at most on average, its name and notes included."""


@dataclass(frozen=True)
class ZipLimits:
    """`members` is a count; `part` and `total` are unpacked bytes; `ratio` is unpacked to packed size."""

    members: int
    part: int
    total: int
    ratio: int


OFFICE = ZipLimits(members=5_000, part=64 * MEGABYTE, total=512 * MEGABYTE, ratio=400)
"""A report of 200 pages with pictures has some hundred parts; its text is about 5 MB of markup."""
FOLDER = ZipLimits(members=2_000, part=100 * MEGABYTE, total=2_048 * MEGABYTE, ratio=100)
"""The ratio of a folder of reports is below 5; 100 still lets a page of plain text through."""
SMALL = 20 * MEGABYTE
"""Unpacked bytes below which no ratio is too high."""


class Zipped:
    """A zip file whose list of members has been looked through."""

    def __init__(self, source: bytes | Path, limits: ZipLimits, kind: str) -> None:
        """Raises Unreadable, `kind` being what the file is called in the reason ("a Word file")."""
        self._limits = limits
        self._kind = kind
        self._read = 0
        self._file = _opened(source, limits.members, kind)
        members = [m for m in self._file.infolist() if not m.is_dir()]
        self._members = {m.filename: m for m in members}
        self._look_through(members, len(source) if isinstance(source, bytes) else source.stat().st_size)

    def __enter__(self) -> Zipped:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members in the order of the file's own list, without folders."""
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        """A member unpacked; bytes are counted while they come, as sizes in the list may lie.

        Raises KeyError where there is none, Unreadable where it is damaged or grows too large.
        """
        unpacked = bytearray()
        try:
            with self._file.open(self._members[name]) as member:
                while step := member.read(STEP):
                    unpacked += step
                    self._read += len(step)
                    if len(unpacked) > self._limits.part or self._read > self._limits.total:
                        raise Unreadable(f"{self._kind} that is too large when unpacked")
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise Unreadable(f"{self._kind} that is damaged") from error
        return bytes(unpacked)

    def _look_through(self, members: list[zipfile.ZipInfo], size: int) -> None:
        limits, kind = self._limits, self._kind
        if len(members) > limits.members:
            raise Unreadable(f"{kind} of more than {limits.members:,} parts")
        if len({m.filename.casefold() for m in members}) < len(members):
            raise Unreadable(f"{kind} with two parts of the same name")
        if any(m.flag_bits & 0x1 for m in members):
            raise Unreadable(f"{kind} that is encrypted")
        if any(stat.S_ISLNK(m.external_attr >> 16) for m in members):
            raise Unreadable(f"{kind} with a link in the place of a part")
        if any(leaves_its_folder(m.orig_filename) for m in members):
            raise Unreadable(f"{kind} with a part whose name leaves its folder")
        total = sum(m.file_size for m in members)
        if total > limits.total or any(m.file_size > limits.part for m in members):
            raise Unreadable(f"{kind} that is too large when unpacked")
        if total > SMALL and total > limits.ratio * size or sum(m.compress_size for m in members) > size:
            raise Unreadable(f"{kind} that grows too much when unpacked")


def listed_names(source: bytes | Path) -> frozenset[str]:
    """The names in the list of a zip file. Raises Unreadable where the list is damaged or too long."""
    with _opened(source, OFFICE.members, "a zip archive or Office file") as file:
        return frozenset(file.namelist())


def _opened(source: bytes | Path, most: int, kind: str) -> zipfile.ZipFile:
    """The zip file, its list read; the list's own count and length are asked first, as it may be immense."""
    tail = _tail(source)
    end = tail.rfind(END)
    if end < 0 or end + END_LENGTH > len(tail):
        raise Unreadable(f"{kind} that is damaged")
    members, length = struct.unpack_from("<HI", tail, end + 10)
    if members > most or length > most * LONGEST_ENTRY or tail[max(0, end - 20) : end].startswith(LARGE_FORM):
        raise Unreadable(f"{kind} of more than {most:,} parts")
    try:
        return zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable(f"{kind} that is damaged") from error


def _tail(source: bytes | Path) -> bytes:
    if isinstance(source, bytes):
        return source[-END_WITHIN:]
    with source.open("rb") as file:
        file.seek(max(0, source.stat().st_size - END_WITHIN))
        return file.read(END_WITHIN)


def leaves_its_folder(name: str) -> bool:
    """True for a name that is absolute, has a drive, a backslash or a zero byte, or climbs up with `..`."""
    return (
        not name
        or name.startswith("/")
        or "\\" in name
        or "\x00" in name
        or name[1:2] == ":"
        or ".." in PurePosixPath(name).parts
    )

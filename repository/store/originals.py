"""The closed store of source files: by SHA-256, written whole or not at all, never served by name."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from repository.errors import LibraryError

HASH = re.compile(r"[0-9a-f]{64}")


class Originals:
    """Files by fingerprint under one folder. Nothing outside the folder can be reached."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where a file with that fingerprint is or would be. Raises LibraryError if it is no fingerprint."""
        if not HASH.fullmatch(sha256):
            raise LibraryError(f"'{sha256}' is not a SHA-256 fingerprint.", "Use the one in the record.")
        return self.folder / sha256[:2] / sha256

    def keep(self, content: bytes) -> str:
        """Store the bytes, return their SHA-256 in hex; a file that is there already stays as it is."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        if path.exists():
            return sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{sha256}.{os.getpid()}.part")
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes of a file. Raises LibraryError when it is gone or no longer what it was (fixity)."""
        try:
            content = self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise LibraryError(f"The original file {sha256[:12]}… is not in the store.", "") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise LibraryError(f"The original file {sha256[:12]}… has changed on disk.", "Restore it from a backup.")
        return content

    def erase(self, sha256: str) -> None:
        """Remove a file; no error where there is none."""
        self.path(sha256).unlink(missing_ok=True)

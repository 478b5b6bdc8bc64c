"""The store of original files: whole or not at all, checked when read, and nothing outside it can be reached."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from repository.errors import LibraryError
from repository.store.originals import Originals


def test_a_file_is_kept_by_its_fingerprint_and_comes_back(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    sha256 = originals.keep(b"a report")
    assert sha256 == hashlib.sha256(b"a report").hexdigest()
    assert originals.keep(b"a report") == sha256
    assert originals.read(sha256) == b"a report"
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [originals.path(sha256)]


def test_a_file_that_changed_on_disk_is_not_given_out(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    sha256 = originals.keep(b"a report")
    originals.path(sha256).write_bytes(b"a forgery")
    with pytest.raises(LibraryError, match="has changed on disk"):
        originals.read(sha256)


def test_a_file_that_was_erased_is_gone(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    sha256 = originals.keep(b"a report")
    originals.erase(sha256)
    originals.erase(sha256)
    with pytest.raises(LibraryError, match="not in the store"):
        originals.read(sha256)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "a" * 64 + "/x", "a" * 64 + "\n"])
def test_only_fingerprints_are_looked_up(tmp_path: Path, name: str) -> None:
    with pytest.raises(LibraryError, match="not a SHA-256"):
        Originals(tmp_path).path(name)

"""Keeps arrays as plain files of a folder, opened without being read: all processes share their pages."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def write_array(folder: Path, name: str, values: Array) -> None:
    """Write one array; the type of its numbers is the ending of its file."""
    np.ascontiguousarray(values).tofile(folder / f"{name}.{values.dtype.str[1:]}")


def write_pieces(folder: Path, name: str, kind: type[np.generic], pieces: Iterable[Array]) -> None:
    """Write one array of numbers of a kind, given in pieces, none of which is kept in memory."""
    with (folder / f"{name}.{np.dtype(kind).str[1:]}").open("wb") as file:
        for piece in pieces:
            file.write(np.ascontiguousarray(piece, kind).data)


def open_arrays(folder: Path) -> Mapping[str, Array]:
    """Every array of a folder by name, read-only, backed by its file. Raises OSError, ValueError."""
    paths = (path for path in sorted(folder.iterdir()) if not path.suffix.startswith(".json"))
    return {path.stem: _open(path) for path in paths}


def _open(path: Path) -> Array:
    kind = np.dtype(path.suffix[1:])
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return np.empty(0, kind)
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), kind)

"""How an answer travels from the process that read a file: only records of our own are accepted back.

A file that takes over the reading process must not be able to make the library run anything, which is
what an ordinary unpickler would do.
"""

from __future__ import annotations

import importlib
import io
import pickle
import struct
from dataclasses import is_dataclass
from enum import Enum
from typing import Any, BinaryIO

RECORDS = ("ingest.documents", "ingest.concerns", "repository.records.")
LENGTH = struct.Struct(">Q")
LONGEST = 256 * 1024 * 1024
"""Bytes of an answer; the text of 5,000 pages has about 20 million."""


class AnswerRefused(Exception):
    """An answer that is too long, broken or holds something that is no record."""


class _OnlyRecords(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """The data class or enumeration of that name, if it is one of our records."""
        if not module.startswith(RECORDS):
            raise AnswerRefused(f"{module}.{name} is no record")
        found = getattr(importlib.import_module(module), name, None)
        if not (isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum))):
            raise AnswerRefused(f"{module}.{name} is no record")
        return found


def pack(answer: Any) -> bytes:
    """An answer as bytes."""
    return pickle.dumps(answer, protocol=5)


def unpack(packed: bytes) -> Any:
    """The answer again; raises AnswerRefused."""
    try:
        return _OnlyRecords(io.BytesIO(packed)).load()
    except AnswerRefused:
        raise
    except Exception as error:
        raise AnswerRefused(f"not an answer: {error}") from None


def send(stream: BinaryIO, *parts: bytes) -> None:
    """Write some parts, each with its length before it."""
    for part in parts:
        stream.write(LENGTH.pack(len(part)))
        stream.write(part)
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """Read one part; raises EOFError at the end of the stream and AnswerRefused where it is too long."""
    length = LENGTH.unpack(_exactly(stream, LENGTH.size))[0]
    if length > LONGEST:
        raise AnswerRefused("longer than an answer may be")
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    read = stream.read(length)
    if len(read) < length:
        raise EOFError
    return read

"""Readers that do what hostile files make a parser do; the tests of the limits run them in a child process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from ingest.documents import ExtractedDocument, Unreadable
from repository.records.items import Block, BlockRole, Page


class Foreign:
    """No record of ours."""


def read(content: bytes, name: str) -> ExtractedDocument:
    """A document with the content as its text, unless the content asks for trouble."""
    order = content.decode()
    if order == "spin":
        while True:
            pass
    elif order == "sleep":
        time.sleep(60)
    elif order == "hoard":
        return read(str([bytes(50_000_000) for _ in range(100)]).encode(), name)
    elif order == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif order == "recurse":
        return read(b"recurse", name)
    elif order == "refuse":
        raise Unreadable("not today")
    elif order == "fail":
        raise ValueError("unforeseen")
    elif order == "foreign":
        return Foreign()  # type: ignore[return-value]
    elif order == "connect":
        socket.create_connection(("127.0.0.1", 9))
    elif order == "write":
        Path("left-behind.txt").write_text("words", encoding="utf-8")
    elif order.startswith("run "):
        order = subprocess.run(order[4:].split(), capture_output=True, text=True, check=False).stdout.strip()
    elif order == "write outside":
        Path("../left-behind.txt").write_text("words", encoding="utf-8")
    elif order == "print":
        os.write(1, b"noise on standard output")
    elif order == "process":
        order = str(os.getpid())
    elif order == "folder":
        order = ",".join(os.listdir("."))
    return ExtractedDocument((Page(1, "", (Block(BlockRole.PARAGRAPH, order),)),), "text/plain", "test")

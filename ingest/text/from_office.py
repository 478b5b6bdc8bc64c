"""Turns older Office files (.doc, .rtf, .odt) into present Word files by way of LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from ingest.documents import Unreadable

OFFICE = ("soffice", "libreoffice")
HOW_TO_INSTALL = "apt install libreoffice-writer-nogui"
SECONDS = 120
RESULT = "document.docx"


def convert(content: bytes, ending: str) -> bytes:
    """The file as .docx, made in the current folder, which is the reading process's own and empty.

    Raises Unreadable where LibreOffice is missing, takes too long or gives nothing.
    """
    program = next((path for name in OFFICE if (path := shutil.which(name))), None)
    if program is None:
        raise Unreadable(f"an Office file for which LibreOffice is needed ({HOW_TO_INSTALL})")
    folder = Path.cwd()
    given = folder / f"document.{ending}"
    given.write_bytes(content)
    try:
        _run(program, folder, given.name)
        result = folder / RESULT
        if not result.is_file():
            raise Unreadable("an Office file that LibreOffice cannot open: encrypted or damaged")
        return result.read_bytes()
    finally:
        for name in (given.name, RESULT):
            (folder / name).unlink(missing_ok=True)


def _run(program: str, folder: Path, name: str) -> None:
    arguments = [
        program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--nologo",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), name,
    ]  # fmt: skip
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LANG": "C.UTF-8"}
    try:
        subprocess.run(
            arguments, cwd=folder, env=environment, timeout=SECONDS, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unreadable(f"an Office file that LibreOffice could not open in {SECONDS} seconds") from None

"""What is there and what is missing: a look over the whole library, for the person who keeps it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from repository.errors import LibraryError
from repository.installation import library_version, refuse_shared_names
from repository.records.concepts import vocabularies
from repository.records.items import Collection
from repository.settings import Settings
from repository.store import tables
from repository.store.database import SCHEMA
from repository.store.library import Library, open_library

SAMPLE = 25
"""Original files whose fingerprint is counted again: the newest ones."""


@dataclass(frozen=True)
class Check:
    """One thing looked at. `fine` is None where something is missing that the library can do without."""

    name: str
    fine: bool | None
    said: str


@dataclass(frozen=True)
class Tool:
    """A program that the library uses where it is installed. `programs` are the names it may have."""

    name: str
    programs: tuple[str, ...]
    what_for: str
    how_to_install: str


TOOLS = (
    Tool("tesseract", ("tesseract",), "reading scans (ingest --ocr)", "apt install tesseract-ocr"),
    Tool("LibreOffice", ("soffice", "libreoffice"), "older Office files", "apt install libreoffice-writer-nogui"),
)


def look_over(settings: Settings) -> Iterator[Check]:
    """Each check as it is made; none changes anything, apart from a new library made where there was none."""
    yield _tried("program", _program)
    yield _tried(
        "vocabularies", lambda: f"{len(vocabularies())} with {sum(map(len, vocabularies().values()))} concepts"
    )
    yield from map(_tool, TOOLS)
    existed = settings.home.is_dir()
    writable = os.access(settings.home if existed else settings.home.parent, os.W_OK)
    yield Check("home", writable, f"{settings.home}{'' if writable else ' cannot be written to'}")
    if not existed:
        yield Check("library", None, "not made yet: run case-reviews demo, or ingest a file")
        return
    try:
        with open_library(settings) as library:
            yield Check("database", True, f"schema {SCHEMA}, {_records(library)}")
            yield _fixity(library)
    except LibraryError as error:
        yield Check("database", False, error.message)
    found = settings.index.is_dir() and any(settings.index.iterdir())
    yield Check("index", True if found else None, "there" if found else "not built yet: run case-reviews index")


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except LibraryError as error:
        return Check(name, False, f"{error.message} {error.advice}".strip())


def _tool(tool: Tool) -> Check:
    there = any(shutil.which(program) for program in tool.programs)
    said = f"there, for {tool.what_for}" if there else f"not there; {tool.what_for} needs it: {tool.how_to_install}"
    return Check(tool.name, True if there else None, said)


def _program() -> str:
    refuse_shared_names()
    return f"version {library_version()}"


def _records(library: Library) -> str:
    numbers = (f"{sum(library.catalogue.counts(c).values())} records in {c}" for c in Collection)
    return ", ".join(numbers)


def _fixity(library: Library) -> Check:
    """The newest originals are there and are what they were."""
    p = tables.publication
    query = select(p.c.sha256).where(p.c.sha256 != "", p.c.availability == "full_text").distinct()
    with library.engine.connect() as connection:
        hashes = connection.execute(query.order_by(p.c.id.desc()).limit(SAMPLE)).scalars().all()
    for sha256 in hashes:
        try:
            library.originals.read(sha256)
        except LibraryError as error:
            return Check("originals", False, error.message)
    return Check("originals", True, f"{len(hashes)} looked at, all as they were")

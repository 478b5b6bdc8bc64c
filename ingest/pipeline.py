"""Takes files into the library: what happens to each, in which order, and that nothing is lost on the way."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from ingest.documents import Reading, Unreadable
from ingest.outcome import FileOutcome
from ingest.parsing_limits import Workers
from ingest.reading import read_document
from ingest.sources.folder import FileToRead
from repository.errors import NotAllowed
from repository.records.items import Collection
from repository.store.deposits import Arrival, Deposited, NewItem, NewPublication
from repository.store.library import Library

INVENTED = "invented sample"
"""Words on every page of the sample reports; they never enter the catalogue of real ones."""
SETTLED = frozenset({"ok", "new_version", "no_text", "held"})
"""Outcomes that stand until the file or the rules change; what failed is tried again."""


def ingest_files(
    library: Library, to_read: Iterable[FileToRead], collection: Collection, *, workers: int = 1
) -> Iterator[FileOutcome]:
    """Take files in one after the other; yields each one's outcome as soon as it is in the catalogue.

    Each file is one transaction: a run that is stopped or killed leaves whole files behind, and a
    later run goes on with the rest. A bad file is quarantined and the next one is read. Derived data
    (the index) is not brought up to date here.
    """
    with Workers(read_document, count=workers) as readers:
        for file in to_read:
            started = time.monotonic()
            arrival = _take_in(library, file, collection, readers)
            yield FileOutcome(
                file=str(file.path),
                status=arrival.status,
                reason=arrival.reason,
                flags=arrival.flags,
                id=arrival.item_id,
                pages=arrival.pages,
                seconds=time.monotonic() - started,
            )


def _take_in(library: Library, file: FileToRead, collection: Collection, readers: Workers[Reading]) -> Arrival:
    try:
        content = file.path.read_bytes()
    except OSError as error:
        return Arrival(file.source, "", collection, rules_version(), "quarantined", f"cannot be read: {error.strerror}")
    sha256 = hashlib.sha256(content).hexdigest()
    arrival = Arrival(file.source, sha256, collection, rules_version(), "")
    if library.deposits.is_refused(sha256):
        return _noted(library, arrival, "refused", "this file was withdrawn and is not taken in again")
    known = library.deposits.known(file.source, sha256, collection, rules_version())
    if known is not None and known.status in SETTLED:
        return _seen_before(known, file)
    try:
        reading = readers.run(content, file.path.name)
    except Unreadable as error:
        return _noted(library, arrival, "quarantined", error.reason)
    return _record(library, file, content, arrival, reading)


def _record(library: Library, file: FileToRead, content: bytes, arrival: Arrival, reading: Reading) -> Arrival:
    document = reading.document
    if arrival.collection == Collection.CATALOGUE and _is_invented(reading):
        return _noted(library, arrival, "refused", "an invented sample: it belongs into the collection of samples only")
    arrival = replace(arrival, flags=document.flags, pages=len(document.pages))
    library.originals.keep(content)
    if not document.characters:
        reason = f"{len(document.pages)} pages without any text: it needs text recognition"
        return _noted(library, arrival, "no_text", reason)
    try:
        done = library.deposits.take_in(new_item(file, arrival, reading), arrival)
    except NotAllowed as error:
        return _noted(library, arrival, "refused", error.message)
    return _deposited(arrival, done)


def new_item(file: FileToRead, arrival: Arrival, reading: Reading) -> NewItem:
    """What is put into the catalogue for a reading."""
    document = reading.document
    title = next((s.value for s in reading.statements if s.field == "title"), "") or file.path.stem
    return NewItem(
        kind=reading.kind,
        collection=arrival.collection,
        publication=NewPublication(
            kind=reading.publication_kind,
            title=title,
            language=document.language,
            sha256=arrival.sha256,
            media_type=document.media_type,
            file_name=file.path.name,
            source=file.source,
            pages=document.pages,
            engine=document.engine,
            flags=document.flags,
        ),
        statements=reading.statements,
        subjects=reading.subjects,
        recommendations=reading.recommendations,
        findings=reading.findings,
        id=file.item_id,
    )


def _is_invented(reading: Reading) -> bool:
    pages = reading.document.pages
    return bool(pages) and all(any(INVENTED in b.text.lower() for b in page.blocks) for page in pages)


def _seen_before(known: Arrival, file: FileToRead) -> Arrival:
    elsewhere = "" if known.source == file.source else f"the same file as {known.source}"
    if known.status in ("ok", "new_version"):
        return replace(known, status="unchanged", reason=elsewhere)
    return known


def _noted(library: Library, arrival: Arrival, status: str, reason: str) -> Arrival:
    arrival = replace(arrival, status=status, reason=reason)
    library.deposits.note_arrival(arrival)
    return arrival


def _deposited(arrival: Arrival, done: Deposited) -> Arrival:
    return replace(arrival, status=done.status, item_id=done.item_id, publication_id=done.publication_id)


@lru_cache(maxsize=1)
def rules_version() -> str:
    """A fingerprint of the rules in force: this room's code and the vocabularies it reads with.

    A file that was read by the same rules need not be read again.
    """
    digest = hashlib.sha256()
    corpus = files("corpus")
    for folder, ending in ((files("ingest"), ".py"), (corpus / "vocabularies", ".csv"), (corpus / "reading", ".csv")):
        for path in _below(folder, ending):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _below(folder: Traversable, ending: str) -> Iterator[Traversable]:
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.is_dir():
            yield from _below(path, ending)
        elif path.name.endswith(ending):
            yield path

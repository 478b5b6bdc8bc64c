"""Takes files into the library: what happens to each, in which order, and that nothing is lost on the way."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ingest.assisted import assisted_workers, with_programs
from ingest.concerns import Concern, ConcernKind
from ingest.documents import Reading, Unreadable
from ingest.outcome import FileOutcome
from ingest.parsing_limits import Workers
from ingest.reading import read_document
from ingest.sources.folder import FileToRead
from ingest.text.archives import unpacked
from repository.errors import NotAllowed
from repository.governance.holding import held_id, is_released, take_back
from repository.governance.purge_list import refusal
from repository.records.items import Collection
from repository.store.deposits import Arrival, Deposited, NewItem, NewPublication, now
from repository.store.library import Library

INVENTED = "invented sample"
"""Words on every page of the sample reports; they never enter the catalogue of real ones."""
SETTLED = frozenset({"ok", "new_version", "no_text", "held"})
"""Outcomes that stand until the file or the rules change; what failed is tried again."""
TOLD = 5
"""Concerns that a reason names one by one."""


@dataclass(frozen=True)
class Prepared:
    """A file before it is read: its bytes, or the outcome where it need not be read."""

    file: FileToRead
    arrival: Arrival
    content: bytes
    settled: bool
    started: float


def ingest_files(
    library: Library, to_read: Iterable[FileToRead], collection: Collection, *, workers: int = 1, ocr: bool = False
) -> Iterator[FileOutcome]:
    """Take files in, in their order; yields each one's outcome as soon as it is in the catalogue.

    Each file is one transaction: a run that is stopped or killed leaves whole files behind, and a
    later run goes on with the rest. A bad file is quarantined and the next one is read. `workers`
    files are read side by side; they are recorded one after the other. With `ocr`, pages that are
    pictures only are recognised. A zip archive is read as the files in it. Derived data (the index) is
    not brought up to date here.
    """
    waiting: deque[Prepared] = deque()

    def unread() -> Iterator[tuple[bytes, str]]:
        for file in unpacked(to_read):
            prepared = _prepare(library, file, collection, ocr)
            waiting.append(prepared)
            if not prepared.settled:
                yield prepared.content, file.file_name

    with Workers(read_document, count=workers) as readers, assisted_workers() as assisted:
        for answer in readers.run_all(unread()):
            yield from _settled(waiting)
            prepared = waiting.popleft()
            answer = with_programs(assisted, prepared.content, prepared.file.file_name, answer, ocr=ocr)
            yield _outcome(prepared, _take_in(library, prepared, answer))
        yield from _settled(waiting)


def _settled(waiting: deque[Prepared]) -> Iterator[FileOutcome]:
    while waiting and waiting[0].settled:
        prepared = waiting.popleft()
        yield _outcome(prepared, prepared.arrival)


def _outcome(prepared: Prepared, arrival: Arrival) -> FileOutcome:
    return FileOutcome(
        file=prepared.file.shown,
        status=arrival.status,
        reason=arrival.reason,
        flags=arrival.flags,
        id=arrival.item_id,
        pages=arrival.pages,
        seconds=time.monotonic() - prepared.started,
    )


def _prepare(library: Library, file: FileToRead, collection: Collection, ocr: bool) -> Prepared:
    """The file's bytes, and what is known of them: withdrawn, seen before, or to be read."""
    started = time.monotonic()
    rules = rules_version() + (file.given.fingerprint if file.given else "")
    arrival = Arrival(file.source, "", collection, rules, "")
    if file.given and file.given.embargo and file.given.embargo > now().date():
        arrival = replace(arrival, status="held", reason=f"embargo: not before {file.given.embargo}")
        return Prepared(file, arrival, b"", True, started)
    try:
        content = file.read()
    except (OSError, Unreadable) as error:
        reason = error.reason if isinstance(error, Unreadable) else f"cannot be read: {error.strerror}"
        arrival = replace(arrival, status="quarantined", reason=reason)
        return Prepared(file, arrival, b"", True, started)
    arrival = replace(arrival, sha256=hashlib.sha256(content).hexdigest())
    reason = refusal(library, sha256=arrival.sha256, source=file.source)
    if reason:
        return Prepared(file, _noted(library, arrival, "refused", reason), b"", True, started)
    known = _known(library, arrival)
    if known is not None and not (ocr and known.status == "no_text"):
        return Prepared(file, known, b"", True, started)
    return Prepared(file, arrival, content, False, started)


def _known(library: Library, arrival: Arrival) -> Arrival | None:
    """What became of these bytes before, as the outcome of this file; None where they must be read."""
    known = library.deposits.known(arrival.source, arrival.sha256, arrival.collection, arrival.rules)
    if known is None or known.status not in SETTLED:
        return None
    if known.status == "held" and is_released(library, known.sha256):
        return None
    elsewhere = "" if known.source == arrival.source else f"the same file as {known.source}"
    if known.status in ("ok", "new_version"):
        return replace(known, status="unchanged", reason=elsewhere)
    return known


def _take_in(library: Library, prepared: Prepared, answer: Reading | Unreadable) -> Arrival:
    # The same bytes may have come a moment ago under another name.
    known = _known(library, prepared.arrival)
    if known is not None and known.status != "no_text":
        return known
    if isinstance(answer, Unreadable):
        return _noted(library, prepared.arrival, "quarantined", answer.reason)
    return _record(library, prepared.file, prepared.content, prepared.arrival, answer)


def _record(library: Library, file: FileToRead, content: bytes, arrival: Arrival, reading: Reading) -> Arrival:
    document = reading.document
    if arrival.collection == Collection.CATALOGUE and _is_invented(reading):
        return _noted(library, arrival, "refused", "an invented sample: it belongs into the collection of samples only")
    arrival = replace(arrival, flags=document.flags, pages=len(document.pages))
    new = new_item(file, arrival, reading)
    arrival = replace(arrival, flags=new.publication.flags)
    reason = refusal(library, sketch=new.publication.sketch)
    if reason:
        return _noted(library, arrival, "refused", reason)
    library.originals.keep(content)
    concerns = _to_look_at(reading)
    if concerns and not is_released(library, arrival.sha256):
        return _held(library, arrival, concerns)
    if not document.characters:
        reason = f"{len(document.pages)} pages without any text: it needs text recognition"
        return _noted(library, arrival, "no_text", reason)
    try:
        done = library.deposits.take_in(new, arrival)
    except NotAllowed as error:
        return _noted(library, arrival, "refused", error.message)
    return _deposited(arrival, done)


def new_item(file: FileToRead, arrival: Arrival, reading: Reading) -> NewItem:
    """What is put into the catalogue for a reading."""
    document = reading.document
    given = tuple(file.given.statements()) if file.given else ()
    conflicts = file.given.conflicts(reading.statements) if file.given else ()
    title = (
        next((s.value for s in (*given, *reading.statements) if s.field == "title"), "") or Path(file.file_name).stem
    )
    return NewItem(
        kind=reading.kind,
        collection=arrival.collection,
        publication=NewPublication(
            kind=file.kind or reading.publication_kind,
            title=title,
            language=document.language,
            sha256=arrival.sha256,
            media_type=document.media_type,
            file_name=file.file_name,
            source=file.source,
            pages=document.pages,
            engine=document.engine,
            flags=(*document.flags, *dict.fromkeys(c.kind.value for c in document.concerns), *conflicts),
            sketch=reading.sketch,
        ),
        statements=given + reading.statements,
        subjects=reading.subjects,
        recommendations=reading.recommendations,
        findings=reading.findings,
        id=file.item_id,
    )


def _is_invented(reading: Reading) -> bool:
    pages = reading.document.pages
    return bool(pages) and all(any(INVENTED in b.text.lower() for b in page.blocks) for page in pages)


def _noted(library: Library, arrival: Arrival, status: str, reason: str) -> Arrival:
    arrival = replace(arrival, status=status, reason=reason)
    library.deposits.note_arrival(arrival)
    return arrival


def _to_look_at(reading: Reading) -> tuple[Concern, ...]:
    """The reasons to hold a file; the dates of birth of invented children are none."""
    concerns = reading.document.concerns
    if concerns and _is_invented(reading):
        return tuple(concern for concern in concerns if concern.kind != ConcernKind.IDENTIFIERS)
    return concerns


def _held(library: Library, arrival: Arrival, concerns: Sequence[Concern]) -> Arrival:
    """Only the outcome is recorded: nothing of the reading reaches the catalogue before a person releases it.

    What older rules let through is taken back.
    """
    was_public = take_back(library, arrival.sha256, arrival.collection)
    arrival = replace(arrival, item_id=held_id(arrival.sha256))
    told = [concern.in_words() for concern in concerns[:TOLD]]
    more = [f"and {len(concerns) - TOLD} more"] if len(concerns) > TOLD else []
    more += [f"it was public as {', '.join(was_public)} and is taken back"] if was_public else []
    return _noted(library, arrival, "held", f"privacy: {'; '.join(told + more)}")


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

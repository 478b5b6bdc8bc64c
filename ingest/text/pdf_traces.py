"""What a PDF carries beside its pages: attached files, sticky notes, earlier revisions, and things that run."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral, literal_name

from ingest.documents import Unreadable
from ingest.text.printed import PrintedPage

RUNS = frozenset({"JavaScript", "Launch", "SubmitForm", "ImportData", "Rendition", "GoToE"})
"""Actions that do more than turn to a page (ISO 32000-1, 12.6.4)."""
ATTACHING = frozenset({"FileAttachment", "RichMedia", "Sound", "Movie"})
NOTES = frozenset({"Text", "Highlight", "Underline", "StrikeOut", "Squiggly", "Caret", "Ink"})
"""Marks that reviewers leave, with words in a window that opens."""
END_OF_REVISION = re.compile(rb"startxref\s+\d+\s+%%EOF\s?")
ONLY_REFERENCE = re.compile(
    rb"\b(\d{1,10})\s{1,4}\d{1,5}\s{1,4}obj\s{0,8}(\d{1,10})\s{1,4}\d{1,5}\s{1,4}R\s{0,8}endobj"
)
MOST_REVISIONS = 5
MOST_NODES = 500


def refuse_reference_loops(content: bytes) -> None:
    """Raise Unreadable where objects are nothing but references that lead back to each other: pdfminer follows them
    without end."""
    leads = {int(found[1]): int(found[2]) for found in ONLY_REFERENCE.finditer(content)}
    for start in leads:
        seen = {start}
        place = leads.get(start)
        while place is not None:
            if place in seen:
                raise Unreadable("damaged beyond reading: its parts refer to each other without end")
            seen.add(place)
            place = leads.get(place)


def refuse_immense_tables(document: PDFDocument, length: int) -> None:
    """Raise ValueError where a table lists more objects than the file has bytes: pdfminer would try each."""
    for xref in document.xrefs:
        if sum(count for _, count in getattr(xref, "ranges", ())) > length:
            raise ValueError("its table of objects is longer than the file")


def layers_off(document: PDFDocument) -> frozenset[int]:
    """The object numbers of layers that are switched off when the file is opened (ISO 32000-1, 8.11.4.3)."""
    given = _dictionary(document.catalog.get("OCProperties"))
    default = _dictionary(given.get("D"))
    every, off, on = (_numbers(x) for x in (given.get("OCGs"), default.get("OFF"), default.get("ON")))
    state = resolve1(default.get("BaseState"))
    return (every - on) | off if isinstance(state, PSLiteral) and literal_name(state) == "OFF" else off


def attached_files(document: PDFDocument) -> int:
    """How many files are attached to the document as a whole."""
    names = _dictionary(document.catalog.get("Names"))
    return sum(1 for _ in _leaves(names.get("EmbeddedFiles"))) // 2 + len(_list(document.catalog.get("AF")))


def has_active_content(document: PDFDocument) -> bool:
    """True where opening the file would run something, or it holds a form that is a program (XFA)."""
    catalog = document.catalog
    names = _dictionary(catalog.get("Names"))
    form = _dictionary(catalog.get("AcroForm"))
    return bool(
        names.get("JavaScript") or catalog.get("AA") or form.get("XFA") or _is_active(catalog.get("OpenAction"))
    )


def page_extras(page: PDFPage) -> Iterator[str]:
    """For each annotation that matters: "attachment", "note" (with words) or "active"."""
    for given in _list(page.annots)[:MOST_NODES]:
        mark = _dictionary(given)
        kind = resolve1(mark.get("Subtype"))
        name = literal_name(kind) if isinstance(kind, PSLiteral) else ""
        words = resolve1(mark.get("Contents"))
        if name in ATTACHING:
            yield "attachment"
        elif name in NOTES and isinstance(words, bytes) and words.strip(b"\xfe\xff\x00 \r\n\t"):
            yield "note"
        if _is_active(mark.get("A")) or mark.get("AA"):
            yield "active"


def earlier_revisions(content: bytes) -> Iterator[bytes]:
    """The file as it was before changes were added at its end, the latest first.

    A file saved for the web has its first end mark near the beginning; that is no revision.
    """
    ends = [found.end() for found in END_OF_REVISION.finditer(content)]
    first = 1 if b"/Linearized" in content[:2_048] else 0
    for end in reversed(ends[first:-1][-MOST_REVISIONS:]):
        yield content[:end]


def opened(content: bytes) -> PDFDocument | None:
    """A revision as a document of its own; None where it is not whole."""
    try:
        return PDFDocument(PDFParser(io.BytesIO(content)), fallback=False)
    except MemoryError:
        raise
    except Exception:
        return None


def changed_objects(document: PDFDocument, earlier: PDFDocument) -> set[int]:
    """The numbers of the objects that were written again after an earlier revision.

    An object that a later table names at the same place is the same one: word processors write each file with
    two tables, of which the second repeats the first.
    """
    newer = document.xrefs[: max(0, len(document.xrefs) - len(earlier.xrefs))]
    changed: set[int] = set()
    within: dict[int, int] = {}
    for number in {number for xref in newer for number in xref.get_objids()}:
        place = _place(document, number)
        if place is None or place != _place(earlier, number):
            changed.add(number)
        elif place[0] is not None:
            within[number] = place[0]
    return changed | {number for number, stream in within.items() if stream in changed}


def _place(document: PDFDocument, number: int) -> tuple[int | None, int, int] | None:
    """Where the tables of a document say that an object stands: in which other object, and at which byte."""
    for xref in document.xrefs:
        try:
            return xref.get_pos(number)
        except KeyError:
            continue
    return None


def objects_of(page: PDFPage) -> set[int]:
    """The numbers of the objects that make up what a page shows: itself, its contents, and its forms and pictures
    with those inside them, however deep; no more than MOST_NODES of them."""
    found = {cast(int, page.pageid)} if page.pageid is not None else set()
    waiting: list[Any] = [page.attrs.get("Resources"), page.attrs.get("Contents"), *page.contents]
    while waiting and len(found) < MOST_NODES:
        part = waiting.pop()
        if isinstance(part, PDFObjRef):
            if part.objid in found:
                continue
            found.add(part.objid)
        waiting += _parts(resolve1(part))
    return found


def _parts(thing: Any) -> list[Any]:
    """What a form, a dictionary of resources, or a list of contents shows by naming it."""
    if isinstance(thing, PDFStream):
        parts = [thing.attrs.get("Resources")]
    elif isinstance(thing, list):
        parts = thing
    else:
        named = _dictionary(thing).get("XObject")
        parts = [named, *_dictionary(named).values()]
    return [part for part in parts if part is not None]


def words_of(pages: Iterable[PrintedPage]) -> set[str]:
    """The words on some pages, in small letters."""
    text = " ".join(run.text for page in pages for run in (*page.runs, *page.turned))
    return set(re.findall(r"[^\W_]{2,}", text.casefold()))


def _is_active(action: Any) -> bool:
    kind = resolve1(_dictionary(action).get("S"))
    if not isinstance(kind, PSLiteral):
        return False
    address = resolve1(_dictionary(action).get("URI"))
    script = isinstance(address, bytes) and address.strip().lower().startswith(b"javascript:")
    return literal_name(kind) in RUNS or script


def _leaves(tree: Any) -> Iterator[Any]:
    """Names and values of a name tree, which may refer to itself."""
    waiting, seen = [tree], 0
    while waiting and seen < MOST_NODES:
        seen += 1
        node = _dictionary(waiting.pop())
        yield from _list(node.get("Names"))[: 2 * MOST_NODES]
        waiting += _list(node.get("Kids"))[:MOST_NODES]


def _numbers(value: Any) -> frozenset[int]:
    return frozenset(r.objid for r in _list(value) if isinstance(r, PDFObjRef))


def _dictionary(value: Any) -> dict[Any, Any]:
    value = resolve1(value)
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    value = resolve1(value)
    return value if isinstance(value, list) else []

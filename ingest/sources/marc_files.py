"""Reads catalogues as libraries exchange them: MARC 21 records in their binary form and in XML.

Which field says what: MARC 21 Format for Bibliographic Data, Library of Congress.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from ingest.documents import Unreadable
from ingest.sources.entries import Entry, Offer, told_apart, web_link
from ingest.text.xml_parts import parse_part
from ingest.values.review_types import publication_kinds
from repository.errors import WrongUsage
from repository.records.items import PublicationKind

LEADER = re.compile(rb"\d{5}[ -~]{5}22\d{5}", re.ASCII)
"""The beginning of a record: its length, five signs for what it is, two constants, where its data begin."""
LEADER_LENGTH, ENTRY_LENGTH = 24, 12
END_OF_RECORD = b"\x1d"
NAMESPACE = "{http://www.loc.gov/MARC21/slim}"
MOST_RECORDS = 100_000
PUNCTUATION = " /:;,=."
"""Signs that cataloguing rules put between the parts of a field, at the end of each (ISBD)."""
YEAR = re.compile(r"(?:19|20)\d\d(?:-\d\d){0,2}")
DELETED = "d"

Subfields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MarcRecord:
    """One record: its subfields by tag, in order; a control field has one, of an empty code."""

    deleted: bool
    fields: Mapping[str, Sequence[Subfields]]

    def all(self, tag: str, *codes: str) -> list[str]:
        """For each field of a tag the words of its subfields of these codes, in their order; empty ones left out."""
        found = (" ".join(text for code, text in field if code in codes) for field in self.fields.get(tag, ()))
        return [clean for words in found if (clean := " ".join(words.split()))]

    def first(self, tags: Sequence[str], *codes: str) -> str:
        """The first of these fields that says something."""
        return next((words for tag in tags for words in self.all(tag, *codes)), "")


@dataclass(frozen=True)
class MarcFile:
    """What a file of records holds: their entries, and a sentence for each record that cannot be read."""

    entries: tuple[Entry, ...]
    unread: tuple[str, ...]


def is_marc(content: bytes) -> bool:
    """True for a file of MARC records in either form, by what stands at its beginning."""
    head = content[:2_000].lstrip(b"\xef\xbb\xbf \r\n\t")
    return bool(LEADER.match(head)) or (head.startswith(b"<") and NAMESPACE[1:-1].encode() in head)


def read_marc(content: bytes, name: str) -> MarcFile:
    """The records of a MARC file in order; a damaged one is said and the next is read.

    A record that its library has deleted is left out. Raises WrongUsage for a file of too many records and for XML
    that cannot be read as a whole.
    """
    content = content.lstrip(b"\xef\xbb\xbf \r\n\t")
    records = _from_xml(content, name) if content.startswith(b"<") else _from_binary(content)
    entries, unread = [], []
    for number, read in enumerate(records, start=1):
        if number > MOST_RECORDS:
            raise WrongUsage(f"{name} has more than {MOST_RECORDS:,} records.", "Divide it.")
        if isinstance(read, str):
            unread.append(f"record {number}: {read}")
        elif not read.deleted:
            entry = _entry(read)
            entries += [entry] if entry.title else []
            unread += [] if entry.title else [f"record {number}: it has no title (field 245)"]
    return MarcFile(tuple(told_apart(entries)), tuple(unread))


def _entry(record: MarcRecord) -> Entry:
    title = _plain(record.first(["245"], "a", "b", "n", "p"))
    return Entry(
        heading=title,
        title=title,
        authors=tuple(_plain(name) for tag in ("100", "700") for name in record.all(tag, "a")),
        date=_date(record),
        publisher=_plain(record.first(["264", "260", "110", "710"], *_publisher_codes(record))),
        abstract="\n".join(record.all("520", "a", "b")),
        keywords=tuple(dict.fromkeys(_plain(word) for tag in ("650", "653") for word in record.all(tag, "a"))),
        offers=_offers(record, title),
        note="\n".join(record.all("500", "a")),
    )


def _publisher_codes(record: MarcRecord) -> tuple[str, ...]:
    """The name stands in `b` of an imprint, in `a` and `b` of a body named as author."""
    return ("b",) if record.first(["264", "260"], "b") else ("a", "b")


def _date(record: MarcRecord) -> str:
    printed = YEAR.search(record.first(["264", "260"], "c"))
    if printed:
        return printed[0]
    control = "".join(text for field in record.fields.get("008", ())[:1] for _, text in field)
    coded = YEAR.fullmatch(control[7:11])
    return coded[0] if coded else ""


def _offers(record: MarcRecord, title: str) -> tuple[Offer, ...]:
    kinds = publication_kinds(title)
    kind = PublicationKind(kinds[0].value) if kinds else PublicationKind.OVERVIEW_REPORT
    links = [web_link("", address) for address in record.all("856", "u")]
    return tuple(Offer(kind, link) for link in list(dict.fromkeys(filter(None, links)))[:1])


def _plain(words: str) -> str:
    """Without the signs that cataloguing rules put at its end, and their colon written as everybody writes it."""
    return words.rstrip(PUNCTUATION).replace(" : ", ": ")


def _from_binary(content: bytes) -> Iterator[MarcRecord | str]:
    for chunk in filter(None, (each.strip(b"\r\n\x1a\x00 ") for each in content.split(END_OF_RECORD))):
        yield _decoded(chunk + END_OF_RECORD)


def _decoded(chunk: bytes) -> MarcRecord | str:
    from pymarc import Record

    if not LEADER.match(chunk):
        return "it has no leader"
    if not _is_sound(chunk):
        return "its directory does not fit its length"
    try:
        read = Record(data=chunk, hide_utf8_warnings=True, utf8_handling="replace")
    except Exception as error:  # whatever bytes make the reader do, the next record is read
        return f"damaged ({type(error).__name__})"
    fields: dict[str, list[Subfields]] = {}
    for field in read.fields:
        said = ((("", field.data or ""),) if field.control_field
                else tuple((each.code, each.value) for each in field.subfields))  # fmt: skip
        fields.setdefault(field.tag, []).append(said)
    return MarcRecord(chunk[5:6].decode() == DELETED, fields)


def _is_sound(chunk: bytes) -> bool:
    """True where the fields of the directory fill the record once: many entries may name the same bytes, and 8,000
    times 100 kB would be read."""
    begin = int(chunk[12:17])
    directory = chunk[LEADER_LENGTH : begin - 1]
    if int(chunk[:5]) != len(chunk) or not LEADER_LENGTH < begin < len(chunk) or len(directory) % ENTRY_LENGTH:
        return False
    lengths = [directory[at + 3 : at + 7] for at in range(0, len(directory), ENTRY_LENGTH)]
    return all(each.isdigit() for each in lengths) and sum(map(int, lengths)) <= len(chunk) - begin


def _from_xml(content: bytes, name: str) -> Iterator[MarcRecord | str]:
    try:
        root = parse_part(content)
    except Unreadable as error:
        reason = error.reason.replace("an Office file", "it")
        raise WrongUsage(f"{name} cannot be read as MARC in XML: {reason}.", "Export it again.") from error
    yield from (_of_element(element) for element in root.iter(f"{NAMESPACE}record"))


def _of_element(element: etree._Element) -> MarcRecord:
    fields: dict[str, list[Subfields]] = {}
    for field in element.iterfind(f"{NAMESPACE}controlfield"):
        fields.setdefault(field.get("tag", ""), []).append((("", field.text or ""),))
    for field in element.iterfind(f"{NAMESPACE}datafield"):
        said = tuple((sub.get("code", ""), sub.text or "") for sub in field.iterfind(f"{NAMESPACE}subfield"))
        fields.setdefault(field.get("tag", ""), []).append(said)
    leader = element.findtext(f"{NAMESPACE}leader") or ""
    return MarcRecord(leader[5:6] == DELETED, fields)

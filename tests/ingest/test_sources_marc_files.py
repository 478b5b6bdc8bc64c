"""MARC files: both forms become the same records as RIS and CSV do, and damaged or hostile records stop nothing."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from pymarc import Field, Indicators, MARCReader, Record, Subfield, parse_xml_to_array, record_to_xml

from ingest.sources.entries import Entry
from ingest.sources.entry_values import entry_statements
from ingest.sources.fetching import Fetcher
from ingest.sources.harvesting import take_in_catalogue
from ingest.sources.marc_files import is_marc, read_marc
from ingest.values.rules import gives_again
from repository.errors import WrongUsage
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import Library, open_library

CHILD_M = (
    ("008", "150112s2015    enk     o    f000 0 eng d"),
    ("100", "1", ("a", "Example, Ann,"), ("e", "author.")),
    ("245", "10", ("a", "Serious case review :"), ("b", "Child M, executive summary /"), ("c", "Ann Example.")),
    ("264", " 1", ("a", "Tavyton :"), ("b", "Tavyshire Safeguarding Children Board,"), ("c", "2015.")),
    ("500", "  ", ("a", "An invented sample.")),
    ("520", "  ", ("a", "Death of a toddler in kinship care. The child’s café visits had stopped.")),
    ("650", " 7", ("a", "kinship care."), ("2", "local")),
    ("653", "  ", ("a", "discguised compliance")),
    ("700", "1", ("a", "Sample, Ben.")),
    ("856", "40", ("u", "https://tavyshire.invalid/m.pdf")),
)
CHILD_N = (("245", "10", ("a", "Serious case review: Child N")), ("260", "  ", ("c", "c2016")))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path / "home")) as library:
        yield library


def record(*fields: tuple[object, ...]) -> Record:
    made = Record(force_utf8=True)
    for tag, *rest in fields:
        if len(rest) == 1:
            made.add_field(Field(tag=str(tag), data=str(rest[0])))  # type: ignore[no-untyped-call]
        else:
            marks = f"{rest[0]:<2}"
            said = [Subfield(*each) for each in rest[1:]]  # type: ignore[misc]
            field = Field(tag=str(tag), indicators=Indicators(*marks), subfields=said)
            made.add_field(field)  # type: ignore[no-untyped-call]
    return made


def binary(*records: Record) -> bytes:
    return b"".join(each.as_marc() for each in records)


def in_xml(*records: Record) -> bytes:
    written = b"".join(record_to_xml(each, namespace=True) for each in records)  # type: ignore[no-untyped-call]
    return b'<?xml version="1.0"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">' + written + b"</collection>"


BOTH = (record(*CHILD_M), record(*CHILD_N))
BINARY, XML = binary(*BOTH), in_xml(*BOTH)


def entries(content: bytes) -> list[Entry]:
    read = read_marc(content, "list.mrc")
    assert read.unread == ()
    return list(read.entries)


@pytest.mark.parametrize("content", [BINARY, XML, b"\xef\xbb\xbf" + XML, BINARY.replace(b"\x1d", b"\x1d\r\n")])
def test_both_forms_say_what_a_librarian_recorded(content: bytes) -> None:
    assert is_marc(content)
    child_m, child_n = entries(content)
    assert (child_m.title, child_m.heading) == ("Serious case review: Child M, executive summary",) * 2
    assert child_m.authors == ("Example, Ann", "Sample, Ben")
    assert (child_m.date, child_m.publisher) == ("2015", "Tavyshire Safeguarding Children Board")
    assert child_m.abstract == "Death of a toddler in kinship care. The child’s café visits had stopped."
    assert child_m.keywords == ("kinship care", "discguised compliance")
    assert [(o.kind, o.address) for o in child_m.offers] == [("executive_summary", "https://tavyshire.invalid/m.pdf")]
    assert child_m.note == "An invented sample."
    assert (child_n.title, child_n.date, child_n.offers) == ("Serious case review: Child N", "2016", ())
    said = {(s.field, s.value) for s in entry_statements(child_m, "list.mrc")}
    assert {
        ("publishing_body", "smp-tavyshire"),
        ("theme", "disguised-compliance"),
        ("date_published", "2015"),
        ("review_type", "scr"),
    } <= said


def test_another_reader_finds_the_same_titles() -> None:
    by_form = list(MARCReader(BINARY)), parse_xml_to_array(io.BytesIO(XML))  # type: ignore[no-untyped-call]
    for theirs in by_form:
        assert [str(each["245"]["a"]).rstrip(" :") for each in theirs] == ["Serious case review", entries(XML)[1].title]


def test_each_values_words_give_it_again() -> None:
    for entry in entries(BINARY):
        assert [s for s in entry_statements(entry, "list.mrc") if not gives_again(s)] == []


def test_the_older_encoding_is_read() -> None:
    made = record(("245", "10", ("a", "Review of Chloe at the cafe")))
    plain = made.as_marc()
    old = plain[:9] + b" " + plain[10:]
    accented = old.replace(b"cafe", b"caf\xe2e")
    longer = f"{len(accented):05}".encode() + accented[5:]
    length = int(longer[27:31]) + 1
    fixed = longer[:27] + f"{length:04}".encode() + longer[31:]
    (entry,) = entries(fixed)
    assert entry.title == "Review of Chloe at the café"


def test_a_date_comes_from_the_coded_field_where_none_is_printed() -> None:
    (entry,) = entries(binary(record(CHILD_M[0], CHILD_M[2])))
    assert entry.date == "2015"
    (none,) = entries(binary(record(CHILD_M[2])))
    assert none.date == ""


def test_a_deleted_record_is_left_out_and_one_without_a_title_is_said() -> None:
    gone = BOTH[0].as_marc()
    read = read_marc(gone[:5] + b"d" + gone[6:] + binary(record(CHILD_M[1])) + BOTH[1].as_marc(), "x")
    assert [e.title for e in read.entries] == ["Serious case review: Child N"]
    assert read.unread == ("record 2: it has no title (field 245)",)


def lying_directory() -> bytes:
    """A record whose 8,000 entries all name the same 3,900 bytes: 31 MB come out of 100 kB."""
    said = b"10\x1fa" + b"x" * 3_894 + b"\x1e"
    entry = b"245" + b"%04d" % len(said) + b"00000"
    base = 24 + 12 * 7_900 + 1
    length = base + len(said) + 1
    return b"%05dnam a22%05d 4500" % (length, base) + entry * 7_900 + b"\x1e" + said + b"\x1d"


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (BINARY[: len(BOTH[0].as_marc()) // 2] + b"\x1d", "directory"),
        (b"00010nam a2200025   4500\x1e\x1d", "directory"),
        (b"99999nam a2299999   4500 rest\x1d", "directory"),
        (b"words that are no record\x1d", "no leader"),
        (lying_directory(), "directory"),
        (BOTH[0].as_marc().replace(b"2450", b"2459"), "directory"),
    ],
)
def test_a_damaged_record_is_said_and_the_next_is_read(bad: bytes, words: str) -> None:
    tracemalloc.start()
    read = read_marc(BOTH[1].as_marc() + bad + BOTH[1].as_marc(), "x")
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
    assert [e.title for e in read.entries] == [BOTH[1]["245"]["a"], f"{BOTH[1]['245']['a']}"]
    assert len({e.key for e in read.entries}) == 2
    assert len(read.unread) == 1
    assert words in read.unread[0]
    assert read.unread[0].startswith("record 2: ")


@pytest.mark.parametrize(
    "bad",
    [
        b'<!DOCTYPE x [<!ENTITY a "ha">]>' + XML.partition(b"\n")[2],
        XML[: len(XML) // 2],
        b'<collection xmlns="http://www.loc.gov/MARC21/slim">' + b"<a>" * 5_000,
    ],
)
def test_xml_that_is_hostile_or_broken_is_refused(bad: bytes) -> None:
    with pytest.raises(WrongUsage, match="cannot be read as MARC in XML"):
        read_marc(bad, "list.xml")


def test_words_that_look_like_a_link_or_a_formula_stay_words() -> None:
    made = record(("245", "10", ("a", "=1+1 <script>")), ("856", "40", ("u", "javascript:alert(1)")))
    (entry,) = entries(binary(made))
    assert (entry.title, entry.offers) == ("=1+1 <script>", ())


@pytest.mark.parametrize("content", [b"", b"TY  - RPRT\n", b"title\nx\n", b"<html></html>", b"00000 words"])
def test_other_files_are_none(content: bytes) -> None:
    assert not is_marc(content)


def test_records_are_made_once_and_a_bad_one_has_its_outcome(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "export"

    def run(content: bytes) -> list[tuple[str, str]]:
        path.write_bytes(content)
        done = take_in_catalogue(library, str(path), Collection.SAMPLES, Fetcher(), follow=False)
        return [(outcome.status, outcome.reason) for outcome in done]

    assert run(BINARY) == [("ok", ""), ("ok", "")]
    assert run(BINARY + b"rubbish\x1d") == [
        ("quarantined", "record 3: it has no leader"),
        ("unchanged", ""),
        ("unchanged", ""),
    ]
    assert run(XML) == [("unchanged", ""), ("unchanged", "")], "the same records in the other form"
    assert [i.year_published for i in library.catalogue.each_item()] == [2015, 2016]

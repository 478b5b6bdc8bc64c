"""Zipped folders: each document has its own outcome, and what makes an archive dangerous is refused unopened."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from ingest.documents import Unreadable
from ingest.sources.folder import FileToRead
from ingest.text.archives import is_archive, unpacked
from ingest.text.zipped import OFFICE, ZipLimits, Zipped
from tests.ingest.packing import pack, word


def asked(path: Path) -> list[FileToRead]:
    return list(unpacked([FileToRead(path, str(path))]))


def refusal(path: Path) -> str:
    (file,) = asked(path)
    with pytest.raises(Unreadable) as raised:
        file.read()
    return raised.value.reason


def archive(folder: Path, content: bytes) -> Path:
    path = folder / "reports.zip"
    path.write_bytes(content)
    return path


def test_each_document_is_a_file_of_its_own(tmp_path: Path) -> None:
    path = archive(
        tmp_path, pack({"a/one.pdf": b"1", "two.docx": b"2", "__MACOSX/x": b"", "a/.DS_Store": b"", "l.csv": b""})
    )
    files = unpacked([FileToRead(path, "reports.zip")])
    told = [(f.source, f.file_name, f.shown, f.read()) for f in files]
    assert told == [
        ("reports.zip/a/one.pdf", "one.pdf", "reports.zip/a/one.pdf", b"1"),
        ("reports.zip/two.docx", "two.docx", "reports.zip/two.docx", b"2"),
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["reports.zip"]


def test_files_and_office_documents_are_not_opened(tmp_path: Path) -> None:
    report, document = tmp_path / "report.pdf", tmp_path / "report.docx"
    report.write_bytes(b"%PDF-1.4")
    document.write_bytes(word("<w:p/>"))
    assert not is_archive(document)
    assert [f.path for f in unpacked([FileToRead(report, "r"), FileToRead(document, "d")])] == [report, document]
    assert [f.path for f in unpacked([FileToRead(tmp_path / "gone.pdf", "g")])] == [tmp_path / "gone.pdf"]


@pytest.mark.parametrize("name", ["../escape.pdf", "/etc/cron.d/x.pdf", "a/../../x.pdf", "C:/x.pdf", "a\\..\\x.pdf"])
def test_names_that_leave_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    assert "leaves its folder" in refusal(archive(tmp_path, pack({"good.pdf": b"1", name: b"2"})))


def test_links_are_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        link = zipfile.ZipInfo("link.pdf")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
    assert "a link in the place of a part" in refusal(archive(tmp_path, stream.getvalue()))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("report.pdf", "first")
        file.writestr("REPORT.pdf", "second")
    assert "two parts of the same name" in refusal(archive(tmp_path, stream.getvalue()))


def test_encrypted_archives_are_refused(tmp_path: Path) -> None:
    content = bytearray(pack({"report.pdf": b"1"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    assert "encrypted" in refusal(archive(tmp_path, bytes(content)))


def test_too_many_members_are_refused_by_the_count_alone(tmp_path: Path) -> None:
    assert "more than 2,000 parts" in refusal(archive(tmp_path, pack({f"{n}.pdf": b"" for n in range(2_001)})))
    lying = bytearray(pack({"a.pdf": b""}))
    struct.pack_into("<H", lying, lying.rindex(b"PK\x05\x06") + 10, 65_000)
    assert "more than" in refusal(archive(tmp_path, bytes(lying)))


def test_archives_that_grow_too_much_are_refused(tmp_path: Path) -> None:
    assert "grows too much" in refusal(archive(tmp_path, pack({"a.pdf": bytes(50_000_000)})))
    assert "too large" in refusal(archive(tmp_path, pack({"a.pdf": bytes(101 * 1024 * 1024)})))


def test_bytes_are_counted_while_they_come() -> None:
    content = pack({"a.pdf": bytes(3_000_000), "b.pdf": bytes(3_000_000)})
    opened = Zipped(content, ZipLimits(members=10, part=4_000_000, total=6_000_000, ratio=10_000), "a file")
    opened.read("a.pdf")
    opened.read("b.pdf")
    with pytest.raises(Unreadable, match="too large"):
        opened.read("a.pdf")


def test_a_damaged_member_costs_that_member_only(tmp_path: Path) -> None:
    content = bytearray(pack({"one.pdf": b"first words", "two.pdf": b"second"}))
    content[content.index(b"one.pdf") + 9] ^= 0xFF
    one, two = asked_open(archive(tmp_path, bytes(content)))
    assert one == "a zip archive that is damaged"
    assert two == b"second"


def asked_open(path: Path) -> list[bytes | str]:
    answers: list[bytes | str] = []
    for file in unpacked([FileToRead(path, str(path))]):
        try:
            answers.append(file.read())
        except Unreadable as error:
            answers.append(error.reason)
    return answers


@pytest.mark.parametrize("content", [b"PK\x03\x04 and no more", b"PK\x05\x06" + bytes(18)])
def test_damaged_and_empty_archives_have_a_reason(tmp_path: Path, content: bytes) -> None:
    assert refusal(archive(tmp_path, content)) in (
        "a zip archive that is damaged",
        "a zip archive without documents in it",
    )


def test_the_limits_of_office_files_leave_room_for_long_reports() -> None:
    assert OFFICE.part >= 50 * 1024 * 1024

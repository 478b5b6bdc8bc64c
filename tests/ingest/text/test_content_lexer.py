"""The fast lexer reads what pdfminer's parser reads, in ordinary files and in damaged ones."""

from __future__ import annotations

import io
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import KWD, PSEOF, PSBaseParser

from ingest.text.content_lexer import orders_of

PIECES = [
    b"q", b"Q", b"BT", b"ET", b"Tj", b"TJ", b"T*", b"'", b'"', b"BDC", b"EMC", b"re", b"W*", b"n", b"true", b"null",
    b"BI", b"ID", b"EI", b"1", b"-1", b"+2", b"0.5", b".5", b"-.5", b"5.", b"-", b".", b"1.2.3", b"5-3", b"--4", b"1e5",
    b"99999999999999999999", b"/F1", b"/", b"/A#20B", b"/A#", b"/\xe9", b"(a)", b"()", b"(a(b)c)", b"(a\\)b)",
    b"(\\101\\7)", b"(\\q\\\r\nx)", b"(open", b")", b"\\", b"<41>", b"<4 1 4>", b"<>", b"<", b">", b"<<", b">>", b"[",
    b"]", b"{", b"}", b"[(a)-5(b)]", b"[<41>3]", b"[[1]2]", b"<</A 1>>", b"<</A<41>>>", b"<</A[1<</B(x)>>]>>",
    b"<</A>>", b"<<1 2>>", b"% said (\n", b"%", b"\x00", b"#", b" ", b"\n", b"\r\n", b"\t", b"\x0c", b"",
]  # fmt: skip
"""Ordinary and odd parts of a stream."""


def by_pdfminer(streams: list[bytes]) -> Iterator[Any]:
    parser = PDFContentParser([PDFStream({}, data) for data in streams])
    while True:
        try:
            yield parser.nextobject()[1]
        except PSEOF:
            return


def by_both(streams: list[bytes]) -> Iterator[Any]:
    """What the interpreter meets: the lexer's orders, and pdfminer's where it gave up."""
    for number, data in enumerate(streams):
        for operator, operands, place in orders_of(data):
            yield from operands
            if operator:
                yield KWD(operator)
            if operator is None:
                yield from by_pdfminer([data[place:], *streams[number + 1 :]])
                return


def met(objects: Iterator[Any]) -> list[str]:
    """Objects as text, and the error that ends them where one does."""
    found: list[Any] = []
    try:
        for read in objects:
            found.append(read)
    except Exception:
        found.append("failed")
    return [_shown(read) for read in found]


def _shown(read: Any) -> str:
    if isinstance(read, bool):
        return str(read)
    if isinstance(read, (int, float)):
        return f"{float(read)!r}"
    if isinstance(read, list):
        return "[" + ",".join(map(_shown, read)) + "]"
    if isinstance(read, dict):
        return "{" + ",".join(f"{key}:{_shown(value)}" for key, value in read.items()) + "}"
    if isinstance(read, PDFStream):
        return f"picture {read.attrs} {read.rawdata!r}"
    return repr(read)


def gave_up(data: bytes) -> bool:
    return any(operator is None for operator, _, _ in orders_of(data))


@pytest.mark.parametrize(
    "data",
    [
        b"q 1 0 0 1 72 720.5 cm BT /F1 12 Tf [(The f)-20.5(amily)] TJ T* (was known) Tj ET Q",
        b"/Span<</ActualText<FEFF0020>>>BDC[<0041>3<0042>]TJ EMC",
        b"/Artifact <</Type /Pagination /BBox [0 0 5 5] /Attached [/Top] /In <</A (x)>>>> BDC EMC",
        b"(a\\(b\\)\\101\\n\\\n(in (brackets) here)) ' 1 2 (c) \" % to the end",
        b"[1 [2 3] % more\n(b)] 0 d",
        b"/F1 .5 Tf -.5 0 Td 5. w",
    ],
)
def test_ordinary_orders_are_read_as_pdfminer_reads_them(data: bytes) -> None:
    assert not gave_up(data)
    assert met(by_both([data])) == met(by_pdfminer([data]))


@pytest.mark.parametrize(
    "data", [b"q BI /W 1 /H 1 ID \x01\x02 EI Q", b"1 2.3.4 w", b"[null] TJ", b"[(a) Q", b"<</A>> q"]
)
def test_what_is_unusual_is_left_to_pdfminer(data: bytes) -> None:
    assert gave_up(data)
    assert met(by_both([data])) == met(by_pdfminer([data]))


def test_a_code_that_is_no_letter_fails_in_both() -> None:
    assert met(by_both([b"q (\\777) Tj"])) == met(by_pdfminer([b"q (\\777) Tj"])) == [repr(KWD(b"q")), "'failed'"]


@given(
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([b" ", b"", b"\n"])), max_size=40), st.integers(0, 200)
)
@settings(max_examples=1_500, deadline=None)
def test_any_order_of_odd_parts_is_read_alike(parts: list[tuple[bytes, bytes]], cut: int) -> None:
    data = b"".join(piece + space for piece, space in parts)
    cut %= len(data) + 1
    streams = [data] if b"ID" in data else [data[:cut], data[cut:]]  # pdfminer loses a picture cut in two
    assert met(by_both(streams)) == met(by_pdfminer(streams))


@given(st.binary(max_size=200))
@settings(max_examples=500, deadline=None)
def test_any_bytes_are_read_alike(data: bytes) -> None:
    assert met(by_both([data])) == met(by_pdfminer([data]))


@pytest.mark.parametrize(
    "data",
    [
        b"(" * 200_000,
        b"[" * 200_000,
        b"<<" * 200_000,
        b"1 " * 200_000 + b"(",
        b"[" + b"(a) 12345 " * 50_000 + b"(",
        b"[" + b"1234567890" * 20_000,
        b"(" + b"\\" * 200_001,
        b"<" + b"4 " * 200_000,
    ],
)
def test_time_grows_with_length_only(data: bytes) -> None:
    """Each would take minutes if a pattern went back over what it has read."""
    assert gave_up(data)


@pytest.mark.examples
def test_real_pages_damaged_at_random_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = os.environ.get("CASE_REVIEWS_EXAMPLES")
    if not folder:
        pytest.skip("CASE_REVIEWS_EXAMPLES does not name the folder of real reports")
    monkeypatch.setattr(PSBaseParser, "BUFSIZ", 1 << 30)  # a line end cut in two by its buffer is another one to it
    chance = random.Random(20_261_124)
    lexed = 0
    for path in sorted(Path(folder, "real").glob("[ij][nt]*.pdf"))[::3]:
        pages = PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(path.read_bytes()))))
        for page in [page for page in pages if page.contents][:20:5]:
            data = stream_value(page.contents[0]).get_data()[:8_000]
            lexed += not gave_up(data[: data.rfind(b"\n")])
            for _ in range(5):
                streams = _damaged(data, chance)
                assert met(by_both(streams)) == met(by_pdfminer(streams)), path.name
    assert lexed > 10


def _damaged(data: bytes, chance: random.Random) -> list[bytes]:
    changed = bytearray(data)
    for _ in range(chance.randint(0, 4)):
        place = chance.randrange(len(changed))
        changed[place : place + chance.randint(0, 3)] = chance.choice(PIECES)
    cut = len(changed) if b"ID" in changed else chance.randrange(len(changed))
    return [bytes(changed[:cut]), bytes(changed[cut:])]

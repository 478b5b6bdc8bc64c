"""Writes PDF files object by object, also such as no program would write (ISO 32000-1, 7.5)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
RESOURCES = b"<< /Font << /F1 4 0 R >> >>"


def show(*lines: str) -> bytes:
    """A content stream that shows some lines."""
    return b"BT /F1 12 Tf 70 750 Td " + b" ".join(b"(" + line.encode() + b") Tj 0 -16 Td" for line in lines) + b" ET"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n" % (len(data), entries) + data + b"\nendstream"


def one_page(
    content: bytes, *, page: bytes = b"", catalog: bytes = b"", more: Mapping[int, bytes] | None = None
) -> bytes:
    """A file of one page: object 3 is the page, 4 its font, 5 the given content object; `more` from 6 on."""
    return write(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R %s >>" % (page + _unless(page)),
            4: FONT,
            5: content,
            **(more or {}),
        }
    )


def _unless(page: bytes) -> bytes:
    box = b"" if b"/MediaBox" in page else b" /MediaBox [0 0 595 842]"
    return box + (b"" if b"/Resources" in page else b" /Resources " + RESOURCES)


def write(objects: Mapping[int, bytes], trailer: bytes = b"", header: bytes = b"%PDF-1.7\n") -> bytes:
    """A file of numbered objects; object 1 is its catalogue."""
    file = bytearray(header)
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(file)
        file += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table, size = len(file), max(objects) + 1
    file += b"xref\n0 %d\n" % size
    file += b"".join(b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size))
    file += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, table)
    return bytes(file)


def good(*lines: str) -> bytes:
    """A file that any reader opens."""
    return one_page(stream(show(*(lines or ("Marker-GOOD",)))))


def encrypted(text: str, password: bytes) -> bytes:
    """A file encrypted with AES of 256 bits whose user password is given (ISO 32000-2, 7.6.4, revision 5)."""
    key, salts = os.urandom(32), [os.urandom(8) for _ in range(4)]
    user = hashlib.sha256(password + salts[0]).digest() + salts[0] + salts[1]
    user_key = _aes(hashlib.sha256(password + salts[1]).digest(), key)
    owner = hashlib.sha256(b"owner" + salts[2] + user).digest() + salts[2] + salts[3]
    owner_key = _aes(hashlib.sha256(b"owner" + salts[3] + user).digest(), key)
    rights = (-4).to_bytes(4, "little", signed=True) + b"\xff\xff\xff\xffTadb" + os.urandom(4)
    sealed = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    permissions = sealed.update(rights) + sealed.finalize()
    entries = ((b"U", user), (b"UE", user_key), (b"O", owner), (b"OE", owner_key), (b"Perms", permissions))
    told = b" ".join(b"/%s <%s>" % (name, value.hex().encode()) for name, value in entries)
    data = show(text)
    padded = data + bytes([16 - len(data) % 16]) * (16 - len(data) % 16)
    start = os.urandom(16)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources %s >>" % RESOURCES,
        4: FONT,
        5: stream(start + _aes(key, padded, start)),
        6: b"<< /Filter /Standard /V 5 /R 5 /Length 256 /P -4 /StmF /StdCF /StrF /StdCF /EncryptMetadata true "
        b"/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> %s >>" % told,
    }
    return write(objects, b"/Encrypt 6 0 R /ID [<00><00>]")


def _aes(key: bytes, data: bytes, start: bytes = bytes(16)) -> bytes:
    sealed = Cipher(algorithms.AES(key), modes.CBC(start)).encryptor()
    return sealed.update(data) + sealed.finalize()

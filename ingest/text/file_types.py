"""Tells what a file is by what stands in it; its name is never asked, because names lie."""

from __future__ import annotations

import re

from ingest.documents import Unreadable
from ingest.text.encodings import wide_encoding
from ingest.text.zipped import listed_names

PDF = "application/pdf"
HTML = "text/html"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
OPEN_DOCUMENT_FILE = "an OpenDocument file"
OPEN_DOCUMENT_MARK = b"mimetypeapplication/vnd.oasis.opendocument.text"
OLDER = {"an old or encrypted Office file": "doc", "a rich-text file": "rtf", OPEN_DOCUMENT_FILE: "odt"}
"""Office files that only LibreOffice can read, with the ending of their names."""
OLDER_MARKS = ((b"\xd0\xcf\x11\xe0", "an old or encrypted Office file"), (b"{\\rtf", "a rich-text file"))
ENDINGS = {"pdf": PDF, "html": HTML, "htm": HTML, "docx": WORD}
HEADER_WITHIN = 4_096
"""Real files carry up to some thousand bytes of junk before `%PDF-`; readers accept that (ISO 32000-1, annex H)."""
HTML_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|h1|div|p|table|article)\b", re.IGNORECASE)
HTML_TITLE = re.compile(rb"<title[^>]*>(.{0,300}?)</title", re.IGNORECASE | re.DOTALL)
MARKS = (
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)


def media_type_of(content: bytes, name: str) -> str:
    """One of the types above, by content. `name` is only used to say what a misnamed file is.

    Raises Unreadable for an empty file and for anything else.
    """
    if not content.strip(b"\x00 \t\r\n\f"):
        raise Unreadable("an empty file")
    head = content[:HEADER_WITHIN]
    if head.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_zip(content)
    older = older_kind(content)
    if older:
        raise Unreadable(f"{older}, for which LibreOffice is needed (apt install libreoffice-writer-nogui)")
    for mark, kind in MARKS:
        if content.startswith(mark):
            raise Unreadable(kind)
    plain = _as_plain_letters(head)
    at, tag = head.find(b"%PDF-"), HTML_TAG.search(plain)
    if at >= 0 and (tag is None or at < tag.start() or (at < 1_024 and b"%%EOF" in content[-2_048:])):
        return PDF
    if tag and _is_text(plain):
        if name.lower().endswith(".pdf"):
            raise Unreadable(f"an HTML page, not a PDF{_title(content)}")
        return HTML
    if b"endobj" in content and b"%%EOF" in content[-2_048:]:
        return PDF  # its beginning is damaged; the engines decide what can be read
    raise Unreadable("not a PDF, Word or HTML file")


def is_misnamed(name: str, media_type: str) -> bool:
    """True where the ending of a name promises another type than the file has."""
    ending = name.rpartition(".")[2].lower()
    return ending in ENDINGS and ENDINGS[ending] != media_type


def older_kind(content: bytes) -> str | None:
    """What an Office file of another kind than Word's present one is, in words (see OLDER); None for other files."""
    for mark, kind in OLDER_MARKS:
        if content.startswith(mark):
            return kind
    if content.startswith(b"PK\x03\x04") and content[30:100].startswith(OPEN_DOCUMENT_MARK):
        return OPEN_DOCUMENT_FILE
    return None


def _kind_of_zip(content: bytes) -> str:
    """Word and OpenDocument files are zip files of a fixed inside; any other is a folder packed together."""
    names = listed_names(content)
    if "[Content_Types].xml" in names:
        for folder, kind in (("ppt/", "a set of slides"), ("xl/", "a workbook")):
            if any(name.startswith(folder) for name in names):
                raise Unreadable(f"{kind}, which is not read")
        return WORD
    return ZIP


def _as_plain_letters(head: bytes) -> bytes:
    """The same in UTF-8 where it is in UTF-16 or UTF-32, so that tags can be recognised."""
    wide = wide_encoding(head)
    return head.decode(wide, "ignore").encode() if wide else head


def _is_text(head: bytes) -> bool:
    """True where control characters are rare."""
    controls = sum(1 for byte in head if byte < 9 or 13 < byte < 32)
    return controls <= len(head) * 0.02


def _title(content: bytes) -> str:
    found = HTML_TITLE.search(content[:100_000])
    title = " ".join(found[1].decode("utf-8", "replace").split()) if found else ""
    return f": “{title[:80]}”" if title else ""

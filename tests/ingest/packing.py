"""Small Word files and zip archives written for one test, so that each says what it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "comments": "comments",
         "header": "hdr", "footer": "ftr"}  # fmt: skip


def word(body: str, more: Mapping[str, bytes] | None = None, **parts: str) -> bytes:
    """A Word file with this inside of its body, further parts by their kind, and other members by name."""
    related = "".join(relation(kind, f"{kind}.xml") for kind in parts)
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(relation("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(related),
        **{f"word/{kind}.xml": f"<w:{ROOTS[kind]} {NAMES}>{xml}</w:{ROOTS[kind]}>" for kind, xml in parts.items()},
    }
    return pack({name: text.encode() for name, text in files.items()} | dict(more or {}))


def relation(kind: str, target: str, mode: str = "Internal") -> str:
    """One entry of a list of relations."""
    return f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'


def relations(inside: str) -> str:
    """A list of relations."""
    return f'<Relationships xmlns="{RELATIONS}">{inside}</Relationships>'


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of files by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()


def p(text: str, style: str = "", properties: str = "", looks: str = "") -> str:
    """A paragraph of one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{r(text, looks)}</w:p>"


def r(text: str, looks: str = "") -> str:
    """A run of letters."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

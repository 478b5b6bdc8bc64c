"""Finds out in which encoding a web page is written: its marks, its declaration, then what its bytes can be."""

from __future__ import annotations

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.-]+)",
    re.IGNORECASE,
)
ASCII_LIKE = frozenset(
    "utf-8 cp1252 iso8859-1 iso8859-2 iso8859-15 ascii mac-roman cp1250 shift_jis euc_jp gb18030 big5 koi8-r".split()
)
"""Encodings that are honoured when declared. UTF-7 is not: it lets markup hide in plain letters."""


def decode_html(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, with the flag `encoding_guessed` where the declaration is missing or wrong and bytes were replaced."""
    wide = wide_encoding(content)
    if wide:
        return content.decode(wide, "replace").removeprefix("\ufeff"), ()
    declared = _declared(content)
    for encoding in dict.fromkeys(("utf-8", declared, "cp1252")):
        if not encoding:
            continue
        try:
            return content.decode(encoding), ()
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", "replace"), ("encoding_guessed",)


def wide_encoding(content: bytes) -> str:
    """The encoding that a mark at the start tells, or UTF-16 or UTF-32 by where zero bytes stand; else empty."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    head = content[:400]
    full = [sum(1 for byte in head[n::4] if byte == 0) > len(head) // 4 * 0.7 for n in range(4)]
    patterns = {
        (True, True, True, False): "utf-32-be",
        (False, True, True, True): "utf-32-le",
        (True, False, True, False): "utf-16-be",
        (False, True, False, True): "utf-16-le",
    }
    return patterns.get((full[0], full[1], full[2], full[3]), "")


def _declared(content: bytes) -> str:
    found = DECLARED.search(content[:4_096])
    if not found:
        return ""
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except LookupError:
        return ""
    # Browsers read a page that says Latin-1 as Windows-1252 (WHATWG Encoding Standard).
    name = {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)
    return name if name in ASCII_LIKE else ""

"""How an item is cited: a sentence for a reading list, and one record for a reference manager.

The sentence follows Harvard usage. RIS is as RefMan published it (a tag, two spaces, a hyphen, a
space; `TY` first, `ER` last); a `RPRT` and a BibTeX `techreport` are what Zotero, EndNote and
JabRef read as a report.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from repository.records.concepts import label_of
from repository.records.items import Collection, Item

INVENTED = "Invented sample: it describes no real child, family, worker or place."
# BibTeX counts a brace after a backslash too (pybtex read `\}` as the end of the field): none may stand alone.
BIBTEX_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def plain_citation(item: Item, address: str = "") -> str:
    """A sentence that cites the item: who published it, year, title, type, where it is found."""
    publishers = _publishers(item)
    authors = [_one_line(name) for name in item.values("author")]
    year = str(item.year_published or "no date")
    parts = [f"{_and(authors or publishers) or 'Publisher not stated'} ({year}) {_one_line(item.title)}."]
    kind = label_of("review_type", item.value("review_type"))
    if kind and kind.casefold() not in item.title.casefold():
        parts.append(f"{_one_line(kind)}.")
    if authors and publishers:
        parts.append(f"{_and(publishers)}.")
    if item.collection == Collection.SAMPLES:
        parts.append(INVENTED)
    parts.append(f"Record {item.id}" + (f", {_one_line(address)}." if address else "."))
    return " ".join(parts)


def passage_citation(item: Item, pages: Sequence[int], label: str = "", address: str = "") -> str:
    """A sentence that cites one place of an item: the printed page where there is one, and that of the file."""
    if not pages:
        return plain_citation(item, address)
    last = f"–{pages[-1]}" if len(pages) > 1 else ""
    page = (
        f"Page {pages[0]}{last} of the file" if not label else f"Page {_one_line(label)} (page {pages[0]} of the file)"
    )
    if label == str(pages[0]):
        page = f"Page {pages[0]}"
    cited = plain_citation(item).rpartition(f" Record {item.id}")
    return f"{cited[0]} {page}. Record {item.id}" + (f", {_one_line(address)}." if address else ".")


def ris(item: Item, address: str = "", notes: Sequence[str] = ()) -> str:
    """The item as one RIS record with some notes, with the line ends that the format asks for."""
    date = item.value("date_published")
    fields = [("TY", "RPRT"), ("ID", item.id), ("TI", item.title)]
    fields += [("AU", name) for name in item.values("author")]
    fields += [("PB", name) for name in _publishers(item)[:1]]
    fields += [("A2", name) for name in _publishers(item)[1:]]
    if item.year_published:
        year, month, day = (*date.split("-"), "", "")[:3]
        fields += [("PY", year), ("DA", f"{year}/{month}/{day}/")]
    fields += [("M3", label_of("review_type", value)) for value in item.values("review_type")]
    fields += [("SN", value) for value in item.values("reference")]
    fields += [("KW", label_of("theme", value)) for value in item.values("theme")]
    fields += [("UR", address)] if address else []
    fields += [("N1", INVENTED)] if item.collection == Collection.SAMPLES else []
    fields += [("N1", note) for note in notes]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields]
    return "\r\n".join([*lines, "ER  - ", ""])


def bibtex(item: Item, address: str = "") -> str:
    """The item as one BibTeX record; everything that means something to TeX is escaped."""
    kind = label_of("review_type", item.value("review_type"))
    fields = {
        "title": "{" + _tex(item.title) + "}",
        "author": " and ".join("{" + _tex(name) + "}" for name in item.values("author") or _publishers(item)),
        "institution": _tex("; ".join(_publishers(item))),
        "year": str(item.year_published or ""),
        "type": _tex(kind),
        "number": _tex("; ".join(item.values("reference"))),
        "url": _tex(address),
        "note": _tex(INVENTED) if item.collection == Collection.SAMPLES else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@techreport{{{re.sub(r'[^A-Za-z0-9-]', '', item.id)},", *lines, "}", ""])


def _publishers(item: Item) -> list[str]:
    named = [_one_line(label_of("publishing_body", value)) for value in item.values("publishing_body")]
    return named or [_one_line(value) for value in item.values("publisher_as_printed")]


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}" if names else ""


def _one_line(text: str) -> str:
    """Text without line breaks, control and direction marks: nothing in it can start another record."""
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") else c for c in text)
    return " ".join(plain.split())


def _tex(text: str) -> str:
    return "".join(BIBTEX_SPECIAL.get(c, c) for c in _one_line(text))

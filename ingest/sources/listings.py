"""Reads web pages that list published reviews, in the shapes that they have had since 2012."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from ingest.sources.board_tables import table_entries
from ingest.sources.entries import Entry, Offer, told_apart, web_link
from ingest.text.encodings import decode_html
from ingest.text.lines import tidy
from ingest.values.review_types import publication_kinds
from repository.records.dates import MONTHS
from repository.records.items import PublicationKind

MONTH = "|".join(MONTHS)
HEADING = re.compile(
    rf"^(?P<date>(?:(?:{MONTH})\s*)?(?:19[4-9]|20[0-4])\d)\s*(?:[-–—:]\s*|(?=[A-Z]))(?P<rest>[A-Z].{{2,200}})$"
)
"""`[Month ]YYYY – Area or Anonymous – Label`, with a hyphen or a dash, with none, or glued together."""
SEPARATOR = re.compile(r"\s+[-–—]\s*|\s*[–—]\s*|[-]\s+")
"""A hyphen inside a name (Stoke-on-Trent) has no space beside it."""
LABEL = re.compile(
    r"(?:(?<=[a-z])|\b)(?=(?:Child(?:ren)?|Baby|Babies|Young\s+(?:person|people|man|woman)|Family|Siblings?|Infant|Twins?"
    r"|Boy|Girl|Case)\b\s*\S)"
)
PART = re.compile(
    r"^(?P<name>Background|Key\s+(?:issues|learning|findings|themes)|Learning(?:\s+(?:points|themes))?(?:\s+include[sd]?)?"
    r"|Issues\s+identified(?:\s+include)?|Recommendations?(?:\s+include)?|Models?|Methodology|Key\s?words?)\s*:\s*(?P<text>.*)$",
    re.IGNORECASE,
)
BLOCKS = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "div", "summary", "blockquote", "td", "section",
          "article", "ul", "ol", "table"]  # fmt: skip
AROUND = ("nav", "header", "footer", "script", "style", "form", "aside", "noscript")
READ = re.compile(r"^\W*(?:read|download|view|see|open|find)\b", re.IGNORECASE)
FEWEST_KEYWORDS = 3
LONGEST_KEYWORD = 6
"""Words of one keyword; longer parts between commas are a sentence."""


@dataclass
class _Open:
    """An entry that is being read."""

    heading: str
    date: str
    rest: str
    lines: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    method: str = ""
    offers: dict[str, Offer] = field(default_factory=dict)


def read_listing(content: bytes, address: str) -> list[Entry]:
    """Every entry of a listing page in order, from its tables and from its text. None where the page lists nothing.

    `address` is where the page is: links that are relative are completed with it.
    """
    soup = BeautifulSoup(decode_html(content)[0], "lxml")
    for tag in soup.find_all(AROUND):
        tag.decompose()
    base = _base(soup, address)
    found = table_entries(soup, base)
    for table in soup.find_all("table"):
        table.decompose()
    opened: list[_Open] = []
    for lines, links in _paragraphs(soup, base):
        for line in lines:
            heading = HEADING.match(line)
            if heading and not line.endswith("."):
                opened.append(_Open(line, heading["date"], heading["rest"]))
            elif opened:
                _add_line(opened[-1], line, [text for text, _ in links])
        if opened:
            for text, target in links:
                if target:
                    opened[-1].offers.setdefault(target, Offer(_kind(text), target))
    return told_apart([*found, *map(_closed, opened)])


def _base(soup: BeautifulSoup, address: str) -> str:
    tag = soup.find("base", href=True)
    return urljoin(address, str(tag["href"])) if isinstance(tag, Tag) else address


def _paragraphs(soup: BeautifulSoup, base: str) -> Iterator[tuple[list[str], list[tuple[str, str]]]]:
    """The innermost blocks of the page: the lines of each, and its links as (words, address or nothing)."""
    for block in soup.find_all(BLOCKS):
        if block.find(BLOCKS):
            continue
        links = [(tidy(a.get_text()), web_link(base, str(a["href"]))) for a in block.find_all("a", href=True)]
        for line_break in block.find_all("br"):
            line_break.replace_with("\n")
        lines = [tidy(line) for line in block.get_text().split("\n")] if block.name != "pre" else []
        yield _joined([line for line in lines if line], block), links


def _joined(lines: list[str], block: Tag) -> list[str]:
    """Lines of the source that no line break parts belong together; those at a label or a heading start anew."""
    joined: list[str] = []
    for line in lines:
        starts = not joined or PART.match(line) or HEADING.match(line) or HEADING.match(joined[-1]) or READ.match(line)
        if starts or joined[-1].endswith((".", ":", "!", "?")):
            joined.append(line)
        else:
            joined[-1] = f"{joined[-1]} {line}"
    return joined


def _add_line(entry: _Open, line: str, links: Sequence[str]) -> None:
    part = PART.match(line)
    name = part["name"].lower() if part else ""
    if part and name.startswith(("key word", "keyword")):
        entry.keywords += _keywords(part["text"])
    elif part and name.startswith(("model", "method")):
        entry.method = part["text"].rstrip(".")
    elif not any(line == text for text in links) and not (links and READ.match(line)):
        entry.lines.append(line)


def _closed(entry: _Open) -> Entry:
    if entry.lines and not entry.keywords and _is_keyword_line(entry.lines[-1]):
        entry.keywords = _keywords(entry.lines.pop())
    publisher, label = heading_parts(entry.rest)
    return Entry(
        entry.heading, entry.date, publisher, label, "\n".join(entry.lines), tuple(entry.keywords), entry.method,
        tuple(entry.offers.values()),
    )  # fmt: skip


def heading_parts(rest: str) -> tuple[str, str]:
    """A heading without its date as publisher and label; the label is empty where the two cannot be told apart."""
    parts = SEPARATOR.split(rest, maxsplit=1)
    if len(parts) == 2 and all(part.strip() for part in parts):
        return parts[0].strip(), parts[1].strip()
    label = LABEL.search(rest)
    if label and label.start():
        return rest[: label.start()].strip(" -–—"), rest[label.start() :].strip()
    return rest.strip(), ""


def _keywords(text: str) -> list[str]:
    return [word for part in re.split(r"[,;]", text.rstrip(". ")) if (word := part.strip())]


def _is_keyword_line(line: str) -> bool:
    words = _keywords(line)
    return len(words) >= FEWEST_KEYWORDS and all(len(w.split()) <= LONGEST_KEYWORD and "." not in w for w in words)


def _kind(text: str) -> PublicationKind:
    found = publication_kinds(text)
    return PublicationKind(found[0].value) if found else PublicationKind.OVERVIEW_REPORT

"""Reads the main text of a web page: headings, paragraphs, lists and tables, without menus, banners and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from ingest.documents import ExtractedDocument, Unreadable
from ingest.text.encodings import decode_html
from ingest.text.file_types import HTML
from ingest.text.lines import tidy
from ingest.text.paragraphs import starts_with_number
from repository.records.items import DROPPED, Block, BlockRole, Page

MOST_BYTES = 20_000_000
DEEPEST = 400
"""Pages that people wrote nest their parts some dozen deep; the parser is not asked for more than this."""
SHORT = 1_500
"""Letters; pages that only say that something is not there have some hundred."""
NO_REPORT = re.compile(
    r"page (?:was |is |has )?(?:not (?:be )?found|moved|removed)|(?:error|http) ?(?:40[134]|410|50[0234])\b|404\b"
    r"|access (?:is )?denied|forbidden|(?:sign|log) ?in (?:to|with|using)|verify (?:that )?you are (?:a )?human"
    r"|checking your browser|enable (?:javascript|cookies)|session (?:has )?(?:expired|timed out)|captcha",
    re.IGNORECASE,
)
NEVER = frozenset(
    "script style noscript template svg iframe object embed canvas head select button input textarea".split()
)
AROUND = frozenset("nav footer aside dialog menu".split())
AROUND_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alert alertdialog menu menubar".split()
)
AROUND_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|side-bar|footer|cookies?|cookie-?\w*|banner|consent|gdpr|skip-?link|"
    r"share|sharing|social|pagination|pager|related|masthead|site-header|print-only-hidden)(?:$|[-_\s])",
    re.IGNORECASE,
)
HEADINGS = {f"h{n}": n for n in range(1, 7)}
BLOCKS = frozenset(
    "p div section article main header blockquote pre address figure figcaption dl dt dd ul ol li table form fieldset "
    "h1 h2 h3 h4 h5 h6 tr td th thead tbody tfoot caption details summary center body html hr".split()
)


def read_html(content: bytes) -> ExtractedDocument:
    """The web page as one page. Raises Unreadable where it is too large or too deeply nested."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"a web page of more than {MOST_BYTES // 1_000_000} MB")
    text, flags = decode_html(content)
    _refuse_deep_nesting(text)
    soup = BeautifulSoup(text.replace("\x00", ""), "lxml")
    blocks = tuple(_blocks(soup))
    title = tidy(soup.title.get_text()) if soup.title else ""
    _refuse_what_is_no_report(soup, blocks, title)
    return ExtractedDocument(
        pages=(Page(1, "", blocks),),
        media_type=HTML,
        engine=f"beautifulsoup4 {version('beautifulsoup4')} on lxml {version('lxml')}",
        flags=flags,
        metadata=(("title", title[:500]),) if title else (),
    )


def _refuse_what_is_no_report(soup: BeautifulSoup, blocks: Sequence[Block], title: str) -> None:
    """Raise Unreadable for a page without words, and for a short one on which a site says no or asks who one is."""
    kept = [block.text for block in blocks if block.role not in DROPPED]
    if not any(c.isalnum() for text in kept for c in text):
        raise Unreadable("a web page without words")
    said = " ".join((title, *kept))
    if len(said) < SHORT and (soup.find("input", type="password") or NO_REPORT.search(said)):
        raise Unreadable(f"a page of a web site that is no report: “{(title or said)[:80]}”")


def _refuse_deep_nesting(text: str) -> None:
    """Raise Unreadable for a page whose tags open far more often than they close, before a tree is built."""
    depth = deepest = 0
    for closing, name in re.findall(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)", text):
        if name.lower() in (
            "br",
            "hr",
            "img",
            "meta",
            "link",
            "input",
            "p",
            "li",
            "td",
            "tr",
            "th",
            "dt",
            "dd",
            "option",
        ):
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise Unreadable("a web page whose parts are nested too deeply")


def _blocks(soup: BeautifulSoup) -> list[Block]:
    root = _main_part(soup)
    if root is None:
        return []
    around = {id(tag) for tag in root.find_all(True) if _is_around(tag, root)}
    blocks: list[Block] = []
    pending: list[str] = []

    def close(role: BlockRole = BlockRole.PARAGRAPH, level: int = 0) -> None:
        text = tidy("".join(pending))
        pending.clear()
        if text:
            blocks.append(_block(role, text, level))

    def walk(tag: Tag) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                visit(child)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                pending.append(str(child))

    def visit(tag: Tag) -> None:
        name = tag.name
        if name in NEVER or _is_hidden(tag):
            return
        if id(tag) in around:
            close()
            words = tidy(tag.get_text(" "))
            if words:
                blocks.append(Block(BlockRole.FURNITURE, words[:2_000]))
        elif name == "table" and _is_data(tag):
            close()
            blocks.extend(_rows(tag))
        elif name == "br":
            pending.append("\n")
        elif name == "sup" and tidy(tag.get_text()).strip("[]()").isdigit() and (tag.find("a") or tag.get("class")):
            return
        elif name in BLOCKS:
            close()
            walk(tag)
            close(*_role_of(tag))
        else:
            walk(tag)

    walk(root)
    close()
    return _with_title(blocks)


def _main_part(soup: BeautifulSoup) -> Tag | None:
    """The part that the page itself marks as its main one, else its body."""
    for found in (soup.find("main"), soup.find(attrs={"role": "main"}), soup.find("article")):
        if isinstance(found, Tag) and len(found.get_text(strip=True)) > 200:
            return found
    body = soup.body
    return body if isinstance(body, Tag) else soup


def _is_around(tag: Tag, root: Tag) -> bool:
    if tag.name in AROUND or str(tag.get("role", "")).lower() in AROUND_ROLES:
        return True
    if tag.name in ("body", "main", "article", "html"):
        return False
    if tag.name == "header":
        return tag.parent is root and root.name == "body"
    classes = tag.get("class") or []
    names = f"{' '.join(classes) if isinstance(classes, list) else classes} {tag.get('id') or ''}"
    return bool(AROUND_NAMES.search(names)) and len(tag.get_text()) < 0.5 * len(root.get_text())


def _is_hidden(tag: Tag) -> bool:
    style = str(tag.get("style", "")).replace(" ", "").lower()
    return (
        tag.has_attr("hidden")
        or "display:none" in style
        or "visibility:hidden" in style
        or tag.get("aria-hidden") == "true"
    )


def _role_of(tag: Tag) -> tuple[BlockRole, int]:
    if tag.name in HEADINGS:
        return BlockRole.HEADING, min(HEADINGS[tag.name], 3)
    if tag.name in ("li", "dd"):
        return BlockRole.LIST_ITEM, 0
    if (
        tag.name in ("p", "div")
        and isinstance(tag.parent, Tag)
        and tag.parent.name == "li"
        and tag.find_previous_sibling(True) is None
    ):
        return BlockRole.LIST_ITEM, 0
    if tag.name == "caption":
        return BlockRole.HEADING, 3
    return BlockRole.PARAGRAPH, 0


def _block(role: BlockRole, text: str, level: int) -> Block:
    if role == BlockRole.LIST_ITEM:
        text = text.removeprefix("•").lstrip()
    number = starts_with_number(text)
    rest = text[len(number) :].lstrip() if number else text
    return Block(role, rest, level=level, number=number) if number and rest else Block(role, text, level=level)


def _with_title(blocks: list[Block]) -> list[Block]:
    """The first main heading is the page's title."""
    for place, block in enumerate(blocks):
        if block.role == BlockRole.HEADING and block.level == 1:
            blocks[place] = Block(BlockRole.TITLE, f"{block.number} {block.text}".strip(), level=1)
            break
    return blocks


def _is_data(table: Tag) -> bool:
    """True for a table of figures or words, False for one that only places the parts of a page."""
    if table.get("role") == "presentation" or table.find("table"):
        return False
    rows = table.find_all("tr")
    return any(len(_cells_of(row)) > 1 for row in rows) and len(table.get_text()) < 60_000


def _cells_of(row: Tag) -> list[Tag]:
    return list(row.find_all(["td", "th"]))


def _rows(table: Tag) -> Iterator[Block]:
    caption = table.find("caption")
    if isinstance(caption, Tag) and tidy(caption.get_text()):
        yield Block(BlockRole.HEADING, tidy(caption.get_text()), level=3)
    seen_row = False
    for row in table.find_all("tr"):
        tags = _cells_of(row)
        cells = tuple(tidy(tag.get_text(" ")) for tag in tags)
        if not any(cells):
            continue
        is_head = not seen_row and (all(tag.name == "th" for tag in tags) or isinstance(row.find_parent("thead"), Tag))
        seen_row = True
        yield Block(BlockRole.TABLE_HEADER if is_head else BlockRole.TABLE_ROW, " | ".join(cells), cells=cells)

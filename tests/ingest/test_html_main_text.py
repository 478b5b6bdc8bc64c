"""Web pages: the main text with its parts, and nothing of what stands around it."""

from __future__ import annotations

import pytest

from ingest.documents import Unreadable
from ingest.text.extraction import extract
from repository.records.items import BlockRole

PAGE = """<!doctype html><html><head><title>Briefing – Board</title><style>p {color: red}</style></head><body>
<div id="cookie-banner"><p>We use cookies on this site.</p></div>
<header><a href="/">Board home</a></header><nav><ul><li>About us</li></ul></nav>
<ol class="breadcrumbs"><li>Home</li><li>Reviews</li></ol>
<main><h1>Learning brief: Child S</h1><p>Child S was <b>two</b> years old.<br>She lived with her mother.</p>
<h2>1. What happened</h2><p>2.1 The plan was closed<sup><a href="#n1">1</a></sup> in June.</p>
<ul><li>Hold a <i>joint</i> handover.</li><li><p>Ask the service.</p></li></ul>
<table><tr><th>Action</th><th>Owner</th></tr><tr><td>Write a protocol</td><td>Housing</td></tr></table>
<aside>Related pages</aside><p hidden>Hidden words</p><script>var x = "script words";</script></main>
<footer>Copyright of the board</footer></body></html>"""


def blocks(html: str) -> list[tuple[str, str, str]]:
    document = extract(html.encode(), "page.html")
    return [(b.role.value, b.number, b.text) for b in document.pages[0].blocks if b.role != BlockRole.FURNITURE]


def test_main_text_comes_in_order_with_its_roles() -> None:
    assert blocks(PAGE) == [
        ("title", "", "Learning brief: Child S"),
        ("paragraph", "", "Child S was two years old. She lived with her mother."),
        ("heading", "1.", "What happened"),
        ("paragraph", "2.1", "The plan was closed in June."),
        ("list_item", "", "Hold a joint handover."),
        ("list_item", "", "Ask the service."),
        ("table_header", "", "Action | Owner"),
        ("table_row", "", "Write a protocol | Housing"),
    ]


def test_what_stands_around_is_not_in_the_text() -> None:
    body = PAGE.replace("<main>", "<div>").replace("</main>", "</div>")
    for html in (PAGE, body):
        text = extract(html.encode(), "page.html").pages[0].text
        for words in ("cookies", "Board home", "About us", "Reviews", "Copyright", "Related", "Hidden", "script"):
            assert words not in text


def test_a_layout_table_is_no_table() -> None:
    cells = "<td><p>One side</p></td><td><p>Other side</p></td>"
    html = f"<html><body><table role='presentation'><tr>{cells}</tr></table></body></html>"
    assert [role for role, _, _ in blocks(html)] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1252", "windows-1252"),
        ("cp1252", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("utf-16", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("utf-32", "utf-32"),
        ("utf-8", ""),
    ],
)
def test_encodings_are_found_by_mark_declaration_and_content(encoding: str, declared: str) -> None:
    html = f"<html><head><meta charset='{declared}'></head><body><p>The child’s “plan” cost £40</p></body></html>"
    assert extract(html.encode(encoding), "page.html").pages[0].text == "The child’s “plan” cost £40"


def test_utf_7_is_never_honoured() -> None:
    html = b"<html><head><meta charset='utf-7'></head><body><p>+ADw-script+AD4-</p></body></html>"
    assert extract(html, "page.html").pages[0].text == "+ADw-script+AD4-"


@pytest.mark.parametrize("tag", ["div", "b", "a", "svg"])
def test_deep_nesting_is_refused_before_a_tree_is_built(tag: str) -> None:
    with pytest.raises(Unreadable, match="nested"):
        extract((f"<html><body>{f'<{tag}>' * 100_000}words").encode(), "deep.html")

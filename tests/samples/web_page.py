"""Prints an invented publication as a page of its publisher's web site, with all that surrounds the text there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from tests.samples.source import (
    Block,
    BulletList,
    Contents,
    Heading,
    NewPage,
    Paragraph,
    Quotation,
    Runs,
    Source,
    Table,
    plain_text,
)

MENU = (
    "Home",
    "About us",
    "Children and young people",
    "Parents and carers",
    "Learning from reviews",
    "News",
)
RELATED = (
    "Multi-agency training calendar",
    "Policies and procedures",
    "Report a concern about a child",
    "Newsletter archive",
)
STYLE = """
body { font-family: Arial, sans-serif; margin: 0; color: #222; line-height: 1.5 }
.site-header { background: #20475c; color: #fff; padding: 1em 2em }
.site-nav li { display: inline; margin-right: 1.2em } .site-nav a { color: #fff }
.columns { display: flex; gap: 2em; max-width: 70em; margin: 0 auto; padding: 1em }
main { flex: 3 } aside { flex: 1; font-size: .9em }
table { border-collapse: collapse } th, td { border: 1px solid #999; padding: .4em; text-align: left }
blockquote { border-left: 4px solid #20475c; margin-left: 0; padding-left: 1em }
.site-footer { background: #eee; padding: 1em 2em; font-size: .85em }
"""


def print_web_page(source: Source) -> bytes:
    """The page as UTF-8; the text is in `main`, menus, related links and cookie notice around it."""
    return "\n".join(_page(source)).encode() + b"\n"


def _page(source: Source) -> Iterator[str]:
    site = escape(source.running_head)
    title = escape(source.title)
    yield '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
    yield f"<title>{title} | {site}</title>"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{STYLE}</style>\n</head>\n<body>"
    yield '<div class="cookie-notice" role="region" aria-label="Cookies"><p>We use cookies to count visits.</p>'
    yield '<button type="button">Accept</button> <button type="button">Reject</button></div>'
    yield '<header class="site-header"><a class="skip" href="#content">Skip to main content</a>'
    yield f'<p class="site-name">{site}</p>'
    yield '<form role="search" action="/search"><label for="q">Search this site</label> <input id="q" name="q"></form>'
    yield f'<nav class="site-nav" aria-label="Main menu"><ul>{_links(MENU)}</ul></nav></header>'
    trail = _links((MENU[0], MENU[-2]))
    yield f'<nav class="breadcrumb" aria-label="Breadcrumb"><ol>{trail}<li>{title}</li></ol></nav>'
    yield '<div class="columns">\n<main id="content">'
    yield f"<h1>{title}</h1>"
    yield from (f'<p class="cover">{escape(line)}</p>' for line in source.cover if line != source.title)
    marks = {label: number for number, label in enumerate(source.notes, start=1)}
    for block in source.blocks:
        yield from _block(block, source, marks)
    yield from _notes(source, marks)
    yield '</main>\n<aside class="related" aria-label="Related links"><h2>Related links</h2>'
    yield f"<ul>{_links(RELATED)}</ul><h2>Share this page</h2>"
    yield f'<ul class="share">{_links(("Email", "Print"))}</ul></aside>\n</div>'
    yield f'<footer class="site-footer"><p>{escape(source.footer)}</p>'
    yield f"<ul>{_links(('Accessibility', 'Privacy notice', 'Contact us'))}</ul></footer>\n</body>\n</html>"


def _links(labels: tuple[str, ...]) -> str:
    return "".join(f'<li><a href="/{_address(label)}">{escape(label)}</a></li>' for label in labels)


def _address(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def _block(block: Block, source: Source, marks: dict[str, int]) -> Iterator[str]:
    if isinstance(block, Heading):
        level = block.level + 1
        yield f'<h{level} id="{_address(plain_text(block.runs))}">{_text(block.runs, marks)}</h{level}>'
    elif isinstance(block, Paragraph):
        number = f"{escape(block.number)} " if block.number else ""
        yield f"<p>{number}{_text(block.runs, marks)}</p>"
    elif isinstance(block, BulletList):
        yield f"<ul>{''.join(f'<li>{_text(item, marks)}</li>' for item in block.items)}</ul>"
    elif isinstance(block, Quotation):
        yield f"<blockquote>{''.join(f'<p>{_text(runs, marks)}</p>' for runs in block.paragraphs)}</blockquote>"
    elif isinstance(block, Table):
        yield from _table(block, marks)
    elif isinstance(block, Contents):
        headings = [plain_text(b.runs) for b in source.blocks if isinstance(b, Heading) and b.level == 1]
        links = "".join(f'<li><a href="#{_address(text)}">{escape(text)}</a></li>' for text in headings)
        yield f'<nav class="on-this-page" aria-label="On this page"><p>On this page</p><ul>{links}</ul></nav>'
    else:
        assert isinstance(block, NewPage)
        yield "<hr>"


def _table(block: Table, marks: dict[str, int]) -> Iterator[str]:
    yield "<table>"
    yield f"<thead><tr>{''.join(f'<th>{_text(cell, marks)}</th>' for cell in block.header)}</tr></thead>\n<tbody>"
    for row in block.rows:
        yield f"<tr>{''.join(f'<td>{_text(cell, marks)}</td>' for cell in row)}</tr>"
    yield "</tbody></table>"


def _notes(source: Source, marks: dict[str, int]) -> Iterator[str]:
    if source.notes:
        items = (f'<li id="note-{marks[label]}">{_text(runs, marks)}</li>' for label, runs in source.notes.items())
        yield f'<section class="notes" aria-label="Notes"><ol>{"".join(items)}</ol></section>'


def _text(runs: Runs, marks: dict[str, int]) -> str:
    parts = []
    for run in runs:
        text = escape(run.text, quote=False)
        if run.note:
            text = f'<sup><a href="#note-{marks[run.note]}">{marks[run.note]}</a></sup>'
        if run.italic:
            text = f"<em>{text}</em>"
        parts.append(f"<strong>{text}</strong>" if run.bold else text)
    return "".join(parts)

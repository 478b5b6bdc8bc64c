"""Reading a report page by page, with the words searched for marked, and its original file."""

from __future__ import annotations

import re

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from repository.packs.citations import passage_citation
from repository.packs.tray import block_at, reference_to_passage
from repository.records.items import ACTIVE, DROPPED, Publication
from web.addresses import page_address, read_number, read_words
from web.glossary import abbreviations_in
from web.headers import FILE_POLICY
from web.headings import headings_of
from web.hits import steps
from web.page_text import groups_of
from web.presenters import PUBLICATIONS
from web.site import NotFound, Site

MOST_FOUND = 6
"""Words that a viewer of the original file is asked to mark."""
PDF = "application/pdf"
PDF_MARK = re.compile(rb"%PDF-\d")
MARK_WITHIN = 1024
"""Bytes in which the mark of a PDF file must stand (ISO 32000, implementation notes)."""


def show(site: Site, id: str, publication: int, page: int) -> ResponseReturnValue:
    """One page of a publication. An earlier version leads to the version in force."""
    site.item(id)
    publication_id = f"{id}-{publication}"
    later = _later_version(site, id, publication_id)
    if later:
        return redirect(page_address(later, 1))
    item, read = site.publication(publication_id)
    text = read_words(request.args)
    pages = site.library.catalogue.pages(read.id)
    shown = next((each for each in pages if each.number == page), None)
    if shown is None:
        raise NotFound("There is no such page.")
    hits = site.searcher.pages_with_hits(read.id, text) if text else ()
    marks = site.searcher.marks(shown.text, text) if text else ()
    by_number = {each.number: each for each in pages}

    def count(number: int) -> int:
        return len(marks) if number == page else len(site.searcher.marks(by_number[number].text, text))

    return render_template(
        "page.html",
        item=item,
        publication=read,
        publication_kind=PUBLICATIONS[read.kind],
        page=shown,
        groups=groups_of(shown, marks),
        text=text,
        hits=hits,
        steps=steps(read.id, text, page, read_number(request.args, "hit", 0, len(marks), 0), hits, count),
        words_to_find=list(dict.fromkeys(shown.text[start:end] for start, end in marks))[:MOST_FOUND],
        contents=headings_of(pages),
        abbreviations=abbreviations_in(shown.text),
        has_original=read.file_is_public,
        original_opens=read.media_type == PDF,
    )


def cite_passage(site: Site, id: str, publication: int, page: int, place: int) -> ResponseReturnValue:
    """One passage of a page with its address and citation, to copy or to keep."""
    item, read = site.publication(f"{id}-{publication}")
    shown = site.library.catalogue.page(read.id, page)
    block = block_at(shown, place)
    if block is None or block.role in DROPPED:
        raise NotFound("There is no such passage.")
    back = f"{page_address(read.id, page)}#p{place}"
    address = site.whole_address(back)
    return render_template(
        "passage.html",
        item=item,
        page=shown,
        publication_kind=PUBLICATIONS[read.kind],
        language=read.language,
        quotation=f"{block.number} {block.text}".strip(),
        reference=reference_to_passage(read.id, page, place),
        back=back,
        address=address,
        citation=passage_citation(item, (page,), shown.label, address),
    )


def send_file(site: Site, publication_id: str) -> Response:
    """The original file: a PDF in the reader's viewer, anything else only as a download of bytes.

    The address names a publication, never a path; the name the file came with stays in the library,
    because names of files have named children. Raises NotFound, Gone, or LibraryError when the file
    is no longer what it was.
    """
    item, publication = site.publication(publication_id)
    if not publication.file_is_public:
        raise NotFound("There is no file at this address, or one that holds more than its pages show.")
    content = site.library.originals.read(publication.sha256)
    is_pdf = publication.media_type == PDF and PDF_MARK.search(content[:MARK_WITHIN]) is not None
    shown = is_pdf and ACTIVE not in publication.flags
    name = f"{item.slug}-{publication.kind.replace('_', '-')}.{'pdf' if is_pdf else _suffix(publication)}"
    response = Response(content, content_type=PDF if is_pdf else "application/octet-stream")
    response.headers["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


def _suffix(publication: Publication) -> str:
    """The ending of the file's own name if it is an ordinary one."""
    ending = publication.file_name.rpartition(".")[2].lower()
    return ending if ending in ("html", "docx", "odt", "rtf", "txt", "pdf") else "bin"


def _later_version(site: Site, item_id: str, publication_id: str) -> str:
    later = {p.id: p.superseded_by for p in site.library.catalogue.whole_item(item_id).publications}
    current = publication_id
    while later.get(current):
        current = later[current] or ""
    return current if current != publication_id else ""

"""A file that holds more than its pages show is not handed out; one that acts by itself is never opened in place."""

from __future__ import annotations

from pathlib import Path

import pytest

from repository.records.items import Block, BlockRole, Collection, Kind, Page, PublicationKind
from repository.records.statements import Statement
from repository.settings import Settings
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import open_library
from web.app import create_app

PAGE = Page(1, "1", (Block(BlockRole.PARAGRAPH, "An invented sample about a school."),))


def answer(home: Path, *flags: str) -> tuple[int, str, bool]:
    """The status of the file, how it is to be opened, and whether its page links to it."""
    with open_library(Settings(home)) as library:
        sha256 = library.originals.keep(b"%PDF-1.7 a small file")
        publication = NewPublication(
            PublicationKind.OVERVIEW_REPORT,
            "Child W",
            sha256=sha256,
            media_type="application/pdf",
            file_name="w.pdf",
            source="w.pdf",
            pages=(PAGE,),
            flags=flags,
        )
        title = Statement("title", "Child W", rule="front_matter.as_printed")
        done = library.deposits.take_in(NewItem(Kind.REVIEW, Collection.SAMPLES, publication, (title,)))
        client = create_app(library).test_client()
        file = client.get(f"/files/{done.publication_id}")
        page = client.get(f"/reviews/{done.item_id}", follow_redirects=True).get_data(as_text=True)
    return file.status_code, file.headers.get("Content-Disposition", ""), f"/files/{done.publication_id}" in page


def test_a_clean_pdf_opens_in_place(tmp_path: Path) -> None:
    status, disposition, linked = answer(tmp_path)
    assert (status, linked) == (200, True)
    assert disposition.startswith("inline")


@pytest.mark.parametrize("flag", ["hidden_text", "tracked_changes", "comments", "attachments", "earlier_revision"])
def test_a_file_that_holds_more_than_it_shows_stays_in_the_store(tmp_path: Path, flag: str) -> None:
    status, _, linked = answer(tmp_path, flag)
    assert (status, linked) == (404, False)


def test_a_file_that_acts_is_a_download(tmp_path: Path) -> None:
    status, disposition, linked = answer(tmp_path, "active_content")
    assert (status, linked) == (200, True)
    assert disposition.startswith("attachment")

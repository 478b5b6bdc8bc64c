"""Withdrawal: the words are gone from every file of the instance, the record stays, the same file is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from repository.errors import LibraryError, NotAllowed, NotInLibrary, WrongUsage
from repository.governance.withdrawal import withdraw_item
from repository.records.items import (
    Availability,
    Block,
    BlockRole,
    Collection,
    Finding,
    Kind,
    Page,
    PublicationKind,
    Recommendation,
    State,
    Subject,
)
from repository.records.statements import Evidence, Statement
from repository.settings import Settings
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import Library, open_library

MARKER = "zirconquartz"
"""A word that stands in every text of the report."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path)) as library:
        yield library


def deposit(library: Library, content: bytes = MARKER.encode(), source: str = "report.pdf") -> tuple[str, str]:
    """Take a report full of the marker in; its item id and fingerprint."""
    sha256 = library.originals.keep(content)
    quoted = Evidence(1, f"words with {MARKER}")
    pages = tuple(
        Page(n, str(n), (Block(BlockRole.PARAGRAPH, f"{n} {MARKER} " * 400),)) for n in range(1, 30)
    )  # more than one page of the database
    new = NewItem(
        Kind.REVIEW,
        Collection.SAMPLES,
        NewPublication(PublicationKind.OVERVIEW_REPORT, "Child Q", sha256=sha256, source=source, pages=pages),
        (
            Statement("title", "Child Q", quoted, printed=f"{MARKER} in print", rule="r"),
            Statement("abstract", f"An abstract with {MARKER}", quoted, rule="r"),
            Statement("theme", "neglect", quoted, rule="r"),
        ),
        (Subject("Child Q", evidence=quoted),),
        (Recommendation("1", f"Stop {MARKER}.", (3,)),),
        (Finding("1", f"There was {MARKER}.", (4,), (f"Is there {MARKER}?",)),),
    )
    return library.deposits.take_in(new).item_id, sha256


def files_with(folder: Path, word: str) -> list[str]:
    forms = (word.encode(), word.encode("utf-16-le"))
    return [
        str(p.relative_to(folder))
        for p in sorted(folder.rglob("*"))
        if p.is_file() and any(form in p.read_bytes() for form in forms)
    ]


def test_no_word_is_left_in_any_file(library: Library, tmp_path: Path) -> None:
    id, _ = deposit(library)
    assert "catalogue.sqlite-wal" in files_with(tmp_path, MARKER), "the search by bytes finds what is there"
    gone = withdraw_item(library, id, "asked by the family", "A curator")
    assert (gone.pages, gone.files) == (29, 1)
    assert files_with(tmp_path, MARKER) == []


def test_the_record_stays_without_its_text(library: Library) -> None:
    id, _ = deposit(library)
    withdraw_item(library, id, " asked by the family ", "A curator")
    item = library.catalogue.item(id)
    assert item.state == State.WITHDRAWN
    assert not item.is_public
    assert item.withdrawal is not None
    assert (item.withdrawal.reason, item.withdrawal.person) == ("asked by the family", "A curator")
    assert item.value("title") == "Child Q"
    assert item.values("theme") == ("neglect",)
    assert item.value("abstract") == ""
    assert (item.recommendations, item.findings) == ((), ())
    assert {p.availability for p in item.publications} == {Availability.FILE_WITHDRAWN}
    assert library.catalogue.pages(item.publications[0].id) == ()
    assert item.slug == "withdrawn"


def test_it_is_out_of_lists_and_counts_at_once_and_in_the_log(library: Library) -> None:
    id, _ = deposit(library)
    withdraw_item(library, id, "asked by the family")
    assert library.catalogue.ids() == []
    assert library.catalogue.counts(Collection.SAMPLES)[Kind.REVIEW] == 0
    assert list(library.catalogue.each_item()) == []
    assert [(c.item_id, c.what) for c in library.catalogue.changes()][-1] == (id, "withdrawn")


def test_the_same_file_is_refused_ever_after(library: Library) -> None:
    id, sha256 = deposit(library)
    assert not library.deposits.is_refused(sha256)
    withdraw_item(library, id, "asked by the family")
    assert library.deposits.is_refused(sha256)
    with pytest.raises(LibraryError, match="not in the store"):
        library.originals.read(sha256)
    settings = library.settings
    with open_library(settings) as opened_again:
        assert opened_again.deposits.is_refused(sha256)


def test_a_file_that_another_review_shares_is_kept_for_it(library: Library) -> None:
    sha256 = library.originals.keep(b"a joint report")
    ids = [
        library.deposits.take_in(
            NewItem(
                Kind.REVIEW,
                Collection.SAMPLES,
                NewPublication(PublicationKind.OVERVIEW_REPORT, "Joint", sha256=sha256, source=f"{id}.pdf"),
                id=id,
            )
        ).item_id
        for id in ("cr-aaaaaaaa", "cr-bbbbbbbb")
    ]
    withdraw_item(library, ids[0], "asked by the board")
    assert library.originals.read(sha256) == b"a joint report"
    assert library.catalogue.item(ids[1]).is_public


def test_what_cannot_be_withdrawn_is_said(library: Library) -> None:
    with pytest.raises(NotInLibrary, match="cr-nobody22"):
        withdraw_item(library, "cr-nobody22", "a reason")
    id, _ = deposit(library)
    with pytest.raises(WrongUsage, match="needs a reason"):
        withdraw_item(library, id, "  ")
    withdraw_item(library, id, "a reason")
    with pytest.raises(NotAllowed, match="withdrawn already"):
        withdraw_item(library, id, "a reason")

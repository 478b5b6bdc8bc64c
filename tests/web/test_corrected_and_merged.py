"""What a person corrected is marked so on the page, and the address of a merged record leads to the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from repository.governance.corrections import Correction, correct
from repository.governance.relations import merge
from repository.governance.withdrawal import withdraw_item
from repository.records.items import (
    Block,
    BlockRole,
    Collection,
    Kind,
    Page,
    PublicationKind,
    Recommendation,
    Subject,
)
from repository.records.statements import Evidence, Statement
from repository.settings import Settings
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import Library, open_library
from tests.web.example_library import a_pdf
from tests.web.page_checks import Reader
from web.addresses import item_address
from web.app import create_app

REASON = "the appendix says five months"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(tmp_path)) as opened:
        yield opened


@pytest.fixture
def reader(library: Library) -> Reader:
    return Reader(create_app(library))


def deposit(library: Library, title: str) -> str:
    sha256 = library.originals.keep(a_pdf(1) + title.encode())
    page = Page(1, "1", (Block(BlockRole.PARAGRAPH, f"{title}, four months, died in May."),))
    new = NewItem(
        Kind.REVIEW,
        Collection.SAMPLES,
        NewPublication(
            PublicationKind.OVERVIEW_REPORT,
            title,
            sha256=sha256,
            media_type="application/pdf",
            source=title,
            pages=(page,),
        ),
        (Statement("title", title, Evidence(1, title), rule="r"),),
        (Subject(title, "4 months", 4, "male", "death", Evidence(1, f"{title}, four months"), rule="r"),),
        (Recommendation("1", f"The board should remember {title}.", (1,), rule="r"),),
    )
    return library.deposits.take_in(new).item_id


def test_corrected_children_and_recommendations_are_marked(library: Library, reader: Reader) -> None:
    id = deposit(library, "Child B")
    library.bring_up_to_date()
    address = item_address(library.catalogue.item(id))
    assert REASON not in reader.words(address)
    correct(library, [
        Correction(id, "subject.age", "5 months", "A. Curator", REASON, of="Child B"),
        Correction(id, "recommendation.text", "The board should count.", "A. Curator", REASON, of="1"),
        Correction(id, "recommendation", "The board should read.", "A. Curator", REASON),
    ])  # fmt: skip
    text = reader.words(address)
    assert "Child B, 5 months, male" in text
    assert "4 months" not in text
    assert "The board should count." in text
    assert "The board should read." in text
    assert text.count(f"A curator of the library decided this: {REASON}") == 3
    assert "A. Curator" not in text, "who it was is for the team"
    added = library.catalogue.item(id).recommendations[-1]
    assert "The board should read." in reader.words(f"/recommendations/{added.id}")
    assert "The board should count" in reader.words("/recommendations?q=count")


def test_a_merged_id_leads_to_the_record_it_went_into(library: Library, reader: Reader) -> None:
    one, two, three = (deposit(library, f"Child {letter}") for letter in "BCD")
    slug = library.catalogue.item(one).slug
    merge(library, one, two, person="A. Curator", reason="one review")
    merge(library, two, three, person="A. Curator", reason="one review")
    there = item_address(library.catalogue.item(three))
    for path in (f"/reviews/{one}", f"/reviews/{one}/{slug}", f"/reviews/{one}/1/pages/1", f"/files/{one}-1",
                 f"/reviews/{two}", f"/recommendations/{one}-1-r1"):  # fmt: skip
        answer = reader.client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (301, there), path
    for path in ("/minute/{}", "/reviews/{}/citation.ris"):
        answer = reader.client.get(path.format(one))
        assert (answer.status_code, answer.headers["Location"]) == (301, path.format(three))
    assert reader.client.get(there).status_code == 200
    withdraw_item(library, three, "asked by the board")
    assert reader.client.get(f"/reviews/{one}").status_code == 410

"""A recommendation has a page with the reviews that make it too; reviews have similar ones and neighbours."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from repository.governance.withdrawal import withdraw_item
from repository.settings import Settings
from repository.store.library import Library, open_library
from tests.search.invented_recommendations import ASKED, FILLERS, LESS_ALIKE, OTHER_WORDS, add
from tests.search.invented_reviews import deposit
from tests.web.page_checks import Reader
from web.app import create_app


@dataclass(frozen=True)
class Made:
    """A library in which one recommendation was made before, its reader, and the ids of some records."""

    library: Library
    reader: Reader
    first: str
    alone: str

    def address(self, id: str) -> str:
        """The page of an item."""
        return f"/reviews/{id}/{self.library.catalogue.item(id).slug}"


@pytest.fixture
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    with open_library(Settings(tmp_path_factory.mktemp("made"))) as library:
        for number, text in enumerate(FILLERS):
            add(library, f"Filler {number}", "2001", text, agencies=())
        first = add(library, "First", "2015", ASKED)
        add(library, "Earlier", "2009", OTHER_WORDS)
        add(library, "Later", "2019", ASKED)
        add(library, "=Undated", "", OTHER_WORDS)
        add(library, "Matter", "2009", LESS_ALIKE)
        alone = next(i.id for i in library.catalogue.each_item() if i.title == "Filler 3")
        library.bring_up_to_date()
        yield Made(library, Reader(create_app(library)), first, alone)


def rows_of(reader: Reader, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(reader.text(address).removeprefix("\ufeff"))))


def test_the_page_counts_by_year_and_leads_to_each_page(made: Made) -> None:
    address = f"/recommendations/{made.first}-1-r1"
    words, markup = made.reader.words(address), made.reader.text(address)
    assert words.startswith("Made before? Recommendation 1 of First")
    assert "3 other reviews make this recommendation, or one much like it" in words
    assert "In an earlier year than this one: 1. In the same year or later: 1. The year of 1 is not known." in words
    assert "2 reviews by year, 1945 to 2019." in markup
    assert re.findall(r'<th scope="row">(\d+)</th><td>(\d+)</td>', markup) == [("2009", "1"), ("2019", "1")]
    again, _, matter = words.partition("Perhaps on the same matter")
    for title in ("Earlier", "Later", "=Undated"):
        assert title in again
    assert ("Matter" in again, "Matter" in matter) == (False, True)
    assert markup.count("/pages/1") == 5


def test_it_is_reached_from_the_review_the_list_and_the_minute(made: Made) -> None:
    link = f'href="/recommendations/{made.first}-1-r1"'
    for address in (made.address(made.first), "/recommendations?q=faltering", f"/minute/{made.first}"):
        assert link in made.reader.text(address), address
        assert "imilar in 3 other reviews" in made.reader.words(address)
    assert "Not found in other reviews" in made.reader.words(made.address(made.alone))


def test_what_nobody_else_made_says_with_how_many_it_was_compared(made: Made) -> None:
    words = made.reader.words(f"/recommendations/{made.alone}-1-r1")
    assert "No other review was found that makes this recommendation" in words
    assert f"It was compared with {len(FILLERS) + 4} recommendations of other reviews" in words
    assert "By year of publication" not in words


def test_a_library_with_one_review_says_that_there_is_nothing_to_compare(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with open_library(Settings(tmp_path_factory.mktemp("one"))) as library:
        only = add(library, "Only", "2015", ASKED)
        library.bring_up_to_date()
        words = Reader(create_app(library)).words(f"/recommendations/{only}-1-r1")
    assert "There is nothing to compare it with" in words


def test_the_list_can_be_taken_away(made: Made) -> None:
    rows = rows_of(made.reader, f"/recommendations/{made.first}-1-r1.csv")
    assert [(row["title"], row["nearness"]) for row in rows] == [
        ("Later", "nearly the same"),
        ("Earlier", "nearly the same"),
        ("'=Undated", "nearly the same"),
        ("Matter", "perhaps on the same matter"),
    ]
    assert {(row["compared_with_text"], row["total"]) for row in rows} == {(ASKED, "3")}
    assert rows[0]["addressed_to"] == "Health visiting"


def test_what_is_withdrawn_or_not_there_has_no_such_page(made: Made) -> None:
    for id in (f"{made.first}-1-r9", f"{made.first}-1-f1", "nothing", "cr-aaaaaaaa-1-r1", made.first):
        assert "There is no" in made.reader.words(f"/recommendations/{id}", 404)
        made.reader.get(f"/recommendations/{id}.csv", 404)
    later = next(i.id for i in made.library.catalogue.each_item() if i.title == "Later")
    withdraw_item(made.library, later, "by order of a court")
    made.reader.get(f"/recommendations/{later}-1-r1", 410)
    words = made.reader.words(f"/recommendations/{made.first}-1-r1")
    assert "2 other reviews make this recommendation" in words
    assert "Later" not in words


def test_similar_reviews_are_shown_with_their_reasons(made: Made) -> None:
    like = {"theme": ["dental-neglect", "neglect"], "agency": ["dental"]}
    one = deposit(made.library, "One", "Text.", values=like).item_id
    two = deposit(made.library, "Two", "Text.", values=like).item_id
    made.library.bring_up_to_date()
    words = made.reader.words(made.address(one))
    assert "Both have: themes Dental neglect, Neglect; agencies Dental services." in words
    assert made.address(two) in made.reader.text(made.address(one))
    assert "No other review in the invented sample reports shares enough" in made.reader.words(made.address(made.alone))
    bare = deposit(made.library, "Bare", "Text.").item_id
    made.library.bring_up_to_date()
    assert "This record says too little" in made.reader.words(made.address(bare))


def test_reviews_near_a_place_are_reached_from_a_review_and_from_a_choice(made: Made) -> None:
    here = deposit(made.library, "Here", "Text.", values={"publishing_body": ["smp-tavyshire"]}).item_id
    deposit(made.library, "Region", "Text.", values={"publishing_body": ["smp-brackenshire"]})
    deposit(made.library, "Nation", "Text.", values={"publishing_body": ["smp-eastmarch"]})
    made.library.bring_up_to_date()
    address = "/near/smp-tavyshire?collection=samples"
    assert f'href="{address}"' in made.reader.text(made.address(here))
    words = made.reader.words(made.address(here))
    assert "From Tavyshire Local Safeguarding Children Board: 0 other reviews" in words
    assert "Elsewhere in South West: 1 review Elsewhere in England: 1 review" in words
    assert "The area of this record is not known" in made.reader.words(made.address(made.first))
    choice = made.reader.words("/near?collection=samples")
    assert "Tavyshire Local Safeguarding Children Board 1 review" in choice
    assert made.reader.get("/near?place=smp-tavyshire&collection=samples", 302).headers["Location"] == address
    near = made.reader.words(address)
    places = [near.index(title) for title in ("Board: 1 review", "Here", "Elsewhere in South West", "Region", "Nation")]
    assert places == sorted(places)
    rows = rows_of(made.reader, "/near/smp-tavyshire.csv?collection=samples")
    assert [(row["title"], row["nearness"], row["total"]) for row in rows] == [
        ("Here", "area", "3"),
        ("Region", "region", "3"),
        ("Nation", "nation", "3"),
    ]


def test_an_area_without_reviews_says_why(made: Made) -> None:
    words = made.reader.words("/near/smp-bro-gwernol?collection=samples")
    assert "No review from here is in the invented sample reports" in words
    assert "This area is in no region" in words
    assert "No other review from Wales is in" in words
    assert "No review in this collection says which area" in made.reader.words("/near?collection=catalogue")
    assert "is not one of the library" in made.reader.words("/near?place=nowhere&collection=catalogue")
    made.reader.get("/near/nowhere", 404)
    made.reader.get("/near/nowhere.csv", 404)


def test_a_long_list_of_a_region_leads_to_all_of_it(made: Made) -> None:
    for number in range(12):
        deposit(made.library, f"There {number}", "Text.", values={"publishing_body": ["smp-brackenshire"]})
    made.library.bring_up_to_date()
    words = made.reader.words("/near/smp-tavyshire?collection=samples")
    assert "10 of 12 are shown. All of South West" in words

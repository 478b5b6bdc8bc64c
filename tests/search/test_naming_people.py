"""No suggestion ever names a person: not by title, not by a word near to what was typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import Library, open_library
from repository.store.starter_catalogue import load_starter_catalogue
from search.index import follow
from search.naming_people import names_of_people, names_someone
from search.request import SearchRequest
from search.searcher import open_searcher
from search.words import read_words
from tests.search.invented_reviews import SAMPLES, deposit


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with open_library(Settings(tmp_path_factory.mktemp("catalogue"))) as library:
        load_starter_catalogue(library)
        follow(library)
        yield library


def test_no_title_of_the_catalogue_that_has_a_name_is_offered(catalogue: Library) -> None:
    searcher = open_searcher(catalogue)
    items = list(catalogue.catalogue.each_item(Collection.CATALOGUE))
    names = {name for item in items for name in names_of_people(item)}
    assert {"colwell", "beckford"} <= names
    offered: set[str] = set()
    for start in sorted({word.forms.exact[:3] for item in items for word in read_words(item.title)} | names):
        offered |= set(searcher.suggest(start, Collection.CATALOGUE, limit=1000))
    titles = {item.title: names_of_people(item) for item in items}
    assert len(offered & set(titles)) > 20
    for title in offered & set(titles):
        assert titles[title].isdisjoint(word.forms.exact for word in read_words(title)), title


def test_a_title_is_offered_only_when_every_word_of_it_is_known(library: Library) -> None:
    deposit(library, "Serious Case Review: Child A", "x", source="1")
    deposit(library, "Inquiry into the death of Tamsin Quillfeather", "x", source="2")
    deposit(library, "Inquiry into the death of Rowan", "x", source="3", values={"subject_label": ["Rowan"]})
    deposit(library, "Review by Kent", "x", source="4", values={"author": ["Clement Kent"]})
    searcher = open_searcher(library)
    assert searcher.suggest("rev", SAMPLES) == ("Serious Case Review: Child A",)
    for start in ("inq", "tam", "quill", "row", "ken", "clem", "death"):
        assert searcher.suggest(start, SAMPLES) == ()


def test_a_name_that_many_reviews_print_is_not_offered_for_a_slip(library: Library) -> None:
    for number in range(3):
        deposit(library, f"Case {number}", "Dame Quillfeather wrote that the bruising was missed.", source=str(number))
    searcher = open_searcher(library)
    assert searcher.search(SearchRequest("Quillfeathr", SAMPLES)).did_you_mean == ""
    assert searcher.search(SearchRequest("bruisng", SAMPLES)).did_you_mean == "bruising"


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Child K – Case Management Review", "Child K"),
        ("Significant Case Review: Young Person D", "Young Person D"),
        ("Family W: Serious Case Review", "Family W"),
        ("Child Practice Review: Baby A, Adult 1", "Baby A"),
    ],
)
def test_labels_of_people_are_no_names(library: Library, title: str, label: str) -> None:
    found = deposit(library, title, values={"subject_label": [label]}).item_id
    assert not names_someone(library.catalogue.item(found))

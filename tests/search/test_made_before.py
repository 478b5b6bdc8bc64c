"""The same recommendation is found in other reviews, in other words too, and counted by year."""

from __future__ import annotations

import pytest

from repository.governance.relations import relate
from repository.governance.withdrawal import withdraw_item
from repository.records.items import Collection, Kind, Page, PublicationKind, Recommendation
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import Library
from search.index import follow
from search.likeness.opened import Likenesses
from search.made_before import SAME, MadeBefore, MadeBeforeFinder
from tests.search.invented_recommendations import ASKED, FILLERS, LESS_ALIKE, OTHER_WORDS, SAME_MATTER, add


@pytest.fixture
def first(library: Library) -> str:
    for number, text in enumerate(FILLERS):
        add(library, f"Filler {number}", "2001", text, agencies=())
    return add(library, "First", "2015", ASKED)


def found(library: Library, id: str) -> MadeBefore:
    follow(library)
    item = library.catalogue.item(id)
    return MadeBeforeFinder(library, Likenesses(library)).find(item, item.recommendations[0])


def titles(made: MadeBefore) -> list[str]:
    return [each.item.title for each in made.again]


def test_other_words_earlier_and_later_reviews_are_found_and_counted_by_year(library: Library, first: str) -> None:
    add(library, "Earlier", "2009", OTHER_WORDS)
    add(library, "Later", "2019", ASKED.replace("every", "each"))
    add(library, "Undated", "", OTHER_WORDS)
    made = found(library, first)
    assert titles(made) == ["Later", "Earlier", "Undated"]
    assert [each.before for each in made.again] == [False, True, None]
    assert (made.years, made.earlier, made.year_unknown) == (((2009, 1), (2019, 1)), 1, 1)
    assert made.compared == len(FILLERS) + 3
    assert all(each.likeness >= SAME for each in made.again)


def test_another_action_on_the_matter_is_shown_but_not_counted(library: Library, first: str) -> None:
    add(library, "Matter", "2009", LESS_ALIKE)
    made = found(library, first)
    assert titles(made) == []
    assert [each.item.title for each in made.on_the_matter] == ["Matter"]
    assert made.years == ()


def test_a_word_or_two_in_common_make_short_texts_no_more_alike(library: Library, first: str) -> None:
    short = add(library, "Short", "2015", "Plot growth on charts.")
    add(library, "Another", "2009", "Show growth on charts.")
    add(library, "Again", "2010", "On charts, plot growth.")
    assert titles(found(library, short)) == ["Again"]


def test_one_review_counts_once_and_its_own_summary_never(library: Library, first: str) -> None:
    add(library, "Twice", "2009", ASKED, OTHER_WORDS)
    summary = NewPublication(PublicationKind.EXECUTIVE_SUMMARY, "S", source="s", pages=(Page(1, "1", ()),))
    again = Recommendation("1", ASKED, (1,), ("hv",)), Recommendation("2", OTHER_WORDS, (1,), ("hv",))
    library.deposits.take_in(NewItem(Kind.REVIEW, Collection.SAMPLES, summary, recommendations=again, id=first))
    assert titles(found(library, first)) == ["Twice"]


def test_a_record_tied_to_the_review_is_left_out_and_told(library: Library, first: str) -> None:
    response = add(library, "Response", "2016", ASKED)
    assert titles(found(library, first)) == ["Response"]
    relate(library, response, "response_to", first, person="A. Curator", reason="It says so.")
    for id in (first, response):
        made = found(library, id)
        assert (titles(made), made.tied) == ([], 1)


def test_briefings_are_not_counted_as_reviews(library: Library, first: str) -> None:
    add(library, "Briefing", "2016", ASKED, kind=Kind.BRIEFING)
    assert titles(found(library, first)) == []


def test_collections_are_never_mixed(library: Library, first: str) -> None:
    real = NewPublication(PublicationKind.OVERVIEW_REPORT, "R", source="r", pages=(Page(1, "1", ()),))
    asked = (Recommendation("1", ASKED, (1,), ("hv",)),)
    library.deposits.take_in(NewItem(Kind.REVIEW, Collection.CATALOGUE, real, recommendations=asked))
    assert titles(found(library, first)) == []


def test_what_is_withdrawn_is_gone(library: Library, first: str) -> None:
    gone = add(library, "Gone", "2009", ASKED)
    follow(library)
    finder = MadeBeforeFinder(library, Likenesses(library))
    item = library.catalogue.item(first)
    assert finder.times(item, item.recommendations[0].id) == 1
    withdraw_item(library, gone, "by order of a court")
    assert finder.times(item, item.recommendations[0].id) == 0
    assert finder.find(item, item.recommendations[0]).again == ()


def test_the_same_words_to_another_kind_of_agency_count_less(library: Library, first: str) -> None:
    add(library, "Health", "2009", OTHER_WORDS, agencies=("gp",))
    add(library, "Police", "2009", OTHER_WORDS, agencies=("police-force",))
    add(library, "Board", "2009", OTHER_WORDS, agencies=("lscb",))
    made = found(library, first)
    likeness = {each.item.title: each.likeness for each in (*made.again, *made.on_the_matter)}
    assert likeness["Health"] == likeness["Board"] > likeness["Police"]


def test_times_agrees_with_what_is_found(library: Library, first: str) -> None:
    for number in range(4):
        add(library, f"Again {number}", str(2000 + number), OTHER_WORDS)
    add(library, "Matter", "2009", SAME_MATTER)
    made = found(library, first)
    item = library.catalogue.item(first)
    times = MadeBeforeFinder(library, Likenesses(library)).times(item, item.recommendations[0].id)
    assert times == len(made.again) >= 4

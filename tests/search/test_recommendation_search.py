"""Recommendations and findings are found one by one: by word, agency, theme, year and age."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from repository.governance.withdrawal import withdraw_item
from repository.records.items import Collection, Finding, Kind, Page, PublicationKind, Recommendation, Subject
from repository.records.statements import Statement
from repository.settings import Settings
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import Library, open_library
from search.index import follow
from search.naming import named_in
from search.recommendation_search import LearningRequest, LearningSearcher, Said
from search.words import read_words
from tests.search.invented_reviews import hold


@pytest.fixture
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with open_library(Settings(tmp_path_factory.mktemp("learning"))) as opened:
        yield opened


def add(library: Library, name: str, year: str, *said: Recommendation | Finding, months: int | None = None) -> str:
    publication = NewPublication(PublicationKind.OVERVIEW_REPORT, name, source=name, pages=(Page(1, "1", ()),))
    new = NewItem(
        Kind.REVIEW,
        Collection.SAMPLES,
        publication,
        (Statement("title", name, rule="test"), Statement("date_published", year, rule="test")),
        subjects=(Subject("Child", "", months),) if months is not None else (),
        recommendations=tuple(r for r in said if isinstance(r, Recommendation)),
        findings=tuple(f for f in said if isinstance(f, Finding)),
    )
    return library.deposits.take_in(new).item_id


def asked(text: str, *addressees: str, label: str = "1") -> Recommendation:
    return Recommendation(label, text, (1,), addressees)


def texts(library: Library, request: LearningRequest) -> list[str]:
    return [hit.said.text for hit in LearningSearcher(library).search(request).hits]


BRUISE = "Health visitors should report every bruise on a baby who cannot move."
BOARD = "The board should remind each health visitor of the rule on bruises."
SCHOOL = "Schools should ask where a child is when a bruise is explained."
FOUND = "Bruises on babies were explained away by the police."


@pytest.fixture
def four(library: Library) -> Library:
    add(library, "First", "2012", asked(BRUISE, "hv"), asked(SCHOOL, "school", label="2"), months=4)
    add(library, "Second", "2019", asked(BOARD, "lscb"), Finding("Finding 1", FOUND, (1,)), months=30)
    return library


def ask(**more: object) -> LearningRequest:
    return LearningRequest(collection=Collection.SAMPLES, **more)  # type: ignore[arg-type]


def test_what_is_addressed_to_an_agency_comes_before_what_names_it(four: Library) -> None:
    found = LearningSearcher(four).search(ask(agencies=("hv",)))
    assert [(hit.said.text, hit.addressed) for hit in found.hits] == [(BRUISE, True), (BOARD, False)]
    assert (found.total, found.reviews, found.years) == (2, 2, ((2012, 1), (2019, 1)))


def test_a_worry_need_not_be_repeated_word_by_word(four: Library) -> None:
    found = texts(four, ask(text="bruise on a baby who was seen by nobody", agencies=("hv",)))
    assert found == [BRUISE]
    assert texts(four, ask(text="paracetamol prescribed to grandmothers")) == []


def test_what_only_touches_on_a_worry_is_given_where_nothing_else_is_and_said(four: Library) -> None:
    searcher = LearningSearcher(four)
    few = searcher.search(ask(text="explained bruise school bruises rule report baby", agencies=("police-force",)))
    assert ([hit.said.text for hit in few.hits], few.touching) == ([FOUND], True)
    assert not searcher.search(ask(text="bruise", agencies=("hv",))).touching
    assert not searcher.search(ask(text="paracetamol")).touching


def test_other_names_of_what_is_asked_for_are_alternatives_and_not_further_words(four: Library) -> None:
    found = LearningSearcher(four).search(ask(text="health visitor"))
    assert [hit.said.text for hit in found.hits] == [BOARD, BRUISE]
    assert not found.touching


def test_marks_stand_on_the_words(four: Library) -> None:
    (hit,) = LearningSearcher(four).search(ask(text="bruise", kinds=(Said.FINDING,))).hits
    assert [hit.said.text[a:b] for a, b in hit.marks] == ["Bruises"]
    assert hit.kind == Said.FINDING


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"year_from": 2015}, {BOARD, FOUND}),
        ({"year_to": 2012}, {BRUISE, SCHOOL}),
        ({"under_months": 12}, {BRUISE, SCHOOL}),
        ({"kinds": (Said.FINDING,)}, {FOUND}),
        ({"agencies": ("police-force",)}, {FOUND}),
        ({"agencies": ("school", "police-force")}, {SCHOOL, FOUND}),
        ({"text": '"health visitor"'}, {BRUISE, BOARD}),
        ({"text": '"visitor health"'}, set()),
        ({"text": "explain*"}, {SCHOOL, FOUND}),
        ({"text": "bruise -board"}, {BRUISE, SCHOOL, FOUND}),
        ({"text": "NOT bruise"}, set()),
        ({"text": "NOT school"}, {BRUISE, BOARD, FOUND}),
        ({"text": "bruise year:2019"}, {BOARD, FOUND}),
        ({"text": "rule OR move"}, {BRUISE, BOARD}),
        ({"text": "finding:bruise"}, {FOUND}),
        ({"text": "exact:bruise"}, {BRUISE, SCHOOL}),
        ({"text": "exact:schools"}, {SCHOOL}),
        ({"themes": ("missed-appointments",)}, set()),
    ],
)
def test_each_filter_leaves_what_it_says(four: Library, more: dict[str, object], expected: set[str]) -> None:
    assert set(texts(four, ask(**more))) == expected


def test_pages_have_no_gap_and_none_twice(four: Library) -> None:
    searcher = LearningSearcher(four)
    found = [searcher.search(ask(page=n, page_size=1)) for n in range(1, 5)]
    assert {page.pages for page in found} == {4}
    assert {hit.said.text for page in found for hit in page.hits} == {BRUISE, SCHOOL, BOARD, FOUND}
    assert searcher.search(ask(page=99, page_size=1)).page == 4


def test_a_summary_that_repeats_its_report_counts_once(library: Library) -> None:
    id = add(library, "First", "2012", asked(BRUISE, "hv"))
    summary = NewPublication(PublicationKind.EXECUTIVE_SUMMARY, "S", source="s", pages=(Page(1, "1", ()),))
    again = NewItem(Kind.REVIEW, Collection.SAMPLES, summary, recommendations=(asked(BRUISE, "hv"),), id=id)
    library.deposits.take_in(again)
    assert texts(library, ask()) == [BRUISE]


def test_what_comes_and_what_is_withdrawn_is_noticed(four: Library) -> None:
    searcher = LearningSearcher(four)
    assert searcher.search(ask()).total == 4
    third = add(four, "Third", "2020", asked("Housing should tell health of every move.", "housing-la"))
    follow(four)
    assert searcher.search(ask()).total == 5
    withdraw_item(four, third, "A court order.")
    assert searcher.search(ask()).total == 4
    assert searcher.search(ask(text="housing")).total == 0
    assert searcher.search(LearningRequest()).total == 0


def test_what_is_held_is_hidden_before_anything_follows(four: Library) -> None:
    searcher = LearningSearcher(four)
    third = add(four, "Third", "2020", asked("Housing should tell health of every move.", "housing-la"))
    follow(four)
    assert searcher.search(ask(text="housing")).total == 1
    hold(four, third)
    found = searcher.search(ask())
    assert (found.total, dict(found.agencies).get("housing-la")) == (4, None)


@pytest.mark.parametrize(
    ("text", "vocabulary", "ids"),
    [
        ("The GP and the health visitors met.", "agencies", {"gp", "hv"}),
        ("She went to a refuge near the surgery.", "agencies", set()),
        ("MARAC heard of domestic violence.", "agencies", {"marac"}),
        ("MARAC heard of domestic violence.", "themes", {"domestic-abuse"}),
        ("The child was not brought.", "themes", {"missed-appointments"}),
    ],
)
def test_agencies_and_themes_are_told_by_their_names(text: str, vocabulary: str, ids: set[str]) -> None:
    assert named_in(list(read_words(text)), vocabulary) == ids

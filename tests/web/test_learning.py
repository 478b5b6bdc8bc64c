"""A reader says who they are and what worries them; compilations fill themselves; points are searched one by one."""

from __future__ import annotations

import csv
import io
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from repository.records.concepts import vocabularies
from repository.records.items import Collection
from search.recommendation_search import LearningRequest, Said
from tests.web.example_library import HELD_WORD, WITHDRAWN_WORD, Examples
from tests.web.page_checks import HTML, Reader, page_of, words_of
from web.compilations import COMPILATIONS
from web.learning_requests import concept_of, learning_address, read_learning
from web.roles import PERSONS, role_of

POLICE = "The police should tell schools on the same day about domestic abuse."
CONCEPTS = {name: [id for id in vocabularies()[name] if concept_of(name, id)] for name in ("agencies", "themes")}


@st.composite
def questions(draw: st.DrawFn) -> LearningRequest:
    years = sorted(draw(st.lists(st.integers(1945, 2100), min_size=2, max_size=2)))
    chosen = {name: tuple(sorted(draw(st.sets(st.sampled_from(CONCEPTS[name]), max_size=2)))) for name in CONCEPTS}
    return LearningRequest(
        text=draw(st.sampled_from(["", "bruising in babies", "R & T"])),
        collection=draw(st.sampled_from(Collection)),
        kinds=draw(st.sampled_from([tuple(Said), (Said.RECOMMENDATION,), (Said.FINDING,)])),
        agencies=chosen["agencies"],
        themes=chosen["themes"],
        year_from=draw(st.sampled_from([None, years[0]])),
        year_to=draw(st.sampled_from([None, years[1]])),
        page=draw(st.integers(1, 99)),
    )


@given(questions(), st.sampled_from(Collection))
def test_an_address_gives_its_question_back(request: LearningRequest, default: Collection) -> None:
    query = urlsplit(learning_address(request)).query
    assert read_learning(MultiDict(parse_qsl(query)), default) == (request, ())


def test_every_role_and_compilation_is_of_the_vocabularies() -> None:
    assert all(role_of(agency) for agency in PERSONS)
    assert role_of("ag-health") is None
    for compilation in COMPILATIONS.values():
        assert all(concept_of("agencies", id) for id in compilation.agencies)
        assert all(concept_of("themes", id) for id in compilation.themes)


def test_a_role_and_a_worry_lead_to_the_points(reader: Reader, examples: Examples) -> None:
    assert "Health visitor" in reader.words("/for")
    response = reader.get("/for?agency=police-force&q=domestic+abuse&collection=samples", 302)
    assert response.headers["Location"] == "/for/police-force?q=domestic+abuse&collection=samples"
    markup = reader.text(response.headers["Location"])
    words = words_of(page_of(markup))
    assert "1 point for police force on “domestic abuse”" in words
    assert POLICE in words
    assert "You read as: Police officer" in words
    assert f'href="/reviews/{examples.review}/1/pages/5?role=police-force"' in markup
    assert words.index(POLICE) < words.index("Reviews with these words")


def test_a_worry_that_finds_nothing_leads_on(reader: Reader) -> None:
    words = reader.words("/for/hv?q=umbrellas")
    assert "No recommendation or finding for this role has these words." in words
    assert "see all that is asked of you" in words
    reader.get("/for/nobody", 404)
    reader.get("/for/ag-health", 404)


def test_the_role_stays_in_every_address_and_nowhere_else(reader: Reader, examples: Examples) -> None:
    for address in ("/?role=gp", "/search?q=neglect&role=gp", f"/reviews/{examples.review}/1/pages/2?role=gp"):
        response = reader.get(address)
        page = page_of(response.text)
        inside = [a.get("href", "") for a in page.iter(f"{HTML}a") if a.get("href", "").startswith("/")]
        assert all("role=" in href for href in inside if not href.startswith("/files/"))
        for form in page.iter(f"{HTML}form"):
            carried = [(i.get("name"), i.get("value")) for i in form.iter(f"{HTML}input") if i.get("name") == "role"]
            assert carried == [("role", "gp")]
        assert "Set-Cookie" not in response.headers
    response = reader.get(f"/reviews/{examples.review}?role=gp", 301)
    assert response.headers["Location"].endswith("?role=gp")
    assert "You read as" not in reader.words("/?role=")


def test_results_lead_with_what_is_asked_of_the_role(reader: Reader) -> None:
    words = reader.words("/search?q=domestic+abuse&role=police-force")
    assert words.index(POLICE) < words.index("Most relevant first")
    assert "For your role: Police officer" in words
    assert "No recommendation or finding for general practice has these words." in reader.words(
        "/search?q=schools+tell+abuse&role=gp"
    )
    assert "The role in the address is not one of the library’s" in reader.words("/search?q=neglect&role=wizard")
    assert "For your role:" not in reader.words("/search?q=neglect")


def test_a_review_leads_with_what_is_asked_of_the_role(reader: Reader, examples: Examples) -> None:
    words = reader.words(reader.get(f"/reviews/{examples.review}?role=police-force", 301).headers["Location"])
    to_do = words[words.index("What to do differently") :]
    assert to_do.index("Police force") < to_do.index("General practice")


@pytest.mark.parametrize("name", sorted(COMPILATIONS))
def test_every_compilation_is_a_page(reader: Reader, name: str) -> None:
    assert COMPILATIONS[name].title in reader.words(f"/learning/{name}")
    reader.get(f"/learning/{name}?collection=catalogue")


def test_a_compilation_fills_itself(reader: Reader, examples: Examples) -> None:
    assert "Learning for police officers" in reader.words("/learning")
    words = reader.words("/learning/police")
    assert POLICE in words
    assert "1 recommendation from 1 review" in words
    assert "The school nurse walked the children home" in words
    assert "Meetings about unborn babies" not in words
    assert POLICE in reader.words("/learning/domestic-abuse")
    assert "2 recommendations from 1 review" in reader.words("/learning/under-ones")
    reader.get("/learning/nothing", 404)


def test_points_are_searched_one_by_one(reader: Reader) -> None:
    words = reader.words("/recommendations?collection=samples")
    assert "4 points from 3 reviews" in words
    assert "Narrow by year or agency" in words
    assert "Searched for: neglect and “poor home”" in reader.words("/recommendations?q=neglect+%22poor+home%22")
    assert 'href="/recommendations?collection=samples&amp;agency=police-force"' in reader.text("/recommendations")
    assert 'href="/recommendations?collection=samples&amp;from=2010&amp;to=2019"' in reader.text("/recommendations")
    found = reader.words("/recommendations?agency=police-force&from=2010&to=2020")
    assert "1 point from 1 review" in found
    assert "Nothing found" in reader.words("/recommendations?agency=police-force&to=2000")
    assert "Meetings about unborn babies" in reader.words("/recommendations?in=findings")
    assert POLICE not in reader.words("/recommendations?in=findings")
    assert "is not one of the library’s (agency)" in reader.words("/recommendations?agency=wizards")
    assert "This search asks for too much at once" in reader.words("/recommendations?q=" + "neglect+" * 600, 400)


def test_points_can_be_taken_away_whole_with_their_question(reader: Reader, examples: Examples) -> None:
    text = reader.text("/recommendations.csv?agency=police-force&q=domestic+abuse").removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["text"], row["addressed_to"], row["pages"], row["review"]) == (
        POLICE,
        "Police force",
        "5",
        examples.review,
    )
    assert (row["question"], row["total"]) == ("words: domestic abuse; agency: Police force", "1")
    rows = list(csv.reader(io.StringIO(reader.text("/recommendations.csv"), newline="")))
    assert all(not cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.parametrize("word", [WITHDRAWN_WORD, HELD_WORD])
def test_no_point_is_of_a_record_that_is_not_public(reader: Reader, word: str) -> None:
    assert "Nothing found" in reader.words(f"/recommendations?q={word}")
    for address in ("/recommendations", "/recommendations.csv", "/for/gp", "/learning/neglect", "/pictures"):
        assert word not in reader.text(address)

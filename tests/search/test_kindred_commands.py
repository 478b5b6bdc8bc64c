"""Recommendations, who made one before, similar and near reviews: on the command line, for people and scripts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from repository.command_line import main
from repository.store.library import Library
from tests.search.invented_recommendations import ASKED, FILLERS, LESS_ALIKE, OTHER_WORDS, add
from tests.search.invented_reviews import deposit


@pytest.fixture
def first(library: Library, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CASE_REVIEWS_HOME", str(library.settings.home))
    for number, text in enumerate(FILLERS):
        add(library, f"Filler {number}", "2001", text, agencies=())
    id = add(library, "First", "2015", ASKED)
    add(library, "Earlier", "2009", OTHER_WORDS)
    add(library, "Matter", "2009", LESS_ALIKE, agencies=("acute",))
    return id


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def record(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*arguments, "--json").output)
    return found


SAMPLES = ("--collection", "samples")


def texts(*arguments: str) -> set[str]:
    return {hit["text"] for hit in record("search", "--in", "recommendations", *SAMPLES, *arguments)["hits"]}


def test_recommendations_are_found_by_word_addressee_theme_and_year(first: str) -> None:
    assert texts("faltering") == {ASKED, OTHER_WORDS, LESS_ALIKE}
    assert texts("faltering", "--agency", "hv") == {ASKED, OTHER_WORDS}
    assert texts("faltering", "--year", "2010-") == {ASKED}
    assert texts("faltering", "--theme", "domestic-abuse") == set()
    assert texts("--theme", "missed-appointments") == {FILLERS[4]}
    (hit,) = record("search", "faltering", "--in", "recommendations", *SAMPLES, "--year", "2015")["hits"]
    assert hit["id"] == f"{first}-1-r1"
    assert (hit["kind"], hit["addressees"], hit["pages"]) == ("recommendation", ["hv"], [1])
    assert [hit["text"][a:b] for a, b in hit["marks"]] == ["faltering"]
    assert hit["review"] == {"id": first, "title": "First", "year": 2015}


def test_it_reads_well_and_says_pages(first: str) -> None:
    shown = run("search", "--in", "recommendations", *SAMPLES, "--page", "2", "--page-size", "5").output
    assert shown.startswith("18 found in 18 reviews.")
    assert "Page 2 of 4." in shown
    assert run("search", "--in", "findings", *SAMPLES).output.startswith("0 found in 0 reviews.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--nation", "wales"), "cannot be asked for by nation"),
        (("--sort", "oldest"), "cannot be asked for by sort"),
        (("--exact-words",), "cannot be asked for by exact words"),
        (("--agency", "nobody"), "There is no --agency 'nobody'"),
        (("--theme", "nothing"), "There is no --theme 'nothing'"),
    ],
)
def test_a_filter_that_cannot_be_followed_is_refused(first: str, arguments: tuple[str, ...], said: str) -> None:
    result = run("search", "--in", "recommendations", *arguments)
    assert (result.exit_code, said in result.output) == (2, True)


def test_who_made_it_before(first: str) -> None:
    found = record("made-before", f"{first}-1-r1")
    assert (found["total"], found["earlier"], found["years"]) == (1, 1, {"2009": 1})
    assert [each["text"] for each in found["nearly_the_same"]] == [OTHER_WORDS]
    assert found["nearly_the_same"][0]["pages"] == [1]
    shown = run("made-before", f"{first}-1-r1").output
    assert "Nearly the same in 1 other review, 1 of them earlier." in shown
    assert "2009: 1" in shown
    for wrong in (f"{first}-1-r9", "cr-aaaaaaaa-1-r1"):
        assert run("made-before", wrong).exit_code != 0


def test_similar_and_near(library: Library, first: str) -> None:
    like = {"theme": ["dental-neglect", "neglect"], "publishing_body": ["smp-tavyshire"]}
    one = deposit(library, "One", "Text.", values=like).item_id
    two = deposit(library, "Two", "Text.", values=like).item_id
    assert record("similar", one)["similar"] == [
        {"id": two, "title": "Two", "year": None, "shared": {"themes": ["Dental neglect", "Neglect"]}}
    ]
    assert "themes: Dental neglect, Neglect" in run("similar", one).output
    assert "No other review shares enough" in run("similar", first).output
    near = record("near", "smp-tavyshire", *SAMPLES)
    assert ({each["id"] for each in near["area"]}, near["region"], near["nation"]) == ({one, two}, [], [])
    assert (
        "area: Tavyshire Local Safeguarding Children Board, 2 reviews" in run("near", "smp-tavyshire", *SAMPLES).output
    )
    assert "There is no area 'nowhere'" in run("near", "nowhere").output

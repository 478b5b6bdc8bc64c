"""The command line of search: the shape that scripts rely on, and sentences for people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from repository.errors import WrongUsage
from repository.settings import Settings
from repository.store.library import open_library
from search.commands import index, search
from search.facets import BY_VALUE
from search.years import read_years
from tests.search.invented_reviews import deposit


@pytest.fixture
def runner(tmp_path: Path) -> CliRunner:
    with open_library(Settings(tmp_path)) as library:
        deposit(
            library,
            "Child A",
            "Neglect was seen by the GP.",
            values={"theme": ["neglect"], "agency": ["gp"], "date_published": ["2014"]},
        )
        deposit(library, "Child B", "Neglect was seen by the school.", values={"date_published": ["1999"]})
    return CliRunner(env={"CASE_REVIEWS_HOME": str(tmp_path)})


def test_json_has_the_shape_that_scripts_rely_on(runner: CliRunner) -> None:
    arguments = ["neglect", "--agency", "gp", "--theme", "neglect", "--year", "2010-2019", "--json"]
    done = runner.invoke(search, arguments, catch_exceptions=False)
    found = json.loads(done.stdout)
    assert (found["total"], found["understood"], found["ignored"], found["expanded"]) == (1, "neglect", [], {})
    (hit,) = found["hits"]
    assert (hit["title"], hit["year"], hit["passages"][0]["page"]) == ("Child A", 2014, 1)
    (mark,) = hit["passages"][0]["marks"]
    assert hit["passages"][0]["text"][slice(*mark)] == "Neglect"
    assert {"value": "neglect", "label": "Neglect", "count": 1, "selected": True} in found["facets"]["theme"]
    assert found["seconds"] >= 0


def test_every_facet_is_an_option_and_in_the_answer(runner: CliRunner) -> None:
    assert set(BY_VALUE) <= {option.name for option in search.params}
    done = runner.invoke(search, ["--json", "--language", "en", "--age-band", "ab-ns"], catch_exceptions=False)
    found = json.loads(done.stdout)
    assert list(found["facets"]) == list(BY_VALUE)
    assert found["total"] == 2
    chosen = {value["value"]: value for value in found["facets"]["language"]}
    assert chosen["en"] == {"value": "en", "label": "English", "count": 2, "selected": True}


def test_words_spelled_like_one_are_listed(runner: CliRunner) -> None:
    found = json.loads(runner.invoke(search, ["neglec~", "--json"], catch_exceptions=False).stdout)
    assert (found["total"], found["spelled"]) == (2, {"neglec": ["neglect"]})
    assert "Spelled like neglec: neglect." in runner.invoke(search, ["neglec~"], catch_exceptions=False).stdout


def test_the_plain_form_can_be_read(runner: CliRunner) -> None:
    arguments = ['"seen by"', "--sort", "oldest", "--kind", "review", "--collection", "samples"]
    said = runner.invoke(search, arguments, catch_exceptions=False).stdout
    assert "2 found in the samples (reviews: 2)." in said
    assert said.index("Child B (1999)") < said.index("Child A (2014)")
    assert "p. 1: Neglect was seen by the GP." in said


def test_index_commands_build_update_and_check(runner: CliRunner) -> None:
    assert runner.invoke(index, ["check"]).exit_code != 0
    assert runner.invoke(index, ["build"], catch_exceptions=False).exit_code == 0
    assert "agrees" in runner.invoke(index, ["check"], catch_exceptions=False).stdout
    assert "up to date" in runner.invoke(index, ["update"], catch_exceptions=False).stdout


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("", (None, None)),
        ("2014", (2014, 2014)),
        ("2010-2019", (2010, 2019)),
        ("1990-", (1990, None)),
        ("-1979", (None, 1979)),
    ],
)
def test_reads_years(text: str, years: tuple[int | None, int | None]) -> None:
    assert read_years(text) == years


@pytest.mark.parametrize("text", ["soon", "20", "2010-11", "-", "2010-2019-2020"])
def test_refuses_what_is_no_year(text: str) -> None:
    with pytest.raises(WrongUsage, match="--year"):
        read_years(text)

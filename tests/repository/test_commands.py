"""The commands of the catalogue, run as a person runs them, on a library in a folder of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from repository.commands import catalogue, doctor, show, vocabulary, withdraw
from repository.records.items import Collection, Kind, PublicationKind
from repository.records.statements import Evidence, Statement
from repository.settings import read_settings
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import open_library


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CASE_REVIEWS_HOME", str(tmp_path / "library"))
    monkeypatch.delenv("CASE_REVIEWS_SETTINGS", raising=False)
    return tmp_path / "library"


def run(command: object, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, catch_exceptions=False)  # type: ignore[arg-type]


def deposit() -> str:
    with open_library() as library:
        sha256 = library.originals.keep(b"an invented report")
        new = NewItem(
            Kind.REVIEW,
            Collection.SAMPLES,
            NewPublication(PublicationKind.OVERVIEW_REPORT, "Child Q", sha256=sha256, source="q.pdf"),
            (
                Statement("title", "Child Q", Evidence(1, "Child Q"), rule="find_title"),
                Statement("theme", "neglect", Evidence(4, "chronic neglect"), rule="find_themes", confidence=0.7),
                Statement("theme", "poverty", Evidence(5, "poor"), rule="find_themes"),
                Statement("theme", "poverty", person="A curator", reason="not a theme here", denied=True),
                Statement("methodology", "silp", Evidence(source_url="https://x.test"), rule="r", confirmed=False),
            ),
        )
        return library.deposits.take_in(new).item_id


def test_show_gives_each_value_with_where_it_comes_from() -> None:
    shown = run(show, deposit()).output
    assert "theme: Neglect  [find_themes, page 4: “chronic neglect”]" in shown
    assert "https://x.test, not confirmed by its source" in shown
    assert "Poverty" not in shown


def test_show_for_machines_is_the_whole_record() -> None:
    id = deposit()
    record = json.loads(run(show, id, "--json").output)
    assert (record["id"], record["title"], record["collection"]) == (id, "Child Q", "samples")
    (theme,) = record["values"]["theme"]
    assert (theme["value"], theme["label"], theme["confidence"]) == ("neglect", "Neglect", 0.7)
    assert theme["evidence"] == {"page": 4, "quote": "chronic neglect", "source_url": ""}
    assert [(o["field"], o["value"], o["denied"]) for o in record["overruled"]] == [
        ("theme", "poverty", False),
        ("theme", "poverty", True),
    ]
    assert record["unconfirmed"] == ["methodology"]
    assert record["withdrawal"] is None


def test_withdraw_says_what_is_gone_and_show_says_why() -> None:
    id = deposit()
    assert "1 files erased" in run(withdraw, id, "--reason", "asked by the family").output
    record = json.loads(run(show, id, "--json").output)
    assert (record["state"], record["withdrawal"]["reason"]) == ("withdrawn", "asked by the family")
    assert "Withdrawn on" in run(show, id).output
    assert run(withdraw, id).exit_code == 2, "a reason is needed"


def test_the_catalogue_is_loaded_counted_and_listed() -> None:
    assert run(catalogue, "load").output.startswith("206 records added, 0 renewed, 0 unchanged")
    assert run(catalogue, "load").output.startswith("0 records added, 0 renewed, 206 unchanged")
    assert run(catalogue, "counts").output.splitlines() == ["review: 175", "briefing: 8", "analysis: 23"]
    listed = run(catalogue, "list", "--kind", "briefing").output.splitlines()
    assert len(listed) == 8
    assert run(catalogue, "counts", "--collection", "samples").output.splitlines()[0] == "review: 0"


def test_vocabularies_are_listed_checked_and_exported() -> None:
    assert "themes: " in run(vocabulary, "list").output
    assert "england: England (unchecked)" in run(vocabulary, "list", "regions").output
    assert run(vocabulary, "check").output.endswith("vocabularies are sound.\n")
    assert "skos:ConceptScheme" in run(vocabulary, "export", "--turtle", "regions").output
    assert run(vocabulary, "list", "colours").exit_code == 2
    assert run(vocabulary, "export", "--turtle", "colours").exit_code == 2


def test_doctor_says_what_is_missing_and_ends_well_while_nothing_is_broken(home: Path) -> None:
    before = run(doctor)
    assert (before.exit_code, "not made yet" in before.output) == (0, True)
    assert not home.exists(), "looking makes nothing"
    deposit()
    after = run(doctor)
    assert after.exit_code == 0
    assert "1 records in samples" in after.output
    assert "1 looked at" in after.output


def test_doctor_ends_with_1_when_a_file_changed_or_the_database_is_broken(home: Path) -> None:
    deposit()
    (original,) = [p for p in read_settings().originals.rglob("*") if p.is_file()]
    original.write_bytes(b"something else")
    result = run(doctor)
    assert result.exit_code == 1
    assert "has changed on disk" in result.output
    (home / "catalogue.sqlite").write_bytes(b"no database" * 200)
    for leftover in home.glob("catalogue.sqlite-*"):
        leftover.unlink()
    broken = run(doctor)
    assert broken.exit_code == 1
    assert "BROKEN" in broken.output

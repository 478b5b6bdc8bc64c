"""Deposit lists: given values stand in front, contradictions go to a person, an embargo holds, ties are made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.outcome import FileOutcome
from ingest.sources.asked_for import find_sources
from ingest.sources.deposit_lists import read_deposit_list
from repository.errors import WrongUsage
from repository.governance.conflicts import open_conflicts
from repository.governance.corrections import Correction, correct
from repository.governance.decisions import decisions
from repository.records.items import Collection, Item
from repository.records.statements import DEPOSIT
from repository.settings import Settings
from repository.store.library import Library, open_library

PAGE = """<html><head><title>A report</title></head><body><main><h1>Serious Case Review: Child {0}</h1>
<p>Brackenshire Safeguarding Children Board, March 2015. An invented sample.</p><h2>Introduction</h2>
<p>This overview report for the board tells what was done for Child {0} and what the services learned from it.</p>
</main></body></html>"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path / "home")) as library:
        yield library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "deposit"
    folder.mkdir()
    for label in "QRS":
        (folder / f"{label.lower()}.html").write_text(PAGE.format(label))
    return folder


def write_list(folder: Path, *rows: str, columns: str = "file,item_id,title,bodies,terms,embargo,relation") -> None:
    (folder / "library.csv").write_text("\n".join([columns, *rows]) + "\n")


def run(library: Library, folder: Path) -> dict[str, FileOutcome]:
    sources = find_sources([str(folder)], listing=False, follow=False, networks=())
    return {Path(o.file).name: o for o in sources.take_in(library, Collection.SAMPLES, 1)}


def item(library: Library, outcome: FileOutcome) -> Item:
    return library.catalogue.item(outcome.id)


def test_given_values_stand_before_those_found_and_say_where_they_come_from(library: Library, folder: Path) -> None:
    write_list(folder, 'q.html,,"Serious Case Review: Child Q, overview report",Brackenshire LSCB,Open licence,,')
    done = run(library, folder)
    given = item(library, done["q.html"])
    assert given.title == "Serious Case Review: Child Q, overview report"
    assert given.values("publishing_body") == ("smp-brackenshire",)
    assert given.values("terms") == ("Open licence",)
    (title,) = given.said("title")
    assert (title.rule, title.evidence.source_url) == (DEPOSIT, "library.csv#q.html")
    assert done["q.html"].flags == (), "they agree"
    assert item(library, done["r.html"]).title == "Serious Case Review: Child R"


def test_a_contradiction_goes_to_a_person_who_settles_it(library: Library, folder: Path) -> None:
    write_list(folder, "q.html,,Learning from a nursery,smp-eastmarch|smp-tavyshire,,,")
    done = run(library, folder)["q.html"]
    assert (done.status, done.flags) == ("ok", ("conflict:title", "conflict:publishing_body"))
    board, title = open_conflicts(library, Collection.SAMPLES)
    assert (board.given, board.read) == (("smp-eastmarch", "smp-tavyshire"), ("smp-brackenshire",))
    assert (title.field, title.given) == ("title", ("Learning from a nursery",))
    assert item(library, done).values("publishing_body") == ("smp-eastmarch", "smp-tavyshire"), (
        "until then the depositor"
    )
    correct(library, [Correction(done.id, "publishing_body", "smp-brackenshire", "A. Curator", "on the cover")])
    assert [c.field for c in open_conflicts(library, Collection.SAMPLES)] == ["title"]
    assert item(library, done).values("publishing_body")[0] == "smp-brackenshire"


def test_a_changed_row_is_taken_in_and_back_again(library: Library, folder: Path) -> None:
    first = run(library, folder)["q.html"]
    for title, status in (
        ("One title", "ok"),
        ("Other title", "ok"),
        ("Other title", "unchanged"),
        ("One title", "ok"),
    ):
        write_list(folder, f"q.html,,{title},,,,")
        done = run(library, folder)
        assert (done["q.html"].status, done["q.html"].id, done["r.html"].status) == (status, first.id, "unchanged")
        assert item(library, first).title == title
    (folder / "library.csv").unlink()
    assert run(library, folder)["q.html"].status == "ok"
    assert item(library, first).title == "Serious Case Review: Child Q"


def test_an_embargo_holds_the_file_until_its_day(library: Library, folder: Path) -> None:
    today = datetime.now(UTC).date()
    write_list(folder, f"q.html,,,,,{today + timedelta(days=2)},", f"r.html,,,,,{today - timedelta(days=1)},")
    done = run(library, folder)
    assert (done["q.html"].status, done["q.html"].reason) == (
        "held",
        f"embargo: not before {today + timedelta(days=2)}",
    )
    assert done["r.html"].status == "ok"
    assert "Child Q" not in {i.value("title")[-7:] for i in library.catalogue.each_item()}
    write_list(folder, f"q.html,,,,,{today - timedelta(days=1)},")
    assert run(library, folder)["q.html"].status == "ok"


def test_ties_lead_to_files_of_the_list_or_to_records(library: Library, folder: Path) -> None:
    write_list(
        folder,
        "q.html,cr-qqqqqqqq,,,,,",
        "r.html,,,,,,response_to:q.html",
        "s.html,,,,,,supersedes:cr-qqqqqqqq",
    )
    done = run(library, folder)
    assert [(r.kind, r.other_id) for r in item(library, done["r.html"]).relations] == [("response_to", "cr-qqqqqqqq")]
    assert [(r.kind, r.other_id) for r in library.catalogue.item("cr-qqqqqqqq").relations] == [
        ("superseded_by", done["s.html"].id)
    ]
    assert [d.person for d in decisions(library, done["r.html"].id)] == ["depositor"]
    run(library, folder)
    assert len(decisions(library)) == 2, "nothing is tied twice"
    write_list(folder, "r.html,,,,,,response_to:nowhere.html")
    assert run(library, folder)["r.html"].flags == ("relation_not_found",)


def test_two_files_of_one_item_are_publications_of_it(library: Library, folder: Path) -> None:
    write_list(folder, "q.html,cr-qqqqqqqq,,,,,", "r.html,cr-qqqqqqqq,,,,,summary_of:q.html")
    run(library, folder)
    found = library.catalogue.item("cr-qqqqqqqq")
    assert (len(found.publications), found.relations) == (2, ())


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("q.html,7,,,,,", "item_id"),
        ("q.html,,,smp-nowhere,,,", "smp-nowhere"),
        ("q.html,,,WSCB,,,", "several"),
        ("q.html,,,,,soon,", "no day"),
        ("q.html,,,,,,friend_of:r.html", "friend_of"),
        ("q.html,,,,,,summary_of", "summary_of"),
    ],
)
def test_a_row_that_is_wrong_is_named(folder: Path, row: str, said: str) -> None:
    write_list(folder, "r.html,,,,,,", row)
    with pytest.raises(WrongUsage, match=r"library\.csv, row 3.*") as raised:
        read_deposit_list(folder)
    assert said in raised.value.message


def test_columns_are_those_of_the_document(folder: Path) -> None:
    write_list(folder, "q.html,red", columns="file,colour")
    with pytest.raises(WrongUsage, match="'colour'"):
        read_deposit_list(folder)
    write_list(folder, "red", columns="title")
    with pytest.raises(WrongUsage, match="'file'"):
        read_deposit_list(folder)
    write_list(folder, "q.html", "q.html", columns="file")
    with pytest.raises(WrongUsage, match="twice"):
        read_deposit_list(folder)
    told = Path("docs/deposits.md").read_text()
    from ingest.sources.deposit_lists import COLUMNS

    assert all(f"`{column}`" in told for column in COLUMNS)

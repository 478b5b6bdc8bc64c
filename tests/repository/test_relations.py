"""Ties, merges and suspected duplicates: suggested by the program, done by a person, with a trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from repository.errors import NotAllowed, NotInLibrary, WrongUsage
from repository.governance import commands
from repository.governance.decisions import decisions
from repository.governance.duplicates import keep_apart, suspected
from repository.governance.relations import merge, relate
from repository.governance.withdrawal import withdraw_item
from repository.records.items import (
    Block,
    BlockRole,
    Collection,
    Finding,
    Kind,
    Page,
    PublicationKind,
    Recommendation,
    State,
    Subject,
)
from repository.records.statements import Evidence, Statement
from repository.settings import Settings
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import Library, open_library

WHO = {"person": "A. Curator", "reason": "both are of one review"}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path)) as library:
        yield library


def report(name: str, *, board: str = "smp-aldermere", label: str = "Child A", year: str = "2015") -> NewItem:
    def say(field: str, value: str) -> Statement:
        return Statement(field, value, Evidence(1, value), rule="r")

    return NewItem(
        Kind.REVIEW,
        Collection.SAMPLES,
        NewPublication(
            PublicationKind.OVERVIEW_REPORT,
            name,
            sha256=name[0].lower() * 64,
            source=f"{name}.pdf",
            pages=(Page(1, "1", (Block(BlockRole.PARAGRAPH, f"Words of {name}"),)),),
        ),
        (say("title", name), say("publishing_body", board), say("date_published", year)),
        (Subject(label, evidence=Evidence(1, label)),),
        (Recommendation("1", f"{name} should."),),
        (Finding("1", f"{name} did."),),
    )


def take_in(library: Library, new: NewItem) -> str:
    return library.deposits.take_in(new).item_id


def test_a_tie_is_told_with_who_and_why(library: Library) -> None:
    one, other = take_in(library, report("Apple")), take_in(library, report("Banana", label="Child B"))
    relate(library, one, "response_to", other, **WHO)
    assert [(r.kind, r.other_id) for r in library.catalogue.item(one).relations] == [("response_to", other)]
    assert library.catalogue.item(other).relations == ()
    relate(library, one, "supersedes", other, **WHO)
    assert [(r.kind, r.other_id) for r in library.catalogue.item(other).relations] == [("superseded_by", one)]
    assert [(d.what, d.note, d.reason) for d in decisions(library, one)][0] == (
        "related",
        f"response_to {other}",
        "both are of one review",
    )
    with pytest.raises(NotAllowed, match="already"):
        relate(library, one, "supersedes", other, **WHO)


def test_ties_that_cannot_be(library: Library) -> None:
    one = take_in(library, report("Apple"))
    real = take_in(library, replace(report("Banana"), collection=Collection.CATALOGUE))
    for kind, other, error in (
        ("cousin_of", real, WrongUsage),
        ("supersedes", one, WrongUsage),
        ("supersedes", "cr-nobody22", NotInLibrary),
        ("supersedes", real, NotAllowed),
    ):
        with pytest.raises(error):
            relate(library, one, kind, other, **WHO)
    with pytest.raises(WrongUsage):
        relate(library, one, "supersedes", real, person="", reason="why")
    assert decisions(library) == []


def test_a_merge_moves_everything_and_leaves_the_way(library: Library) -> None:
    one, into = take_in(library, report("Apple")), take_in(library, report("Banana"))
    third = take_in(library, report("Cherry", label="Child C"))
    relate(library, third, "response_to", one, **WHO)
    relate(library, one, "same_case", into, **WHO)
    merge(library, one, into, **WHO)
    item = library.catalogue.item(into)
    assert sorted(p.title for p in item.publications) == ["Apple", "Banana"]
    assert {p.id for p in item.publications} == {f"{into}-1", f"{into}-2"}
    assert sorted(r.text for r in item.recommendations) == ["Apple should.", "Banana should."]
    assert {r.id for r in item.recommendations} == {f"{into}-1-r1", f"{into}-2-r1"}
    assert len(item.findings) == len(item.subjects) == 2
    assert [page.text for page in library.catalogue.pages(f"{into}-2")] == ["Words of Apple"]
    assert item.relations == ()
    assert [r.other_id for r in library.catalogue.item(third).relations] == [into]
    left = library.catalogue.item(one)
    assert (left.state, left.publications, left.statements) == (State.MERGED, (), ())
    assert [(r.kind, r.other_id) for r in left.relations] == [("merged_into", into)]
    assert library.catalogue.ids() == [into, third]
    assert decisions(library, one)[-1].what == "merged"
    assert [(c.item_id, c.what) for c in library.catalogue.changes()][-2:] == [(one, "merged"), (into, "merged")]


def test_what_comes_for_a_merged_record_goes_to_the_other(library: Library) -> None:
    one, into = take_in(library, report("Apple")), take_in(library, report("Banana"))
    merge(library, one, into, **WHO)
    assert take_in(library, replace(report("Damson"), id=one)) == into
    assert take_in(library, report("Apple")) == into, "the moved file is still known by its source"
    assert len(library.catalogue.item(into).publications) == 3
    with pytest.raises(NotAllowed):
        merge(library, one, into, **WHO)
    withdraw_item(library, into, "asked by the board")
    with pytest.raises(NotAllowed):
        take_in(library, replace(report("Elder"), id=one))


def test_the_same_label_of_another_board_is_another_review(library: Library) -> None:
    here = take_in(library, report("Apple", board="smp-wychmoor"))
    there = take_in(library, report("Banana", board="smp-westerholm"))
    assert here != there
    assert suspected(library, Collection.SAMPLES) == []


def test_the_same_label_board_and_year_are_suggested_until_somebody_decides(library: Library) -> None:
    one, other = sorted([take_in(library, report("Apple")), take_in(library, report("Banana"))])
    take_in(library, report("Cherry", year="2016"))
    (found,) = suspected(library, Collection.SAMPLES)
    assert (found.item_id, found.other_id, found.why) == (one, other, "the same label, board and year")
    assert suspected(library, Collection.CATALOGUE) == []
    keep_apart(library, other, one, person="A. Curator", reason="twins")
    assert suspected(library, Collection.SAMPLES) == []
    assert [(d.what, d.note) for d in decisions(library, one)] == [("kept_apart", other)]


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASE_REVIEWS_HOME", str(tmp_path / "library"))
    with open_library() as library:
        ids = [take_in(library, report(name)) for name in ("Apple", "Banana", "Cherry")]
    named = ["--person", "A. Curator", "--reason", "read both"]

    def run(command: object, *arguments: str) -> str:
        return CliRunner().invoke(command, arguments, catch_exceptions=False).output  # type: ignore[arg-type]

    assert run(commands.duplicates, "--collection", "samples").endswith("3 pairs of records may be one.\n")
    run(commands.relate, ids[0], "same_case", ids[1], *named)
    run(commands.duplicates, "--keep-apart", ids[0], ids[2], *named)
    assert run(commands.duplicates, "--collection", "samples").endswith("1 pairs of records may be one.\n")
    assert run(commands.merge, ids[1], ids[2], *named) == f"{ids[1]} is now part of {ids[2]}.\n"
    assert run(commands.conflicts, "--collection", "samples") == "0 conflicts.\n"

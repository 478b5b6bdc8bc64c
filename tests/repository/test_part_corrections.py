"""Children and recommendations: a person's word on one stands through other readings, rules and versions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest import pipeline
from ingest.explaining import story
from ingest.pipeline import ingest_files
from ingest.sources.folder import FileToRead
from repository.commands import show
from repository.errors import LibraryError, WrongUsage
from repository.governance.commands import correct as correct_command
from repository.governance.corrections import Correction, correct, read_corrections
from repository.governance.decisions import decisions
from repository.governance.relations import merge
from repository.governance.withdrawal import withdraw_item
from repository.records.items import Availability, Collection, Item, Kind, PublicationKind, Recommendation, Subject
from repository.records.parts import same_recommendation, values_of_part
from repository.records.statements import Evidence
from repository.settings import Settings
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import Library, open_library

REPORT = Path("corpus/samples/child-r-overview.pdf").resolve()
WHO = ("A. Curator", "page 4 says so")
FIRST = "The partnership should review its guidance on bruising in babies who are not mobile."
SECOND = "General practices should record who attends with a child."
BABY = Subject("Child Q", "4 months", 4, "male", "death", Evidence(1, "Child Q, four months"), rule="r")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path / "home")) as library:
        yield library


def report(sha256: str = "a", first: str = FIRST, second: str = SECOND) -> NewItem:
    return NewItem(
        Kind.REVIEW,
        Collection.SAMPLES,
        NewPublication(PublicationKind.OVERVIEW_REPORT, "Child Q", sha256=sha256 * 64, source="q.pdf"),
        subjects=(BABY, Subject("Child T", "3 years", 36, "female", rule="r")),
        recommendations=(Recommendation("1", first, (7,), ("lscp",), rule="r"), Recommendation("2", second, (8,))),
    )


def deposit(library: Library, new: NewItem | None = None) -> str:
    return library.deposits.take_in(new or report()).item_id


def say(library: Library, id: str, field: str, value: str, of: str = "", *, deny: bool = False) -> Item:
    correct(library, [Correction(id, field, value, *WHO, deny, of)])
    return library.catalogue.item(id)


def test_values_of_a_child_are_corrected_with_name_and_reason(library: Library) -> None:
    id = deposit(library)
    say(library, id, "subject.age", "5 months", "Child Q")
    say(library, id, "subject.sex", "Female", "child q")
    item = say(library, id, "subject.outcome", "not stated", "Child Q")
    baby, other = item.subjects
    assert (baby.label, baby.age, baby.age_months, baby.sex, baby.outcome) == ("Child Q", "5 months", 5, "female", "")
    assert (baby.person, baby.reason, baby.rule, baby.evidence) == (*WHO, "", Evidence())
    assert other.person == ""
    assert [d.note for d in decisions(library, id)][0] == "subject.age of Child Q: 5 months"
    assert library.catalogue.changes()[-1].what == "corrected", "the index follows"
    assert say(library, id, "subject.label", "Child X", "Child Q").subjects[0].label == "Child X"
    assert say(library, id, "subject.age", "not stated", "Child X").subjects[0].age_months is None


def test_a_child_is_added_and_taken_away(library: Library) -> None:
    id = deposit(library)
    item = say(library, id, "subject", "Sibling 1")
    assert [s.label for s in item.subjects] == ["Child Q", "Child T", "Sibling 1"]
    say(library, id, "subject.age", "10 weeks", "Sibling 1")
    item = say(library, id, "subject", "Child T", deny=True)
    assert [(s.label, s.age_months) for s in item.subjects] == [("Child Q", 4), ("Sibling 1", 2)]


def test_recommendations_are_corrected_added_and_taken_away(library: Library) -> None:
    id = deposit(library)
    say(library, id, "recommendation.text", "All practices should record who attends.", "2")
    item = say(library, id, "recommendation.addressees", "gp|Police", f"{id}-1-r2")
    assert item.recommendations[1].addressees == ("gp", "police-force")
    assert item.recommendations[1].text == "All practices should record who attends."
    assert (item.recommendations[1].pages, item.recommendations[1].person) == ((8,), "A. Curator")
    item = say(library, id, "recommendation", "The board should publish its plan.")
    added = item.recommendations[-1]
    assert (added.text, added.publication_id, added.rule) == ("The board should publish its plan.", f"{id}-1", "")
    assert len({r.id for r in item.recommendations}) == 3
    say(library, id, "recommendation.label", "3", "The board should publish")
    item = say(library, id, "recommendation", "Recommendation 1", deny=True)
    assert [r.label for r in item.recommendations] == ["2", "3"]


def test_they_stay_when_a_later_version_says_almost_the_same(library: Library) -> None:
    id = deposit(library)
    say(library, id, "recommendation.addressees", "police", "1")
    say(library, id, "recommendation", "2", deny=True)
    say(library, id, "subject.age", "5 months", "Child Q")
    new = report("b", FIRST.replace("guidance", "procedure"), SECOND + " New words at its end.")
    again = library.deposits.take_in(replace(new, subjects=(replace(BABY, outcome=""),)))
    assert (again.item_id, again.status) == (id, "new_version")
    item = library.catalogue.item(id)
    (only,) = item.recommendations
    assert (only.addressees, only.publication_id) == (("police-force",), f"{id}-2")
    assert "procedure" in only.text, "what nobody corrected is as the new version has it"
    assert [(s.label, s.age_months, s.outcome) for s in item.subjects] == [("Child Q", 5, "")]


def test_what_no_reading_finds_any_more_stays_as_the_person_left_it(library: Library) -> None:
    id = deposit(library)
    say(library, id, "recommendation.owner", "The chair", "1")
    say(library, id, "subject.sex", "female", "Child Q")
    library.deposits.take_in(replace(report(), subjects=(), recommendations=()))
    item = library.catalogue.item(id)
    assert [(r.text, r.owner, r.person) for r in item.recommendations] == [(FIRST, "The chair", "A. Curator")]
    assert [(s.label, s.age_months, s.sex) for s in item.subjects] == [("Child Q", 4, "female")]


def test_they_survive_another_reading_by_other_rules(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    (first,) = ingest_files(library, [FileToRead(REPORT, str(REPORT))], Collection.SAMPLES)
    before = library.catalogue.item(first.id)
    assert len(before.recommendations) > 2
    child, wrong, kept = before.subjects[0], before.recommendations[0], before.recommendations[1]
    say(library, first.id, "subject.age", "9 years", child.label)
    say(library, first.id, "recommendation", wrong.id, deny=True)
    said = say(library, first.id, "recommendation.text", "Said by a person.", kept.id)
    monkeypatch.setattr(pipeline, "rules_version", lambda: "rules of another year")
    (anew,) = ingest_files(library, [FileToRead(REPORT, str(REPORT))], Collection.SAMPLES)
    assert (anew.status, anew.id) == ("ok", first.id)
    after = library.catalogue.item(first.id)
    assert after.subjects[0].age_months == 108
    assert [r.text for r in after.recommendations] == [r.text for r in said.recommendations]
    assert wrong.text not in [r.text for r in after.recommendations]
    assert "9 years" in "\n".join(story(library, after))


@pytest.mark.parametrize(
    ("field", "value", "of", "deny", "words"),
    [
        ("subject.age", "old", "Child Q", False, "no age"),
        ("subject.age", "999 years", "Child Q", False, "no age"),
        ("subject.sex", "boy", "Child Q", False, "no sex"),
        ("subject.outcome", "sunshine", "Child Q", False, "no value of outcome"),
        ("subject.age", "4 months", "", False, "Which subject?"),
        ("subject.age", "4 months", "Child Z", False, "no subject"),
        ("subject", "child q", "", False, "already"),
        ("recommendation", FIRST, "", False, "already"),
        ("recommendation", "17", "", True, "no recommendation"),
        ("recommendation.addressees", "Ministry of Rain", "1", False, "no value of agency"),
        ("recommendation.text", "x", "1", True, "cannot be denied"),
        ("recommendation.page", "7", "1", False, "no field"),
        ("theme", "neglect", "1", False, "as a whole"),
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_is_written(
    library: Library, field: str, value: str, of: str, deny: bool, words: str
) -> None:
    id = deposit(library)
    before = library.catalogue.item(id)
    fine = Correction(id, "recommendation", "Another one.", *WHO)
    with pytest.raises(LibraryError) as raised:
        correct(library, [fine, Correction(id, field, value, *WHO, deny, of)])
    assert words in raised.value.message
    assert library.catalogue.item(id) == before


def test_a_name_of_several_is_asked_about(library: Library) -> None:
    twice = (Recommendation("1", FIRST), Recommendation("1", SECOND))
    id = deposit(library, replace(report(), recommendations=twice))
    with pytest.raises(WrongUsage) as raised:
        say(library, id, "recommendation.owner", "The chair", "1")
    assert f"{id}-1-r2" in raised.value.advice
    assert say(library, id, "recommendation.owner", "The chair", f"{id}-1-r2").recommendations[1].owner == "The chair"


def test_a_child_of_a_record_without_text_is_corrected_too(library: Library) -> None:
    record = NewPublication(
        PublicationKind.OVERVIEW_REPORT, "Child Q", Availability.CATALOGUE_RECORD_ONLY, source="list#q"
    )
    id = deposit(library, replace(report(), publication=record, recommendations=()))
    assert say(library, id, "subject.age", "5 months", "Child Q").subjects[0].age_months == 5


def test_the_likeliest_is_meant() -> None:
    one, other = Recommendation("1", FIRST), Recommendation("2", SECOND)
    assert same_recommendation([other, replace(one, label="4")], values_of_part(one)) == 1, "the same words"
    assert same_recommendation([other, replace(one, text=FIRST[:60])], values_of_part(one)) == 1, "its label"
    assert same_recommendation([replace(other, label="1")], values_of_part(one)) is None, "other words, its label"


def test_many_come_from_a_file_each_after_those_before_it(library: Library, tmp_path: Path) -> None:
    id = deposit(library)
    path = tmp_path / "corrections.csv"
    path.write_text(
        "id,field,value,reason,of,deny\n"
        f"{id},recommendation,The board should publish its plan.,missed,,\n"
        f"{id},recommendation.label,3,missed,The board should publish its plan.,\n"
        f"{id},recommendation.owner,The chair,in the table,3,\n"
        f"{id},subject,Child T,no subject of the review,,yes\n"
    )
    correct(library, read_corrections(path, "A. Curator"))
    item = library.catalogue.item(id)
    assert [(r.label, r.owner) for r in item.recommendations] == [("1", ""), ("2", ""), ("3", "The chair")]
    assert [s.label for s in item.subjects] == ["Child Q"]
    path.write_text(f"id,field,value,reason,of\n{id},subject.age,long ago,x,Child Q\n")
    with pytest.raises(WrongUsage, match="row 2"):
        read_corrections(path, "A. Curator")


def test_they_follow_a_merge_and_no_word_stays_after_a_withdrawal(library: Library, tmp_path: Path) -> None:
    id = deposit(library)
    other = deposit(library, replace(report("c"), publication=replace(report("c").publication, source="c.pdf")))
    say(library, id, "recommendation.text", "Zephyrquill should be asked.", "2")
    merge(library, id, other, person="A. Curator", reason="one review")
    assert "Zephyrquill should be asked." in [r.text for r in library.catalogue.item(other).recommendations]
    withdraw_item(library, other, "asked by the board")
    assert library.catalogue.item(other).recommendations == ()
    with sqlite3.connect(tmp_path / "home" / "catalogue.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM corrected_part").fetchone() == (0,)


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASE_REVIEWS_HOME", str(tmp_path / "library"))
    with open_library() as library:
        id = deposit(library)
    named = ["--of", "Child Q", "--person", "A. Curator", "--reason", "read it"]
    done = CliRunner().invoke(correct_command, [id, "subject.age", "5 months", *named], catch_exceptions=False)
    assert done.output == f"{id}: subject.age corrected.\n"
    shown = CliRunner().invoke(show, [id], catch_exceptions=False).output
    assert "subject: Child Q, 5 months, male, " in shown
    assert "[A. Curator: read it]" in shown
    assert f"recommendation 1 [{id}-1-r1]: {FIRST} (page 7)\n" in shown

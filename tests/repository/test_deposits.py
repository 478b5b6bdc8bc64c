"""Taking in: readings, versions and every shape of review that the catalogue must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from repository.errors import NotAllowed
from repository.governance.withdrawal import withdraw_item
from repository.records.items import (
    Availability,
    Block,
    BlockRole,
    Collection,
    EarlierLabel,
    Finding,
    Kind,
    Page,
    PublicationKind,
    Recommendation,
    Relation,
    Subject,
)
from repository.records.statements import Evidence, Statement
from repository.settings import Settings
from repository.store import tables
from repository.store.deposits import Arrival, NewItem, NewPublication
from repository.store.library import Library, open_library
from repository.store.rows import statement_row


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path)) as library:
        yield library


def page(number: int, text: str) -> Page:
    return Page(number, str(number), (Block(BlockRole.PARAGRAPH, text),))


def said(field: str, value: str, **more: object) -> Statement:
    return replace(Statement(field, value, Evidence(1, value), rule="test_rule"), **more)  # type: ignore[arg-type]


def report(words: str = "first reading", *, sha256: str = "a" * 64, source: str = "reports/one.pdf") -> NewItem:
    return NewItem(
        kind=Kind.REVIEW,
        collection=Collection.SAMPLES,
        publication=NewPublication(
            PublicationKind.OVERVIEW_REPORT, words, sha256=sha256, source=source, pages=(page(1, words),)
        ),
        statements=(said("title", words), said("theme", "neglect")),
        subjects=(Subject("Child Q", "3 years", 36, evidence=Evidence(1, words)),),
        recommendations=(Recommendation("1", f"{words}: the board should act.", (1,), ("gp",)),),
        findings=(Finding("Finding 1", f"{words}: nobody asked.", (1,), ("Does the board ask?",)),),
    )


def put_words_of_a_person(library: Library, item_id: str, publication_id: str | None, statement: Statement) -> None:
    with library.engine.begin() as connection:
        ids = {"item_id": item_id, "publication_id": publication_id}
        connection.execute(tables.statement.insert().values(ids | statement_row(statement)))


def test_what_is_taken_in_comes_back_whole(library: Library) -> None:
    new = report()
    done = library.deposits.take_in(new)
    item = library.catalogue.item(done.item_id)
    assert done.status == "ok"
    assert item.title == "first reading"
    assert [replace(s, publication_id=None) for s in item.statements] == list(new.statements)
    assert [replace(s, publication_id=None) for s in item.subjects] == list(new.subjects)
    assert [replace(r, id="", publication_id="") for r in item.recommendations] == list(new.recommendations)
    assert [replace(f, id="", publication_id="") for f in item.findings] == list(new.findings)
    assert library.catalogue.pages(done.publication_id) == new.publication.pages


def test_a_new_reading_of_the_same_bytes_takes_the_place_of_the_old_one(library: Library) -> None:
    first = library.deposits.take_in(report("first reading"))
    put_words_of_a_person(
        library, first.item_id, first.publication_id, Statement("theme", "poverty", person="A curator", reason="page 4")
    )
    again = library.deposits.take_in(report("second reading"))
    assert again == first
    item = library.catalogue.whole_item(first.item_id)
    assert [(p.id, p.version, p.superseded_by) for p in item.publications] == [(first.publication_id, 1, None)]
    assert item.values("title") == ("second reading",)
    assert item.values("theme") == ("poverty", "neglect"), "the person's word stays, and comes first"
    assert [r.text for r in item.recommendations] == ["second reading: the board should act."]
    assert [f.text for f in item.findings] == ["second reading: nobody asked."]
    assert len(item.subjects) == 1
    assert [p.text for p in library.catalogue.pages(first.publication_id)] == ["second reading"]
    assert [c.item_id for c in library.catalogue.changes()] == [first.item_id] * 2


def test_what_a_person_denied_stays_denied_after_another_reading(library: Library) -> None:
    first = library.deposits.take_in(report())
    put_words_of_a_person(
        library, first.item_id, None, Statement("theme", "neglect", person="A curator", reason="no", denied=True)
    )
    library.deposits.take_in(report("second reading"))
    assert library.catalogue.item(first.item_id).values("theme") == ()


def test_other_bytes_from_the_same_source_are_a_later_version(library: Library) -> None:
    first = library.deposits.take_in(report("as published"))
    put_words_of_a_person(
        library, first.item_id, first.publication_id, Statement("theme", "poverty", person="A curator", reason="read")
    )
    second = library.deposits.take_in(report("as corrected", sha256="b" * 64))
    assert (second.item_id, second.status) == (first.item_id, "new_version")
    item = library.catalogue.item(first.item_id)
    assert [(p.id, p.version) for p in item.publications] == [(second.publication_id, 2)]
    assert item.title == "as corrected"
    assert "poverty" in item.values("theme")
    whole = library.catalogue.whole_item(first.item_id)
    assert [(p.version, p.superseded_by) for p in whole.publications] == [(1, second.publication_id), (2, None)]
    assert library.catalogue.pages(first.publication_id), "the older version can still be read"


def test_the_same_file_under_another_name_is_the_same_file(library: Library) -> None:
    first = library.deposits.take_in(report())
    moved = library.deposits.take_in(report("read again", source="reports/renamed.pdf"))
    assert moved == first
    assert library.catalogue.item(first.item_id).publications[0].source == "reports/renamed.pdf"


def test_the_same_file_may_belong_to_two_reviews_that_are_named(library: Library) -> None:
    first = library.deposits.take_in(replace(report(), id="cr-aaaaaaaa"))
    other = library.deposits.take_in(replace(report(source="reports/joint.pdf"), id="cr-bbbbbbbb"))
    assert (first.item_id, other.item_id) == ("cr-aaaaaaaa", "cr-bbbbbbbb")


def test_real_records_and_samples_never_share_a_version(library: Library) -> None:
    sample = library.deposits.take_in(report())
    real = library.deposits.take_in(replace(report("real"), collection=Collection.CATALOGUE))
    assert sample.item_id != real.item_id
    assert library.catalogue.counts(Collection.CATALOGUE) == {Kind.REVIEW: 1, Kind.BRIEFING: 0, Kind.ANALYSIS: 0}


def test_nothing_is_added_to_a_withdrawn_item(library: Library) -> None:
    done = library.deposits.take_in(report())
    withdraw_item(library, done.item_id, "asked by the family")
    with pytest.raises(NotAllowed, match=done.item_id):
        library.deposits.take_in(replace(report(sha256="c" * 64, source="elsewhere.pdf"), id=done.item_id))


def test_an_arrival_is_known_under_the_same_rules_only(library: Library) -> None:
    arrival = Arrival("reports/one.pdf", "a" * 64, Collection.SAMPLES, rules="1", status="", pages=1)
    done = library.deposits.take_in(report(), arrival)
    known = library.deposits.known("elsewhere.pdf", "a" * 64, Collection.SAMPLES, "1")
    assert known == replace(arrival, status="ok", item_id=done.item_id, publication_id=done.publication_id)
    assert library.deposits.known("reports/one.pdf", "a" * 64, Collection.SAMPLES, "2") is None
    assert library.deposits.known("reports/one.pdf", "a" * 64, Collection.CATALOGUE, "1") is None
    assert library.deposits.known("reports/one.pdf", "b" * 64, Collection.SAMPLES, "1") is None


def test_a_deposit_that_fails_leaves_nothing(library: Library) -> None:
    broken = replace(report(), recommendations=(Recommendation("1", None),))  # type: ignore[arg-type]
    with pytest.raises(Exception, match="recommendation"):
        library.deposits.take_in(broken)
    assert library.catalogue.ids() == []
    assert library.catalogue.last_change() == 0


# The shapes of the material. Everybody and every place is invented.


def test_one_review_of_several_children_in_several_reports(library: Library) -> None:
    overview = replace(
        report("overview"),
        subjects=(
            Subject("Child A", "11 months", 11, "male", "death"),
            Subject("Child B", "", None, "", "serious-harm"),
            Subject("Family K"),
        ),
        statements=(said("title", "Overview"), said("subject_label", "Child A"), said("subject_label", "Child B")),
    )
    first = library.deposits.take_in(overview)
    summary = NewItem(
        Kind.REVIEW,
        Collection.SAMPLES,
        NewPublication(PublicationKind.EXECUTIVE_SUMMARY, "Summary", sha256="d" * 64, source="s.pdf"),
        (said("title", "Summary"), said("date_published", "2016-05")),
        id=first.item_id,
    )
    response = replace(
        summary,
        publication=NewPublication(
            PublicationKind.RESPONSE, "Response", Availability.DELAYED, where_to_ask="The board", source="r.pdf"
        ),
        statements=(),
    )
    library.deposits.take_in(summary)
    library.deposits.take_in(response)
    item = library.catalogue.item(first.item_id)
    assert [(p.kind, p.availability) for p in item.publications] == [
        (PublicationKind.OVERVIEW_REPORT, Availability.FULL_TEXT),
        (PublicationKind.EXECUTIVE_SUMMARY, Availability.FULL_TEXT),
        (PublicationKind.RESPONSE, Availability.DELAYED),
    ]
    assert [(s.label, s.age_months) for s in item.subjects] == [("Child A", 11), ("Child B", None), ("Family K", None)]
    assert item.title == "Overview", "the overview report speaks for the review"
    assert item.values("subject_label") == ("Child A", "Child B")
    assert library.catalogue.counts(Collection.SAMPLES)[Kind.REVIEW] == 1


def test_joint_and_anonymous_publishers_and_dates_of_several_kinds(library: Library) -> None:
    joint = replace(
        report(),
        statements=(
            said("publishing_body", "smp-brackenshire"),
            said("publishing_body", "smp-tavyshire"),
            said("date_of_incident", "2014"),
            said("date_of_death", "2014-11-02"),
            said("date_commissioned", "2015-01"),
            said("date_completed", "2016"),
            said("date_published", "2017-03-14"),
        ),
    )
    anonymous = replace(
        report(sha256="e" * 64, source="anonymous.pdf"),
        statements=(said("publisher_as_printed", "Anonymous, deposited by a charity"),),
    )
    item = library.catalogue.item(library.deposits.take_in(joint).item_id)
    assert item.values("publishing_body") == ("smp-brackenshire", "smp-tavyshire")
    assert (item.value("date_of_incident"), item.value("date_of_death")) == ("2014", "2014-11-02")
    assert (item.value("date_commissioned"), item.value("date_completed")) == ("2015-01", "2016")
    assert item.year_published == 2017
    unnamed = library.catalogue.item(library.deposits.take_in(anonymous).item_id)
    assert unnamed.values("publishing_body") == ()
    assert unnamed.value("publisher_as_printed") == "Anonymous, deposited by a charity"
    assert unnamed.year_published is None


@pytest.mark.parametrize("availability", list(Availability))
def test_availability_is_kept_file_by_file(library: Library, availability: Availability) -> None:
    new = NewItem(
        Kind.REVIEW,
        Collection.SAMPLES,
        NewPublication(PublicationKind.OVERVIEW_REPORT, "A report", availability, where_to_ask="the board"),
    )
    item = library.catalogue.item(library.deposits.take_in(new).item_id)
    assert item.publications[0].availability == availability
    assert item.has_text == (availability == Availability.FULL_TEXT)


def test_disputed_and_superseded_reports_and_earlier_labels(library: Library) -> None:
    first = library.deposits.take_in(report()).item_id
    later = replace(
        report(sha256="f" * 64, source="later.pdf"),
        relations=(
            Relation("supersedes", first),
            Relation("disputed_by", first, "a court's judgment", "https://x.test"),
        ),
        earlier_labels=(EarlierLabel("Child C", "2016", "renamed when published again"),),
    )
    done = library.deposits.take_in(later)
    library.deposits.take_in(later)
    item = library.catalogue.item(done.item_id)
    assert item.relations == later.relations, "the second reading brings no second copy"
    assert item.earlier_labels == later.earlier_labels


def test_not_confirmed_is_kept_and_said(library: Library) -> None:
    new = replace(report(), statements=(said("title", "T"), said("methodology", "silp", confirmed=False)))
    assert library.catalogue.item(library.deposits.take_in(new).item_id).unconfirmed == ("methodology",)

"""The scorer of labelled documents, on an invented document whose every figure was worked out by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.measuring.gold import Gold, read_gold
from ingest.measuring.scores import FieldTotals, Outcome, total_by_field
from ingest.measuring.scoring import score_document
from repository.errors import WrongUsage
from repository.records.items import (
    Availability,
    Block,
    BlockRole,
    Collection,
    Finding,
    Item,
    Kind,
    Page,
    Publication,
    PublicationKind,
    Recommendation,
    State,
    Subject,
)
from repository.records.statements import Evidence, Statement

FULL = "The board should ask every partner to audit how the daily life of children is recorded in all home visits."
GOLD: dict[str, Any] = {
    "title": "Serious Case Review: Child R, overview report",
    "review_type": "scr",
    "publication_kind": "overview_report",
    "publishing_bodies": ["smp-brackenshire", "smp-tavyshire"],
    "local_areas": [],
    "nation": "England",
    "year_published": 2017,
    "date_published": "2017-03-14",
    "date_of_incident": "2015",
    "date_of_death": None,
    "authors": ["Printed Name"],
    "subjects": [
        {"label": "Child R", "age_months": 11, "sex": "male", "outcome": "death"},
        {"label": "Child S", "age_months": 60, "sex": None, "outcome": "serious-harm"},
    ],
    "themes": ["neglect", "professional-curiosity", "infants"],
    "agencies": ["ag-health", "police-force"],
    "methodology": "silp",
    "recommendations": [
        {"label": "1", "text": FULL, "addressees": ["police-force", "gp"], "pages": [2]},
        {"label": "2", "text": "Every service must review … within six months.", "addressees": ["gp"]},
        {"label": "3", "text": "The partnership should publish its answer to this report on the page of the board."},
        {"label": "4", "text": "Schools should keep one record of each worry about a child."},
    ],
    "findings": [{"label": "Finding 1", "text": "Nobody asked who else lived in the house.", "pages": [1]}],
    "pages": 2,
    "headings": ["Introduction", "Methodology", "Conclusion"],
    "phrases": [
        {"text": "multi-agency working was ‘fragile’", "page": 1},
        {"text": "multi-agency working was 'fragile'", "page": 2},
    ],
    "never": ["Not to be copied", "Confidential draft"],
    "status": "ok",
}


def said(field: str, value: str, page: int = 1) -> Statement:
    return Statement(field, value, Evidence(page, f"words about {value}"), rule="a_rule")


ITEM = Item(
    id="cr-aaaaaaaa",
    kind=Kind.REVIEW,
    collection=Collection.SAMPLES,
    state=State.PUBLISHED,
    slug="child-r",
    added=datetime(2020, 1, 1),
    publications=(Publication("cr-aaaaaaaa-1", PublicationKind.OVERVIEW_REPORT, "x", Availability.FULL_TEXT),),
    statements=(
        said("title", "Serious case review: Child R,  Overview Report"),
        said("review_type", "lcspr"),
        said("publishing_body", "smp-brackenshire"),
        said("local_area", "la-kent", page=2),
        said("nation", "england"),
        said("date_published", "2017-03"),
        said("date_of_incident", "2015-06-02"),
        said("theme", "neglect"),
        said("theme", "poverty"),
        said("agency", "gp"),
        said("agency", "police-force"),
        said("author", "Printed  NAME"),
    ),
    subjects=(
        Subject("Child R", "12 months", 12, "female", "death", Evidence(1, "Child R, 12 months")),
        Subject("Child T", "", None, "male", "", Evidence(2, "Child T")),
    ),
    recommendations=(
        Recommendation("Recommendation 1", FULL.replace("daily ", ""), (2,), ("police-force", "hv"), rule="listed"),
        Recommendation("2.", "Every service must review how it works\nwithin six months.", (2,), rule="listed"),
        Recommendation("4", "Something else altogether.", (2,), rule="listed"),
        Recommendation("9", "A heading that was taken for a recommendation.", (1,), rule="listed"),
    ),
    findings=(Finding("1", "Nobody asked who else lived in the house.", (2,)),),
)
PAGES = (
    Page(
        1,
        "i",
        (
            Block(BlockRole.HEADING, "INTRODUCTION", 1),
            Block(BlockRole.PARAGRAPH, "It was found that multi-agency\nworking was 'fragile'."),
            Block(BlockRole.RUNNING_HEAD, "Confidential draft"),
            Block(BlockRole.HEADING, "Conclusion", 1),
        ),
    ),
    Page(
        2,
        "ii",
        (Block(BlockRole.HEADING, "Methodology", 1), Block(BlockRole.PARAGRAPH, "This page is not to be copied.")),
    ),
)
# field: right, wrong, missing, spurious
BY_HAND = {
    "title": (1, 0, 0, 0),
    "review_type": (0, 1, 0, 0),
    "publication_kind": (1, 0, 0, 0),
    "publishing_bodies": (1, 0, 1, 0),
    "local_areas": (0, 0, 0, 1),
    "nation": (1, 0, 0, 0),
    "year_published": (1, 0, 0, 0),
    "date_published": (0, 1, 0, 0),  # only the month was found
    "date_of_incident": (1, 0, 0, 0),  # the gold asks for the year
    "date_of_death": (0, 0, 0, 0),
    "authors": (1, 0, 0, 0),
    # R: age within a month and outcome right, sex wrong; S: age and outcome missing; T: sex spurious
    "subjects": (2, 1, 2, 1),
    "themes": (1, 0, 2, 1),
    "agencies": (1.5, 0.5, 0, 0),  # a general practice is narrower than health
    "methodology": (0, 0, 1, 0),
    # 1 found with one word of 20 missing; 2 by its beginning and end; 3 missing; 4 other words; 9 spurious
    "recommendations": (2, 1, 1, 1),
    "recommendations_text": (1, 1, 1, 0),  # 2 is not given in full
    "recommendations_label": (2, 0, 0, 0),
    "recommendations_pages": (1, 0, 0, 0),
    "recommendations_addressees": (1, 0, 2, 1),  # 1: police right, gp missing, hv spurious; 2: gp missing
    "findings": (1, 0, 0, 0),
    "findings_text": (1, 0, 0, 0),
    "findings_label": (1, 0, 0, 0),
    "findings_pages": (0, 1, 0, 0),
    "pages": (1, 0, 0, 0),
    "headings": (2, 0, 1, 0),  # "Methodology" comes after "Conclusion"
    "phrases": (1, 0, 1, 0),
    "never": (1, 0, 0, 1),  # the running head is left out of the text, the note on page 2 is not
    "status": (1, 0, 0, 0),
}


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    return read_gold(written(tmp_path, GOLD))


def written(folder: Path, content: object) -> Path:
    path = folder / "child-r.gold.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def figures(outcome: Outcome) -> tuple[float, float, float, float]:
    return outcome.right, outcome.wrong, outcome.missing, outcome.spurious


def test_every_field_is_scored_as_worked_out_by_hand(gold: Gold) -> None:
    outcomes = score_document(gold, ITEM, PAGES, "ok")
    assert {outcome.field: figures(outcome) for outcome in outcomes} == BY_HAND
    assert len(outcomes) == len(BY_HAND)


def test_each_value_that_is_not_right_is_named_with_the_evidence_the_program_went_by(gold: Gold) -> None:
    misses = {o.field: o.misses for o in score_document(gold, ITEM, PAGES, "ok")}
    (area,) = misses["local_areas"]
    assert (area.kind, area.expected, area.found) == ("spurious", "", "la-kent")
    assert area.evidence == "a_rule, page 2: words about la-kent"
    assert [(m.kind, m.expected, m.found) for m in misses["agencies"]] == [("wrong", "ag-health", "gp")]
    assert [m.found for m in misses["recommendations"] if m.kind == "spurious"] == [
        "A heading that was taken for a recommendation."
    ]
    assert [m.evidence for m in misses["never"]] == ["page 2"]
    for outcome in score_document(gold, ITEM, PAGES, "ok"):
        counted = outcome.wrong + outcome.missing + outcome.spurious
        assert bool(outcome.misses) == bool(counted)


def test_nothing_taken_in_means_that_every_value_is_missing(gold: Gold) -> None:
    by_field = {o.field: figures(o) for o in score_document(gold, None, (), "quarantined")}
    assert by_field["title"] == (0, 0, 1, 0)
    assert by_field["themes"] == (0, 0, 3, 0)
    assert by_field["subjects"] == (0, 0, 5, 0)
    assert by_field["recommendations"] == (0, 0, 4, 0)
    assert by_field["pages"] == (0, 0, 1, 0)
    assert by_field["headings"] == (0, 0, 3, 0)
    assert by_field["status"] == (0, 1, 0, 0)


def test_a_field_that_the_gold_file_does_not_give_is_not_scored(tmp_path: Path) -> None:
    gold = read_gold(written(tmp_path, {"title": None, "recommendations": []}))
    by_field = {o.field: figures(o) for o in score_document(gold, ITEM, PAGES, "ok")}
    assert by_field["title"] == (0, 0, 0, 1), "null says that the document gives none"
    assert by_field["recommendations"] == (0, 0, 0, 4)
    assert not {"themes", "status", "findings", "pages"} & set(by_field)


def test_words_beyond_a_tenth_spoil_a_recommendation(tmp_path: Path) -> None:
    gold = read_gold(written(tmp_path, {"recommendations": [{"label": "1", "text": FULL}]}))
    assert len(FULL.split()) == 20
    for extra, right in ((2, 1.0), (3, 0.0)):
        item = replace(ITEM, recommendations=(Recommendation("1", FULL + " word" * extra, (2,)),))
        assert score_document(gold, item, PAGES, "ok")[0].right == right


@pytest.mark.parametrize(
    ("expected", "found", "right"),
    [(11, 12, True), (11, 13, False), (23, 24, True), (24, 36, True), (24, 37, False), (24, None, False)],
)
def test_an_age_is_right_within_a_month_under_two_years_and_within_a_year_above(
    tmp_path: Path, expected: int, found: int | None, right: bool
) -> None:
    gold = read_gold(written(tmp_path, {"subjects": [{"label": "Child R", "age_months": expected}]}))
    item = replace(ITEM, subjects=(Subject("child r", age_months=found),))
    assert bool(score_document(gold, item, (), "ok")[0].right) == right


def test_subjects_without_a_label_are_paired_by_age_and_sex(tmp_path: Path) -> None:
    facts = [
        {"age_months": 30, "sex": "female", "outcome": "death"},
        {"age_months": 2, "sex": "male", "outcome": "death"},
    ]
    gold = read_gold(written(tmp_path, {"subjects": facts}))
    two = (Subject("Boy", age_months=2, sex="male"), Subject("Girl", age_months=36, sex="female", outcome="death"))
    (outcome,) = score_document(gold, replace(ITEM, subjects=two), (), "ok")
    assert figures(outcome) == (5, 0, 1, 0)


def test_totals_are_over_all_documents() -> None:
    outcomes = [Outcome("themes", 3, 1, 2, 0), Outcome("title", 1), Outcome("themes", 3, 0, 0, 1)]
    totals = total_by_field(outcomes)
    assert list(totals) == ["themes", "title"]
    themes = totals["themes"]
    assert (themes.precision, themes.recall) == (6 / 8, 6 / 9)
    assert themes.f1 == pytest.approx(2 * (6 / 8) * (6 / 9) / (6 / 8 + 6 / 9))
    assert themes.as_json() == {
        "right": 6, "wrong": 1, "missing": 2, "spurious": 1, "precision": 0.75, "recall": 0.6667, "f1": 0.7059,
    }  # fmt: skip
    assert FieldTotals().f1 is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("titel", "x"),
        ("title", 7),
        ("themes", ["no-such-theme"]),
        ("themes", "neglect"),
        ("nation", "Atlantis"),
        ("date_published", "14 March 2017"),
        ("publication_kind", "leaflet"),
        ("year_published", "2017"),
        ("status", "fine"),
        ("subjects", [{"label": "Child R", "height": 3}]),
        ("recommendations", [{"label": "1"}]),
        ("recommendations", [{"label": "1", "text": "x", "addressees": ["nobody"]}]),
        ("phrases", [{"text": "words"}]),
        ("ocr", "no"),
    ],
)
def test_a_gold_file_that_is_wrong_is_refused_by_file_and_field(tmp_path: Path, field: str, value: object) -> None:
    path = written(tmp_path, {field: value})
    with pytest.raises(WrongUsage, match=field) as refused:
        read_gold(path)
    assert str(path) in refused.value.message


def test_a_gold_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.gold.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(WrongUsage, match=r"broken\.gold\.json"):
        read_gold(path)

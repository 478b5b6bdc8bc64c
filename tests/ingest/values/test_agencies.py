"""The agencies whose practice is examined are those that a report writes about, not all that it names."""

from __future__ import annotations

import pytest

from ingest.values.agencies import AgencyModel, chosen, examined, named_agencies
from ingest.values.agency_signals import signals_of, written_about
from ingest.values.rules import gives_again
from ingest.values.sections import Place
from repository.records.items import Block, BlockRole


def places(*paragraphs: str, section: str = "") -> list[Place]:
    return [Place(1, Block(BlockRole.PARAGRAPH, text), section, "") for text in paragraphs]


STORY = (
    "The health visitor saw the baby in May. The health visitor wrote to the family doctor.",
    "The health visitor called twice and left a card. The midwife had told the health visitor nothing.",
    "A social worker visited in June. The social worker closed the case in the same week.",
    "Social workers did not speak to the health visitor. The social worker recorded no reason.",
    "The health visitor weighed him again. The health visitor was worried.",
    "The social worker believed the parents. The social worker met no one else.",
)


def test_those_that_act_are_examined_and_a_name_in_passing_is_not() -> None:
    story = places(*STORY, *STORY, "They lived near the fire station and a job was found through the Jobcentre.")
    said = examined(story)
    assert {statement.value for statement in said[:2]} == {"hv", "csc"}
    assert "dwp" not in {statement.value for statement in said}
    assert all(gives_again(statement) for statement in said)


def test_boards_and_national_bodies_are_not_examined() -> None:
    said = examined(places("The Safeguarding Children Board met. Ofsted inspected. The Board wrote a report."))
    assert said == []


def test_sections_that_name_everybody_count_for_nothing() -> None:
    assert examined(places("The police force and the health visitor were members.", section="panel")) == []


def test_the_evidence_is_a_sentence_in_which_the_agency_acts() -> None:
    said = examined(places("All were sorry, and so was a dentist.", "The dentist wrote three letters to the surgery."))
    dental = next(statement for statement in said if statement.value == "dental")
    assert dental.evidence.quote == "The dentist wrote three letters to the surgery."


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("The community psychiatric nurse called.", ["amh"]),
        ("Two constables came.", ["police-force"]),
        ("He was taken to hospital.", []),
        ("The hospital let him go.", ["acute"]),
        ("A guardian ad litem was appointed.", ["cafcass"]),
        ("The headmistress of the village", ["school"]),
        ("The Children’s Department opened no file.", ["csc"]),
    ],
)
def test_what_agencies_are_called(text: str, agencies: list[str]) -> None:
    assert [found.value for found in named_agencies(text)] == agencies


def signals(*paragraphs: Place, asked: tuple[str, ...] = ()) -> dict[str, dict[str, float]]:
    return signals_of(written_about(paragraphs), asked)


def test_a_recommendation_to_an_agency_that_is_told_of_and_findings_on_it_are_signs() -> None:
    wrote = [*places("The dentist wrote."), *places("The dentist knew.", section="findings")]
    assert signals(*wrote, asked=("dental",))["dental"]["asked"] == 1
    assert signals(*wrote)["dental"]["asked"] == 0
    assert signals(*wrote)["dental"]["findings"] > signals(*places("The dentist wrote."))["dental"]["findings"]


def test_an_agency_that_is_only_advised_is_not_told_of() -> None:
    found = signals(*places("The dental service should audit its letters."), asked=("dental",))["dental"]
    assert found["untold"] == 1
    assert found["asked"] == 0
    assert found["told"] == 0


LISTS = (
    [
        ("Reports were requested from:", BlockRole.PARAGRAPH),
        ("Dunmere Infirmary", BlockRole.LIST_ITEM),
        ("the Larkfield Surgery", BlockRole.LIST_ITEM),
        ("the youth offending service", BlockRole.LIST_ITEM),
    ],
    [
        ("Organisation | What it did", BlockRole.TABLE_HEADER),
        ("Dunmere Infirmary | Two admissions", BlockRole.TABLE_ROW),
        ("Larkfield Surgery | Family doctor", BlockRole.TABLE_ROW),
        ("Youth offending service | Supervision", BlockRole.TABLE_ROW),
    ],
    [
        (
            "Individual management reviews were written by Dunmere Infirmary, the Larkfield Surgery and the youth"
            " offending service.",
            BlockRole.PARAGRAPH,
        )
    ],
)


@pytest.mark.parametrize("blocks", LISTS, ids=["list", "table", "sentence"])
def test_those_that_gave_an_account_are_listed_and_others_are_not(blocks: list[tuple[str, BlockRole]]) -> None:
    read = [Place(1, Block(role, text), "", "") for text, role in blocks]
    found = signals(*read, *places("The dentist had moved away. " + "No more was heard of it in that year. " * 9))
    assert {id for id, each in found.items() if each["listed"]} == {"acute", "gp", "yot"}
    assert {id for id, each in found.items() if each["unlisted"]} == {"dental"}


def test_an_agency_that_says_it_had_no_part_is_not_listed() -> None:
    found = signals(*places("The housing department was asked for a report, and had no record of the family."))
    assert found["housing-la"]["listed"] == 0


def test_a_post_that_somebody_once_held_is_not_written_about() -> None:
    assert signals(*places("The author is a retired health visitor. She was formerly a head teacher.")) == {}


def test_a_name_of_the_reports_own_counts_and_is_never_the_evidence() -> None:
    story = places(
        "He went to Brightwater, the alcohol treatment service.",
        "Brightwater closed the case of this man in May and wrote to nobody about the children who lived with him.",
    )
    assert written_about(story)["substance"].sentences == 2
    assert all(gives_again(statement) for statement in examined(story))


def test_as_many_are_given_as_promise_the_best_figure() -> None:
    assert chosen({"hv": 0.9, "gp": 0.8, "csc": 0.7, "dental": 0.1}) == ["hv", "gp", "csc"]
    assert chosen({"hv": 0.2}) == []
    assert chosen({}) == []


def test_likelihood_grows_with_what_speaks_for_an_agency() -> None:
    model = AgencyModel(-1.0, {"told": 1.0, "usual": 0.5}, {"hv": 2.0}, -1.0)
    assert model.likelihood("hv", {"told": 2.0}) > model.likelihood("hv", {"told": 1.0})
    assert model.likelihood("hv", {"told": 1.0}) > model.likelihood("dental", {"told": 1.0})

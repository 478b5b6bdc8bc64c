"""The agencies whose practice is examined are those that a report writes about, not all that it names."""

from __future__ import annotations

import pytest

from ingest.values.agencies import examined, likelihood, named_agencies, signals_of, written_about
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


def test_a_recommendation_to_an_agency_and_findings_on_it_speak_for_it() -> None:
    weights = written_about(
        [*places(*STORY), *places("The dentist wrote."), *places("The dentist knew.", section="findings")]
    )
    plain, asked = signals_of(weights, ())["dental"], signals_of(weights, {"dental"})["dental"]
    assert likelihood(asked) > likelihood(plain) > likelihood(plain | {"findings": 0.0})

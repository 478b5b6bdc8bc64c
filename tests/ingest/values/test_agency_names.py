"""Services are found by how names of bodies are built, not by a list of the bodies there are."""

from __future__ import annotations

import pytest

from ingest.values.agency_aliases import Aliases
from ingest.values.agency_names import named_agencies, outside, spelt_out
from ingest.values.phrases import Found


def named(text: str) -> list[str]:
    return [found.value for found in named_agencies(text)]


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("Harrowmere Community Health Services ran the clinic.", ["community-health"]),
        ("The 0–19 team wrote in July.", ["hv"]),
        ("A worker of the Children's Reception Team rang back.", ["csc"]),
        ("He was seen in A&E and by the paediatric registrar.", ["acute", "acute"]),
        ("Staff of the refuge had not been told, nor had the hostel manager.", ["temp-accom", "temp-accom"]),
        ("Education Welfare opened a file.", ["la-education"]),
        ("The youth offending team and the Youth Justice Agency", ["yot", "yot"]),
        ("The cruelty inspector called on the Tuesday.", ["nspcc"]),
        ("The Social Services Department of the county", ["csc"]),
        ("The alcohol recovery service and two drugs workers", ["substance", "substance"]),
        ("The school nurse asked the school; the girl's school had not replied.", ["school-nurse", "school", "school"]),
        ("Dunmere Infirmary and Larkfield Medical Centre", ["acute", "gp"]),
        ("The neighbourhood housing office and the tenancy officer", ["housing-la", "housing-la"]),
        ("A mental health liaison nurse of the crisis resolution team", ["amh", "amh"]),
        ("The child guidance clinic had closed.", ["camhs"]),
        ("NHS Glenmarrow took no part.", ["health-board"]),
        ("NHS Harrow and Dene Clinical Commissioning Group", ["commissioner"]),
        ("The community midwives and the antenatal clinic", ["midwifery", "midwifery"]),
    ],
)
def test_names_of_services(text: str, agencies: list[str]) -> None:
    assert named(text) == agencies


@pytest.mark.parametrize(
    "text",
    [
        "It was during the school holidays, on the school run.",
        "The Royal College of Nursing publishes a guide.",
        "They sang in Sunday School and learned a nursery rhyme.",
        "The rent was owed to a private landlord.",
        "She was looking for a place of refuge.",
        "The practise of medicine in an office of state.",
    ],
)
def test_words_that_name_no_service(text: str) -> None:
    assert named(text) == []


def test_a_pattern_is_spelt_out() -> None:
    assert spelt_out("{the|a} ward {nurse|sister}") == [
        "the ward nurse",
        "the ward sister",
        "a ward nurse",
        "a ward sister",
    ]
    assert spelt_out("the ward") == ["the ward"]


@pytest.mark.parametrize(
    ("given", "later", "agency"),
    [
        (
            "He went to Brightwater, the alcohol treatment service, on Mondays.",
            "Brightwater wrote nothing down.",
            "substance",
        ),
        ("A mentoring charity, Upward, had met him.", "Nobody told Upward.", "vcs"),
        ("Stepstone (voluntary organisation) was asked.", "She liked Stepstone best.", "vcs"),
        ("Erne Valley Health and Social Care Trust (the Trust) wrote.", "The plan of the Trust was late.", "hsct"),
        ("The council's Multi-Agency Safeguarding Hub took the call.", "Calls to the Hub doubled.", "mash"),
        ("A drug and alcohol service called Turnway saw her.", "Turnway closed the file.", "substance"),
    ],
)
def test_names_that_a_report_gives_itself(given: str, later: str, agency: str) -> None:
    assert named(later) == []
    assert [found.value for found in Aliases([given, later]).find(later)] == [agency]


def test_people_and_places_are_not_taken_for_names_of_services() -> None:
    text = "Mother, the school and Child R, the surgery said. In March (the hospital) nothing. Oak School (Harrow)."
    assert Aliases([text]).find("Mother and Child R were in Harrow in March.") == []


def test_a_name_given_to_two_services_stands_for_neither() -> None:
    texts = ["Harrow Hospitals Trust (the Trust)", "Dene Mental Health Trust (the Trust)"]
    assert Aliases(texts).find("the Trust did not reply") == []


def test_what_touches_a_match_that_is_taken_is_left_out() -> None:
    taken = [Found("gp", 5, 9), Found("hv", 20, 30)]
    offered = [Found("a", 0, 5), Found("b", 8, 12), Found("c", 9, 20), Found("d", 15, 40), Found("e", 30, 31)]
    assert [found.value for found in outside(offered, taken)] == ["a", "c", "e"]
    assert outside(offered, []) == offered

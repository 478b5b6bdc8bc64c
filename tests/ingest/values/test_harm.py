"""What happened to a child is told from words that are said of that child."""

from __future__ import annotations

import pytest

from ingest.values.harm import Telling, outcome_for, outcome_of


@pytest.mark.parametrize(
    ("text", "outcome"), [("Child R died.", "death"), ("life-threatening injuries", "serious-harm"), ("a review", "")]
)
def test_outcome(text: str, outcome: str) -> None:
    assert outcome_of(text) == outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Child R died in hospital.", "death"),
        ("He was found unresponsive and was pronounced dead.", "death"),
        ("This report is about the death of a little boy.", "death"),
        ("Child R’s mother died in 2009. She was injured.", "serious-harm"),
        ("Child R was told that her grandmother had died, and was neglected.", "serious-harm"),
        ("She was taken to hospital. She came to no lasting harm.", "near-miss"),
        ("Reviews are held when a child dies.", ""),
        ("He was shaken. He survived. He has quadriplegia and cannot walk.", "permanent-impairment"),
        ("He was in hospital. He was left in a wheelchair.", "permanent-impairment"),
        ("She has cerebral palsy and is fed by tube. She was found neglected and survived.", "serious-harm"),
    ],
)
def test_what_happened_to_the_one_child(text: str, outcome: str) -> None:
    about = [Telling(f"{sentence}.", True) for sentence in text.rstrip(".").split(". ")]
    assert outcome_for(["Child R"], about, alone=True) == outcome


def test_no_lasting_harm_after_intensive_care_is_serious_harm() -> None:
    about = [Telling("She was in intensive care.", True), Telling("She came to no lasting harm.", True)]
    assert outcome_for(["Child R"], about, alone=True) == "serious-harm"


def test_each_of_several_children_has_an_outcome_of_its_own() -> None:
    about = [Telling("Child G was burned and Child H died.", True)]
    assert outcome_for(["Child G"], [Telling("Child G was burned.", True)], alone=False) == "serious-harm"
    assert outcome_for(["Child H"], about, alone=False) == "death"


def test_of_several_none_was_seriously_harmed() -> None:
    about = [
        Telling("Ada and Bea were neglected.", True),
        Telling(
            "A review was not required, as none of the girls had died or been seriously injured.", True, of_all=True
        ),
    ]
    assert outcome_for(["Ada"], about, alone=False, others=["Bea"]) == "near-miss"

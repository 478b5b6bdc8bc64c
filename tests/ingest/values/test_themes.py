"""Themes are told from what a report says, not from labels alone, and each can be told again from its quote."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from ingest.text.extraction import extract
from ingest.values.rules import gives_again
from ingest.values.sections import Place, places
from ingest.values.theme_evidence import theme_evidence, theme_finder
from ingest.values.theme_model import SIGNALS, model_as_json, model_from_json, theme_model
from ingest.values.themes import FEWEST, MOST, chosen, main_subjects, named_themes
from repository.records.concepts import vocabularies
from repository.records.items import Block, BlockRole, Kind

SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"


def themes_of(text: str) -> set[str]:
    return {found.value for found in named_themes(text)}


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Nobody told the school what the police had found.", "information-sharing"),
        ("The letter never reached the surgery.", "information-sharing"),
        ("What she feared was not asked of the girl herself.", "voice-of-the-child"),
        ("No one asked the name of the man who was living there.", "hidden-men"),
        ("She was not brought to three clinics.", "missed-appointments"),
        ("A bruise was seen on the cheek of a baby who could not yet roll.", "bruising"),
        ("The file was closed four weeks later.", "step-down-closure"),
        ("He drank the methadone that stood in the kitchen.", "accidents"),
        ("The children moved to their fifth address in two years.", "transient"),
        ("Her husband punched her and the police were called.", "domestic-abuse"),
        ("She was boarded out with foster parents.", "looked-after"),
        ("The boy of fifteen carried a knife to school.", "serious-youth-violence"),
        ("Growth faltered: his weight fell across two centiles.", "malnutrition"),
        ("The worker’s senior had not read the file.", "supervision"),
    ],
)
def test_what_reports_say_without_the_label(text: str, theme: str) -> None:
    assert theme in themes_of(text)


@pytest.mark.parametrize("text", ["", "The council met on Tuesday.", "Chapter 4", "The panel thanks its secretary."])
def test_sentences_that_speak_of_no_theme(text: str) -> None:
    assert themes_of(text) == set()


def report(*paragraphs: str, title: str = "A review") -> list[Place]:
    blocks = [Block(BlockRole.TITLE, title), *(Block(BlockRole.PARAGRAPH, text) for text in paragraphs)]
    return [Place(number, block, "", title) for number, block in enumerate(blocks, start=1)]


NEGLECT = (
    "The home was filthy and the children were hungry and dirty.",
    "The school saw that the girl was hungry, and neglect was named at last.",
    "Their clothes smelled and their bedding was soaked; neglect had become usual.",
)


def test_what_a_report_says_often_and_in_many_ways_is_its_subject() -> None:
    said = main_subjects(report(*NEGLECT, "A neighbour was met once.", title="Neglect in one family"))
    assert said[0].value == "neglect"
    assert said[0].confidence > 0.5
    assert all(gives_again(statement) for statement in said)
    assert len(said) <= MOST


def test_nothing_is_said_of_a_report_without_a_cue() -> None:
    assert main_subjects(report("The panel met.")) == []
    assert main_subjects([]) == []


def test_the_likeliest_are_chosen_down_to_the_floor_three_at_least_and_ten_at_most() -> None:
    assert chosen({"a": 0.9, "b": 0.1, "c": 0.2, "d": 0.3}, 0.5) == ["a", "d", "c"]
    assert len(chosen({"a": 0.9, "b": 0.1, "c": 0.2, "d": 0.3}, 0.0)) == 4
    assert len(chosen(dict.fromkeys("abcdefghijklmnop", 0.9), 0.5)) == MOST
    assert FEWEST == 3


def test_only_a_briefing_has_the_sector_of_its_title() -> None:
    places = report(*NEGLECT, title="Learning from case reviews: general practice")
    briefing = main_subjects(places, Kind.BRIEFING)
    assert briefing[0].value == "s-gp"
    assert gives_again(briefing[0])
    assert "s-gp" not in {statement.value for statement in main_subjects(places)}


def test_evidence_counts_sentences_by_the_part_they_stand_in() -> None:
    evidence = theme_evidence(report(*NEGLECT, title="Neglect"))
    neglect = evidence.themes["neglect"]
    assert evidence.sentences == 4
    assert neglect.by_part["title"] == 1
    assert neglect.said == pytest.approx(4)
    assert len(neglect.cues) >= 3


def test_every_cue_is_for_a_theme_and_every_theme_of_practice_has_cues() -> None:
    rows = list(csv.DictReader((files("corpus") / "reading" / "theme_cues.csv").read_text("utf-8").splitlines()))
    themes = {c.id: c for c in vocabularies()["themes"].values() if not c.is_group}
    with_cues = {row["theme"] for row in rows}
    assert with_cues <= themes.keys()
    assert {id for id, c in themes.items() if "themes:t-process" not in c.broader} <= with_cues
    assert len({(row["theme"], row["cue"]) for row in rows}) == len(rows)
    assert all(0 < float(row["weight"]) <= 1 for row in rows)


def test_the_model_is_written_as_it_is_read() -> None:
    model = theme_model()
    assert model_from_json(model_as_json(model)) == model
    assert set(model.weights) == set(SIGNALS)


def test_themes_of_a_sample_can_be_told_again_from_their_quotes() -> None:
    document = extract((SAMPLES / "child-r-overview.pdf").read_bytes(), "child-r-overview.pdf")
    said = main_subjects(places(document.pages))
    assert {"neglect", "missed-appointments", "hidden-men"} <= {statement.value for statement in said}
    assert all(gives_again(statement) for statement in said)


def test_a_long_report_takes_no_time_worth_speaking_of() -> None:
    from time import process_time

    page = " ".join(NEGLECT) + " Nobody told the doctor, the letter lay unread and the visit came to nothing. " * 8
    theme_finder().find(page)
    started = process_time()
    for _ in range(60):
        theme_finder().find(page)
    assert process_time() - started < 1.0

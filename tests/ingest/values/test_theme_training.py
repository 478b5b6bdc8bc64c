"""What is learned from labelled reports: weights that tell themes apart, always the same, and measured on others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.values.sections import Place
from ingest.values.theme_evidence import theme_evidence
from ingest.values.theme_model import model_as_json
from ingest.values.theme_training import LabelledReport, background_of, labelled_reports, learn, left_out
from repository.errors import WrongUsage
from repository.records.items import Block, BlockRole

SAID = {
    "neglect": ("The home was filthy.", "The children were hungry and dirty.", "Neglect went on."),
    "sudi": ("He slept on the sofa with a parent.", "Safer sleep was not spoken of.", "It was a cot death."),
    "suicide": ("She took her own life.", "He spoke of suicide to friends.", "She had said that she wanted to die."),
    "housing": ("They were evicted.", "The flat was damp and overcrowded.", "They became homeless."),
}


def report(name: str, themes: Sequence[str], mentioned: str = "") -> LabelledReport:
    texts = [text for theme in themes for text in SAID[theme]] + list(SAID[mentioned][:1] if mentioned else ())
    texts += ["The panel met and was grateful."] * 5
    places = [Place(1, Block(BlockRole.PARAGRAPH, text), "", "") for text in texts]
    return LabelledReport(name, name.partition(" ")[0], theme_evidence(places), frozenset(themes))


REPORTS = [
    report("a", ["neglect", "housing"], "suicide"),
    report("b", ["suicide"], "neglect"),
    report("c", ["sudi", "housing"], "neglect"),
    report("d", ["neglect", "suicide"], "sudi"),
    report("e overview", ["sudi", "neglect"], "housing"),
    report("e summary", ["sudi"], "housing"),
]


def test_a_subject_is_likelier_than_a_mention() -> None:
    likely = learn(REPORTS).likelihoods(report("new", ["housing", "sudi"], "suicide").evidence)
    assert min(likely["housing"], likely["sudi"]) > likely["suicide"]
    assert all(0 <= likelihood <= 1 for likelihood in likely.values())


def test_the_same_reports_teach_the_same_in_any_order() -> None:
    assert model_as_json(learn(REPORTS)) == model_as_json(learn(REPORTS[::-1]))


def test_publications_of_one_review_are_left_out_together() -> None:
    found = {report.name: themes for report, themes in left_out(REPORTS)}
    assert list(found) == [report.name for report in REPORTS]
    alone = learn([report for report in REPORTS if report.review != "e"])
    likely = alone.likelihoods(REPORTS[-1].evidence)
    assert max(likely, key=lambda theme: likely[theme]) in found["e summary"]


def test_the_background_counts_reports() -> None:
    background = background_of(REPORTS)
    assert set(background.cues) >= {"neglect", "sudi", "suicide", "housing"}
    assert max(background.cues["housing"].values()) <= 1
    assert background.frequency["neglect"] > background.frequency["bullying"]
    assert background.usual["neglect"] > background.usual["bullying"] == 0


def test_a_folder_without_labels_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="holds no labelled documents"):
        labelled_reports(tmp_path)

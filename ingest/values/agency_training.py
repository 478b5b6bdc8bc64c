"""Learns from labelled reports how much each sign counts that an agency's practice is examined, and measures it.

    python -m ingest.values.agency_training FOLDER …           # measure: each review is left out in turn
    python -m ingest.values.agency_training FOLDER … --write   # learn from all: corpus/reading/agency_model.json

Nothing in it is random: the same reports give the same file.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import click

from ingest.measuring.evaluation import labelled_documents
from ingest.text.extraction import extract
from ingest.values import agencies, agency_signals
from ingest.values.addressees import addressees
from ingest.values.agencies import AgencyModel
from ingest.values.recommendations import find_recommendations
from ingest.values.sections import places
from ingest.values.theme_training import KIND_OF_PUBLICATION, figures_of, regression
from repository.records.items import Recommendation

DOUBT = 6.0
"""Reports that an agency must be named in for its own frequency to count as much as that of all agencies."""


@dataclass(frozen=True)
class LabelledAgencies:
    """A report's signals by agency and the agencies a librarian gave it; `review` is alike for one review's files."""

    review: str
    signals: dict[str, dict[str, float]]
    given: frozenset[str]


def labelled_reports(folder: Path) -> list[LabelledAgencies]:
    """The documents of the folder whose labels give agencies."""
    found = []
    for pair in labelled_documents(folder):
        if "agencies" in pair.gold.given:
            parts = places(extract(pair.document.read_bytes(), pair.document.name).pages)
            asked = {id for r in find_recommendations(parts) for id in _asked(r)}
            signals = agency_signals.signals_of(agency_signals.written_about(parts), asked)
            review = KIND_OF_PUBLICATION.sub("", pair.document.stem)
            found.append(LabelledAgencies(review, signals, frozenset(pair.gold.sets["agencies"])))
    return found


def _asked(r: Recommendation) -> tuple[str, ...]:
    return addressees(r.text, r.owner, headed=not r.rule.endswith("in_table"))


def usual_in(reports: Sequence[LabelledAgencies]) -> tuple[dict[str, float], float]:
    """For each agency, and for any other: the logarithm of how often it is examined to how often it is only named."""
    named = Counter(id for report in reports for id in report.signals)
    right = Counter(id for report in reports for id in report.signals if id in report.given)
    share = (right.total() + 1) / (named.total() + 2)
    usual = {id: math.log((right[id] + DOUBT * share) / (named[id] - right[id] + DOUBT * (1 - share))) for id in named}
    return usual, math.log(share / (1 - share))


def learn(reports: Sequence[LabelledAgencies]) -> AgencyModel:
    """The weights that tell the agencies given by the librarian from the others that a report names.

    How usual an agency is comes for each report from the other reviews, as it will for a new one.
    """
    rows, given = [], []
    for review in dict.fromkeys(report.review for report in reports):
        usual, other = usual_in([r for r in reports if r.review != review])
        for report in (r for r in reports if r.review == review):
            for id, signals in report.signals.items():
                rows.append({**signals, "usual": usual.get(id, other)})
                given.append(id in report.given)
    names = list(rows[0])
    constant, weights = regression([[row[name] for name in names] for row in rows], given)
    return AgencyModel(constant, dict(zip(names, weights, strict=True)), *usual_in(reports))


def told(report: LabelledAgencies, model: AgencyModel) -> frozenset[str]:
    """The agencies that what was learned tells of a report."""
    return frozenset(agencies.chosen({id: model.likelihood(id, s) for id, s in report.signals.items()}))


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--write", is_flag=True, help="Learn from all reports and write the model into the corpus.")
def main(folders: tuple[Path, ...], write: bool) -> None:
    """Measure how well agencies are told on reviews left out, or write what all of them teach."""
    reports = [report for folder in folders for report in labelled_reports(folder)]
    if write:
        target = Path(str(files("corpus") / "reading" / agencies.MODEL))
        target.write_text(agencies.model_as_json(learn(reports)), encoding="utf-8")
        click.echo(f"Learned from {len(reports)} reports: {target}")
        return
    pairs = []
    for review in dict.fromkeys(report.review for report in reports):
        model = learn([r for r in reports if r.review != review])
        pairs += [(r.given, told(r, model)) for r in reports if r.review == review]
    click.echo(f"{len(reports)} reports, each review left out in turn: {figures_of(pairs)}")


if __name__ == "__main__":
    main()

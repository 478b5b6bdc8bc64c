"""Learns from labelled reports how much each sign counts that an agency's practice is examined, and measures it.

    python -m ingest.values.agency_training corpus/samples

Each review is left out in turn; then the weights that all of them teach are printed, for `agencies.WEIGHTS`.
Nothing in it is random.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from ingest.measuring.evaluation import labelled_documents
from ingest.text.extraction import extract
from ingest.values import agencies
from ingest.values.addressees import addressees
from ingest.values.recommendations import find_recommendations
from ingest.values.sections import places
from ingest.values.theme_training import KIND_OF_PUBLICATION, figures_of, regression
from repository.records.items import Recommendation

Learned = tuple[float, dict[str, float]]
"""The constant and the weight of each signal."""


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
            signals = agencies.signals_of(agencies.written_about(parts), asked)
            review = KIND_OF_PUBLICATION.sub("", pair.document.stem)
            found.append(LabelledAgencies(review, signals, frozenset(pair.gold.sets["agencies"])))
    return found


def _asked(r: Recommendation) -> tuple[str, ...]:
    return addressees(r.text, r.owner, headed=not r.rule.endswith("in_table"))


def learn(reports: Sequence[LabelledAgencies]) -> Learned:
    """The weights that tell the agencies given by the librarian from the others that a report names."""
    rows = [(signals, id in report.given) for report in reports for id, signals in report.signals.items()]
    names = list(agencies.WEIGHTS)
    constant, weights = regression([[signals[n] for n in names] for signals, _ in rows], [given for _, given in rows])
    return constant, dict(zip(names, weights, strict=True))


def told(report: LabelledAgencies, learned: Learned) -> frozenset[str]:
    """The agencies that what was learned tells of a report."""
    constant, weights = learned
    need = math.log(agencies.FLOOR / (1 - agencies.FLOOR))
    return frozenset(
        id
        for id, signals in report.signals.items()
        if constant + sum(weights[name] * value for name, value in signals.items()) >= need
    )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def main(folder: Path) -> None:
    """Measure how well agencies are told on reviews left out, and print what all of them teach."""
    reports = labelled_reports(folder)
    pairs = []
    for review in dict.fromkeys(report.review for report in reports):
        learned = learn([r for r in reports if r.review != review])
        pairs += [(r.given, told(r, learned)) for r in reports if r.review == review]
    click.echo(f"{len(reports)} reports, each review left out in turn: {figures_of(pairs)}")
    constant, weights = learn(reports)
    click.echo(f"CONSTANT = {constant:.2f}")
    click.echo(f"WEIGHTS = { {name: round(weight, 2) for name, weight in weights.items()} }")


if __name__ == "__main__":
    main()

"""Learns from labelled reports how much each sign of a theme counts, and measures it on reports left out.

    python -m ingest.values.theme_training corpus/samples            # measure: each review is left out in turn
    python -m ingest.values.theme_training corpus/samples --write    # learn from all: corpus/reading/theme_model.json

Several folders are learned from together. Nothing in it is random: the same reports give the same file.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import click

from ingest.measuring.evaluation import labelled_documents
from ingest.text.extraction import extract
from ingest.values.sections import places
from ingest.values.theme_evidence import REVIEWING, SECTORS, ReportEvidence, theme_evidence
from ingest.values.theme_model import MODEL, SIGNALS, Background, ThemeModel, model_as_json, signals_of
from ingest.values.themes import chosen
from ingest.values.wording import below
from repository.records.concepts import vocabularies

RESTRAINT = 2.0
"""How strongly weights are held near nothing (ridge): with reviews left out, 2 gave F1 0.738 and 15 gave 0.730."""
FLOOR = 0.31
"""The least likelihood of a main theme: the best of reviews left out in turn, of 0.15 to 0.60."""
USUAL_THEMES = 8.0
"""How many themes a librarian gives a report: what is expected of themes that no labelled report has."""
KIND_OF_PUBLICATION = re.compile(r"-(?:overview|summary|response|brief|report|action-plan)$")


@dataclass(frozen=True)
class LabelledReport:
    """A report's evidence and the themes a librarian gave it; `review` is alike for publications of one review."""

    name: str
    review: str
    evidence: ReportEvidence
    themes: frozenset[str]


def labelled_reports(folder: Path) -> list[LabelledReport]:
    """The documents of the folder whose labels give themes."""
    reports = []
    for pair in labelled_documents(folder):
        if "themes" in pair.gold.given:
            document = extract(pair.document.read_bytes(), pair.document.name)
            name = pair.document.stem
            review = KIND_OF_PUBLICATION.sub("", name)
            themes = frozenset(pair.gold.sets["themes"])
            reports.append(LabelledReport(name, review, theme_evidence(places(document.pages)), themes))
    return reports


def background_of(reports: Sequence[LabelledReport]) -> Background:
    """How these reports speak, and how often they have each theme."""
    themes = _practice_themes()
    said = {t: [r.evidence.themes[t] for r in reports if t in r.evidence.themes] for t in themes}
    lengths = {id(e): r.evidence.sentences for r in reports for e in r.evidence.themes.values()}
    usual = {t: sum(e.said / lengths[id(e)] for e in said[t]) / len(reports) for t in themes}
    cues = {t: Counter(cue for e in said[t] for cue in e.cues) for t in themes}
    shares = {t: {cue: n / len(reports) for cue, n in cues[t].items()} for t in themes if cues[t]}
    return Background(usual, _frequency(reports, themes), shares)


def _practice_themes() -> dict[str, str]:
    """Each theme of practice with its group."""
    other = below("themes", SECTORS | REVIEWING)
    concepts = vocabularies()["themes"].values()
    return {c.id: str(c.broader[0]) for c in concepts if not c.is_group and c.id not in other}


def _frequency(reports: Sequence[LabelledReport], themes: dict[str, str]) -> dict[str, float]:
    """The logarithm of how often reports have a theme; where there is little to go by, as often as its group."""
    times = Counter(theme for report in reports for theme in report.themes)
    in_group: dict[str, list[str]] = defaultdict(list)
    for theme, group in themes.items():
        in_group[group].append(theme)
    expected = USUAL_THEMES / len(themes)
    usual = {
        group: (sum(times[t] for t in members) + 4 * expected) / (len(reports) * len(members) + 4)
        for group, members in in_group.items()
    }
    return {t: math.log((times[t] + 6 * usual[group]) / (len(reports) + 6)) for t, group in themes.items()}


def learn(reports: Sequence[LabelledReport]) -> ThemeModel:
    """The weights that tell the given themes of these reports from the others (logistic regression with ridge).

    Each report is looked at against the background of the other reviews, as a new one will be.
    """
    rows: list[list[float]] = []
    given: list[bool] = []
    for report in reports:
        background = background_of([r for r in reports if r.review != report.review])
        for theme, signals in signals_of(report.evidence, background).items():
            rows.append([signals[name] for name in SIGNALS])
            given.append(theme in report.themes)
    constant, weights = regression(rows, given)
    return ThemeModel(background_of(reports), constant, dict(zip(SIGNALS, weights, strict=True)), FLOOR)


def regression(rows: Sequence[Sequence[float]], given: Sequence[bool]) -> tuple[float, list[float]]:
    """Constant and weights by Newton's method, on signals brought to one scale and taken back from it."""
    columns = list(zip(*rows, strict=True))
    means = [sum(column) / len(rows) for column in columns]
    scales = [math.sqrt(sum((x - m) ** 2 for x in c) / len(rows)) or 1.0 for c, m in zip(columns, means, strict=True)]
    scaled = [[1.0, *((x - m) / s for x, m, s in zip(row, means, scales, strict=True))] for row in rows]
    weights = [0.0] * len(scaled[0])
    for _ in range(30):
        step = _step(scaled, given, weights)
        weights = [w + d for w, d in zip(weights, step, strict=True)]
        if max(abs(d) for d in step) < 1e-7:
            break
    plain = [w / s for w, s in zip(weights[1:], scales, strict=True)]
    return weights[0] - sum(w * m for w, m in zip(plain, means, strict=True)), plain


def _step(rows: Sequence[Sequence[float]], given: Sequence[bool], weights: Sequence[float]) -> list[float]:
    size = len(weights)
    gradient = [0.0] + [-RESTRAINT * w for w in weights[1:]]
    curve = [[RESTRAINT * (i == j and i > 0) for j in range(size)] for i in range(size)]
    for row, yes in zip(rows, given, strict=True):
        likely = 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, row, strict=True))))
        spread = likely * (1 - likely)
        for i, x in enumerate(row):
            gradient[i] += (yes - likely) * x
            for j in range(i + 1):
                curve[i][j] += spread * x * row[j]
    for i in range(size):
        for j in range(i):
            curve[j][i] = curve[i][j]
    return _solved(curve, gradient)


def _solved(matrix: list[list[float]], right: Sequence[float]) -> list[float]:
    """The solution of a small system of equations, by elimination."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        pivot = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for other in range(len(rows)):
            if other != i:
                factor = rows[other][i]
                rows[other] = [x - factor * y for x, y in zip(rows[other], rows[i], strict=True)]
    return [row[-1] for row in rows]


def left_out(reports: Sequence[LabelledReport]) -> Iterator[tuple[LabelledReport, frozenset[str]]]:
    """Each report with the themes given to it by what was learned from the other reviews."""
    for review in dict.fromkeys(report.review for report in reports):
        model = learn([r for r in reports if r.review != review])
        for report in (r for r in reports if r.review == review):
            yield report, frozenset(chosen(model.likelihoods(report.evidence), model.floor))


def figures_of(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> str:
    right = sum(len(expected & found) for expected, found in pairs)
    precision = right / max(1, sum(len(found) for _, found in pairs))
    recall = right / max(1, sum(len(expected) for expected, _ in pairs))
    f1 = 2 * precision * recall / ((precision + recall) or 1)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--write", is_flag=True, help="Learn from all reports and write the model into the corpus.")
def main(folders: tuple[Path, ...], write: bool) -> None:
    """Measure how well themes are told on reports left out, or write what all of them teach."""
    reports = [report for folder in folders for report in labelled_reports(folder)]
    if write:
        target = Path(str(files("corpus") / "reading" / MODEL))
        target.write_text(model_as_json(learn(reports)), encoding="utf-8")
        click.echo(f"Learned from {len(reports)} reports: {target}")
        return
    pairs = []
    for report, found in left_out(reports):
        expected = report.themes & _practice_themes().keys()
        pairs.append((expected, found))
        click.echo(f"{report.name:<45}{figures_of(pairs[-1:])}")
    click.echo(f"{len(reports)} reports, each review left out in turn: {figures_of(pairs)}")


if __name__ == "__main__":
    main()

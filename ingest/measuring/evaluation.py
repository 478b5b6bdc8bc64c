"""Measures the reading of documents against what a librarian recorded: reads them as strangers, scores every field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from ingest.measuring.gold import Gold, read_gold
from ingest.measuring.scores import FieldTotals, Miss, Outcome, total_by_field
from ingest.measuring.scoring import score_document
from ingest.outcome import FileOutcome
from ingest.pipeline import ingest_files
from ingest.sources.folder import FileToRead
from repository.command_line import declared_commands, load_command
from repository.errors import WrongUsage
from repository.governance.holding import RELEASED, decide
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import Library, open_library

ENDING = ".gold.json"
DOCUMENTS = (".pdf", ".html", ".htm", ".docx")


@dataclass(frozen=True)
class Labelled:
    """A document and the labels that belong to it."""

    document: Path
    gold: Gold


def labelled_documents(folder: Path, documents: Path | None = None) -> list[Labelled]:
    """The documents of a folder that have a gold file beside them, by name.

    `documents` is the folder of the files where only the labels are in `folder`. Raises WrongUsage
    when a gold file has no document, or there is none at all.
    """
    found = []
    for path in sorted(folder.glob(f"*{ENDING}")):
        stem = path.name.removesuffix(ENDING)
        beside = [p for e in DOCUMENTS if (p := (documents or folder) / f"{stem}{e}").is_file()]
        if not beside:
            raise WrongUsage(f"{path} has no document of that name beside it.", "Put it there, or name --documents.")
        found.append(Labelled(beside[0], read_gold(path)))
    if not found:
        raise WrongUsage(f"{folder} holds no labelled documents.", f"Labels are files named NAME{ENDING}.")
    return found


def evaluate_documents(labelled: Sequence[Labelled]) -> Iterator[tuple[Labelled, list[Outcome]]]:
    """Ingest each document into an empty library, as one never seen, and score what became of it."""
    with TemporaryDirectory() as home, open_library(Settings(home=Path(home))) as library:
        for pair in labelled:
            to_read = FileToRead(pair.document, str(pair.document))
            (outcome,) = ingest_files(library, [to_read], Collection.SAMPLES)
            yield pair, _score(library, pair.gold, _released(library, to_read, outcome), outcome.status)


def _released(library: Library, to_read: FileToRead, outcome: FileOutcome) -> FileOutcome:
    """A held file as it is once a person has released it, so that its reading can be measured too."""
    if outcome.status != "held":
        return outcome
    decide(library, outcome.id, RELEASED, "evaluation", "to measure how it is read")
    (again,) = ingest_files(library, [to_read], Collection.SAMPLES)
    return again


def _score(library: Library, gold: Gold, outcome: FileOutcome, status: str) -> list[Outcome]:
    item = library.catalogue.item(outcome.id) if outcome.id else None
    pages = library.catalogue.pages(item.publications[0].id) if item else ()
    return score_document(gold, item, pages, "ok" if status == "new_version" else status)


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--queries",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Judged queries as JSON Lines: measures the search of this library instead.",
)
@click.option(
    "--documents",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Where the files are, if not beside their labels.",
)
@click.option("--json", "as_json_", is_flag=True, help="Figures and misses for machines.")
@click.option("--misses", is_flag=True, help="List every miss with the evidence given, or each query.")
@click.pass_context
def evaluate(
    context: click.Context,
    folder: Path | None,
    queries: Path | None,
    documents: Path | None,
    as_json_: bool,
    misses: bool,
) -> None:
    """Measure extraction on the labelled documents of a folder, field by field, or the search on judged queries."""
    if (folder is None) == (queries is None):
        raise WrongUsage("Name a folder of labelled documents, or --queries FILE.", "See case-reviews evaluate --help.")
    if folder is None:
        # Loaded by name, as every command is: reading files needs nothing of the search.
        context.invoke(
            load_command(declared_commands()["evaluate-queries"]), file=queries, as_json=as_json_, each=misses
        )
        return
    scored = list(evaluate_documents(labelled_documents(folder, documents)))
    table = total_by_field(outcome for _, outcomes in scored for outcome in outcomes)
    if as_json_:
        click.echo(json.dumps(_as_json(table, scored), ensure_ascii=False))
        return
    click.echo(f"{len(scored)} documents")
    for line in _table(table):
        click.echo(line)
    if misses:
        for pair, outcomes in scored:
            for miss in (m for o in outcomes for m in o.misses):
                click.echo(_in_words(pair, miss))


def _as_json(table: dict[str, FieldTotals], scored: Sequence[tuple[Labelled, list[Outcome]]]) -> dict[str, object]:
    return {
        "documents": len(scored),
        "fields": {name: figures.as_json() for name, figures in table.items()},
        "misses": [
            {"document": pair.document.name} | asdict(miss)
            for pair, outcomes in scored
            for outcome in outcomes
            for miss in outcome.misses
        ],
    }


def _table(table: dict[str, FieldTotals]) -> Iterator[str]:
    yield f"{'field':<20}{'right':>8}{'wrong':>8}{'missing':>9}{'spurious':>10}{'precision':>11}{'recall':>8}{'F1':>7}"
    for name, t in table.items():
        figures = "".join(f"{_figure(v):>{w}}" for v, w in ((t.precision, 11), (t.recall, 8), (t.f1, 7)))
        yield f"{name:<20}{t.right:>8g}{t.wrong:>8g}{t.missing:>9g}{t.spurious:>10g}{figures}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _in_words(pair: Labelled, miss: Miss) -> str:
    said = f"expected «{miss.expected}», found «{miss.found}» {miss.evidence}"
    return f"{pair.document.name}: {miss.field} {miss.kind}: {said}".rstrip()

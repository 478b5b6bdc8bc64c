"""Prints how well judged queries are answered: by us, and by the engine's own ranking over the same texts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from repository.errors import WrongUsage
from repository.records.items import Collection
from repository.store.library import Library, open_library
from search.evaluation.judged import JudgedQuery, read_judged
from search.evaluation.measures import FAR, MEASURES, Interval, interval
from search.evaluation.peers import EnginePeer, Ranking
from search.searcher import Searcher, open_searcher

OURS, ENGINE, DEFAULT = "ours", "Whoosh, our analyser", "Whoosh, its default"
Values = Mapping[str, Mapping[str, Sequence[float]]]
"""By system and measure, the value of each query."""


@click.command("evaluate-queries")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Figures for machines.")
@click.option("--each", is_flag=True, help="Also nDCG@10 of each query that is not held back.")
def evaluate_queries(file: Path, as_json: bool, each: bool) -> None:
    """Measure the search on judged queries over the collection of this library that they were judged in."""
    judged = read_judged(file)
    with open_library() as library:
        values = measure(library, judged, collection_of(library, judged))
    groups = _groups(judged)
    if as_json:
        click.echo(json.dumps({name: _figures(values, chosen) for name, chosen in groups.items()}))
        return
    for name, chosen in groups.items():
        click.echo(f"\n{name}: {len(chosen)} queries")
        for line in _table(values, chosen):
            click.echo(line)
    if each:
        for number, query in enumerate(judged):
            if not query.held_back:
                found = "  ".join(f"{values[system]['nDCG@10'][number]:.2f}" for system in values)
                click.echo(f"{found}  {query.query}")


def collection_of(library: Library, judged: Sequence[JudgedQuery]) -> Collection:
    """The collection that holds most of what was judged."""
    named = {name for query in judged for name in query.judgements}
    return max(Collection, key=lambda each: (len(named & _ids_of_files(library, each).keys()), each))


def measure(library: Library, judged: Sequence[JudgedQuery], collection: Collection = Collection.SAMPLES) -> Values:
    """Ask every query of every system. Raises WrongUsage when a judged file is not in the library."""
    known = _ids_of_files(library, collection)
    unknown = sorted({name for query in judged for name in query.judgements} - set(known))
    if unknown:
        raise WrongUsage(f"Not in the library: {', '.join(unknown[:5])}.", "Build it anew: case-reviews demo.")
    graded = frozenset(known[name] for query in judged for name in query.judgements)
    searcher = open_searcher(library)
    with TemporaryDirectory() as folder:
        systems: dict[str, Ranking] = {
            name: EnginePeer(Path(folder, name), library, collection, our_analyser=ours).ranked
            for name, ours in ((ENGINE, True), (DEFAULT, False))
        }
        lists = [_lists(query, searcher, systems, graded, collection) for query in judged]
    grades = [_grades(query, known) for query in judged]
    return {
        system: {
            name: [measure(each[system], grade) for each, grade in zip(lists, grades, strict=True)]
            for name, measure in MEASURES.items()
        }
        for system in (OURS, *systems)
    }


def _lists(
    query: JudgedQuery,
    searcher: Searcher,
    systems: Mapping[str, Ranking],
    graded: frozenset[str],
    collection: Collection,
) -> dict[str, list[str]]:
    """What each system finds, best first, filtered, without what was never judged."""
    left = graded & frozenset(searcher.every_id(query.request(collection, text=False)))
    ranked = {OURS: list(searcher.every_id(query.request(collection)))}
    ranked |= {name: ask(query.query, 10_000) for name, ask in systems.items()}
    return {name: [id for id in ids if id in left][:FAR] for name, ids in ranked.items()}


def _ids_of_files(library: Library, collection: Collection) -> dict[str, str]:
    """The item of each file name, and of each id."""
    known = {}
    for item in library.catalogue.each_item(collection):
        known[item.id] = item.id
        known |= {Path(publication.file_name).name: item.id for publication in item.publications}
    return known


def _grades(query: JudgedQuery, known: Mapping[str, str]) -> dict[str, int]:
    """The grade of each item: the best of its files."""
    grades: dict[str, int] = {}
    for name, grade in query.judgements.items():
        grades[known[name]] = max(grade, grades.get(known[name], 0))
    return grades


def _groups(judged: Sequence[JudgedQuery]) -> dict[str, list[int]]:
    kinds = dict.fromkeys(query.kind for query in judged if query.kind)
    groups = {
        "not held back": [n for n, query in enumerate(judged) if not query.held_back],
        "held back": [n for n, query in enumerate(judged) if query.held_back],
        **{kind: [n for n, query in enumerate(judged) if query.kind == kind] for kind in kinds},
    }
    return {name: chosen for name, chosen in groups.items() if chosen}


def _figures(values: Values, chosen: Sequence[int]) -> dict[str, Any]:
    figures: dict[str, Any] = {
        system: {name: interval([each[n] for n in chosen]).__dict__ for name, each in of_system.items()}
        for system, of_system in values.items()
    }
    for system in values:
        if system != OURS:
            figures[f"{OURS} above {system}"] = _above(values, system, chosen).__dict__
    return figures


def _above(values: Values, system: str, chosen: Sequence[int]) -> Interval:
    """How much nDCG@10 we are above another system, query by query."""
    ours, theirs = values[OURS]["nDCG@10"], values[system]["nDCG@10"]
    return interval([ours[n] - theirs[n] for n in chosen])


def _table(values: Values, chosen: Sequence[int]) -> list[str]:
    lines = [f"{'':24}" + "".join(f"{name:>24}" for name in MEASURES)]
    for system, of_system in values.items():
        cells = (_cell(interval([each[n] for n in chosen])) for each in of_system.values())
        lines.append(f"{system:24}" + "".join(f"{cell:>24}" for cell in cells))
    for system in values:
        if system != OURS:
            lines.append(f"nDCG@10 above {system}: {_cell(_above(values, system, chosen))}")
    return lines


def _cell(found: Interval) -> str:
    return f"{found.mean:.3f} ({found.low:.3f} to {found.high:.3f})"

"""Prints how well nearly the same recommendations are told from others, on pairs that people labelled."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np

from repository.errors import WrongUsage
from repository.records.items import Collection
from repository.store.library import Library, open_library
from search.likeness.opened import Likenesses
from search.likeness.rows import Rows
from search.made_before import MATTER, SAME, likeness_to
from search.words import read_words

Numbers = Mapping[tuple[str, str], int]
"""The row of each recommendation, by file name and text."""
LABELS = ("same", "related", "different")
UNREAD = "unread"
"""What pairs are that nobody labelled."""
ENOUGH_OF_TEXT = 0.8
"""Words that a recommendation of the library must share with a labelled one to be taken for it: files are read
by program, and a mark or a number may differ."""


@dataclass(frozen=True)
class LabelledPair:
    """Two recommendations, each as (file name, text), and what a person said of them."""

    first: tuple[str, str]
    second: tuple[str, str]
    label: str
    held_back: bool


@dataclass(frozen=True)
class Telling:
    """How well something was told: `right` of `offered` were right, of `wanted` that there are."""

    right: int
    offered: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of what was offered that is right, 1 where nothing was."""
        return self.right / self.offered if self.offered else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that was offered."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / (self.offered + self.wanted) if self.offered + self.wanted else 1.0


@dataclass(frozen=True)
class Measured:
    """Figures of one part of the pairs: those called nearly the same; those shown at all, as far as they are the
    same; and those shown at all, as far as they are the same or on one matter."""

    pairs: int
    same: Telling
    shown: Telling
    matter: Telling


@click.command("evaluate-recommendations")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("read", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@click.option("--json", "as_json", is_flag=True, help="Figures for machines.")
@click.option("--misses", is_flag=True, help="Also the pairs, not held back, that were told wrongly.")
def evaluate_recommendations(file: Path, read: Path | None, as_json: bool, misses: bool) -> None:
    """Measure on labelled pairs how well nearly the same recommendations are found among the samples.

    READ is a file of pairs that were read after the program had offered them: all that is offered is then told by
    what it is.
    """
    pairs, read_after = read_pairs(file), read_pairs(read) if read else []
    with open_library() as library:
        rows = Likenesses(library).current(Collection.SAMPLES).recommendations
        numbers = numbers_of(library, rows, [*pairs, *read_after])
    told, known = ([pair for pair in each if pair.first in numbers and pair.second in numbers]
                   for each in (pairs, [*pairs, *read_after]))  # fmt: skip
    values = likeness_of_pairs(rows, numbers, told)
    offered = offered_anywhere(rows, numbers, known)
    parts = {name: measured([(p, v) for p, v in zip(told, values, strict=True) if p.held_back == held])
             for name, held in (("not held back", False), ("held back", True))}  # fmt: skip
    if as_json:
        click.echo(json.dumps({name: _figures(part) for name, part in parts.items()} | {"anywhere": offered}))
        return
    for line in _lines(parts, offered):
        click.echo(line)
    if len(told) < len(pairs):
        click.echo(
            f"Left out: {len(pairs) - len(told)} pairs with a text that the library has otherwise or not at all."
        )
    if misses:
        for pair, value in zip(told, values, strict=True):
            if not pair.held_back and (value >= SAME) != (pair.label == "same"):
                click.echo(f"\n{value:.2f} {pair.label}\n  {pair.first[1]}\n  {pair.second[1]}")


def _lines(parts: Mapping[str, Measured], offered: Mapping[str, int]) -> Iterator[str]:
    for name, part in parts.items():
        yield f"{name}: {part.pairs} pairs"
        yield f"  called nearly the same, and is          {_in_words(part.same)}"
        yield f"  shown at all, and is nearly the same    {_in_words(part.shown)}"
        yield f"  shown at all, and is on the same matter {_in_words(part.matter)}"
    counts = ", ".join(f"{offered[label]} {label}" for label in LABELS)
    yield f"Of all pairs of these recommendations {sum(offered.values())} are called nearly the same, the held-back"
    yield f"pairs left out. People read: {counts}. Nobody read {offered[UNREAD]}."


def read_pairs(path: Path) -> list[LabelledPair]:
    """The pairs of a file of JSON Lines. Raises WrongUsage that names the line that is wrong."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            kept = json.loads(line)
            first, second = ((str(kept[side]["file"]), str(kept[side]["text"])) for side in ("first", "second"))
            pair = LabelledPair(first, second, str(kept["label"]), bool(kept["held_back"]))
            if pair.label not in LABELS:
                raise ValueError(pair.label)
            found.append(pair)
        except (ValueError, KeyError, TypeError) as error:
            raise WrongUsage(
                f"Line {number} of {path} is no labelled pair ({error}).", "See corpus/queries."
            ) from error
    return found


def likeness_of_pairs(rows: Rows, numbers: Numbers, pairs: Sequence[LabelledPair]) -> list[float]:
    """How alike the recommendations of each pair are."""
    return [float(likeness_to(rows, numbers[pair.first])[numbers[pair.second]]) for pair in pairs]


def measured(pairs: Sequence[tuple[LabelledPair, float]]) -> Measured:
    """The figures of some pairs with their likeness."""
    return Measured(
        len(pairs),
        _telling([(pair.label == "same", value >= SAME) for pair, value in pairs]),
        _telling([(pair.label == "same", value >= MATTER) for pair, value in pairs]),
        _telling([(pair.label != "different", value >= MATTER) for pair, value in pairs]),
    )


def offered_anywhere(rows: Rows, numbers: Numbers, pairs: Sequence[LabelledPair]) -> dict[str, int]:
    """How many pairs of all the recommendations that the pairs name, of different records, are called nearly the
    same, by what a person said of them; held-back pairs are left out."""
    labels = {frozenset((numbers[p.first], numbers[p.second])): p for p in pairs}
    named = set(numbers.values())
    found = Counter(dict.fromkeys((*LABELS, UNREAD), 0))
    for number in named:
        for other in np.flatnonzero(likeness_to(rows, number)[:number] >= SAME).tolist():
            pair = labels.get(frozenset((number, other)))
            if other in named and rows.owners[other] != rows.owners[number] and not (pair and pair.held_back):
                found[pair.label if pair else UNREAD] += 1
    return dict(found)


def numbers_of(library: Library, rows: Rows, pairs: Sequence[LabelledPair]) -> Numbers:
    """The row of each recommendation of the pairs; those that the library does not have are left out."""
    said = dict(_said(library, rows))
    found = {}
    for file, text in dict.fromkeys(side for pair in pairs for side in (pair.first, pair.second)):
        terms = _terms(text)
        share, number = max(((_shared(terms, other), n) for n, other in said.get(file, {}).items()), default=(0.0, -1))
        if share >= ENOUGH_OF_TEXT:
            found[file, text] = number
    return found


def _telling(answers: Sequence[tuple[bool, bool]]) -> Telling:
    return Telling(
        sum(wanted and offered for wanted, offered in answers),
        sum(offered for _, offered in answers),
        sum(wanted for wanted, _ in answers),
    )


def _said(library: Library, rows: Rows) -> Iterator[tuple[str, dict[int, frozenset[str]]]]:
    """By file name, the rows of the recommendations of its record with their words."""
    for item in library.catalogue.each_item(Collection.SAMPLES):
        here = {rows.number_of[r.id]: _terms(r.text) for r in item.recommendations if r.id in rows.number_of}
        for publication in item.publications:
            yield Path(publication.file_name or publication.source).name, here


def _terms(text: str) -> frozenset[str]:
    return frozenset(word.forms.terms[0] for word in read_words(text))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _figures(part: Measured) -> Mapping[str, object]:
    return {
        name: {"precision": told.precision, "recall": told.recall, "f1": told.f1}
        for name, told in (("same", part.same), ("shown", part.shown), ("matter", part.matter))
    } | {"pairs": part.pairs}


def _in_words(told: Telling) -> str:
    return (
        f"precision {told.precision:.3f}  recall {told.recall:.3f}  F1 {told.f1:.3f}"
        f"  ({told.right} right of {told.offered} offered, of {told.wanted})"
    )

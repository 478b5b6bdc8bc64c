"""Controlled vocabularies: what a theme, an agency, a review type or a board is called, and what it is part of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files

from repository.errors import LibraryError, WrongUsage
from repository.records.statements import VOCABULARY_OF

COLUMNS = ("id", "label", "broader", "synonyms", "note", "source_url")
PLACES = {
    "local_areas": "regions",
    "safeguarding_bodies": "regions",
    "publishers": "regions",
    "sample_bodies": "regions",
}
"""Vocabularies whose broader concepts live in another one."""
SAMPLE_BODIES = "sample_bodies"
UNCHECKED = "unchecked"
"""The source of a row that rests on knowledge of the field alone."""


@dataclass(frozen=True)
class Concept:
    """A concept in the sense of SKOS (W3C 2009): identified by vocabulary and id.

    `broader` are keys (`vocabulary:id`); `other_labels` are synonyms, acronyms and former names;
    `source` is where the row comes from (an address, or a file of the corpus), or UNCHECKED.
    """

    vocabulary: str
    id: str
    label: str
    other_labels: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    note: str = ""
    source: str = ""

    @property
    def key(self) -> str:
        """Vocabulary and id in one word."""
        return f"{self.vocabulary}:{self.id}"

    @property
    def is_checked(self) -> bool:
        """False for a working value that no published source was checked for: say so where it is explained."""
        return self.source not in ("", UNCHECKED)

    @property
    def is_group(self) -> bool:
        """True for a heading that only groups others; never assigned to an item."""
        return self.note.startswith("group")


class Vocabulary(Mapping[str, Concept]):
    """The concepts of one vocabulary by id, in the order of the file."""

    def __init__(self, name: str, concepts: Iterable[Concept]) -> None:
        self.name = name
        self._concepts = {c.id: c for c in concepts}

    def __getitem__(self, id: str) -> Concept:
        return self._concepts[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._concepts)

    def __len__(self) -> int:
        return len(self._concepts)

    @cached_property
    def by_label(self) -> dict[str, tuple[Concept, ...]]:
        """Concepts by folded label or other label; more than one concept means ambiguous."""
        found: dict[str, list[Concept]] = {}
        for concept in self._concepts.values():
            for label in dict.fromkeys(map(fold_label, (concept.label, *concept.other_labels))):
                found.setdefault(label, []).append(concept)
        return {label: tuple(concepts) for label, concepts in found.items()}

    @property
    def ambiguous(self) -> dict[str, tuple[Concept, ...]]:
        """Labels shared by several concepts: never to be resolved without other evidence."""
        return {label: concepts for label, concepts in self.by_label.items() if len(concepts) > 1}

    def narrower(self, id: str) -> tuple[Concept, ...]:
        """The concepts directly below one of this vocabulary."""
        key = f"{self.name}:{id}"
        return tuple(c for c in self._concepts.values() if key in c.broader)


def fold_label(text: str) -> str:
    """A label without case, with plain quotes and dashes and single spaces."""
    return " ".join(text.replace("’", "'").replace("–", "-").casefold().split())


def read_vocabulary(name: str, text: str, *, outside: Mapping[str, Concept] | None = None) -> Vocabulary:
    """Read a vocabulary from CSV text with the columns of COLUMNS.

    `outside` is the vocabulary in which broader ids that are not in this file are looked up. Raises
    WrongUsage naming file, row and field for a missing column, an empty or repeated id, a repeated
    preferred label, an unknown broader concept, or a cycle.
    """
    reader = csv.DictReader(io.StringIO(text))
    missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
    if missing:
        raise WrongUsage(f"{name}.csv has no column '{missing[0]}'.", f"Columns: {', '.join(COLUMNS)}.")
    rows = list(enumerate(reader, start=2))
    ids = _row_of_each_id(name, rows)
    concepts = [_concept(name, number, row, ids, outside or {}) for number, row in rows]
    _refuse_cycles(name, concepts, ids)
    return Vocabulary(name, concepts)


def _row_of_each_id(name: str, rows: list[tuple[int, dict[str, str]]]) -> dict[str, int]:
    ids: dict[str, int] = {}
    labels: dict[str, int] = {}
    for number, row in rows:
        for seen, value, what in ((ids, row["id"], "id"), (labels, fold_label(row["label"]), "label")):
            if not value:
                raise WrongUsage(f"{name}.csv, row {number}: the {what} is empty.", "Fill it in.")
            if value in seen:
                raise WrongUsage(
                    f"{name}.csv, row {number}: the {what} '{row[what]}' is already in row {seen[value]}.",
                    "Within a vocabulary each concept has an id and a preferred label of its own.",
                )
            seen[value] = number
    return ids


def _concept(
    name: str, number: int, row: dict[str, str], ids: Mapping[str, int], outside: Mapping[str, Concept]
) -> Concept:
    broader = []
    for id in filter(None, (part.strip() for part in row["broader"].split("|"))):
        if id in ids:
            broader.append(f"{name}:{id}")
        elif id in outside:
            broader.append(outside[id].key)
        else:
            raise WrongUsage(
                f"{name}.csv, row {number}: the broader concept '{id}' does not exist.",
                "Add a row for it or correct the id.",
            )
    others = tuple(filter(None, (part.strip() for part in row["synonyms"].split(";"))))
    return Concept(name, row["id"], row["label"].strip(), others, tuple(broader), row["note"], row["source_url"])


def _refuse_cycles(name: str, concepts: Iterable[Concept], ids: Mapping[str, int]) -> None:
    try:
        TopologicalSorter({c.key: c.broader for c in concepts}).prepare()
    except CycleError as error:
        id = error.args[1][0].partition(":")[2]
        raise WrongUsage(
            f"{name}.csv, row {ids[id]}: '{id}' is broader than itself.", "Break the circle of broader ids."
        ) from error


@lru_cache(maxsize=1)
def vocabularies() -> Mapping[str, Vocabulary]:
    """Every vocabulary that comes with the library, by name, read and checked once.

    Raises LibraryError if the corpus is not installed, WrongUsage if a row is wrong.
    """
    folder = files("corpus") / "vocabularies"
    if not folder.is_dir():
        raise LibraryError("The vocabularies are missing.", "Install the package again; corpus/ is part of it.")
    texts = {p.name[:-4]: p.read_text(encoding="utf-8") for p in folder.iterdir() if p.name.endswith(".csv")}
    invented = files("corpus") / "samples" / "bodies.csv"
    if invented.is_file():
        texts[SAMPLE_BODIES] = invented.read_text(encoding="utf-8")
    found: dict[str, Vocabulary] = {}
    for name in sorted(texts, key=lambda n: (n in PLACES, n)):
        outside = found[PLACES[name]] if name in PLACES else None
        found[name] = read_vocabulary(name, texts[name], outside=outside)
    return found


def concept(vocabulary_names: Iterable[str], id: str) -> Concept | None:
    """The concept with that id in the first of the named vocabularies that has it."""
    for name in vocabulary_names:
        vocabulary = vocabularies().get(name)
        if vocabulary is not None and id in vocabulary:
            return vocabulary[id]
    return None


def label_of(field: str, value: str) -> str:
    """The preferred label of a statement's value; the value itself where it is no concept."""
    found = concept(VOCABULARY_OF.get(field, ()), value)
    return found.label if found else value


def ancestors(found: Concept) -> Iterator[Concept]:
    """All broader concepts, nearest first, each once."""
    seen: set[str] = set()
    waiting = list(found.broader)
    while waiting:
        key = waiting.pop(0)
        if key in seen:
            continue
        seen.add(key)
        vocabulary, _, id = key.partition(":")
        upper = vocabularies()[vocabulary][id]
        yield upper
        waiting.extend(upper.broader)

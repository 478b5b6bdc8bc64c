"""The starter catalogue: facts about real published reviews since 1945, each with its source, without their text."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files

from repository.errors import WrongUsage
from repository.records.concepts import Concept, concept, vocabularies
from repository.records.dates import is_partial_date
from repository.records.identifiers import ITEM_ID
from repository.records.items import Availability, Collection, Kind, PublicationKind, Relation, State
from repository.records.statements import DATES, VOCABULARY_OF, Evidence, Statement
from repository.store.deposits import Arrival, NewItem, NewPublication
from repository.store.library import Library

FILE = "corpus/catalogue/published_reviews.csv"
RULE = "catalogue"
FORM = "1"
"""The version of the rules below: raise it when a row is to be read in another way."""
INFERRED = 0.6
"""How sure a value is that its source implies but does not print."""
COLUMNS: dict[str, str] = {
    "title": "title",
    "subject_label": "subject_label",
    "review_type": "review_type",
    "nation": "nation",
    "publishing_bodies": "publishing_body",
    "local_areas": "local_area",
    "areas_as_printed": "area_as_printed",
    "authors": "author",
    "chairs": "chair",
    "date_of_incident": "date_of_incident",
    "date_published": "date_published",
    "reference": "reference",
    "keywords": "keyword",
    "agencies": "agency",
    "agencies_as_printed": "agency_as_printed",
    "child_age_years": "child_age_years",
    "publication_kind": "publication_kind",
}
"""Columns of the file and the field that each speaks of; several values are parted by a bar."""
FIELD_OF = {"themes": "theme", "harm_types": "harm_type", "risk_factors": "risk_factor", "outcomes": "outcome"}
NATIONAL_COLLECTION = "the national collection of case reviews at the NSPCC Library"


@dataclass(frozen=True)
class Loaded:
    """What a run did: numbers of records. `left_out` are those withdrawn here, which stay withdrawn."""

    added: int = 0
    renewed: int = 0
    unchanged: int = 0
    left_out: int = 0


def read_rows() -> list[dict[str, str]]:
    """The rows of the file, one for each published review, briefing or analysis."""
    folder = files("corpus") / "catalogue"
    return list(csv.DictReader(io.StringIO((folder / "published_reviews.csv").read_text(encoding="utf-8"))))


def load_starter_catalogue(library: Library, progress: Callable[[int, int], None] | None = None) -> Loaded:
    """Take every row in as an item of the real catalogue; rows that are there already stay as they are.

    A changed row takes the place of what it said before. `progress` is called with the number done and
    the number of all. Raises WrongUsage naming the row for a value that is of no vocabulary or form.
    """
    rows = read_rows()
    entries = [(row, items_of(row)) for row in rows]
    standing = {item.id: item.state for item in library.catalogue.items([row["item_id"] for row in rows])}
    done = Loaded()
    for number, (row, parts) in enumerate(entries, start=1):
        done = _load(library, row, parts, standing.get(row["item_id"]), done)
        if progress is not None:
            progress(number, len(rows))
    return done


def _load(library: Library, row: dict[str, str], parts: list[NewItem], state: State | None, done: Loaded) -> Loaded:
    if state in (State.WITHDRAWN, State.SUPPRESSED):
        return replace(done, left_out=done.left_out + 1)
    fingerprint = hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
    arrival = Arrival(_address(row), fingerprint, Collection.CATALOGUE, FORM, status="")
    if library.deposits.known(arrival.source, fingerprint, Collection.CATALOGUE, FORM):
        return replace(done, unchanged=done.unchanged + 1)
    for part in parts:
        # The arrival goes in with the last part: an interrupted row is taken in again, whole.
        library.deposits.take_in(part, arrival if part is parts[-1] else None)
    return replace(done, added=done.added + 1) if state is None else replace(done, renewed=done.renewed + 1)


def items_of(row: dict[str, str]) -> list[NewItem]:
    """A row as deposits: the item with the publication the row is about, then each other one it knows of."""
    evidence = Evidence(source_url=_needed(row, "source_url"))
    if not ITEM_ID.fullmatch(row["item_id"]):
        raise _wrong(row, "item_id", row["item_id"])
    main = NewItem(
        kind=Kind(_choice(row, "kind", tuple(Kind))),
        collection=Collection.CATALOGUE,
        publication=NewPublication(
            kind=PublicationKind(_choice(row, "publication_kind", tuple(PublicationKind))),
            title=_needed(row, "title"),
            availability=Availability(_choice(row, "availability", tuple(Availability))),
            where_to_ask=_where_to_ask(row),
            source=_address(row),
        ),
        statements=tuple(_statements(row, evidence)),
        relations=tuple(_relations(row)),
        id=row["item_id"],
    )
    return [main, *(_other_publication(row, main, text) for text in _split(row["also_known"]))]


def _statements(row: dict[str, str], evidence: Evidence) -> Iterator[Statement]:
    doubtful, inferred = _split(row["unconfirmed"]), _split(row["inferred"])

    def say(field: str, value: str, printed: str = "") -> Statement:
        return Statement(
            field=field,
            value=value,
            evidence=evidence,
            printed=printed,
            rule=RULE,
            confidence=INFERRED if field in inferred else 1.0,
            confirmed=field not in doubtful,
        )

    for column, field in COLUMNS.items():
        for value in _split(row[column]):
            _check(row, column, field, value)
            yield say(field, value, row["publisher_as_printed"] if field == "publishing_body" else "")
    if not row["publishing_bodies"] and row["publisher_as_printed"]:
        yield say("publisher_as_printed", row["publisher_as_printed"])
    for key in _split(row["concepts"]):
        vocabulary, _, id = key.partition(":")
        if vocabulary not in FIELD_OF or id not in vocabularies()[vocabulary]:
            raise _wrong(row, "concepts", key)
        yield say(FIELD_OF[vocabulary], id)
    if row["note"]:
        yield say("note", row["note"])


def _check(row: dict[str, str], column: str, field: str, value: str) -> None:
    if field in VOCABULARY_OF and concept(VOCABULARY_OF[field], value) is None:
        raise _wrong(row, column, value)
    if field in DATES and not is_partial_date(value):
        raise _wrong(row, column, value)


def _relations(row: dict[str, str]) -> Iterator[Relation]:
    for text in _split(row["relations"]):
        kind, other_id, note = text.split(":", 2)
        yield Relation(kind, other_id, note, row["source_url"])


def _other_publication(row: dict[str, str], main: NewItem, text: str) -> NewItem:
    """A publication of which only the availability is known, such as an overview report that was never published."""
    kind, _, availability = text.partition(":")
    named = PublicationKind(kind)
    return NewItem(
        kind=main.kind,
        collection=main.collection,
        publication=NewPublication(
            kind=named,
            title=named.replace("_", " ").capitalize(),
            availability=Availability(availability),
            where_to_ask=main.publication.where_to_ask,
            source=f"{_address(row)}/{kind}",
        ),
        id=main.id,
    )


def _where_to_ask(row: dict[str, str]) -> str:
    bodies = [found for id in _split(row["publishing_bodies"]) if (found := _body(id)) is not None]
    # Some rows have a publisher whose name is withheld; there is nobody to ask but the national collection.
    named = [body.label for body in bodies if body.id != "sb-anon"]
    asked = [*named, NATIONAL_COLLECTION] if row["kind"] == Kind.REVIEW or not named else named
    return "Ask " + " or ".join(asked) + "."


def _body(id: str) -> Concept | None:
    return concept(VOCABULARY_OF["publishing_body"], id)


def _address(row: dict[str, str]) -> str:
    return f"{FILE}#{row['item_id']}"


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _needed(row: dict[str, str], column: str) -> str:
    if not row[column].strip():
        raise _wrong(row, column, "")
    return row[column]


def _choice(row: dict[str, str], column: str, allowed: tuple[str, ...]) -> str:
    if row[column] not in allowed:
        raise _wrong(row, column, row[column])
    return row[column]


def _wrong(row: dict[str, str], column: str, value: str) -> WrongUsage:
    return WrongUsage(f"{FILE}, {row['item_id']}: the {column} '{value}' cannot be used.", "Correct the row.")

"""The labels of the invented samples fit the built files beside them, and every publication has a permanent id."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from ingest.measuring.gold import read_gold
from repository.records.concepts import vocabularies
from repository.records.identifiers import ITEM_ID
from repository.records.items import PublicationKind
from tests.samples.build import FOLDER, FURTHER, HELD_BACK, sources
from tests.samples.reading_back import built_pages, letters, letters_without_marks, stands_on
from tests.samples.source import Heading, Source, plain_text

GOLD_IDS = {
    "review_type": "review_types",
    "publishing_bodies": "sample_bodies",
    "local_areas": "local_areas",
    "themes": "themes",
    "agencies": "agencies",
    "methodology": "methodologies",
}
"""The vocabulary that holds the ids of each field of a gold file."""
REVIEWS_IN_PARTS = (
    {"child-r-overview", "child-r-summary"},
    {"child-a-aldermere-overview", "child-a-aldermere-summary", "child-a-aldermere-action-plan"},
    {"stonegarth-child-l", "stonegarth-child-l-response", "learning-brief-child-l"},
    {"haddonleigh-child-n", "haddonleigh-child-n-progress"},
    {"inquiry-statutory-2009", "department-response"},
)
"""Publications of one review."""
SOURCES = tuple(sources())
name_of = attrgetter("name")


def gold_path(source: Source) -> Path:
    return source.path.with_suffix(".gold.json")


LABELLED = [source for source in SOURCES if gold_path(source).is_file()]
READABLE = [source for source in LABELLED if source.format != "scan"]


@cache
def gold(source: Source) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gold_path(source).read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_every_source_has_labels_a_built_file_and_an_id(source: Source) -> None:
    assert gold_path(source).is_file()
    assert source.built_path.is_file()
    assert source.path.parent in FURTHER or source.built_path.name in listed(source.path.parent)


@pytest.mark.parametrize("source", LABELLED, ids=name_of)
def test_a_gold_file_uses_ids_of_the_vocabularies(source: Source) -> None:
    read_gold(gold_path(source))
    unknown: list[tuple[str, object]] = []
    assert gold(source)["publication_kind"] in set(PublicationKind)
    for field, vocabulary in GOLD_IDS.items():
        value = gold(source).get(field) or []
        for id in [value] if isinstance(value, str) else value:
            if id not in vocabularies()[vocabulary]:
                unknown.append((field, id))
    for recommendation in gold(source).get("recommendations", ()):
        found = recommendation.get("addressees", ())
        unknown += [("addressees", id) for id in found if id not in vocabularies()["agencies"]]
    for subject in gold(source).get("subjects", ()):
        if subject.get("outcome") and subject["outcome"] not in vocabularies()["outcomes"]:
            unknown.append(("outcome", subject["outcome"]))
    assert unknown == []


@pytest.mark.parametrize("source", LABELLED, ids=name_of)
def test_a_file_is_to_be_read_unless_it_is_a_scan(source: Source) -> None:
    expected = "no_text" if source.format == "scan" and not gold(source).get("ocr") else "ok"
    assert gold(source)["status"] == expected


@pytest.mark.parametrize("source", READABLE, ids=name_of)
def test_the_title_and_pages_of_a_gold_file_are_those_of_the_built_file(source: Source) -> None:
    assert letters(gold(source)["title"]) in letters(" ".join((source.title, *source.cover)))
    if source.format == "pdf":
        assert gold(source)["pages"] == len(built_pages(source))


@pytest.mark.parametrize("source", READABLE, ids=name_of)
def test_phrases_recommendations_and_findings_stand_on_their_pages(source: Source) -> None:
    pages = letters_without_marks(source)
    expected = [(phrase["text"], [phrase["page"]]) for phrase in gold(source)["phrases"]]
    for field in ("recommendations", "findings"):
        for record in gold(source).get(field, ()):
            parts = re.split(r"\s*(?:…|\.\.\.)\s*", record["text"])
            expected += [(part, record["pages"]) for part in parts if part]
    assert expected
    for text, numbers in expected:
        assert stands_on(text, [pages[number - 1] for number in numbers]), (text, numbers)


@pytest.mark.parametrize("source", READABLE, ids=name_of)
def test_what_must_never_be_in_the_text_is_printed_around_it(source: Source) -> None:
    """A label that nothing could break would measure nothing."""
    whole = " ".join(map(letters, built_pages(source)))
    unprinted = [text for text in gold(source).get("never", ()) if letters(text) not in whole]
    assert unprinted == []


@pytest.mark.parametrize("source", READABLE, ids=name_of)
def test_headings_of_a_gold_file_are_those_of_the_source(source: Source) -> None:
    printed = [letters(plain_text(block.runs)) for block in source.blocks if isinstance(block, Heading)]
    missing = [heading for heading in gold(source)["headings"] if letters(heading) not in printed]
    assert missing == []


@cache
def listed(folder: Path) -> dict[str, str]:
    with (folder / "library.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["item_id"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("folder", [FOLDER, HELD_BACK], ids=lambda path: path.name)
def test_every_listed_publication_is_there(folder: Path) -> None:
    assert set(listed(folder)) == {source.built_path.name for source in SOURCES if source.path.parent == folder}
    assert [id for id in listed(folder).values() if not ITEM_ID.fullmatch(id)] == []


def test_publications_of_one_review_share_its_id_and_no_others_do() -> None:
    ids: dict[str, set[str]] = {}
    for folder in (FOLDER, HELD_BACK):
        for file, id in listed(folder).items():
            ids.setdefault(id, set()).add(Path(file).stem)
    assert sorted(map(sorted, (names for names in ids.values() if len(names) > 1))) == sorted(
        map(sorted, REVIEWS_IN_PARTS)
    )

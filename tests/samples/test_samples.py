"""The invented sample reports are what their sources say, say that they are invented, and resemble nobody's report."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from bs4 import BeautifulSoup

from repository.records.concepts import fold_label, vocabularies
from repository.records.identifiers import ITEM_ID
from repository.records.items import PublicationKind
from tests.samples.build import FOLDER, build, sources
from tests.samples.settings import LAYOUTS
from tests.samples.source import Heading, Source, plain_text, runs_of, texts

SHARED_RUN = 12
"""So many words in a row in two publications would show that one was copied from the other."""
LONG_REPORT = 6_000
"""Words of a report at full length."""
FILES = (
    "child-r-overview.pdf",
    "child-r-summary.pdf",
    "child-k-case-management-review.pdf",
    "young-person-d-significant-case-review.pdf",
    "bro-gwernol-child-practice-review.pdf",
    "baby-t-learning-together.pdf",
    "wexmoor-committee-of-inquiry.pdf",
    "child-m-partnership-review.html",
    "child-s-learning-brief.pdf",
    "children-of-kestrelham-thematic-review.pdf",
    "briefing-domestic-abuse.pdf",
    "briefing-general-practice.html",
)
GOLD_IDS = {
    "review_type": ("review_types",),
    "publishing_bodies": ("sample_bodies",),
    "local_areas": ("local_areas",),
    "themes": ("themes",),
    "agencies": ("agencies",),
    "methodology": ("methodologies",),
}
"""The vocabularies that hold the ids of each field of a gold file."""


@cache
def all_sources() -> tuple[Source, ...]:
    return tuple(sources())


@cache
def built_pages(name: str) -> tuple[str, ...]:
    """The text of each page of a built file, read by another program than the one that printed it."""
    path = FOLDER / name
    if path.suffix == ".html":
        return (BeautifulSoup(path.read_bytes(), "lxml").get_text(" "),)
    pdf = pypdfium2.PdfDocument(path)
    try:
        return tuple(page.get_textpage().get_text_bounded() for page in pdf)
    finally:
        pdf.close()


@cache
def gold(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / name).with_suffix(".gold.json").read_text(encoding="utf-8"))
    return found


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.replace("’", "").replace("'", "").casefold())


@cache
def letters(text: str) -> str:
    """Letters and digits alone: what stays the same however a line is broken."""
    return "".join(words(text))


def stands_on(text: str, pages: Sequence[str]) -> bool:
    """True if the text stands on these pages, each holding a part of it and the parts following one another."""
    rest = letters(text)
    for page in map(letters, pages):
        rest = rest[longest_beginning(rest, page) :]
    return not rest


def longest_beginning(text: str, page: str) -> int:
    """How many of the first characters of a text stand together on a page; by halving, as every shorter part does."""
    if text in page:
        return len(text)
    low, high = 0, len(text)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if text[:middle] in page else (low, middle)
    return low


def whole_text(source: Source) -> str:
    return " ".join((source.title, *source.cover, *texts(source)))


def built_name(source: Source) -> str:
    return f"{source.name}.{source.format}"


def test_the_twelve_publications_are_there() -> None:
    assert {built_name(source) for source in all_sources()} == set(FILES)
    assert [name for name in FILES if not (FOLDER / name).is_file()] == []


def test_every_layout_is_used() -> None:
    assert {source.layout for source in all_sources()} == set(LAYOUTS)


@pytest.mark.parametrize("source", all_sources(), ids=built_name)
def test_a_built_file_is_what_its_source_builds_to(source: Source) -> None:
    path, content = build(source)
    assert path.read_bytes() == content, f"build it again: python -m tests.samples.build {source.name}"


def printed_texts(source: Source) -> Iterator[str]:
    """Every text of the source as it is printed, with the marks of its footnotes."""
    marks = {label: str(number) for number, label in enumerate(source.notes, start=1)}
    for block in source.blocks:
        for runs in runs_of(block):
            yield "".join(run.text or marks[run.note] for run in runs)
    yield from map(plain_text, source.notes.values())


@pytest.mark.parametrize("source", all_sources(), ids=built_name)
def test_every_text_of_the_source_is_printed_whole(source: Source) -> None:
    pages = built_pages(built_name(source))
    neighbours = [pages[at : at + 3] for at in range(len(pages))]
    lost = [text for text in printed_texts(source) if not any(stands_on(text, group) for group in neighbours)]
    assert lost == []


@pytest.mark.parametrize("name", FILES)
def test_every_page_says_that_it_is_invented(name: str) -> None:
    silent = [number for number, text in enumerate(built_pages(name), start=1) if "INVENTED SAMPLE" not in text]
    assert silent == []


def test_three_reports_have_full_length() -> None:
    lengths = {source.name: len(words(whole_text(source))) for source in all_sources()}
    assert sum(length >= LONG_REPORT for length in lengths.values()) >= 3, lengths


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    of_text = words(text)
    return {tuple(of_text[at : at + SHARED_RUN]) for at in range(len(of_text) - SHARED_RUN + 1)}


def test_no_two_publications_share_a_run_of_twelve_words() -> None:
    notices = (FOLDER / "standard_notices.txt").read_text(encoding="utf-8").split("\n\n")
    allowed = set().union(*map(runs_of_words, notices))
    first_in: dict[tuple[str, ...], str] = {}
    shared = []
    for source in all_sources():
        for run in runs_of_words(whole_text(source)) - allowed:
            other = first_in.setdefault(run, source.name)
            if other != source.name:
                shared.append(f"{source.name} and {other}: {' '.join(run)}")
    assert shared == []


@cache
def names_of_real_boards() -> frozenset[str]:
    """What one real board is called; an acronym of several boards (ESCB) or of a kind of agency (LSCB) names none."""
    boards, agencies = vocabularies()["safeguarding_bodies"], vocabularies()["agencies"]
    names = {name for board in boards.values() for name in (board.label, *board.other_labels)}
    shared = {fold_label(name) for name in names if len(boards.by_label[fold_label(name)]) > 1}
    return frozenset(name for name in names if fold_label(name) not in shared | agencies.by_label.keys())


@pytest.mark.parametrize("source", all_sources(), ids=built_name)
def test_no_real_board_is_named(source: Source) -> None:
    text = " ".join((whole_text(source), source.running_head, source.running_head_even, source.footer))
    named = [name for name in names_of_real_boards() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    assert named == []


@pytest.mark.parametrize("name", FILES)
def test_a_gold_file_uses_ids_of_the_vocabularies(name: str) -> None:
    unknown: list[tuple[str, object]] = []
    assert gold(name)["publication_kind"] in set(PublicationKind)
    for field, of in GOLD_IDS.items():
        value = gold(name).get(field) or []
        for id in [value] if isinstance(value, str) else value:
            if not any(id in vocabularies()[vocabulary] for vocabulary in of):
                unknown.append((field, id))
    for recommendation in gold(name).get("recommendations", ()):
        unknown += [("addressees", id) for id in recommendation["addressees"] if id not in vocabularies()["agencies"]]
    for subject in gold(name).get("subjects", ()):
        if subject.get("outcome") and subject["outcome"] not in vocabularies()["outcomes"]:
            unknown.append(("outcome", subject["outcome"]))
    assert unknown == []


@pytest.mark.parametrize("name", FILES)
def test_the_title_and_pages_of_a_gold_file_are_those_of_the_built_file(name: str) -> None:
    source = next(source for source in all_sources() if built_name(source) == name)
    assert letters(gold(name)["title"]) in letters(" ".join((source.title, *source.cover)))
    if name.endswith(".pdf"):
        assert gold(name)["pages"] == len(built_pages(name))


@pytest.mark.parametrize("name", FILES)
def test_phrases_recommendations_and_findings_stand_on_their_pages(name: str) -> None:
    pages = built_pages(name)
    expected = [(phrase["text"], [phrase["page"]]) for phrase in gold(name)["phrases"]]
    for field in ("recommendations", "findings"):
        for record in gold(name).get(field, ()):
            parts = re.split(r"\s*(?:…|\.\.\.)\s*", record["text"])
            expected += [(part, record["pages"]) for part in parts if part]
    assert expected
    for text, numbers in expected:
        assert stands_on(text, [pages[number - 1] for number in numbers]), (text, numbers)


@pytest.mark.parametrize("name", FILES)
def test_headings_of_a_gold_file_are_those_of_the_source(name: str) -> None:
    source = next(source for source in all_sources() if built_name(source) == name)
    printed = [letters(plain_text(block.runs)) for block in source.blocks if isinstance(block, Heading)]
    missing = [heading for heading in gold(name)["headings"] if letters(heading) not in printed]
    assert missing == []


def library() -> dict[str, str]:
    with (FOLDER / "library.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["item_id"] for row in csv.DictReader(file)}


def test_every_publication_has_a_permanent_id() -> None:
    assert set(library()) == set(FILES)
    assert [id for id in library().values() if not ITEM_ID.fullmatch(id)] == []


def test_two_publications_of_one_review_share_its_id() -> None:
    ids = library()
    assert ids["child-r-overview.pdf"] == ids["child-r-summary.pdf"]
    assert len(set(ids.values())) == len(FILES) - 1


def test_the_readme_names_every_file() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [path for path in sorted(Path(name).stem for name in FILES) if path not in readme] == []

"""A tray survives its code and its file, keeps its order, and shows nothing that is gone."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.errors import WrongUsage
from repository.governance.withdrawal import withdraw_item
from repository.packs.citations import passage_citation
from repository.packs.eras import GUIDANCE, era_of, guidance_in_words
from repository.packs.tray import (
    MOST,
    Kind,
    Reference,
    Standing,
    Tray,
    look_up,
    moved,
    read_code,
    reference_to,
    reference_to_passage,
    with_entry,
    without_entry,
    write_code,
)
from repository.packs.tray_file import LARGEST, read_file, write_file
from repository.records.concepts import vocabularies
from repository.records.identifiers import ALPHABET
from repository.settings import Settings
from repository.store.library import open_library
from tests.web.example_library import build

IDS = st.text(ALPHABET, min_size=8, max_size=8).map(lambda id: f"cr-{id}")
NUMBERS = st.integers(1, 9999)
REFERENCES = st.one_of(
    st.builds(Reference, IDS),
    st.builds(Reference, IDS, NUMBERS, st.integers(1, 99_999), st.integers(0, 999)),
    st.builds(lambda id, n, end, m: Reference(id, n, said=f"{end}{m}"), IDS, NUMBERS, st.sampled_from("rf"), NUMBERS),
)
TRAYS = st.lists(REFERENCES, max_size=MOST, unique=True).map(tuple)


@given(TRAYS)
def test_a_code_gives_its_tray_back(tray: Tray) -> None:
    assert read_code(write_code(tray)) == (tray, 0)


@given(TRAYS)
def test_a_code_fits_into_an_address(tray: Tray) -> None:
    assert len(write_code(tray)) < 800


@given(st.text(max_size=200))
def test_any_text_gives_a_tray(text: str) -> None:
    tray, left_out = read_code(text)
    assert len(tray) <= MOST
    assert left_out >= 0
    assert read_code(write_code(tray)) == (tray, 0)


@given(TRAYS.filter(lambda tray: len(tray) > 1), st.data(), st.integers(-40, 40))
def test_moving_keeps_every_entry(tray: Tray, data: st.DataObject, by: int) -> None:
    reference = data.draw(st.sampled_from(tray))
    after = moved(tray, reference, by)
    assert sorted(after, key=repr) == sorted(tray, key=repr)
    assert after.index(reference) == min(max(tray.index(reference) + by, 0), len(tray) - 1)


def test_a_full_tray_takes_no_more() -> None:
    tray = tuple(Reference("cr-2abc3def", number + 1, 1, 1) for number in range(MOST))
    assert with_entry(tray, Reference("cr-2abc3def")) == tray
    assert len(without_entry(tray, tray[3])) == MOST - 1
    code = "_".join(f"2abc3def.{number}.p1.1" for number in range(1, MOST + 6))
    assert read_code(code)[1] == 5


def test_every_entry_is_shown_as_the_library_has_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_library(Settings(tmp_path_factory.mktemp("tray"))) as library:
        examples = build(library)
        review = library.catalogue.item(examples.review)
        finding = library.catalogue.item(examples.findings).findings[0]
        tray = (
            Reference(examples.review),
            reference_to_passage(f"{examples.review}-1", 2, 1),
            reference_to(review.recommendations[1]),
            reference_to(finding),
            Reference(examples.withdrawn),
            Reference(examples.held[0]),
            reference_to_passage(examples.old_version, 1, 0),
            reference_to_passage(f"{examples.review}-1", 2, 99),
            reference_to_passage(f"{examples.review}-1", 99, 0),
            Reference(examples.review, 1, said="r99"),
        )
        entries = look_up(library.catalogue, tray)
        here, gone = entries[:4], entries[4:]
        assert [e.reference.kind for e in here] == [Kind.REVIEW, Kind.PASSAGE, Kind.RECOMMENDATION, Kind.FINDING]
        assert all(e.standing == Standing.HERE for e in here)
        assert here[1].quotation.startswith("1.1 This review looks at")
        assert (here[1].pages, here[1].label) == ((2,), "ii")
        assert here[2].quotation == "The police should tell schools on the same day about domestic abuse."
        assert here[0].era is not None
        assert here[0].era.is_replaced
        assert [e.standing for e in gone] == [
            Standing.WITHDRAWN, Standing.NOT_HERE, Standing.REPLACED,
            Standing.NOT_HERE, Standing.NOT_HERE, Standing.NOT_HERE,
        ]  # fmt: skip
        assert not any(e.quotation for e in gone)
        content = write_file(
            entries, "Library", date(2026, 11, 24), lambda e: "https://example.org/x" if e.item else ""
        )
        assert read_file(content.encode()) == tray
        withdraw_item(library, examples.review, "A court order.")
        assert {e.standing for e in look_up(library.catalogue, tray[:3])} == {Standing.WITHDRAWN}
        assert "The police should tell" not in write_file(look_up(library.catalogue, tray[:3]), "L", date.today(), str)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "cannot be read as JSON"),
        (b"[" * 10_000, "cannot be read as JSON"),
        (b"[]", "not a tray of this library"),
        (b'{"format": "another"}', "not a tray of this library"),
        (b'{"format": "case-review-tray", "version": 2}', "another version"),
        (b'{"format": "case-review-tray", "version": 1}', "no list"),
        (b'{"format": "case-review-tray", "version": 1, "entries": [1]}', "Entry 1"),
        (b'{"format": "case-review-tray", "version": 1, "entries": [{"reference": "../../etc/passwd"}]}', "Entry 1"),
        (b'{"format": "case-review-tray", "version": 1, "entries": [{"reference": ["x"]}]}', "Entry 1"),
        (json.dumps({"format": "case-review-tray", "version": 1, "entries": [{}] * 31}).encode(), "at most 30"),
        (b" " * (LARGEST + 1), "larger than 64 kB"),
    ],
)
def test_a_file_that_is_no_tray_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(WrongUsage, match=said):
        read_file(content)


def test_a_place_is_cited_by_its_printed_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_library(Settings(tmp_path_factory.mktemp("cited"))) as library:
        item = library.catalogue.item(build(library).review)
    assert "Page ii (page 2 of the file). Record" in passage_citation(item, (2,), "ii", "https://example.org/p")
    assert passage_citation(item, (2,), "2").endswith(f"Page 2. Record {item.id}.")
    assert "Page 2–3 of the file." in passage_citation(item, (2, 3))
    assert passage_citation(item, ()).endswith(f"Record {item.id}.")


def test_guidance_of_every_nation_is_in_the_vocabulary_in_order() -> None:
    for rows in GUIDANCE.values():
        years = [int(row.partition("-")[2][:4]) for row in rows]
        assert years == sorted(years)
        assert set(rows) <= set(vocabularies()["guidance_timeline"])


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("e-2023", "Working Together 2023 (December 2023)"),
        ("e-1991", "Working Together: Part 8 reviews (1991)"),
        ("w-2016", "Safeguarding Boards (General) (Wales) Regulations 2015 in force (6 April 2016)"),
        ("e-2013", "Working Together; national panel of independent experts (June 2013)"),
    ],
)
def test_guidance_is_called_by_its_name_and_then_its_date(id: str, words: str) -> None:
    assert guidance_in_words(vocabularies()["guidance_timeline"][id]) == words


def test_the_era_of_a_review_follows_its_year(tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_library(Settings(tmp_path_factory.mktemp("eras"))) as library:
        examples = build(library)
        england, undated = (library.catalogue.item(id) for id in (examples.review, examples.findings))
        record = library.catalogue.item(examples.record)
    era = era_of(england)
    assert era is not None
    assert era.in_force is not None
    assert (era.in_force.id, [row.id for row in era.later]) == ("e-2015", ["e-2018", "e-2023"])
    assert era_of(undated) is None
    old = era_of(record)
    assert old is not None
    assert old.in_force is None

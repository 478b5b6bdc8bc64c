"""Catalogue files: RIS and CSV become the same records, as another reader of RIS reads them too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import rispy  # type: ignore[import-untyped]

from ingest.sources.catalogue_files import COLUMNS, read_catalogue_file
from ingest.sources.entry_values import entry_statements
from ingest.sources.fetching import Fetcher
from ingest.sources.harvesting import take_in_catalogue
from ingest.values.rules import gives_again
from repository.errors import WrongUsage
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import Library, open_library

RIS = """TY  - RPRT
TI  - Serious case review: Child M, executive summary
AU  - Example, Ann
AU  - Sample, Ben
PY  - 2015/01/12/
PB  - Tavyshire Safeguarding Children Board
AB  - Death of a toddler in kinship care.
  The support had stopped.
KW  - kinship care
KW  - discguised compliance
UR  - https://tavyshire.invalid/m.pdf
N1  - An invented sample
ER  - \r

TY  - RPRT
T1  - Serious case review: Child N
PY  - 2016
ER  -
"""
CSV = (
    "title,authors,date,publisher,abstract,keywords,address,kind,note\n"
    '"Serious case review: Child M, executive summary","Example, Ann|Sample, Ben",2015-01-12,'
    "Tavyshire Safeguarding Children Board,Death of a toddler in kinship care. The support had stopped.,"
    "kinship care|discguised compliance,https://tavyshire.invalid/m.pdf,executive_summary,An invented sample\n"
    "Serious case review: Child N,,2016,,,,,,\n"
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path / "home")) as library:
        yield library


def said(text: str, name: str) -> list[set[tuple[str, str]]]:
    entries = read_catalogue_file(text.encode(), name)
    return [{(s.field, s.value) for s in entry_statements(entry, name)} for entry in entries]


def test_both_forms_say_the_same() -> None:
    child_m, child_n = said(RIS, "a.ris")
    assert {
        ("title", "Serious case review: Child M, executive summary"),
        ("author", "Example, Ann"),
        ("author", "Sample, Ben"),
        ("date_published", "2015-01-12"),
        ("publishing_body", "smp-tavyshire"),
        ("theme", "disguised-compliance"),
        ("abstract", "Death of a toddler in kinship care. The support had stopped."),
        ("review_type", "scr"),
    } <= child_m
    assert child_n == {("title", "Serious case review: Child N"), ("date_published", "2016"), ("review_type", "scr")}
    assert said(CSV, "a.csv")[1] == child_n
    assert said(CSV, "a.csv")[0] == child_m
    kinds = [[(o.kind, o.address) for o in e.offers] for e in read_catalogue_file(RIS.encode(), "a.ris")]
    assert kinds == [[("executive_summary", "https://tavyshire.invalid/m.pdf")], []]


def test_another_reader_finds_the_same_titles_authors_and_keywords() -> None:
    theirs = rispy.loads(RIS.replace("\r", ""))
    ours = read_catalogue_file(RIS.encode(), "a.ris")
    assert [t.get("title") or t.get("primary_title") for t in theirs] == [e.title for e in ours]
    assert [tuple(t.get("authors", ())) for t in theirs] == [e.authors for e in ours]
    assert [tuple(t.get("keywords", ())) for t in theirs] == [e.keywords for e in ours]


def test_each_values_words_give_it_again() -> None:
    for text in (RIS, CSV):
        for entry in read_catalogue_file(text.encode(), "a"):
            assert [s for s in entry_statements(entry, "a") if not gives_again(s)] == []


def test_records_are_made_once_and_a_smaller_file_takes_nothing_away(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "list.ris"

    def run(text: str) -> list[str]:
        path.write_text(text, newline="")
        done = take_in_catalogue(library, str(path), Collection.SAMPLES, Fetcher(), follow=False)
        return [outcome.status for outcome in done]

    assert run(RIS) == ["ok", "ok"]
    assert run(RIS) == ["unchanged", "unchanged"]
    assert run(RIS.replace("PY  - 2016", "PY  - 2017")) == ["unchanged", "ok"]
    assert [i.year_published for i in library.catalogue.each_item()] == [2015, 2017]
    assert run(RIS[: RIS.index("\r")] + "\n") == ["unchanged"]
    publications = [p for i in library.catalogue.each_item() for p in i.publications]
    assert [p.availability for p in publications] == ["catalogue_record_only"] * 2
    (refused,) = take_in_catalogue(library, str(path), Collection.CATALOGUE, Fetcher(), follow=False)
    assert refused.status == "refused"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,year\nx,2015\n", "'name'"),
        ("date\n2015\n", "no column 'title'"),
        ("title,kind\nx,overview_report\ny,novel\n", "row 3"),
        ("title,address\nx,javascript:alert(1)\n", "no web address"),
        ("title,date\n,2015\n", "title is empty"),
        ("", "no column 'title'"),
    ],
)
def test_a_file_of_another_form_is_said(text: str, words: str) -> None:
    with pytest.raises(WrongUsage) as raised:
        read_catalogue_file(text.encode(), "list.csv")
    assert words in raised.value.message


def test_odd_ris_loses_nothing_and_breaks_nothing() -> None:
    assert read_catalogue_file(b"TY  - RPRT\r\nTI  - Broken off", "x.ris")[0].title == "Broken off"
    assert read_catalogue_file(b"TY  - RPRT\nER  - \n", "x.ris") == []
    twice = b"TY  - RPRT\nTI  - Same\nER  - \n" * 2
    assert len({e.key for e in read_catalogue_file(twice, "x.ris")}) == 2


def test_every_column_is_documented() -> None:
    told = Path("docs/deposits.md").read_text()
    assert all(f"`{column}`" in told for column in COLUMNS)

"""Citations: right for an ordinary review, and one record whatever the title tries."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.packs.citations import INVENTED, bibtex, plain_citation, ris
from repository.records.items import Collection, Item, Kind, State
from repository.records.statements import Statement

NASTY = (
    "Child R\r\nER  - \r\nTY  - JOUR",
    "Child R}\n@book{stolen, title={x}}",
    "Child R\u2028TY  - JOUR\u2029",
    "Child R\x00 ]]> \\input{/etc/passwd} $x$ 100% & #1_2 ~ ^",
    "\u202eChild R",
)


def an_item(*statements: tuple[str, str], collection: Collection = Collection.CATALOGUE) -> Item:
    said = tuple(Statement(field, value, rule="catalogue") for field, value in statements)
    return Item(
        "cr-2abc3def", Kind.REVIEW, collection, State.PUBLISHED, "child-r", datetime(2026, 1, 2), statements=said
    )


def ordinary() -> Item:
    return an_item(
        ("title", "Child R: overview report"),
        ("review_type", "scr"),
        ("publisher_as_printed", "Invented Safeguarding Children Board"),
        ("publisher_as_printed", "Second Invented Board"),
        ("date_published", "2017-03"),
        ("author", "A. N. Author"),
        ("theme", "neglect"),
    )


def read_ris(text: str) -> list[dict[str, list[str]]]:
    """A strict reader of RIS: every line a tag, records from TY to ER."""
    records: list[dict[str, list[str]]] = []
    for line in text.removesuffix("\r\n").split("\r\n"):
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - ([^\r\n\u2028\u2029\x00]*)", line)
        assert match, repr(line)
        if match[1] == "TY":
            records.append({})
        records[-1].setdefault(match[1], []).append(match[2])
    return records


def read_bibtex(text: str) -> dict[str, str]:
    """The fields of the one record in the text, read by counting braces as BibTeX does, escaped or not."""
    entry = re.fullmatch(r"@techreport\{([A-Za-z0-9-]+),\n(.*)\}\n", text, re.DOTALL)
    assert entry, text
    fields = {}
    for line in entry[2].splitlines():
        match = re.fullmatch(r"  ([a-z]+) = \{(.*)\},", line)
        assert match, repr(line)
        depth = 0
        for brace in re.findall(r"[{}]", match[2]):
            depth += 1 if brace == "{" else -1
            assert depth >= 0, line
        assert depth == 0, line
        fields[match[1]] = match[2]
    return fields


def test_plain_citation_of_an_ordinary_review() -> None:
    assert plain_citation(ordinary(), "https://reviews.example.org/reviews/cr-2abc3def/child-r") == (
        "A. N. Author (2017) Child R: overview report. Serious case review. Invented Safeguarding Children Board "
        "and Second Invented Board. Record cr-2abc3def, https://reviews.example.org/reviews/cr-2abc3def/child-r."
    )


def test_plain_citation_of_a_record_of_which_little_is_known() -> None:
    assert plain_citation(an_item(("title", "Child R"))) == (
        "Publisher not stated (no date) Child R. Record cr-2abc3def."
    )


def test_ris_has_what_a_reference_manager_needs() -> None:
    (record,) = read_ris(ris(ordinary(), "https://reviews.example.org/r"))
    assert record == {
        "TY": ["RPRT"],
        "ID": ["cr-2abc3def"],
        "TI": ["Child R: overview report"],
        "AU": ["A. N. Author"],
        "PB": ["Invented Safeguarding Children Board"],
        "A2": ["Second Invented Board"],
        "PY": ["2017"],
        "DA": ["2017/03//"],
        "M3": ["Serious case review"],
        "KW": ["Neglect"],
        "UR": ["https://reviews.example.org/r"],
        "ER": [""],
    }


def test_bibtex_has_what_a_reference_manager_needs() -> None:
    fields = read_bibtex(bibtex(ordinary(), "https://reviews.example.org/r"))
    assert fields["title"] == "{Child R: overview report}"
    assert fields["author"] == "{A. N. Author}"
    assert fields["institution"] == "Invented Safeguarding Children Board; Second Invented Board"
    assert (fields["year"], fields["type"]) == ("2017", "Serious case review")


def test_a_citation_of_a_sample_says_that_it_is_invented() -> None:
    sample = an_item(("title", "Child R"), collection=Collection.SAMPLES)
    assert INVENTED in plain_citation(sample)
    assert INVENTED in ris(sample)
    assert INVENTED in bibtex(sample)


@pytest.mark.parametrize("title", NASTY)
def test_one_record_in_is_one_record_out(title: str) -> None:
    item = an_item(("title", title), ("author", title), ("reference", title), ("publisher_as_printed", title))
    (record,) = read_ris(ris(item))
    assert len(record["TI"]) == len(record["AU"]) == len(record["PB"]) == 1
    assert set(read_bibtex(bibtex(item))) == {"title", "author", "institution", "number"}
    assert "\n" not in plain_citation(item)


@given(st.text(max_size=60))
def test_no_title_breaks_out_of_its_record(title: str) -> None:
    item = an_item(("title", title))
    assert len(read_ris(ris(item))) == 1
    read_bibtex(bibtex(item))

"""Who is asked to act is told from the words before "should", and from the owner in a table."""

from __future__ import annotations

import pytest

from ingest.values.addressees import addressees


@pytest.mark.parametrize(
    ("text", "nation", "asked"),
    [
        ("The Board should ask the police to review their records.", "england", ("lscb",)),
        ("The Partnership should train staff.", "england", ("lscp",)),
        ("The Board should train staff.", "wales", ("rsb",)),
        ("The Committee should train staff.", "scotland", ("cpc",)),
        ("The Trust and the police should agree a protocol.", "northern-ireland", ("hsct", "police-force")),
        ("GPs and health visitors must meet monthly.", "england", ("gp", "hv")),
        ("The County Council should lay down a limit.", "england", ("csc",)),
        ("NHS England, as commissioner of dental services, should act.", "england", ("nhse",)),
        ("Records should be kept.", "england", ()),
    ],
)
def test_the_words_before_should(text: str, nation: str, asked: tuple[str, ...]) -> None:
    assert addressees(text, "", nation) == asked


def test_the_owner_in_a_table_is_asked_too() -> None:
    assert addressees("Train staff in safer sleep.", "Midwifery", "england") == ("midwifery",)

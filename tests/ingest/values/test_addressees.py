"""Who is asked to act is told from the words before "should", and from the owner in a table."""

from __future__ import annotations

import pytest

from ingest.values.addressees import addressees, names_only_bodies


@pytest.mark.parametrize(
    ("text", "nation", "asked"),
    [
        ("The Board should ask the police to review their records.", "england", ("lscb",)),
        ("The Partnership should train staff.", "england", ("lscp",)),
        ("The Board should train staff.", "wales", ("rsb",)),
        ("The Committee should train staff.", "scotland", ("cpc",)),
        ("The Trust and the police should agree a protocol.", "northern-ireland", ("hsct", "police-force")),
        ("GPs and health visitors must meet monthly.", "england", ("gp", "hv")),
        ("The County Council should lay down how many cases a social worker carries.", "england", ("csc",)),
        ("The Council should write a duty into its contracts.", "england", ("ag-la",)),
        ("Local authorities should treat an allegation as a child protection referral.", "england", ("ag-la",)),
        ("The Department should issue national standards.", "england", ("ag-national",)),
        ("Both partnerships should train staff.", "england", ("lscp",)),
        ("NHS Tarrowby should see that nurses are told.", "scotland", ("health-board",)),
        ("GPs to weigh infants, and to read letters from the hospital.", "england", ("gp",)),
        ("Board to audit the care of twenty infants.", "england", ("lscb",)),
        ("NHS England, as commissioner of dental services, should act.", "england", ("nhse",)),
        ("Records should be kept.", "england", ()),
        ("The Partnership should train staff, and the police should tell it.", "england", ("lscp", "police-force")),
        ("No child should be left out. The Board should see to that.", "england", ("lscb",)),
        ("The Board should see that social workers, who should visit, are trained.", "england", ("lscb",)),
        ("Where a school is worried, the police should visit.", "england", ("police-force",)),
        ("Doctors who work with the police should be trained; GPs should write.", "england", ("gp",)),
        ("The head teacher should be informed.", "england", ()),
    ],
)
def test_the_words_before_should(text: str, nation: str, asked: tuple[str, ...]) -> None:
    assert addressees(text, "", nation) == asked


def test_the_owner_of_a_command_is_asked_and_nobody_whom_it_names() -> None:
    said = "Agree how letters to the court include discussions at MARAC."
    assert addressees(said, "Cafcass; police") == ("cafcass", "police-force")


def test_a_heading_says_who_is_asked() -> None:
    said = "The general practice and the hospital should agree who reads letters."
    assert addressees(said, "the Primary Care Trust", headed=True) == ("commissioner",)
    assert addressees(said, "the Primary Care Trust")[0] == "gp"


def test_the_owner_in_a_table_is_asked_too() -> None:
    assert addressees("Train staff in safer sleep.", "Midwifery", "england") == ("midwifery",)


def test_a_heading_that_only_names_agencies() -> None:
    assert names_only_bodies("Children's Services")
    assert names_only_bodies("Fenholt Constabulary and schools")
    assert not names_only_bodies("Calls to the police")
    assert not names_only_bodies("Records")

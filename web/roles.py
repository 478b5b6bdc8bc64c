"""Who a reader says they are: the agencies of the vocabulary, by the words people use for themselves."""

from __future__ import annotations

from dataclasses import dataclass

from repository.records.concepts import concept


@dataclass(frozen=True)
class Role:
    """A role: the id of its agency, what one person is called, and what the agency is called in a sentence."""

    agency: str
    person: str
    agency_label: str


PERSONS = {
    "hv": "Health visitor",
    "gp": "GP or practice nurse",
    "midwifery": "Midwife",
    "school-nurse": "School nurse",
    "acute": "Hospital doctor or nurse",
    "camhs": "Child mental health worker",
    "amh": "Adult mental health worker",
    "substance": "Drug and alcohol worker",
    "police-force": "Police officer",
    "school": "Teacher or school staff",
    "early-years": "Nursery worker or childminder",
    "csc": "Social worker",
    "early-help": "Early help or family support worker",
    "housing-la": "Housing officer",
    "probation": "Probation officer",
    "da-services": "Domestic abuse worker",
    "ambulance": "Ambulance worker",
    "vcs": "Charity or community worker",
    "lscp": "Safeguarding partnership",
}
"""The roles offered, by agency, in the order of the list; every other agency can be asked for by its address."""


def role_of(agency: str) -> Role | None:
    """The role of an agency's id; None for a heading or an unknown id."""
    known = concept(("agencies",), agency)
    if known is None or known.is_group:
        return None
    return Role(agency, PERSONS.get(agency, known.label), known.label)


def roles() -> tuple[Role, ...]:
    """The roles offered."""
    return tuple(role for agency in PERSONS if (role := role_of(agency)))

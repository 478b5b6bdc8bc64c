"""Names of authors are read from covers and sentences; bodies and titles are not names."""

from __future__ import annotations

import pytest

from ingest.values import people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Independent Reviewer: Theodora Lisle", ["Theodora Lisle"]),
        ("The overview report is by Prudence Hallowby.", ["Prudence Hallowby"]),
        ("Prepared on behalf of the Committee by Hilda Scarrick, consultant", ["Hilda Scarrick"]),
        ("Prepared by Tarrowby County Council", []),
        ("Lead reviewer: Dame Philippa Orrinby DBE", ["Philippa Orrinby"]),
        ("Fergal Tarrowby, Independent Chair and author of the report", ["Fergal Tarrowby"]),
        ("The review was led by Theodora Lisle, independent of all agencies.", ["Theodora Lisle"]),
        ("The police investigation was led by Andrew Tollow.", []),
        ("The Board commissioned Theodora Lisle to undertake the review.", ["Theodora Lisle"]),
        ("The Board appointed Mr J. R. Hartle, an independent consultant, as lead reviewer.", ["J. R. Hartle"]),
        ("Theodora Lisle and Peter Ollerby were appointed to lead this review.", ["Theodora Lisle", "Peter Ollerby"]),
        ("The independent author, Theodora Lisle, is a former teacher.", ["Theodora Lisle"]),
        ("The lead reviewer Theodora Lisle met the family.", ["Theodora Lisle"]),
        ("Theodora Lisle MA CQSW – Independent Author", ["Theodora Lisle"]),
        ("Independent Author\n\nTheodora Lisle", ["Theodora Lisle"]),
        ("Lead Reviewer | Theodora Lisle", ["Theodora Lisle"]),
        ("Independent Reviewer Theodora Lisle", ["Theodora Lisle"]),
        ("Theodora Lisle wrote this overview report.", ["Theodora Lisle"]),
        ("Ms Lisle was the author.", []),
        ("Overview Report Author: Independent Social Work Consultant", []),
        ("IMR author: Social Care", []),
    ],
)
def test_authors(text: str, names: list[str]) -> None:
    assert [f.value for f in people.authors(text)] == names


def test_a_line_of_names_alone() -> None:
    assert [f.value for f in people.names_alone("Leonora Wickstrand, Siobhan Rathmell and Jun Averill")] == [
        "Leonora Wickstrand",
        "Siobhan Rathmell",
        "Jun Averill",
    ]
    assert people.names_alone("Rushmere and Dunmarsh Safeguarding Partnership") == []
    assert people.names_alone("Leonora Wickstrand") == []


def test_signatures_at_the_end() -> None:
    assert [f.value for f in people.signed("DR. MARGARET WICKSTRAND")] == ["MARGARET WICKSTRAND"]
    assert people.signed("We thank Margaret Wickstrand.") == []
    assert people.signed_as_chair("LEONORA RATHMELL (Chairman)")
    assert not people.signed_as_chair("LEONORA RATHMELL")

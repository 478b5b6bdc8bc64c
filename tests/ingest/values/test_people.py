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

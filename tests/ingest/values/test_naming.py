"""A text names a child by its label, by a code alone, by a short form of its kind, or by the name it is given."""

from __future__ import annotations

import pytest

from ingest.values import naming


@pytest.mark.parametrize(
    ("label", "text", "words"),
    [
        ("Child M", "Children M and N are sisters.", ["M"]),
        ("Young Person 3", "YP3 and YP4 were placed together.", ["YP3"]),
        ("Child CK", "He is referred to as CK.", ["CK"]),
        ("Janet Ollerby", "Janet lived with Mrs Ollerby.", ["Janet"]),
        ("Baby Rowan", "Rowan was weighed.", ["Rowan"]),
        ("Child D.O.", "D.O. was found.", ["D.O."]),
        ("Child B", "Appendix B lists them.", []),
        ("Child A", "A review was held.", []),
    ],
)
def test_where_a_text_names_a_child(label: str, text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in naming.where(label, text)] == words


def test_others_that_a_text_names() -> None:
    text = "Ivy and Child C played."
    assert naming.places_of_others("Ivy", ["Ivy"], text) == [8]
    assert naming.places_of_others("Child C", ["Ivy", "Child C"], text) == [0]

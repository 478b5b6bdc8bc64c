"""A sentence ends where it ends, and not after a title or an initial."""

from __future__ import annotations

import pytest

from ingest.values.quoting import quote_around, sentences


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mrs. Penhale saw him. Dr. Orme did not.", ["Mrs. Penhale saw him.", "Dr. Orme did not."]),
        ("Mr. J. Tarrant rang at No. 7. He left.", ["Mr. J. Tarrant rang at No. 7.", "He left."]),
        ("It was told by A. B. Corrin. Nobody wrote.", ["It was told by A. B. Corrin.", "Nobody wrote."]),
        ("They worried about Child A. Mother did not.", ["They worried about Child A.", "Mother did not."]),
        ("Was she well? The answer was No. Staff left.", ["Was she well?", "The answer was No.", "Staff left."]),
    ],
)
def test_sentences(text: str, said: list[str]) -> None:
    assert [text[a:b].strip() for a, b in sentences(text)] == said


def test_a_quotation_is_the_whole_sentence_around_a_title() -> None:
    text = "He was weighed. On 4 May 1971 Mrs. Penhale called. Nobody came."
    assert quote_around(text, 19, 29) == "On 4 May 1971 Mrs. Penhale called."

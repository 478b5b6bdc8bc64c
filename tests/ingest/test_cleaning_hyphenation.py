"""Words divided at line ends, and compounds that keep their hyphen."""

from __future__ import annotations

import pytest

from ingest.text.hyphenation import join_lines, keeps_hyphen, vocabulary_of

DIVIDING = [
    "the safeguarding of chil-",
    "dren needs informa-",
    "tion about children",
    "and information from pro-",
    "fessionals",
    "which professionals share",
]
WHOLE = [
    "a multi-",
    "agency plan and the multi-agency",
    "team made a high-",
    "quality plan of high-quality",
    "work, well-",
]
WHOLE += ["being and well-being"]


def test_a_document_that_divides_words_is_joined() -> None:
    vocabulary = vocabulary_of(DIVIDING)
    assert vocabulary.divides is True
    assert join_lines(DIVIDING, vocabulary).startswith("the safeguarding of children needs information about children")


def test_a_document_that_does_not_divide_keeps_every_hyphen() -> None:
    vocabulary = vocabulary_of(WHOLE)
    assert vocabulary.divides is False
    assert join_lines(["severe under-", "nourishment"], vocabulary) == "severe under-nourishment"


def test_the_documents_own_spelling_decides_first() -> None:
    vocabulary = vocabulary_of([*DIVIDING, "a multi-agency plan"])
    assert keeps_hyphen("multi", "agency", vocabulary)
    assert not keeps_hyphen("safe", "guarding", vocabulary)


@pytest.mark.parametrize(
    ("head", "tail"), [("self", "esteem"), ("Masson", "Smyth"), ("mid", "2014"), ("out", "of-hours")]
)
def test_real_compounds_keep_their_hyphen_in_a_document_that_divides(head: str, tail: str) -> None:
    assert keeps_hyphen(head, tail, vocabulary_of(DIVIDING))


def test_a_soft_hyphen_always_goes() -> None:
    assert join_lines(["the re\u00ad", "view"], vocabulary_of(WHOLE)) == "the review"


def test_a_dash_is_no_hyphen() -> None:
    assert join_lines(["the mother –", "who was ill"], vocabulary_of(WHOLE)) == "the mother – who was ill"

"""A document is Welsh where nearly all of its little words are."""

from __future__ import annotations

from ingest.text.languages import language_of
from repository.records.items import Block, BlockRole, Page

WELSH = "Cafodd y plentyn ei weld gan yr ymwelydd iechyd, ac mae ei fam wedi dweud bod y teulu yn hapus ar y pryd. "
ENGLISH = "The child was seen by the health visitor, and her mother had said that the family was happy at that time. "


def pages(*texts: str) -> list[Page]:
    return [Page(n, "", (Block(BlockRole.PARAGRAPH, text),)) for n, text in enumerate(texts, start=1)]


def test_welsh_english_and_both() -> None:
    assert language_of(pages(WELSH * 5)) == "cy"
    assert language_of(pages(ENGLISH * 5)) == "en"
    assert language_of(pages(WELSH * 5, ENGLISH * 5)) == "en"
    assert language_of(pages(WELSH * 20, ENGLISH)) == "cy"


def test_a_few_words_say_nothing() -> None:
    assert language_of(pages("Bwrdd Diogelu yn y rhanbarth")) == "en"
    assert language_of([]) == "en"

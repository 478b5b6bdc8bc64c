"""What a reader of whole texts finds is what the analyser finds word by word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.reading import Reader
from search.words import read_words
from tests.search.test_words import PIECES

MORE = ["Children", "B", "&", "/", "mother/father", "Child/A", "NHS", "–", "A&E"]
texts = st.lists(st.sampled_from([*PIECES, *MORE])).map(" ".join)


@settings(deadline=None)
@given(st.lists(texts | st.text(max_size=60), max_size=3), st.integers(0, 90))
def test_reads_what_the_analyser_finds(pages: list[str], start: int) -> None:
    reader = Reader()
    read = reader.read(pages, start)
    terms: set[tuple[str, int]] = set()
    exacts: set[tuple[str, int]] = set()
    place = start
    for page in pages:
        words = list(read_words(page))
        terms |= {(term, place + word.place) for word in words for term in word.terms}
        exacts |= {(form, place + word.place) for word in words for form in word.exacts}
        paragraphs = page.replace("_", " ").split("\n\n")
        place += sum(len(list(read_words(each))) for each in paragraphs) + len(paragraphs) - 1
    found = zip(read.found.terms.tolist(), read.found.places.tolist(), strict=True)
    assert {(reader.terms.texts[number], at) for number, at in found} == terms
    found = zip(read.exact.terms.tolist(), read.exact.places.tolist(), strict=True)
    assert {(reader.exacts.texts[number], at) for number, at in found} == exacts


def test_notes_words_written_small_and_compounds() -> None:
    reader = Reader()
    read = reader.read(["Multi-agency work/Play with Thomas (thomas’s), and O’Neill.\n\nSub-group."], 0)
    assert {reader.exacts.texts[n] for n in read.small} == {"work", "with", "thomas", "and"}
    assert {reader.compounds.texts[n] for n in read.compounds} == {"multiagency=multi agency", "subgroup=sub group"}


def test_paragraphs_begin_at_their_first_word() -> None:
    read = Reader().read(["One two.\n\nThree-four five.\n\nSix.", "Seven."], 10)
    assert read.pages == ((10, 13, 17), (18,))
    assert read.after == 19

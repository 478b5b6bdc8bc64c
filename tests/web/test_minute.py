"""A review in a minute: sentences of the report with their pages, chosen by rule and never rewritten."""

from __future__ import annotations

import pytest

from repository.records.items import Block, BlockRole, Page
from repository.store.library import Library
from tests.web.example_library import Examples
from tests.web.page_checks import HTML, Reader, page_of, words_of
from web.glossary import abbreviations_in
from web.headings import Part, headings_of, located, part_of
from web.summary import Minute, first_sentence, minute_of, sentences_of


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("5. Summary of the case", Part.HAPPENED),
        ("What happened", Part.HAPPENED),
        ("Brief outline of circumstances resulting in the review", Part.HAPPENED),
        ("10. Lessons learned", Part.ISSUES),
        ("What the review found", Part.ISSUES),
        ("Key findings", Part.ISSUES),
        ("What was done well", Part.GOOD),
        ("7 Good practice", Part.GOOD),
        ("Effective practice", Part.GOOD),
        ("9 Recommendations", Part.SAID),
        ("Finding 3: Men who share the care of a baby", Part.SAID),
        ("3. Methodology", Part.OTHER),
        ("How this review was done", Part.OTHER),
        ("Appendix B: Glossary", Part.OTHER),
        ("Next steps", Part.OTHER),
    ],
)
def test_a_heading_opens_its_part(heading: str, part: Part) -> None:
    assert part_of(heading) == part


def page(number: int, *blocks: tuple[str, str, int]) -> Page:
    return Page(number, str(number), tuple(Block(BlockRole(role), text, level) for role, text, level in blocks))


REPORT = (
    page(1, ("title", "A report", 1), ("heading", "A Board", 1), ("heading", "May 2015", 1)),
    page(2, ("heading", "1. What happened", 1), ("paragraph", "A baby was hurt.", 0), ("heading", "Home", 2)),
    page(3, ("running_head", "Draft", 0), ("heading", "What was done well", 1), ("list_item", "A visit.", 0)),
)


def test_a_contents_list_leaves_the_cover_out_and_knows_each_place() -> None:
    assert [(h.text, h.page, h.place, h.level) for h in headings_of(REPORT)] == [
        ("1. What happened", 2, 0, 1), ("Home", 2, 2, 2), ("What was done well", 3, 1, 1),
    ]  # fmt: skip


def test_each_block_knows_the_part_it_stands_in() -> None:
    assert [(at.part, at.page, at.place) for at in located(REPORT)] == [(Part.HAPPENED, 2, 1), (Part.GOOD, 3, 2)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("Dr. Brown came. He saw Mr. B at home.", ["Dr. Brown came.", "He saw Mr. B at home."]),
        ("She said “no.” Nobody wrote it down.", ["She said “no.”", "Nobody wrote it down."]),
        ("It weighed 5.9 kilograms on 3.4.2012", ["It weighed 5.9 kilograms on 3.4.2012"]),
        ("Was he seen? Yes.", ["Was he seen?", "Yes."]),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


def test_a_short_beginning_takes_the_next_sentence_along_and_a_long_one_is_cut_in_sight() -> None:
    assert (
        first_sentence("It was. That is hard to hear for everybody.") == "It was. That is hard to hear for everybody."
    )
    cut = first_sentence(" ".join(["word"] * 200))
    assert cut.endswith("word …")
    assert len(cut) < 240


def every_sentence(minute: Minute) -> list[tuple[str, str, int | None]]:
    extracts = (*minute.happened, *minute.issues, *minute.good, *(e for t in minute.to_do for e in t.extracts))
    return [(e.text, e.publication_id, e.page) for e in extracts]


def test_every_sentence_stands_on_its_page(library: Library, examples: Examples) -> None:
    item = library.catalogue.item(examples.review)
    minute = minute_of(library.catalogue, item)
    assert [e.text for e in minute.issues] == [
        "A child who is not brought is telling the services something.",
        "Every service held one piece of the history, and no GP saw the whole of it.",
    ]
    assert [e.text for e in minute.good] == ["The school nurse walked the children home and wrote down what she saw."]
    assert [(t.label, len(t.extracts)) for t in minute.to_do] == [
        ("General practice", 1),
        ("Police force", 1),
    ]
    for text, publication, number in every_sentence(minute):
        assert number is not None
        on_page = " ".join(library.catalogue.page(publication, number).text.split())
        assert text.removesuffix(" …") in on_page


def test_what_is_asked_of_the_reader_comes_first(library: Library, examples: Examples) -> None:
    item = library.catalogue.item(examples.review)
    labels = [to_do.label for to_do in minute_of(library.catalogue, item, "police-force").to_do]
    assert labels == ["Police force", "General practice"]


def test_a_record_without_text_has_nothing_to_sum_up(library: Library, examples: Examples) -> None:
    assert minute_of(library.catalogue, library.catalogue.item(examples.record)).is_empty


def test_the_record_begins_with_the_minute_and_a_note(reader: Reader, library: Library, examples: Examples) -> None:
    slug = library.catalogue.item(examples.review).slug
    words = reader.words(f"/reviews/{examples.review}/{slug}")
    order = ["Before you read:", "In a minute", "Key issues", "What to do differently", "What was done well", "Facts"]
    assert [words.index(each) for each in order] == sorted(words.index(each) for each in order)
    assert "Written under earlier guidance: Working Together 2015 (26 March 2015)." in words
    assert "The newest is now: Working Together 2023 (December 2023)." in words


def test_the_minute_has_a_page_of_its_own(reader: Reader, library: Library, examples: Examples) -> None:
    words = reader.words(f"/minute/{examples.review}")
    assert words.startswith("In a minute: Serious Case Review")
    assert "picked by rule and not rewritten" in words
    assert "nothing to sum up" in reader.words(f"/minute/{examples.record}")
    reader.get(f"/minute/{examples.withdrawn}", 410)
    reader.get(f"/minute/{examples.held[0]}", 404)


def test_the_contents_lead_to_headings(reader: Reader, library: Library, examples: Examples) -> None:
    markup = reader.text(f"/reviews/{examples.review}/1/pages/2")
    assert f'href="/reviews/{examples.review}/1/pages/5#p0"' in markup
    page = page_of(reader.text(f"/reviews/{examples.review}/1/pages/5"))
    (heading,) = [e for e in page.iter() if e.get("id") == "p0"]
    assert words_of(heading) == "Recommendations"


def test_abbreviations_of_a_page_are_explained(reader: Reader, examples: Examples) -> None:
    assert abbreviations_in("The GPs and the LSCB met. NOBODY, a DNA, and gp.") == (
        ("DNA", "Did not attend", ""),
        ("GP", "General practitioner", ""),
        ("LSCB", "Local Safeguarding Children Board", ""),
    )
    page = page_of(reader.text(f"/reviews/{examples.review}/1/pages/5"))
    assert [words_of(e) for e in page.iter(f"{HTML}dt")] == ["GP", "MARAC"]
    assert "Multi-agency risk assessment conference" in words_of(page)
    assert "Abbreviations" not in reader.words(f"/reviews/{examples.review}/1/pages/2")


def test_a_passage_can_be_cited_and_copied(reader: Reader, library: Library, examples: Examples) -> None:
    address = f"/reviews/{examples.review}/1/pages/2/passages/1"
    assert f'href="{address}"' in reader.text(f"/reviews/{examples.review}/1/pages/2")
    markup = reader.text(address)
    assert f'value="http://localhost/reviews/{examples.review}/1/pages/2#p1"' in markup
    assert "Page ii (page 2 of the file)" in words_of(page_of(markup))
    reader.get(f"/reviews/{examples.review}/1/pages/2/passages/99", 404)
    reader.get(f"/reviews/{examples.review}/1/pages/1/passages/0", 404)  # a running head
    reader.get(f"/reviews/{examples.withdrawn}/1/pages/1/passages/0", 410)

"""Running heads, printed page numbers and what a browser prints around a page."""

from __future__ import annotations

from ingest.text.lines import Line
from ingest.text.running_heads import Edges, find_edges, value_of
from tests.ingest.printing import line, lines

SUBJECTS = "mother father school surgery hospital board neighbour household".split()


def body(page: int) -> list[Line]:
    return lines([f"The {SUBJECTS[page]} has text of its own, sentence {n} of it." for n in range(6)], top=700)


def edges(pages: list[list[Line]]) -> list[Edges]:
    return find_edges(pages, [842.0] * len(pages), 11.0)


def heads(pages: list[list[Line]]) -> list[list[str]]:
    return [[page[n].text for n in sorted(edge.heads)] for page, edge in zip(pages, edges(pages), strict=True)]


def test_a_head_on_every_page_is_found_and_the_text_is_left() -> None:
    pages = [[line("Serious Case Review: Child R", 800), *body(n)] for n in range(6)]
    assert heads(pages) == [["Serious Case Review: Child R"]] * 6


def test_heads_that_alternate_left_and_right_are_found_with_their_numbers() -> None:
    names = ["Brackenshire Board", "Overview report"]
    pages = [[line(f"{names[n % 2]} {n + 3}" if n % 2 else f"{n + 3} {names[n % 2]}", 800), *body(n)] for n in range(8)]
    found = edges(pages)
    assert all(edge.heads == {0} for edge in found)
    assert [edge.label for edge in found] == [str(n + 3) for n in range(8)]


def test_a_footer_with_a_date_is_found() -> None:
    pages = [[*body(n), line("Final version 14 March 2013", 40, size=8.0)] for n in range(6)]
    assert heads(pages) == [["Final version 14 March 2013"]] * 6


def test_bare_numbers_become_labels_arabic_and_roman() -> None:
    printed = ["i", "ii", "iii", "Page 1 of 4", "Page 2 of 4", "Page x | 3", "- 4 -"]
    pages = [[*body(n), line(text, 40)] for n, text in enumerate(printed)]
    found = edges(pages)
    assert [edge.label for edge in found] == ["i", "ii", "iii", "1", "2", "3", "4"]
    assert all(edge.numbers == {6} for edge in found)


def test_a_number_that_no_other_page_agrees_with_is_text() -> None:
    pages = [[*body(0), line("17", 300)], [*body(1)], [*body(2)]]
    assert edges(pages)[0] == Edges()


def test_footnotes_that_cite_the_same_source_are_no_heads() -> None:
    pages = [[*body(n), line(f"{n * 7 + 1} INQ00{n}_0001", 60, size=8.0)] for n in range(8)]
    assert heads(pages) == [[]] * 8


def test_a_line_repeated_in_the_middle_of_a_page_is_text() -> None:
    question = "What does this mean for practice?"
    after = [lines([f"{subject} answered {n}" for n in range(6)], 480) for subject in SUBJECTS]
    pages = [[*body(n), line(question, 500), *after[n]] for n in range(6)]
    assert heads(pages) == [[]] * 6


def test_what_a_browser_prints_is_furniture() -> None:
    page = [line("11/24/25, 5:39 PM Rapid review - GOV.UK", 810), *body(0), line("https://example.org/review 1/84", 20)]
    (found,) = edges([page])
    assert found.furniture == {0, 7}
    assert not found.heads


def test_roman_numbers_have_values() -> None:
    assert value_of("xiv") == (14, "roman")
    assert value_of("12") == (12, "arabic")
    assert value_of("ill") is None


def test_a_head_that_alternates_in_a_short_report_is_found_on_its_two_pages() -> None:
    pages = [[line("Tarrowby Partnership" if n % 2 else "LCSPR: Una", 780, size=8.0), *body(n)] for n in range(6)]
    pages[0] = body(0)
    assert heads(pages)[2] == heads(pages)[4] == ["LCSPR: Una"]


def test_a_line_larger_than_the_text_that_comes_twice_is_a_heading() -> None:
    pages = [[*([line("What we found", 780, size=16.0)] if n in (2, 4) else []), *body(n)] for n in range(6)]
    assert heads(pages) == [[]] * 6


def test_a_page_number_within_a_footer_does_not_make_it_another_line() -> None:
    pages = [[*body(n), line(f"Official – Sensitive Page {n + 1} of 40 Final v2", 40, size=8.0)] for n in range(6)]
    assert all(heads(pages))
    assert [edge.label for edge in edges(pages)] == ["1", "2", "3", "4", "5", "6"]


def test_heads_that_change_by_chapter_and_a_web_address_are_found() -> None:
    chapters = ["The family", "The agencies", "What was learned"]
    pages = [
        [line(chapters[n // 2], 790, size=9.0), *body(n), line(f"www.tarrowby.example | {n + 1}", 40, size=9.0)]
        for n in range(6)
    ]
    assert heads(pages) == [[chapters[n // 2], f"www.tarrowby.example | {n + 1}"] for n in range(6)]

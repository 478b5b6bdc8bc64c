"""Inside one report: every hit can be stepped to, forwards and backwards, and opened in the original."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from tests.web.example_library import Examples
from tests.web.page_checks import HTML, Reader, page_of, words_of
from web.hits import steps


def link(markup: str, words: str) -> str:
    page = page_of(markup)
    return next((a.get("href", "") for a in page.iter(f"{HTML}a") if words_of(a) == words), "")


def place(address: str) -> tuple[int, int]:
    """The page and the hit that an address leads to."""
    parts = urlsplit(address)
    hit = int(parse_qs(parts.query).get("hit", ["0"])[0])
    assert parts.fragment == f"hit-{hit}"
    return int(parts.path.rpartition("/")[2]), hit


def page_of_address(address: str) -> int:
    """The page that an address leads to, 0 for none."""
    return int(urlsplit(address).path.rpartition("/")[2]) if address else 0


@given(st.dictionaries(st.integers(1, 9), st.integers(1, 4), max_size=5), st.integers(1, 9))
def test_the_steps_visit_every_hit_once_in_order(counts: dict[int, int], page: int) -> None:
    pages, every = sorted(counts), [(page, hit) for page in sorted(counts) for hit in range(1, counts[page] + 1)]
    walked, at = [], (0, 0)
    while (after := steps("cr-2abc3def-1", "x", *at, pages, counts.__getitem__).after) != "":
        at = place(after)
        walked.append(at)
    assert walked == every
    back = []
    at = (99, 0)
    while (before := steps("cr-2abc3def-1", "x", *at, pages, counts.__getitem__).before) != "":
        at = place(before)
        back.append(at)
    assert back == every[::-1]
    found = steps("cr-2abc3def-1", "x", page, 99, pages, counts.__getitem__)
    assert found.number == found.count == counts.get(page, 0)
    assert page_of_address(found.page_before) == max((n for n in pages if n < page), default=0)
    assert page_of_address(found.page_after) == min((n for n in pages if n > page), default=0)


def test_a_reader_steps_through_a_report(reader: Reader, examples: Examples) -> None:
    markup = reader.text(f"/reviews/{examples.review}/1/pages/1?q=neglect")
    assert "No hit on this page" in words_of(page_of(markup))
    seen = []
    while address := link(markup, "Next hit"):
        markup = reader.text(address)
        marks = {e.get("id"): words_of(e) for e in page_of(markup).iter(f"{HTML}mark")}
        seen.append((*place(address), marks[urlsplit(address).fragment]))
    assert [(page, hit) for page, hit, _ in seen] == [(2, 1), (2, 2), (3, 1), (5, 1)]
    assert {word.casefold() for _, _, word in seen} == {"neglect"}
    assert "Hit 1 of 1 on this page" in words_of(page_of(markup))
    assert place(link(markup, "Previous hit")) == (3, 1)


def test_a_hit_that_is_not_there_is_none(reader: Reader, examples: Examples) -> None:
    for hit in ("99", "-1", "x"):
        assert "on this page" in reader.words(f"/reviews/{examples.review}/1/pages/2?q=neglect&hit={hit}")


def test_the_original_is_opened_at_the_page_with_its_words(reader: Reader, examples: Examples) -> None:
    address = link(
        reader.text(f"/reviews/{examples.review}/1/pages/2?q=neglect+abuse"), "Open the original PDF at this page"
    )
    assert unquote(address) == f'/files/{examples.review}-1#page=2&search="neglect abuse"'


def test_a_result_leads_to_its_paragraph_which_can_be_cited(reader: Reader, examples: Examples) -> None:
    results = page_of(reader.text("/search?q=neglect&kind=review"))
    address = next(h for a in results.iter(f"{HTML}a") if f"{examples.review}/1/pages/2?" in (h := a.get("href", "")))
    fragment = urlsplit(address).fragment
    (paragraph,) = (e for e in page_of(reader.text(address)).iter(f"{HTML}p") if e.get("id") == fragment)
    assert [words_of(mark) for mark in paragraph.iter(f"{HTML}mark")] == ["neglect"]
    (cite,) = (a.get("href", "") for a in paragraph.iter(f"{HTML}a") if words_of(a).startswith("Cite"))
    passage = page_of(reader.text(cite))
    (link_to_copy,) = (e.get("value", "") for e in passage.iter(f"{HTML}input") if e.get("id") == "address")
    assert link_to_copy.endswith(f"/reviews/{examples.review}/1/pages/2#{fragment}")
    assert "Page ii (page 2 of the file)" in words_of(passage)

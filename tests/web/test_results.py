"""The results page: what was found and understood, and every way on from there."""

from __future__ import annotations

import csv
import io
from urllib.parse import parse_qs, quote_plus, urlsplit

import numpy as np
import pytest
import rispy  # type: ignore[import-untyped]

from tests.web.example_library import Examples
from tests.web.page_checks import HTML, Reader, page_of, words_of
from web.downloads import FORMULA
from web.presenters import cut_out


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_search_shows_counts_apart_passages_and_pages(reader: Reader, examples: Examples) -> None:
    markup = reader.text("/search?q=neglect")
    page = page_of(markup)
    words = words_of(page)
    assert words_of(next(page.iter(f"{HTML}h1"))) == "Results for “neglect”"
    assert "2 reviews and 1 thematic briefing" in words
    assert "in the invented sample reports" in words
    assert [words_of(m).casefold() for m in page.iter(f"{HTML}mark")]
    assert f'href="/reviews/{examples.review}/1/pages/2?q=neglect#p1"' in markup
    assert "1 more record in the catalogue of published reviews" in words


def test_a_long_search_is_repeated_in_part_and_kept_whole(reader: Reader) -> None:
    query = "neglect or harm " * 20
    page = page_of(reader.text(f"/search?q={quote_plus(query)}"))
    heading = words_of(next(page.iter(f"{HTML}h1")))
    assert heading.startswith("Results for “neglect or harm neglect")
    assert heading.endswith(" …”")
    assert len(heading) < 140
    assert query.strip() in {field.get("value", "").strip() for field in page.iter(f"{HTML}input")}


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("Nobody asked the child.", ("", "")),
        ("He said “no.”", ("", "")),
        ("what the school knew. It told", ("… ", " …")),
    ],
)
def test_a_passage_cut_out_of_a_sentence_says_so(text: str, around: tuple[str, str]) -> None:
    assert cut_out(text) == around


def test_filters_are_labelled_counted_and_can_be_taken_away(reader: Reader) -> None:
    markup = reader.text("/search?q=neglect&theme=domestic-abuse&from=2010&to=2019&kind=review")
    page = page_of(markup)
    words = words_of(page)
    assert "1 review" in words
    for label in ("Remove filter Theme: Domestic abuse", "Remove filter Year published: from 2010", "Kind: Reviews"):
        assert label in words
    assert "/search?q=neglect&amp;collection=samples&amp;kind=review&amp;from=2010&amp;to=2019" in markup
    checked = [e.get("value") for e in page.iter(f"{HTML}input") if "checked" in e.attrib]
    assert checked == ["domestic-abuse", "review"]
    years = {e.get("name"): e.get("value") for e in page.iter(f"{HTML}input") if e.get("name") in ("from", "to")}
    assert years == {"from": "2010", "to": "2019"}


def test_records_without_a_year_are_said_when_years_are_chosen(reader: Reader) -> None:
    assert "no known year of publication" in reader.words("/search?from=2010&to=2019")


def test_an_empty_list_says_what_to_loosen(reader: Reader) -> None:
    words = reader.words("/search?q=swanmussel")
    assert "Nothing found" in words
    assert "What you can try" in words
    words = reader.words("/search?q=neglect&theme=domestic-abuse&kind=briefing")
    assert "The filter that takes away the most is “Domestic abuse”: without it you would find 1 record." in words
    assert "Search without the filter “Thematic briefings” 1 record" in words
    assert "Search without any filter 3 records" in words


def test_a_word_that_nothing_has_is_the_one_to_leave_out(reader: Reader) -> None:
    words = reader.words("/search?q=zzzz+unborn&theme=poverty")
    assert "Search without the word “zzzz” and without any filter 1 record" in words


def test_a_slip_of_the_keyboard_is_answered_with_a_suggestion(reader: Reader) -> None:
    assert "Did you mean" in reader.words("/search?q=neglcet")


def test_words_of_the_same_meaning_can_be_switched_off(reader: Reader) -> None:
    markup = reader.text("/search?q=scr")
    assert "Also searched" in words_of(page_of(markup))
    assert "expand=no" in markup
    assert "Only the words as typed are searched" in reader.words("/search?q=scr&expand=no")


def test_what_cannot_be_followed_is_said(reader: Reader) -> None:
    words = reader.words("/search?q=neglect&from=soon&page=99&sort=price")
    assert "Part of what you asked could not be used" in words
    assert "A year is four digits" in words
    assert "The list ends with page 1" in words


def test_every_page_of_a_long_list_can_be_reached(reader: Reader) -> None:
    seen = []
    for number in (1, 2, 3, 4):
        page = page_of(reader.text(f"/search?size=1&sort=title&page={number}"))
        seen += [words_of(h) for h in page.iter(f"{HTML}h3") if h.find(f"{HTML}a") is not None]
    assert len(set(seen)) == 4
    assert 'rel="next"' in reader.text("/search?size=1&page=2")
    assert 'rel="prev"' in reader.text("/search?size=1&page=2")


def test_a_list_can_be_taken_away_whole_with_its_question(reader: Reader, examples: Examples) -> None:
    response = reader.get("/search.csv?q=neglect&size=1&from=2010")
    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="case-reviews-')
    rows = rows_of(response.get_data(as_text=True))
    assert {row["id"] for row in rows} == {examples.review, examples.briefing}
    assert {row["search"] for row in rows} == {"neglect"}
    assert {row["filters"] for row in rows} == {"Year published: from 2010"}
    assert {row["total"] for row in rows} == {"2"}
    assert {row["collection"] for row in rows} == {"samples"}
    review = next(row for row in rows if row["id"] == examples.review)
    assert (
        review["published_by"] == "Brackenshire Safeguarding Children Board and Eastmarch Safeguarding Children Board"
    )
    assert review["recommendations"] == "2"
    assert review["search_address"] == "/search?q=neglect&collection=samples&from=2010&size=1"


def test_the_whole_list_goes_into_a_reference_manager(reader: Reader, examples: Examples) -> None:
    response = reader.get("/search.ris?q=neglect&size=1&from=2010&language=en")
    assert response.mimetype == "application/x-research-info-systems"
    assert response.headers["Content-Disposition"].endswith('.ris"')
    records = rispy.loads(response.get_data(as_text=True).replace("\r", ""))
    assert {record["id"] for record in records} == {examples.review, examples.briefing}
    for record in records:
        notes = record["notes"]
        for note in ("search: neglect", "collection: samples", "total: 2"):
            assert note in notes
        assert "filters: Language: English; Year published: from 2010" in notes
        assert any(note.startswith("downloaded: 20") for note in notes)


def test_no_title_becomes_a_record_of_its_own(reader: Reader, examples: Examples) -> None:
    records = rispy.loads(reader.text("/search.ris?q=alert").replace("\r", ""))
    assert [record["id"] for record in records] == [examples.hostile]
    assert records[0]["title"].startswith('=HYPERLINK("http://evil.example")')


def test_a_download_of_nothing_is_an_empty_list(reader: Reader) -> None:
    assert rispy.loads(reader.text("/search.ris?q=swanmussel")) == []


def test_no_download_mixes_the_collections(reader: Reader, examples: Examples) -> None:
    assert [row["id"] for row in rows_of(reader.text("/search.csv?collection=catalogue"))] == [examples.record]
    assert examples.record not in reader.text("/search.csv?collection=samples")
    assert examples.record not in reader.text("/new.csv")


def test_browse_lists_can_be_taken_away(reader: Reader) -> None:
    rows = rows_of(reader.text("/browse/themes.csv?sort=count"))
    assert (rows[0]["id"], rows[0]["label"]) == ("neglect", "Neglect")
    assert int(rows[0]["records"]) >= 3
    assert [row["id"] for row in rows_of(reader.text("/browse/years.csv?sort=oldest"))] == ["2017", "2019"]
    reader.get("/browse/nothing.csv", 404)


def test_suggestions_are_words_of_the_library(reader: Reader) -> None:
    response = reader.get("/suggest?q=negl")
    assert response.mimetype == "application/json"
    assert "Neglect" in response.get_json()["suggestions"]
    assert reader.get("/suggest?q=n").get_json() == {"suggestions": []}
    assert reader.get("/suggest").get_json() == {"suggestions": []}


def followed(reader: Reader, address: str, words: str) -> tuple[str, str]:
    """The query behind a link of a page, and the words of the page it leads to."""
    page = page_of(reader.text(address))
    (link,) = (a.get("href", "") for a in page.iter(f"{HTML}a") if words_of(a) == words)
    return parse_qs(urlsplit(link).query)["q"][0], reader.words(link)


def test_what_was_loosened_is_said_and_undone(reader: Reader) -> None:
    words = reader.words("/search?q=neglect+poverty+unborn")
    assert "No record has all of the words; " in words
    query, strict = followed(reader, "/search?q=neglect+poverty+unborn", "Only records with all of the words")
    assert query == "neglect AND poverty AND unborn"
    assert "Nothing found" in strict


def test_common_words_can_be_required(reader: Reader) -> None:
    words = reader.words("/search?q=neglect+of+children")
    assert "“of”: too common to be required" in words
    query, strict = followed(reader, "/search?q=neglect+of+children", "Require the common words too")
    assert query == 'neglect "of" children'
    assert "Searched for: neglect and “of” and children" in strict


def test_signs_can_be_taken_as_words(reader: Reader) -> None:
    query, plain = followed(reader, "/search?q=%28neglect+OR", "Search for all of it as plain words")
    assert query == "neglect or"
    assert "without words on both sides" not in plain


def test_words_spelled_like_one_are_listed_and_left_again(reader: Reader) -> None:
    words = reader.words("/search?q=neglec~")
    assert "Searched for: words spelled like “neglec”" in words
    assert "Spelled like “neglec”: neglect." in words
    assert "Did you mean" not in words
    query, typed = followed(reader, "/search?q=neglec~", "Search only for the spelling as typed")
    assert query == "neglec"
    assert "Spelled like" not in typed
    assert "no other word of the library" in reader.words("/search?q=zzzzzz~")


def test_every_facet_is_a_filter_of_the_page(reader: Reader) -> None:
    markup = reader.text("/search?age_band=ab-u1&outcome=death&guidance_era=e-2015&language=en")
    words = words_of(page_of(markup))
    for label in (
        "Age of the child: Under 1", "Outcome: Death", "Guidance in force: 26 March 2015 Working Together 2015",
        "Language: English", "Language (1 chosen)",
    ):  # fmt: skip
        assert label in words
    assert "1 review" in words
    assert "Adolygiad: Child V" in reader.words("/search?language=cy")


def test_another_reader_of_csv_finds_the_same_cells_and_no_formula(reader: Reader) -> None:
    text = reader.text("/search.csv?q=neglect").removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    theirs = np.loadtxt(io.StringIO(text, newline=""), dtype=str, delimiter=",", quotechar='"', comments=None)
    assert theirs.tolist() == rows
    assert [cell for row in rows for cell in row if cell.startswith(FORMULA)] == []
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)

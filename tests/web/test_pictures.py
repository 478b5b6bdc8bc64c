"""Pictures draw what the tables beside them say, with their unit and what they are out of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from repository.records.items import Block, BlockRole, Collection, Kind, Page, PublicationKind, Subject
from repository.records.statements import Statement
from repository.settings import Settings
from repository.store.children import Person, people_in
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import Library, open_library
from search.request import SearchRequest
from search.searcher import open_searcher
from tests.web.example_library import Examples
from tests.web.page_checks import HTML, Reader, page_of, words_of
from web.app import create_app
from web.charts import HEIGHT, SHORTEST, histogram, matrix, years_of
from web.children import count_children

SVG = "{http://www.w3.org/2000/svg}"
YEARS = st.dictionaries(st.integers(1945, 2029), st.integers(1, 500), max_size=40).map(lambda d: sorted(d.items()))


@given(YEARS)
def test_every_bar_is_as_high_as_its_count(years: list[tuple[int, int]]) -> None:
    drawn = histogram(years, None, None)
    assert [(bar.year, bar.count) for bar in drawn.bars] == years
    assert sum(decade.count for decade in drawn.decades) == drawn.total == sum(count for _, count in years)
    for bar in drawn.bars:
        assert abs(bar.height - max(bar.count / drawn.most * HEIGHT, SHORTEST)) < 0.01
        assert abs(bar.y + bar.height - HEIGHT) < 0.02
        assert 0 <= bar.x <= drawn.width - 1
    assert drawn.decades[0].first == 1945
    assert len(drawn.decades) * 10 == drawn.width


def test_a_range_is_told_apart() -> None:
    years = [(1974, 2), (2011, 3), (2015, 4), (2020, 1)]
    drawn = histogram(years, 2010, 2019)
    assert [bar.year for bar in drawn.bars if bar.chosen] == [2011, 2015]
    assert [decade.label for decade in drawn.decades if decade.chosen] == ["2010s"]
    assert drawn.peak == 2015
    assert [(y.label, y.count, y.chosen) for y in years_of(years, 2010, 2019)] == [
        ("2011", 3, False),
        ("2015", 4, False),
    ]
    assert [y.label for y in years_of(years, 2015, 2015) if y.chosen] == ["2015"]
    assert years_of(years, None, 2019) == years_of(years, 1990, 2019) == ()
    assert not [bar for bar in histogram(years, None, None).bars if bar.chosen]


def test_an_empty_picture_is_empty() -> None:
    drawn = histogram([], None, None)
    assert (drawn.bars, drawn.peak, drawn.total) == ((), 0, 0)
    assert matrix(["a"], {}).rows == ()


def test_a_table_is_drawn_by_shares_of_its_highest_number() -> None:
    drawn = matrix(
        ["1970s", "1980s"], {("Neglect", "/n"): [(4, "/a"), (0, "/b")], ("Other", "/o"): [(1, "/c"), (2, "/d")]}
    )
    assert [[cell.share for cell in row.cells] for row in drawn.rows] == [[1.0, 0.0], [0.25, 0.5]]
    assert drawn.rows[0].cells[1].address == ""


def test_every_number_drawn_is_printed_and_leads_to_its_reviews(reader: Reader) -> None:
    page = page_of(reader.text("/pictures?collection=samples"))
    words = words_of(page)
    assert "Unit: reviews. 1 of 3 reviews have a known year." in words
    assert "Unit: children, not reviews. 2 reviews tell of 3 children one by one. 1 other review does not." in words
    rows = [[words_of(cell) for cell in row] for row in page.iter(f"{HTML}tr")]
    assert ["Age", "All", "Girls", "Boys", "Sex not stated"] in rows
    by_decade = [row for row in rows if len(row) == 2 and row[0] in ("Under 1", "1 to 5", "Age not stated")]
    assert by_decade == [["Under 1", "1"], ["1 to 5", "1"], ["Age not stated", "0"]]
    assert ["Under 1", "1", "0", "1", "0"] in rows
    assert ["1 to 5", "1", "1", "0", "0"] in rows
    assert ["Age not stated", "1", "0", "0", "1"] in rows
    (picture,) = [svg for svg in page.iter(f"{SVG}svg") if svg.get("role") == "img"]
    assert picture.get("aria-label") == "1 reviews by year, 1945 to 2019. Most in 2017: 1."
    assert len([rect for rect in picture.iter(f"{SVG}rect") if "bar" in (rect.get("class") or "").split()]) == 1
    table = next(page.iter(f"{HTML}table"))
    assert [words_of(cell) for cell in table.iter(f"{HTML}th")][2:] == ["2017"]
    for svg in page.iter(f"{SVG}svg"):
        assert svg.get("role") == "img" or svg.get("aria-hidden") == "true"


def test_a_child_of_two_reports_of_one_review_is_one_child(tmp_path: Path) -> None:
    child, adult = Subject("Child M", sex="female"), Subject("Young person N", "18", 216, "male")
    pages = (Page(1, "1", (Block(BlockRole.PARAGRAPH, "An invented review of neglect."),)),)
    title = Statement("title", "Child M", rule="front_matter.as_printed")
    with open_library(Settings(tmp_path)) as library:
        report, summary = (
            NewPublication(kind, "Child M", source=kind, pages=pages)
            for kind in (PublicationKind.OVERVIEW_REPORT, PublicationKind.EXECUTIVE_SUMMARY)
        )
        new = NewItem(Kind.REVIEW, Collection.SAMPLES, report, (title,), subjects=(child, adult))
        id = library.deposits.take_in(new).item_id
        again = NewItem(Kind.REVIEW, Collection.SAMPLES, summary, subjects=(Subject("child m", "7 months", 7),), id=id)
        library.deposits.take_in(again)
        library.bring_up_to_date()
        found = people_in(library.catalogue, [id])
        assert [(p.label, p.age_months, p.sex) for p in found] == [
            ("Child M", 7, "female"),
            ("Young person N", 216, "male"),
        ]
        assert people_in(library.catalogue, []) == ()
        page = page_of(create_app(library).test_client().get("/pictures").text)
    assert "1 review tells of 1 child one by one" in words_of(page)
    assert "1 person of 18 or over is left out" in words_of(page)
    assert ["Under 1", "1", "1", "0", "0"] in [[words_of(cell) for cell in row] for row in page.iter(f"{HTML}tr")]


def test_the_ages_of_children_lead_to_just_the_reviews_they_are_in(
    reader: Reader, library: Library, examples: Examples
) -> None:
    searcher = open_searcher(library)
    asked = SearchRequest(collection=Collection.SAMPLES, chosen={"kind": ("review",)})
    people = people_in(library.catalogue, searcher.every_id(asked))
    rows = {row.label: row.address for row in count_children(people, lambda band: band).by_age.rows}
    assert rows == {"Under 1": "ab-u1", "1 to 5": "ab-1-5", "Age not stated": ""}
    for label, band in rows.items():
        if band:
            found = searcher.every_id(replace(asked, chosen={**asked.chosen, "age_band": (band,)}))
            assert set(found) == {p.item_id for p in people if p.age_months is not None and _row(p.age_months) == label}
    markup = reader.text("/pictures?collection=samples")
    assert "age_band=ab-u1" in markup
    assert "age_band=ab-ns" not in markup.partition('id="children"')[2]


def _row(months: int) -> str:
    return "Under 1" if months < 12 else "1 to 5"


@given(st.lists(st.builds(Person, st.sampled_from("abc"), st.just(""), st.none() | st.integers(0, 400),
                          st.sampled_from(["", "female", "male", "other"]))))  # fmt: skip
def test_every_child_is_counted_once_by_age_and_once_by_sex(people: list[Person]) -> None:
    found = count_children(people, lambda band: f"/{band}")
    assert found.total + found.adults == len(people)
    assert sum(row.cells[0].count for row in found.by_age.rows) == found.total
    for row in found.by_age.rows:
        assert row.cells[0].count == sum(cell.count for cell in row.cells[1:]) > 0
        assert (row.address == "") == (row.label == "Age not stated")


def test_the_pictures_of_a_search_count_what_the_search_finds(reader: Reader, examples: Examples) -> None:
    words = reader.words("/pictures?q=neglect&collection=samples")
    assert "These pictures show 2 reviews, for: neglect." in words
    assert "No review answers" in reader.words("/pictures?q=zzzz")
    assert "A year is four digits" in reader.words("/pictures?from=soon")
    assert "See it in pictures" in reader.words("/search?q=neglect")


def test_the_picture_of_the_years_is_a_filter(reader: Reader) -> None:
    markup = reader.text("/search?q=neglect&theme=neglect")
    assert 'href="/search?q=neglect&amp;collection=samples&amp;theme=neglect&amp;from=2010&amp;to=2019"' in markup
    page = page_of(reader.text("/search?q=neglect&from=2010&to=2019"))
    assert "2017 1 record" in words_of(page)
    chosen = [a.get("aria-label") for a in page.iter(f"{HTML}a") if a.get("aria-current") == "true"]
    assert "2010s, 2 records" in chosen

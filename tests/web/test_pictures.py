"""Pictures draw what the tables beside them say, with their unit and what they are out of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.web.example_library import Examples
from tests.web.page_checks import HTML, Reader, page_of, words_of
from web.charts import HEIGHT, SHORTEST, histogram, matrix, years_of

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
    assert "not children, briefings or analyses" in words
    (picture,) = [svg for svg in page.iter(f"{SVG}svg") if svg.get("role") == "img"]
    assert picture.get("aria-label") == "1 reviews by year, 1945 to 2019. Most in 2017: 1."
    assert len([rect for rect in picture.iter(f"{SVG}rect") if "bar" in (rect.get("class") or "").split()]) == 1
    table = next(page.iter(f"{HTML}table"))
    assert [words_of(cell) for cell in table.iter(f"{HTML}th")][2:] == ["2017"]
    for svg in page.iter(f"{SVG}svg"):
        assert svg.get("role") == "img" or svg.get("aria-hidden") == "true"


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

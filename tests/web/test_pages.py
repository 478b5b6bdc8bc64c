"""The pages show what the catalogue holds, each fact with its source, and lead where they say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from repository.records.concepts import vocabularies
from repository.settings import Settings
from repository.store.library import Library, open_library
from tests.browser.every_page import NO_PAGES, pages_of
from tests.web.example_library import Examples, a_pdf, build
from tests.web.page_checks import HTML, Reader, page_of, words_of
from web.app import ROUTES, create_app
from web.pages.browse import GROUPS

REVIEW_TITLE = "Serious Case Review: Child R and Child T"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with open_library(Settings(tmp_path_factory.mktemp("empty"))) as library:
        yield Reader(create_app(library))


def address_of(library: Library, id: str) -> str:
    return f"/reviews/{id}/{library.catalogue.item(id).slug}"


def test_the_routes_are_these(app: Flask) -> None:
    assert sorted(rule.rule for rule in app.url_map.iter_rules()) == sorted(
        [
            "/",
            "/search",
            "/search.csv",
            "/search.ris",
            "/search/help",
            "/suggest",
            "/reviews/<id>",
            "/reviews/<id>/<slug>",
            "/reviews/<id>/citation.<any(ris, bib):suffix>",
            "/reviews/<id>/<int(max=9999):publication>/pages/<int(max=99999):page>",
            "/reviews/<id>/<int(max=9999):publication>/pages/<int(max=99999):page>/passages/<int(max=999):place>",
            "/minute/<id>",
            "/for",
            "/for/<agency>",
            "/learning",
            "/learning/<name>",
            "/recommendations",
            "/recommendations.csv",
            "/recommendations/<recommendation>",
            "/recommendations/<recommendation>.csv",
            "/near",
            "/near/<area>",
            "/near/<area>.csv",
            "/pictures",
            "/tray",
            "/tray.json",
            "/tray/open",
            "/files/<publication_id>",
            "/browse",
            "/browse/<name>",
            "/browse/<name>.csv",
            "/new",
            "/new.csv",
            "/about",
            "/accessibility",
            "/privacy",
            "/corrections",
            "/robots.txt",
            "/static/<name>",
        ]
    )
    assert len(ROUTES) == 38


def test_every_route_is_looked_at_in_a_browser(app: Flask, examples: Examples) -> None:
    """A new page is put into the list of those that axe, a magnifier and a ruler look at; a file is named as such."""
    addresses = app.url_map.bind("localhost")
    looked_at = set()
    for address in pages_of(examples).values():
        path = address.partition("?")[0]
        if path not in ("/nothing", "/tray/open") and not path.startswith("/fails/"):
            rule, _ = addresses.match(path, return_rule=True)
            looked_at.add(rule.rule)
    assert looked_at == {rule for rule, _ in ROUTES} - NO_PAGES
    assert {rule for rule, _ in ROUTES} >= NO_PAGES


def test_nothing_can_be_sent_to_any_route_but_the_tray(app: Flask, reader: Reader) -> None:
    for rule in app.url_map.iter_rules():
        assert rule.methods == ({"POST", "OPTIONS"} if rule.rule == "/tray/open" else {"GET", "HEAD", "OPTIONS"})
    response = reader.client.post("/search", data={"q": "neglect"})
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    reader.check_page(response.get_data(as_text=True))


def test_home_says_what_there_is_and_leads_into_it(reader: Reader) -> None:
    words = reader.words("/")
    assert "These sample reports are invented" in words
    assert "Go to the catalogue of published reviews" in words
    assert "3 reviews" in words
    assert "1 thematic briefing" in words
    for label in ("Neglect", "Domestic abuse", "General practice", "2010s", REVIEW_TITLE):
        assert label in words


def test_the_collection_is_said_and_kept(reader: Reader) -> None:
    words = reader.words("/?collection=catalogue")
    assert "You are looking at the catalogue of published reviews" in words
    assert "invented. They describe" not in words
    page = page_of(reader.text("/?collection=catalogue"))
    links = [a.get("href", "") for a in page.iter(f"{HTML}a")]
    assert "/browse?collection=catalogue" in links
    assert "/?collection=samples" in links


def test_an_empty_library_has_all_its_pages(empty: Reader) -> None:
    for address in ("/", "/search", "/search?q=neglect", "/browse", "/new", "/about"):
        words = empty.words(address)
        assert "catalogue of published reviews" in words
    assert "This collection is empty." in empty.words("/new")
    assert "Nothing found" in empty.words("/search?q=neglect")
    for name in ("themes", "agencies", "years", "bodies", "types"):
        assert "Nothing in this collection" in empty.words(f"/browse/{name}")


def test_a_review_shows_its_facts_with_their_sources(reader: Reader, library: Library, examples: Examples) -> None:
    words = reader.words(address_of(library, examples.review))
    for fact in (
        "Serious case review",
        "14 March 2017",
        "Brackenshire Safeguarding Children Board and Eastmarch Safeguarding Children Board",
        "Completed November 2016",
        "Child R, 11 months, male",
        "Child T, 4 years, female",
        "Read on page 2 of the overview report",
        "neglect went on for four years",
        "A curator of the library decided this: The boards confirmed it.",
        "2 recommendations",
        "For Police force",
        "Owner: Chief officer",
        "Due: within six months",
        "Also known as Family Q until May 2016",
        "Executive summary, version 2",
        "How the report begins",
    ):
        assert fact in words, fact


def test_a_value_leads_to_its_page(reader: Reader, library: Library, examples: Examples) -> None:
    markup = reader.text(address_of(library, examples.review))
    assert f'href="/reviews/{examples.review}/1/pages/2"' in markup
    assert f'href="/files/{examples.review}-1"' in markup
    assert 'href="/search?collection=samples&amp;theme=neglect"' in markup


def test_a_record_without_text_says_where_to_ask_and_what_is_unconfirmed(
    reader: Reader, library: Library, examples: Examples
) -> None:
    markup = reader.text(address_of(library, examples.record))
    words = words_of(page_of(markup))
    assert "Catalogue record only" in words
    assert "Where to ask: Ask the county record office." in words
    assert "1974 Unconfirmed" in words
    assert "The source did not confirm this value." in words
    assert "Invented County Council" in words
    assert "About the same case: Serious Case Review: Child R and Child T" in words
    assert "cr-99999999" not in words
    assert 'href="https://catalogue.example.org/records/1?a=1&amp;b=2"' in markup
    assert "javascript:" not in markup
    assert "Read page by page" not in words


def test_a_briefing_is_called_so_and_shows_its_abstract(reader: Reader, library: Library, examples: Examples) -> None:
    words = reader.words(address_of(library, examples.briefing))
    assert "Thematic briefing" in words
    assert "What seven invented reviews say about neglect." in words


def test_findings_are_shown_with_their_questions(reader: Reader, library: Library, examples: Examples) -> None:
    words = reader.words(address_of(library, examples.findings))
    assert "1 finding" in words
    assert "How will the board know that this has changed?" in words
    assert "in Welsh" in words
    assert 'lang="cy"' in reader.text(f"/reviews/{examples.findings}/1/pages/1")


def test_other_addresses_of_a_review_lead_to_the_right_one(
    reader: Reader, library: Library, examples: Examples
) -> None:
    for path in (f"/reviews/{examples.review}", f"/reviews/{examples.review}/another-slug"):
        response = reader.get(path, 301)
        assert response.headers["Location"] == address_of(library, examples.review)


def test_a_page_of_a_report_has_its_parts_and_no_running_heads(reader: Reader, examples: Examples) -> None:
    markup = reader.text(f"/reviews/{examples.review}/1/pages/2")
    page = page_of(markup)
    assert words_of(next(page.iter(f"{HTML}h1"))) == f"Page 2 of {REVIEW_TITLE}"
    assert [words_of(h) for h in page.iter(f"{HTML}h2")] == ["1. Introduction"]
    assert [words_of(h) for h in page.iter(f"{HTML}h3")] == ["What the review asked"]
    words = words_of(page)
    assert "1.1 This review looks at" in words
    assert "Page 2 of 5, printed as ii" in words
    assert "Draft seven" not in reader.words(f"/reviews/{examples.review}/1/pages/1")


def test_a_table_of_a_report_is_a_table(reader: Reader, examples: Examples) -> None:
    page = page_of(reader.text(f"/reviews/{examples.review}/1/pages/3"))
    assert [words_of(th) for th in page.iter(f"{HTML}th")] == ["Date", "Event"]
    assert "May 2015" in [words_of(td) for td in page.iter(f"{HTML}td")]
    assert "There is no text on this page." in reader.words(f"/reviews/{examples.review}/1/pages/4")


def test_hits_are_marked_where_they_stand(reader: Reader, examples: Examples) -> None:
    for number, place in ((2, "p"), (3, "td")):
        page = page_of(reader.text(f"/reviews/{examples.review}/1/pages/{number}?q=neglect"))
        marks = [words_of(mark) for e in page.iter(f"{HTML}{place}") for mark in e.iter(f"{HTML}mark")]
        assert "neglect" in marks
        assert all(mark.casefold() == "neglect" for mark in marks)
    words = reader.words(f"/reviews/{examples.review}/1/pages/2?q=neglect")
    assert "Your words are on 3 pages: 2 3 5" in words
    assert "Next page with your words" in words
    assert f"/reviews/{examples.review}/1/pages/5?q=neglect" in reader.text(
        f"/reviews/{examples.review}/1/pages/3?q=neglect"
    )


def test_the_original_opens_at_the_page(reader: Reader, examples: Examples) -> None:
    assert f'href="/files/{examples.review}-1#page=3"' in reader.text(f"/reviews/{examples.review}/1/pages/3")
    response = reader.get(f"/files/{examples.review}-1")
    assert response.data == a_pdf(5)
    assert response.content_type == "application/pdf"
    assert response.headers["Content-Disposition"] == (
        'inline; filename="serious-case-review-child-r-and-child-t-overview-report.pdf"'
    )


def test_an_earlier_version_leads_to_the_one_in_force(reader: Reader, examples: Examples) -> None:
    item_id, _, number = examples.old_version.rpartition("-")
    response = reader.get(f"/reviews/{item_id}/{number}/pages/1", 302)
    assert response.headers["Location"] == f"/reviews/{item_id}/{int(number) + 1}/pages/1"
    reader.get(f"/files/{examples.old_version}", 404)


def test_browse_pages_group_count_and_sort(reader: Reader) -> None:
    assert "Harm and abuse" in reader.words("/browse/themes") or "Neglect" in reader.words("/browse/themes")
    words = reader.words("/browse/themes?sort=count")
    assert words.index("Neglect 3") < words.index("Domestic abuse 1")
    assert "2010s" in reader.words("/browse/years")
    assert "1974" in reader.words("/browse/years?collection=catalogue&sort=oldest")
    assert "Eastmarch Safeguarding Children Board 1" in reader.words("/browse/bodies")
    assert "Child practice review 1" in reader.words("/browse/types?sort=name")
    reader.get("/browse/nothing", 404)


def test_every_group_of_themes_and_agencies_is_explained(reader: Reader) -> None:
    for vocabulary in ("themes", "agencies"):
        groups = {concept.label for concept in vocabularies()[vocabulary].values() if concept.is_group}
        assert groups <= set(GROUPS)
    assert "What was done to children, or what they were left without." in reader.words("/browse/themes")


def test_what_is_new_can_be_sorted(reader: Reader) -> None:
    assert REVIEW_TITLE in reader.words("/new")
    words = reader.words("/new?sort=newest")
    assert words.index("Neglect: a briefing") < words.index(REVIEW_TITLE)


def test_notices_name_the_contact(reader: Reader) -> None:
    assert "library@example.org" in reader.words("/corrections")
    assert "library@example.org" in reader.words("/accessibility")
    assert "no cookies" in reader.words("/privacy")


def test_search_engines_are_asked_to_stay_out(reader: Reader) -> None:
    assert reader.text("/robots.txt") == "User-agent: *\nDisallow: /\n"


def test_the_stylesheet_may_be_kept_for_ever_under_its_fingerprint(reader: Reader) -> None:
    page = page_of(reader.text("/"))
    (address,) = [e.get("href", "") for e in page.iter(f"{HTML}link") if e.get("rel") == "stylesheet"]
    response = reader.get(address)
    assert response.mimetype == "text/css"
    assert "immutable" in response.headers["Cache-Control"]
    assert b"@import" not in response.data
    assert b"url(" not in response.data
    reader.get("/static/site.css", 404)


def test_a_page_that_has_not_changed_is_not_sent_again(reader: Reader) -> None:
    first = reader.get("/about")
    assert reader.client.get("/about", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_pages_are_sent_compressed_to_those_who_ask(reader: Reader) -> None:
    plain, packed = reader.get("/about"), reader.client.get("/about", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert len(packed.data) < len(plain.data) / 2


def test_the_accessibility_statement_has_the_date_of_its_words(reader: Reader) -> None:
    """Whoever changes the statement reads it through again, dates it, and puts the new fingerprint here."""
    page = page_of(reader.text("/accessibility"))
    (dated,) = [time.get("datetime") for time in page.iter(f"{HTML}time")]
    (said,) = [words_of(div) for div in page.iter(f"{HTML}div") if div.get("class") == "prose"]
    undated = said.partition("This statement was prepared on")[0]
    assert (dated, hashlib.sha256(undated.encode()).hexdigest()[:16]) == ("2026-11-24", "d7be5efa6a677789")


def test_a_public_address_makes_downloads_and_citations_complete(tmp_path: Path) -> None:
    with open_library(Settings(tmp_path, address="https://reviews.example.org")) as library:
        examples = build(library)
        client = create_app(library).test_client()
        whole = f"https://reviews.example.org{address_of(library, examples.review)}"
        assert f"UR  - {whole}" in client.get(f"/reviews/{examples.review}/citation.ris").text
        assert whole in client.get("/search.csv?q=neglect").text
        assert client.get("/", base_url="https://reviews.example.org").status_code == 200

"""The tray fills from anywhere, travels in the address, is saved, opened, ordered, and tells what is gone."""

from __future__ import annotations

import io
import json
import re

from repository.packs.tray import MOST, Standing, look_up, read_code
from repository.store.library import Library
from tests.web.example_library import Examples
from tests.web.page_checks import HTML, Reader, check_headers, page_of, words_of
from web.carrying import Carried, read_carried, with_carried
from web.roles import role_of

POLICE = "The police should tell schools on the same day about domestic abuse."


def short(id: str) -> str:
    return id.removeprefix("cr-")


def keepers(markup: str) -> list[tuple[str, str]]:
    """What each “Put in tray” is called, and where it leads."""
    return [
        (words_of(a), a.get("href", "")) for a in page_of(markup).iter(f"{HTML}a") if "keep" in (a.get("class") or "")
    ]


def test_anything_goes_into_the_tray_from_where_it_stands(reader: Reader, library: Library, examples: Examples) -> None:
    address = f"/reviews/{examples.review}/{library.catalogue.item(examples.review).slug}"
    found = keepers(reader.text(address))
    assert [words for words, _ in found] == [
        "Put in tray (this review)", "Put in tray (recommendation 1)", "Put in tray (recommendation 2)",
    ]  # fmt: skip
    page = reader.text(found[2][1].partition("#")[0])
    assert "In your tray (recommendation 2). Take it out" in words_of(page_of(page))
    assert "Tray 1 kept" in words_of(page_of(page))
    for place in (
        "/search?q=neglect",
        f"/reviews/{examples.review}/1/pages/2",
        "/for/police-force",
        "/learning/police",
    ):
        assert any(words.startswith("Put in tray (") for words, _ in keepers(reader.text(place))), place
    names = [words for words, _ in keepers(reader.text(f"/reviews/{examples.review}/1/pages/2"))]
    assert len(names) == len(set(names))


def test_a_passage_of_the_results_is_kept_as_its_block(reader: Reader, examples: Examples) -> None:
    (address,) = [
        href for words, href in keepers(reader.text("/search?q=unborn")) if words.startswith("Put in tray (passage on")
    ]
    code = re.findall(r"tray=([^&#]+)", address)[0]
    assert code == f"{short(examples.findings)}.1.p1.1"
    assert "Meetings about unborn babies are held too late" in reader.words(f"/tray?tray={code}")


def test_every_passage_of_the_results_is_kept_with_its_first_hit(reader: Reader, library: Library) -> None:
    kept = re.findall(r"tray=([^&#]+\.p\d+\.\d+)#", reader.text("/search?q=neglect&collection=samples"))
    assert len(kept) >= 4
    for entry in look_up(library.catalogue, read_code("_".join(kept))[0]):
        assert entry.standing == Standing.HERE
        assert "neglect" in entry.quotation.casefold()


def test_the_tray_travels_along(reader: Reader, examples: Examples) -> None:
    code = f"{short(examples.review)}.1.r2"
    page = page_of(reader.text(f"/browse?tray={code}"))
    links = [a.get("href", "") for a in page.iter(f"{HTML}a") if a.get("href", "").startswith("/")]
    assert all(f"tray={code}" in href for href in links)
    page = page_of(reader.text(f"/search?q=neglect&tray={code}"))
    (form,) = [f for f in page.iter(f"{HTML}form") if f.get("action") == "/search"]
    assert ("tray", code) in [(i.get("name"), i.get("value")) for i in form.iter(f"{HTML}input")]
    response = reader.get(f"/reviews/{examples.review}?tray={code}", 301)
    assert response.headers["Location"].endswith(f"?tray={code}")


def test_an_entry_has_its_words_review_body_year_page_and_address(reader: Reader, examples: Examples) -> None:
    code = f"{short(examples.review)}.1.r2"
    words = reader.words(f"/tray?tray={code}")
    for part in (
        POLICE, "Serious Case Review: Child R and Child T", "Brackenshire Safeguarding Children Board and Eastmarch",
        "2017", "page 5 of the overview report", f"http://localhost/reviews/{examples.review}/",
        "Guidance has changed since 2017. The newest is: Working Together 2023 (December 2023).",
    ):  # fmt: skip
        assert part in words, part


def test_what_is_gone_is_said_and_not_shown(reader: Reader, examples: Examples) -> None:
    codes = [f"{short(examples.withdrawn)}.1.r1", short(examples.held[0]), f"{short(examples.old_version)[:8]}.2.p1.0"]
    words = reader.words(f"/tray?tray={'_'.join(codes)}")
    assert "This review was withdrawn from the library. Its words are gone." in words
    assert "There is nothing in this library at this place." in words
    assert "was replaced by a later version" in words
    assert "swanmussel" not in words


def test_the_order_can_be_changed(reader: Reader, examples: Examples) -> None:
    first, second = short(examples.review), short(examples.briefing)
    markup = reader.text(f"/tray?tray={first}_{second}")
    assert f'href="/tray?tray={second}_{first}"' in markup
    assert f'href="/tray?tray={second}"' in markup
    words = words_of(page_of(markup))
    assert "Move up entry 2" in words
    assert "Move up entry 1" not in words
    assert "Your tray is empty" in reader.words("/tray?tray=")


def test_a_full_tray_offers_no_more_and_says_what_was_left_out(reader: Reader, examples: Examples) -> None:
    full = "_".join(f"{short(examples.review)}.1.p2.{n}" for n in range(MOST))
    words = reader.words(f"/reviews/{examples.review}/1/pages/3?tray={full}")
    assert "Put in tray" not in words
    assert f"Tray {MOST} kept" in words
    assert "2 entries of this address could not be used" in reader.words(f"/tray?tray={short(examples.review)}_x_..y")
    assert len(reader.get(f"/search?q=neglect&tray={full}").data) < 100_000


def test_a_saved_tray_can_be_opened_again(reader: Reader, examples: Examples) -> None:
    code = f"{short(examples.review)}.1.r2_{short(examples.briefing)}"
    saved = reader.get(f"/tray.json?tray={code}")
    assert saved.mimetype == "application/json"
    assert re.fullmatch(
        r'attachment; filename="case-review-tray-\d{4}-\d\d-\d\d\.json"', saved.headers["Content-Disposition"]
    )
    content = json.loads(saved.data)
    assert (content["format"], content["version"]) == ("case-review-tray", 1)
    assert content["entries"][0]["quotation"] == POLICE
    assert content["entries"][0]["pages"] == [5]
    response = reader.client.post("/tray/open?role=gp", data={"file": (io.BytesIO(saved.data), "tray.json")})
    assert (response.status_code, response.headers["Location"]) == (303, f"/tray?role=gp&tray={code}")
    check_headers(response)


def test_a_file_that_is_no_tray_says_so_and_keeps_the_tray(reader: Reader, examples: Examples) -> None:
    code = short(examples.review)
    for data, said in (
        ({"file": (io.BytesIO(b"<script>alert(1)</script>"), "x.json")}, "cannot be read as JSON"),
        ({"file": (io.BytesIO(b"x" * 66_000), "x.json")}, "larger than 64 kB"),
        ({}, "No file was chosen"),
        ({"file": "not a file"}, "No file was chosen"),
    ):
        response = reader.client.post(f"/tray/open?tray={code}", data=data)
        assert response.status_code == 400
        reader.check_page(response.text)
        assert said in words_of(page_of(response.text))
        assert "Serious Case Review: Child R and Child T" in response.text
    response = reader.client.post("/tray/open", data={"file": (io.BytesIO(b"x" * 100_000), "x.json")})
    assert response.status_code == 413


def test_opening_changes_nothing_for_anybody(reader: Reader, examples: Examples) -> None:
    content = json.dumps(
        {
            "format": "case-review-tray",
            "version": 1,
            "entries": [{"reference": short(examples.review), "title": "<b>x"}],
        }
    ).encode()
    response = reader.client.post(
        "/tray/open", data={"file": (io.BytesIO(content), "t.json")}, headers={"Origin": "https://evil.example"}
    )
    assert response.headers["Location"] == f"/tray?tray={short(examples.review)}"
    assert "Set-Cookie" not in response.headers
    assert "Your tray is empty" in reader.words("/tray")


def test_what_is_carried_reaches_every_link_and_form_and_no_other_site() -> None:
    what = Carried(role_of("gp"), read_carried({"tray": "2abc3def"}).tray)
    markup = (
        '<a href="/a?b=1&amp;c=2#d">x</a><a href="/e">y</a><a href="https://example.org/">z</a><a href="#f">w</a>'
        '<a href="/g?role=">v</a><link href="/static/site.css"><form class="s" action="/search" method="get"></form>'
        '<form action="/tray/open" method="post"></form>&#34;href=&#34;/text'
    )
    assert with_carried(markup, what) == (
        '<a href="/a?b=1&amp;c=2&amp;role=gp&amp;tray=2abc3def#d">x</a><a href="/e?role=gp&amp;tray=2abc3def">y</a>'
        '<a href="https://example.org/">z</a><a href="#f">w</a><a href="/g?role=&amp;tray=2abc3def">v</a>'
        '<link href="/static/site.css"><form class="s" action="/search" method="get">'
        '<input type="hidden" name="role" value="gp"><input type="hidden" name="tray" value="2abc3def"></form>'
        '<form action="/tray/open?role=gp&amp;tray=2abc3def" method="post"></form>&#34;href=&#34;/text'
    )
    assert with_carried(markup, Carried()) == markup

"""Listing pages: every shape becomes entries, the entries records; a second harvest fetches only what changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.outcome import FileOutcome
from ingest.sources.entries import Entry, web_link
from ingest.sources.entry_values import entry_statements, keyword_themes
from ingest.sources.fetching import Fetcher
from ingest.sources.folder import find_files
from ingest.sources.harvesting import harvest
from ingest.sources.listings import heading_parts, read_listing
from ingest.values.rules import gives_again
from repository.governance.conflicts import open_conflicts
from repository.governance.corrections import Correction, correct
from repository.governance.duplicates import suspected
from repository.governance.withdrawal import withdraw_item
from repository.records.items import Availability, Collection, Item
from repository.settings import Settings
from repository.store.library import Library, open_library
from tests.ingest.local_site import HERE, LocalSite, local_site

LISTINGS = Path("corpus/samples/listings")
NAMES = sorted(p.name for p in LISTINGS.glob("*.html"))
HOST = "https://board.invalid/list/page.html"


def gold_of(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((LISTINGS / name.replace(".html", ".gold.json")).read_text())
    return found


def entries_of(name: str) -> list[Entry]:
    return read_listing((LISTINGS / name).read_bytes(), HOST)


def values(entry: Entry, field: str) -> list[str]:
    return [s.value for s in entry_statements(entry, HOST) if s.field == field]


def test_there_are_five_shapes_and_each_says_that_it_is_invented() -> None:
    assert len(NAMES) == 5
    assert all("INVENTED SAMPLE" in (LISTINGS / name).read_text() for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_is_found_and_nothing_else(name: str) -> None:
    assert [e.heading for e in entries_of(name)] == [gold["heading"] for gold in gold_of(name)]


CASES = [(name, number) for name in NAMES for number in range(len(gold_of(name)))]


@pytest.mark.parametrize(("name", "number"), CASES)
def test_an_entry_is_read_as_a_librarian_reads_it(name: str, number: int) -> None:
    entry, gold = entries_of(name)[number], gold_of(name)[number]
    assert (entry.label, entry.publisher) == (gold["label"], gold["printed_publisher"])
    assert list(entry.keywords) == gold["keywords"]
    assert values(entry, "publishing_body") == ([gold["body"]] if gold["body"] else [])
    assert sorted(values(entry, "theme")) == sorted(gold["themes"])
    assert values(entry, "date_published")[:1] == ([gold["date"]] if gold["date"] else [])
    offers = [[kind, web_link(HOST, to) if to else "", availability] for kind, to, availability in gold["offers"]]
    assert [[o.kind, o.address, o.availability] for o in entry.offers] == offers
    assert entry.abstract.startswith(gold.get("abstract_starts", ""))
    assert entry.abstract.endswith(gold.get("abstract_ends", ""))
    assert entry.note == gold.get("note", "")
    assert values(entry, "methodology") == ([gold["method"]] if "method" in gold else [])


@pytest.mark.parametrize("name", NAMES)
def test_each_values_words_give_it_again(name: str) -> None:
    said = [s for entry in entries_of(name) for s in entry_statements(entry, HOST)]
    assert said
    assert [s for s in said if not gives_again(s)] == []
    assert {s.evidence.source_url for s in said} == {HOST}


def test_a_misspelt_keyword_keeps_its_printed_form() -> None:
    entry = next(e for e in entries_of("narrative-2012.html") if e.label == "Child G")
    (statement,) = [s for s in entry_statements(entry, HOST) if s.value == "disguised-compliance"]
    assert statement.printed == "discguised compliance"
    assert [f.value for f in keyword_themes("domestik abuse")] == ["domestic-abuse"]
    assert keyword_themes("canals") == []


@pytest.mark.parametrize(
    ("rest", "parts"),
    [
        ("Aldermere – Child A", ("Aldermere", "Child A")),
        ("Aldermere-on-Sea - Child A", ("Aldermere-on-Sea", "Child A")),
        ("AldermereChild A", ("Aldermere", "Child A")),
        ("Aldermere Family W", ("Aldermere", "Family W")),
        ("Aldermere–Child W-2", ("Aldermere", "Child W-2")),
        ("Aldermere", ("Aldermere", "")),
    ],
)
def test_a_heading_is_parted(rest: str, parts: tuple[str, str]) -> None:
    assert heading_parts(rest) == parts


@pytest.mark.parametrize(
    "href", ["javascript:x()", "java\tscript:x()", "data:text/html,x", "mailto:a@b.invalid", "http://[", ""]
)
def test_a_link_that_is_none_of_the_web_is_left_out(href: str) -> None:
    assert web_link("file:///tmp/x.html", href) == ""


def test_a_page_that_lists_nothing_has_no_entries() -> None:
    assert (
        read_listing(b"<html><body><h1>2015 in review.</h1><p>We moved house in 2015 - again.</p></body></html>", HOST)
        == []
    )


def test_listings_are_not_read_as_reports() -> None:
    found = find_files([LISTINGS.parent])
    assert not [f for f in found.files if f.path.parent.name == "listings"]


REPORT = """<html><head><title>Serious Case Review: Child {0}</title></head><body><main>
<h1>Serious Case Review: Child {0}</h1><p>Brackenshire Safeguarding Children Board. An invented sample.</p>
<h2>Introduction</h2><p>{1}</p></main></body></html>"""


def report(label: str, number: int) -> bytes:
    words = " ".join(f"The worker wrote note {n * number} and nobody at the clinic read it." for n in range(1, 40))
    return REPORT.format(label, words).encode()


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with local_site() as site:
        for name in NAMES:
            site.pages[f"/{name}"] = (LISTINGS / name).read_bytes()
        site.pages |= {
            "/files/child-f.html": report("F", 3),
            "/files/family-h.html": report("H", 5),
            "/reports/child-e.html": report("E", 7),
            "/reports/child-e-brief.html": report("E", 11),
            "/reports/child-d-brief.html": report("D", 13),
        }
        yield site


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path / "home")) as library:
        yield library


def run(library: Library, site: LocalSite, name: str, **more: Any) -> list[FileOutcome]:
    site.asked.clear()
    fetcher = Fetcher(allowed=HERE, pause=0)
    return list(harvest(library, f"{site.address}/{name}", Collection.SAMPLES, fetcher, **more))


def item_called(library: Library, label: str) -> Item:
    (found,) = [i for i in library.catalogue.each_item(Collection.SAMPLES) if label in i.values("subject_label")]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_each_entry_becomes_a_record_without_its_links(library: Library, site: LocalSite, name: str) -> None:
    done = run(library, site, name, follow=False)
    gold = gold_of(name)
    assert [o.status for o in done] == ["ok"] * len(gold)
    items = list(library.catalogue.each_item(Collection.SAMPLES))
    assert [i.value("subject_label") for i in items] == [g["label"] for g in gold]
    for item, expected in zip(items, gold, strict=True):
        offered = [o[2] for o in expected["offers"]] or ["catalogue_record_only"]
        assert sorted(p.availability for p in item.publications) == sorted(offered)
        assert not item.has_text
    assert [o.status for o in run(library, site, name, follow=False)] == []
    assert site.asked_paths(200) == [], "nothing is sent again"


def test_links_are_followed_and_a_second_harvest_fetches_only_what_changed(library: Library, site: LocalSite) -> None:
    first = run(library, site, "narrative-2012.html")
    assert [o.status for o in first] == ["ok"] * 5
    child_f = item_called(library, "Child F")
    assert (child_f.title, child_f.has_text) == ("Serious Case Review: Child F", True)
    assert [(p.version, p.availability) for p in child_f.publications] == [(1, "full_text")], "record and file are one"
    assert set(child_f.values("theme")) >= {"infants", "domestic-abuse"}
    assert child_f.value("abstract").startswith("Death of a boy of five months")
    assert sorted(site.asked_paths(200)) == ["/files/child-f.html", "/files/family-h.html", "/narrative-2012.html"]

    again = run(library, site, "narrative-2012.html")
    assert site.asked_paths(200) == []
    assert [o.status for o in again] == ["unchanged", "unchanged"]

    site.pages["/files/child-f.html"] = report("F", 17)
    changed = run(library, site, "narrative-2012.html")
    assert site.asked_paths(200) == ["/files/child-f.html"]
    assert sorted(o.status for o in changed) == ["new_version", "unchanged"]
    assert [p.version for p in item_called(library, "Child F").publications] == [2]


def test_what_has_gone_changes_its_availability_and_keeps_its_record(library: Library, site: LocalSite) -> None:
    run(library, site, "narrative-2012.html")
    page = site.pages["/narrative-2012.html"].decode()
    start, end = page.index("<h2>2012 – Brackenshire"), page.index("<h2>2012 - Anonymous")
    site.pages["/narrative-2012.html"] = (page[:start] + page[end:]).encode()
    gone = [o for o in run(library, site, "narrative-2012.html") if "no_longer_published" in o.flags]
    child_f = item_called(library, "Child F")
    assert [o.id for o in gone] == [child_f.id]
    assert [p.availability for p in child_f.publications] == [Availability.NO_LONGER_PUBLISHED]
    assert (child_f.is_public, child_f.has_text) == (True, False)
    site.pages["/narrative-2012.html"] = page.encode()
    run(library, site, "narrative-2012.html")
    assert item_called(library, "Child F").has_text, "it is back where it was"
    del site.pages["/files/family-h.html"]
    outcomes = run(library, site, "narrative-2012.html")
    assert [o.reason for o in outcomes if o.status == "quarantined"] == ["the site answers 404; its record stays"]
    assert not item_called(library, "Family H").has_text


def test_a_report_that_contradicts_its_entry_goes_to_a_person(library: Library, site: LocalSite) -> None:
    other_board = report("Z", 3).replace(b"Brackenshire", b"Tavyshire").replace(b"<h2>Introduction", b"<h2>March 1999")
    site.pages["/files/child-f.html"] = other_board
    run(library, site, "narrative-2012.html")
    child_f = item_called(library, "Child F")
    family_h = item_called(library, "Family H")
    conflicts = open_conflicts(library, Collection.SAMPLES)
    found = {c.field: c for c in conflicts if c.item_id == child_f.id}
    others = [(c.item_id, c.field) for c in conflicts if c.item_id != child_f.id]
    assert others == [(family_h.id, "publishing_body")], "its report names another board than its entry, too"
    assert (found["subject_label"].given, found["subject_label"].read) == (("Child F",), ("Child Z",))
    assert found["publishing_body"].given == ("smp-brackenshire",)
    assert found["publishing_body"].read == ("smp-tavyshire",)
    assert found["publishing_body"].by == (f"{site.address}/narrative-2012.html",)
    correct(library, [
        Correction(child_f.id, "publishing_body", "smp-brackenshire", "A. Curator", "asked the board"),
        Correction(child_f.id, "subject.label", "Child F", "A. Curator", "the link was wrong", of="Child Z"),
    ])  # fmt: skip
    left = {c.field for c in open_conflicts(library, Collection.SAMPLES) if c.item_id == child_f.id}
    assert left == set(found) - {"publishing_body", "subject_label"}


def test_a_page_that_broke_changes_nothing(library: Library, site: LocalSite) -> None:
    run(library, site, "narrative-2012.html")
    before = list(library.catalogue.each_item())
    site.pages["/narrative-2012.html"] = b"<html><body><p>We are moving our web site.</p></body></html>"
    (outcome,) = run(library, site, "narrative-2012.html")
    assert outcome.status == "quarantined"
    assert list(library.catalogue.each_item()) == before


def test_a_heading_that_is_corrected_stays_one_record(library: Library, site: LocalSite) -> None:
    run(library, site, "narrative-2012.html", follow=False)
    id = item_called(library, "Child F").id
    page = site.pages["/narrative-2012.html"].decode()
    site.pages["/narrative-2012.html"] = page.replace(
        "2012 – Brackenshire – Child F", "2012 – Brackenshire – Child F1"
    ).encode()
    run(library, site, "narrative-2012.html", follow=False)
    assert item_called(library, "Child F1").id == id
    assert len(library.catalogue.ids()) == 3


def test_cells_of_a_board_table_follow_the_board(library: Library, site: LocalSite) -> None:
    run(library, site, "board-table.html")
    states = {p.kind: p.availability for p in item_called(library, "Child D").publications}
    assert states == {"overview_report": "no_longer_published", "learning_brief": "full_text"}
    page = site.pages["/board-table.html"].decode()
    cell = '<a href="reports/child-e.html">Published 4 March 2018</a>'
    site.pages["/board-table.html"] = page.replace(cell, "No longer published").encode()
    run(library, site, "board-table.html")
    child_e = item_called(library, "Child E")
    states = {p.kind: p.availability for p in child_e.publications}
    assert states == {"overview_report": "no_longer_published", "learning_brief": "full_text"}


def test_the_same_label_of_two_boards_stays_two_records(library: Library, site: LocalSite) -> None:
    run(library, site, "monthly-update.html", follow=False)
    found = [i for i in library.catalogue.each_item() if "Child A" in i.values("subject_label")]
    assert [i.values("publishing_body") for i in found] == [("smp-wychmoor",), ("smp-westerholm",)]


def test_what_was_withdrawn_does_not_come_back(library: Library, site: LocalSite) -> None:
    run(library, site, "narrative-2012.html")
    id = item_called(library, "Child F").id
    withdraw_item(library, id, "asked by the board")
    site.pages["/narrative-2012.html"] += b"<!-- changed -->"
    outcomes = run(library, site, "narrative-2012.html")
    assert [o.status for o in outcomes if "Child F" in o.file] == ["refused"]
    assert library.catalogue.item(id).value("abstract") == ""
    assert "/files/child-f.html" not in site.asked_paths()
    site.pages["/elsewhere.html"] = site.pages["/narrative-2012.html"]
    elsewhere = run(library, site, "elsewhere.html")
    assert [o.status for o in elsewhere if "Child F" in o.file] == ["refused"]
    assert "Child F" not in {i.value("subject_label") for i in library.catalogue.each_item()}


def test_an_entry_without_a_link_on_two_pages_is_suggested_as_one_record(library: Library, site: LocalSite) -> None:
    site.pages["/elsewhere.html"] = site.pages["/narrative-2012.html"]
    run(library, site, "narrative-2012.html", follow=False)
    run(library, site, "elsewhere.html", follow=False)
    found = [i.value("subject_label") for i in library.catalogue.each_item()]
    assert sorted(found) == ["Child F", "Child G", "Child G", "Family H"], "links tell that two are one"
    (suspicion,) = suspected(library, Collection.SAMPLES)
    assert library.catalogue.item(suspicion.item_id).value("subject_label") == "Child G"


def test_a_correction_survives_the_next_harvest(library: Library, site: LocalSite) -> None:
    run(library, site, "narrative-2012.html", follow=False)
    id = item_called(library, "Child G").id
    correct(library, [Correction(id, "theme", "thresholds", "A. Curator", "not a theme of it", deny=True)])
    site.pages["/narrative-2012.html"] = site.pages["/narrative-2012.html"].replace(
        b"missed appointments were", b"appointments were"
    )
    run(library, site, "narrative-2012.html", follow=False)
    assert "thresholds" not in library.catalogue.item(id).values("theme")
    assert "neglect" in library.catalogue.item(id).values("theme")


def test_invented_lists_stay_out_of_the_real_catalogue(library: Library) -> None:
    path = str((LISTINGS / "board-table.html").resolve())
    (outcome,) = harvest(library, path, Collection.CATALOGUE, Fetcher())
    assert outcome.status == "refused"
    assert library.catalogue.ids() == []

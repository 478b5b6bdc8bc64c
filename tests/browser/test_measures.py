"""What the browser measures: quick on a slow phone, nothing that jumps, nothing from elsewhere, one sheet of paper."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, CDPSession, Page
from waitress import create_server

from repository.records.items import Block, BlockRole, Collection, Kind, PublicationKind, Recommendation
from repository.records.items import Page as ReportPage
from repository.records.statements import Evidence, Statement
from repository.settings import Settings
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import open_library
from tests.web.example_library import Examples
from web.app import create_app
from web.summary import GOOD, HAPPENED, ISSUES, LONGEST, MOST_AGENCIES, MOST_OF_AN_AGENCY, MOST_TO_DO

SLOW_PHONE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
"""The “slow 4G” of Lighthouse: 150 ms there and back, 1.6 megabits a second; with a processor four times slower."""
SLOWER = 4
LARGEST_PAINT = 2000
"""Milliseconds until the largest piece is painted. A good page has 2.5 s (web.dev, Core Web Vitals); ours are small."""
LARGEST_PAGE = 100_000
"""Bytes on the wire of a page with its style sheet and icon."""
MEASURES = """() => new Promise(resolve => {
    const found = {paint: 0, shift: 0};
    new PerformanceObserver(list => list.getEntries().forEach(e => { found.paint = e.startTime; }))
        .observe({type: 'largest-contentful-paint', buffered: true});
    new PerformanceObserver(list => list.getEntries().forEach(e => { found.shift += e.value; }))
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => resolve(found), 300);
})"""


@pytest.fixture
def phone(browser: Browser, base_url: str) -> Iterator[tuple[Page, CDPSession]]:
    context = browser.new_context(base_url=base_url, viewport={"width": 390, "height": 800}, device_scale_factor=2)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_PHONE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page, session
    context.close()


@pytest.mark.parametrize("address", ["/", "/search?q=neglect", "/reviews/{review}", "/pictures?collection=catalogue"])
def test_a_slow_phone_shows_the_page_at_once_and_nothing_jumps(
    phone: tuple[Page, CDPSession], base_url: str, examples: Examples, address: str
) -> None:
    page, session = phone
    sizes: list[float] = []
    asked: list[str] = []
    said: list[str] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address.format(review=examples.review), wait_until="load")
    found = page.evaluate(MEASURES)
    assert 0 < found["paint"] < LARGEST_PAINT
    assert found["shift"] == 0
    assert sum(sizes) < LARGEST_PAGE
    assert [url for url in asked if not url.startswith(base_url)] == []
    assert said == []


@pytest.fixture
def longest(tmp_path: Path) -> Iterator[str]:
    """The address of the minute of a review that fills every part of it to the last sentence."""
    sentence = "The services that knew this child should have told each other on the same day what they had seen, and "
    sentence = f"{(sentence * 3)[: LONGEST - 2]}."
    blocks = []
    for heading, sentences in (("What happened", HAPPENED), ("Lessons learned", ISSUES), ("Good practice", GOOD)):
        blocks.append(Block(BlockRole.HEADING, heading, 1))
        blocks += [Block(BlockRole.PARAGRAPH, f"{number} {sentence}") for number in range(sentences)]
    agencies = ("gp", "hv", "police-force", "school", "csc", "acute")
    asked = tuple(
        Recommendation(str(number), f"{number} {sentence}", (1,), (agencies[number % MOST_AGENCIES],))
        for number in range(MOST_AGENCIES * MOST_OF_AN_AGENCY + 3)
    )
    title = "Serious Case Review: the overview report on the children of a family with a long title in three parts"
    said = (
        Statement("title", title, rule="test"),
        Statement("abstract", " ".join([sentence] * HAPPENED), Evidence(1, sentence), rule="test"),
    )
    publication = NewPublication(
        PublicationKind.OVERVIEW_REPORT, title, source="x", pages=(ReportPage(1, "1", tuple(blocks)),)
    )
    with open_library(Settings(tmp_path)) as library:
        new = NewItem(Kind.REVIEW, Collection.SAMPLES, publication, said, recommendations=asked)
        id = library.deposits.take_in(new).item_id
        library.bring_up_to_date()
        server = create_server(create_app(library), host="127.0.0.1", port=0, threads=2, ident=None)
        threading.Thread(target=server.run, daemon=True).start()
        yield f"http://127.0.0.1:{server.effective_port}/minute/{id}"
        server.close()


def test_a_review_in_a_minute_is_one_sheet_of_paper(page: Page, longest: str, examples: Examples) -> None:
    for address in (f"/minute/{examples.review}", longest):
        page.goto(address)
        assert len(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))) == 1
    assert page.locator(".minute li").count() == ISSUES + GOOD
    assert page.locator(".minute dd").count() == MOST_TO_DO


def test_a_tray_prints_as_a_handout(page: Page, examples: Examples) -> None:
    short = examples.review.removeprefix("cr-")
    page.goto(f"/tray?tray={short}.1.r2_{short}.1.p2.1")
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    text = " ".join(sheet.get_textpage().get_text_bounded() for sheet in printed)
    assert "The police should tell schools" in text
    assert f"/reviews/{examples.review}" in text.replace("\r\n", "")
    for control in ("Move up", "Take out", "Open a tray", "Save as a file"):
        assert control not in text


def test_nothing_moves_for_those_who_ask_for_stillness(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/search?q=neglect")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration !== '0s'"
    assert page.evaluate(f"{moving} || getComputedStyle(e).animationName !== 'none').length") == 0
    context.close()


def test_bars_are_told_apart_without_colour(page: Page) -> None:
    page.goto("/search?q=neglect&from=2018&to=2019")
    fills = page.evaluate("[...document.querySelectorAll('.bars .bar')].map(e => getComputedStyle(e).fill)")
    assert "none" in fills
    assert any(fill != "none" for fill in fills)

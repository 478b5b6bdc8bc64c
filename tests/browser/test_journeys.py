"""People use the site: without scripts, with the keyboard alone, on paper, asking nothing of any other site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect

from tests.web.example_library import Examples
from web.headers import FILE_POLICY

REVIEW = "Serious Case Review: Child R and Child T"
STANDS_AT = """() => {
    const bar = document.querySelector('pdf-viewer')?.shadowRoot?.querySelector('viewer-toolbar');
    return bar ? [bar.pageNo, bar.docLength] : [];
}"""
"""The page at which Chromium's viewer of PDF files stands, and how many there are."""


def the_viewer_stands_at(page: Page, wanted: list[int]) -> bool:
    """True as soon as the viewer shows that page of that many; False where it does not within ten seconds."""
    for _ in range(100):
        viewers = [frame for frame in page.frames if frame.url.startswith("chrome-extension://")]
        if [viewer.evaluate(STANDS_AT) for viewer in viewers] == [wanted]:
            return True
        page.wait_for_timeout(100)
    return False


@pytest.fixture
def plain(browser: Browser, base_url: str) -> Iterator[Page]:
    """A phone without scripts."""
    context = browser.new_context(base_url=base_url, java_script_enabled=False, viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_from_the_first_page_to_a_marked_word_without_scripts(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_label("Search the reports").fill("neglect")
    plain.get_by_role("button", name="Search").click()
    expect(plain.get_by_role("heading", name="2 reviews and 1 thematic briefing")).to_be_visible()
    plain.get_by_text("Filters", exact=False).first.click()
    plain.get_by_label(re.compile("^Domestic abuse")).check()
    plain.get_by_role("button", name="Apply filters").click()
    expect(plain.get_by_role("heading", name="1 review")).to_be_visible()
    expect(plain.get_by_role("link", name="Remove filter Theme: Domestic abuse")).to_be_visible()
    plain.get_by_role("link", name=re.compile("^page 2")).first.click()
    expect(plain.locator("mark").first).to_have_text("neglect")
    plain.get_by_role("link", name="Next page with your words").first.click()
    expect(plain.get_by_role("heading", level=1)).to_have_text(f"Page 3 of {REVIEW}")


def test_a_fact_opens_its_source_without_scripts(plain: Page, examples: Examples) -> None:
    plain.goto(f"/reviews/{examples.review}")
    plain.get_by_text("Where does this come from? Theme: Neglect").click()
    expect(plain.get_by_text("neglect went on for four years", exact=True)).to_be_visible()
    plain.get_by_role("link", name="Open that page for Theme: Neglect").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("Page 2")


def test_filters_stand_open_where_there_is_room(desk: Page) -> None:
    desk.goto("/search?q=neglect")
    expect(desk.get_by_label(re.compile("^Domestic abuse"))).to_be_visible()
    desk.get_by_label("From").fill("2018")
    desk.get_by_role("button", name="Apply filters").click()
    expect(desk.get_by_role("heading", name="1 thematic briefing")).to_be_visible()


def test_a_search_with_the_keyboard_alone(desk: Page) -> None:
    desk.goto("/")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to main content")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    expect(desk.get_by_label("Search the reports")).to_be_focused()
    desk.keyboard.type("domestic abuse")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Results for “domestic abuse”")
    for _ in range(120):
        desk.keyboard.press("Tab")
        focused = desk.evaluate("document.activeElement.textContent.trim()")
        shown = desk.evaluate("getComputedStyle(document.activeElement).boxShadow")
        assert shown != "none", focused
        if focused == REVIEW:
            break
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text(REVIEW)


def test_the_original_opens_in_the_viewer_of_the_browser(desk: Page, examples: Examples) -> None:
    """Under the headers that every original carries: the viewer itself says at which page it stands."""
    for number in (4, 2):
        desk.goto(f"/reviews/{examples.review}/1/pages/{number}?q=neglect")
        desk.get_by_role("link", name="Open the original PDF at this page").click()
        assert the_viewer_stands_at(desk, [number, 5])
    answer = desk.request.get(f"/files/{examples.review}-1")
    assert answer.headers["content-security-policy"] == FILE_POLICY
    assert "sandbox" in FILE_POLICY


def test_a_page_asks_nothing_of_any_other_site_and_says_nothing_in_the_console(
    desk: Page, base_url: str, examples: Examples
) -> None:
    asked: list[str] = []
    said: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    desk.on("request", note)
    desk.on("console", lambda message: said.append(message.text))
    desk.on("pageerror", lambda error: said.append(str(error)))
    for address in ("/", "/search?q=neglect", f"/reviews/{examples.review}", f"/reviews/{examples.hostile}"):
        desk.goto(address, wait_until="networkidle")
    assert [url for url in asked if not url.startswith(base_url)] == []
    assert said == []
    assert desk.context.cookies() == []


def test_a_hostile_report_runs_nothing(desk: Page, examples: Examples) -> None:
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    desk.on("dialog", note)
    for address in (
        f"/reviews/{examples.hostile}",
        f"/reviews/{examples.hostile}/1/pages/1?q=neglect",
        "/search?q=alert",
    ):
        desk.goto(address)
        assert (
            desk.evaluate("document.querySelectorAll('main img, main svg:not(.bars, .cell), main script').length") == 0
        )
    assert dialogs == []


def test_a_review_prints(desk: Page, examples: Examples, tmp_path: Path) -> None:
    desk.goto(f"/reviews/{examples.review}")
    desk.emulate_media(media="print")
    expect(desk.get_by_role("navigation", name="Site")).to_be_hidden()
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    assert desk.pdf().startswith(b"%PDF-")

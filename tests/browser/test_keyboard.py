"""Five journeys with the keyboard alone: what has the focus can always be seen, and nothing needs a mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.example_library import Examples

REVIEW = "Serious Case Review: Child R and Child T"
MOST_STEPS = 150
NAME = """() => {
    const element = document.activeElement;
    const label = element.labels && element.labels.length ? element.labels[0].textContent : element.textContent;
    return (element.getAttribute('aria-label') || label).replace(/\\s+/g, ' ').trim();
}"""
SEEN = """() => {
    const style = getComputedStyle(document.activeElement);
    const box = document.activeElement.getBoundingClientRect();
    return (style.boxShadow !== 'none' || style.outlineStyle !== 'none') && box.width > 0 && box.height > 0;
}"""


@pytest.fixture
def desk(browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what begins with a name; each stop on the way must be seen."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(NAME)
        assert page.evaluate(SEEN), focused
        if focused.startswith(name):
            return
    pytest.fail(f"{name} was not reached with the Tab key")


def follow(page: Page, name: str) -> None:
    """Tab to a link and press Enter."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_search_narrow_and_open_a_review(desk: Page) -> None:
    desk.goto("/")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to main content")).to_be_focused()
    desk.keyboard.press("Enter")
    tab_to(desk, "Search the reports")
    desk.keyboard.type("neglect")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Results for “neglect”")
    tab_to(desk, "Domestic abuse")
    desk.keyboard.press("Space")
    follow(desk, "Apply filters")
    expect(desk.get_by_role("heading", name="1 review", exact=True)).to_be_visible()
    follow(desk, REVIEW)
    expect(desk.get_by_role("heading", level=1)).to_have_text(REVIEW)


def test_say_a_role_and_a_worry(desk: Page) -> None:
    desk.goto("/")
    follow(desk, "For your role")
    tab_to(desk, "I am a")
    desk.keyboard.type("Police")
    tab_to(desk, "My worry")
    desk.keyboard.type("domestic abuse")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Learning for your role: Police officer")
    expect(desk.get_by_role("heading", level=2).first).to_contain_text("1 point for police force")
    follow(desk, "page 5")
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"Page 5 of {REVIEW}")
    follow(desk, "Stop")
    expect(desk.get_by_role("region", name="Your role")).to_have_count(0)


def test_fill_order_and_empty_the_tray(desk: Page, examples: Examples) -> None:
    desk.goto(f"/reviews/{examples.review}")
    follow(desk, "Put in tray (this review)")
    follow(desk, "Put in tray (recommendation 2)")
    desk.goto(desk.url.partition("#")[0])
    follow(desk, "Tray 2")
    expect(desk.get_by_role("heading", level=2).first).to_have_text("Review")
    follow(desk, "Move up entry 2")
    expect(desk.get_by_role("heading", level=2).first).to_have_text("Recommendation 2")
    follow(desk, "Take out entry 1")
    follow(desk, "Empty the tray")
    expect(desk.get_by_text("Your tray is empty")).to_be_visible()


def test_from_the_picture_of_the_years_to_one_year_and_back(desk: Page) -> None:
    desk.goto("/search?q=neglect")
    follow(desk, "2010s")
    expect(desk.get_by_role("link", name="2010s, 2 records")).to_have_attribute("aria-current", "true")
    follow(desk, "2017")
    expect(desk.get_by_role("heading", name="1 review", exact=True)).to_be_visible()
    follow(desk, "Remove filter Year published: from 2017")
    follow(desk, "Remove filter Year published: to 2017")
    expect(desk.get_by_role("heading", name="2 reviews and 1 thematic briefing")).to_be_visible()


def test_read_a_report_by_its_contents_and_cite_a_passage(desk: Page, examples: Examples) -> None:
    desk.goto(f"/reviews/{examples.review}/1/pages/1")
    tab_to(desk, "Contents")
    desk.keyboard.press("Enter")
    follow(desk, "1. Introduction")
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"Page 2 of {REVIEW}")
    follow(desk, "Cite paragraph 1.2")
    expect(desk.get_by_label("Citation")).to_have_value(
        "An Invented Author (2017) Serious Case Review: Child R and Child T. Brackenshire Safeguarding Children Board "
        "and Eastmarch Safeguarding Children Board. Invented sample: it describes no real child, family, worker or "
        f"place. Page ii (page 2 of the file). Record {examples.review}, "
        + desk.get_by_label("Link to this passage").input_value()
        + "."
    )
    follow(desk, "Back to the page")
    assert desk.url.endswith("/pages/2#p2")


def test_the_focus_stays_in_place_when_something_is_kept(desk: Page, examples: Examples) -> None:
    desk.goto(f"/reviews/{examples.review}/1/pages/2")
    follow(desk, "Put in tray (paragraph 1.2)")
    desk.keyboard.press("Tab")
    assert desk.evaluate(NAME).startswith(("✓ In your tray (paragraph 1.2)", "Cite"))

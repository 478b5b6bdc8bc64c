"""No page has an accessibility fault that axe knows, at two widths, in light and dark colours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.every_page import EMPTY, pages_of
from tests.web.example_library import Examples

RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""In dark colours the page is the same but for its colours: only the rules about those are run again."""
SMALLEST_TARGET = 24
"""Pixels (WCAG 2.2, 2.5.8); links within a sentence are excepted there and here."""
VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


@pytest.fixture(scope="module", params=VIEWS, ids=lambda view: f"{view[0]}-{view[1]}")
def view(request: pytest.FixtureRequest, browser: Browser, base_url: str) -> Iterator[Page]:
    width, colours = request.param
    context = browser.new_context(
        base_url=base_url, viewport={"width": width, "height": 900}, color_scheme=colours, reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def open_all(view: Page, address: str) -> None:
    """Go to a page, open everything that can be folded, and scroll to the end.

    The bar with the steps from hit to hit stays in sight: only at the end nothing of the text is half behind it, which
    axe would take for a target that is too small.
    """
    view.goto(address)
    view.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    view.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")


def faults_of(view: Page) -> list[tuple[str, str, list[str]]]:
    """What axe says against the page that is open: rule, impact, elements."""
    dark = view.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    found = Axe().run(view, options=COLOURS if dark else RULES).response["violations"]
    return [(v["id"], v["impact"], [node["html"][:200] for node in v["nodes"]]) for v in found]


def test_no_fault_on_any_page(view: Page, examples: Examples, empty_url: str) -> None:
    everything = pages_of(examples) | {f"empty library: {path}": empty_url + path for path in EMPTY}
    for name, address in everything.items():
        open_all(view, address)
        assert faults_of(view) == [], name


def test_no_fault_where_a_file_is_no_tray(view: Page, tmp_path: Path) -> None:
    file = tmp_path / "holiday.json"
    file.write_text("not a tray")
    view.goto("/tray")
    view.get_by_label("A file that was saved").set_input_files(file)
    view.get_by_role("button", name="Open").click()
    assert view.get_by_role("alert").is_visible()
    assert faults_of(view) == []


@pytest.mark.parametrize("view", [view for view in VIEWS if view[1] == "light"], indirect=True)
def test_nothing_is_wider_than_the_screen_and_targets_are_large_enough(view: Page, examples: Examples) -> None:
    for name, address in pages_of(examples).items():
        open_all(view, address)
        assert view.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        small = view.evaluate(
            """smallest => [...document.querySelectorAll('a, button, input, select, summary')].filter(element => {
                const box = element.getBoundingClientRect();
                const inline = element.tagName === 'A' && getComputedStyle(element).display === 'inline'
                    && element.parentElement.textContent.trim() !== element.textContent.trim();
                return box.width && !inline && element.type !== 'hidden' && !element.classList.contains('skip')
                    && (box.height < smallest || box.width < smallest);
            }).map(element => element.outerHTML.slice(0, 150))""",
            SMALLEST_TARGET,
        )
        assert small == [], name


def test_nothing_is_wider_than_the_screen_at_four_times_the_size(
    browser: Browser, base_url: str, examples: Examples
) -> None:
    context = browser.new_context(base_url=base_url, viewport={"width": 320, "height": 256})
    page = context.new_page()
    for name, address in pages_of(examples).items():
        open_all(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
    context.close()

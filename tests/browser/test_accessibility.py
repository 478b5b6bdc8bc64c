"""No page has an accessibility fault that axe knows, at two widths, in light and dark colours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.web.example_library import Examples

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""In dark colours the page is the same but for its colours: only the rules about those are run again."""
SMALLEST_TARGET = 24
"""Pixels (WCAG 2.2, 2.5.8); links within a sentence are excepted there and here."""
VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


def pages_of(examples: Examples) -> dict[str, str]:
    short, withdrawn = examples.review.removeprefix("cr-"), examples.withdrawn.removeprefix("cr-")
    return {
        "home": "/",
        "results": "/search?q=neglect&theme=neglect&from=2010",
        "empty results": "/search?q=zzzz&theme=domestic-abuse&from=soon",
        "results for a role": "/search?q=domestic+abuse&role=police-force",
        "role without points": "/search?q=neglect&role=dental",
        "results in a range": "/search?from=2010&to=2019",
        "everything said": "/search?q=(neglec~+OR+the+harm&age_band=ab-u1&language=en",
        "loosened": "/search?q=neglect+poverty+unborn",
        "how to search": "/search/help",
        "hit": f"/reviews/{examples.review}/1/pages/2?q=neglect&hit=1",
        "review": f"/reviews/{examples.review}",
        "review for a role": f"/reviews/{examples.review}?role=gp&tray={short}.1.r1",
        "minute": f"/minute/{examples.review}",
        "passage": f"/reviews/{examples.review}/1/pages/2/passages/1",
        "roles": "/for",
        "role": "/for/police-force?q=domestic+abuse",
        "role with nothing": "/for/hv?q=zzzz",
        "recommendations": "/recommendations?q=neglect&from=soon",
        "no recommendations": "/recommendations?q=zzzz",
        "made before": f"/recommendations/{examples.review}-1-r1",
        "areas": "/near?collection=catalogue&place=nowhere",
        "near": "/near/la-norfolk?collection=samples",
        "compilations": "/learning",
        "compilation": "/learning/police",
        "empty compilation": "/learning/suicide?collection=catalogue",
        "pictures": "/pictures?collection=samples",
        "no pictures": "/pictures?q=zzzz",
        "tray": f"/tray?tray={short}_{short}.1.r2_{short}.1.p2.1_{withdrawn}_aaaaaaaa",
        "empty tray": "/tray",
        "record": f"/reviews/{examples.record}",
        "findings": f"/reviews/{examples.findings}",
        "page": f"/reviews/{examples.review}/1/pages/2?q=neglect",
        "table": f"/reviews/{examples.review}/1/pages/3?q=neglect",
        "browse": "/browse",
        "themes": "/browse/themes",
        "years": "/browse/years?collection=catalogue",
        "new": "/new",
        "about": "/about",
        "accessibility": "/accessibility",
        "privacy": "/privacy",
        "corrections": "/corrections",
        "not found": "/nothing",
        "withdrawn": f"/reviews/{examples.withdrawn}",
        "too complex": "/search?q=" + "neglect+" * 600,
    }


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
    """Go to a page and open everything that can be folded."""
    view.goto(address)
    view.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")


def test_no_fault_on_any_page(view: Page, examples: Examples) -> None:
    axe = Axe()
    dark = view.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    for name, address in pages_of(examples).items():
        open_all(view, address)
        found = axe.run(view, options=COLOURS if dark else RULES).response["violations"]
        told = [(v["id"], v["impact"], [node["html"][:200] for node in v["nodes"]]) for v in found]
        assert told == [], name


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

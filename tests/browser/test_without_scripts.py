"""Five journeys on a phone with scripts switched off."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.example_library import Examples

REVIEW = "Serious Case Review: Child R and Child T"
POLICE = "The police should tell schools on the same day about domestic abuse."


@pytest.fixture
def phone(browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, java_script_enabled=False, viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


def test_a_role_and_a_worry_lead_to_the_page_of_a_report(phone: Page) -> None:
    phone.goto("/for")
    phone.get_by_label("I am a").select_option(label="Police officer")
    phone.get_by_label("My worry").fill("domestic abuse at home")
    phone.get_by_role("button", name="Show what I can learn").click()
    expect(phone.get_by_text(POLICE).first).to_be_visible()
    phone.get_by_role("link", name=re.compile("^page 5 of the overview report")).first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(f"Page 5 of {REVIEW}")
    expect(phone.get_by_role("region", name="Your role")).to_contain_text("Police officer")


def test_a_tray_is_filled_saved_and_opened_again(phone: Page, examples: Examples, tmp_path: Path) -> None:
    phone.goto(f"/reviews/{examples.review}/1/pages/2")
    phone.get_by_role("link", name="Put in tray (paragraph 1.2)").click()
    phone.get_by_role("link", name="Back to the record").click()
    phone.get_by_role("link", name="Put in tray (recommendation 2)").click()
    phone.get_by_role("link", name="Tray 2").click()
    phone.get_by_role("link", name="Move up entry 2").click()
    expect(phone.get_by_role("heading", level=2).first).to_have_text("Recommendation 2")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Save as a file").click()
    file = tmp_path / "tray.json"
    download.value.save_as(file)
    assert [entry["kind"] for entry in json.loads(file.read_text())["entries"]] == ["recommendation", "passage"]
    phone.goto("/tray")
    phone.get_by_label("A file that was saved").set_input_files(file)
    phone.get_by_role("button", name="Open").click()
    expect(phone.get_by_text(POLICE)).to_be_visible()
    expect(phone.get_by_role("link", name="Tray 2")).to_be_visible()


def test_a_file_that_is_no_tray_is_told_in_words(phone: Page, tmp_path: Path) -> None:
    file = tmp_path / "holiday.json"
    file.write_text("not a tray")
    phone.goto("/tray")
    phone.get_by_label("A file that was saved").set_input_files(file)
    phone.get_by_role("button", name="Open").click()
    expect(phone.get_by_role("alert")).to_contain_text("The file is not a tray: it cannot be read as JSON.")


def test_a_compilation_leads_to_its_reviews(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("link", name="On one subject").click()
    phone.get_by_role("link", name="Learning for police officers").click()
    expect(phone.get_by_text(POLICE)).to_be_visible()
    phone.get_by_role("link", name=REVIEW).first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(REVIEW)


def test_a_number_of_a_picture_leads_to_its_reviews(phone: Page) -> None:
    phone.goto("/pictures?collection=samples")
    phone.get_by_role("link", name=re.compile("^2010s")).first.click()
    expect(phone.get_by_role("heading", name="1 review", exact=True)).to_be_visible()
    phone.get_by_role("link", name="See it in pictures").click()
    expect(phone.get_by_text("These pictures show 1 review")).to_be_visible()


def test_a_review_in_a_minute_leads_to_the_page_of_each_sentence(phone: Page, examples: Examples) -> None:
    phone.goto(f"/reviews/{examples.review}")
    expect(phone.get_by_text("Before you read:")).to_be_visible()
    phone.get_by_role("link", name=re.compile("^page 5")).first.click()
    expect(phone.get_by_text("A child who is not brought is telling the services something.")).to_be_visible()


def test_points_are_narrowed_with_a_form(phone: Page) -> None:
    phone.goto("/recommendations?collection=samples")
    phone.get_by_label("For or about").select_option(label="Police force")
    phone.get_by_label("Show").select_option(label="Recommendations")
    phone.get_by_role("button", name="Search").click()
    expect(phone.get_by_role("heading", name="1 point from 1 review")).to_be_visible()

"""The site's own words can be read by an eleven-year-old, the terms of the field excepted."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from tests.web.reading_age import reading_age, sentences_of_module, sentences_of_template, syllables, words_of_sentence

HIGHEST_AGE = 11
LONGEST_SENTENCE = 25
"""Words (the content guidance of GOV.UK: “sentence length”)."""
TEMPLATES = Path(str(files("web") / "templates"))
SPEAKING = [
    *(f"web/{name}.py" for name in ("addresses", "compilations", "facts", "learning_requests", "site")),
    *(f"web/pages/{name}.py" for name in ("browse", "learning", "near", "reading", "results", "tray")),
    *(f"search/{name}.py" for name in ("help_examples", "matching", "syntax", "tokens", "understanding", "years")),
    *(f"repository/{name}.py" for name in ("governance/withdrawal", "packs/tray", "packs/tray_file")),
]
"""Modules whose sentences stand in pages; those of the command line are for people who run the library."""
ROOT = Path(__file__).parents[2]


def sources() -> list[str]:
    return [*(str(path.relative_to(ROOT)) for path in sorted(TEMPLATES.rglob("*.html"))), *SPEAKING]


def sentences_of(name: str) -> list[str]:
    path = ROOT / name
    if path.suffix == ".html":
        return sentences_of_template(path.read_text(encoding="utf-8"))
    return sentences_of_module(path)


@pytest.mark.parametrize("name", sources())
def test_everything_the_site_says_can_be_read_at_eleven(name: str) -> None:
    sentences = sentences_of(name)
    if sentences:
        assert reading_age(sentences) <= HIGHEST_AGE, (name, sentences)
    assert [s for s in sentences if len(words_of_sentence(s)) > LONGEST_SENTENCE] == []


def test_hardly_a_page_is_silent() -> None:
    said = {name: len(sentences_of(name)) for name in sources()}
    assert [name for name, number in said.items() if not number] == []
    assert sum(said.values()) > 300


def test_hard_words_are_noticed() -> None:
    hard = "Notwithstanding organisational considerations, practitioners demonstrated insufficient curiosity."
    assert reading_age([hard]) > 16
    assert reading_age(["The cat sat on the mat.", "It was warm and dry."]) < 7


def test_a_known_text_has_its_known_age() -> None:
    """10 words in 2 sentences with 12 syllables: 0.39 · 5 + 11.8 · 1.2 − 15.59 = 0.52 of a grade, worked by hand."""
    assert round(reading_age(["The health visitor saw him.", "She was not told why."]), 2) == 5.52


@pytest.mark.parametrize(
    ("word", "number"), [("child", 1), ("recognised", 3), ("organisation", 5), ("safeguarding", 3), ("zephyrquill", 3)]
)
def test_syllables_are_those_that_are_spoken(word: str, number: int) -> None:
    assert syllables(word) == number


def test_what_a_template_fills_in_and_its_inner_marks_do_not_count() -> None:
    template = (
        "{# a remark of some words #}<p>It <b>has</b> {{ number }} pages here. {% if x %}Old{% endif %}</p><li>One</li>"
    )
    assert sentences_of_template(template) == ["It has it pages here."]

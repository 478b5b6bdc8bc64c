"""The site's own words can be read by an eleven-year-old, the terms of the field excepted."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from web.compilations import COMPILATIONS

readability = pytest.importorskip("readability", reason="measures reading age: pip install readability")

HIGHEST_AGE = 11
YEARS_BEFORE_SCHOOL = 5
"""A Flesch–Kincaid grade is a year of American school; the first begins at the age of six."""
TERMS = re.compile(
    r"\b(?:recommendations?|safeguarding|agenc(?:y|ies)|accessib(?:ility|le)|guidelines|catalogue|librar(?:y|ies)"
    r"|thematic|analys[ei]s|javascript|practitioners?|professionals?|partnerships?|abbreviations?|collections?"
    r"|publications?|publish(?:ed|ers?|ing)|domestic|invented|reviews?|unconfirmed|original|takedown|corrections?)\b",
    re.I,
)
"""Terms of the field and of the site, said on nearly every page and explained where they come first."""
TEMPLATES = Path(str(files("web") / "templates"))
INSIDE = re.compile(r"<(p|li|h[1-6]|dt|dd|label|summary|strong)\b[^>]*>(.*?)</\1>", re.S)


def sentences_of(template: str) -> list[str]:
    """The sentences a template says itself, with what it fills in left as a short word."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}", " ", template, flags=re.S)
    text = re.sub(r"\{\{.*?\}\}", "it", text, flags=re.S)
    found = []
    for _, inside in INSIDE.findall(text):
        words = " ".join(re.sub(r"<[^>]+>", " ", inside).split())
        found += [s for s in re.split(r"(?<=[.?!:])\s+", words) if len(s.split()) >= 4]
    return found


def reading_age(sentences: list[str]) -> float:
    """The age at which sentences can be read, by Flesch and Kincaid."""
    words = (TERMS.sub("term", " ".join(re.findall(r"[A-Za-z’']+", s))) for s in sentences)
    measured = readability.getmeasures("\n".join(f"{each} ." for each in words if each), lang="en")
    return float(measured["readability grades"]["Kincaid"]) + YEARS_BEFORE_SCHOOL


def templates() -> list[str]:
    return sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("name", templates())
def test_every_page_can_be_read_at_eleven(name: str) -> None:
    sentences = sentences_of((TEMPLATES / name).read_text(encoding="utf-8"))
    if sentences:
        assert reading_age(sentences) <= HIGHEST_AGE, (name, reading_age(sentences))


def test_what_compilations_say_can_be_read_at_eleven() -> None:
    assert reading_age([compilation.intro for compilation in COMPILATIONS.values()]) <= HIGHEST_AGE


def test_hard_words_are_noticed() -> None:
    assert (
        reading_age(
            ["Notwithstanding organisational considerations, practitioners demonstrated insufficient curiosity."]
        )
        > 16
    )
    assert reading_age(["The cat sat on the mat.", "It was warm and dry."]) < 7

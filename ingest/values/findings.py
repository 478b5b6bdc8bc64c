"""Findings in the field's own sense: the labelled sentences of a systems review, with questions for the board."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.values.drafts import WORDS
from ingest.values.quoting import sentences
from ingest.values.sections import HEADINGS, Place
from repository.records.items import BlockRole, Finding

LABELLED = re.compile(
    r"^(?P<label>(?:(?:Key|Priority|Systems?|Practice|Overall|National|Main|Additional)\s+){0,2}"
    r"(?:Findings?|Learning(?:\s+(?:points?|themes?|opportunity|area|message))?|Lessons?(?:\s+learn(?:ed|t))?|(?:Key|Main)\s+(?:message|issue|point)"
    rf"|(?P<theme>Theme))\s+(?:No\.?\s*)?(?:\d{{1,2}}(?:\.\d{{1,2}})?|[A-Z]|[IVX]+|{WORDS}))\b(?P<mark>\s*[:.)–—-]+)?\s*",
    re.IGNORECASE,
)
LEAST_WORDS = 9
"""Words of a theme that is a finding, and not the name of a chapter."""
RUN_IN = re.compile(r"(?:[^\s.?!]+\s+){1,13}[^\s.?!]+[.?!]\s+[A-Z]")
"""A short sentence with more after it: where every finding has one, it is the finding and the rest explains it."""
QUESTIONS = re.compile(
    r"\b(?:questions?|considerations?|issues?)\b.*\b(?:board|partnership|committee|consider)", re.IGNORECASE
)


def find_findings(places: Sequence[Place]) -> list[Finding]:
    """Each labelled finding once, in order, with its sentence and its questions for the board."""
    found: dict[str, Finding] = {}
    questions: dict[str, list[str]] = {}
    current, asking = "", False
    for at, place in enumerate(places):
        match = _label(place.text)
        if match and place.block.role != BlockRole.FOOTNOTE:
            current, asking = match["label"], False
            text, pages = _sentence(places, at, match)
            named_only = match["theme"] and not (text.endswith(".") or len(text.split()) >= LEAST_WORDS)
            if current not in found and not named_only and (len(text) > 20 or (text and place.block.role in HEADINGS)):
                found[current] = Finding(current, text, pages, rule="findings.labelled", confidence=0.9)
        elif QUESTIONS.search(place.text) and len(place.text) < 120:
            asking = True
        elif place.block.role in HEADINGS:
            asking = False
        elif asking and place.block.role == BlockRole.LIST_ITEM and current in found:
            questions.setdefault(current, []).append(place.text)
    run_in = all(RUN_IN.match(f.text) for f in found.values())
    return [
        replace(f, text=_first_sentence(f.text) if run_in else f.text, questions=tuple(questions.get(f.label, ())))
        for f in found.values()
    ]


def _first_sentence(text: str) -> str:
    start, end = sentences(text)[0]
    return text[start:end].strip()


def label_of(text: str) -> str:
    """The label that a text starts with ("Finding 2"), empty where there is none."""
    match = _label(text)
    return match["label"] if match else ""


def _label(text: str) -> re.Match[str] | None:
    """The label at the start of a text that goes on as a sentence of its own, not "Finding 1 shows that"."""
    match = LABELLED.match(text)
    own = match is not None and (match["mark"] or not text[match.end() :][:1].islower())
    return match if own else None


def _sentence(places: Sequence[Place], at: int, match: re.Match[str]) -> tuple[str, tuple[int, ...]]:
    """The words after the label; of the next paragraph where the label stands alone, or goes on over a page."""
    text, page = places[at].text[match.end() :], places[at].page
    pages = [page]
    for following in places[at + 1 : at + 3]:
        unfinished = not text or following.block.continues
        if not unfinished or _label(following.text):
            break
        text = f"{text} {following.text}".strip()
        if following.page not in pages:
            pages.append(following.page)
    return text, tuple(pages)

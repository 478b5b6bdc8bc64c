"""Findings in the field's own sense: the labelled sentences of a systems review, with questions for the board."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.values.quoting import sentences
from ingest.values.sections import HEADINGS, Place
from repository.records.items import BlockRole, Finding

LABELLED = re.compile(
    r"^(?P<label>(?:(?:Priority\s+|Key\s+)?Finding|(?:Key\s+)?Learning(?:\s+(?:point|theme))?"
    r"|Key\s+(?:message|issue|lesson)|Lesson|Theme)\s+(?:\d{1,2}|[A-Z]))\b\s*[:.–—-]*\s*",
    re.IGNORECASE,
)
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
        match = LABELLED.match(place.text)
        if match and place.block.role != BlockRole.FOOTNOTE:
            current, asking = match["label"], False
            text, pages = _sentence(places, at, match)
            if current not in found and (len(text) > 20 or (text and place.block.role in HEADINGS)):
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
    match = LABELLED.match(text)
    return match["label"] if match else ""


def _sentence(places: Sequence[Place], at: int, match: re.Match[str]) -> tuple[str, tuple[int, ...]]:
    """The words after the label; of the next paragraph where the label stands alone, or goes on over a page."""
    text, page = places[at].text[match.end() :], places[at].page
    pages = [page]
    for following in places[at + 1 : at + 3]:
        unfinished = not text or following.block.continues
        if not unfinished or LABELLED.match(following.text):
            break
        text = f"{text} {following.text}".strip()
        if following.page not in pages:
            pages.append(following.page)
    return text, tuple(pages)

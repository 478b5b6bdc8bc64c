"""Where a text names a child: by its label in full, by a code or a letter of its own, or by the name it is given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.values import children, pseudonyms

NOT_A_CHILD_S = re.compile(
    rf"\b(?:Appendix|Annex|Section|Part|Group|Figure|Table|Category|Volume|Dr|Mr|Mrs|Ms|{children.KIND})\s+$"
)
"""Words before a letter that make it the code of something else, or of another child."""
BEFORE = 40
"""Characters before a letter in which such a word stands."""


@dataclass(frozen=True)
class Sentence:
    """A sentence with its page; `heading` stands above it, `opening` is True on the pages that say what happened.

    `before` is the sentence before it in its paragraph.
    """

    page: int
    text: str
    heading: str
    opening: bool
    before: str = ""


def forms(label: str) -> list[str]:
    """How the text may call the one so labelled: "Young Man J" also "J", "Janet Ollerby" also "Janet"."""
    words = label.split()
    short = words[-1] if children.labels(label) or pseudonyms.has_kind(label) else words[0]
    if short == label or short in ("A", "I"):
        return [label]
    return [label, *children.other_forms(label)] if short.isdigit() else [label, short]


def where(label: str, text: str) -> list[tuple[int, int]]:
    """Where the text names the one so labelled: in full, by a code of its own ("W1"), or by a letter used as a name."""
    if len(label) == 1:
        return [m.span() for m in _of_a_letter(label).finditer(text)]
    if children.labels(label):
        found = [(f.start, f.end) for f in children.labels(text) if children.same(f.value, label)]
        code = label.split()[-1]
        if found or code in ("A", "I") or code.isdigit():
            return found
        return [
            m.span()
            for m in _of_words(code).finditer(text)
            if len(code) > 1 or not NOT_A_CHILD_S.search(text[max(0, m.start() - BEFORE) : m.start()])
        ]
    full, *short = forms(label)
    found = [m.span() for m in _of_words(full).finditer(text)]
    return found or [m.span() for words in short for m in _of_words(words).finditer(text)]


@lru_cache(maxsize=256)
def _of_words(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(words)}(?!\w)")


@lru_cache(maxsize=32)
def _of_a_letter(letter: str) -> re.Pattern[str]:
    used = r"(?=,?\s+(?:was|had|who|is|did|said|went)\b|[’']s\b)"
    return re.compile(rf"\b(?:boy|girl|child|baby|infant|pupil)\s+{letter}\b|\b{letter}{used}")


def heads(label: str, heading: str) -> bool:
    """True where a heading names the one so labelled and nobody else."""
    return bool(where(label, heading)) and all(children.same(f.value, label) for f in children.labels(heading))


def following(named: Sequence[Sentence], spoken: Sequence[Sentence]) -> list[Sentence]:
    """The sentences right after those that name the child: they speak of the same child as "he" or "she"."""
    ids = {id(s) for s in named}
    pairs = zip(spoken, spoken[1:], strict=False)
    return [after for before, after in pairs if id(before) in ids and id(after) not in ids]


def places_of_others(label: str, names: Sequence[str], text: str) -> list[int]:
    """Where the text names other children: those of the review, and any that has a code."""
    coded = [f.start for f in children.labels(text) if not children.same(f.value, label)]
    return coded + [at for name in names if name != label for at, _ in where(name, text)]

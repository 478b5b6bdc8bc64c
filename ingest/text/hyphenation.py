"""Puts words together again that a line end divided, and keeps the hyphen of those that really have one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:[-‑'’][^\W\d_]+)*")
DIVIDED = re.compile(r"([\w'’]+(?:-[\w'’]+)*)[-‑\u00ad]$")
ENDS = ("-", "‑", "\u00ad")
START = re.compile(r"[\w'’]+(?:-[\w'’]+)*")
ALWAYS = frozenset(("multi", "non", "self", "ex"))
COMPOUNDING = frozenset(
    "co well post pre cross long short high low anti semi half mid part full all decision face follow one two "
    "three four five six seven eight nine ten first second third year month week day hour child family parent "
    "police evidence safe risk problem person strengths trauma information case made in out up under over".split()
)
"""First parts that are written with a hyphen where the document itself does not say, if the rest is a word too."""
OFTEN, SELDOM = 0.02, 0.008
"""Shares of lines that end in a hyphen: above the one a document divides words, below the other it does not."""


@dataclass(frozen=True)
class Vocabulary:
    """How a document spells: `words` counts each (lower case, inner hyphens kept) that stands whole in a line.

    `divides` is True where the document divides words at line ends; most word processors do not, and then
    every hyphen at a line end is a real one. None where too few words tell.
    """

    words: Counter[str]
    divides: bool | None = None


def vocabulary_of(lines: Sequence[str]) -> Vocabulary:
    """The vocabulary of some lines in reading order."""
    words: Counter[str] = Counter()
    for line in lines:
        line = line.rstrip()
        whole_words = DIVIDED.sub("", line) if line.endswith(ENDS) else line
        words.update(WORD.findall(whole_words.lower().replace("‑", "-")))
    whole = compound = ends = 0
    for line, following in zip(lines, lines[1:], strict=False):
        line = line.rstrip()
        if not line.endswith(ENDS):
            continue
        divided, start = DIVIDED.search(line), START.match(following)
        if divided and start and start[0][:1].islower():
            ends += 1
            head, tail = divided[1].lower(), start[0].lower()
            whole += words[head + tail] > words[f"{head}-{tail}"]
            compound += words[f"{head}-{tail}"] > words[head + tail]
    known = whole + compound
    if known >= 3:
        return Vocabulary(words, whole >= 0.3 * known)
    share = ends / max(len(lines), 1)
    return Vocabulary(words, True if share >= OFTEN else False if share <= SELDOM else None)


def join_lines(lines: Iterable[str], vocabulary: Vocabulary) -> str:
    """Lines as one text, divided words whole again."""
    text = ""
    for line in lines:
        text = join_two(text, line, vocabulary)
    return " ".join(text.replace("\u00ad", "").split())


def join_two(first: str, second: str, vocabulary: Vocabulary) -> str:
    """Two texts that follow each other, with or without a space between, as the words need it."""
    if not first or not second:
        return first or second
    # Only the last word is looked at: the first text may have grown to a page.
    divided = DIVIDED.search(first.rsplit(None, 1)[-1]) if first.endswith(ENDS) else None
    start = START.match(second)
    if not divided or not start:
        tight = first[-1] in "/–—" and not first[-2:-1].isspace() and first[-2:-1].isalnum() and second[0].isalnum()
        return first + second if tight and first[-1] == "/" else f"{first} {second}"
    if first[-1] == "\u00ad":
        return first[:-1] + second
    return first + second if keeps_hyphen(divided[1], start[0], vocabulary) else first[:-1] + second


def keeps_hyphen(head: str, tail: str, vocabulary: Vocabulary) -> bool:
    """True where head-tail is a compound: the document's own spelling decides, then how such words are made."""
    words = vocabulary.words
    names = head[:1].isupper() and tail[:1].isupper()
    head, tail = head.lower(), tail.lower()
    whole, compound = words[head + tail], words[f"{head}-{tail}"]
    if whole or compound:
        return compound > whole
    if vocabulary.divides is False or names or not tail[:1].isalpha() or head[-1:].isdigit() or "-" in head + tail:
        return True
    if head in ALWAYS:
        return len(tail) > 3
    if head in COMPOUNDING:
        return words[tail] > 0 or (vocabulary.divides is None and len(tail) > 3)
    return len(head) > 3 and len(tail) > 3 and words[head] > 1 and words[tail] > 1

"""Puts words together again that a line end divided, and keeps the hyphen of those that really have one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+(?:[-‑'’][^\W\d_]+)*")
DIVIDED = re.compile(r"([\w'’]+(?:-[\w'’]+)*)[-‑\u00ad]$")
START = re.compile(r"[\w'’]+(?:-[\w'’]+)*")
COMPOUNDING = frozenset(
    (
        "multi non self co ex well post pre cross long short high low anti semi half mid part full all inter intra "
        "decision face follow one two three four five six seven eight nine ten first second third year month week day "
        "hour child family parent police evidence safe risk problem person strengths trauma information case"
    ).split()
)
"""First parts that are written with a hyphen where the document itself does not say; long words never are."""
Vocabulary = Counter[str]


def vocabulary_of(lines: Iterable[str]) -> Vocabulary:
    """How often each word (lower case, with its inner hyphens) stands whole within a line."""
    words: Vocabulary = Counter()
    for line in lines:
        text = line.rstrip()
        text = DIVIDED.sub("", text)
        words.update(word.lower().replace("‑", "-") for word in WORD.findall(text))
    return words


def join_lines(lines: Iterable[str], vocabulary: Vocabulary) -> str:
    """Lines as one text, divided words whole again."""
    text = ""
    for line in lines:
        text = join_two(text, line, vocabulary)
    return text.replace("\u00ad", "")


def join_two(first: str, second: str, vocabulary: Vocabulary) -> str:
    """Two texts that follow each other, with or without a space between, as the words need it."""
    if not first or not second:
        return first or second
    divided, start = DIVIDED.search(first), START.match(second)
    if not divided or not start:
        tight = first[-1] in "/–—" and not first[-2:-1].isspace() and first[-2:-1].isalnum() and second[0].isalnum()
        return first + second if tight and first[-1] == "/" else f"{first} {second}"
    if first[-1] == "\u00ad":
        return first[:-1] + second
    return first + second if keeps_hyphen(divided[1], start[0], vocabulary) else first[:-1] + second


def keeps_hyphen(head: str, tail: str, vocabulary: Vocabulary) -> bool:
    """True where head-tail is a compound: the document's own spelling decides, then how such words are made."""
    head, tail = head.lower(), tail.lower()
    whole, compound = vocabulary[head + tail], vocabulary[f"{head}-{tail}"]
    if whole or compound:
        return compound > whole
    if not tail[:1].isalpha() or head[-1:].isdigit() or "-" in head:
        return True
    last, first = head.rpartition("-")[2], tail.partition("-")[0]
    if last in COMPOUNDING:
        return vocabulary[first] > 0 or len(first) > 3
    return len(last) > 3 and len(first) > 3 and vocabulary[last] > 1 and vocabulary[first] > 1

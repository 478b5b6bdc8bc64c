"""Finds what a sentence speaks of by cues: a few words close together, in any form and order, that tell a subject.

A cue is written as it is said. `baby|infant weighed` is found where one of the first two words stands
near the last in one sentence, whatever their endings. Words between single quotes stand side by side and
in order (`'passed on'`), `[13-17]` is any number between these, in figures or in words, a word in capitals
(GP) is found in capitals only, and `{child}` is any word of that class in `corpus/reading/word_classes.csv`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import Any

from ingest.values.phrases import Found
from ingest.values.quoting import sentences

WINDOW = 10
"""Words from the first to the last of a cue, at most."""
WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?:&[A-Za-z0-9]+)*(?:['’][A-Za-z]+)?")
SLOT = re.compile(r"(?:'[^']*'|[^\s'|]+)(?:\|(?:'[^']*'|[^\s'|]+))*")
ALTERNATIVE = re.compile(r"'([^']*)'|([^\s'|]+)")
RANGE = re.compile(r"\[(\d+)-(\d+)\]")
UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()  # fmt: skip
NUMBERS = {word: number for number, word in enumerate(UNITS)} | {"thirty": 30, "forty": 40, "fifty": 50}
OTHERWISE_ALIKE = frozenset(
    "appointed appointing boarded boarding busy called calling cared caring cares concerning course courses cut cuts "
    "dating dealer dealers dealing deliverance departed doing effective effectively familial harmful housing "
    "ineffective managed managing monthly named naming overlying parental parented parenting personal personality "
    "planning possessed possession press protective provider providers publicity questioning receiving reference "
    "references reporter reporters schooled schooling sexuality thoughts timely timing trusted trusting universal "
    "weekly willing"
    .split()
)  # fmt: skip
"""Words that their stem would put with others that mean something else: housing is no house, a provider does not
merely provide. They stand for themselves."""
COMMON = 40
"""What a little word (not, of, the) costs more than others as the word by which a cue is looked up."""

Keys = frozenset[str]
Phrase = tuple[Keys, ...]
Slot = tuple[Phrase, ...]
Span = tuple[int, int]


@dataclass(frozen=True)
class Cue:
    """A cue for a value. `weight` says how surely it speaks of it: 1 names it, less suggests it."""

    value: str
    written: str
    weight: float


@dataclass(frozen=True)
class CueFound(Found):
    """A value found by a cue: `weight` is the cue's, `cue` is the cue as written."""

    weight: float
    cue: str


@lru_cache(maxsize=1 << 16)
def word_keys(word: str) -> tuple[str, ...]:
    """By what a printed word is found: its stem, and its capitals or its number where it has them."""
    plain = word.replace("’", "'")
    if plain.lower().endswith("n't") or plain.lower() == "cannot":
        return ("not",)
    plain = plain.removesuffix("'s").removesuffix("'S").partition("'")[0]
    lowered = plain.lower()
    keys = [_stem(lowered)]
    capitals = plain[:-1] if plain.endswith("s") and plain[:-1].isupper() else plain
    if len(capitals) > 1 and capitals.isupper():
        keys.append(f"={capitals}")
    if lowered.isdecimal() and len(lowered) < 4:
        keys.append(f"#{int(lowered)}")
    elif lowered in NUMBERS:
        keys.append(f"#{NUMBERS[lowered]}")
    return tuple(keys)


@lru_cache(maxsize=1 << 15)
def _stem(word: str) -> str:
    return word if word in OTHERWISE_ALIKE else str(_stemmer().stem(word))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    # Here and not above: nltk takes a sixth of a second to load, and only reading needs it.
    from nltk.stem.snowball import EnglishStemmer

    return EnglishStemmer()


def _keys_written(written: str) -> Keys:
    return frozenset(chain.from_iterable(_keys_of(word) for word in written.split("|")))


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    text = (files("corpus") / "reading" / "word_classes.csv").read_text(encoding="utf-8")
    return {row["class"]: row["words"].replace(" ", "|") for row in csv.DictReader(text.splitlines())}


def _keys_of(word: str) -> Iterator[str]:
    numbers = RANGE.fullmatch(word)
    if word.startswith("{"):
        yield from _keys_written(_classes()[word.strip("{}")])
    elif numbers:
        yield from (f"#{n}" for n in range(int(numbers[1]), int(numbers[2]) + 1))
    elif len(word) > 1 and word.isupper():
        yield f"={word}"
    else:
        yield word_keys(word)[0]


def _slots(written: str) -> tuple[Slot, ...]:
    return tuple(_slot(match[0]) for match in SLOT.finditer(written))


def _slot(written: str) -> Slot:
    phrases: list[Phrase] = []
    single: set[str] = set()
    for quoted, plain in ALTERNATIVE.findall(written):
        if quoted:
            phrases.append(tuple(_keys_written(word) for word in quoted.split()))
        else:
            single |= _keys_written(plain)
    return (*phrases, (frozenset(single),)) if single else tuple(phrases)


class CueFinder:
    """Finds cues in texts. Each cue is looked up by the rarest of its words, so that most cost nothing."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._cues = [(cue, _slots(cue.written)) for cue in cues]
        self._needed = [_needed(slots) for _, slots in self._cues]
        costs = self._costs()
        self._by_word: dict[str, list[int]] = {}
        for number, (_, slots) in enumerate(self._cues):
            for key in _lookup(slots, costs):
                self._by_word.setdefault(key, []).append(number)

    def _costs(self) -> Counter[str]:
        costs: Counter[str] = Counter()
        for _, slots in self._cues:
            costs.update({key for slot in slots for phrase in slot for keys in phrase for key in keys})
        for key in costs:
            costs[key] += COMMON * (len(key) < 4 and key[0] not in "=#")
        return costs

    def find(self, text: str) -> list[CueFound]:
        """Every cue in the text, sentence by sentence, the first time that it stands in each."""
        found: list[CueFound] = []
        for start, end in sentences(text):
            words = [(m.start(), m.end(), word_keys(m[0])) for m in WORD.finditer(text, start, end)]
            found += self._find_in(words)
        return found

    def _find_in(self, words: Sequence[tuple[int, int, tuple[str, ...]]]) -> Iterator[CueFound]:
        at: dict[str, list[int]] = {}
        for position, (_, _, keys) in enumerate(words):
            for key in keys:
                at.setdefault(key, []).append(position)
        present = frozenset(at)
        candidates: set[int] = set()
        for key in at:
            candidates.update(self._by_word.get(key, ()))
        for number in sorted(candidates):
            if any(map(present.isdisjoint, self._needed[number])):
                continue
            cue, slots = self._cues[number]
            span = _close_together(slots, at)
            if span:
                yield CueFound(cue.value, words[span[0]][0], words[span[1] - 1][1], cue.weight, cue.written)


def _needed(slots: Sequence[Slot]) -> tuple[Keys, ...]:
    """For each slot the keys of which one must stand in a sentence: a quick look before the search for places."""
    return tuple(frozenset[str]().union(*(phrase[0] for phrase in slot)) for slot in slots)


def _lookup(slots: Sequence[Slot], costs: Counter[str]) -> Keys:
    """The keys of one slot, the rarest, of which one must stand in a sentence that holds the cue."""

    def cost(keys: Keys) -> int:
        return sum(costs[key] for key in keys)

    choices = [frozenset[str]().union(*(min(phrase, key=cost) for phrase in slot)) for slot in slots]
    return min(choices, key=cost)


def _close_together(slots: Sequence[Slot], at: dict[str, list[int]]) -> Span | None:
    """Where all slots are found within the window, none on the words of another; the first such place."""
    places = []
    for slot in slots:
        here = [span for phrase in slot for span in _spans(phrase, at)]
        if not here:
            return None
        places.append(here)
    places.sort(key=len)
    return next((span for first in sorted(places[0]) if (span := _around(first, places[1:]))), None)


def _around(first: Span, others: Sequence[Sequence[Span]]) -> Span | None:
    taken = [first]
    for choices in others:
        free = [s for s in choices if all(s[1] <= t[0] or t[1] <= s[0] for t in taken)]
        if not free:
            return None
        taken.append(min(free, key=lambda span: abs(span[0] - first[0])))
    start, end = min(s for s, _ in taken), max(e for _, e in taken)
    return (start, end) if end - start <= WINDOW else None


def _spans(phrase: Phrase, at: dict[str, list[int]]) -> Iterator[Span]:
    for position in sorted(p for key in phrase[0] for p in at.get(key, ())):
        if all(any(position + n in at.get(key, ()) for key in keys) for n, keys in enumerate(phrase[1:], start=1)):
            yield position, position + len(phrase)

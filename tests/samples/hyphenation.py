"""Says where a long word may be divided at the end of a printed line."""

from __future__ import annotations

import re
from functools import lru_cache

SELDOM = (8, 3)
"""Letters of the shortest word that is divided, as typists of these reports leave shorter ones whole, and how many
letters stay before a break and go after it, at least."""
OFTEN = (5, 2)
"""The same where a program divides words wherever it can, before a single consonant too (deci-sions)."""

VOWELS = "aeiouy"
UNDIVIDED = re.compile(r"ch|sh|th|ph|wh|gh|ck|qu|ng|ff|ss|[bcdfgkpt][lr]|st|sc|sk|sp")
MUTE_TAIL = re.compile(r"[^aeiouy]+(ed|es|ing)")
"""Not thin-king, concer-ned or deser-ves: nobody reads these as syllables."""
ENDINGS = ("tion", "sion", "ment", "ness", "ship", "less", "able", "ible", "ful", "ing")
BEGINNINGS = ("inter", "under", "over", "safe", "with", "con", "com", "dis", "mis", "pro", "sub", "trans")


@lru_cache(maxsize=20_000)
def break_points(word: str, divided: tuple[int, int] = SELDOM) -> tuple[int, ...]:
    """The places, counted in letters from the start, at which the word may be divided with a hyphen.

    Abbreviations are never divided.
    """
    shortest, fewest = divided
    if len(word) < shortest or not (word.isascii() and word.isalpha() and word[1:].islower()):
        return ()
    lower = word.lower()
    points = {len(lower) - len(end) for end in ENDINGS if lower.endswith(end)}
    points |= {len(start) for start in BEGINNINGS if lower.startswith(start)}
    points |= {at for at in range(1, len(lower)) if _between_consonants(lower, at)}
    if divided == OFTEN:
        points |= {at for at in range(1, len(lower) - 1) if _before_single_consonant(lower, at)}
    points = {at for at in points if not MUTE_TAIL.fullmatch(lower[at:])}
    return tuple(sorted(at for at in points if fewest <= at <= len(lower) - fewest))


def _between_consonants(word: str, at: int) -> bool:
    """True between two consonants with a vowel on either side, as in prac-tice."""
    around = word[at - 2 : at + 2]
    if at < 2 or len(around) < 4 or UNDIVIDED.match(around[1:3]):
        return False
    return [letter in VOWELS for letter in around] == [True, False, False, True]


def _before_single_consonant(word: str, at: int) -> bool:
    """True between a vowel and a consonant with a vowel after it, as in deci-sion, but not in twi-ce."""
    return word[at + 1 :] != "e" and [letter in VOWELS for letter in word[at - 1 : at + 2]] == [True, False, True]

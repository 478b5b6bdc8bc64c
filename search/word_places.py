"""Finds where the n-th word of a paragraph begins and ends, without reading all the words before it."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from search.marking import Cut, Mark, cut_alone
from search.wanted import Phrase, Start, Term, Way
from search.words import count_words


class Placed:
    """A paragraph whose words are looked up by their number, from 0."""

    def __init__(self, paragraph: str) -> None:
        self._text = paragraph
        # No word goes on over a space: a piece between spaces that is all letters is one word, any other is cut once,
        # however often it comes.
        self._pieces = paragraph.split()
        self._after = list(accumulate([1 if piece.isalpha() else _width(piece) for piece in self._pieces]))

    def word(self, number: int) -> tuple[int, Cut] | None:
        """A word, and the character of the paragraph that its piece begins at; None where there are fewer."""
        at = bisect_right(self._after, number)
        if at == len(self._pieces):
            return None
        # Counted from the end of the piece: the first number after it is known.
        return self._beginning(at), cut_alone(self._pieces[at])[number - self._after[at]]

    def _beginning(self, piece: int) -> int:
        return len(self._text) - len(self._text.split(None, piece)[-1])


@lru_cache(maxsize=40_000)
def _width(piece: str) -> int:
    # Only the words that are marked are read: the stems of all others would take most of the time of a page.
    return count_words(piece)


def mark_of(paragraph: Placed, number: int, way: Way) -> Mark | None:
    """From which character to which one way of writing an idea stands that begins with a word; None where it does
    not, or where that takes more than the word to tell (labels such as Child A)."""
    match way:
        case Term(text, exact):
            terms: tuple[str, ...] = (text,)
        case Phrase(terms, exact):
            pass
        case Start(letters):
            found = paragraph.word(number)
            begins = found is not None and any(form.startswith(letters) for form in found[1].exacts)
            return (found[0] + found[1].start, found[0] + found[1].end) if found and begins else None
        case _:
            return None
    words = [paragraph.word(number + n) for n in range(len(terms))]
    for word, term in zip(words, terms, strict=True):
        if word is None or term not in (word[1].exacts if exact else word[1].terms):
            return None
    (first, begin), (last, end) = words[0], words[-1]  # type: ignore[misc]
    return first + begin.start, last + end.end

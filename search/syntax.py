"""Understands what a person typed: words, "phrases", AND OR NOT NEAR, a minus, brackets, word beginnings*,
words like~ one, and fields such as title: or year:.

`parse` gives the query as a small tree of what is asked for; no search engine is involved, and plain
text never fails. What has no meaning here is searched as words, or left out, and said in a sentence.
`asked` has the tree and `tokens` cuts the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.asked import Alike, Asked, Beginning, Both, Either, Exactly, InField, Nearby, Not, Quoted, Run, units_of
from search.request import LONGEST_QUERY, SearchTooComplex
from search.tokens import Token, TokenReader

DEEPEST = 20
"""Brackets within brackets."""


@dataclass(frozen=True)
class Parsed:
    """A query understood. `asked` is None when there is no word in it."""

    asked: Asked | None
    ignored: tuple[str, ...] = ()


def parse(text: str) -> Parsed:
    """What the text asks for, and what of it was not understood.

    NEAR binds closest, then AND, then OR; words side by side are joined by AND. Raises SearchTooComplex beyond
    the limits: LONGEST_QUERY characters, MOST_TERMS words, DEEPEST brackets, LONGEST_PHRASE words.
    """
    if len(text) > LONGEST_QUERY:
        raise SearchTooComplex(
            f"The query has {len(text):,} characters; at most {LONGEST_QUERY:,} can be searched.", "Shorten it."
        )
    reading = TokenReader()
    tokens = reading.tokens(text)
    parser = _Parser(tokens, reading.ignored)
    asked = parser.parse()
    if asked is None and text.strip():
        reading.ignored.append("There is no word to search for in the query.")
    return Parsed(asked, tuple(dict.fromkeys(reading.ignored)))


class _Parser:
    """Reads tokens into a tree: either-or of parts, a part being all of its factors."""

    def __init__(self, tokens: Sequence[Token], ignored: list[str]) -> None:
        self.tokens = tokens
        self.ignored = ignored
        self.at = 0

    def parse(self) -> Asked | None:
        parts = []
        while self.at < len(self.tokens):
            asked = self._either(0)
            if asked is not None:
                parts.append(asked)
            if self._next(")"):
                self.ignored.append("A closing bracket without a partner was left out.")
        return _all(parts)

    def _kind(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def _next(self, kind: str) -> bool:
        if self._kind() == kind:
            self.at += 1
            return True
        return False

    def _either(self, depth: int) -> Asked | None:
        if depth > DEEPEST:
            raise SearchTooComplex(f"The query has more than {DEEPEST} brackets within brackets.", "Simplify it.")
        parts = []
        while True:
            part = self._both(depth)
            if part is not None:
                parts.append(part)
            if not self._next("OR"):
                break
            if part is None or self._kind() in ("", ")", "OR"):
                self.ignored.append("OR without words on both sides was left out.")
        return Either(tuple(parts)) if len(parts) > 1 else (parts[0] if parts else None)

    def _both(self, depth: int) -> Asked | None:
        parts: list[Asked] = []
        while (kind := self._kind()) not in ("", ")", "OR"):
            if kind == "AND":
                self.at += 1
                if not parts or self._kind() in ("", ")", "OR", "AND"):
                    self.ignored.append("AND without words on both sides was left out.")
                continue
            if kind == "NEAR":
                self._near(parts, depth)
                continue
            factor = self._factor(depth)
            if factor is not None:
                parts.append(factor)
        return _all(parts)

    def _near(self, parts: list[Asked], depth: int) -> None:
        """Join what stands before NEAR, the last of `parts`, with what comes after it."""
        within = self.tokens[self.at].number
        self.at += 1
        following = None if self._kind() in ("", ")", "OR", "AND", "NEAR") else self._factor(depth)
        if following is None or not parts:
            self.ignored.append("NEAR without words on both sides was left out.")
            parts += [] if following is None else [following]
            return
        before, first = _last_of(parts.pop())
        second, after = _first_of(following)
        if may_be_near(first) and may_be_near(second):
            joined: list[Asked] = [Nearby(first, second, within)]
        else:
            self.ignored.append("NEAR joins words, phrases and alternatives of these; here it was taken for AND.")
            joined = [first, second]
        parts += [*before, *joined, *after]

    def _factor(self, depth: int) -> Asked | None:
        unwanted = False
        while self._next("NOT"):
            unwanted = not unwanted
        asked: Asked | None = None
        bracketed = self._next("(")
        if bracketed:
            asked = self._either(depth + 1)
            if not self._next(")"):
                self.ignored.append("An opening bracket without a partner was left out.")
        elif self._kind() == "field":
            asked = self._in_field(depth)
        elif self._kind() == "asked":
            asked = self.tokens[self.at].asked
            self.at += 1
        if asked is None:
            if unwanted:
                self.ignored.append("NOT without a word after it was left out.")
            return None
        if not unwanted:
            return asked
        if isinstance(asked, Run) and not bracketed:
            # Of words side by side after NOT only the first (compound, label) is meant.
            first, rest = _first_of(asked)
            return Both((Not(first), *rest)) if rest else Not(first)
        return Not(asked)

    def _in_field(self, depth: int) -> Asked | None:
        """What follows a field: of words side by side only the first is meant."""
        field = self.tokens[self.at].field
        self.at += 1
        bracketed = self._kind() == "("
        if self._kind() not in ("(", "asked"):
            self.ignored.append(f"“{field}:” without a word after it was left out.")
            return None
        asked = self._factor(depth)
        if asked is None:
            return None
        first, rest = (asked, ()) if bracketed else _first_of(asked)
        wanted = exactly(first) if field == "exact" else InField(field, first)
        return Both((wanted, *rest)) if rest else wanted


def exactly(asked: Asked) -> Asked:
    """The same, every word as it is written."""
    match asked:
        case Run(words) | Quoted(words):
            return Exactly(words)
        case Both(parts):
            return Both(tuple(map(exactly, parts)))
        case Either(parts):
            return Either(tuple(map(exactly, parts)))
        case Not(part):
            return Not(exactly(part))
        case _:
            return asked


def may_be_near(asked: Asked) -> bool:
    """Whether NEAR can join this: a word, a phrase, a beginning, words like one, or alternatives of these."""
    match asked:
        case Run(words):
            return len(units_of(words)) == 1
        case Either(parts):
            return all(map(may_be_near, parts))
        case _:
            return isinstance(asked, Quoted | Beginning | Alike | Exactly)


def _first_of(asked: Asked) -> tuple[Asked, tuple[Asked, ...]]:
    """The first of words side by side, and the rest; anything else is one."""
    units = units_of(asked.words) if isinstance(asked, Run) else []
    if len(units) < 2 or not isinstance(asked, Run):
        return asked, ()
    return Run(units[0]), (Run(asked.words[len(units[0]) :]),)


def _last_of(asked: Asked) -> tuple[tuple[Asked, ...], Asked]:
    """The last of words side by side, and what is before it; anything else is one."""
    units = units_of(asked.words) if isinstance(asked, Run) else []
    if len(units) < 2 or not isinstance(asked, Run):
        return (), asked
    return (Run(asked.words[: -len(units[-1])]),), Run(units[-1])


def _all(parts: Sequence[Asked]) -> Asked | None:
    return Both(tuple(parts)) if len(parts) > 1 else (parts[0] if parts else None)

"""Cuts a query into tokens: what is asked for, and the signs that join it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from search.alike import SHORTEST
from search.asked import Alike, Asked, Beginning, Dated, Quoted, Run
from search.request import MOST_TERMS, SearchTooComplex
from search.words import read_words
from search.years import years_in

LONGEST_PHRASE = 12
"""Words of a phrase."""
SHORTEST_BEGINNING = 3
"""Letters before the star of a word's beginning."""
NEAREST = 10
"""How near NEAR means where no number is given."""
FARTHEST = 40
"""Words between two that are near each other, at most; fewer than lie between two fields of a review."""
FIELDS = {
    "title": "title",
    "recommendation": "recommendations",
    "recommendations": "recommendations",
    "finding": "findings",
    "findings": "findings",
    "heading": "headings",
    "headings": "headings",
    "body": "body",
}
"""What may stand before a colon, and the field it means."""


@dataclass(frozen=True)
class Token:
    """`kind` is one of ( ) AND OR NOT, NEAR with its `number`, `field` with its name, or `asked` with what is
    asked for."""

    kind: str
    asked: Asked | None = None
    number: int = 0
    field: str = ""


_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"'})
_PIECE = re.compile(r'-?"|[()]|[^\s()"]+')
_BEGINNING = re.compile(r"([^\W_](?:[\w'’-]*[^\W_])?)\*$")
_ALIKE = re.compile(r"([^\W_][\w'’]*)~(\d{0,3})$")
_FOREIGN = re.compile(r"[~^\[\]{}\\]|\w:\w|[*?]")
_NEAR = re.compile(r"NEAR(?:/(\d{1,4}))?$")
_FIELD = re.compile(rf"(-?)({'|'.join((*FIELDS, 'exact', 'year'))}):(.*)$", re.IGNORECASE | re.DOTALL)


@dataclass
class TokenReader:
    """Cuts one text into tokens and counts its words; `ignored` says what had no meaning."""

    ignored: list[str] = field(default_factory=list)
    words: int = 0

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text. Raises SearchTooComplex for too many words or too long a phrase."""
        text = text.translate(_QUOTES)
        found: list[Token] = []
        run: tuple[int, int] | None = None

        def end_run() -> None:
            nonlocal run
            if run is not None:
                found.extend(self._run(text[run[0] : run[1]]))
            run = None

        at = 0
        while (match := _PIECE.search(text, at)) is not None:
            piece, at = match[0], match.end()
            if piece in ("AND", "OR", "NOT", "(", ")"):
                end_run()
                found.append(Token(piece))
            elif (nearness := _NEAR.match(piece)) is not None:
                end_run()
                found.append(Token("NEAR", number=self._within(nearness[1])))
            elif (field := _FIELD.match(piece)) is not None and (field[3] or text[at : at + 1] in ('"', "(")):
                end_run()
                found += self._field(*field.groups())
            elif piece in ('"', '-"'):
                end_run()
                found += [Token("NOT")] if piece == '-"' else []
                closing = text.find('"', at)
                if closing < 0:
                    self.ignored.append('A quotation mark " without a partner was left out.')
                    continue
                found += self._quoted(text[at:closing])
                at = closing + 1
            elif piece.startswith("-") and (piece[1:2].isalnum() or (piece == "-" and text[at : at + 1] == "(")):
                end_run()
                found.append(Token("NOT"))
                found += self._piece(piece[1:])
            elif _BEGINNING.match(piece) or _ALIKE.match(piece):
                end_run()
                found += self._piece(piece)
            else:
                self._say_foreign(piece)
                run = (match.start() if run is None else run[0], at)
        end_run()
        return found

    def _within(self, number: str | None) -> int:
        if number is None:
            self.ignored.append(f"NEAR without a number: taken for NEAR/{NEAREST}.")
            return NEAREST
        within = min(max(int(number), 1), FARTHEST)
        if within != int(number):
            self.ignored.append(f"NEAR/{number}: taken for NEAR/{within} (1 to {FARTHEST} are possible).")
        return within

    def _field(self, minus: str, name: str, rest: str) -> list[Token]:
        name = name.lower()
        found = [Token("NOT")] if minus else []
        if name == "year":
            return [*found, *self._years(rest)]
        return [*found, Token("field", field=FIELDS.get(name, name)), *(self._piece(rest) if rest else [])]

    def _years(self, text: str) -> list[Token]:
        years = years_in(text)
        if years is None:
            self.ignored.append(
                f"“year:{text[:40]}” is no year: write year:2014, year:2010-2019, year:2010- or year:-1979."
            )
            return []
        self._count(1)
        return [Token("asked", Dated(*years))]

    def _piece(self, piece: str) -> list[Token]:
        star, alike = _BEGINNING.match(piece), _ALIKE.match(piece)
        if alike is not None:
            return self._alike(piece, alike[1], alike[2])
        if star is None:
            self._say_foreign(piece)
            return self._run(piece)
        letters = "".join(word.forms.exact for word in read_words(star[1]))
        if len(letters) >= SHORTEST_BEGINNING:
            self._count(1)
            return [Token("asked", Beginning(letters))]
        self.ignored.append(f"“{piece}”: a star needs {SHORTEST_BEGINNING} letters before it; searched as a word.")
        return self._run(star[1])

    def _alike(self, piece: str, text: str, letters: str) -> list[Token]:
        words = tuple(read_words(text, typed=True))
        if len(words) != 1 or len(words[0].forms.exact) < SHORTEST or not words[0].forms.exact.isalpha():
            self.ignored.append(f"“{piece[:40]}”: ~ needs a word of {SHORTEST} letters; searched as it is.")
            return self._run(text)
        if letters not in ("", "1"):
            self.ignored.append(f"“{piece[:40]}”: taken for “{text[:40]}~1”, words that differ by one letter.")
        self._count(1)
        return [Token("asked", Alike(words[0]))]

    def _run(self, text: str) -> list[Token]:
        words = tuple(read_words(text, typed=True))
        self._count(len(words))
        return [Token("asked", Run(words))] if words else []

    def _quoted(self, text: str) -> list[Token]:
        words = tuple(read_words(" ".join(text.split()), typed=True))
        if len(words) > LONGEST_PHRASE:
            raise SearchTooComplex(
                f"A phrase has {len(words)} words; at most {LONGEST_PHRASE} can be searched as one.",
                "Cut the phrase, or leave out the quotation marks.",
            )
        self._count(len(words))
        if "*" in text:
            self.ignored.append("A star within quotation marks has no meaning.")
        return [Token("asked", Quoted(words))] if words else []

    def _count(self, words: int) -> None:
        self.words += words
        if self.words > MOST_TERMS:
            raise SearchTooComplex(f"The query has more than {MOST_TERMS} words.", "Cut it, or search in two steps.")

    def _say_foreign(self, piece: str) -> None:
        if _FOREIGN.search(piece) and not piece.startswith(("http:", "https:")):
            shown = piece if len(piece) <= 40 else piece[:40] + "…"
            self.ignored.append(f"“{shown}”: signs that mean nothing here; only its words were searched.")
        elif not any(letter.isalnum() for letter in piece) and piece.strip("&+/-–—.,;:!?'"):
            self.ignored.append(f"“{piece[:40]}” holds no word.")

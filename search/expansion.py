"""Adds to the words of a query the other ways of writing them: compounds, acronyms and their long forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from search.abbreviations import ALSO_WORDS, abbreviations, terms_of
from search.syntax import Asked, Beginning, Both, Either, Not, Quoted, Run
from search.wanted import AllOf, AnyOf, Leaf, NoneOf, Phrase, Start, Term, Wanted, Way
from search.words import Forms, Word, compound_parts, compound_written, forms_of, stem

ADDED = 0.7
"""What an added word counts against one that was asked for."""
COMMON = frozenset(
    "a an and are as at be by for from in into is it of on or that the their this to was were with".split()
)
"""Words that nearly every text has: side by side with others they are not required (in quotes they are)."""
PREFIXES = (
    "anti",
    "co",
    "cross",
    "inter",
    "mid",
    "multi",
    "non",
    "over",
    "post",
    "pre",
    "self",
    "semi",
    "sub",
    "under",
)
"""Parts that are written apart, with a hyphen or as one with the word they stand before."""

Splits = Callable[[str], Sequence[tuple[str, ...]]]
"""How the library writes a word in parts: `multiagency` gives `(("multi", "agency"),)`."""


@dataclass
class Widening:
    """One query being widened. `splits` asks the library; `vocabulary` is off when the reader wants the
    words alone. `expanded` and `not_required` collect what is to be said."""

    splits: Splits
    vocabulary: bool = True
    expanded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    not_required: list[str] = field(default_factory=list)

    def widen(self, asked: Asked) -> Wanted:
        """What is looked up for what is asked."""
        match asked:
            case Both(parts):
                return AllOf(tuple(map(self.widen, parts)))
            case Either(parts):
                return AnyOf(tuple(map(self.widen, parts)))
            case Not(part):
                return NoneOf(self.widen(part))
            case Beginning(letters):
                return Leaf(((Start(letters), 1.0),))
            case Quoted(words):
                return self._quoted(words)
            case Run(words):
                return self._run(words)

    def _quoted(self, words: Sequence[Word]) -> Wanted:
        if len(words) == 1:
            return Leaf(((Term(words[0].forms.exact, exact=True), 1.0),))
        shown = " ".join(word.forms.exact for word in words)
        return Leaf((*self._as_phrases(words), *self._acronyms(words, shown)))

    def _as_phrases(self, words: Sequence[Word]) -> list[tuple[Way, float]]:
        apart = [word.label or word.forms.terms[0] for word in words]
        as_one = [g[0].joined.terms[0] if g[0].joined else g[0].label or g[0].forms.terms[0]
                  for g in compound_parts(words)]  # fmt: skip
        spellings = [apart, as_one]
        for n in range(len(words) - 1):
            if self._is_compound(words[n], words[n + 1]):
                spellings.append([*apart[:n], stem(words[n].forms.exact + words[n + 1].forms.exact), *apart[n + 2 :]])
        ways = (_phrase(tuple(terms)) for terms in spellings)
        return [(way, 1.0) for way in dict.fromkeys(ways)]

    def _run(self, words: Sequence[Word]) -> Wanted:
        parts: list[Wanted] = []
        helpful: list[Wanted] = []
        at = 0
        while at < len(words):
            wanted, used = self._next(words, at)
            if used == 1 and words[at].forms.exact in COMMON and len(words) > 1:
                helpful.append(wanted)
                self.not_required.append(words[at].forms.exact)
            else:
                parts.append(wanted)
            at += used
        if not parts:
            parts, helpful = helpful, []
            self.not_required = []
        return parts[0] if len(parts) == 1 and not helpful else AllOf(tuple(parts), tuple(helpful))

    def _next(self, words: Sequence[Word], at: int) -> tuple[Wanted, int]:
        """The longest thing that begins with a word, and how many words it takes."""
        for used in range(min(abbreviations().longest, len(words) - at), 1, -1):
            added = self._acronyms(words[at : at + used], " ".join(w.forms.exact for w in words[at : at + used]))
            if added:
                plain = AllOf(
                    tuple(self._word(word) for word in words[at : at + used] if word.forms.exact not in COMMON)
                )
                return AnyOf((plain, Leaf(tuple(added)))), used
        word = words[at]
        after = words[at + 1] if at + 1 < len(words) else None
        if after is not None and after.label and after.label_start == word.start:
            return Leaf(((Term(after.label), 1.0),)), 2
        if word.joined is not None:
            group = compound_parts(words[at:])[0]
            return self._compound(group), len(group)
        if after is not None and after.joined is None and self._is_compound(word, after):
            joined = Leaf(((Term(stem(word.forms.exact + after.forms.exact)), 1.0),))
            return AnyOf((AllOf((self._word(word), self._word(after))), joined)), 2
        if word.label:
            return Leaf(((Term(word.label), 1.0),)), 1
        return self._word(word), 1

    def _compound(self, group: Sequence[Word]) -> Leaf:
        joined = group[0].joined
        ways: list[tuple[Way, float]] = [(_phrase(tuple(word.forms.terms[0] for word in group)), 1.0)]
        if joined is not None:
            ways.append((Term(joined.terms[0]), 1.0))
            ways += self._long_forms(joined, compound_written(group))
        return Leaf(tuple(ways))

    def _word(self, word: Word) -> Leaf:
        forms = word.forms
        ways: list[tuple[Way, float]] = [(Term(forms.terms[0]), 1.0)]
        if forms.acronym:
            # In the text the same letters may stand small: camhs for CAMHS.
            ways.append((Term(forms.exact, exact=True), 1.0))
        ways += [(Phrase(parts), 1.0) for parts in self._parts_of(forms.exact)]
        return Leaf((*ways, *self._long_forms(forms, forms.exact.upper())))

    def _parts_of(self, exact: str) -> list[tuple[str, ...]]:
        found = [tuple(stem(part) for part in parts) for parts in self.splits(exact)]
        for prefix in PREFIXES:
            rest = exact.removeprefix(prefix)
            if rest != exact and len(rest) >= 4:
                found.append((prefix, forms_of(rest).terms[0]))
        return list(dict.fromkeys(found))

    def _is_compound(self, word: Word, after: Word) -> bool:
        if after.start != word.end + 1:
            return False
        first, second = word.forms.exact, after.forms.exact
        return first in PREFIXES or (first, second) in self.splits(first + second)

    def _long_forms(self, forms: Forms, shown: str) -> list[tuple[Way, float]]:
        key = forms.terms[0] if forms.acronym else forms.exact
        if not self.vocabulary or (key in ALSO_WORDS and not forms.acronym):
            return []
        found = abbreviations().long_forms.get(key, ())
        if found:
            self.expanded[shown] = found
        return [(Phrase(terms_of(long_form)), ADDED) for long_form in found]

    def _acronyms(self, words: Sequence[Word], shown: str) -> list[tuple[Way, float]]:
        if not self.vocabulary:
            return []
        found = abbreviations().acronyms.get(tuple(word.forms.terms[0] for word in words), ())
        if found:
            self.expanded[shown] = found
        return [(Term(forms_of(acronym.replace("&", "")).terms[0]), ADDED) for acronym in found]


def _phrase(terms: tuple[str, ...]) -> Way:
    """A phrase of one term is a term; a label ("child", "child~a") says its first word too."""
    if len(terms) == 2 and terms[1].startswith(f"{terms[0]}~"):
        terms = terms[1:]
    return Term(terms[0]) if len(terms) == 1 else Phrase(terms)

"""Adds to the words of a query the other ways of writing them: compounds, acronyms and their long forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from search.abbreviations import ALSO_WORDS, abbreviations, terms_of
from search.asked import Alike, Asked, Beginning, Both, Dated, Either, Exactly, InField, Nearby, Not, Quoted, Run
from search.synonyms import known_by_name, longest_name
from search.wanted import AllOf, AnyOf, Leaf, Near, NoneOf, Phrase, Start, Term, Wanted, Way, Years, in_part, ways_of
from search.words import Forms, Word, compound_parts, compound_written, forms_of, stem

OF_RECORD = 1.0
"""What it counts that a record is assigned the theme or agency that a query names."""
ADDED = 0.7
"""What an added word counts against one that was asked for."""
COMMON = frozenset(
    """a about after all also am an and any are as at be been before being but by can cannot cant could couldnt did
    didnt do does doesnt doing dont during each for from get gets had has have having he her hers him his how i if in
    into is isnt it its just may me might more most must my no nor not of on once only or other our ours out over own
    said say says shall she should shouldnt so some such than that the their them then there these they this those
    through to too under until up us very was wasnt we were what when where which while who whom whose why will with
    would wouldnt you your""".split()
)
"""Words that nearly every text has: side by side with others they are not required (in quotes they are)."""
EARLIEST, LATEST = 1, 9999
"""Years of an open end."""
PREFIXES = tuple("anti co cross inter mid multi non pre self semi sub".split())
"""Parts that are written apart, with a hyphen or as one with the word they stand before."""

Piece = tuple[Wanted, str]
"""Something wanted, and the common word it is where it need not be there."""
Splits = Callable[[str], Sequence[tuple[str, ...]]]
"""How the library writes a word in parts: `multiagency` gives `(("multi", "agency"),)`."""
LikeWords = Callable[[str], Sequence[str]]
"""The words of the library that differ from a word by one letter, best first."""


@dataclass
class Widening:
    """One query being widened. `splits` and `like` ask the library; `vocabulary` is off when the reader wants the
    words alone. `expanded`, `spelled` (words with those spelled like them) and `not_required` collect what is to
    be said."""

    splits: Splits
    vocabulary: bool = True
    like: LikeWords = lambda word: ()
    expanded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    spelled: dict[str, tuple[str, ...]] = field(default_factory=dict)
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
            case Alike(word):
                return self._alike(word)
            case Exactly(words):
                return Leaf(((_phrase(tuple(word.forms.exact for word in words), exact=True), 1.0),))
            case Dated(first, last):
                return Years(EARLIEST if first is None else first, LATEST if last is None else last)
            case InField(name, part):
                return in_part(self.widen(part), name)
            case Nearby(first, second, within):
                return Leaf(((Near(ways_of(self._plainly(first)), ways_of(self._plainly(second)), within), 1.0),))
            case Quoted(words):
                return self._quoted(words)
            case Run(words):
                return self._run(words)

    def _alike(self, word: Word) -> Leaf:
        found = self.spelled[word.forms.exact] = tuple(self.like(word.forms.exact))
        return Leaf(((Term(word.forms.terms[0]), 1.0), *((Term(other, exact=True), ADDED) for other in found)))

    def _plainly(self, asked: Asked) -> Wanted:
        """A side of NEAR: every spelling, and nothing that is not required."""
        match asked:
            case Run(words):
                return self._next(words, 0)[0]
            case Either(parts):
                return AnyOf(tuple(map(self._plainly, parts)))
            case _:
                return self.widen(asked)

    def _quoted(self, words: Sequence[Word]) -> Wanted:
        if len(words) == 1:
            return Leaf(((Term(words[0].forms.exact, exact=True), 1.0),))
        shown = " ".join(word.forms.exact for word in words)
        return Leaf((*self._as_phrases(words), *self._acronyms(words, shown)))

    def _as_phrases(self, words: Sequence[Word]) -> list[tuple[Way, float]]:
        apart = [word.label or word.forms.terms[0] for word in words]
        as_one = [_as_one(group) for group in compound_parts(words)]
        spellings = [apart, as_one]
        for n in range(len(words) - 1):
            if self._is_compound(words[n], words[n + 1]):
                spellings.append([*apart[:n], stem(words[n].forms.exact + words[n + 1].forms.exact), *apart[n + 2 :]])
        ways = (_phrase(tuple(terms)) for terms in spellings)
        return [(way, 1.0) for way in dict.fromkeys(ways)]

    def _run(self, words: Sequence[Word]) -> Wanted:
        pieces: list[Piece] = []
        at = plain_from = 0
        while at < len(words):
            long_form, used = self._long_form(words, at)
            if long_form is not None:
                pieces += self._plain(words[plain_from:at])
                pieces.append((long_form, ""))
                plain_from = at + used
            at += used
        return self._required([*pieces, *self._plain(words[plain_from:])])

    def _long_form(self, words: Sequence[Word], at: int) -> tuple[Wanted | None, int]:
        """The long form of an acronym that begins with a word, either way of writing it, and its length."""
        longest = max(abbreviations().longest, longest_name())
        for used in range(min(longest, len(words) - at), 1, -1):
            long_form = words[at : at + used]
            shown = " ".join(word.forms.exact for word in long_form)
            added = [*self._synonyms(long_form, shown), *self._acronym_leaf(long_form, shown)]
            if added:
                return AnyOf((self._required(self._plain(long_form)), *added)), used
        return None, 1

    def _acronym_leaf(self, words: Sequence[Word], shown: str) -> list[Wanted]:
        ways = self._acronyms(words, shown)
        return [Leaf(tuple(ways))] if ways else []

    def _synonyms(self, words: Sequence[Word], shown: str) -> list[Wanted]:
        """What a concept named by some words is called otherwise, and that a record has it."""
        if not self.vocabulary:
            return []
        asked = tuple(word.forms.terms[0] for word in words)
        added: list[Wanted] = []
        for known in known_by_name().get(asked, ()):
            others = {terms: name for name, terms in known.others if terms != asked}
            added.append(Leaf(((_phrase(known.terms), OF_RECORD),), "record"))
            if others:
                added.append(Leaf(tuple((_phrase(terms), ADDED) for terms in others)))
            names = (known.label, *(name for name in others.values() if name != known.label))
            self._also(shown, [name for name in names if name.lower() != shown])
        return added

    def _also(self, shown: str, names: Sequence[str]) -> None:
        self.expanded[shown] = tuple(dict.fromkeys((*self.expanded.get(shown, ()), *names)))

    def _required(self, pieces: Sequence[Piece]) -> Wanted:
        """All pieces, those not required apart, unless there is nothing else."""
        required = tuple(wanted for wanted, common in pieces if not common)
        if not required:
            return _all(tuple(wanted for wanted, _ in pieces))
        self.not_required += (common for _, common in pieces if common)
        return _all(required, tuple(wanted for wanted, common in pieces if common))

    def _plain(self, words: Sequence[Word]) -> list[Piece]:
        pieces: list[Piece] = []
        at = 0
        while at < len(words):
            wanted, used = self._next(words, at)
            exact = words[at].forms.exact
            common = used == 1 and exact in COMMON and not words[at].label
            pieces.append((wanted, exact if common else ""))
            at += used
        return pieces

    def _next(self, words: Sequence[Word], at: int) -> tuple[Wanted, int]:
        """The label, compound or word that begins with a word, and how many words it takes."""
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
            self._also(shown, found)
        return [(Phrase(terms_of(long_form)), ADDED) for long_form in found]

    def _acronyms(self, words: Sequence[Word], shown: str) -> list[tuple[Way, float]]:
        if not self.vocabulary:
            return []
        found = abbreviations().acronyms.get(tuple(word.forms.terms[0] for word in words), ())
        if found:
            self._also(shown, found)
        return [(Term(forms_of(acronym.replace("&", "")).terms[0]), ADDED) for acronym in found]


def _phrase(terms: tuple[str, ...], exact: bool = False) -> Way:
    """A phrase of one term is a term; a label ("child", "child~a") says its first word too."""
    if len(terms) == 2 and terms[1].startswith(f"{terms[0]}~"):
        terms = terms[1:]
    return Term(terms[0], exact) if len(terms) == 1 else Phrase(terms, exact)


def _all(parts: tuple[Wanted, ...], helpful: tuple[Wanted, ...] = ()) -> Wanted:
    return parts[0] if len(parts) == 1 and not helpful else AllOf(parts, helpful)


def _as_one(group: Sequence[Word]) -> str:
    """The one term of a compound; the label or the usual term of any other word."""
    first = group[0]
    return first.joined.terms[0] if first.joined is not None else first.label or first.forms.terms[0]

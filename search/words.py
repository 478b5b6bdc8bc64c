"""Cuts text into the words that are searched, so that "Child A" stays Child A and "NHS" stays NHS.

Reports, record fields, queries and highlighting all use this one analyser: what it finds the same is
found the same everywhere. `read_words` cuts; `forms_of` says under which terms a word is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

VERSION = "2"
"""Counts up when the same text gives other terms: the index is then built anew."""
BLANK_LINE = "\n\n"
"""What stands between two paragraphs."""
LONGEST = 64
"""Characters of a term; a longer run of letters is no word."""
MOST_PARTS = 4
"""Parts of a compound that are also kept as one word."""
LABELLED = frozenset(
    "adult agency area aunt authority baby board boy brother carer case child city consultant council county "
    "cousin dad daughter doctor dr family father female foster girl gp grandfather grandmother grandparent "
    "headteacher hospital household infant male man manager midwife miss mother mr mrs ms mum nurse nursery "
    "officer paediatrician parent partner person practitioner psychiatrist psychologist pupil school service "
    "sibling sister solicitor son stepfather stepmother student subject teacher teenager therapist town twin "
    "uncle visitor woman worker young youth".split()
)
"""Words that a letter or number after them turns into the label of a person or place: Child A, School 2."""
_PLURALS = {"children": "child", "babies": "baby", "families": "family", "men": "man", "women": "woman"}
_LINKS = frozenset(("and", "&"))
# A mark above a letter or a soft hyphen belongs to its word; numbers keep their commas and points.
_PIECE = "\\w[\\w\u0300-\u036f\u00ad]*(?:['’‘ʼ`´][\\w\u0300-\u036f\u00ad]+)*"
_WORD = re.compile(f"\\d{{1,3}}(?:,\\d{{3}})+(?!\\w)|\\d+(?:\\.\\d+)+(?!\\w)|{_PIECE}(?:[-‐‑&]{_PIECE})*")
_NOT_IN_WORD = re.compile("[\u0300-\u036f\u00ad'’‘ʼ`´,]")
_POSSESSIVE = re.compile("['’‘ʼ`´][sS]$")
_JOINER = re.compile("[-‐‑&]")
_ACRONYM = re.compile("(?=.*[A-Z].*[A-Z])([A-Z][A-Z0-9]{1,5})s?$")
_CODE = re.compile("[A-Z][0-9]{0,2}$|[0-9]{1,2}$")
_LOOSE_CODE = re.compile("[A-Za-z][0-9]{0,2}$|[0-9]{1,2}$")


class Forms(NamedTuple):
    """How a word is kept: `terms` are what it is found by (the first the usual one), `exact` the word as
    it stands, without case, accents and apostrophes. An acronym's first term is not stemmed."""

    terms: tuple[str, ...]
    exact: str
    acronym: bool


class Word(NamedTuple):
    """A word of a text.

    `start` and `end` are character offsets; `place` counts words from 0, one more at a blank line.
    `joined` are the forms of the compound this is a part of. `label` is the term of a label such as
    Child A that ends with this word and begins at the character `label_start`.
    """

    start: int
    end: int
    place: int
    forms: Forms
    joined: Forms | None = None
    label: str = ""
    label_start: int = 0

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term of the main fields under which this word is found."""
        own = self.forms.terms if self.joined is None else self.forms.terms + self.joined.terms
        return (*own, self.label) if self.label else own

    @property
    def exacts(self) -> tuple[str, ...]:
        """The word as it stands, and the compound it is a part of as one word."""
        return (self.forms.exact,) if self.joined is None else (self.forms.exact, self.joined.exact)


def read_words(text: str, *, typed: bool = False) -> Iterator[Word]:
    """The words of a text in order.

    `typed` reads a query, where people write labels in small letters too ("child a").
    """
    place = 0
    begin = 0
    code = _LOOSE_CODE if typed else _CODE
    for paragraph in paragraphs_of(text):
        noun, noun_start, end, direct = "", 0, 0, False
        for match in _WORD.finditer(paragraph):
            start, raw = match.start(), match[0]
            if noun and not _goes_on(paragraph[end:start]):
                noun = ""
            end = match.end()
            if _JOINER.search(raw):
                for word in _parts(raw, begin + start, place):
                    yield word
                    place += 1
                noun = ""
                continue
            forms = forms_of(raw)
            label, label_start = "", 0
            if noun and code.match(_POSSESSIVE.sub("", raw)) and _labels(raw, paragraph[noun_start]):
                label = f"{noun}~{forms.exact}"
                label_start = begin + (noun_start if direct else start)
            yield Word(begin + start, begin + end, place, forms, None, label, label_start)
            place += 1
            direct = False
            if not label and not (noun and forms.exact in _LINKS):
                noun, noun_start, direct = _noun(forms.exact), start, True
        place += 1
        begin += len(paragraph) + len(BLANK_LINE)


def paragraphs_of(text: str) -> list[str]:
    """A text cut at its blank lines; between two paragraphs one place is left free."""
    return text.replace("_", " ").split(BLANK_LINE)


def raw_words(paragraph: str) -> list[str]:
    """The words of a paragraph as written, compounds whole: ten times as fast as reading them."""
    return _WORD.findall(paragraph)


def count_words(paragraph: str) -> int:
    """How many words a paragraph has, each part of a compound one: what `read_words` would find, without stems."""
    raw = raw_words(paragraph.replace("_", " "))
    return sum(len(list(filter(None, _JOINER.split(word)))) if _JOINER.search(word) else 1 for word in raw)


def placed_words(paragraph: str) -> list[tuple[int, str]]:
    """The same, each with the character where it begins."""
    return [(match.start(), match[0]) for match in _WORD.finditer(paragraph)]


def is_code(raw: str) -> bool:
    """Whether a raw word may be the letter or number of a label such as Child A."""
    return _CODE.match(_POSSESSIVE.sub("", raw)) is not None


def may_stand_before_label(raw: str) -> bool:
    """Whether a raw word may stand right before the letter or number of a label: Child A, Children A and B."""
    return bool(_label_noun(raw)) or is_code(raw) or forms_of(raw).exact in _LINKS


def labels_in(paragraph: str) -> Iterator[tuple[int, str]]:
    """The labels of a paragraph: at which of its words (from 0) one ends, and its term. What `read_words` finds,
    several times as fast."""
    noun, noun_letter, end, place = "", "", 0, -1
    for match in _WORD.finditer(paragraph):
        start, raw = match.start(), match[0]
        place += 1
        if noun and not _goes_on(paragraph[end:start]):
            noun = ""
        end = match.end()
        if noun:
            if is_code(raw) and _labels(raw, noun_letter):
                yield place, f"{noun}~{forms_of(raw).exact}"
                continue
            if forms_of(raw).exact in _LINKS:
                continue
        noun, noun_letter = _label_noun(raw), raw[0]
        if _JOINER.search(raw):
            place += len(read_alone(raw)) - 1


@lru_cache(maxsize=60_000)
def _label_noun(raw: str) -> str:
    return "" if _JOINER.search(raw) else _noun(forms_of(raw).exact)


@lru_cache(maxsize=60_000)
def read_alone(raw: str) -> tuple[Word, ...]:
    """The word, or the parts of the compound, that a raw word is where nothing around it matters."""
    return tuple(read_words(raw))


@lru_cache(maxsize=60_000)
def found_by(raw: str) -> frozenset[str]:
    """Every term and every exact form by which a raw word is found, labels apart."""
    return frozenset(form for word in read_alone(raw) for form in (*word.terms, *word.exacts))


def _goes_on(between: str) -> bool:
    return len(between) <= 3 and between.strip(" \t\r\n\u00a0") in ("", ",", "/", "&")


def _labels(raw: str, first_letter: str) -> bool:
    # "Child 1" is a label, "baby 6 weeks" is not; "the child I saw" is not Child I.
    return first_letter.isupper() or not (raw[0].isdigit() or raw[0] == "I")


def _noun(exact: str) -> str:
    if exact in LABELLED:
        return exact
    singular = _PLURALS.get(exact) or (exact[:-1] if exact.endswith("s") else "")
    return singular if singular in LABELLED else ""


def _parts(raw: str, start: int, place: int) -> Iterator[Word]:
    pieces = [piece for piece in _JOINER.split(raw) if piece]
    joined = forms_of(_JOINER.sub("", raw)) if 1 < len(pieces) <= MOST_PARTS else None
    at = 0
    for number, piece in enumerate(pieces):
        at = raw.index(piece, at)
        yield Word(start + at, start + at + len(piece), place + number, forms_of(piece), joined)
        at += len(piece)


def compound_parts(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped: the parts of a compound together, every other word alone."""
    groups: list[list[Word]] = []
    for word in words:
        last = groups[-1][-1] if groups else None
        same = last is not None and word.joined is not None and word.joined is last.joined
        if same and last is not None and word.start == last.end + 1:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def written(word: Word) -> str:
    """A word as it is shown: small, acronyms in capitals."""
    return word.forms.terms[0].upper() if word.forms.acronym else word.forms.exact


def compound_written(group: Sequence[Word]) -> str:
    """A compound with its hyphens; A&E with its sign."""
    if len(group) > 1 and all(len(word.forms.exact) == 1 and word.forms.exact.isalpha() for word in group):
        return "&".join(word.forms.exact.upper() for word in group)
    return "-".join(map(written, group))


@lru_cache(maxsize=200_000)
def forms_of(raw: str) -> Forms:
    """The forms under which a word is kept.

    Accents and apostrophes are folded (O'Neill is oneill, the mother's is mother); an acronym in
    capitals is kept unstemmed, and stemmed beside it so that a heading in capitals is found too.
    """
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", raw[: 2 * LONGEST]))
    plain = _NOT_IN_WORD.sub("", plain)[:LONGEST] or raw[:LONGEST]
    exact = plain.lower()
    stemmed = stem(_PLURALS.get(exact, exact))
    acronym = _ACRONYM.match(plain)
    if acronym is None:
        return Forms((stemmed,), exact, False)
    kept = acronym[1].lower()
    return Forms(tuple(dict.fromkeys((kept, stemmed))), exact, True)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word (Snowball English, Porter 2001); words with digits have none."""
    return _stemmer()(word) if len(word) > 2 and word.isalpha() else word


@cache
def _stemmer() -> Callable[[str], str]:
    # nltk takes 0.2 s to import, and a page that searches nothing need not wait for it.
    from nltk.stem.snowball import EnglishStemmer

    stemmer: Callable[[str], str] = EnglishStemmer().stem
    return stemmer

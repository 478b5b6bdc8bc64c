"""Searches what reviews recommend and find, sentence by sentence: for an agency, on a theme, in some years.

The list of sentences is kept in memory, follows the catalogue's log of changes by number, and holds
no text: what is shown is read from the catalogue at that moment.
"""

from __future__ import annotations

import math
import threading
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from repository.records.items import Collection, Finding, Item, Recommendation, State
from repository.store.library import Library
from search.expansion import Widening
from search.marking import marks_in
from search.naming import named_in
from search.results import Understood
from search.sentences import in_words
from search.syntax import parse
from search.wanted import Leaf, Near, Phrase, Start, Term, Wanted, Way, leaves
from search.words import Word, read_words

PAGE_SIZE = 10
ENOUGH = 0.5
"""The share of a worry's weight (rare words count more) that a sentence must have: a worry is told in
more words than a recommendation repeats. Words that no sentence has are passed over."""
SOME = 0.2
"""The share that is asked for where no sentence has enough: better a few that touch on the worry than none."""
NAMED_ONLY = 0.8
"""What it counts that a sentence names an agency without being addressed to it."""


class Said(StrEnum):
    """What a sentence of a review is."""

    RECOMMENDATION = "recommendation"
    FINDING = "finding"


@dataclass(frozen=True)
class LearningRequest:
    """Which sentences are asked for. Values of one field are alternatives, fields combine; what is empty
    does not narrow. `under_months`: a subject of the review was younger. `page` is 1-based."""

    text: str = ""
    collection: Collection = Collection.CATALOGUE
    kinds: tuple[Said, ...] = tuple(Said)
    agencies: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    under_months: int | None = None
    page: int = 1
    page_size: int = PAGE_SIZE


@dataclass(frozen=True)
class LearningHit:
    """A recommendation or finding with its review. `marks` are places of the words asked for in its text;
    `addressed` is True where it is addressed to an agency asked for, False where it only names it."""

    item: Item
    said: Recommendation | Finding
    marks: tuple[tuple[int, int], ...]
    addressed: bool

    @property
    def kind(self) -> Said:
        """Which of the two it is."""
        return Said.RECOMMENDATION if isinstance(self.said, Recommendation) else Said.FINDING


@dataclass(frozen=True)
class LearningPage:
    """A page of sentences. `total` counts all that match, in `reviews` records; `years` counts them by year
    of publication, `agencies` by agency addressed or named. `touching` is True where no sentence has enough of
    the words, and those that have some are given instead."""

    total: int
    reviews: int
    hits: tuple[LearningHit, ...]
    years: tuple[tuple[int, int], ...]
    agencies: tuple[tuple[str, int], ...]
    understood: Understood
    page: int
    pages: int
    touching: bool = False


@dataclass(frozen=True)
class _Sentence:
    """What is known of one sentence without its words."""

    kind: Said
    id: str
    item_id: str
    year: int | None
    youngest: int | None
    addressed: frozenset[str]
    named: frozenset[str]
    themes: frozenset[str]
    terms: tuple[str, ...]


@dataclass
class _Kept:
    """The sentences of a collection as of one change of the catalogue."""

    change: int = -1
    sentences: list[_Sentence | None] = field(default_factory=list)
    of_item: dict[str, list[int]] = field(default_factory=dict)
    postings: dict[str, array[int]] = field(default_factory=dict)


class LearningSearcher:
    """Answers questions about recommendations and findings, for any number of threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._kept = {collection: _Kept() for collection in Collection}

    def search(self, request: LearningRequest) -> LearningPage:
        """A page of sentences: those with most of the words first, then those addressed to the agency,
        then the newest. Raises SearchTooComplex for a text beyond the limits of a query."""
        parsed = parse(request.text)
        wanted = None if parsed.asked is None else Widening(lambda joined: ()).widen(parsed.asked)
        kept = self._current(request.collection)
        scores = _scores(kept, wanted)
        fitting = [(n, s) for n, s in _fitting(kept, request, scores) if s is not None]
        found = _with_share(fitting, scores, ENOUGH)
        touching = bool(fitting and not found)
        if touching:
            found = _with_share(fitting, scores, SOME)
        ordered = sorted(found, key=lambda pair: _rank(request, scores, *pair))
        pages = max(1, -(-len(ordered) // request.page_size))
        page = min(max(request.page, 1), pages)
        shown = [s for _, s in ordered[(page - 1) * request.page_size : page * request.page_size]]
        return LearningPage(
            total=len(ordered),
            reviews=len({s.item_id for _, s in ordered}),
            hits=tuple(self._hits(shown, wanted, request)),
            years=tuple(sorted(Counter(s.year for _, s in ordered if s.year is not None).items())),
            agencies=tuple(Counter(a for _, s in ordered for a in s.addressed | s.named).most_common()),
            understood=Understood(in_words(parsed.asked), parsed.ignored),
            page=page,
            pages=pages,
            touching=touching and bool(found),
        )

    def _current(self, collection: Collection) -> _Kept:
        catalogue = self._library.catalogue
        with self._lock:
            kept = self._kept[collection]
            last = catalogue.last_change()
            if kept.change != last:
                if kept.change < 0:
                    changed = catalogue.ids(collection)
                else:
                    changed = list(dict.fromkeys(change.item_id for change in catalogue.changes(kept.change)))
                _read_again(kept, changed, [i for i in catalogue.items(changed) if i.collection == collection])
                kept.change = last
            return kept

    def _hits(
        self, shown: Sequence[_Sentence], wanted: Wanted | None, request: LearningRequest
    ) -> Iterator[LearningHit]:
        ids = list(dict.fromkeys(sentence.item_id for sentence in shown))
        items = {item.id: item for item in self._library.catalogue.items(ids) if item.state == State.PUBLISHED}
        for sentence in shown:
            item = items.get(sentence.item_id)
            said = None if item is None else said_by_id(item, sentence.id)
            if item is not None and said is not None:
                addressed = not sentence.addressed.isdisjoint(request.agencies)
                yield LearningHit(item, said, marks_in(wanted, said.text), addressed)


def said_by_id(item: Item, id: str) -> Recommendation | Finding | None:
    """The recommendation or finding of an item with an id."""
    return next((said for said in everything_said(item) if said.id == id), None)


def everything_said(item: Item) -> tuple[Recommendation | Finding, ...]:
    """The recommendations of an item, then its findings."""
    return (*item.recommendations, *item.findings)


def _read_again(kept: _Kept, changed: Iterable[str], items: Iterable[Item]) -> None:
    for id in changed:
        for number in kept.of_item.pop(id, ()):
            kept.sentences[number] = None
    for item in items:
        if item.state == State.PUBLISHED:
            kept.of_item[item.id] = [_keep(kept, sentence, words) for sentence, words in _sentences(item)]


def _keep(kept: _Kept, sentence: _Sentence, words: Sequence[Word]) -> int:
    number = len(kept.sentences)
    kept.sentences.append(sentence)
    terms = {term for word in words for term in word.terms} | {f"={exact}" for word in words for exact in word.exacts}
    for term in terms:
        kept.postings.setdefault(term, array("I")).append(number)
    return number


def _sentences(item: Item) -> Iterator[tuple[_Sentence, list[Word]]]:
    ages = [subject.age_months for subject in item.subjects if subject.age_months is not None]
    seen: set[str] = set()
    for said in everything_said(item):
        if said.text in seen:  # an executive summary repeats those of its overview report
            continue
        seen.add(said.text)
        words = list(read_words(said.text))
        addressed = frozenset(said.addressees) if isinstance(said, Recommendation) else frozenset[str]()
        yield (
            _Sentence(
                kind=Said.RECOMMENDATION if isinstance(said, Recommendation) else Said.FINDING,
                id=said.id,
                item_id=item.id,
                year=item.year_published,
                youngest=min(ages, default=None),
                addressed=addressed,
                named=named_in(words, "agencies") - addressed,
                themes=named_in(words, "themes"),
                terms=tuple(word.forms.terms[0] for word in words),
            ),
            words,
        )


def _fitting(
    kept: _Kept, request: LearningRequest, scores: dict[int, float] | None
) -> Iterator[tuple[int, _Sentence | None]]:
    numbers: Iterable[int] = range(len(kept.sentences)) if scores is None else scores
    for number in numbers:
        sentence = kept.sentences[number]
        if sentence is not None and _fits(sentence, request):
            yield number, sentence


def _fits(sentence: _Sentence, request: LearningRequest) -> bool:
    agencies, themes = request.agencies, request.themes
    if sentence.kind not in request.kinds:
        return False
    if agencies and sentence.addressed.isdisjoint(agencies) and sentence.named.isdisjoint(agencies):
        return False
    if themes and sentence.themes.isdisjoint(themes):
        return False
    if request.under_months is not None and (sentence.youngest is None or sentence.youngest >= request.under_months):
        return False
    if request.year_from is None and request.year_to is None:
        return True
    return sentence.year is not None and (request.year_from or 0) <= sentence.year <= (request.year_to or 9999)


def _rank(
    request: LearningRequest, scores: dict[int, float] | None, number: int, sentence: _Sentence
) -> tuple[float, int, int, str, int]:
    addressed = not request.agencies or not sentence.addressed.isdisjoint(request.agencies)
    score = 0.0 if scores is None else scores[number] * (1.0 if addressed else NAMED_ONLY)
    return -round(score, 6), not addressed, -(sentence.year or 0), sentence.item_id, number


def _scores(kept: _Kept, wanted: Wanted | None) -> dict[int, float] | None:
    """By sentence that has any of the words: the weight of those it has, as a share of all. None where no
    words are asked for."""
    asked = tuple(dict.fromkeys(leaves(wanted, helpful=False)))
    if not asked:
        return None
    total = len(kept.sentences)
    found: Counter[int] = Counter()
    weight_of_all = 0.0
    for leaf in asked:
        having = _having(kept, leaf)
        if not having:  # a word that no sentence has tells none of them from another
            continue
        weight = math.log(1 + total / (1 + len(having)))
        weight_of_all += weight
        for number, counts in having.items():
            found[number] += weight * counts  # type: ignore[assignment]
    return {number: score / weight_of_all for number, score in found.items()}


def _with_share(
    fitting: Sequence[tuple[int, _Sentence]], scores: dict[int, float] | None, share: float
) -> list[tuple[int, _Sentence]]:
    return [(n, sentence) for n, sentence in fitting if scores is None or scores[n] >= share]


def _having(kept: _Kept, leaf: Leaf) -> dict[int, float]:
    found: dict[int, float] = {}
    for way, counts in leaf.ways:
        for number in _with_way(kept, way):
            found[number] = max(found.get(number, 0.0), counts)
    return found


def _with_way(kept: _Kept, way: Way) -> Iterable[int]:
    match way:
        case Term(text, exact):
            return kept.postings.get(f"={text}" if exact else text, ())
        case Start(letters):
            starting = (found for term, found in kept.postings.items() if term.startswith(f"={letters}"))
            return {number for found in starting for number in found}
        case Near(first, second):
            either = ({n for each in side for n in _with_way(kept, each)} for side in (first, second))
            return set.intersection(*either)
        case Phrase(terms):
            sets = [set(kept.postings.get(term, ())) for term in terms]
            return [n for n in set.intersection(*sets) if _side_by_side(kept.sentences[n], terms)]


def _side_by_side(sentence: _Sentence | None, terms: tuple[str, ...]) -> bool:
    """A label ("child~a") stands for its first word among the usual terms."""
    if sentence is None:
        return False
    plain = tuple(term.partition("~")[0] for term in terms)
    return any(sentence.terms[at : at + len(plain)] == plain for at in range(len(sentence.terms) - len(plain) + 1))

"""A review in a minute: sentences of the report itself, each with its page, chosen and never rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from repository.records.concepts import label_of
from repository.records.items import BlockRole, Item, Recommendation, State
from repository.store.catalogue import Catalogue
from web.headings import Located, Part, located

SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’')]))\s+(?=[\"“‘'(]?[A-Z0-9])")
NOT_AN_END = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|vs|e\.g|i\.e|para|approx))\.$")
HAPPENED, ISSUES, GOOD = 5, 5, 3
"""Sentences of each part: with the recommendations they fill one screen of a desk and one sheet of A4."""
MOST_OF_AN_AGENCY = 2
MOST_AGENCIES = 6
MOST_TO_DO = 8
"""Recommendations of one agency, groups of agencies, and recommendations in all."""
MOST_OF_STORY = 600
"""Characters of what happened, about: whole sentences as long as they fit."""
SHORTEST = 6
"""Words of a sentence worth quoting."""
LONGEST = 210
"""Characters; a longer sentence is passed over for the next one, or cut at a word with a sign that it was."""
EVERYONE = frozenset(("lscb", "lscp", "acpc", "rsb", "cpc", "sbni", "all", "none-named", "cog"))
"""Boards, partnerships and everyone together: after the agencies that act."""


@dataclass(frozen=True)
class Extract:
    """A sentence as the report has it, under the heading it stands below (empty where it adds nothing),
    with its page and, where it is part of a text, its place among the blocks of that page; `said` is the id of the
    recommendation it is from."""

    text: str
    publication_id: str
    page: int | None
    heading: str = ""
    place: int | None = None
    said: str = ""


@dataclass(frozen=True)
class ToDo:
    """What one agency, or several together, were asked to do differently."""

    agencies: tuple[str, ...]
    label: str
    extracts: tuple[Extract, ...]


@dataclass(frozen=True)
class Minute:
    """The summary of a review. A part of which the report says nothing recognisable is empty; `more` counts
    the recommendations that are only in the full record."""

    happened: tuple[Extract, ...]
    issues: tuple[Extract, ...]
    to_do: tuple[ToDo, ...]
    good: tuple[Extract, ...]
    more: int = 0

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to show."""
        return not (self.happened or self.issues or self.to_do or self.good)


def minute_of(catalogue: Catalogue, item: Item, role: str = "") -> Minute:
    """The summary of an item from its first publication that can be read; what is asked of `role` comes first."""
    if item.state != State.PUBLISHED:
        return Minute((), (), (), ())
    readable = next((p for p in item.publications if p.pages), None)
    text = list(located(catalogue.pages(readable.id))) if readable else []
    id = readable.id if readable else ""
    to_do, more = _to_do(item, role)
    return Minute(
        happened=_happened(item, text, id),
        issues=_issues(item, text, id),
        to_do=to_do,
        good=tuple(good_practice(text, id)),
        more=more,
    )


def good_practice_of(catalogue: Catalogue, item: Item, most: int = GOOD) -> tuple[Extract, ...]:
    """What an item says was done well."""
    readable = next((p for p in item.publications if p.pages), None)
    if item.state != State.PUBLISHED or readable is None:
        return ()
    return tuple(good_practice(located(catalogue.pages(readable.id)), readable.id))[:most]


def good_practice(text: Iterable[Located], publication_id: str) -> Iterator[Extract]:
    """The first sentence of each paragraph on what was done well."""
    yield from _first_sentences([at for at in text if at.part == Part.GOOD], publication_id, GOOD)


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph, in order."""
    sentences: list[str] = []
    for piece in SENTENCE_END.split(" ".join(text.split())):
        if sentences and NOT_AN_END.search(sentences[-1]):
            sentences[-1] += f" {piece}"
        else:
            sentences.append(piece)
    return sentences


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text, cut at a word with "…" where it is longer."""
    return text if len(text) <= longest else f"{text[:longest].rpartition(' ')[0]} …"


def first_sentence(text: str) -> str:
    """The first sentence that says something; short beginnings keep the sentence after them."""
    found = ""
    for sentence in sentences_of(text):
        found = f"{found} {sentence}".strip()
        if len(found.split()) >= SHORTEST:
            break
    return shortened(found)


def _happened(item: Item, text: Sequence[Located], id: str) -> tuple[Extract, ...]:
    said = next(iter(item.said("abstract")), None)
    if said is not None:
        publication = said.publication_id or id
        page = said.evidence.page
        return tuple(Extract(sentence, publication, page) for sentence in _story(said.value))
    told = [at for at in text if at.part == Part.HAPPENED and at.block.role == BlockRole.PARAGRAPH]
    return tuple(
        Extract(sentence, id, at.page, place=at.place) for at in told[:1] for sentence in _story(at.block.text)
    )


def _story(text: str) -> Iterator[str]:
    """The first sentences of a text, as many as there is room for."""
    room = MOST_OF_STORY
    for number, sentence in enumerate(sentences_of(text)[:HAPPENED]):
        shown = shortened(sentence)
        room -= len(shown)
        if number and room < 0:
            return
        yield shown


def _issues(item: Item, text: Sequence[Located], id: str) -> tuple[Extract, ...]:
    if item.findings:
        return tuple(
            Extract(shortened(f.text), f.publication_id, f.pages[0] if f.pages else None)
            for f in item.findings[:ISSUES]
        )
    told = [at for at in text if at.part == Part.ISSUES]
    lessons = [at for at in told if re.search(r"lesson|learn|key|found|tells", at.main, re.I)]
    return tuple(_first_sentences(lessons or told, id, ISSUES))


def _first_sentences(told: Sequence[Located], id: str, most: int) -> Iterator[Extract]:
    """The first sentence under each heading, or of each paragraph where there are too few headings."""
    prose = [
        at for at in told
        if at.block.role in (BlockRole.PARAGRAPH, BlockRole.LIST_ITEM) and not at.block.continues
        and len(at.block.text.split()) >= SHORTEST and not at.block.text.rstrip().endswith(":")
    ]  # fmt: skip
    by_heading = list({at.heading: at for at in reversed(prose)}.values())[::-1]
    for at in (by_heading if len(by_heading) >= most - 1 else prose)[:most]:
        heading = at.heading if at.heading != at.main else ""
        yield Extract(first_sentence(at.block.text), id, at.page, heading, at.place)


def _to_do(item: Item, role: str) -> tuple[tuple[ToDo, ...], int]:
    """What is asked, by those it is asked of, and how many recommendations are left out."""
    main = item.recommendations[0].publication_id if item.recommendations else ""
    own = {r.text: r for r in item.recommendations if r.publication_id == main}
    asked: dict[tuple[str, ...], list[Recommendation]] = {}
    for recommendation in own.values():
        asked.setdefault(recommendation.addressees or ("none-named",), []).append(recommendation)
    order = sorted(asked, key=lambda agencies: (role not in agencies, set(agencies) <= EVERYONE))[:MOST_AGENCIES]
    found: list[ToDo] = []
    left = MOST_TO_DO
    for number, agencies in enumerate(order, start=1):
        # Every agency that is shown has at least its first one.
        share = max(1, min(MOST_OF_AN_AGENCY, left - (len(order) - number)))
        found.append(_asked_of(agencies, asked[agencies][:share]))
        left -= len(found[-1].extracts)
    return tuple(found), len(own) - (MOST_TO_DO - left)


def _asked_of(agencies: tuple[str, ...], recommendations: Sequence[Recommendation]) -> ToDo:
    return ToDo(
        agencies,
        ", ".join(label_of("agency", agency) for agency in agencies),
        tuple(
            Extract(first_sentence(r.text), r.publication_id, r.pages[0] if r.pages else None, said=r.id)
            for r in recommendations
        ),
    )

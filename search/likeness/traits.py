"""Says what a recommendation or a review is likened by: its telling words, and the concepts it names or was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from repository.records.concepts import Concept, concept, vocabularies
from repository.records.items import Item, Recommendation, State
from repository.records.statements import VOCABULARY_OF
from search.expansion import COMMON
from search.facet_values import AGE_NOT_STATED, age_bands_of, nations_of, regions_of
from search.likeness.rows import Row
from search.naming import Named, names_standing
from search.words import read_words

NAMED = ("agencies", "themes", "harm_types", "risk_factors")
"""Vocabularies whose names stand for one thing, in whatever words: GP, surgery and general practice."""
GIVEN = ("theme", "agency", "harm_type", "risk_factor", "outcome")
"""Fields of a record by whose values reviews are likened."""
AREAS = ("local_area", "publishing_body")
"""Fields that say which area a record is from."""
ANYONE = frozenset({"ag-partnership", "ag-other", "ag-national"})
"""Kinds of addressee that ask others to do something: they agree with every kind."""
SHORTEST = 4
"""Letters of a word by which reviews are likened."""
AGAIN = 2
"""How often a word must come in what a record finds and recommends: once may be by chance."""


def traits_of_recommendation(recommendation: Recommendation) -> frozenset[str]:
    """Its words by their stems, the concepts named in it each as one word, and the kinds of agency it addresses."""
    words = list(read_words(recommendation.text))
    named = _one_by_one(names_standing(words, NAMED))
    covered = {at for each in named for at in range(each.at, each.at + each.length)}
    traits = {f"word:{each.vocabulary}:{each.id}" for each in named}
    traits |= {
        f"word:{word.forms.terms[0]}"
        for at, word in enumerate(words)
        if at not in covered and word.forms.exact not in COMMON
    }
    return frozenset(traits | {f"@for:{kind}" for kind in kinds_of(recommendation.addressees)})


def kinds_of(addressees: Sequence[str]) -> frozenset[str]:
    """The kinds of agency addressed (health, police …), `anyone` where it can be any."""
    known = vocabularies()["agencies"]
    kinds = {key.partition(":")[2] for id in addressees if id in known for key in known[id].broader or (f":{id}",)}
    return frozenset({"anyone"} if not kinds or kinds & ANYONE else kinds)


def rows_of_recommendations(item: Item) -> Iterator[Row]:
    """A row for each recommendation of an item; one that a summary repeats word for word has one row."""
    seen: set[str] = set()
    for recommendation in item.recommendations:
        if recommendation.text not in seen:
            seen.add(recommendation.text)
            yield Row(recommendation.id, item.id, traits_of_recommendation(recommendation))


def row_of_item(item: Item) -> Row:
    """The row of a review: the values it was given, the age of its children, its telling words; and to look it up
    by, its kind, its places and the records it is tied to."""
    traits = {f"{field}:{value}" for field in GIVEN for value in item.values(field)}
    traits |= {f"age:{band}" for band in age_bands_of(item) if band != AGE_NOT_STATED}
    traits |= {f"word:{stem}" for stem in telling_words(item)}
    traits |= {f"@kind:{item.kind}"} | {f"@place:{key}" for key in places_of(item)}
    traits |= {f"@tied:{relation.other_id}" for relation in item.relations if relation.other_id}
    return Row(item.id, item.id, frozenset(traits))


def telling_words(item: Item) -> dict[str, str]:
    """The keywords of a record, and the words that come again in what it finds and recommends: stem to the word as
    written. Only words written small: a name of a person or place makes no two reviews alike."""
    found = dict(_small_words(item.values("keyword")))
    counts = Counter(stem for stem, _ in _small_words(_telling_texts(item)))
    again = ((stem, written) for stem, written in _small_words(_telling_texts(item)) if counts[stem] >= AGAIN)
    for stem, written in again:
        found.setdefault(stem, written)
    return found


def areas_of(item: Item) -> list[Concept]:
    """The areas and boards an item belongs to. A publisher that is no board (a department, an inquiry) is no area."""
    found = [concept(VOCABULARY_OF[field], value) for field in AREAS for value in item.values(field)]
    return [place for place in found if place is not None and place.vocabulary != "publishers"]


def places_of(item: Item) -> list[str]:
    """The places an item belongs to, as `vocabulary:id`: its areas and boards, its regions, its nations."""
    return [place.key for place in areas_of(item)] + [f"regions:{id}" for id in (*regions_of(item), *nations_of(item))]


def _telling_texts(item: Item) -> Iterator[str]:
    if item.state != State.PUBLISHED:  # of a review whose file is withdrawn only the record stays
        return
    yield from item.values("abstract")
    yield from dict.fromkeys(recommendation.text for recommendation in item.recommendations)
    yield from dict.fromkeys(finding.text for finding in item.findings)


def _small_words(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        for word in read_words(text):
            written = text[word.start : word.end]
            if written.islower() and written.isalpha() and len(written) >= SHORTEST and written not in COMMON:
                yield word.forms.terms[0], written


def _one_by_one(named: Sequence[Named]) -> list[Named]:
    """Names without those of agencies that stand within a longer name."""
    found: list[Named] = []
    taken: set[int] = set()
    for each in sorted(named, key=lambda name: (-name.length, name.at)):
        places = set(range(each.at, each.at + each.length))
        if each.vocabulary != "agencies" or taken.isdisjoint(places):
            taken |= places
            found.append(each)
    return found

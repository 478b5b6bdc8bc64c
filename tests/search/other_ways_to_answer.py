"""Two other ways to answer a query, slow and plain, to compare with: the engine's own, and reading every word."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from whoosh import query
from whoosh.query import spans

from repository.records.items import BlockRole, Item
from repository.store.library import Library
from search import engine
from search.entries import readable
from search.fields import EXACT, LENGTH_WEIGHT, PARTS, SATURATION, USUAL_LENGTHS, WEIGHTS
from search.wanted import AllOf, AnyOf, Leaf, Near, NoneOf, Phrase, Start, Term, Wanted, Way, Years, leaves
from search.words import read_words


def ids_by_engine(folders: Iterable[Path], wanted: Wanted) -> set[str]:
    """The ids that the engine itself finds."""
    found: set[str] = set()
    for folder in folders:
        with engine.open_folder(folder).searcher() as searcher:
            found |= {searcher.stored_fields(n)["id"] for n in searcher.docs_for_query(engine_query(wanted))}
    return found


def engine_query(wanted: Wanted) -> Any:
    """A query of the engine for what is wanted."""
    match wanted:
        case Leaf(ways, part):
            fields = [part] if part else list(PARTS)
            return query.Or([_way(way, field) for way, _ in ways for field in fields])
        case AllOf(parts):
            return query.And([engine_query(part) for part in parts])
        case AnyOf(parts):
            return query.Or([engine_query(part) for part in parts])
        case NoneOf(part):
            return query.And([query.Every(), query.Not(engine_query(part))])
        case _:
            raise NotImplementedError(wanted)


def _way(way: Way, field: str) -> Any:
    match way:
        case Term(text, True):
            return query.Term(EXACT, text)
        case Term(text):
            return query.Term(field, text)
        case Start(letters):
            return query.Prefix(EXACT, letters)
        case Phrase(terms):
            return query.Phrase(field, list(terms))
        case Near(first, second, within):
            pairs = [(_way(one, field), _way(other, field)) for one in first for other in second]
            return query.Or([_SpanNear(one, other, slop=within, ordered=False) for one, other in pairs])


class _SpanNear(spans.SpanNear):  # type: ignore[misc]
    """The engine's own, which cannot say how many it may find and so cannot be one of several."""

    def estimate_size(self, reader: Any) -> int:
        return int(reader.doc_count_all())

    def estimate_min_size(self, reader: Any) -> int:
        return 0


class PlainReader:
    """Answers by reading every word of every item."""

    def __init__(self, library: Library, ids: Sequence[str]) -> None:
        self.items = {item.id: _Read(library, item) for item in library.catalogue.items(ids)}

    def fits(self, id: str, wanted: Wanted) -> bool:
        """Whether an item fits."""
        match wanted:
            case Leaf():
                return self.items[id].count(wanted) > 0
            case AllOf(parts):
                return all(self.fits(id, part) for part in parts)
            case AnyOf(parts):
                return any(self.fits(id, part) for part in parts)
            case NoneOf(part):
                return not self.fits(id, part)
            case Years(first, last):
                year = self.items[id].item.year_published
                return year is not None and first <= year <= last
            case _:
                raise NotImplementedError(wanted)

    def scores(self, wanted: Wanted) -> dict[str, float]:
        """How well each item fits that does."""
        scores: dict[str, float] = defaultdict(float)
        for leaf in dict.fromkeys(leaves(wanted)):
            counts = {id: read.count(leaf) for id, read in self.items.items()}
            having = sum(count > 0 for count in counts.values())
            rarity = math.log(1 + (len(counts) - having + 0.5) / (having + 0.5))
            for id, count in counts.items():
                scores[id] += rarity * count * (SATURATION + 1) / (SATURATION + count)
        return {id: scores[id] for id in self.items if self.fits(id, wanted)}


class _Read:
    """The words of an item by field: at each place its terms and its exact forms."""

    def __init__(self, library: Library, item: Item) -> None:
        self.item = item
        pages = [page for p in readable(item) for page in library.catalogue.pages(p.id)]
        self._texts: Mapping[str, list[str]] = {
            "body": [page.text for page in pages],
            "title": [item.title],
            "headings": ["\n\n".join(b.text for p in pages for b in p.blocks if b.role == BlockRole.HEADING)],
            "recommendations": ["\n\n".join(r.text for r in item.recommendations)],
            "record": ["\n\n".join(p.title for p in item.publications)],
            "findings": [],
        }

    @cached_property
    def fields(self) -> Mapping[str, tuple[dict[int, set[str]], dict[int, set[str]]]]:
        """By field, terms and exact forms by place."""
        return {name: self._read(texts) for name, texts in self._texts.items()}

    def _read(self, texts: Iterable[str]) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
        terms: dict[int, set[str]] = {}
        exacts: dict[int, set[str]] = {}
        start = 0
        for text in texts:
            words = list(read_words(text))
            for word in words:
                terms[start + word.place] = set(word.terms)
                exacts[start + word.place] = set(word.exacts)
            start += words[-1].place + 1 if words else 0
        return terms, exacts

    def count(self, leaf: Leaf) -> float:
        """What an item has of a leaf, by BM25F."""
        total = 0.0
        for field in [leaf.part] if leaf.part else PARTS:
            places = self.fields[field][0]
            length = max(places, default=-1) + 1
            norm = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / USUAL_LENGTHS[field]
            for way, weight in leaf.ways:
                total += weight * WEIGHTS[field] * len(self.places(way, field)) / norm
        return total

    def places(self, way: Way, field: str) -> set[int]:
        """Where one way of writing an idea begins in a field."""
        terms, exacts = self.fields[field]
        match way:
            case Term(text, exact):
                return {place for place, found in (exacts if exact else terms).items() if text in found}
            case Start(letters):
                return {place for place, found in exacts.items() if any(form.startswith(letters) for form in found)}
            case Phrase(words):
                return {p for p in terms if all(word in terms.get(p + n, ()) for n, word in enumerate(words))}
            case Near(first, second, within):
                near: set[int] = set()
                for one in first:
                    for other in second:
                        for p in self.places(one, field):
                            for q in self.places(other, field):
                                gap = q - (p + _words(one) - 1) if q > p else p - (q + _words(other) - 1)
                                if 1 <= gap <= within:
                                    near.add(p)
                return near


def _words(way: Way) -> int:
    return len(way.terms) if isinstance(way, Phrase) else 1

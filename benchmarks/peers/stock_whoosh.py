"""Whoosh as its handbook shows it: stemmed text fields with every word, BM25F; facets by its sorting facets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import fields, index, query, sorting
from whoosh.analysis import StemmingAnalyzer
from whoosh.query import spans

from benchmarks.documents import Document
from benchmarks.queries import FACETS, NEAR, Form, Query

NAME = "stock Whoosh 2.7.4"


class StockWhoosh:
    """An index of one segment."""

    def __init__(self, folder: Path) -> None:
        (folder / "whoosh").mkdir()
        facets: dict[str, Any] = {name: fields.KEYWORD(commas=True, sortable=True) for name in FACETS}
        self._analyser = StemmingAnalyzer(stoplist=None, minsize=1)
        text = fields.TEXT(self._analyser)
        self._index = index.create_in(str(folder / "whoosh"), fields.Schema(title=text, body=text, **facets))
        self._searcher: Any = None

    def build(self, documents: Iterable[Document]) -> None:
        """Index every review."""
        writer = self._index.writer(limitmb=512)
        for document in documents:
            values = {name: ",".join(found) for name, found in document.facets.items()}
            writer.add_document(title=document.title, body=document.text, **values)
        writer.commit()
        self._searcher = self._index.searcher()

    def ask(self, asked: Query) -> int:
        """The ten best, facets, and how many match."""
        groups = {name: sorting.FieldFacet(name, allow_overlap=True) for name in asked.facets} or None
        found = self._searcher.search(self._query(asked), limit=10, groupedby=groups)
        for name in asked.facets:
            found.groups(name)
        return len(found)

    def _query(self, asked: Query) -> Any:
        stems = [token.text for word in asked.words for token in self._analyser(word)]
        match asked.form:
            case Form.PREFIX:
                return query.Prefix("body", asked.words[0])
            case Form.FUZZY:
                return query.FuzzyTerm("body", asked.words[0])
            case Form.PHRASE:
                return query.Phrase("body", stems)
            case Form.NEAR:
                near = [query.Term("body", stem) for stem in stems]
                return spans.SpanNear(near[0], near[-1], slop=NEAR, ordered=False) if len(near) > 1 else near[0]
            case _:
                return query.And([query.Term("body", stem) for stem in stems])

"""tantivy, a search engine in Rust, by its Python package; in memory-mapped files like ours."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.documents import Document
from benchmarks.queries import FACETS, Form, Query

HOW_TO_GET = ".venv/bin/python -m pip install tantivy"


class Tantivy:
    """An index of English stems; facets are counted by aggregation over raw values. NEAR is a sloppy phrase."""

    def __init__(self, folder: Path) -> None:
        self._tantivy: Any = import_module("tantivy")
        self.name = f"tantivy {version('tantivy')}"
        builder = self._tantivy.SchemaBuilder()
        builder.add_text_field("body", tokenizer_name="en_stem")
        for name in FACETS:
            builder.add_text_field(name, tokenizer_name="raw", fast=True)
        (folder / "tantivy").mkdir()
        self._index = self._tantivy.Index(builder.build(), path=str(folder / "tantivy"))
        self._searcher: Any = None

    def build(self, documents: Iterable[Document]) -> None:
        """Index every review with one thread, and merge what it left."""
        writer = self._index.writer(heap_size=512_000_000, num_threads=1)
        for document in documents:
            made = self._tantivy.Document()
            made.add_text("body", f"{document.title}\n{document.text}")
            for name, values in document.facets.items():
                for value in values:
                    made.add_text(name, value)
            writer.add_document(made)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, query: Query) -> int:
        """The ten best, facets, and how many match."""
        parsed = self._query(query)
        if query.facets:
            wanted = {name: {"terms": {"field": name, "size": 1000}} for name in query.facets}
            found = self._searcher.aggregate(parsed, wanted)
            assert found if isinstance(found, dict) else json.loads(found)
        return int(self._searcher.search(parsed, 10, count=True).count)

    def _query(self, query: Query) -> Any:
        if query.form == Form.PREFIX:
            return self._tantivy.Query.regex_query(self._index.schema, "body", f"{query.words[0]}.*")
        if query.form == Form.FUZZY:
            return self._tantivy.Query.fuzzy_term_query(self._index.schema, "body", query.words[0], distance=1)
        return self._index.parse_query(_written(query), ["body"])


def _written(query: Query) -> str:
    match query.form:
        case Form.PHRASE:
            return f'"{" ".join(query.words)}"'
        case Form.NEAR:
            return f'"{" ".join(query.words)}"~4'
        case _:
            return " AND ".join(query.words)

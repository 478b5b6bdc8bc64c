"""Xapian, a search engine in C++, by Debian's Python bindings."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.documents import Document
from benchmarks.queries import FACETS, NEAR, CannotAsk, Form, Query

HOW_TO_GET = (
    "apt install python3-xapian, then link its folder into an environment of the same Python version: "
    "ln -s /usr/lib/python3/dist-packages/xapian .venv/lib/python3.*/site-packages/"
)


class Xapian:
    """A database of English stems; facet values are packed in value slots and counted by a match spy."""

    def __init__(self, folder: Path) -> None:
        self._xapian: Any = import_module("xapian")
        self.name = f"Xapian {self._xapian.version_string()}"
        self._path = str(folder / "xapian")
        self._stemmer = self._xapian.Stem("en")
        self._database: Any = None

    def build(self, documents: Iterable[Document]) -> None:
        """Index every review."""
        writer = self._xapian.WritableDatabase(self._path, self._xapian.DB_CREATE_OR_OPEN)
        generator = self._xapian.TermGenerator()
        generator.set_stemmer(self._stemmer)
        generator.set_stemming_strategy(generator.STEM_ALL)
        for document in documents:
            made = self._xapian.Document()
            generator.set_document(made)
            generator.index_text(f"{document.title}\n{document.text}")
            for slot, name in enumerate(FACETS):
                made.add_value(slot, "\t".join(document.facets[name]))
            writer.add_document(made)
        writer.commit()
        writer.close()
        self._database = self._xapian.Database(self._path)

    def ask(self, query: Query) -> int:
        """The ten best, facets, and how many match."""
        enquire = self._xapian.Enquire(self._database)
        enquire.set_query(self._query(query))
        spies = [self._xapian.ValueCountMatchSpy(FACETS.index(name)) for name in query.facets]
        for spy in spies:
            enquire.add_matchspy(spy)
        matches = enquire.get_mset(0, 10, self._database.get_doccount())
        for spy in spies:
            list(spy.values())
        return int(matches.get_matches_estimated())

    def _query(self, query: Query) -> Any:
        asked, stems = self._xapian.Query, [self._stemmer(word) for word in query.words]
        match query.form:
            case Form.PHRASE:
                return asked(asked.OP_PHRASE, stems)
            case Form.NEAR:
                return asked(asked.OP_NEAR, stems, NEAR + 1)
            case Form.PREFIX:
                return asked(asked.OP_WILDCARD, query.words[0], 0, asked.WILDCARD_LIMIT_ERROR)
            case Form.FUZZY:
                raise CannotAsk
            case _:
                return asked(asked.OP_AND, stems)

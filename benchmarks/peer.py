"""SQLite's own full-text search on the same texts, to measure beside ours in the same run."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from repository.records.items import Collection
from repository.store.library import Library


class FullTextPeer:
    """An FTS5 table with a row for each item: its title and all its text, stemmed (Porter), without accents."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute("CREATE VIRTUAL TABLE item USING fts5(title, body, tokenize='porter unicode61')")

    def build(self, library: Library, collection: Collection) -> float:
        """Index every item; returns the seconds it took, reading the catalogue included."""
        began = time.perf_counter()
        for item in library.catalogue.each_item(collection):
            texts = (page.text for p in item.publications for page in library.catalogue.pages(p.id))
            self._connection.execute("INSERT INTO item VALUES (?, ?)", (item.title, "\n\n".join(texts)))
        self._connection.commit()
        return time.perf_counter() - began

    def search(self, query: str) -> int:
        """Rank all that match and take the ten best; returns how many match. Operators as ours, in this
        benchmark's queries."""
        ranked = "SELECT rowid FROM item WHERE item MATCH ? ORDER BY bm25(item, 6.0, 1.0) LIMIT 10"
        self._connection.execute(ranked, (query,)).fetchall()
        counted = self._connection.execute("SELECT count(*) FROM item WHERE item MATCH ?", (query,))
        return int(counted.fetchone()[0])

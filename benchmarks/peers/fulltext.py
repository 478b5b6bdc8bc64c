"""SQLite's own full-text search (FTS5), stemmed (Porter), without accents; facets in tables beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from benchmarks.documents import Document
from benchmarks.queries import FACETS, NEAR, CannotAsk, Form, Query

NAME = f"SQLite FTS5 {sqlite3.sqlite_version}"


class FullText:
    """An FTS5 table with a row for each review, and a table of each facet's values."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "fts5.sqlite")
        self._connection.execute("CREATE VIRTUAL TABLE item USING fts5(title, body, tokenize='porter unicode61')")
        for name in FACETS:
            self._connection.execute(f"CREATE TABLE {name} (item INTEGER, value TEXT)")

    def build(self, documents: Iterable[Document]) -> None:
        """Index every review."""
        for number, document in enumerate(documents, start=1):
            self._connection.execute("INSERT INTO item VALUES (?, ?)", (document.title, document.text))
            for name, values in document.facets.items():
                self._connection.executemany(f"INSERT INTO {name} VALUES (?, ?)", [(number, value) for value in values])
        for name in FACETS:
            self._connection.execute(f"CREATE INDEX {name}_item ON {name} (item, value)")
        self._connection.commit()

    def ask(self, query: Query) -> int:
        """Rank all that match and take the ten best, count facets; returns how many match."""
        asked = (_match(query),)
        if query.facets:
            self._connection.execute("DROP TABLE IF EXISTS temp.matched")
            self._connection.execute(
                "CREATE TEMP TABLE matched AS SELECT rowid AS item FROM item WHERE item MATCH ?", asked
            )
            for name in query.facets:
                self._connection.execute(
                    f"SELECT value, count(*) FROM matched JOIN {name} USING (item) GROUP BY value"
                ).fetchall()
        ranked = "SELECT rowid FROM item WHERE item MATCH ? ORDER BY bm25(item, 6.0, 1.0) LIMIT 10"
        self._connection.execute(ranked, asked).fetchall()
        counted = self._connection.execute("SELECT count(*) FROM item WHERE item MATCH ?", asked)
        return int(counted.fetchone()[0])


def _match(query: Query) -> str:
    match query.form:
        case Form.PHRASE:
            return f'"{" ".join(query.words)}"'
        case Form.NEAR:
            return f"NEAR({' '.join(query.words)}, {NEAR - 1})"
        case Form.PREFIX:
            return f"{query.words[0]}*"
        case Form.FUZZY:
            raise CannotAsk
        case _:
            return " AND ".join(query.words)

"""Whether a text was withdrawn is asked of the withdrawn ones alone, however large the library is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import event

from repository.governance.withdrawal import withdraw_item
from repository.records.items import Collection, Kind, PublicationKind
from repository.settings import Settings
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import Library, open_library
from repository.store.sketches import SIZE, Sketch, nearest_refused


def deposit(library: Library, name: str, sketch: Sketch) -> str:
    publication = NewPublication(PublicationKind.OVERVIEW_REPORT, name, sha256=name, source=name, sketch=sketch)
    return library.deposits.take_in(NewItem(Kind.REVIEW, Collection.SAMPLES, publication)).item_id


def test_only_withdrawn_texts_are_compared_and_found_by_their_keys(tmp_path: Path) -> None:
    with open_library(Settings(home=tmp_path)) as library:
        shared = tuple(range(1, SIZE + 1))
        gone = deposit(library, "a" * 64, shared)
        deposit(library, "b" * 64, shared)
        assert nearest_refused(library.engine, shared) == 0.0
        withdraw_item(library, gone, "names a child")
        assert nearest_refused(library.engine, shared) == 1.0
        assert nearest_refused(library.engine, shared[:64] + tuple(range(1_000, 1_064))) > 0.3
        assert nearest_refused(library.engine, tuple(range(10_000, 10_000 + SIZE))) == 0.0


def test_the_library_is_not_gone_through_for_each_file(tmp_path: Path) -> None:
    asked: list[tuple[str, Any]] = []
    with open_library(Settings(home=tmp_path)) as library:
        event.listen(library.engine, "before_cursor_execute", lambda c, k, sql, given, x, m: asked.append((sql, given)))
        nearest_refused(library.engine, tuple(range(SIZE)))
        (statement,) = [each for each in asked if "sketch" in each[0]]
        with library.engine.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement[0]}", statement[1]).all()
    steps = " ".join(str(row[-1]) for row in plan)
    assert "SCAN sketch" not in steps
    assert "ix_sketch_key_key" not in steps
    assert "ix_sketch_item_id" in steps

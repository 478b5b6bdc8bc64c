"""The database: new ones are made by the migrations, and the migrations make exactly the tables of the code."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from repository.errors import LibraryError
from repository.store import database
from repository.store.database import SCHEMA, open_database
from repository.store.tables import metadata


def test_a_new_database_gets_the_tables_of_the_code(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'new' / 'catalogue.sqlite'}")
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
        assert differences == []
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}
    engine.dispose()


def test_the_last_migration_is_the_one_that_the_code_needs() -> None:
    versions = Path(database.__file__).parent / "migrations" / "versions"
    assert max(versions.glob("[0-9]*.py")).name.startswith(f"{SCHEMA}_")


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'catalogue.sqlite'}"
    open_database(address).dispose()
    before = (tmp_path / "catalogue.sqlite").read_bytes()
    open_database(address).dispose()
    assert (tmp_path / "catalogue.sqlite").read_bytes() == before


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'catalogue.sqlite'}"
    engine = open_database(address)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(LibraryError, match="another version"):
        open_database(address)


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(LibraryError, match=r"catalogue\.sqlite"):
        open_database(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")

"""Opening the catalogue's database: SQLite beside the library by default, anything SQLAlchemy speaks by address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect
from sqlalchemy.exc import SQLAlchemyError

from repository.errors import LibraryError

SCHEMA = "0002"
"""The migration that this code needs; the last file in migrations/versions."""


def open_database(address: str) -> Engine:
    """Return an engine on a database whose tables are those of this version.

    A new database gets its tables, an older one is migrated. Raises LibraryError when it can't be
    opened or was written by a newer version.
    """
    if address.startswith("sqlite:///"):
        Path(address.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    try:
        engine = create_engine(address)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        if _schema(engine) != SCHEMA:
            _migrate(engine)
    except SQLAlchemyError as error:
        raise LibraryError(
            f"The catalogue's database {address} cannot be opened: {error.args[0]}.",
            "Check the path, its permissions and the disk.",
        ) from error
    return engine


def erase_log(engine: Engine) -> None:
    """Leave no deleted words in SQLite's write-ahead log: move it into the database file and cut it to nothing.

    The file itself keeps none (`secure_delete`). Waits up to 30 seconds for readers that still need the log.
    """
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _prepare_sqlite(connection: Any, record: object) -> None:
    # Write-ahead log: readers never wait for the one writer. secure_delete: a withdrawn text does not
    # stay behind in free pages. The driver's own BEGIN is off; _begin_sqlite says when a unit begins.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON",
                   "busy_timeout=30000"):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "BEGIN")
    connection.exec_driver_sql(mode)


def _schema(engine: Engine) -> str:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none())


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.execution_options(sqlite_begin="BEGIN IMMEDIATE").begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise LibraryError(
                f"The catalogue was written by another version of this program ({error}).",
                "Install the newest version.",
            ) from error

"""Where the library lives and how it is served: environment first, then a TOML file, then defaults."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from repository.errors import WrongUsage

FILE_NAME = "case-reviews.toml"
KNOWN = {"port", "host", "address", "contact", "library_name", "database_url", "requests_per_minute"}


@dataclass(frozen=True)
class Settings:
    """Everything that can be configured.

    `home` is the instance folder (database, originals, index); `contact` is shown on the takedown
    page; `address` is where the public reaches the site (`https://reviews.example.org`), empty for a
    library on one's own machine; `database_url` is an SQLAlchemy address, by default an SQLite file in `home`;
    `requests_per_minute` is what the site answers to one address before it asks it to wait, 0 for no limit.
    """

    home: Path
    host: str = "127.0.0.1"
    port: int = 8000
    address: str = ""
    contact: str = ""
    library_name: str = "Case Review Library"
    database_url: str = ""
    requests_per_minute: int = 600

    @property
    def database(self) -> str:
        """The address of the catalogue's database."""
        return self.database_url or f"sqlite:///{self.home / 'catalogue.sqlite'}"

    @property
    def originals(self) -> Path:
        """The closed store of source files, by SHA-256."""
        return self.home / "originals"

    @property
    def index(self) -> Path:
        """The folder of index generations; derived, can be thrown away."""
        return self.home / "index"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings in force.

    `CASE_REVIEWS_HOME` names the instance folder (default `instance` in the current folder), in
    which `case-reviews.toml` may set `port`, `host`, `address`, `contact`, `library_name`, `database_url`,
    `requests_per_minute`;
    `CASE_REVIEWS_SETTINGS` names another file. `PORT` wins over the file. Raises WrongUsage with one
    sentence for a missing file, an unknown key or a value that is not of its kind.
    """
    environment = os.environ if environment is None else environment
    home = Path(environment.get("CASE_REVIEWS_HOME") or "instance").expanduser().absolute()
    if home.exists() and not home.is_dir():
        raise WrongUsage(f"CASE_REVIEWS_HOME is {home}, which is not a folder.", "Name a folder.")
    values = _file_values(home, environment.get("CASE_REVIEWS_SETTINGS"))
    port = environment.get("PORT") or values.get("port", 8000)
    return Settings(
        home=home,
        host=_text(values, "host", "127.0.0.1"),
        port=_port(port),
        address=_text(values, "address", ""),
        contact=_text(values, "contact", ""),
        library_name=_text(values, "library_name", "Case Review Library"),
        database_url=_text(values, "database_url", ""),
        requests_per_minute=_limit(values.get("requests_per_minute", 600)),
    )


def _file_values(home: Path, named: str | None) -> dict[str, object]:
    path = Path(named).expanduser() if named else home / FILE_NAME
    if not path.is_file():
        if named:
            raise WrongUsage(f"CASE_REVIEWS_SETTINGS names {path}, which is not a file.", "Correct the path.")
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongUsage(f"{path} is not valid TOML: {error}.", "Correct the line it names.") from error
    unknown = sorted(set(values) - KNOWN)
    if unknown:
        raise WrongUsage(f"{path}: unknown setting '{unknown[0]}'.", f"Known: {', '.join(sorted(KNOWN))}.")
    return values


def _text(values: Mapping[str, object], key: str, default: str) -> str:
    value = values.get(key, default)
    if not isinstance(value, str):
        raise WrongUsage(f"The setting '{key}' must be text in quotes, not {value!r}.", "Correct it.")
    return value


def _limit(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise WrongUsage(
            f"The setting 'requests_per_minute' is {value!r}, which is not a whole number from 0.",
            "Correct it; 0 means no limit.",
        )
    return value


def _port(value: object) -> int:
    try:
        number = int(str(value))
    except ValueError:
        number = 0
    if isinstance(value, bool) or not 1 <= number <= 65535:
        raise WrongUsage(f"The port is {value!r}, which is not a number from 1 to 65535.", "Correct PORT.")
    return number

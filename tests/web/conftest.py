"""A library of invented records with its site, and a reader who checks every page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from repository.settings import Settings
from repository.store.library import Library, open_library
from tests.web.example_library import Examples, build
from tests.web.page_checks import Reader
from web.app import create_app


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    settings = Settings(tmp_path_factory.mktemp("site"), contact="library@example.org")
    with open_library(settings) as opened:
        yield opened


@pytest.fixture(scope="session")
def examples(library: Library) -> Examples:
    return build(library)


@pytest.fixture(scope="session")
def app(library: Library, examples: Examples) -> Flask:
    return create_app(library)


@pytest.fixture(scope="session")
def reader(app: Flask) -> Reader:
    return Reader(app)

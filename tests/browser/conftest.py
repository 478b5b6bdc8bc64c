"""A real browser on a real server with the invented records; skipped where there is no Chromium, except in CI."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from waitress import create_server

from repository.settings import Settings
from repository.store.library import open_library
from tests.browser.every_page import FAILING, fail
from tests.web.example_library import Examples, build
from web.app import create_app

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
CHROMIUM = shutil.which("chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder; without Chromium skip it, unless this is CI, where it must fail."""
    here = os.path.dirname(__file__)
    for item in items:
        if not str(item.path).startswith(here):
            continue
        item.add_marker(pytest.mark.browser)
        if CHROMIUM is None and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed (apt install chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.fail("Chromium is not installed (apt install chromium)")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGS}


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Examples]]:
    """The address of a running site and the ids of its records."""
    settings = Settings(tmp_path_factory.mktemp("browser"), contact="library@example.org")
    with open_library(settings) as library:
        examples = build(library)
        app = create_app(library)
        app.add_url_rule(FAILING, "fail", fail)
        with serving(app) as address:
            yield address, examples


@pytest.fixture(scope="session")
def empty_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of a library that holds nothing."""
    with open_library(Settings(tmp_path_factory.mktemp("empty"))) as library, serving(create_app(library)) as address:
        yield address


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve a site on a free port of this machine, and give its address."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4, ident=None)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="session")
def base_url(served: tuple[str, Examples]) -> str:
    return served[0]


@pytest.fixture(scope="session")
def examples(served: tuple[str, Examples]) -> Examples:
    return served[1]

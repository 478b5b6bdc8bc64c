"""An empty library in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from repository.settings import Settings
from repository.store.library import Library, open_library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(tmp_path)) as opened:
        yield opened

"""Serving: the address is said, a taken port is one sentence, idle connections do not silence the site."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from repository.errors import WrongUsage
from repository.settings import Settings
from web.serving import address_of, require_public_address

START = "from repository.command_line import main; main()"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def start(home: Path, port: int) -> subprocess.Popen[str]:
    environment = os.environ | {"CASE_REVIEWS_HOME": str(home), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", START, "serve"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[int, str]]:
    port = free_port()
    process = start(tmp_path, port)
    assert process.stdout is not None
    said = process.stdout.readline()
    yield port, said
    process.terminate()
    process.communicate(timeout=10)


def answer(port: int) -> float:
    began = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/about", timeout=10) as response:
        assert response.status == 200
        assert "Server" not in response.headers
    return time.monotonic() - began


def test_the_address_is_said_and_silent_connections_do_no_harm(served: tuple[int, str], tmp_path: Path) -> None:
    port, said = served
    assert f"http://127.0.0.1:{port}" in said
    answer(port)
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(300)]
    try:
        for connection in idle:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        assert answer(port) < 1
    finally:
        for connection in idle:
            connection.close()
    second = start(tmp_path, port)
    out, error = second.communicate(timeout=20)
    assert second.returncode == 1
    assert error == (
        f"Port {port} is taken by another program. End it, or choose another port: PORT=8001 case-reviews serve\n"
    )


def test_listening_to_the_whole_network_needs_a_public_address() -> None:
    with pytest.raises(WrongUsage, match="how people reach the site"):
        require_public_address(Settings(Path("nowhere"), host="0.0.0.0"))
    require_public_address(Settings(Path("nowhere"), host="0.0.0.0", address="https://reviews.example.org"))
    require_public_address(Settings(Path("nowhere")))


def test_addresses_to_type() -> None:
    assert address_of(Settings(Path("nowhere"), host="::1", port=8001)) == "http://[::1]:8001"

"""Untrusted files cost at most their own reading process: time, memory, crashes, and what comes back."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from ingest.answers import AnswerRefused, pack, unpack
from ingest.documents import ExtractedDocument, Unreadable
from ingest.parsing_limits import Workers
from repository.records.items import Block, BlockRole
from tests.ingest.badly_behaved_readers import read


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers[ExtractedDocument]]:
    with Workers(read, seconds=2, megabytes=128) as made:
        yield made


def text(workers: Workers[ExtractedDocument], order: str) -> str:
    return workers.run(order.encode(), "file.pdf").pages[0].text


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("spin", "took longer than 2 seconds"),
        ("sleep", "took longer than 2 seconds"),
        ("hoard", "needed more than 128 MB"),
        ("crash", "the reader crashed (signal 11)"),
        ("recurse", "its parts are nested too deeply"),
        ("refuse", "not today"),
        ("fail", "the reader failed (ValueError)"),
        ("foreign", "the reader gave no usable answer"),
        ("connect", "the reader failed (PermissionError)"),
        ("write", "the reader failed (PermissionError)"),
    ],
)
def test_trouble_is_a_reason_and_the_next_file_is_read(
    workers: Workers[ExtractedDocument], order: str, reason: str
) -> None:
    with pytest.raises(Unreadable) as raised:
        workers.run(order.encode(), "file.pdf")
    assert raised.value.reason == reason
    assert text(workers, "a good file") == "a good file"


def test_a_process_is_used_again_and_is_not_ours(workers: Workers[ExtractedDocument]) -> None:
    first, second = text(workers, "process"), text(workers, "process")
    assert first == second != str(os.getpid())


def test_it_works_in_an_empty_folder_and_prints_into_nothing(workers: Workers[ExtractedDocument]) -> None:
    assert text(workers, "folder") == ""
    assert text(workers, "print") == "print"


def test_only_named_programs_may_be_started_and_only_the_own_folder_written_in() -> None:
    echo, cat = (str(shutil.which(name)) for name in ("echo", "cat"))
    with Workers(read, seconds=10, megabytes=256, programs=(echo,)) as workers:
        assert text(workers, f"run {echo} words") == "words"
        with pytest.raises(Unreadable, match="PermissionError"):
            text(workers, f"run {cat} /etc/hostname")
        assert text(workers, "write") == "write"
        with pytest.raises(Unreadable, match="PermissionError"):
            text(workers, "write outside")


def test_what_a_reading_process_started_ends_with_it() -> None:
    sleep = str(shutil.which("sleep"))
    with (
        Workers(read, seconds=1, megabytes=256, programs=(sleep,)) as workers,
        pytest.raises(Unreadable, match="longer than 1 seconds"),
    ):
        text(workers, f"run {sleep} 61.5")
    started = [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == [sleep, "61.5"]]
    assert [p for p in started if p.status() != psutil.STATUS_ZOMBIE] == []


def test_answers_come_in_order_with_reasons_among_them() -> None:
    orders = ["one", "refuse", "two", "crash", "three", "four"]
    with Workers(read, count=2, seconds=10, megabytes=128) as workers:
        answers = list(workers.run_all((order.encode(), "x") for order in orders))
    told = [a.reason if isinstance(a, Unreadable) else a.pages[0].text for a in answers]
    assert told == ["one", "not today", "two", "the reader crashed (signal 11)", "three", "four"]


def test_files_are_taken_only_as_processes_get_free() -> None:
    taken: list[int] = []

    def files() -> Iterator[tuple[bytes, str]]:
        for number in range(50):
            taken.append(number)
            yield b"text", "x"

    with Workers(read, count=2, megabytes=128) as workers:
        answers = workers.run_all(files())
        next(answers)
        assert len(taken) <= 4
        answers.close()  # type: ignore[attr-defined]


def test_closing_ends_the_processes() -> None:
    with Workers(read, megabytes=128) as workers:
        child = int(text(workers, "process"))
        assert psutil.pid_exists(child)
    assert not psutil.pid_exists(child)


def test_a_child_ends_when_its_parent_is_killed_and_leaves_no_folder(tmp_path: Path) -> None:
    program = (
        "import os, signal\nfrom ingest.parsing_limits import Workers\n"
        "from tests.ingest.badly_behaved_readers import read\n"
        "print(Workers(read).run(b'process', 'x').pages[0].text, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False
    )
    child = int(ended.stdout)
    for _ in range(50):
        if not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE:
            break
        time.sleep(0.1)
    else:
        pytest.fail("the reading process outlived its parent")
    assert list(tmp_path.iterdir()) == []


def test_only_records_come_back() -> None:
    block = Block(BlockRole.HEADING, "Findings", level=1)
    assert unpack(pack(("ok", block))) == ("ok", block)
    for foreign in (os.system, print, Workers):
        with pytest.raises(AnswerRefused):
            unpack(pickle.dumps(foreign))
    with pytest.raises(AnswerRefused):
        unpack(b"no pickle at all")

"""Reads untrusted files in processes with limits of time and memory, so that a bad file harms nothing else."""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Generic, TypeVar

from ingest.answers import AnswerRefused, receive, send, unpack
from ingest.documents import Unreadable

T = TypeVar("T")
FILES_PER_PROCESS = 200
"""A process is replaced after so many files: what a parser leaks ends with it."""
START_SECONDS = 60


class Worker:
    """One reading process, started when first needed and again after any trouble. For one thread at a time."""

    def __init__(self, function: str, seconds: int, megabytes: int, programs: tuple[str, ...] = ()) -> None:
        self._programs = programs
        self._function = function
        self._seconds = seconds
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = ""
        self._files = 0
        self._timed_out = False

    def ask(self, content: bytes, name: str) -> Any:
        """The function's answer for one file; raises Unreadable with the reason where there is none."""
        process = self._started()
        self._files += 1
        try:
            kind, answer = self._exchange(process, (os.fsencode(name), content), self._seconds)
        except (EOFError, OSError):
            raise Unreadable(self._end_of(process)) from None
        except AnswerRefused:
            self.close()
            raise Unreadable("the reader gave no usable answer") from None
        if kind != "ok":
            self.close()  # after trouble the next file gets a clean process
            raise Unreadable(str(answer))
        if self._files >= FILES_PER_PROCESS:
            self.close()
        return answer

    def close(self) -> None:
        """End the process and remove its folder."""
        if self._process is not None:
            _kill(self._process)
            for stream in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):  # closing writes what is left to a process that is gone
                    if stream:
                        stream.close()
            self._process.wait()
            self._process = None
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = ""

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._files = 0
        self._folder = tempfile.mkdtemp(prefix="case-review-reading-")
        arguments = [self._function, str(self._seconds), str(self._megabytes), *self._programs]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ingest.parsing_child", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env=_environment(),
            start_new_session=True,
        )
        try:
            kind, problem = self._exchange(self._process, (), START_SECONDS)
        except (EOFError, OSError, AnswerRefused):
            kind, problem = "failed", "it ended at once"
        if kind != "ready":
            self.close()
            raise RuntimeError(f"The reading process for {self._function} does not start: {problem}")
        return self._process

    def _exchange(self, process: subprocess.Popen[bytes], parts: tuple[bytes, ...], seconds: int) -> tuple[str, Any]:
        """Send some parts and wait for the answer; the process is ended when the time is over."""
        self._timed_out = False
        timer = threading.Timer(seconds, self._stop, args=(process,))
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            send(process.stdin, *parts)  # type: ignore[arg-type]
            kind, answer = unpack(receive(process.stdout))  # type: ignore[arg-type]
            return kind, answer
        finally:
            timer.cancel()

    def _stop(self, process: subprocess.Popen[bytes]) -> None:
        self._timed_out = True
        _kill(process)

    def _end_of(self, process: subprocess.Popen[bytes]) -> str:
        """Why the process ended, as a reason."""
        try:
            code = process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            code = 0
        timed_out = self._timed_out
        self.close()
        if timed_out or code == -signal.SIGXCPU:
            return f"took longer than {self._seconds} seconds"
        if code < 0:
            return f"the reader crashed (signal {-code})"
        return f"the reader ended without an answer (code {code})"


class Workers(Generic[T]):
    """Some reading processes for one importable function of a file's content and name.

    Use it as a context manager. A file that takes longer than `seconds` (of the clock or of the
    processor) or needs more than `megabytes` beyond the program itself costs its process and nothing else.
    The process may start the `programs` (whole paths) and no others.
    """

    def __init__(
        self,
        function: Callable[[bytes, str], T],
        *,
        count: int = 1,
        seconds: int = 60,
        megabytes: int = 512,
        programs: tuple[str, ...] = (),
    ) -> None:
        self.count = max(1, count)
        name = f"{function.__module__}:{function.__qualname__}"
        self._all = [Worker(name, seconds, megabytes, programs) for _ in range(self.count)]
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)

    def __enter__(self) -> Workers[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes."""
        for worker in self._all:
            worker.close()

    def run(self, content: bytes, name: str) -> T:
        """The function's answer for one file; waits for an idle process. Raises Unreadable with the reason."""
        worker = self._idle.get()
        try:
            answer: T = worker.ask(content, name)
            return answer
        finally:
            self._idle.put(worker)

    def run_all(self, files: Iterable[tuple[bytes, str]]) -> Iterator[T | Unreadable]:
        """Answers in the order of the files, an Unreadable in the place of one that cannot be read.

        Files are taken from the iterable as processes get free: never more than two for each are held.
        """
        waiting: deque[Future[T | Unreadable]] = deque()
        with ThreadPoolExecutor(self.count) as threads:
            try:
                for content, name in files:
                    waiting.append(threads.submit(self._outcome, content, name))
                    del content
                    if len(waiting) > self.count:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()

    def _outcome(self, content: bytes, name: str) -> T | Unreadable:
        try:
            return self.run(content, name)
        except Unreadable as unreadable:
            return unreadable


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a reading process with all that it started: it is the first of a session of its own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _environment() -> dict[str, str]:
    """What the process needs to find the program, and nothing that a file should know."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if key in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH")
    }
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)
    # One arena for all threads: each further one reserves 64 MB of the address space that is limited.
    return {
        **kept,
        "PYTHONPATH": path,
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "1",
        "PYTHONWARNINGS": "ignore",
    }

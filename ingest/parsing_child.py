"""The process that reads untrusted files: it limits itself and answers one file after another.

Run as `python -m ingest.parsing_child MODULE:FUNCTION SECONDS MEGABYTES [PROGRAM…]`. It reads a name and a content from
its input and writes `("ok", answer)` or `("unreadable", reason)` to its output, until its input ends.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO

from ingest.answers import pack, receive, send
from ingest.documents import Unreadable

FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn", "ctypes.dlopen")
"""Events of Python's audit hook (PEP 578) that reading a file never needs once everything is imported."""
TOO_MUCH_MEMORY = "needed more than {} MB"


def main(arguments: list[str]) -> None:
    """Answer files until the input ends."""
    function, seconds, megabytes = arguments[0], int(arguments[1]), int(arguments[2])
    requests, answers = _own_streams()
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    try:
        read = _imported(function)
    except Exception as error:
        send(answers, pack(("failed", f"{type(error).__name__}: {error}")))
        return
    _limit_memory(megabytes)
    sys.addaudithook(partial(_refuse_outside_world, programs=frozenset(arguments[3:]), folder=os.getcwd()))
    send(answers, pack(("ready", "")))
    while True:
        try:
            name, content = os.fsdecode(receive(requests)), receive(requests)
        except EOFError:
            _remove_folder()
            return
        _limit_time(seconds)
        send(answers, _answer(read, content, name, megabytes))
        del content
        gc.collect()


def _answer(read: Callable[[bytes, str], Any], content: bytes, name: str, megabytes: int) -> bytes:
    """The packed answer; whatever goes wrong in reading is a reason and no error."""
    try:
        return pack(("ok", read(content, name)))
    except Unreadable as error:
        return pack(("unreadable", error.reason))
    except MemoryError:
        pass
    except RecursionError:
        return pack(("unreadable", "its parts are nested too deeply"))
    except Exception as error:
        return pack(("unreadable", f"the reader failed ({type(error).__name__})"))
    gc.collect()
    return pack(("unreadable", TOO_MUCH_MEMORY.format(megabytes)))


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the parent, kept away from anything a library prints."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return requests, answers


def _imported(function: str) -> Callable[[bytes, str], Any]:
    module, _, name = function.partition(":")
    found: Callable[[bytes, str], Any] = getattr(importlib.import_module(module), name)
    return found


def _end_with_parent(parent: int) -> None:
    """Leave when the process that started this one is gone, also in the middle of a file."""
    while os.getppid() == parent:
        time.sleep(1)
    _remove_folder()
    os._exit(1)


def _remove_folder() -> None:
    """Take away the empty working folder that a parent which was killed could not."""
    with contextlib.suppress(OSError):
        os.rmdir(os.getcwd())


def _limit_memory(megabytes: int) -> None:
    """Allow so much address space beyond what the program itself takes; not every system knows this limit."""
    with contextlib.suppress(OSError, ValueError):
        with open("/proc/self/statm", encoding="ascii") as statm:
            taken = int(statm.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + megabytes * 1024 * 1024,) * 2)


def _limit_time(seconds: int) -> None:
    """Allow so many seconds of the processor from now on; the system ends the process after them."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _refuse_outside_world(event: str, arguments: tuple[Any, ...], *, programs: frozenset[str], folder: str) -> None:
    """Python code may reach no network and start no program but those named: a second wall behind the parsers' care.

    Where it may start programs it may also write, in its own folder, what they are to read.
    """
    if event == "subprocess.Popen" and arguments[0] in programs:
        return
    if event == "open" and programs and os.path.dirname(os.path.abspath(str(arguments[0]))) == folder:
        return
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"reading a file does not need {event}")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise PermissionError("reading a file writes nothing")


if __name__ == "__main__":
    main(sys.argv[1:])

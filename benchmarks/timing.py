"""How long things take: processor time of queries and builds, and the machine they ran on."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.queries import Query

Ask = Callable[[Query], object]
RUNS = 3
"""How often a query is measured after it was asked once; the shortest counts, since others use the machine too."""
LONG = 300.0
"""Milliseconds after which a query is not measured once more."""


@dataclass(frozen=True)
class Times:
    """Milliseconds of processor time: the median of some queries and their 95th percentile."""

    median: float
    high: float


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of processor time with that of child processes."""

    wall: float
    processor: float

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.wall - other.wall, self.processor - other.processor)


def time_queries(ask: Ask, queries: Sequence[Query]) -> Times:
    """Each query asked once, then measured RUNS times, of which the shortest counts."""
    measured = []
    for query in queries:
        ask(query)
        runs = [_milliseconds(ask, query)]
        while len(runs) < RUNS and sum(runs) < LONG:
            runs.append(_milliseconds(ask, query))
        measured.append(min(runs))
    return _summed_up(measured)


def time_first(ask: Ask, queries: Sequence[Query]) -> Times:
    """Each query measured the first time it is asked."""
    return _summed_up([_milliseconds(ask, query) for query in queries])


def spent(work: Callable[[], object]) -> Spent:
    """What some work takes."""
    wall, processor = time.perf_counter(), _processor_seconds()
    work()
    return Spent(time.perf_counter() - wall, _processor_seconds() - processor)


def machine() -> str:
    """Processor, cores, memory, Python and system, in one line."""
    cores, memory = os.cpu_count(), psutil.virtual_memory().total / 2**30
    return f"{_processor()}, {cores} cores, {memory:.0f} GB, Python {platform.python_version()}, {platform.platform()}"


def load() -> str:
    """How busy the machine is: processes waiting for it, over the last minute and quarter of an hour."""
    one, _, fifteen = os.getloadavg()
    return f"load {one:.1f} over the last minute, {fifteen:.1f} over a quarter of an hour"


def _milliseconds(ask: Ask, query: Query) -> float:
    began = time.thread_time_ns()
    ask(query)
    return (time.thread_time_ns() - began) / 1e6


def _summed_up(measured: Sequence[float]) -> Times:
    return Times(statistics.median(measured), statistics.quantiles(measured, n=20)[-1])


def _processor_seconds() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "processor unknown"
    )

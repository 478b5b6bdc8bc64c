"""What became of each file: every one of them gets a line, whatever happened to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

STATUSES = ("quarantined", "refused", "held", "no_text", "new_version", "ok", "unchanged")
"""Failure first: what a person should look at stands at the top."""
NOT_TAKEN_IN = frozenset({"quarantined", "refused", "held", "no_text"})


@dataclass(frozen=True)
class FileOutcome:
    """One file's outcome. `file` is the path as given, `id` the item it became (empty where none; for a held file
    the id by which it is released), `pages` a count, `seconds` the time it took, `reason` a short sentence where
    there is one."""

    file: str
    status: str
    reason: str = ""
    flags: tuple[str, ...] = ()
    id: str = ""
    pages: int = 0
    seconds: float = 0.0

    def as_json(self) -> dict[str, object]:
        """The outcome as scripts read it."""
        return asdict(self) | {"flags": list(self.flags), "seconds": round(self.seconds, 3)}

    def in_words(self) -> str:
        """The outcome in one line."""
        about = [f"{self.pages} pages"] if self.pages else []
        about += [self.reason] if self.reason else []
        about += [", ".join(self.flags)] if self.flags else []
        tail = f" ({'; '.join(about)})" if about else ""
        return f"{self.status:<12}{self.file}{tail}"


def summary(outcomes: Iterable[FileOutcome] | Counter[str]) -> str:
    """How many files ended how, failures first: "1 quarantined, 28 ok"; of outcomes, or of how many had a status."""
    counted = outcomes if isinstance(outcomes, Counter) else Counter(o.status for o in outcomes)
    return ", ".join(f"{counted[s]} {s.replace('_', ' ')}" for s in STATUSES if counted[s]) or "no files"

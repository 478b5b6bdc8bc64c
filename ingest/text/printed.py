"""What stands on a printed page before anything is understood: words with their place, and drawn lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Run(NamedTuple):
    """Letters set one after the other in one font. Lengths are in points, `y` is the baseline from the page's foot."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str
    bold: bool


class Rule(NamedTuple):
    """A drawn straight line, or the thin box that stands for one; `x0 <= x1` and `y0 <= y1`, in points."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class PrintedPage:
    """One page as an engine saw it. `number` counts from 1; `turned` are runs not set horizontally.

    `hidden` says how words were hidden and which; `taken_out` is how many letters are in no run for it.
    """

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...] = ()
    turned: tuple[Run, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    taken_out: int = 0

    @cached_property
    def characters(self) -> int:
        """How many characters other than spaces stand on the page."""
        return sum(len(run.text) - run.text.count(" ") for run in self.runs + self.turned)


@dataclass(frozen=True)
class PrintedDocument:
    """All pages of a file. `unknown` counts letters whose meaning the file does not give.

    `attachments` and `notes` are counts; `active` is True where the file would run something;
    `words_lost` counts the words of earlier revisions in the file that the last one no longer has, and
    `revision_unread` is True where a page of one was changed later and could not be read.
    """

    pages: tuple[PrintedPage, ...]
    engine: str
    damaged: bool = False
    unknown: int = 0
    metadata: tuple[tuple[str, str], ...] = ()
    attachments: int = 0
    notes: int = 0
    active: bool = False
    words_lost: int = 0
    revision_unread: bool = False

    @property
    def characters(self) -> int:
        """How many characters other than spaces the document has."""
        return sum(page.characters for page in self.pages)

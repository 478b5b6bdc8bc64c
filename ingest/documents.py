"""What stands between a file and a record: the document as it was read, and all that was found in it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.concerns import Concern
from repository.records.items import Finding, Kind, Page, PublicationKind, Recommendation, Subject
from repository.records.statements import Statement
from repository.store.sketches import Sketch


@dataclass(frozen=True)
class ExtractedDocument:
    """The text of a file, cleaned, page by page.

    `pages` hold every block with its role, those left out of the text too; an HTML file is one page.
    `engine` names what read it, with its version; `flags` say what a curator should know (`damaged`,
    `second_engine`, `hidden_text`, …). `metadata` is what the file says of itself (title, author):
    a hint, never shown. `concerns` are reasons to hold the file until a person has looked at it.
    """

    pages: tuple[Page, ...]
    media_type: str
    engine: str
    flags: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    language: str = "en"
    concerns: tuple[Concern, ...] = ()

    @property
    def characters(self) -> int:
        """Length of the text that a reader would read, in characters."""
        return sum(len(page.text) for page in self.pages)


@dataclass(frozen=True)
class Reading:
    """Everything read from one file: the document, each value with its evidence, and the sketch of its text."""

    document: ExtractedDocument
    kind: Kind
    publication_kind: PublicationKind
    statements: tuple[Statement, ...] = ()
    subjects: tuple[Subject, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    findings: tuple[Finding, ...] = ()
    sketch: Sketch = ()


class Unreadable(Exception):
    """A file that cannot become a record; `reason` is a short plain sentence for the outcome."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

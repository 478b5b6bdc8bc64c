"""What a person must look at before a file is published, said without a word of what is hidden in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ConcernKind(StrEnum):
    """Why a file is held (the checklist of the Information Commissioner's Office on hidden personal information)."""

    HIDDEN_TEXT = "hidden_text"
    TRACKED_CHANGES = "tracked_changes"
    COMMENTS = "comments"
    ATTACHMENTS = "attachments"
    EARLIER_REVISION = "earlier_revision"
    IDENTIFIERS = "identifiers"


@dataclass(frozen=True)
class Concern:
    """One reason to hold a file. `about` repeats nothing hidden; `page` is 0 where it is about the whole file."""

    kind: ConcernKind
    about: str
    page: int = 0

    def in_words(self) -> str:
        """The concern with its page."""
        return f"{self.about} on page {self.page}" if self.page else self.about

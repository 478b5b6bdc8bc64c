"""An item of the library (a review, a thematic briefing, an analysis) and all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from repository.records.dates import year_of
from repository.records.statements import Evidence, Statement, current


class Kind(StrEnum):
    """What is counted together: a count of reviews never includes briefings or analyses."""

    REVIEW = "review"
    BRIEFING = "briefing"
    ANALYSIS = "analysis"


class Collection(StrEnum):
    """Real records and invented samples: no search, count or export mixes them."""

    CATALOGUE = "catalogue"
    SAMPLES = "samples"


class State(StrEnum):
    """What the public may see of an item."""

    DRAFT = "draft"
    HELD = "held"
    PUBLISHED = "published"
    FILE_WITHDRAWN = "file_withdrawn"
    WITHDRAWN = "withdrawn"
    SUPPRESSED = "suppressed"
    MERGED = "merged"


PUBLIC = (State.PUBLISHED, State.FILE_WITHDRAWN)


class PublicationKind(StrEnum):
    """What a file is to its review. The order is the order of preference for the item's own values."""

    OVERVIEW_REPORT = "overview_report"
    THEMATIC_BRIEFING = "thematic_briefing"
    ANALYSIS = "analysis"
    EXECUTIVE_SUMMARY = "executive_summary"
    LEARNING_BRIEF = "learning_brief"
    ACTION_PLAN = "action_plan"
    RESPONSE = "response"
    PROGRESS_REPORT = "progress_report"
    OTHER = "other"


class Availability(StrEnum):
    """Whether a reader can get at a publication, file by file."""

    FULL_TEXT = "full_text"
    CATALOGUE_RECORD_ONLY = "catalogue_record_only"
    SUMMARY_ONLY = "summary_only"
    DELAYED = "delayed"
    INJUNCTED = "injuncted"
    NO_LONGER_PUBLISHED = "no_longer_published"
    FILE_WITHDRAWN = "file_withdrawn"
    NEVER_PUBLISHED = "never_published"


class BlockRole(StrEnum):
    """What a piece of a page is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_HEADER = "table_header"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"
    CONTENTS = "contents"
    RUNNING_HEAD = "running_head"
    PAGE_NUMBER = "page_number"
    FURNITURE = "furniture"


DROPPED = frozenset({BlockRole.CONTENTS, BlockRole.RUNNING_HEAD, BlockRole.PAGE_NUMBER, BlockRole.FURNITURE})
"""Roles kept for `explain` but left out of a page's text."""


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, row or the like, after cleaning, in reading order.

    `level` is 1 for a main heading, 2 and 3 below it, 0 for anything else; `number` is the printed
    paragraph number ("4.2.3") kept apart from the text. `cells` are those of a table row, `text` is
    then the same joined by " | ". `continues` is True where the block goes on with the last kept
    block of the page before.
    """

    role: BlockRole
    text: str
    level: int = 0
    number: str = ""
    cells: tuple[str, ...] = ()
    continues: bool = False


@dataclass(frozen=True)
class Page:
    """One page of a publication. `number` is its place in the file, from 1; `label` the printed number."""

    number: int
    label: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """What a reader of the page reads: blocks kept, one blank line between two of them."""
        return "\n\n".join(f"{b.number} {b.text}".strip() for b in self.blocks if b.role not in DROPPED)


@dataclass(frozen=True)
class Recommendation:
    """A recommendation as printed. `addressees` are agency ids; `pages` are 1-based and in order; `person` and
    `reason` are those of whoever corrected or added it."""

    label: str
    text: str
    pages: tuple[int, ...] = ()
    addressees: tuple[str, ...] = ()
    owner: str = ""
    due: str = ""
    rule: str = ""
    confidence: float = 1.0
    id: str = ""
    publication_id: str = ""
    person: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Finding:
    """A finding in the field's sense: a labelled sentence of a systems review."""

    label: str
    text: str
    pages: tuple[int, ...] = ()
    questions: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0
    id: str = ""
    publication_id: str = ""


@dataclass(frozen=True)
class Subject:
    """Someone the review is about, as the report prints it. `age_months` is None when not stated; `person` and
    `reason` are those of whoever corrected or added it."""

    label: str
    age: str = ""
    age_months: int | None = None
    sex: str = ""
    outcome: str = ""
    evidence: Evidence = Evidence()
    rule: str = ""
    confidence: float = 1.0
    publication_id: str | None = None
    person: str = ""
    reason: str = ""


CARRIES_MORE = frozenset({"hidden_text", "tracked_changes", "comments", "attachments", "earlier_revision"})
"""Flags of a file whose bytes hold words that its pages do not show: its text may be public, the file not."""
ACTIVE = "active_content"
"""The flag of a file that would do something when it is opened."""


@dataclass(frozen=True)
class Publication:
    """One file of an item, or the catalogue's knowledge that such a file exists.

    `version` counts from 1; `superseded_by` is the id of the later version. `sha256`, `media_type`,
    `file_name` and `pages` (a count) are empty where there is only a catalogue record.
    """

    id: str
    kind: PublicationKind
    title: str
    availability: Availability
    where_to_ask: str = ""
    language: str = "en"
    sha256: str = ""
    media_type: str = ""
    file_name: str = ""
    source: str = ""
    pages: int = 0
    version: int = 1
    superseded_by: str | None = None
    engine: str = ""
    flags: tuple[str, ...] = ()

    @property
    def file_is_public(self) -> bool:
        """True where the original file may be handed out: there is one, and it shows all that it holds."""
        return bool(self.sha256) and CARRIES_MORE.isdisjoint(self.flags)


@dataclass(frozen=True)
class Relation:
    """A tie to another item: summary_of, supersedes, superseded_by, disputed_by, response_to, same_case, part_of;
    merged_into on a record that is no more than the way to another.

    `other_id` is empty where the other is not in the library, such as the judgment of a court: the note names it.
    """

    kind: str
    other_id: str
    note: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class EarlierLabel:
    """A label the review was known by before (or elsewhere), and until when."""

    label: str
    until: str = ""
    note: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Withdrawal:
    """That an item was withdrawn: when, by whom, and the class of reason that is said in public."""

    reason: str
    at: datetime
    person: str = ""


LISTED = ("title", "date_published", "review_type", "publishing_body", "publisher_as_printed")
"""Fields that a list of items shows."""


@dataclass(frozen=True)
class Listed:
    """What a list shows of a review, briefing or analysis: its files, and its values of LISTED fields only.

    `statements` hold every value ever said by the current versions; `values`, `value` and the named
    properties give those in force. `added` is in UTC.
    """

    id: str
    kind: Kind
    collection: Collection
    state: State
    slug: str
    added: datetime
    publications: tuple[Publication, ...] = ()
    statements: tuple[Statement, ...] = ()

    def said(self, field: str) -> tuple[Statement, ...]:
        """The statements in force for a field, best first. Raises KeyError for one that no list shows."""
        if field not in LISTED:
            raise KeyError(field)
        return current(self.statements, field)

    def values(self, field: str) -> tuple[str, ...]:
        """The values in force for a field."""
        return tuple(statement.value for statement in self.said(field))

    def value(self, field: str) -> str:
        """The best value of a field, empty where nothing is known."""
        return next(iter(self.values(field)), "")

    @property
    def title(self) -> str:
        """The title in force."""
        return self.value("title") or "Untitled"

    @property
    def year_published(self) -> int | None:
        """The year of publication, None when unknown."""
        return year_of(self.value("date_published"))

    @property
    def is_public(self) -> bool:
        """True where the item may be listed, searched and shown."""
        return self.state in PUBLIC

    @property
    def has_text(self) -> bool:
        """True where at least one publication can be read here."""
        return any(p.availability == Availability.FULL_TEXT for p in self.publications)


@dataclass(frozen=True)
class Item(Listed):
    """A review, briefing or analysis with everything the library knows of it, values of all fields."""

    subjects: tuple[Subject, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    findings: tuple[Finding, ...] = ()
    relations: tuple[Relation, ...] = ()
    earlier_labels: tuple[EarlierLabel, ...] = ()
    withdrawal: Withdrawal | None = None

    def said(self, field: str) -> tuple[Statement, ...]:
        """The statements in force for a field, best first."""
        return current(self.statements, field)

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """Fields whose value in force its source did not confirm, sorted."""
        fields = {s.field for s in self.statements}
        return tuple(sorted(f for f in fields if any(not s.confirmed for s in self.said(f))))


Record = TypeVar("Record", bound=Listed)


_PLACES = {kind: place for place, kind in enumerate(PublicationKind)}


def best_first(publications: Iterable[Publication]) -> tuple[Publication, ...]:
    """Publications with the one that speaks for its item first: overview report before summary."""
    return tuple(sorted(publications, key=lambda p: _PLACES[p.kind]))


def without_superseded(item: Record) -> Record:
    """The item as its current versions tell it: nothing that only an older version said, but all that people said."""
    old = {p.id for p in item.publications if p.superseded_by}
    rank = {p.id: place for place, p in enumerate(best_first(item.publications))}

    def place(part: Statement | Subject | Recommendation | Finding) -> int:
        return rank.get(part.publication_id or "", -1)

    parts: dict[str, Any] = {
        "publications": best_first(p for p in item.publications if p.id not in old),
        "statements": tuple(sorted((s for s in item.statements if s.person or s.publication_id not in old), key=place)),
    }
    for name in ("subjects", "recommendations", "findings") if isinstance(item, Item) else ():
        parts[name] = tuple(sorted((p for p in getattr(item, name) if p.publication_id not in old), key=place))
    return replace(item, **parts)

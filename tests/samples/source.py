"""Reads the source of an invented sample report: what the cover says, then plain paragraphs, lists and tables.

A source is a text file that starts with a few settings between two lines of `+++` (TOML) and goes on
with the report itself in a small part of Markdown. `corpus/samples/README.md` describes the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.samples.settings import DETAILS, ENDINGS, SourceError, check_printable, read_settings

HEADING = re.compile(r"(#{1,6})\s+(.*)")
BULLET = re.compile(r"\s*[-*•]\s+(.*)")
NOTE = re.compile(r"\[\^([^\]\s]+)\]:\s*(.*)")
RULER = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")
CELL_BORDER = re.compile(r"(?<!\\)\|")
MARKS = re.compile(r"\\([\\*_\[\]|#>{}-])|\*\*|\*|\[\^([^\]\s]+)\]")
NUMBER = re.compile(r"(?:\*\*)?(\d+(?:\.\d+)+\.?|\d{1,3}[.)]|\([a-z]{1,4}\))(?:\*\*)?\s+(?=\S)")


@dataclass(frozen=True)
class Run:
    """A stretch of text printed in one style, or the mark of a footnote."""

    text: str
    bold: bool = False
    italic: bool = False
    note: str = ""
    """The label of the footnote that this run points to; the text is then empty."""
    raised: bool = False
    """Printed as small letters or digits above the line."""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading with its own number, if it has one, as part of its words."""

    line: int
    level: int
    """1 to 3."""
    runs: Runs


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, with the number it starts with taken apart."""

    line: int
    number: str
    """As printed: `1.1`, `12.`, `(a)`; empty where the paragraph has none."""
    runs: Runs


@dataclass(frozen=True)
class BulletList:
    """Bulleted lines, one after the other."""

    line: int
    items: tuple[Runs, ...]


@dataclass(frozen=True)
class Table:
    """A table with one header row."""

    line: int
    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True)
class Quotation:
    """Indented words of a person, a document or a box."""

    line: int
    paragraphs: tuple[Runs, ...]


@dataclass(frozen=True)
class Contents:
    """The place of the contents page."""

    line: int


@dataclass(frozen=True)
class NewPage:
    """A page break asked for by the writer."""

    line: int


Block = Heading | Paragraph | BulletList | Table | Quotation | Contents | NewPage


@dataclass(frozen=True, eq=False)
class Source:
    """An invented report, ready to be printed."""

    path: Path
    title: str
    layout: str
    format: str
    running_head: str
    running_head_even: str
    """For left-hand pages; the same as `running_head` where the source gives none."""
    footer: str
    cover: tuple[str, ...]
    blocks: tuple[Block, ...]
    notes: dict[str, Runs] = field(default_factory=dict)
    """Footnotes by label, in the order in which the text first points to them."""
    traps: tuple[str, ...] = ()
    """What real files do to their readers and this one is to do as well; `traps.py` has them all."""
    details: dict[str, str] = field(default_factory=dict)
    """The settings of `DETAILS` that the source gives."""

    @property
    def name(self) -> str:
        """The file name without its ending; the built file has the same."""
        return self.path.stem

    @property
    def built_path(self) -> Path:
        """Where the built file belongs: beside the source."""
        return self.path.with_suffix(f".{ENDINGS.get(self.format, self.format)}")


def read_source(path: Path) -> Source:
    """Parse the source at a path; raises SourceError."""
    return parse_source(path.read_text(encoding="utf-8"), path)


def parse_source(text: str, path: Path) -> Source:
    """Parse the text of a source; the path is for error messages and the name. Raises SourceError."""
    lines = text.splitlines()
    front, first = read_settings(lines, path)
    body = BodyReader(path)
    for number, line in enumerate(lines[first:], start=first + 1):
        body.take(number, line)
    body.finish()
    return Source(
        path=path,
        title=front["title"],
        layout=front["layout"],
        format=front["format"],
        running_head=front["running_head"],
        running_head_even=front.get("running_head_even", front["running_head"]),
        footer=front["footer"],
        cover=tuple(front["cover"]),
        blocks=tuple(body.blocks),
        notes=_notes_in_order(body, path),
        traps=tuple(front.get("traps", ())),
        details={key: front[key] for key in DETAILS if key in front},
    )


def plain_text(runs: Runs) -> str:
    """The words of some runs without their styles and footnote marks."""
    return "".join(run.text for run in runs)


def texts(source: Source) -> Iterator[str]:
    """The words of each block, list item and table cell in reading order, footnotes last."""
    for block in source.blocks:
        yield from _block_texts(block)
    for runs in source.notes.values():
        yield plain_text(runs)


def notes_of(block: Block) -> list[str]:
    """The labels of the footnotes that a block points to, in order."""
    return [run.note for runs in runs_of(block) for run in runs if run.note]


def runs_of(block: Block) -> Iterator[Runs]:
    """The texts of a block with their styles: one of a paragraph, one of each item or cell."""
    if isinstance(block, Heading | Paragraph):
        yield block.runs
    elif isinstance(block, BulletList):
        yield from block.items
    elif isinstance(block, Quotation):
        yield from block.paragraphs
    elif isinstance(block, Table):
        yield from block.header
        for row in block.rows:
            yield from row


def _block_texts(block: Block) -> Iterator[str]:
    for runs in runs_of(block):
        number = block.number if isinstance(block, Paragraph) else ""
        yield f"{number} {plain_text(runs)}".strip()


class BodyReader:
    """Takes the lines of a report one by one and collects its blocks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.blocks: list[Block] = []
        self.notes: dict[str, tuple[int, Runs]] = {}
        self._open = ""
        """What the collected lines are part of: paragraph, bullet, quotation, table, note or nothing."""
        self._lines: list[tuple[int, str]] = []

    def take(self, line: int, text: str) -> None:
        """Read one line; raises SourceError."""
        check_printable(text, self.path, line)
        stripped = text.strip()
        if not stripped:
            self.finish()
        elif stripped in ("{contents}", "{newpage}"):
            self.finish()
            self.blocks.append(Contents(line) if stripped == "{contents}" else NewPage(line))
        elif stripped.startswith("{"):
            raise SourceError(self.path, line, f"unknown instruction {stripped}")
        elif found := HEADING.fullmatch(stripped):
            self._take_heading(line, found)
        else:
            self._take_words(line, text, stripped)

    def finish(self) -> None:
        """Close the block that the collected lines make."""
        lines, self._lines = self._lines, []
        opened, self._open = self._open, ""
        if not lines:
            return
        if opened == "table":
            self.blocks.append(self._table(lines))
        elif opened == "quotation":
            self.blocks.append(self._quotation(lines))
        elif opened == "bullet":
            self._add_item(*_joined(lines))
        elif opened == "note":
            self._add_note(*_joined(lines))
        else:
            self._add_paragraph(*_joined(lines))

    def _take_heading(self, line: int, found: re.Match[str]) -> None:
        self.finish()
        if len(found[1]) > 3:
            raise SourceError(self.path, line, "headings have one to three levels")
        self.blocks.append(Heading(line, len(found[1]), self._runs(line, found[2].rstrip("# "))))

    def _take_words(self, line: int, text: str, stripped: str) -> None:
        if stripped.startswith("|"):
            self._collect("table", line, stripped)
        elif stripped.startswith(">"):
            self._collect("quotation", line, stripped[1:].strip())
        elif BULLET.fullmatch(text) and not stripped.startswith("**"):
            self.finish()
            found = BULLET.fullmatch(text)
            self._collect("bullet", line, found[1] if found else "")
        elif NOTE.fullmatch(stripped):
            self.finish()
            self._collect("note", line, stripped)
        elif self._open in ("bullet", "note") or (self._open == "paragraph" and not self._starts_next(stripped)):
            self._lines.append((line, stripped))
        else:
            self.finish()
            self._collect("paragraph", line, stripped)

    def _starts_next(self, text: str) -> bool:
        """True for the next item of a numbered run written without blank lines."""
        return bool(NUMBER.match(text) and NUMBER.match(self._lines[0][1]))

    def _collect(self, kind: str, line: int, text: str) -> None:
        if self._open != kind:
            self.finish()
        self._open = kind
        self._lines.append((line, text))

    def _add_item(self, line: int, text: str) -> None:
        item = self._runs(line, text)
        if self.blocks and isinstance(self.blocks[-1], BulletList):
            before = self.blocks.pop()
            assert isinstance(before, BulletList)
            self.blocks.append(BulletList(before.line, (*before.items, item)))
        else:
            self.blocks.append(BulletList(line, (item,)))

    def _add_note(self, line: int, text: str) -> None:
        found = NOTE.fullmatch(text)
        assert found
        if found[1] in self.notes:
            raise SourceError(self.path, line, f"footnote {found[1]} is written twice")
        self.notes[found[1]] = (line, self._runs(line, found[2]))

    def _add_paragraph(self, line: int, text: str) -> None:
        found = NUMBER.match(text)
        number = found[1] if found else ""
        self.blocks.append(Paragraph(line, number, self._runs(line, text[found.end() :] if found else text)))

    def _quotation(self, lines: list[tuple[int, str]]) -> Quotation:
        parts: list[list[tuple[int, str]]] = [[]]
        for line, text in lines:
            if not text:
                parts.append([])
            else:
                parts[-1].append((line, text))
        return Quotation(lines[0][0], tuple(self._runs(*_joined(part)) for part in parts if part))

    def _table(self, lines: list[tuple[int, str]]) -> Table:
        if len(lines) < 3 or not RULER.fullmatch(lines[1][1]):
            raise SourceError(self.path, lines[0][0], "a table needs a header row, a line of dashes and rows")
        rows = [self._cells(line, text) for line, text in lines if not RULER.fullmatch(text)]
        for (line, _), row in zip(lines[2:], rows[1:], strict=True):
            if len(row) != len(rows[0]):
                raise SourceError(self.path, line, f"this row has {len(row)} cells, its header {len(rows[0])}")
        return Table(lines[0][0], rows[0], tuple(rows[1:]))

    def _cells(self, line: int, text: str) -> tuple[Runs, ...]:
        inner = text.strip().removeprefix("|").removesuffix("|")
        return tuple(self._runs(line, cell.strip()) for cell in CELL_BORDER.split(inner))

    def _runs(self, line: int, text: str) -> Runs:
        """Divide a text at its marks of bold, italic and footnotes."""
        runs: list[Run] = []
        bold = italic = False
        at = 0
        for mark in MARKS.finditer(text):
            runs.append(Run(text[at : mark.start()], bold, italic))
            at = mark.end()
            if mark[1]:
                runs.append(Run(mark[1], bold, italic))
            elif mark[2]:
                runs.append(Run("", note=mark[2]))
            elif mark[0] == "**":
                bold = not bold
            else:
                italic = not italic
        if bold or italic:
            raise SourceError(self.path, line, "bold or italic starts here and does not end")
        runs.append(Run(text[at:]))
        return tuple(run for run in runs if run.text or run.note)


def _joined(lines: list[tuple[int, str]]) -> tuple[int, str]:
    return lines[0][0], " ".join(text for _, text in lines)


def _notes_in_order(body: BodyReader, path: Path) -> dict[str, Runs]:
    wanted: dict[str, int] = {}
    for block in body.blocks:
        for label in notes_of(block):
            wanted.setdefault(label, block.line)
    for label, line in wanted.items():
        if label not in body.notes:
            raise SourceError(path, line, f"footnote {label} is pointed to but not written")
    for label, (line, _) in body.notes.items():
        if label not in wanted:
            raise SourceError(path, line, f"nothing points to footnote {label}")
    return {label: body.notes[label][1] for label in wanted}

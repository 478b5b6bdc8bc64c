"""A tray of excerpts from reviews: what a reader puts aside, in an order of their own, without an account.

A tray is written in two ways: as a short code that an address can carry, and as a file that can be
saved and opened again. Both hold references only; the words are read from the library when a tray is
shown, so that nothing withdrawn lives on in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from repository.errors import NotInLibrary
from repository.packs.eras import Era, era_of
from repository.records.identifiers import ALPHABET
from repository.records.items import Block, Finding, Item, Page, Publication, Recommendation, State
from repository.store.catalogue import Catalogue

MOST = 30
"""Entries of a tray: a code of 30 stays well below the 2,000 characters that every program takes in an address."""
BETWEEN = "_"
_CODE = re.compile(
    rf"(?P<item>[{ALPHABET}]{{8}})(?:\.(?P<publication>[1-9]\d{{0,3}})"
    r"(?:\.p(?P<page>[1-9]\d{0,4})\.(?P<block>\d{1,3})|\.(?P<said>[rf][1-9]\d{0,3})))?",
    re.ASCII,
)


class Kind(StrEnum):
    """What an entry of a tray is."""

    REVIEW = "review"
    PASSAGE = "passage"
    RECOMMENDATION = "recommendation"
    FINDING = "finding"


@dataclass(frozen=True)
class Reference:
    """What an entry points to. `publication` is its number within the item, 0 for the item as a whole;
    `page` (of the file, from 1) and `block` (its place on the page, from 0) are those of a passage; `said`
    is the end of the id of a recommendation (`r3`) or finding (`f1`)."""

    item_id: str
    publication: int = 0
    page: int = 0
    block: int = 0
    said: str = ""

    @property
    def kind(self) -> Kind:
        """What it points to."""
        if self.said:
            return Kind.RECOMMENDATION if self.said.startswith("r") else Kind.FINDING
        return Kind.PASSAGE if self.page else Kind.REVIEW

    @property
    def publication_id(self) -> str:
        """The id of the publication, empty for the item as a whole."""
        return f"{self.item_id}-{self.publication}" if self.publication else ""

    @property
    def code(self) -> str:
        """The reference as an address carries it: `2abc3def.1.p4.7`."""
        parts = [self.item_id.removeprefix("cr-")]
        if self.publication:
            parts.append(str(self.publication))
            parts += [self.said] if self.said else [f"p{self.page}", str(self.block)]
        return ".".join(parts)


Tray = tuple[Reference, ...]


class Standing(StrEnum):
    """Whether an entry can be shown, and if not, why."""

    HERE = "here"
    WITHDRAWN = "withdrawn"
    FILE_WITHDRAWN = "file_withdrawn"
    REPLACED = "replaced"
    NOT_HERE = "not_here"


@dataclass(frozen=True)
class Entry:
    """An entry as it can be shown now. Unless it is HERE there is neither item nor words; with a file
    withdrawn, or replaced by a later version, the item is still named. `pages` are those of the file, `label` is
    the printed number of the first; `era` is known where nation and year are."""

    reference: Reference
    standing: Standing
    item: Item | None = None
    publication: Publication | None = None
    quotation: str = ""
    heading: str = ""
    pages: tuple[int, ...] = ()
    label: str = ""
    era: Era | None = None


def read_reference(code: str) -> Reference | None:
    """The reference of a code, None where it is none."""
    match = _CODE.fullmatch(code)
    if match is None:
        return None
    numbers = {name: int(match[name] or 0) for name in ("publication", "page", "block")}
    return Reference(f"cr-{match['item']}", said=match["said"] or "", **numbers)


def reference_to(said: Recommendation | Finding) -> Reference:
    """The reference to a recommendation or a finding of the catalogue."""
    item_id, number, end = said.id.rsplit("-", 2)
    return Reference(item_id, int(number), said=end)


def reference_to_passage(publication_id: str, page: int, block: int) -> Reference:
    """The reference to one block of a page."""
    item_id, _, number = publication_id.rpartition("-")
    return Reference(item_id, int(number), page, block)


def read_code(text: str) -> tuple[Tray, int]:
    """The tray of a code, and how many of its entries were left out: not understood, or more than MOST."""
    codes = [code for code in text.split(BETWEEN) if code]
    found = [reference for code in codes[: MOST * 2] if (reference := read_reference(code))]
    tray = tuple(dict.fromkeys(found))[:MOST]
    return tray, len(set(codes)) - len(tray)


def write_code(tray: Tray) -> str:
    """The tray as one code; `read_code` gives it back."""
    return BETWEEN.join(reference.code for reference in tray)


def with_entry(tray: Tray, reference: Reference) -> Tray:
    """The tray with one more entry at its end; a full one stays as it is."""
    return tray if reference in tray or len(tray) >= MOST else (*tray, reference)


def without_entry(tray: Tray, reference: Reference) -> Tray:
    """The tray without an entry."""
    return tuple(each for each in tray if each != reference)


def moved(tray: Tray, reference: Reference, by: int) -> Tray:
    """The tray with one entry so many places further down (or up, below 0), as far as it goes."""
    rest = without_entry(tray, reference)
    place = min(max(tray.index(reference) + by, 0), len(rest))
    return (*rest[:place], reference, *rest[place:])


def look_up(catalogue: Catalogue, tray: Tray) -> tuple[Entry, ...]:
    """Every entry with its words as the library has them now, in the order of the tray."""
    items = {item.id: item for item in catalogue.items(list({reference.item_id for reference in tray}))}
    return tuple(_entry(catalogue, reference, items.get(reference.item_id)) for reference in tray)


def _entry(catalogue: Catalogue, reference: Reference, item: Item | None) -> Entry:
    if item is not None and item.state == State.WITHDRAWN:
        return Entry(reference, Standing.WITHDRAWN)
    if item is None or not item.is_public:
        return Entry(reference, Standing.NOT_HERE)
    if reference.kind == Kind.REVIEW:
        return Entry(reference, Standing.HERE, item, era=era_of(item))
    publication = next((p for p in item.publications if p.id == reference.publication_id), None)
    if item.state == State.FILE_WITHDRAWN:
        return Entry(reference, Standing.FILE_WITHDRAWN, item)
    if publication is None:
        return Entry(reference, Standing.REPLACED, item)
    if reference.kind == Kind.PASSAGE:
        return _passage(catalogue, reference, item, publication)
    return _said(reference, item, publication)


def _passage(catalogue: Catalogue, reference: Reference, item: Item, publication: Publication) -> Entry:
    try:
        page = catalogue.page(publication.id, reference.page)
    except NotInLibrary:
        return Entry(reference, Standing.NOT_HERE)
    block = block_at(page, reference.block)
    if block is None:
        return Entry(reference, Standing.NOT_HERE)
    text = f"{block.number} {block.text}".strip()
    return Entry(reference, Standing.HERE, item, publication, text, "", (page.number,), page.label, era_of(item))


def _said(reference: Reference, item: Item, publication: Publication) -> Entry:
    id = f"{reference.publication_id}-{reference.said}"
    everything: Sequence[Recommendation | Finding] = (*item.recommendations, *item.findings)
    said = next((each for each in everything if each.id == id), None)
    if said is None:
        return Entry(reference, Standing.NOT_HERE)
    return Entry(reference, Standing.HERE, item, publication, said.text, said.label, said.pages, "", era_of(item))


def block_at(page: Page, place: int) -> Block | None:
    """The block at a place of a page, if it is read there."""
    from_here = page.blocks[place : place + 1]
    return from_here[0] if from_here and from_here[0].text else None

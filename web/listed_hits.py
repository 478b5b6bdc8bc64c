"""The hits of a results page as its template shows them: thirty passages, too many for a template to put together
quickly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from repository.packs.tray import Reference, reference_to_passage
from repository.records.items import Listed
from search.results import Hit, Passage
from web.addresses import item_address, page_address
from web.carrying import keep
from web.facts import page_words
from web.presenters import cut_out, marked


@dataclass(frozen=True)
class ShownPassage:
    """A passage with its hits marked, the address of its page and what that is called, and the link that keeps it."""

    text: Markup
    address: str
    where: str
    keep: Markup


@dataclass(frozen=True)
class ShownHit:
    """An item with its title, its address and the link that keeps it, its passages, and how many of its pages have
    the words where these are more than are shown, otherwise 0."""

    item: Listed
    title: str
    address: str
    keep: Markup
    passages: tuple[ShownPassage, ...]
    pages: int


def shown_hits(hits: Iterable[Hit], text: str) -> list[ShownHit]:
    """The hits of a search for a text."""
    return [_hit(hit, text) for hit in hits]


def _hit(hit: Hit, text: str) -> ShownHit:
    title = hit.item.title
    return ShownHit(
        hit.item,
        title,
        item_address(hit.item),
        keep(Reference(hit.item.id), title),
        tuple([_passage(hit.item, title, passage, text) for passage in hit.passages]),
        hit.pages_with_hits if hit.pages_with_hits > len(hit.passages) else 0,
    )


def _passage(item: Listed, title: str, passage: Passage, text: str) -> ShownPassage:
    where = page_words(item, passage.publication_id, passage.page)
    printed = f" (printed {passage.label})" if passage.label not in ("", str(passage.page)) else ""
    before, after = cut_out(passage.text)
    return ShownPassage(
        Markup(f"{before}{marked(passage.text, passage.marks)}{after}"),
        f"{page_address(passage.publication_id, passage.page, text)}#p{passage.block}",
        where + printed,
        keep(
            reference_to_passage(passage.publication_id, passage.page, passage.block), f"passage on {where} of {title}"
        ),
    )

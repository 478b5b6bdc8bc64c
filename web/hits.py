"""Steps from hit to hit through a report: which hit of which page comes before and after the one that is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from web.addresses import page_address

CountHits = Callable[[int], int]
"""How many words of the query are marked on a page."""


@dataclass(frozen=True)
class Steps:
    """Where one is among the hits of a page: `number` counts from 1, 0 where no hit was chosen yet. An address is
    empty where there is no hit before or after; those of pages lead to the nearest other page that has one."""

    number: int
    count: int
    before: str
    after: str
    page_before: str
    page_after: str


def steps(publication_id: str, text: str, page: int, number: int, pages: Sequence[int], count: CountHits) -> Steps:
    """The steps from a hit of a page; `pages` are those with hits, in order."""
    here = count(page) if page in pages else 0
    number = min(number, here)

    def to(page: int, hit: int = 0) -> str:
        return page_address(publication_id, page, text, hit) if page else ""

    earlier = max((n for n in pages if n < page), default=0)
    later = min((n for n in pages if n > page), default=0)
    before = to(page, number - 1) if number > 1 else to(earlier, count(earlier)) if earlier else ""
    after = to(page, number + 1) if number < here else to(later, 1) if later else ""
    return Steps(number, here, before, after, to(earlier), to(later))

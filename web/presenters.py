"""The words of the pages: counts, kinds, availability, dates and marked hits, without touching the library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, count, repeat
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from repository.records.concepts import label_of
from repository.records.items import Collection, Kind, Listed
from search.facet_labels import LABELS as FACET_LABELS
from search.facet_labels import WORDS as FACET_WORDS
from search.facet_labels import label
from search.request import SearchRequest, Sort
from search.results import Facet
from search.words import may_stand_before_label
from web.addresses import CHOOSABLE, Pairs, search_address, search_pairs, without

KINDS = {
    Kind.REVIEW: ("review", "reviews"),
    Kind.BRIEFING: ("thematic briefing", "thematic briefings"),
    Kind.ANALYSIS: ("analysis", "analyses"),
}
COLLECTIONS = {
    Collection.CATALOGUE: "the catalogue of published reviews",
    Collection.SAMPLES: "the invented sample reports",
}
PUBLICATIONS = FACET_WORDS["publication_kind"]
AVAILABILITY = FACET_WORDS["availability"]
SORTS = {
    Sort.RELEVANCE: "Most relevant first",
    Sort.NEWEST: "Newest first",
    Sort.OLDEST: "Oldest first",
    Sort.TITLE: "Title, A to Z",
}
_LABEL = re.compile(r"\b([A-Z][a-z]+) ([A-Z][0-9]{0,2})\b")
SHORT_LIST = 25
"""Values of a facet that are all shown, those with nothing too."""


@dataclass(frozen=True)
class Chosen:
    """A filter in force, in words, and the search without it with its address."""

    facet: str
    label: str
    request: SearchRequest

    @property
    def address(self) -> str:
        """Where one goes to take the filter away."""
        return search_address(self.request)


@dataclass(frozen=True)
class Link:
    """Words and where they lead; no address for the place one is at, or a gap in a row of pages."""

    text: str
    address: str = ""
    current: bool = False


def number_of(count: int, singular: str, plural: str) -> str:
    """`1 review`, `1,392 reviews`."""
    return f"{count:,} {singular if count == 1 else plural}"


def counter() -> Callable[[], int]:
    """A function that gives 1, 2, 3 … each time it is called: for naming things that have no number."""
    return partial(next, count(1))


def totals_in_words(totals: Iterable[tuple[str, int]]) -> str:
    """`12 reviews and 2 thematic briefings`; kinds are counted apart, those with none are left out."""
    parts = [number_of(count, *KINDS[Kind(kind)]) for kind, count in totals if count]
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts) or "Nothing found"


def value_label(facet: str, value: str) -> str:
    """A facet's value as people say it."""
    return label(facet, value)


def type_of(item: Listed) -> str:
    """What an item is, for the tag beside its title: its review type, or its kind."""
    review_type = item.value("review_type")
    if item.kind == Kind.REVIEW and review_type:
        return label_of("review_type", review_type)
    return KINDS[item.kind][0].capitalize()


def publishers_of(item: Listed) -> str:
    """Who published an item, joint publishers joined; as printed where the body is not in the vocabulary."""
    named = [label_of("publishing_body", v) for v in item.values("publishing_body")]
    return " and ".join(named or item.values("publisher_as_printed")) or "Publisher not stated"


def chosen_filters(request: SearchRequest) -> tuple[Chosen, ...]:
    """Every filter in force with the search that is left when it is taken away."""
    found = [
        Chosen(FACET_LABELS[name], value_label(name, value), without(request, name, value))
        for name in CHOOSABLE
        for value in request.chosen.get(name, ())
    ]
    if request.year_from is not None:
        rest = replace(request, year_from=None, page=1)
        found.append(Chosen(FACET_LABELS["year"], f"from {request.year_from}", rest))
    if request.year_to is not None:
        rest = replace(request, year_to=None, page=1)
        found.append(Chosen(FACET_LABELS["year"], f"to {request.year_to}", rest))
    return tuple(found)


def filters_in_words(request: SearchRequest) -> str:
    """The filters as one line, for a download or a heading."""
    return "; ".join(f"{c.facet}: {c.label}" for c in chosen_filters(request))


def kept_in_form(request: SearchRequest) -> Pairs:
    """What a form must carry unseen so that the search it sends is this one but for its own fields."""
    seen = {"q", "collection", "from", "to", "sort", "page", "expand", *CHOOSABLE}
    return [pair for pair in search_pairs(request) if pair[0] not in seen]


def pages_to_show(request: SearchRequest, pages: int) -> tuple[Link, ...]:
    """The first and last page, and those around the present one; a gap is a link without address."""
    near = {1, pages, *range(request.page - 2, request.page + 3)}
    links: list[Link] = []
    before = 0
    for number in sorted(n for n in near if 1 <= n <= pages):
        if number > before + 1:
            links.append(Link("…"))
        address = search_address(replace(request, page=number))
        links.append(Link(str(number), address, current=number == request.page))
        before = number
    return tuple(links)


def shown(facet: Facet) -> Facet:
    """The facet with the values that lead somewhere, the headings above them, and what is chosen. Neighbours that
    lead nowhere stay where something is chosen, and in a short list, so that nobody looks for them in vain."""
    if len(facet.values) <= SHORT_LIST or any(value.selected for value in facet.values):
        return facet
    kept = []
    wanted = 0
    for value in reversed(facet.values):
        if value.count or value.depth < wanted:
            kept.append(value)
            wanted = value.depth
    return Facet(facet.name, facet.label, tuple(reversed(kept)))


def marked(text: str, marks: Iterable[tuple[int, int]], names: Iterable[str] = ()) -> Markup:
    """Text with the hits in `<mark>`, with names to lead to where there are any. Everything is escaped first: a
    report's text is never markup."""
    parts: list[str] = []
    end = 0
    for (start, stop), name in zip(marks, chain(names, repeat("")), strict=False):
        opening = f'<mark id="{escape(name)}">' if name else "<mark>"
        parts += [escape(text[end:start]), opening, escape(text[start:stop]), "</mark>"]
        end = stop
    return Markup("".join([*parts, escape(text[end:])]))


def cut_out(text: str) -> tuple[str, str]:
    """What stands before and after a passage to show that it was cut out of the middle of a sentence."""
    return "… " if text[:1].islower() else "", "" if text.rstrip("”’\"')").endswith((".", "?", "!")) else " …"


def safe_link(address: str) -> str:
    """The address if a reader may be sent there (http or https on a named host), otherwise nothing."""
    plain = "".join(c for c in address if c.isprintable()).strip()
    try:
        parts = urlsplit(plain)
        host = parts.hostname
    except ValueError:
        return ""
    return plain if parts.scheme in ("http", "https") and host else ""


def whole_labels(text: Markup) -> Markup:
    """The same words with labels such as Child A kept on one line."""
    return Markup(_LABEL.sub(lambda found: f"{found[1]}{_gap(found[1])}{found[2]}", text))


def in_quotation_marks(told: str) -> str:
    """An example of a text in words: a sentence, or a title, a recommendation or a year that is told before ` = `."""
    what, _, said = told.rpartition(" = ")
    if what == "year":
        year, _, said = said.partition("; ")
        return f"“{said.rstrip('.')}”, published in {year}"
    return f"“{said.rstrip('.')}”" + (f" as a {what}" if what else "")


def _gap(word: str) -> str:
    return "\u00a0" if may_stand_before_label(word) else " "

"""The address of everything: each page and each search has one, and an address gives the search back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote, urlencode

from werkzeug.datastructures import MultiDict

from repository.records.dates import EARLIEST_YEAR
from repository.records.items import Availability, Collection, Kind, Listed, PublicationKind
from search.request import FACETS, LARGEST_PAGE, PAGE_SIZE, SearchRequest, Sort

CHOOSABLE = tuple(name for name in FACETS if name != "year")
"""Facets filtered by value; each is a parameter of its own name that may be repeated."""
CLOSED = {
    "kind": frozenset(Kind),
    "availability": frozenset(Availability),
    "publication_kind": frozenset(PublicationKind),
}
"""Facets whose values are known beforehand: another value is said to be ignored."""
MOST_CHOSEN = 100
"""Values chosen in all facets together: far more than anyone ticks by hand."""
LONGEST_VALUE = 80
LATEST_YEAR = 2100
HIGHEST_PAGE = 100_000

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Problem:
    """A parameter that could not be followed: its name in the address, and the sentence for the reader."""

    field: str
    message: str


@dataclass(frozen=True)
class Asked:
    """What an address asks for, and what in it could not be followed."""

    request: SearchRequest
    problems: tuple[Problem, ...] = ()


def search_address(request: SearchRequest, path: str = "/search") -> str:
    """The one address of a search; `read_search` gives the same search back."""
    return f"{path}?{urlencode(search_pairs(request))}"


def search_pairs(request: SearchRequest) -> Pairs:
    """The parameters of a search in their order, those at their default left out."""
    pairs: Pairs = [("q", request.text)] if request.text else []
    pairs.append(("collection", request.collection))
    pairs += [(name, value) for name in CHOOSABLE for value in request.chosen.get(name, ())]
    pairs += [
        (name, str(value))
        for name, value, default in (
            ("from", request.year_from, None),
            ("to", request.year_to, None),
            ("sort", request.sort, Sort.RELEVANCE),
            ("page", request.page, 1),
            ("size", request.page_size, PAGE_SIZE),
        )
        if value != default
    ]
    return pairs if request.expand else [*pairs, ("expand", "no")]


def read_search(args: MultiDict[str, str], default: Collection) -> Asked:
    """The search that an address asks for.

    A parameter that makes no sense is left out and said so in `problems`; a number out of range is
    brought to the nearest one that is.
    """
    problems: list[Problem] = []
    first, last = read_years(args, problems)
    request = SearchRequest(
        text=read_words(args),
        collection=read_collection(args, default),
        chosen=_chosen(args, problems),
        year_from=first,
        year_to=last,
        sort=_sort(args, problems),
        page=read_number(args, "page", 1, HIGHEST_PAGE, 1),
        page_size=read_number(args, "size", 1, LARGEST_PAGE, PAGE_SIZE),
        expand=args.get("expand") != "no",
    )
    return Asked(request, tuple(problems))


def read_words(args: Mapping[str, str]) -> str:
    """The words to search for: white space folded, control and invisible characters left out."""
    words = ("".join(c for c in word if c.isprintable()) for word in args.get("q", "").split())
    return " ".join(filter(None, words))


def read_collection(args: Mapping[str, str], default: Collection) -> Collection:
    """The collection an address names, or the one that answers when none is named."""
    name = args.get("collection", "")
    return Collection(name) if name in set(Collection) else default


def without(request: SearchRequest, facet: str, value: str) -> SearchRequest:
    """The search with one chosen value taken back, from its first page."""
    left = tuple(v for v in request.chosen.get(facet, ()) if v != value)
    chosen = {name: values for name, values in request.chosen.items() if name != facet}
    return replace(request, chosen=chosen | ({facet: left} if left else {}), page=1)


def choosing(collection: Collection, facet: str, value: str) -> SearchRequest:
    """The search for everything that has one value of a facet."""
    return SearchRequest(collection=collection, chosen={facet: (value,)})


def _chosen(args: MultiDict[str, str], problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    chosen: dict[str, tuple[str, ...]] = {}
    for name in CHOOSABLE:
        given = {value.strip() for value in args.getlist(name)} - {""}
        known = {v for v in given if len(v) <= LONGEST_VALUE and v in CLOSED.get(name, given)}
        if given - known:
            problems.append(
                Problem(name, f"A filter in the address is not one of the library's ({name}); it is left out.")
            )
        if known:
            chosen[name] = tuple(sorted(known))
    if sum(map(len, chosen.values())) > MOST_CHOSEN:
        problems.append(Problem("q", f"More than {MOST_CHOSEN} filters are chosen at once; none of them was used."))
        return {}
    return chosen


def read_years(args: Mapping[str, str], problems: list[Problem]) -> tuple[int | None, int | None]:
    """The first and last year asked for; what cannot be followed is added to `problems`."""
    first, last = _year(args, "from", problems), _year(args, "to", problems)
    if first is not None and last is not None and first > last:
        problems.append(Problem("from", f"“Published from” ({first}) is later than “to” ({last}); no year was used."))
        return None, None
    return first, last


def _year(args: Mapping[str, str], name: str, problems: list[Problem]) -> int | None:
    given = args.get(name, "").strip()
    if not given:
        return None
    if not (given.isascii() and given.isdigit()):
        problems.append(Problem(name, "A year is four digits, such as 2015; the one given was not used."))
        return None
    year = min(max(int(given[:6]), EARLIEST_YEAR), LATEST_YEAR)
    if str(year) != given:
        message = f"The library covers {EARLIEST_YEAR} onward; the year given was read as {year}."
        problems.append(Problem(name, message))
    return year


def _sort(args: Mapping[str, str], problems: list[Problem]) -> Sort:
    name = args.get("sort") or Sort.RELEVANCE
    if name in set(Sort):
        return Sort(name)
    problems.append(Problem("sort", "The list cannot be sorted in the way the address asks for."))
    return Sort.RELEVANCE


def read_number(args: Mapping[str, str], name: str, lowest: int, highest: int, default: int) -> int:
    """A whole number brought into its range, or the default where the address has none."""
    given = args.get(name, "").strip()
    if not (given.removeprefix("-").isascii() and given.removeprefix("-").isdigit()):
        return default
    return min(max(int(given[:8]), lowest), highest)


def item_address(item: Listed) -> str:
    """The page of an item."""
    return f"/reviews/{quote(item.id, safe='')}/{quote(item.slug, safe='')}"


def citation_address(item_id: str, suffix: str) -> str:
    """The citation of an item as a file; `suffix` is `ris` or `bib`."""
    return f"/reviews/{quote(item_id, safe='')}/citation.{suffix}"


def page_address(publication_id: str, page: int, text: str = "", hit: int = 0) -> str:
    """One page of a publication, with the hits of `text` marked, opened at one of them (from 1; 0 for none)."""
    return f"{_publication_address(publication_id)}/pages/{page}{_hits_of(text, hit)}"


@lru_cache(maxsize=1000)
def _publication_address(publication_id: str) -> str:
    item_id, _, number = publication_id.rpartition("-")
    return f"/reviews/{quote(item_id, safe='')}/{quote(number, safe='')}"


@lru_cache(maxsize=1)
def _hits_of(text: str, hit: int) -> str:
    """What marks the hits of a text on a page. Only the last is kept: what people ask is not remembered."""
    pairs = [*([("q", text)] if text else []), *([("hit", str(hit))] if hit else [])]
    return (f"?{urlencode(pairs)}" if pairs else "") + (f"#hit-{hit}" if hit else "")


def passage_address(publication_id: str, page: int, place: int) -> str:
    """The page that cites one passage: a block of a page by its place, from 0."""
    return f"{page_address(publication_id, page)}/passages/{place}"


def minute_address(item: Listed) -> str:
    """An item on one page."""
    return f"/minute/{quote(item.id, safe='')}"


def file_address(publication_id: str, page: int | None = None, words: Iterable[str] = ()) -> str:
    """The original file; viewers of PDF files go to the page named after the number sign, and some mark the words
    (Adobe, Parameters for Opening PDF Files, 2007: `page` and `search`)."""
    marked = quote(" ".join(words), safe="")
    after = (f"#page={page}" if page else "") + (f"&search=%22{marked}%22" if page and marked else "")
    return f"/files/{quote(publication_id, safe='')}{after}"


def list_address(path: str, collection: Collection, sort: str = "") -> str:
    """A browse page or its download, in one collection and one order."""
    return f"{path}?{urlencode([('collection', collection), *([('sort', sort)] if sort else [])])}"


def years_between(collection: Collection, first: int, last: int) -> SearchRequest:
    """The search for everything published from one year to another, both included."""
    return SearchRequest(collection=collection, year_from=max(first, EARLIEST_YEAR), year_to=last)


def between(request: SearchRequest, first: int, last: int) -> SearchRequest:
    """The search narrowed to the years from one to another, both included, from its first page."""
    return replace(request, year_from=max(first, EARLIEST_YEAR), year_to=last, page=1)

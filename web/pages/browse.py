"""Looking around: every theme, agency, year, body and type of review, with how many records each has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from repository.records.concepts import Concept, concept
from repository.records.statements import VOCABULARY_OF
from search.request import SearchRequest
from search.results import ResultPage
from web.addresses import choosing, list_address, search_address
from web.downloads import send_csv, today
from web.site import NotFound, Site, collection_in_force


@dataclass(frozen=True)
class BrowseList:
    """A list to look around in. `facet` is the one it counts; `sorts` its orders, the first by default."""

    name: str
    title: str
    intro: str
    facet: str
    sorts: tuple[str, ...] = ("name", "count")
    notes: bool = False
    """True where the notes of the vocabulary are written for readers."""
    other_names: bool = True


LISTS = {
    found.name: found
    for found in (
        BrowseList(
            "themes",
            "Themes",
            "What went wrong, what went well, and what families and agencies were dealing with.",
            "theme",
            ("group", "name", "count"),
        ),
        BrowseList(
            "agencies",
            "Agencies and professions",
            "Whose practice a review looks at, or whom its recommendations address.",
            "agency",
            ("group", "name", "count"),
        ),
        BrowseList(
            "years",
            "Years",
            "When a review was published, decade by decade back to 1945.",
            "year",
            ("newest", "oldest", "count"),
        ),
        BrowseList(
            "bodies",
            "Publishing bodies",
            "The boards, partnerships, councils and departments that published reviews.",
            "publishing_body",
            other_names=False,
        ),
        BrowseList(
            "types",
            "Types of review",
            "Reviews of cases go by different names in each nation and period.",
            "review_type",
            ("group", "name", "count"),
            notes=True,
        ),
    )
}
SORT_LABELS = {
    "group": "By group",
    "name": "A to Z",
    "count": "Most records first",
    "newest": "Newest first",
    "oldest": "Oldest first",
}


GROUPS = {
    "Child focus": "Whether the child was seen, heard and kept in mind.",
    "Multi-agency working": "How services told each other what they knew, and acted on it together.",
    "Assessment, decision-making and planning": "How risk was judged, and what was planned and done.",
    "Working with families": "How workers and families dealt with each other.",
    "Abuse and harm topics": "What was done to children, or what they were left without.",
    "Parental and family topics": "What parents and families lived with.",
    "Groups of children": "Children of one age or with needs in common.",
    "Health, pregnancy and infancy topics": "Care before and after birth, and health services.",
    "Organisation and system": "What helped or stopped people from doing their work.",
    "Wider context": "What went on around the family.",
    "Sector briefings": "Briefings written for one sector.",
    "Review process topics": "How reviews are done and what comes of them.",
    "Local authority": "Social care, early help and other services of the council.",
    "Health": "From the surgery and the health visitor to the hospital.",
    "Policing": "Police forces.",
    "Education and early years": "Schools, colleges, nurseries and childminders.",
    "Justice and courts": "Courts, probation, prisons and meetings about risk.",
    "Housing": "Landlords and places to stay.",
    "Voluntary, faith and community": "Charities, faith groups and clubs.",
    "Safeguarding partnership": "Boards and partnerships that join the services of a place.",
    "National and regulatory": "Departments of state, inspectors and national panels.",
    "Other services": "Everybody else a review speaks of.",
}
"""What stands under a heading of the vocabularies, in a sentence."""


@dataclass(frozen=True)
class Entry:
    """A line of a list: what it is called, how many records have it, where they are."""

    id: str
    label: str
    count: int
    address: str
    note: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """Entries under a heading; an ungrouped list is one section without one."""

    heading: str
    entries: tuple[Entry, ...]

    @property
    def explanation(self) -> str:
        """What stands under the heading, in a sentence; empty where it explains itself."""
        return GROUPS.get(self.heading, "")


def show_all(site: Site) -> ResponseReturnValue:
    """The lists there are."""
    return render_template("browse.html", lists=LISTS.values())


def show(site: Site, name: str) -> ResponseReturnValue:
    """One list, in the order asked for."""
    listed = _list(name)
    sort = _sort(listed)
    found = _everything(site)
    return render_template(
        "browse_list.html",
        listed=listed,
        sections=sections_of(listed, found, sort),
        sort=sort,
        sorts=[(s, SORT_LABELS[s], list_address(f"/browse/{name}", found.collection, s)) for s in listed.sorts],
        total=found.total,
        years_unknown=found.total - sum(count for _, count in found.years),
        download=list_address(f"/browse/{name}.csv", found.collection, sort),
    )


def download(site: Site, name: str) -> Response:
    """One list as CSV."""
    listed = _list(name)
    found = _everything(site)
    rows: list[tuple[object, ...]] = [("id", "label", "group", "records", "collection", "downloaded")]
    for section in sections_of(listed, found, _sort(listed)):
        rows += [(e.id, e.label, section.heading, e.count, found.collection, today()) for e in section.entries]
    return send_csv(rows, f"case-reviews-{name}")


def sections_of(listed: BrowseList, found: ResultPage, sort: str) -> list[Section]:
    """The list in an order, grouped where the order says so; entries without records are left out."""
    if listed.facet == "year":
        return _year_sections(found, sort)
    counted = {v.value: v.count for f in found.facets if f.name == listed.facet for v in f.values if v.count}
    entries = {
        id: _entry(listed, found, id, count) for id, count in counted.items() if not is_heading(listed.facet, id)
    }
    ordered = sorted(entries.values(), key=lambda e: (-e.count if sort == "count" else 0, e.label.casefold()))
    if sort != "group":
        return [Section("", tuple(ordered))] if ordered else []
    groups: dict[str, list[Entry]] = {}
    for entry in ordered:
        groups.setdefault(_group(listed, entry.id), []).append(entry)
    return [Section(heading, tuple(groups[heading])) for heading in sorted(groups, key=lambda h: (h == "Other", h))]


def decades(years: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Decades that have records, oldest first, with how many."""
    found: dict[int, int] = {}
    for year, count in years:
        found[year // 10 * 10] = found.get(year // 10 * 10, 0) + count
    return sorted((decade, count) for decade, count in found.items() if count)


def _year_sections(found: ResultPage, sort: str) -> list[Section]:
    years = sorted(((year, count) for year, count in found.years if count), reverse=sort != "oldest")

    def entry(year: int, count: int) -> Entry:
        wanted = SearchRequest(collection=found.collection, year_from=year, year_to=year)
        return Entry(str(year), str(year), count, search_address(wanted))

    if sort == "count":
        return [Section("", tuple(entry(*pair) for pair in sorted(years, key=lambda pair: (-pair[1], pair[0]))))]
    starts = dict.fromkeys(year // 10 * 10 for year, _ in years)
    return [Section(f"{s}s", tuple(entry(y, c) for y, c in years if y // 10 * 10 == s)) for s in starts]


def _entry(listed: BrowseList, found: ResultPage, id: str, count: int) -> Entry:
    known = _concept(listed.facet, id)
    address = search_address(choosing(found.collection, listed.facet, id))
    if known is None:
        return Entry(id, id, count, address)
    note = known.note if listed.notes else ""
    return Entry(id, known.label, count, address, note, known.other_labels if listed.other_names else ())


def is_heading(facet: str, id: str) -> bool:
    """True for a value that only groups others."""
    known = _concept(facet, id)
    return known is not None and known.is_group


def _group(listed: BrowseList, id: str) -> str:
    """The label of the topmost heading above a concept in its own vocabulary."""
    known = _concept(listed.facet, id)
    above = known
    while above is not None and above.broader:
        vocabulary, _, upper = above.broader[0].partition(":")
        above = concept((vocabulary,), upper)
    return above.label if above is not None and known is not None and above.id != known.id else "Other"


def _concept(facet: str, id: str) -> Concept | None:
    return concept(VOCABULARY_OF.get(facet, ()), id)


def _list(name: str) -> BrowseList:
    if name not in LISTS:
        raise NotFound("There is no such list.")
    return LISTS[name]


def _sort(listed: BrowseList) -> str:
    asked = request.args.get("sort", "")
    return asked if asked in listed.sorts else listed.sorts[0]


def _everything(site: Site) -> ResultPage:
    return site.searcher.search(SearchRequest(collection=collection_in_force(), page_size=1, with_passages=False))

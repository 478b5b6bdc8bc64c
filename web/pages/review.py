"""One review: what it is, what it says, where each fact comes from, and how to cite it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, redirect, render_template
from flask.typing import ResponseReturnValue

from repository.packs import citations
from repository.packs.eras import era_of
from repository.records.concepts import Concept
from repository.records.items import Item, Publication, Relation, State
from search.neighbours import Nearness, area_of, reviews_near
from search.similar import similar_reviews
from web import page_text
from web.addresses import item_address
from web.carrying import role_in_force
from web.facts import facts_of, values_of
from web.headings import headings_of
from web.presenters import publishers_of, type_of
from web.site import Site
from web.summary import minute_of

CITATION_TYPES: dict[str, tuple[Callable[[Item, str], str], str]] = {
    "ris": (citations.ris, "application/x-research-info-systems"),
    "bib": (citations.bibtex, "application/x-bibtex"),
}
RELATIONS = {
    "supersedes": "Replaces",
    "superseded_by": "Replaced by",
    "disputed_by": "Disputed by",
    "response_to": "A response to",
    "same_case": "About the same case",
    "part_of": "Part of",
}


@dataclass(frozen=True)
class Nearby:
    """How many other reviews there are of one nearness; `place` is None where there is no such place."""

    nearness: Nearness
    place: Concept | None
    others: int


def show_by_id(site: Site, id: str) -> ResponseReturnValue:
    """An address without its readable part leads to the whole one."""
    return redirect(item_address(site.item(id)), 301)


def show(site: Site, id: str, slug: str) -> ResponseReturnValue:
    """The page of an item; another readable part than its own leads to the right address."""
    item = site.item(id)
    if slug != item.slug:
        return redirect(item_address(item), 301)
    readable = item.state == State.PUBLISHED
    address = site.public_address(item_address(item))
    catalogue = site.library.catalogue
    minute = minute_of(catalogue, item, role_in_force())
    return render_template(
        "review.html",
        item=item,
        type=type_of(item),
        publishers=publishers_of(item),
        minute=minute,
        opening=_opening(site, item) if readable and not minute.happened else None,
        contents={p.id: headings_of(catalogue.pages(p.id)) for p in item.publications if readable and p.pages},
        era=era_of(item),
        facts=facts_of(item),
        themes=values_of(item, "theme"),
        agencies=values_of(item, "agency"),
        keywords=item.values("keyword"),
        unconfirmed=item.unconfirmed,
        recommendations=item.recommendations if readable else (),
        findings=item.findings if readable else (),
        relations=_relations(site, item),
        similar=similar_reviews(site.library, site.likenesses, item),
        area=area_of(item),
        nearby=_nearby(site, item),
        citation=citations.plain_citation(item, address),
        contact=site.library.settings.contact,
    )


def show_minute(site: Site, id: str) -> ResponseReturnValue:
    """The review in a minute: one screen, one sheet of A4."""
    item = site.item(id)
    return render_template(
        "minute.html",
        item=item,
        type=type_of(item),
        publishers=publishers_of(item),
        minute=minute_of(site.library.catalogue, item, role_in_force()),
        citation=citations.plain_citation(item, site.public_address(item_address(item))),
    )


def cite(site: Site, id: str, suffix: str) -> Response:
    """The citation of an item as a file of one record."""
    item = site.item(id)
    write, media_type = CITATION_TYPES[suffix]
    content = write(item, site.public_address(item_address(item)))
    disposition = f'attachment; filename="{item.slug}.{suffix}"'
    return Response(content, content_type=f"{media_type}; charset=utf-8", headers={"Content-Disposition": disposition})


def _opening(site: Site, item: Item) -> tuple[Publication, int, tuple[str, ...]] | None:
    """The first publication that has prose, with the page and the paragraphs it begins with."""
    for publication in item.publications:
        if publication.pages:
            found = page_text.opening(site.library.catalogue.pages(publication.id))
            if found is not None:
                return publication, *found
    return None


def _nearby(site: Site, item: Item) -> list[Nearby]:
    """How many other reviews are from the area of an item, its region, its nation."""
    place = area_of(item)
    if place is None:
        return []
    near = reviews_near(site.searcher, site.likenesses, item.collection, place)
    return [Nearby(each.nearness, each.place, len(set(each.ids) - {item.id})) for each in near]


def _relations(site: Site, item: Item) -> list[tuple[str, Relation, Item]]:
    """Ties to items that the public may see; the others are not mentioned."""
    others = {other.id: other for other in site.library.catalogue.items([r.other_id for r in item.relations])}
    return [
        (RELATIONS.get(relation.kind, "Related to"), relation, others[relation.other_id])
        for relation in item.relations
        if relation.other_id in others and others[relation.other_id].is_public
    ]

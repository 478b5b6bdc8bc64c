"""Learning points before reviews: for one's own role, in a compilation, or by a search of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flask import Response, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from repository.records.concepts import label_of, vocabularies
from repository.records.items import Finding, Item
from search.recommendation_search import LearningPage, LearningRequest, Said
from search.request import SearchRequest
from web.addresses import item_address, search_address
from web.carrying import Carried, carried
from web.charts import histogram
from web.compilations import COMPILATIONS, Compilation
from web.downloads import Row, send_csv, today
from web.learning_requests import concept_of, learning_address, question_in_words, read_learning, role_address
from web.presenters import Link, publishers_of, type_of
from web.roles import Role, role_of, roles
from web.site import NotFound, Site, collection_in_force
from web.summary import good_practice_of

LEADING = 3
"""Sentences that lead the results of a search for a reader who named a role."""
REVIEWS = 5
SHOWN = 8
"""Sentences of each kind in a compilation; the rest is one link away."""
MOST_NAMED = 8
"""Agencies that a list offers to narrow to."""
BATCH = 200
COLUMNS = (
    "kind", "label", "text", "addressed_to", "pages", "review", "title", "type", "year", "published_by", "address",
    "question", "collection", "total", "downloaded",
)  # fmt: skip


def show_roles(site: Site) -> ResponseReturnValue:
    """Who are you, and what worries you? An answer leads to the page of the role."""
    asked, _ = read_learning(request.args, collection_in_force())
    if asked.agencies:
        return redirect(role_address(asked.agencies[0], asked))
    return render_template("roles.html", roles=roles())


def show_role(site: Site, agency: str) -> ResponseReturnValue:
    """What reviews ask of an agency, with most of the words of the worry first; then the reviews."""
    role = role_of(agency)
    if role is None:
        raise NotFound("There is no such role.")
    g.carried = Carried(role, carried().tray, carried().left_out)
    asked, problems = read_learning(request.args, collection_in_force())
    asked = replace(asked, agencies=(agency,))
    found = site.learning.search(asked)
    reviews = SearchRequest(
        text=asked.text, collection=asked.collection, chosen={} if asked.text else {"agency": (agency,)}
    )
    return render_template(
        "role.html",
        role=role,
        asked=asked,
        problems=problems,
        found=found,
        numbers=_numbers(asked, found, f"/for/{agency}"),
        reviews=site.searcher.search(replace(reviews, page_size=REVIEWS)),
        all_reviews=search_address(reviews),
        everything=learning_address(replace(asked, page=1)),
        without_worry=role_address(agency, replace(asked, text="", page=1)),
    )


def show_recommendations(site: Site) -> ResponseReturnValue:
    """The recommendations and findings that answer a question."""
    asked, problems = read_learning(request.args, collection_in_force())
    found = site.learning.search(asked)
    return render_template(
        "recommendations.html",
        asked=asked,
        problems=problems,
        found=found,
        question=question_in_words(asked),
        numbers=_numbers(asked, found, "/recommendations"),
        download=learning_address(replace(asked, page=1), "/recommendations.csv"),
        agencies=_choices("agencies"),
        themes=_choices("themes"),
        by_year=histogram(found.years, asked.year_from, asked.year_to),
        within=lambda first, last: learning_address(replace(asked, year_from=first, year_to=last, page=1)),
        most_named=_most_named(asked, found),
    )


def download_recommendations(site: Site) -> Response:
    """The whole list as CSV, read in batches."""
    asked, _ = read_learning(request.args, collection_in_force())
    return send_csv(_rows(site, replace(asked, page=1, page_size=BATCH)), "recommendations")


def show_compilations(site: Site) -> ResponseReturnValue:
    """The compilations there are."""
    groups = dict.fromkeys(c.group for c in COMPILATIONS.values())
    return render_template(
        "compilations.html", groups=[(g, [c for c in COMPILATIONS.values() if c.group == g]) for g in groups]
    )


def show_compilation(site: Site, name: str) -> ResponseReturnValue:
    """A compilation as the catalogue fills it now."""
    if name not in COMPILATIONS:
        raise NotFound("There is no such compilation.")
    compilation = COMPILATIONS[name]
    collection = collection_in_force()
    said = {
        kind: site.learning.search(compilation.learning(collection, kind, SHOWN))
        for kind in (Said.RECOMMENDATION, Said.FINDING)
    }
    items = _reviews(site, compilation, said[Said.RECOMMENDATION])
    return render_template(
        "compilation.html",
        compilation=compilation,
        recommendations=said[Said.RECOMMENDATION],
        findings=said[Said.FINDING],
        more={kind: learning_address(compilation.learning(collection, kind, SHOWN)) for kind in said},
        good=[(item, extract) for item in items for extract in good_practice_of(site.library.catalogue, item, 1)],
        items=items,
        all_reviews=search_address(compilation.reviews(collection)) if not compilation.under_months else "",
    )


def leading(site: Site, role: Role, wanted: SearchRequest) -> LearningPage:
    """The sentences that lead the results of a search for a reader who named a role."""
    return site.learning.search(
        LearningRequest(
            text=wanted.text,
            collection=wanted.collection,
            agencies=(role.agency,),
            year_from=wanted.year_from,
            year_to=wanted.year_to,
            page_size=LEADING,
        )
    )


def _reviews(site: Site, compilation: Compilation, said: LearningPage) -> list[Item]:
    """The newest reviews of a compilation; where it is about an age, those of its recommendations."""
    if compilation.under_months is not None:
        return list({hit.item.id: hit.item for hit in said.hits}.values())
    wanted = replace(compilation.reviews(collection_in_force()), page_size=SHOWN, with_passages=False)
    found = site.searcher.search(wanted)
    return [item for item in site.library.catalogue.items([hit.item.id for hit in found.hits]) if item.is_public]


def _most_named(asked: LearningRequest, found: LearningPage) -> list[tuple[Link, int]]:
    """The agencies that most of the sentences address or name, each with the question narrowed to it."""
    return [
        (Link(label_of("agency", id), learning_address(replace(asked, agencies=(id,), page=1))), count)
        for id, count in found.agencies
        if id not in asked.agencies and concept_of("agencies", id)
    ][:MOST_NAMED]


def _numbers(asked: LearningRequest, found: LearningPage, path: str) -> tuple[Link, ...]:
    """Previous and next, where there are any."""
    links = []
    for text, page in (("Previous page", found.page - 1), ("Next page", found.page + 1)):
        if 1 <= page <= found.pages:
            wanted = replace(asked, page=page, agencies=() if path.startswith("/for/") else asked.agencies)
            links.append(Link(text, learning_address(wanted, path)))
    return tuple(links)


def _choices(vocabulary: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The concepts of a vocabulary for a list to choose from, under their headings."""
    known = vocabularies()[vocabulary]
    return [
        (group.label, [(c.id, c.label) for c in sorted(known.narrower(group.id), key=lambda c: c.label.casefold())])
        for group in known.values()
        if group.is_group
    ]


def _rows(site: Site, asked: LearningRequest) -> Iterator[Row]:
    yield COLUMNS
    page, pages = 1, 1
    while page <= pages:
        found = site.learning.search(replace(asked, page=page))
        about = (question_in_words(asked), asked.collection, found.total, today())
        for hit in found.hits:
            said, item = hit.said, hit.item
            addressees = () if isinstance(said, Finding) else said.addressees
            yield (
                hit.kind, said.label, said.text, "; ".join(label_of("agency", id) for id in addressees),
                ", ".join(map(str, said.pages)), item.id, item.title, type_of(item), item.year_published,
                publishers_of(item), site.public_address(item_address(item)) or item_address(item), *about,
            )  # fmt: skip
        page, pages = page + 1, found.pages

"""The address of a question about recommendations and findings, both ways."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from repository.records.concepts import Concept, concept, label_of
from repository.records.items import Collection
from search.recommendation_search import LearningRequest, Said
from web.addresses import HIGHEST_PAGE, Pairs, Problem, read_collection, read_number, read_words, read_years

IN = {"recommendations": (Said.RECOMMENDATION,), "findings": (Said.FINDING,)}
"""The values of `in`; without it both are searched."""


def read_learning(args: MultiDict[str, str], default: Collection) -> tuple[LearningRequest, tuple[Problem, ...]]:
    """The question that an address asks, and what in it could not be followed."""
    problems: list[Problem] = []
    first, last = read_years(args, problems)
    request = LearningRequest(
        text=read_words(args),
        collection=read_collection(args, default),
        kinds=IN.get(args.get("in", ""), tuple(Said)),
        agencies=_known("agency", "agencies", args, problems),
        themes=_known("theme", "themes", args, problems),
        year_from=first,
        year_to=last,
        page=read_number(args, "page", 1, HIGHEST_PAGE, 1),
    )
    return request, tuple(problems)


def learning_pairs(request: LearningRequest) -> Pairs:
    """The parameters of a question, those at their default left out."""
    pairs: Pairs = [("q", request.text)] if request.text else []
    pairs.append(("collection", request.collection))
    pairs += [("in", name) for name, kinds in IN.items() if kinds == request.kinds]
    pairs += [("agency", id) for id in request.agencies] + [("theme", id) for id in request.themes]
    pairs += [
        (name, str(value))
        for name, value, default in (
            ("from", request.year_from, None), ("to", request.year_to, None), ("page", request.page, 1),
        )
        if value != default
    ]  # fmt: skip
    return pairs


def learning_address(request: LearningRequest, path: str = "/recommendations") -> str:
    """The one address of a question; `read_learning` gives the question back."""
    return f"{path}?{urlencode(learning_pairs(request))}"


def role_address(agency: str, request: LearningRequest) -> str:
    """The page of a role with the worry of a question."""
    return learning_address(replace(request, agencies=(), kinds=tuple(Said)), f"/for/{agency}")


def question_in_words(request: LearningRequest) -> str:
    """The question as one line, for a heading or a download."""
    parts = [f"words: {request.text}"] if request.text else []
    parts += [f"agency: {label_of('agency', id)}" for id in request.agencies]
    parts += [f"theme: {label_of('theme', id)}" for id in request.themes]
    parts += [f"published from {request.year_from}"] if request.year_from else []
    parts += [f"published to {request.year_to}"] if request.year_to else []
    return "; ".join(parts)


def concept_of(vocabulary: str, id: str) -> Concept | None:
    """A concept that can be asked for: one that is no heading."""
    known = concept((vocabulary,), id)
    return None if known is None or known.is_group else known


def _known(name: str, vocabulary: str, args: MultiDict[str, str], problems: list[Problem]) -> tuple[str, ...]:
    given = sorted({value.strip() for value in args.getlist(name)[:50]} - {""})
    known = tuple(id for id in given if concept_of(vocabulary, id))
    if len(known) < len(given):
        problems.append(Problem(name, f"A filter in the address is not one of the library’s ({name}); it is left out."))
    return known

"""How soon recommendations are compared and searched one by one: `python -m benchmarks.likeness [REVIEWS]`.

Each review has 15 recommendations, mixed from halves of those of the invented samples and a few stray words.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from repository.records.concepts import vocabularies
from repository.records.items import Collection, Kind, Page, PublicationKind, Recommendation
from repository.records.statements import Statement
from repository.settings import Settings
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import Library, open_library
from search.likeness.opened import Likenesses
from search.likeness.upkeep import follow_likeness
from search.made_before import MadeBeforeFinder
from search.recommendation_search import LearningRequest, LearningSearcher
from search.similar import similar_reviews

EACH = 15
SAMPLES = Collection.SAMPLES
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"text": "neglect tool"}, {}, {"agencies": ("hv",)}, {"text": "the board should"},
    {"text": "health visitor", "year_from": 2000, "year_to": 2010, "themes": ("neglect",)},
)  # fmt: skip


def main() -> None:
    """Make a library of so many reviews (2,500 unless told otherwise), measure, and print."""
    reviews = int(sys.argv[1]) if len(sys.argv) > 1 else 2500
    with TemporaryDirectory() as folder, open_library(Settings(Path(folder))) as library:
        fill(library, reviews)
        for line in measure(library):
            print(line)


def fill(library: Library, reviews: int) -> None:
    """Deposit invented reviews."""
    chance = random.Random(1945)
    known = [
        (each["text"], tuple(each["addressees"]))
        for path in files("corpus").joinpath("samples").iterdir()
        if path.name.endswith(".gold.json")
        for each in json.loads(path.read_text("utf-8")).get("recommendations") or ()
    ]
    strays = " ".join(text for text, _ in known).split()
    values = {name: [c.id for c in vocabularies()[name].values() if not c.is_group] for name in ("themes", "agencies")}
    for number in range(reviews):
        said = [("title", f"Review {number}"), ("date_published", str(1990 + number % 35))]
        said += [("theme", id) for id in chance.sample(values["themes"], 6)]
        said += [("agency", id) for id in chance.sample(values["agencies"], 8)]
        file = NewPublication(PublicationKind.OVERVIEW_REPORT, "R", source=str(number), pages=(Page(1, "1", ()),))
        library.deposits.take_in(
            NewItem(
                Kind.REVIEW, SAMPLES, file, tuple(Statement(field, value, rule="benchmark") for field, value in said),
                recommendations=tuple(_recommendation(chance, known, strays, label) for label in range(EACH)),
            )
        )  # fmt: skip


def measure(library: Library) -> Iterator[str]:
    """Sentences with the figures."""
    began = time.perf_counter()
    follow_likeness(library)
    yield f"made anew: {time.perf_counter() - began:.1f} s"
    likenesses = Likenesses(library)
    yield f"opened: {_milliseconds(lambda: likenesses.current(SAMPLES)):.0f} ms"
    count = len(likenesses.current(SAMPLES).recommendations)
    finder = MadeBeforeFinder(library, likenesses)
    items = library.catalogue.items(library.catalogue.ids(SAMPLES)[:200:8])
    times = [_milliseconds(lambda i=i, r=r: finder.times(i, r.id)) for i in items for r in i.recommendations]  # type: ignore[misc]
    yield f"who made one of {count} recommendations: {_median_and_p95(times)}"
    alike = [_milliseconds(lambda i=i: similar_reviews(library, likenesses, i)) for i in items]  # type: ignore[misc]
    yield f"similar reviews: {_median_and_p95(alike)}"
    searcher = LearningSearcher(library, likenesses)
    for asked in QUESTIONS:
        request = LearningRequest(collection=SAMPLES, **asked)
        found = [_milliseconds(lambda r=request: searcher.search(r)) for _ in range(10)]  # type: ignore[misc]
        yield f"search {asked}: {searcher.search(request).total} found, {_median_and_p95(found)}"
    fill(library, 1)
    began = time.perf_counter()
    follow_likeness(library)
    likenesses.current(SAMPLES)
    yield f"one review more: {time.perf_counter() - began:.2f} s"


def _recommendation(
    chance: random.Random, known: list[tuple[str, tuple[str, ...]]], strays: list[str], label: int
) -> Recommendation:
    (first, addressees), (second, _) = chance.choice(known), chance.choice(known)
    words = first.split()[: chance.randint(6, 40)] + second.split()[len(second.split()) // 2 :]
    return Recommendation(str(label), " ".join(words + chance.sample(strays, 4)), (1,), addressees)


def _milliseconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return (time.perf_counter() - began) * 1000


def _median_and_p95(values: list[float]) -> str:
    ordered = sorted(values)
    return f"{statistics.median(ordered):.1f} ms median, {ordered[int(0.95 * len(ordered))]:.1f} ms p95"


if __name__ == "__main__":
    main()

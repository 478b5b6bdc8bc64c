"""Real published reports are taken in, every file accounted for, and found by words on their pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.outcome import FileOutcome
from ingest.pipeline import ingest_files
from ingest.sources.folder import find_files
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import Library, open_library
from search.request import SearchRequest
from search.searcher import open_searcher

pytestmark = pytest.mark.examples
WORDS_ON_PAGES = [
    ("daphne-report1.pdf", 16, '"gather informal intelligence"'),
    ("ilacs-gloucestershire-2017-bd0c0e.pdf", 3, '"ambassadors team"'),
    ("inq-summer2024-disorder-recomm.pdf", 38, '"law on contempt"'),
    ("jtai-york-2018-c0aae3.pdf", 1, '"vulnerability assessment team"'),
    ("ilacs-coventry-2014-2a7789.pdf", 1, '"widespread and serious failures"'),
]


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, dict[str, FileOutcome]]]:
    folder = os.environ.get("CASE_REVIEWS_EXAMPLES")
    if not folder:
        pytest.skip("CASE_REVIEWS_EXAMPLES does not name the folder of real reports")
    with open_library(Settings(home=tmp_path_factory.mktemp("real"))) as library:
        outcomes = ingest_files(library, find_files([Path(folder, "real")]).files, Collection.CATALOGUE, workers=2)
        by_name = {Path(o.file).name: o for o in outcomes}
        library.bring_up_to_date()
        yield library, by_name


def test_every_file_is_accounted_for(taken_in: tuple[Library, dict[str, FileOutcome]]) -> None:
    outcomes = taken_in[1]
    assert len(outcomes) == 29
    assert sum(1 for o in outcomes.values() if o.status in ("ok", "held")) >= 26
    assert sum(1 for o in outcomes.values() if o.status == "held") <= 3
    assert "an HTML page, not a PDF" in outcomes["ilacs-birmingham-2012-7572cf.pdf"].reason
    assert outcomes["inq-postofficehorizon-it-inquiry-response.pdf"].status == "no_text"
    corrupt = outcomes["redbox-cabinet-office-wikipedia-corrupt.pdf"]
    assert corrupt.status == "quarantined" or "damaged" in corrupt.flags


@pytest.mark.parametrize(("file", "page", "words"), WORDS_ON_PAGES)
def test_words_on_a_page_find_that_report_and_page(
    taken_in: tuple[Library, dict[str, FileOutcome]], file: str, page: int, words: str
) -> None:
    library, outcomes = taken_in
    hits = open_searcher(library).search(SearchRequest(words, Collection.CATALOGUE)).hits
    hit = next(h for h in hits if h.item.id == outcomes[file].id)
    assert page in {passage.page for passage in hit.passages}

"""How much of their phrases pairs of texts share: conversions, corrected re-issues, one case, different cases.

By these figures the limits for suggesting two records as one, and for refusing a withdrawn text, are held.
`python -m benchmarks.text_shares` prints them for the invented samples, with CASE_REVIEWS_EXAMPLES for real ones too.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import median

from ingest.documents import Unreadable
from ingest.identity import text_sketch
from ingest.text.extraction import extract, from_printed
from ingest.text.from_pdf_again import read_again
from repository.governance.duplicates import LEAST_SHARE
from repository.governance.purge_list import TOO_ALIKE
from repository.records.items import Block, BlockRole, Page
from repository.store.sketches import Sketch, resemblance

SAMPLES = Path("corpus/samples")
CHANGED = (200, 100, 50, 20, 10)
"""A re-issue has one word in so many changed, evenly through the text."""
MOST_PAGES = 5_000
LARGEST = 3_000_000
"""Bytes of a real report: larger ones are mostly pictures."""


@dataclass(frozen=True)
class Read:
    """A report: its text, its sketch and, for a PDF, the sketch of what the other engine reads."""

    name: str
    text: str
    sketch: Sketch
    again: Sketch = ()


def measure_text_shares() -> None:
    """Print the shares for the samples, and for the real reports where their folder is named."""
    _print_shares("invented samples", read_reports(sorted(SAMPLES.glob("*.*"))), cases_of_samples())
    examples = os.environ.get("CASE_REVIEWS_EXAMPLES")
    if examples:
        real = [p for p in sorted(Path(examples, "real").glob("*.pdf")) if p.stat().st_size <= LARGEST]
        _print_shares("real reports", read_reports(real), {})


def cases_of_samples() -> dict[str, str]:
    """The case of each sample file that has others of the same case, by its name."""
    with (SAMPLES / "library.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["item_id"] for row in csv.DictReader(file)}


def read_reports(paths: Iterable[Path]) -> list[Read]:
    """The reports among the files that say enough for a sketch."""
    found = []
    for path in paths:
        if path.suffix in (".pdf", ".html", ".docx") and (read := _read(path)) is not None:
            found.append(read)
    return found


def shares(reports: Sequence[Read], cases: dict[str, str]) -> Iterator[tuple[str, list[float]]]:
    """The shares of each kind of pair, by its name."""
    yield "two engines", [resemblance(r.sketch, r.again) for r in reports if r.again]
    for every in CHANGED:
        yield f"1 word in {every} changed", [resemblance(r.sketch, reissued(r.text, every)) for r in reports]
    of_case: list[float] = []
    of_others: list[float] = []
    for one, other in combinations(reports, 2):
        same = one.name in cases and cases.get(one.name) == cases.get(other.name)
        (of_case if same else of_others).append(resemblance(one.sketch, other.sketch))
    yield "publications of one case", of_case
    yield "different cases", of_others


def reissued(text: str, every: int) -> Sketch:
    """The sketch of a text of which one word in `every` is another."""
    words = [f"{word}x" if number % every == every // 2 else word for number, word in enumerate(text.split())]
    return text_sketch([Page(1, "", (Block(BlockRole.PARAGRAPH, " ".join(words)),))])


def _read(path: Path) -> Read | None:
    content = path.read_bytes()
    try:
        document = extract(content, path.name)
        again = from_printed(read_again(content, MOST_PAGES)).pages if path.suffix == ".pdf" else ()
    except Unreadable:
        return None
    sketch = text_sketch(document.pages)
    text = " ".join(page.text for page in document.pages)
    return Read(path.name, text, sketch, text_sketch(again)) if sketch else None


def _print_shares(title: str, reports: Sequence[Read], cases: dict[str, str]) -> None:
    print(f"{title}: {len(reports)} texts. Suggested from {LEAST_SHARE:.0%}, refused from {TOO_ALIKE:.0%}")
    print(f"{'':<28}{'pairs':>7}{'least':>8}{'median':>8}{'most':>8}{'suggested':>11}{'refused':>9}")
    for kind, found in shares(reports, cases):
        if found:
            over = [sum(share >= limit for share in found) for limit in (LEAST_SHARE, TOO_ALIKE)]
            figures = f"{min(found):>8.0%}{median(found):>8.0%}{max(found):>8.0%}"
            print(f"{kind:<28}{len(found):>7}{figures}{over[0]:>11}{over[1]:>9}")


if __name__ == "__main__":
    measure_text_shares()

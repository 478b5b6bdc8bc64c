"""Reads judged queries: what was asked, with which filters, and how well each report answers it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from repository.errors import WrongUsage
from repository.records.items import Collection
from search.request import SearchRequest
from search.years import read_years

OTHERWISE = {
    "type": "review_type", "body": "publishing_body", "harm": "harm_type", "era": "guidance_era",
    "publication": "publication_kind", "age-band": "age_band",
}  # fmt: skip
"""Filters that the command line calls otherwise than a request."""


@dataclass(frozen=True)
class JudgedQuery:
    """A query with its judgements: file name (or id of an item) to grade, 0 to 3."""

    query: str
    filters: Mapping[str, object]
    judgements: Mapping[str, int]
    kind: str
    held_back: bool

    def request(self, collection: Collection, *, text: bool = True) -> SearchRequest:
        """The search; without its text, all that its filters leave. Raises WrongUsage for a wrong year."""
        chosen = {
            OTHERWISE.get(name, name): tuple(sorted(v)) if isinstance(v, list) else (str(v),)
            for name, v in self.filters.items()
            if name != "year"
        }
        first, last = read_years(str(self.filters.get("year", "")))
        return SearchRequest(self.query if text else "", collection, chosen, first, last)


def read_judged(path: Path) -> list[JudgedQuery]:
    """The queries of a file of JSON Lines. Raises WrongUsage that names the line that is wrong."""
    queries = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            kept = json.loads(line)
            queries.append(
                JudgedQuery(
                    str(kept["query"]),
                    dict(kept.get("filters", {})),
                    {str(name): int(grade) for name, grade in kept["judgements"].items()},
                    str(kept.get("kind", "")),
                    bool(kept.get("held_back", False)),
                )
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise WrongUsage(f"Line {number} of {path} is no judged query ({error}).", "See corpus/queries.") from error
    if not queries:
        raise WrongUsage(f"{path} holds no query.", "One JSON object a line, see corpus/queries.")
    return queries

"""The values of a facet as rows to tick: a page has some three hundred, too many for a template to draw quickly."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from search.results import Facet, FacetValue


def facet_rows(facet: Facet) -> Markup:
    """A row for each value: a box to tick, its label and its count. Everything is escaped."""
    return Markup("\n".join(_row(facet.name, number, value) for number, value in enumerate(facet.values, start=1)))


def _row(name: str, number: int, value: FacetValue) -> str:
    row = f"{name}-{number}"
    shape = f"value{' below' if value.depth else ''}{'' if value.count else ' none'}"
    ticked = " checked" if value.selected else ""
    records = "record" if value.count == 1 else "records"
    return (
        f'<div class="{shape}"><input form="search" type="checkbox" id="{row}" name="{name}" '
        f'value="{_escaped(value.value)}"{ticked}><label for="{row}">{_escaped(value.label)} '
        f'<span class="count">{value.count}<span class="unseen"> {records}</span></span></label></div>'
    )


@lru_cache(maxsize=5000)
def _escaped(text: str) -> str:
    return str(escape(text))

"""The values of a facet as rows to tick: a page has some three hundred, too many for a template to draw quickly."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from search.results import Facet, FacetValue


def facet_rows(facet: Facet) -> Markup:
    """A row for each value: a box to tick, its label and its count. Everything is escaped."""
    return Markup("\n".join(_row(facet.name, number, value) for number, value in enumerate(facet.values, start=1)))


def _row(name: str, number: int, value: FacetValue) -> str:
    id, label, count, selected, depth = value
    shape = "value below" if depth else "value"
    box, written = _drawn(name, id, label)
    return (
        f'<div class="{shape}{"" if count else " none"}"><input form="search" type="checkbox" id="{name}-{number}" '
        f'{box}{" checked" if selected else ""}><label for="{name}-{number}">{written}&nbsp;'
        f'<span class="count">{count}<span class="unseen"> {"record" if count == 1 else "records"}</span></span>'
        "</label></div>"
    )


@lru_cache(maxsize=5000)
def _drawn(name: str, value: str, label: str) -> tuple[str, str]:
    """What stays the same of a row from page to page: the name and value of its box, and its label."""
    return f'name="{name}" value="{escape(value)}"', str(escape(label))

"""The main subjects of a report, as a librarian would assign them: a few, each with the sentence that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingest.values.phrases import Found
from ingest.values.sections import HEADINGS, Place
from ingest.values.theme_evidence import sector_finder, theme_evidence, theme_finder
from ingest.values.theme_model import theme_model
from ingest.values.weighing import Weight, stated
from repository.records.items import Kind
from repository.records.statements import Statement

MOST = 10
FEWEST = 3


def named_themes(text: str) -> list[Found]:
    """Themes of which the text speaks, by id of the vocabulary `themes`, the surest cues first."""
    surest_first = sorted(theme_finder().find(text), key=lambda found: (-found.weight, found.start))
    return [*surest_first]


def named_sectors(text: str) -> list[Found]:
    """Services that the text names, as themes of briefings written for them."""
    return [*sector_finder().find(text)]


def main_subjects(places: Sequence[Place], kind: Kind = Kind.REVIEW) -> list[Statement]:
    """The 3 to 10 main subjects, strongest first, each with its evidence; a briefing's sector before them."""
    evidence, model = theme_evidence(places), theme_model()
    likely = model.likelihoods(evidence)
    sectors = list(_sectors(places)) if kind == Kind.BRIEFING else []
    return sectors + [
        stated("theme", theme, evidence.themes[theme].telling, "themes.named_themes", likely[theme])
        for theme in chosen(likely, model.floor)
    ]


def chosen(likely: Mapping[str, float], floor: float) -> list[str]:
    """The themes to state, the likeliest first: those at or above the floor, at least 3 and at most 10."""
    ranked = sorted(likely, key=lambda theme: (-likely[theme], theme))[:MOST]
    return [theme for place, theme in enumerate(ranked) if place < FEWEST or likely[theme] >= floor]


def _sectors(places: Iterable[Place]) -> Iterator[Statement]:
    """The sector that the first heading of a briefing names."""
    first = next((place for place in places if place.block.role in HEADINGS), None)
    if first is None:
        return
    for sector in {found.value: found for found in named_sectors(first.text)}.values():
        weight = Weight(best=(1.0, first.page, first.text, sector))
        yield stated("theme", sector.value, weight, "themes.named_sectors", 0.9)

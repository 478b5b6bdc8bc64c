"""The named rules: each, run again on the words it quoted, gives its value again. That is how evidence is checked."""

from __future__ import annotations

from collections.abc import Callable

from ingest.sources import entry_values
from ingest.values import agencies, bodies, dates, front_matter, methods, opening, people, review_types, themes
from ingest.values.phrases import Found
from repository.records.statements import Statement

RULES: dict[str, Callable[[str], list[Found]]] = {
    "agencies.named_agencies": agencies.named_agencies,
    "bodies.named_bodies": bodies.named_bodies,
    "bodies.unknown_bodies": bodies.unknown_bodies,
    "bodies.nations": bodies.nations,
    "bodies.named_nations": bodies.named_nations,
    "review_types.nations_of_types": review_types.nations_of_types,
    "dates.published": dates.published,
    "dates.alone": dates.alone,
    "dates.copyrighted": dates.copyrighted,
    "dates.ends_with": dates.ends_with,
    "dates.period_end": dates.period_end,
    "dates.year_at_end": dates.year_at_end,
    "dates.printed": dates.printed,
    "dates.year_told": dates.year_told,
    "dates.completed": dates.completed,
    "dates.commissioned": dates.commissioned,
    "dates.death": dates.death,
    "dates.incident": dates.incident,
    "dates.in_the_year": dates.in_the_year,
    "dates.day_begun_with": dates.day_begun_with,
    "dates.told_first": dates.told_first,
    "entry_values.area_bodies": entry_values.area_bodies,
    "entry_values.heading_date": entry_values.heading_date,
    "entry_values.keyword_themes": entry_values.keyword_themes,
    "entry_values.named_areas": entry_values.named_areas,
    "front_matter.as_printed": front_matter.as_printed,
    "methods.by_agencies": methods.by_agencies,
    "methods.in_other_ways": methods.in_other_ways,
    "methods.mixed": methods.mixed,
    "methods.named_in_use": methods.named_in_use,
    "methods.named_methods": methods.named_methods,
    "methods.of_the_type": methods.of_the_type,
    "methods.thematic": methods.thematic,
    "opening.paragraph": opening.paragraph,
    "people.authors": people.authors,
    "people.signed": people.signed,
    "people.names_alone": people.names_alone,
    "people.chairs": people.chairs,
    "review_types.analyses": review_types.analyses,
    "review_types.of_many_reviews": review_types.of_many_reviews,
    "review_types.titled_for_many": review_types.titled_for_many,
    "review_types.held_under_an_act": review_types.held_under_an_act,
    "review_types.named_types": review_types.named_types,
    "review_types.named_types_in_wales": review_types.named_types_in_wales,
    "review_types.named_types_in_scotland": review_types.named_types_in_scotland,
    "review_types.publication_kinds": review_types.publication_kinds,
    "themes.named_sectors": themes.named_sectors,
    "themes.named_themes": themes.named_themes,
}


def gives_again(statement: Statement) -> bool:
    """True when the statement's rule finds its value in the quoted words alone."""
    return any(found.value == statement.value for found in RULES[statement.rule](statement.evidence.quote))

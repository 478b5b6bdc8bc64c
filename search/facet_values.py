"""Which values of each facet a record has: as it says itself, or as follows from its body, its area, its children
and its year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from repository.packs.eras import era_in
from repository.records.concepts import Concept, ancestors, concept
from repository.records.items import Item, Kind
from repository.records.statements import VOCABULARY_OF

NATIONS_OF, REGIONS_OF = "regions:uk", "regions:england"
PLACES = ("publishing_body", "local_area")
"""Fields that tell where a record belongs where it does not say so itself, the surer one first."""
MONTHS = 12
AGE_BANDS = ((1, "ab-u1"), (6, "ab-1-5"), (11, "ab-6-10"), (16, "ab-11-15"), (18, "ab-16-17"))
"""The bands of the national panel's reports: an age in years below the first number is in the band."""
ADULT, AGE_NOT_STATED = "ab-18", "ab-ns"
HARM_OF_THEME = {
    "neglect": "neglect", "physical-abuse": "physical", "abusive-head-trauma": "phys-aht",
    "emotional-abuse": "emotional",
    "child-sexual-abuse": "sexual", "child-sexual-exploitation": "cse", "child-criminal-exploitation": "cce",
    "serious-youth-violence": "syv", "harmful-sexual-behaviour": "sex-hsb", "domestic-abuse": "emo-da",
    "teen-relationship-abuse": "teen-da", "fii": "phys-fii", "sudi": "sudi", "malnutrition": "neg-nutritional",
    "medical-neglect": "neg-medical", "dental-neglect": "neg-dental", "faith-abuse": "faith", "trafficking": "traffick",
    "institutional-abuse": "institution", "radicalisation": "radical", "suicide": "suicide", "self-harm": "suicide",
    "hbv-fgm": "fgm", "bullying": "peer",
}  # fmt: skip
"""Themes that are a kind of harm, and what it is called in the vocabulary of harm."""
BEFORE_GUIDANCE = "before-guidance"
"""The era of a review published before there was any guidance on reviews in its nation."""


def facet_values(item: Item, languages: Iterable[str]) -> dict[str, list[str]]:
    """The values of a record by facet, without doubles; `languages` are those of its publications."""
    nations = nations_of(item)
    return {
        "theme": list(item.values("theme")),
        "agency": list(item.values("agency")),
        "kind": [item.kind],
        "review_type": list(item.values("review_type")),
        "nation": nations,
        "region": regions_of(item),
        "publishing_body": list(item.values("publishing_body")),
        "age_band": age_bands_of(item),
        "harm_type": harms_of(item),
        "outcome": outcomes_of(item),
        "guidance_era": eras_of(item, nations),
        "availability": sorted({p.availability for p in item.publications}),
        "publication_kind": sorted({p.kind for p in item.publications}),
        "language": sorted(set(languages)),
    }


def nations_of(item: Item) -> list[str]:
    """The nations an item belongs to, as region ids: as stated, or by its publishing body, or by its area."""
    return _places(item, "nation", lambda place, named: _is_nation(place) or (place is named and place.id == "uk"))


def regions_of(item: Item) -> list[str]:
    """The regions of England an item belongs to: as stated, or by its publishing body, or by its area."""
    return _places(item, "region", lambda place, _: place.vocabulary == "regions" and REGIONS_OF in place.broader)


def age_bands_of(item: Item) -> list[str]:
    """The bands of the ages of all who a record is about; of a review that tells no age, that it does not."""
    months = {subject.age_months for subject in item.subjects if subject.age_months is not None}
    years = {age // MONTHS for age in months} | {int(age) for age in item.values("child_age_years") if age.isdecimal()}
    bands = list(dict.fromkeys(map(age_band, sorted(years))))
    return bands or ([AGE_NOT_STATED] if item.kind == Kind.REVIEW else [])


def harms_of(item: Item) -> list[str]:
    """The kinds of harm a record is about: as it says itself, and as its themes are kinds of harm."""
    themes = (HARM_OF_THEME[theme] for theme in item.values("theme") if theme in HARM_OF_THEME)
    return list(dict.fromkeys((*item.values("harm_type"), *themes)))


def outcomes_of(item: Item) -> list[str]:
    """What a record says became of the child, as a whole and subject by subject."""
    said = (subject.outcome for subject in item.subjects)
    known = (outcome for outcome in said if concept(VOCABULARY_OF["outcome"], outcome))
    return list(dict.fromkeys((*item.values("outcome"), *known)))


def eras_of(item: Item, nations: Sequence[str]) -> list[str]:
    """The guidance on reviews in force where and when a review was published."""
    year = item.year_published
    if item.kind != Kind.REVIEW or year is None:
        return []
    eras = [era for nation in nations if (era := era_in(nation, year)) is not None]
    return list(dict.fromkeys(BEFORE_GUIDANCE if era.in_force is None else era.in_force.id for era in eras))


def age_band(years: int) -> str:
    """The band (id of the vocabulary of age bands) of an age in whole years."""
    return next((band for limit, band in AGE_BANDS if years < limit), ADULT)


def _places(item: Item, own: str, is_meant: Callable[[Concept, Concept], bool]) -> list[str]:
    for field in (own, *PLACES):
        found = dict.fromkeys(
            place.id
            for value in item.values(field)
            if (named := concept(VOCABULARY_OF[field], value)) is not None
            for place in (named, *ancestors(named))
            if is_meant(place, named)
        )
        if found:
            return list(found)
    return []


def _is_nation(place: Concept) -> bool:
    return place.vocabulary == "regions" and (NATIONS_OF in place.broader or place.id == "crown")

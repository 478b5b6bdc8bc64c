"""Where one goes from a recommendation to the same in other reviews, and from a review to those near it."""

from __future__ import annotations

from urllib.parse import quote

from repository.records.items import Collection
from web.addresses import list_address


def before_address(recommendation_id: str, suffix: str = "") -> str:
    """The page of a recommendation with the reviews that make it too; `.csv` as suffix for the list."""
    return f"/recommendations/{quote(recommendation_id, safe='')}{suffix}"


def near_address(place_id: str, collection: Collection, suffix: str = "") -> str:
    """The reviews near an area, in one collection; `.csv` as suffix for the list."""
    return list_address(f"/near/{quote(place_id, safe='')}{suffix}", collection)


def label_in_words(label: str) -> str:
    """What a recommendation is called: its printed label, with the word where the report prints a bare number."""
    return label if "ecommendation" in label else f"Recommendation {label}".strip()

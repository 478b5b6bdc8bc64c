"""What reviews and recommendations are likened by follows the catalogue, and keeps nothing of what is withdrawn."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from repository.governance.withdrawal import withdraw_item
from repository.records.items import Collection, Recommendation
from repository.store.library import Library
from search.index import check, follow, rebuild
from search.likeness.opened import Likenesses
from search.likeness.rows import Row, Rows, write_rows
from search.likeness.traits import traits_of_recommendation
from search.likeness.upkeep import fault_of, home_of
from tests.search.invented_reviews import SAMPLES, deposit, hold

TRAITS = st.frozensets(st.sampled_from([f"{group}:{letter}" for group in ("a", "b", "@c") for letter in "uvwxyz"]))
OWNED = st.lists(st.tuples(st.sampled_from("ABCDE"), TRAITS), max_size=12)


def rows_of(owned: list[tuple[str, frozenset[str]]], first: int = 0) -> list[Row]:
    return [Row(f"{owner}-{number}", owner, traits) for number, (owner, traits) in enumerate(owned, start=first)]


def plain_likeness(rows: list[Row], one: Row, other: Row, group: str) -> float:
    """The cosine by hand, from the definition."""

    def weight(trait: str) -> float:
        return max(0.0, math.log((len(rows) + 1) / (sum(trait in row.traits for row in rows) + 0.5)))

    def own(row: Row) -> dict[str, float]:
        return {trait: weight(trait) for trait in row.traits if trait.startswith(f"{group}:")}

    mine, theirs = own(one), own(other)
    lengths = math.sqrt(sum(w * w for w in mine.values()) * sum(w * w for w in theirs.values()))
    return sum(mine[trait] * theirs[trait] for trait in mine.keys() & theirs.keys()) / lengths if lengths else 0.0


@settings(max_examples=60, deadline=None)
@given(OWNED, OWNED, st.frozensets(st.sampled_from("ABCDE")))
@example([("B", frozenset()), ("A", frozenset({"a:u"}))], [], frozenset({"B"}))
def test_rows_changed_by_difference_are_those_made_anew(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[tuple[str, frozenset[str]]],
    added: list[tuple[str, frozenset[str]]],
    gone: frozenset[str],
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    old, new = rows_of(before), rows_of(added, first=100)
    write_rows(folder / "old", old)
    write_rows(folder / "changed", new, Rows(folder / "old"), gone)
    left = [row for row in old if row.owner not in gone] + new
    write_rows(folder / "anew", left)
    names = sorted(path.name for path in (folder / "anew").iterdir())
    assert [(folder / "changed" / name).read_bytes() for name in names] == [
        (folder / "anew" / name).read_bytes() for name in names
    ]
    opened = Rows(folder / "changed")
    assert [frozenset(opened.traits_of(number)) for number in range(len(opened))] == [row.traits for row in left]
    for number, row in enumerate(left):
        found = opened.alike(number, {"a": 0.5})
        wanted = [plain_likeness(left, row, other, "a") * 0.5 for other in left]
        assert np.allclose(found, wanted, atol=1e-5)


def test_looked_up_traits_count_nothing(tmp_path: Path) -> None:
    write_rows(tmp_path / "rows", rows_of([("A", frozenset({"@c:x", "a:u"})), ("B", frozenset({"@c:x", "a:v"}))]))
    opened = Rows(tmp_path / "rows")
    assert (opened.having("@c:x").tolist(), opened.having("a:v").tolist(), opened.having("a:w").tolist()) == (
        [0, 1],
        [1],
        [],
    )
    assert opened.alike(0, {"a": 1.0, "@c": 1.0}).tolist()[1] == 0.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("General practitioners should be told.", "GPs must be told."),
        ("Domestic violence is asked about.", "domestic abuse is asked about"),
    ],
)
def test_the_names_of_one_thing_are_one_trait(one: str, other: str) -> None:
    traits = [traits_of_recommendation(Recommendation("1", text)) for text in (one, other)]
    assert traits[0] & traits[1] >= {t for t in traits[0] if t.startswith(("word:agencies", "word:themes"))} != set()


def files_with(folder: Path, word: str) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def test_a_withdrawn_review_leaves_no_word_in_any_file(library: Library) -> None:
    asks = "Health visitors should weigh every baby at home."
    kept = deposit(library, "Kept", "Text.", recommendations=[asks]).item_id
    gone = deposit(
        library, "Gone", "Text.", recommendations=["Quicksilverton should weigh."], values={"keyword": ["fenwickery"]}
    ).item_id
    follow(library)
    words = ("quicksilverton", "fenwickeri", gone)
    assert all(files_with(home_of(library), word) for word in words)
    withdraw_item(library, gone, "by order of a court")
    assert [word for word in words if files_with(home_of(library), word)] == []
    opened = Likenesses(library).current(SAMPLES)
    assert (opened.recommendations.owners, opened.reviews.ids) == ([kept], [kept])


def test_follows_what_comes_changes_and_is_taken_away(library: Library) -> None:
    likenesses = Likenesses(library)
    assert len(likenesses.current(SAMPLES).reviews) == 0
    first = deposit(library, "One", "Text.", source="one", recommendations=["Ask about sleep."]).item_id
    follow(library)
    deposit(library, "One", "Text.", source="one", recommendations=["Ask about food.", "Ask about bruises."])
    second = deposit(library, "Two", "Text.", source="two", recommendations=["Ask about money."]).item_id
    follow(library)
    opened = likenesses.current(SAMPLES)
    assert sorted(opened.recommendations.owners) == sorted([first, first, second])
    assert opened.recommendations.having("word:sleep").tolist() == []
    hold(library, second)
    held = likenesses.current(SAMPLES)
    public = zip(held.recommendations.owners, held.public_recommendations.tolist(), strict=True)
    assert sorted(owner for owner, is_public in public if is_public) == [first, first]
    follow(library)
    assert likenesses.current(SAMPLES).reviews.ids == [first]
    assert likenesses.current(Collection.CATALOGUE).reviews.ids == []


def test_of_a_review_whose_file_is_withdrawn_only_the_record_is_compared(library: Library) -> None:
    asks = ["Ask about quicksilver twice.", "Ask for quicksilver again."]
    id = deposit(library, "One", "Text.", recommendations=asks, values={"keyword": ["lanternfish"]}).item_id
    follow(library)
    assert files_with(home_of(library), "quicksilv")
    with library.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE item SET state = 'file_withdrawn' WHERE id = ?", (id,))
        connection.exec_driver_sql(
            "INSERT INTO change (item_id, what, at) VALUES (?, 'file withdrawn', '2026-01-01 00:00:00')", (id,)
        )
    follow(library)
    assert not files_with(home_of(library), "quicksilv")
    assert Likenesses(library).current(SAMPLES).reviews.having("word:lanternfish").tolist() == [0]


def test_damaged_rows_are_told_and_made_anew(library: Library) -> None:
    deposit(library, "One", "Text.", recommendations=["Ask about sleep."])
    follow(library)
    assert (check(library), fault_of(library, SAMPLES)) == ((), "")
    for path in home_of(library).rglob("about.json"):
        path.write_text("{}")
    assert "damaged" in fault_of(library, SAMPLES)
    assert [difference.collection for difference in check(library)] == list(Collection)
    rebuild(library)
    assert check(library) == ()
    assert len(Likenesses(library).current(SAMPLES).recommendations) == 1


def test_a_change_after_damage_makes_the_rows_anew(library: Library) -> None:
    deposit(library, "One", "Text.", recommendations=["Ask about sleep."])
    follow(library)
    for path in home_of(library).rglob("about.json"):
        path.write_text("{}")
    deposit(library, "Two", "Text.", recommendations=["Ask about food."])
    follow(library)
    assert len(Likenesses(library).current(SAMPLES).recommendations) == 2

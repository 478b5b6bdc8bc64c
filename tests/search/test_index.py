"""The index follows the catalogue, is swapped whole, and keeps no withdrawn word."""

from __future__ import annotations

import gc
import json
import threading
from pathlib import Path

import pytest

from repository.errors import LibraryError
from repository.governance.withdrawal import withdraw_item
from repository.records.items import Collection
from repository.store.library import Library
from search import engine
from search.index import Difference, Generation, check, folder_of, follow, in_use, pointer_file, rebuild
from search.request import SearchRequest
from search.searcher import open_searcher
from tests.search.invented_reviews import SAMPLES, deposit, hold, ids


def generation_of(library: Library, collection: Collection = SAMPLES) -> Generation:
    generation = in_use(library.settings.index, collection)
    assert generation is not None
    return generation


def folders_of(library: Library) -> list[Path]:
    return [folder_of(library.settings.index, SAMPLES) / name for name in sorted(generation_of(library).folders)]


def files_with(folder: Path, word: str) -> list[str]:
    """The names of files anywhere below a folder in which a word stands."""
    return [path.name for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def test_a_missing_index_is_made_by_the_first_search(library: Library) -> None:
    found = deposit(library, "One", "A bruise.").item_id
    assert ids(open_searcher(library), "bruise") == [found]


def test_follows_new_items_new_versions_and_items_taken_away(library: Library) -> None:
    first = deposit(library, "One", "A bruise.", source="one").item_id
    follow(library)
    searcher = open_searcher(library)
    second = deposit(library, "Two", "A bruise too.", source="two").item_id
    deposit(library, "One", "A fracture instead.", source="one")
    follow(library)
    assert (ids(searcher, "bruise"), ids(searcher, "fracture")) == ([second], [first])
    hold(library, second)
    follow(library)
    assert check(library) == ()
    assert ids(searcher, "bruise") == []


def test_following_twice_changes_nothing(library: Library) -> None:
    deposit(library, "One", "A bruise.")
    follow(library)
    before = {path: path.stat().st_mtime_ns for path in library.settings.index.rglob("*")}
    follow(library)
    assert before == {path: path.stat().st_mtime_ns for path in library.settings.index.rglob("*")}


def test_an_index_of_another_version_is_built_anew(library: Library) -> None:
    found = deposit(library, "One", "A bruise.").item_id
    follow(library)
    old = folders_of(library)
    pointer = pointer_file(library.settings.index, SAMPLES)
    pointer.write_text(pointer.read_text().replace('"stamp": "', '"stamp": "0.'))
    follow(library)
    assert not any(path.exists() for path in old)
    assert ids(open_searcher(library), "bruise") == [found]


def test_an_index_from_before_the_columns_is_replaced_and_nothing_of_it_stays(library: Library) -> None:
    """As version 1 left it: the engine's folder beside the pointer that names it."""
    gone = deposit(library, "Gone", "Quicksilverton.").item_id
    kept = deposit(library, "Kept", "A bruise.").item_id
    home = library.settings.index
    texts = [{"id": gone, "body": "Quicksilverton."}, {"id": kept, "body": "A bruise."}]
    home.mkdir()
    engine.create_plain(home / "samples-0c4d1f2e", ["body"], None, texts).close()
    old = {"folder": "samples-0c4d1f2e", "stamp": "1.1.0123456789ab", "change": 2, "written": 1}
    pointer_file(home, SAMPLES).write_text(json.dumps(old))
    (home / "samples").mkdir()
    (home / "samples" / "stray").write_text("quicksilverton")
    answers: list[list[str]] = []
    threads = [threading.Thread(target=lambda: answers.append(ids(open_searcher(library), "bruise"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert answers == [[kept], [kept]]
    withdraw_item(library, gone, "by order of a court")
    assert files_with(home, "uicksilverton") == []
    assert check(library) == ()


def test_check_names_what_differs(library: Library) -> None:
    assert [difference.fault for difference in check(library)] == ["There is no index of this version."] * 2
    gone = deposit(library, "One", "A bruise.").item_id
    follow(library)
    assert check(library) == ()
    new = deposit(library, "Two", "A bruise.").item_id
    hold(library, gone)
    assert check(library) == (Difference(SAMPLES, missing=(new,), left_over=(gone,)),)


# The engine leaves a table of contents that it cannot read open until it is collected.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_damaged_index_is_named_and_can_be_built_anew(library: Library) -> None:
    found = deposit(library, "One", "A bruise.").item_id
    follow(library)
    for path in (path for folder in folders_of(library) for path in folder.iterdir()):
        path.write_bytes(b"damaged")
    with pytest.raises(LibraryError, match="index build"):
        open_searcher(library).search(SearchRequest("bruise", SAMPLES))
    assert [difference.collection for difference in check(library)] == [SAMPLES]
    rebuild(library)
    assert ids(open_searcher(library), "bruise") == [found]
    gc.collect()


def test_no_word_of_a_withdrawn_review_stays_in_any_file(library: Library) -> None:
    kept = deposit(library, "Kept", "The lanternfish review.").item_id
    gone = deposit(
        library,
        "Gone Marigoldine",
        "Quicksilverton and multi-quicksilverton.",
        recommendations=["Thimblewick should be told."],
        values={"keyword": ["fenwickery"]},
    ).item_id
    follow(library)
    words = ("marigoldin", "Marigoldine", "quicksilverton", "thimblewick", "fenwickeri", gone)
    assert all(files_with(library.settings.index, word) for word in words)
    withdraw_item(library, gone, "by order of a court")
    assert [word for word in words if files_with(library.settings.index, word)] == []
    assert (
        sum(len(engine.ids(folder)) for folder in folders_of(library) if folder.name in generation_of(library).parts)
        == 1
    )
    assert ids(open_searcher(library), "lanternfish") == [kept]


def test_the_last_review_can_be_withdrawn(library: Library) -> None:
    gone = deposit(library, "Gone", "Quicksilverton.").item_id
    follow(library)
    withdraw_item(library, gone, "by order of a court")
    assert files_with(library.settings.index, "quicksilverton") == []
    searcher = open_searcher(library)
    assert ids(searcher, "") == []
    new = deposit(library, "New", "Lanternfish.").item_id
    follow(library)
    assert ids(searcher, "lanternfish") == [new]


def test_what_an_interrupted_writer_left_is_removed(library: Library) -> None:
    gone = deposit(library, "Gone", "Quicksilverton.").item_id
    follow(library)
    stray = folder_of(library.settings.index, SAMPLES) / "part-00000000"
    stray.mkdir()
    (stray / "run").write_bytes(b"quicksilverton")
    withdraw_item(library, gone, "by order of a court")
    assert files_with(library.settings.index, "quicksilverton") == []


def test_only_what_holds_a_withdrawn_review_is_written_again(library: Library) -> None:
    others = [deposit(library, f"Case {n}", f"A bruise and word{n}.", source=str(n)).item_id for n in range(3)]
    follow(library)
    kept = generation_of(library)
    gone = deposit(library, "Gone", "Quicksilverton.").item_id
    follow(library)
    assert kept.folders - {kept.table} <= generation_of(library).folders
    withdraw_item(library, gone, "by order of a court")
    now = generation_of(library)
    assert (now.parts, now.sheets) == (kept.parts, kept.sheets)
    withdraw_item(library, others[0], "by order of a court")
    assert kept.folders.isdisjoint(generation_of(library).folders)
    assert files_with(library.settings.index, "word0") == []
    assert files_with(library.settings.index, "word1") != []
    assert ids(open_searcher(library), '"a bruise and word2"') == [others[2]]


def test_many_small_changes_leave_few_files_and_the_same_answers(library: Library) -> None:
    for number in range(12):
        deposit(library, f"Case {number}", f"bruise word{number % 3} " * (1 + number), source=str(number % 9))
        follow(library)
    generation = generation_of(library)
    assert len(generation.sheets) <= 4
    searcher = open_searcher(library)
    before = {text: ids(searcher, text) for text in ("bruise", "word1", '"bruise word2"', "bruise -word0")}
    rebuild(library)
    assert len(generation_of(library).sheets) == 1
    assert before == {text: ids(open_searcher(library), text) for text in before}
    assert check(library) == ()


def test_writers_wait_for_each_other(library: Library) -> None:
    for number in range(10):
        deposit(library, f"Case {number}", "A bruise.")
    failed: list[Exception] = []

    def write(job: int) -> None:
        try:
            rebuild(library) if job % 2 else follow(library)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(job,)) for job in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert check(library) == ()
    assert len(ids(open_searcher(library), "bruise")) == 10


def test_a_withdrawal_cut_short_is_found_no_more_and_the_next_update_cleans_the_files(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, kept = (deposit(library, title, f"A bruise, {title}ton.").item_id for title in ("quicksilver", "lanternfish"))
    follow(library)
    searcher = open_searcher(library)
    assert set(ids(searcher, "bruise")) == {gone, kept}

    def full_disk(*_: object) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("search.columns.files.np.ascontiguousarray", full_disk)
        with pytest.raises(OSError, match="No space"):
            withdraw_item(library, gone, "by order of a court")
    assert files_with(library.settings.index, "quicksilverton")
    for reader in (searcher, open_searcher(library)):
        assert ids(reader, "bruise") == [kept]
        assert (ids(reader, "quicksilverton"), reader.suggest("quicksil", SAMPLES)) == ([], ())
    assert [(found.left_over, found.missing) for found in check(library)] == [((gone,), ())]
    follow(library)
    assert files_with(library.settings.index, "quicksilver") == []
    assert check(library) == ()

"""The commands that take files in and that tell how one was read."""

from __future__ import annotations

import json
import signal
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from repository.errors import LibraryError, WrongUsage
from repository.governance.relations import item_now
from repository.records.items import Collection
from repository.store.library import open_library

if TYPE_CHECKING:
    from ingest.outcome import FileOutcome


@click.command()
@click.argument("sources", metavar="PATH_OR_ADDRESS...", nargs=-1)
@click.option("--collection", type=click.Choice([c.value for c in Collection]), default=Collection.CATALOGUE.value,
              show_default=True, help="Real reports, or the invented samples: never both together.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and file.")
@click.option("--ocr", is_flag=True, help="Recognise the text of pages that are pictures only (needs tesseract).")
@click.option("--strict", is_flag=True, help="End with 3 when a file was held, quarantined or refused.")
@click.option("--workers", type=click.IntRange(1, 16), default=1, show_default=True, help="Files read side by side.")
@click.option("--listing", is_flag=True, help="The pages list reviews: a record for each entry, its links followed.")
@click.option("--records", is_flag=True, help="The files are catalogues (CSV, RIS or MARC): a record for each row.")
@click.option("--urls", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="A text file of web addresses, one a line: each is fetched.")  # fmt: skip
@click.option("--watch", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="FOLDER",
              help="Take in what is put into a folder, until interrupted.")  # fmt: skip
@click.option("--every", type=click.FloatRange(0.1, 86_400), default=10.0, show_default=True, metavar="SECONDS",
              help="How often a watched folder is looked at.")  # fmt: skip
@click.option("--follow/--no-follow", default=True, help="Fetch the files that a list or catalogue links to.")
@click.option("--allow-network", multiple=True, metavar="NETWORK", help="Fetch from this network although not public.")
def ingest(
    sources: tuple[str, ...], collection: str, as_json: bool, ocr: bool, strict: bool, workers: int, listing: bool,
    records: bool, urls: tuple[Path, ...], watch: Path | None, every: float, follow: bool,
    allow_network: tuple[str, ...],
) -> None:  # fmt: skip
    """Take files, folders and web addresses into the library.

    Each file gets its outcome: ok, new_version, unchanged, no_text, held, quarantined or refused. A
    bad file stops nothing. A run that was stopped goes on where it was when it is started again.
    """
    if watch is not None:
        if sources or urls or listing or records:
            raise WrongUsage("--watch takes in one folder and nothing else.", "Run the command twice.")
        _watch(watch, Collection(collection), workers, ocr=ocr, every=every, as_json=as_json)
        return
    if not sources and not urls:
        raise WrongUsage("Nothing is named that could be taken in.", "Name files, folders or web addresses.")
    _take_in(sources, urls, Collection(collection), workers, ocr=ocr, strict=strict, as_json=as_json, listing=listing,
             records=records, follow=follow, networks=allow_network)  # fmt: skip


def _take_in(
    sources: Sequence[str], urls: Sequence[Path], collection: Collection, workers: int, *, ocr: bool, strict: bool,
    as_json: bool, listing: bool, records: bool, follow: bool, networks: Sequence[str],
) -> None:  # fmt: skip
    from ingest.outcome import summary
    from ingest.sources.asked_for import find_sources

    found = find_sources(sources, listing=listing, records=records, follow=follow, networks=networks, urls=urls)
    with open_library() as library:
        outcomes = []
        try:
            for number, outcome in enumerate(found.take_in(library, collection, workers, ocr=ocr), start=1):
                outcomes.append(outcome)
                _say(outcome, f"{number}/{found.number or '?'} ", as_json=as_json)
        except KeyboardInterrupt:
            click.echo(f"Stopped after {summary(outcomes)}. Run the same command again to go on.", err=True)
            raise
        library.bring_up_to_date()
    if not as_json:
        click.echo(f"{summary(outcomes)}.")
        _say_left_out(found.left_out)
    if strict and any(o.status in ("held", "quarantined", "refused") for o in outcomes):
        raise SystemExit(3)


def _watch(folder: Path, collection: Collection, workers: int, *, ocr: bool, every: float, as_json: bool) -> None:
    """Watch until somebody or the system (SIGTERM) asks to stop, which is no failure."""
    from ingest.outcome import summary
    from ingest.sources.watching import watch

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    click.echo(f"Watching {folder}, every {every:g} seconds. Ctrl-C stops.", err=True)
    outcomes: Counter[str] = Counter()
    with open_library() as library:
        try:
            for outcome in watch(
                library, folder, collection, workers=workers, ocr=ocr, every=every, say=partial(click.echo, err=True)
            ):
                outcomes[outcome.status] += 1
                _say(outcome, "", as_json=as_json)
        except KeyboardInterrupt:
            library.bring_up_to_date()
    click.echo(f"Stopped after {summary(outcomes)}.", err=True)


def _say(outcome: FileOutcome, place: str, *, as_json: bool) -> None:
    words = json.dumps(outcome.as_json(), ensure_ascii=False) if as_json else f"{place}{outcome.in_words()}"
    click.echo(words)


def _say_left_out(left_out: Iterable[Path]) -> None:
    names = sorted({path.name for path in left_out})
    if names:
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        click.echo(f"Left out, as they accompany documents: {', '.join(names[:5])}{more}.")


@click.command()
@click.argument("id")
def explain(id: str) -> None:
    """Tell how an item was read: its pages, what was dropped from them, and each value with its words."""
    from ingest.explaining import story

    with open_library() as library:
        item = item_now(library, id)
        if item.id != id:
            click.echo(f"{id} is now part of {item.id}.", err=True)
        if not item.is_public:
            raise LibraryError(f"The record {item.id} is {item.state}.", "Nothing of its text is kept.")
        for line in story(library, item):
            click.echo(line)

"""The commands that take files in and that tell how one was read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click

from repository.errors import LibraryError
from repository.records.items import Collection
from repository.store.library import open_library


@click.command()
@click.argument("sources", metavar="PATH_OR_ADDRESS...", nargs=-1, required=True)
@click.option("--collection", type=click.Choice([c.value for c in Collection]), default=Collection.CATALOGUE.value,
              show_default=True, help="Real reports, or the invented samples: never both together.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and file.")
@click.option("--ocr", is_flag=True, help="Recognise the text of pages that are pictures only (needs tesseract).")
@click.option("--strict", is_flag=True, help="End with 3 when a file was held, quarantined or refused.")
@click.option("--workers", type=click.IntRange(1, 16), default=1, show_default=True, help="Files read side by side.")
@click.option("--listing", is_flag=True, help="The pages list reviews: a record for each entry, its links followed.")
@click.option("--records", is_flag=True, help="The files are catalogues (CSV or RIS): a record for each row.")
@click.option("--follow/--no-follow", default=True, help="Fetch the files that a list or catalogue links to.")
@click.option("--allow-network", multiple=True, metavar="NETWORK", help="Fetch from this network although not public.")
def ingest(
    sources: tuple[str, ...], collection: str, as_json: bool, ocr: bool, strict: bool, workers: int, listing: bool,
    records: bool, follow: bool, allow_network: tuple[str, ...],
) -> None:  # fmt: skip
    """Take files, folders and web addresses into the library.

    Each file gets its outcome: ok, new_version, unchanged, no_text, held, quarantined or refused. A
    bad file stops nothing. A run that was stopped goes on where it was when it is started again.
    """
    from ingest.outcome import summary
    from ingest.sources.asked_for import find_sources

    found = find_sources(sources, listing=listing, records=records, follow=follow, networks=allow_network)
    with open_library() as library:
        outcomes = []
        try:
            for number, outcome in enumerate(found.take_in(library, Collection(collection), workers, ocr=ocr), start=1):
                outcomes.append(outcome)
                if as_json:
                    click.echo(json.dumps(outcome.as_json(), ensure_ascii=False))
                else:
                    click.echo(f"{number}/{found.number or '?'} {outcome.in_words()}")
        except KeyboardInterrupt:
            click.echo(f"Stopped after {summary(outcomes)}. Run the same command again to go on.", err=True)
            raise
        library.bring_up_to_date()
    if not as_json:
        click.echo(f"{summary(outcomes)}.")
        _say_left_out(found.left_out)
    if strict and any(o.status in ("held", "quarantined", "refused") for o in outcomes):
        raise SystemExit(3)


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
        item = library.catalogue.item_now(id)
        if item.id != id:
            click.echo(f"{id} is now part of {item.id}.", err=True)
        if not item.is_public:
            raise LibraryError(f"The record {item.id} is {item.state}.", "Nothing of its text is kept.")
        for line in story(library, item):
            click.echo(line)

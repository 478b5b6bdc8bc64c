"""The commands for files that are held: list them, release one into the library, or keep it held."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path, PurePosixPath

import click

from ingest.sources.folder import FileToRead, find_files
from repository.errors import LibraryError
from repository.governance.holding import KEPT, RELEASED, HeldFile, decide, held_files
from repository.records.identifiers import ITEM_ID
from repository.store.library import Library, open_library

PERSON = click.option("--person", required=True, help="Who decides.")
REASON = click.option("--reason", required=True, help="Why; it is kept with the decision.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and file.")
def held(as_json: bool) -> None:
    """List the files that wait until a person has looked at them, the longest waiting first."""
    with open_library() as library:
        waiting = held_files(library)
        for file in waiting:
            original = library.originals.path(file.sha256)
            if as_json:
                click.echo(json.dumps(asdict(file) | {"original": str(original)}, ensure_ascii=False))
            else:
                click.echo(f"{file.id}  {file.source}\n    {file.reason}\n    original: {original}")
                click.echo(f"    kept by {file.kept}" if file.kept else "    not decided yet")
    if not as_json:
        click.echo(f"{len(waiting)} held.")


@click.command()
@click.argument("id")
@PERSON
@REASON
def release(id: str, person: str, reason: str) -> None:
    """Take a held file into the library. What is hidden in it stays out of its text; the decision is recorded."""
    from ingest.pipeline import ingest_files

    with open_library() as library:
        file = decide(library, id, RELEASED, person, reason)
        (outcome,) = ingest_files(library, [file_of(library, file)], file.collection)
        library.bring_up_to_date()
    click.echo(outcome.in_words())
    if not outcome.id:
        raise LibraryError(f"The file {id} is released but could not be taken in.", "Correct what is said above.")
    click.echo(f"It is {outcome.id} now.")


@click.command()
@click.argument("id")
@PERSON
@REASON
def keep(id: str, person: str, reason: str) -> None:
    """Keep a held file out of the library for good, unless it is released later; the decision is recorded."""
    with open_library() as library:
        decide(library, id, KEPT, person, reason)
    click.echo(f"{id} stays held.")


def file_of(library: Library, file: HeldFile) -> FileToRead:
    """The held bytes as a file to read, with what the list beside the original says, where that is still there."""
    item_id, _, name = file.source.partition("/")
    found = find_files([Path(file.source)]).files if Path(file.source).is_file() else ()
    given = found[0].given if found else None
    return FileToRead(
        path=library.originals.path(file.sha256),
        source=file.source,
        item_id=item_id if ITEM_ID.fullmatch(item_id) else found[0].item_id if found else None,
        kind=found[0].kind if found else None,
        given=given,
        name=PurePosixPath(name or file.source).name,
        load=lambda: library.originals.read(file.sha256),
    )

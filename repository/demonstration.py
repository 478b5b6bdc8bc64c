"""Builds the demonstration library, once: the starter catalogue of real reviews and the invented sample reports."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from repository.command_line import declared_commands, load_command
from repository.errors import LibraryError
from repository.installation import library_version
from repository.records.items import Collection
from repository.settings import Settings, read_settings
from repository.store.library import open_library
from repository.store.starter_catalogue import load_starter_catalogue

STAMP = "demonstration.stamp"
"""A file in the instance folder: the fingerprint of the corpus that the demonstration was built from."""
SHOWN_EVERY = 50


@click.command()
def demo() -> None:
    """Build the demonstration library where it is not built yet. Can be stopped and started again."""
    settings = read_settings()
    fingerprint = corpus_fingerprint()
    if is_built(settings, fingerprint):
        click.echo(f"The demonstration library is ready in {settings.home}.")
        return
    click.echo(f"Building the demonstration library in {settings.home} (once) ...")
    with open_library(settings) as library:
        click.echo("1/2 The starter catalogue of published reviews")
        load_starter_catalogue(library, _show)
    click.echo("2/2 The invented sample reports")
    with as_file(files("corpus") / "samples") as folder:
        ingest_samples(folder)
    with open_library(settings) as library:
        library.bring_up_to_date()
        real = sum(library.catalogue.counts(Collection.CATALOGUE).values())
        invented = sum(library.catalogue.counts(Collection.SAMPLES).values())
    (settings.home / STAMP).write_text(fingerprint, encoding="utf-8")
    click.echo(f"Ready: {real} records of published reviews and {invented} invented samples in {settings.home}.")


def is_built(settings: Settings, fingerprint: str) -> bool:
    """True where the demonstration was built to its end from this corpus."""
    stamp = settings.home / STAMP
    if settings.database.startswith("sqlite:///") and not Path(settings.database.removeprefix("sqlite:///")).is_file():
        return False
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint


def corpus_fingerprint() -> str:
    """SHA-256 of the program's version and every file of the corpus with its name."""
    found = hashlib.sha256(library_version().encode())
    for name, file in sorted(_files(files("corpus"), ""), key=lambda pair: pair[0]):
        found.update(f"\n{name}\n".encode())
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def ingest_samples(folder: Path) -> None:
    """Take the sample reports in with the `ingest` command. Raises LibraryError when there is none."""
    declared = declared_commands().get("ingest")
    if declared is None:
        raise LibraryError("There is no command 'ingest'.", "Install the library again, whole.")
    command = load_command(declared)
    readers = str(min(4, os.cpu_count() or 1))
    arguments = [str(folder), "--collection", Collection.SAMPLES.value, "--workers", readers]
    # Not `main`: an interruption and an error are to reach the one place that says them.
    with command.make_context("ingest", arguments) as context:
        command.invoke(context)


def _files(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _files(each, f"{above}{each.name}/")
        else:
            yield f"{above}{each.name}", each


def _show(done: int, of: int) -> None:
    if done % SHOWN_EVERY == 0 or done == of:
        click.echo(f"    {done} of {of}")

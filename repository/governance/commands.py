"""The commands of people who decide: correct a value, tie or merge records, look at what may be one record twice."""

from __future__ import annotations

from pathlib import Path

import click

from repository.errors import WrongUsage
from repository.governance import conflicts as conflicting
from repository.governance import corrections, relations
from repository.governance.duplicates import keep_apart, suspected
from repository.records.concepts import label_of
from repository.records.items import Collection
from repository.store.library import open_library

PERSON = click.option("--person", required=True, help="Who decides; kept with the decision.")
REASON = click.option("--reason", required=True, help="Why; kept with the decision.")
COLLECTION = click.option(
    "--collection",
    type=click.Choice([c.value for c in Collection]),
    default=Collection.CATALOGUE.value,
    show_default=True,
    help="Real records or invented samples.",
)


@click.command()
@click.argument("id", required=False)
@click.argument("field", required=False)
@click.argument("value", required=False)
@click.option("--person", default="", help="Who says so; kept with the value.")
@click.option("--reason", default="", help="Why; kept with the value.")
@click.option("--deny", is_flag=True, help="The value is wrong, instead of right.")
@click.option("--of", default="", metavar="NAME", help="The child or recommendation it is a value of: label or id.")
@click.option("--file", "path", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Many at once, as CSV: id, field, value, reason; of, person and deny if wanted.")  # fmt: skip
def correct(
    id: str | None, field: str | None, value: str | None, person: str, reason: str, deny: bool, of: str,
    path: Path | None,
) -> None:  # fmt: skip
    """Say what a value of a record is, or that it is wrong. It stands against whatever the program reads.

    A theme, agency, board or other concept may be given by its id or its label. `subject` and `recommendation` add
    one, or with --deny take one away; `subject.age`, `recommendation.text` and so on give a value of the one that
    --of names.
    """
    if path is not None and id is None:
        given = corrections.read_corrections(path, person)
    elif path is None and id and field and value:
        given = [corrections.Correction(id, field, value, person, reason, deny, of)]
    else:
        raise WrongUsage("Give ID, FIELD and VALUE, or --file.", "One or the other.")
    with open_library() as library:
        corrections.correct(library, given)
    click.echo(f"{len(given)} corrected." if len(given) != 1 else f"{given[0].item_id}: {given[0].field} corrected.")


@click.command()
@click.argument("id")
@click.argument("kind", type=click.Choice(relations.RELATIONS))
@click.argument("other")
@PERSON
@REASON
def relate(id: str, kind: str, other: str, person: str, reason: str) -> None:
    """Tie a record to another: `relate ID summary_of OTHER`."""
    with open_library() as library:
        relations.relate(library, id, kind, other, person=person, reason=reason)
    click.echo(f"{id} is {kind.replace('_', ' ')} {other}.")


@click.command()
@click.argument("id")
@click.argument("into")
@PERSON
@REASON
def merge(id: str, into: str, person: str, reason: str) -> None:
    """Make two records of one review one: everything of ID goes to INTO; ID stays as the way there."""
    with open_library() as library:
        relations.merge(library, id, into, person=person, reason=reason)
    click.echo(f"{id} is now part of {into}.")


@click.command()
@COLLECTION
@click.option("--keep-apart", "two", nargs=2, metavar="ID OTHER", help="Record that these two are two reviews.")
@click.option("--person", default="", help="Who decides that they are two.")
@click.option("--reason", default="", help="Why they are two.")
def duplicates(collection: str, two: tuple[str, str] | None, person: str, reason: str) -> None:
    """List records that may be one review; `merge` or `relate` them, or keep them apart."""
    with open_library() as library:
        if two is not None:
            keep_apart(library, *two, person=person, reason=reason)
            click.echo(f"{two[0]} and {two[1]} stay two.")
            return
        found = suspected(library, Collection(collection))
        for each in found:
            titles = [library.catalogue.item(id).title for id in (each.item_id, each.other_id)]
            click.echo(f"{each.item_id}  {titles[0]}\n{each.other_id}  {titles[1]}\n    {each.why}\n")
    click.echo(f"{len(found)} pairs of records may be one.")


@click.command()
@COLLECTION
def conflicts(collection: str) -> None:
    """List values that a depositor or a list gave and that the text contradicts; `correct` settles each."""
    with open_library() as library:
        found = conflicting.open_conflicts(library, Collection(collection))
    for each in found:
        given, read = (", ".join(label_of(each.field, value) for value in values) for values in (each.given, each.read))
        click.echo(f"{each.item_id}  {each.field}\n    given: {given} ({', '.join(each.by)})\n    found: {read}\n")
    click.echo(f"{len(found)} conflicts.")

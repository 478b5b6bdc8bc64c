"""The commands of the catalogue: show or withdraw a record, vocabularies, the starter catalogue, a look over all."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from repository.governance.relations import item_now
from repository.governance.withdrawal import withdraw_item
from repository.health import look_over
from repository.records.as_json import whole_record
from repository.records.concepts import label_of, vocabularies
from repository.records.dates import in_words
from repository.records.items import Collection, Item, Kind, Recommendation, Subject
from repository.records.statements import DATES, Statement
from repository.settings import read_settings
from repository.store.library import open_library
from repository.store.starter_catalogue import load_starter_catalogue


@click.command()
@click.argument("id")
@click.option("--reason", required=True, help="The class of reason that is said in public.")
@click.option("--person", default="", help="Who asked for it; kept in the record, never shown.")
def withdraw(id: str, reason: str, person: str) -> None:
    """Take an item out of the library: its text, files, index entries. Its record stays, its files are refused."""
    with open_library() as library:
        gone = withdraw_item(library, id, reason, person)
    click.echo(
        f"{id} is withdrawn: {gone.pages} pages and {gone.files} files erased; the files are refused from now on."
    )


@click.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="The whole record for machines.")
def show(id: str, as_json: bool) -> None:
    """Show a record: each value with where it comes from."""
    with open_library() as library:
        item = item_now(library, id)
    if item.id != id:
        click.echo(f"{id} is now part of {item.id}.", err=True)
    if as_json:
        click.echo(json.dumps(whole_record(item), ensure_ascii=False, indent=1))
        return
    for line in _in_lines(item):
        click.echo(line)


def _in_lines(item: Item) -> Iterator[str]:
    yield item.title
    yield f"{item.id}, {item.kind} in {item.collection}, {item.state}"
    if item.withdrawal is not None:
        yield f"Withdrawn on {item.withdrawal.at:%d %B %Y}: {item.withdrawal.reason}"
    for field in dict.fromkeys(s.field for s in item.statements):
        for statement in item.said(field):
            yield f"{field}: {_in_words(statement)}"
    for p in item.publications:
        yield f"publication: {p.kind}, {p.availability}, {p.pages} pages. {p.where_to_ask}".rstrip()
    for subject in item.subjects:
        parts = (subject.label, subject.age, subject.sex, label_of("outcome", subject.outcome))
        yield f"subject: {', '.join(filter(None, parts)) or 'not stated'}{_by(subject)}"
    for r in item.recommendations:
        pages = f" (page {', '.join(map(str, r.pages))})" if r.pages else ""
        yield f"recommendation {r.label} [{r.id}]: {r.text}{pages}{_by(r)}"
    for f in item.findings:
        yield f"finding {f.label}: {f.text} (page {', '.join(map(str, f.pages))})"
    for relation in item.relations:
        yield f"{relation.kind}: {relation.other_id or relation.note}"


def _by(part: Subject | Recommendation) -> str:
    return f"  [{part.person}: {part.reason}]" if part.person else ""


def _in_words(s: Statement) -> str:
    value = in_words(s.value) if s.field in DATES else label_of(s.field, s.value)
    page = f"page {s.evidence.page}: “{s.evidence.quote}”" if s.evidence.page else s.evidence.source_url
    doubt = "" if s.confirmed else ", not confirmed by its source"
    return f"{value}  [{s.rule or s.person}, {page}{doubt}]"


@click.group()
def vocabulary() -> None:
    """List, check or export the vocabularies."""


@vocabulary.command("list")
@click.argument("name", required=False)
def list_vocabulary(name: str | None) -> None:
    """The vocabularies, or the concepts of one."""
    if name is None:
        for each in vocabularies().values():
            click.echo(f"{each.name}: {len(each)} concepts")
        return
    if name not in vocabularies():
        raise click.BadParameter(f"there is no vocabulary '{name}'. Known: {', '.join(vocabularies())}.")
    for concept in vocabularies()[name].values():
        click.echo(f"{concept.id}: {concept.label}{'' if concept.is_checked else ' (unchecked)'}")


@vocabulary.command()
def check() -> None:
    """Read every vocabulary; an error names the row. Labels that several concepts share are listed."""
    for each in vocabularies().values():
        for label, concepts in each.ambiguous.items():
            click.echo(f"{each.name}: '{label}' is ambiguous: {', '.join(c.id for c in concepts)}")
    click.echo(f"{len(vocabularies())} vocabularies are sound.")


@vocabulary.command()
@click.option("--turtle", is_flag=True, required=True, help="As SKOS in Turtle.")
@click.argument("names", nargs=-1)
def export(turtle: bool, names: tuple[str, ...]) -> None:
    """Print the named vocabularies, or all, for use elsewhere."""
    from repository.records.skos import as_turtle

    unknown = [name for name in names if name not in vocabularies()]
    if unknown:
        raise click.BadParameter(f"there is no vocabulary '{unknown[0]}'. Known: {', '.join(vocabularies())}.")
    click.echo(as_turtle(v for v in vocabularies().values() if not names or v.name in names))


@click.group()
def catalogue() -> None:
    """Load the starter catalogue, list records, count them."""


@catalogue.command()
def load() -> None:
    """Take in the facts about published reviews that come with the library; what is there already stays."""
    with open_library() as library:
        done = load_starter_catalogue(library)
        library.bring_up_to_date()
    click.echo(
        f"{done.added} records added, {done.renewed} renewed, {done.unchanged} unchanged, {done.left_out} withdrawn."
    )


COLLECTION = click.option(
    "--collection",
    type=click.Choice([c.value for c in Collection]),
    default=Collection.CATALOGUE.value,
    show_default=True,
    help="Real records or invented samples: never both together.",
)


@catalogue.command("list")
@COLLECTION
@click.option("--kind", type=click.Choice([k.value for k in Kind]), help="Only items of this kind.")
def list_records(collection: str, kind: str | None) -> None:
    """One line for each record: id, year of publication, title."""
    with open_library() as library:
        for id in library.catalogue.ids(Collection(collection), Kind(kind) if kind else None):
            item = library.catalogue.item(id)
            click.echo(f"{item.id}  {item.year_published or '----'}  {item.title}")


@catalogue.command()
@COLLECTION
def counts(collection: str) -> None:
    """How many records of each kind there are."""
    with open_library() as library:
        for kind, number in library.catalogue.counts(Collection(collection)).items():
            click.echo(f"{kind}: {number}")


@click.command()
def doctor() -> None:
    """Say what is there and what is missing. Ends with 1 when something is broken."""
    broken = False
    for found in look_over(read_settings()):
        mark = {True: "fine", False: "BROKEN", None: "missing"}[found.fine]
        click.echo(f"{found.name:<13} {mark:<8} {found.said}")
        broken = broken or found.fine is False
    if broken:
        raise SystemExit(1)

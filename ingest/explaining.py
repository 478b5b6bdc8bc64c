"""Tells one item's whole story: its pages, what was dropped from them, and each value with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from repository.records.items import DROPPED, Item, Publication, Recommendation, Subject
from repository.store.library import Library


def story(library: Library, item: Item) -> Iterator[str]:
    """The story line by line, for people."""
    yield f"{item.title} ({item.id}, {item.kind}, collection {item.collection})"
    for publication in item.publications:
        yield from _file(library, publication)
    yield ""
    yield "Values"
    yield from _values(item)
    for subject in item.subjects:
        yield f"  subject: {_subject(subject)}"
        where = f"page {subject.evidence.page}" if subject.evidence.page else "no page"
        yield f"      {where}, by {_by(subject)}: {_short(subject.evidence.quote)}".rstrip(": ")
    for r in item.recommendations:
        addressed = ", ".join(r.addressees) or "nobody named"
        yield f"  recommendation {r.label} to {addressed}, pages {_numbers(r.pages)}, by {_by(r)}: {_short(r.text)}"
    for f in item.findings:
        yield f"  {f.label}, pages {_numbers(f.pages)}, by {f.rule}: {_short(f.text)}"


def _file(library: Library, publication: Publication) -> Iterator[str]:
    about = f"{publication.kind}, {publication.engine or 'catalogue record'}"
    yield ""
    yield f"File {publication.id}: {publication.file_name or 'none'} ({about})"
    for page in library.catalogue.pages(publication.id):
        yield f"  page {page.number}" + (f" (printed {page.label})" if page.label else "")
        for block in page.blocks:
            mark = "- dropped" if block.role in DROPPED else " "
            yield f"    {mark} {block.role} {block.number} {_short(block.text)}".rstrip()


def _values(item: Item) -> Iterator[str]:
    for s in item.statements:
        where = f"page {s.evidence.page}" if s.evidence.page else s.evidence.source_url or "no page"
        yield f"  {s.field}: {s.value}"
        yield f"      {where}, by {s.rule or s.person}, confidence {s.confidence:.2f}: {_short(s.evidence.quote)}"


def _subject(subject: Subject) -> str:
    names = {"label": subject.label, "age": subject.age, "sex": subject.sex, "outcome": subject.outcome}
    return "; ".join(value or f"{name} not stated" for name, value in names.items())


def _by(part: Subject | Recommendation) -> str:
    return part.rule or f"{part.person} ({part.reason})"


def _short(text: str, length: int = 160) -> str:
    words = " ".join(text.split())
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def _numbers(pages: Iterable[int]) -> str:
    return ", ".join(map(str, pages))

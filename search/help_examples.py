"""Examples of the query language, each with what it finds and what it does not: the help page shows them, and
the tests hold every one to its word."""

from __future__ import annotations

from dataclasses import dataclass

from search.alike import SHORTEST
from search.request import LONGEST_QUERY, MOST_TERMS
from search.syntax import DEEPEST
from search.tokens import FARTHEST, LONGEST_PHRASE, NEAREST, SHORTEST_BEGINNING


@dataclass(frozen=True)
class Example:
    """A query, what it is taken to mean (in the words of the results page), what it is for, a sentence that it
    finds and one that it does not."""

    query: str
    means: str
    use: str
    finds: str
    misses: str


LIMITS = (
    f"A query may have {LONGEST_QUERY:,} characters, {MOST_TERMS} words and {DEEPEST} brackets within brackets.",
    f"A phrase may have {LONGEST_PHRASE} words.",
    f"A star needs {SHORTEST_BEGINNING} letters before it, ~ a word of {SHORTEST} letters.",
    f"NEAR reaches {NEAREST} words where no number is given, and {FARTHEST} at most.",
)
"""How far the query language goes, in sentences."""
EXAMPLES = (
    Example(
        "bruising baby",
        "bruising and baby",
        "Words side by side must all be there, in any form.",
        "The babies had bruises.",
        "The baby was well.",
    ),
    Example(
        '"strategy discussion"',
        "“strategy discussion”",
        "Words in quotation marks stand one after the other.",
        "A strategy discussion was held.",
        "The discussion of strategy was long.",
    ),
    Example(
        "neglect OR starvation",
        "neglect or starvation",
        "OR in capitals: either is enough.",
        "He died of starvation.",
        "He was well fed.",
    ),
    Example(
        "bruise NOT accident",
        "bruise and not accident",
        "NOT in capitals, or a minus before the word, leaves out what has it.",
        "A bruise was seen.",
        "A bruise was put down to an accident.",
    ),
    Example(
        "(burn OR scald) hospital",
        "(burn or scald) and hospital",
        "Brackets keep together what belongs together.",
        "The scald was seen in hospital.",
        "The hospital was near.",
    ),
    Example(
        "mother NEAR/3 midwife",
        "mother within 3 words of midwife",
        "NEAR and a number: so many words apart at most, in either order.",
        "The midwife saw the mother.",
        "The mother told her sister what the midwife had said.",
    ),
    Example(
        '(bruise OR "black eye") NEAR/5 nursery',
        "(bruise or “black eye”) within 5 words of nursery",
        "NEAR also joins phrases and alternatives.",
        "The nursery wrote down a black eye.",
        "A black eye was seen by the aunt. No word of it ever reached the nursery.",
    ),
    Example(
        "neglec*",
        "words beginning “neglec”",
        "A star after three letters or more: every word that begins so.",
        "He was neglectful.",
        "He was negligent.",
    ),
    Example(
        "paediatrican~",
        "words spelled like “paediatrican”",
        "~ after a word of four letters or more: words that differ by one letter too.",
        "A paediatrician saw her.",
        "A pediatrician saw her.",
    ),
    Example(
        "exact:bruises",
        "exactly “bruises”",
        "exact: finds the word as it is written, with no other ending.",
        "Two bruises were seen.",
        "One bruise was seen.",
    ),
    Example(
        "title:nursery",
        "in the title: nursery",
        "In one field alone: title:, heading:, recommendation:, finding: or body:.",
        "title = Abuse at a nursery",
        "She went to a nursery.",
    ),
    Example(
        'recommendation:"safe sleep"',
        "in the recommendations: “safe sleep”",
        "A phrase or brackets may follow the colon.",
        "recommendation = All staff should give advice on safe sleep.",
        "Advice on safe sleep was given.",
    ),
    Example(
        "neglect year:2010-2019",
        "neglect and published from 2010 to 2019",
        "A year or a range of years of publication: year:2014, year:2010-2019, year:2010- or year:-1979.",
        "year = 2012; Neglect was seen.",
        "year = 1999; Neglect was seen.",
    ),
    Example(
        "Child A",
        "Child A",
        "The label of a person is one thing: not any child, and not any a.",
        "Child A was not seen.",
        "A child was not seen.",
    ),
    Example(
        "multi-agency",
        "multi-agency",
        "Words with a hyphen are found in every spelling.",
        "Multiagency working was weak.",
        "The agency was weak.",
    ),
)

"""What labelled reports teach of agencies: those much written about are examined, others are named in passing."""

from __future__ import annotations

from ingest.values.agency_signals import signals_of, written_about
from ingest.values.agency_training import LabelledAgencies, learn, told
from ingest.values.sections import Place
from repository.records.items import Block, BlockRole

WORDS = {"hv": "health visitor", "csc": "social worker", "police-force": "police officer", "dental": "dentist"}


def report(name: str, much: str, little: str) -> LabelledAgencies:
    texts = [f"The {WORDS[much]} saw her in May and wrote nothing."] * 9 + [f"A {WORDS[little]} called once."]
    found = written_about([Place(1, Block(BlockRole.PARAGRAPH, text), "", "") for text in texts])
    return LabelledAgencies(name, signals_of(found, ()), frozenset({much}))


REPORTS = [report("a", "hv", "dental"), report("b", "csc", "hv"), report("c", "police-force", "csc")] * 6


def test_what_was_learned_tells_a_report_that_was_not_seen() -> None:
    assert told(report("d", "dental", "police-force"), learn(REPORTS)) == {"dental"}


def test_the_same_reports_teach_the_same() -> None:
    assert learn(REPORTS) == learn(REPORTS)

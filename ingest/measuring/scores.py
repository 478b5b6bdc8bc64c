"""What right, wrong, missing and spurious mean, and the figures made of them: precision, recall and F1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from repository.records.concepts import ancestors, concept
from repository.records.statements import VOCABULARY_OF

ONE_TO_ONE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"})


@dataclass(frozen=True)
class Miss:
    """A value that is not as in the gold. `kind` is wrong, missing or spurious; `evidence` what the program went by."""

    field: str
    kind: str
    expected: str = ""
    found: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Outcome:
    """The score of one field of one document. A value that is half right counts 0.5 as right, 0.5 as wrong."""

    field: str
    right: float = 0.0
    wrong: float = 0.0
    missing: float = 0.0
    spurious: float = 0.0
    misses: tuple[Miss, ...] = ()

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.field,
            self.right + other.right,
            self.wrong + other.wrong,
            self.missing + other.missing,
            self.spurious + other.spurious,
            self.misses + other.misses,
        )


@dataclass
class FieldTotals:
    """A field over all documents. Precision, recall and F1 are 0 to 1, None where there is nothing to divide by."""

    right: float = 0.0
    wrong: float = 0.0
    missing: float = 0.0
    spurious: float = 0.0
    misses: list[Miss] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one document's outcome of the field."""
        self.right += outcome.right
        self.wrong += outcome.wrong
        self.missing += outcome.missing
        self.spurious += outcome.spurious
        self.misses += outcome.misses

    @property
    def precision(self) -> float | None:
        """right / (right + wrong + spurious)."""
        return _part(self.right, self.right + self.wrong + self.spurious)

    @property
    def recall(self) -> float | None:
        """right / (right + wrong + missing)."""
        return _part(self.right, self.right + self.wrong + self.missing)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        # 2pr / (p + r) without the quotients, which may have nothing to divide by.
        return _part(2 * self.right, 2 * (self.right + self.wrong) + self.missing + self.spurious)

    def as_json(self) -> dict[str, float | None]:
        """The counts and the three figures, to four decimals."""
        names = ("right", "wrong", "missing", "spurious", "precision", "recall", "f1")
        values = {name: getattr(self, name) for name in names}
        return {name: None if value is None else round(value, 4) for name, value in values.items()}


def total_by_field(outcomes: Iterable[Outcome]) -> dict[str, FieldTotals]:
    """The totals of each field, in the order in which the fields first come."""
    totals: dict[str, FieldTotals] = {}
    for outcome in outcomes:
        totals.setdefault(outcome.field, FieldTotals()).add(outcome)
    return totals


def fold_text(text: str) -> str:
    """Text without case, with plain quotes and dashes and single spaces."""
    return " ".join(text.translate(ONE_TO_ONE).casefold().split())


def _part(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def compare(name: str, expected: object, found: object, same: bool, evidence: str = "") -> Outcome:
    """The outcome of a single value; None and "" mean that there is none."""
    nothing_expected, nothing_found = expected in (None, ""), found in (None, "")
    if nothing_expected and nothing_found:
        return Outcome(name)
    if not nothing_expected and not nothing_found and same:
        return Outcome(name, right=1)
    kind = "spurious" if nothing_expected else "missing" if nothing_found else "wrong"
    miss = Miss(name, kind, "" if nothing_expected else str(expected), "" if nothing_found else str(found), evidence)
    return Outcome(name, **{kind: 1.0}, misses=(miss,))


def compare_sets(
    name: str, expected: Sequence[str], found: Sequence[str], about: str, evidence: Mapping[str, str]
) -> Outcome:
    """Sets of values; a narrower concept for its broader one is half right and half wrong."""
    wanted = [value for value in dict.fromkeys(expected) if value not in found]
    extra = [value for value in dict.fromkeys(found) if value not in expected]
    score = Outcome(name, right=len(set(expected) & set(found)))
    for value in list(extra):
        broader = next((upper for upper in _broader(about, value) if upper in wanted), None)
        if broader is not None:
            extra.remove(value)
            wanted.remove(broader)
            miss = Miss(name, "wrong", broader, value, evidence.get(value, ""))
            score += Outcome(name, right=0.5, wrong=0.5, misses=(miss,))
    for value in wanted:
        score += Outcome(name, missing=1, misses=(Miss(name, "missing", value),))
    for value in extra:
        score += Outcome(name, spurious=1, misses=(Miss(name, "spurious", "", value, evidence.get(value, "")),))
    return score


def _broader(about: str, value: str) -> list[str]:
    found = concept(VOCABULARY_OF.get(about, ()), value)
    return [upper.id for upper in ancestors(found)] if found else []

"""How far what the library knows of a document agrees with what a librarian recorded: right, wrong, missing, spurious.

The rules are those of the gold format: ids as sets, text after folding case, white space, quotes and
dashes, dates to the precision of the gold, recommendations one to one by their words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import token_sort_ratio

from ingest.measuring.gold import SETS, SINGLE_CONCEPTS, Gold, GoldPassage, GoldSubject
from ingest.measuring.scores import Miss, Outcome, compare, compare_sets, fold_text
from repository.records.items import BlockRole, Finding, Item, Page, Recommendation, Subject
from repository.records.statements import DATES, Evidence, Statement

SAME_TITLE = 95.0
SAME_WORDS = 0.9
WORDS_BEYOND = 0.1
ELLIPSIS = re.compile(r"…|\.\.\.")
HEADING_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.):]?|[A-Z][.):]|[B-HJ-Z](?=\s+[A-Z]))\s+(?=\S)")
"""A letter alone numbers a heading before a capital, but "A" and "I" are words."""
LABEL_WORD = re.compile(r"^(?:recommendation|finding)\s+(?=\S)")


def score_document(gold: Gold, item: Item | None, pages: Sequence[Page], status: str) -> list[Outcome]:
    """Score what is known of one document: one Outcome for each field that its gold file gives.

    `item` is None where nothing was taken in (then every value is missing); `pages` are those of the
    document's publication; `status` is the outcome that ingestion reported.
    """
    outcomes = [_score_single(gold, name, item) for name in SINGLES if name in gold.given]
    outcomes += [_score_set(gold, name, item) for name in (*SETS, "authors") if name in gold.given]
    if "subjects" in gold.given:
        outcomes.append(_score_subjects(gold.subjects, item.subjects if item else ()))
    for name in ("recommendations", "findings"):
        if name in gold.given:
            printed: Sequence[Recommendation | Finding] = getattr(item, name) if item else ()
            outcomes += _score_passages(name, getattr(gold, name), printed)
    outcomes += _score_text(gold, pages)
    if "status" in gold.given:
        outcomes.append(compare("status", gold.status, status, status == gold.status))
    return outcomes


def _title(expected: str, found: str) -> bool:
    return token_sort_ratio(fold_text(expected), fold_text(found)) >= SAME_TITLE


def _date(expected: str, found: str) -> bool:
    """Equal to the precision of the gold: a day is right where a month is asked for, not the other way."""
    return found == expected or found.startswith(f"{expected}-")


def _equal(expected: str, found: str) -> bool:
    return expected == found


SINGLES: dict[str, Callable[[str, str], bool]] = {
    "title": _title,
    **dict.fromkeys((*SINGLE_CONCEPTS, "publication_kind", "year_published"), _equal),
    **dict.fromkeys(DATES, _date),
}
"""How a single value is compared with the gold's."""


def _score_single(gold: Gold, name: str, item: Item | None) -> Outcome:
    expected = gold.values.get(name)
    found, said = "", None
    if item is not None and name == "publication_kind":
        found = str(item.publications[0].kind) if item.publications else ""
    elif item is not None:
        said = next(iter(item.said("date_published" if name == "year_published" else name)), None)
        found = said.value if said else ""
    if name == "year_published":
        found = found[:4]
    same = SINGLES[name](str(expected), found)
    return compare(name, expected, found, same, _evidence(said))


def _score_set(gold: Gold, name: str, item: Item | None) -> Outcome:
    about = SETS.get(name, "author")
    said = item.said(about) if item else ()
    if name == "authors":
        names = {fold_text(s.value): _evidence(s) for s in said}
        return compare_sets(name, [fold_text(text) for text in gold.sets[name]], list(names), about, names)
    return compare_sets(name, gold.sets[name], [s.value for s in said], about, {s.value: _evidence(s) for s in said})


def _score_subjects(expected: Sequence[GoldSubject], found: Sequence[Subject]) -> Outcome:
    """Subjects one to one; each of age in months, sex and outcome that the gold gives is a value."""
    score = Outcome("subjects")
    left = list(found)
    pairs: list[tuple[GoldSubject, Subject | None]] = []
    for gold in sorted(expected, key=lambda subject: not subject.label):
        pair = next((s for s in left if _same_subject(gold, s)), None)
        if pair is not None:
            left.remove(pair)
        pairs.append((gold, pair))
    for gold, pair in pairs:
        for fact in sorted(gold.given):
            given = getattr(pair, fact) if pair else None
            score += _compare_fact(gold, fact, given, pair.evidence if pair else None)
    facts = {fact for gold in expected for fact in gold.given} or {"age_months", "sex", "outcome"}
    for subject in left:
        for fact in sorted(facts):
            where = _place(subject.evidence)
            score += compare(
                "subjects", None, _fact_in_words(subject.label, fact, getattr(subject, fact)), False, where
            )
    return score


def _same_subject(gold: GoldSubject, found: Subject) -> bool:
    if gold.label and found.label:
        return fold_text(gold.label) == fold_text(found.label)
    return _same_age(gold.age_months, found.age_months) and (gold.sex or "") == found.sex


def _same_age(expected: int | None, found: int | None) -> bool:
    if expected is None or found is None:
        return expected is found
    return abs(expected - found) <= (1 if expected < 24 else 12)


def _compare_fact(gold: GoldSubject, fact: str, found: str | int | None, evidence: Evidence | None) -> Outcome:
    expected = getattr(gold, fact)
    same = _same_age(expected, found) if fact == "age_months" else expected == found  # type: ignore[arg-type]
    return compare(
        "subjects",
        _fact_in_words(gold.label, fact, expected),
        _fact_in_words(gold.label, fact, found),
        same,
        _place(evidence) if evidence else "",
    )


def _fact_in_words(label: str, fact: str, value: str | int | None) -> str:
    return "" if value in (None, "") else f"{label or 'a subject'}: {fact} {value}"


def _score_passages(
    name: str, expected: Sequence[GoldPassage], found: Sequence[Recommendation | Finding]
) -> list[Outcome]:
    """Recommendations or findings: found or not, then the text of those given in full, label, addressees and pages.

    One that is not found by its words but has its label is wrong; the other figures are of those found.
    """
    pairs, left = _pair(expected, found, _same_passage)
    unpaired = [gold for gold, one in pairs if one is None]
    by_label, left = _pair(unpaired, left, _same_label)
    score, text = Outcome(name), Outcome(f"{name}_text")
    for gold, one in [pair for pair in pairs if pair[1] is not None] + by_label:
        found_by_words = one is not None and _same_passage(gold, one)
        outcome = compare(name, gold.text, one.text if one else "", found_by_words, _where(one))
        score += outcome
        if not ELLIPSIS.search(gold.text):
            text += outcome
    for one in left:
        score += compare(name, None, one.text, False, _where(one))
    matched = [(gold, one) for gold, one in pairs if one is not None]
    return [score, text, *_score_details(name, matched)]


def _pair(
    expected: Sequence[GoldPassage],
    found: Sequence[Recommendation | Finding],
    same: Callable[[GoldPassage, Recommendation | Finding], bool],
) -> tuple[list[tuple[GoldPassage, Recommendation | Finding | None]], list[Recommendation | Finding]]:
    """Each gold passage with the first that is the same and not yet taken, the one of its label first; and the rest."""
    left = list(found)
    pairs: list[tuple[GoldPassage, Recommendation | Finding | None]] = []
    for gold in expected:
        fitting = [one for one in left if same(gold, one)]
        best = next((one for one in fitting if _same_label(gold, one)), next(iter(fitting), None))
        if best is not None:
            left.remove(best)
        pairs.append((gold, best))
    return pairs, left


def _score_details(name: str, matched: Sequence[tuple[GoldPassage, Recommendation | Finding]]) -> list[Outcome]:
    label, pages, addressees = Outcome(f"{name}_label"), Outcome(f"{name}_pages"), Outcome(f"{name}_addressees")
    for gold, one in matched:
        if gold.label is not None:
            label += compare(label.field, gold.label, one.label, _same_label(gold, one), _where(one))
        if gold.pages is not None:
            pages += compare(pages.field, str(gold.pages), str(one.pages), gold.pages == one.pages, _where(one))
        if gold.addressees is not None and isinstance(one, Recommendation):
            evidence = dict.fromkeys(one.addressees, _where(one))
            addressees += compare_sets(addressees.field, gold.addressees, one.addressees, "agency", evidence)
    return [label, pages, addressees] if name == "recommendations" else [label, pages]


def _same_label(gold: GoldPassage, found: Recommendation | Finding) -> bool:
    return bool(gold.label) and _fold_label(gold.label or "") == _fold_label(found.label)


def _fold_label(label: str) -> str:
    """A printed label without the word that says what it labels: "Recommendation 1." and "1" agree."""
    return LABEL_WORD.sub("", fold_text(label)).strip(" .:)")


def _same_passage(gold: GoldPassage, found: Recommendation | Finding) -> bool:
    words = fold_text(found.text)
    if ELLIPSIS.search(gold.text):
        parts = [fold_text(part) for part in ELLIPSIS.split(gold.text)]
        return words.startswith(parts[0]) and words.endswith(parts[-1])
    expected, given = fold_text(gold.text).split(), words.split()
    in_order = LCSseq.similarity(expected, given)
    beyond = len(given) - in_order
    return in_order >= SAME_WORDS * len(expected) and beyond <= WORDS_BEYOND * len(expected)


def _score_text(gold: Gold, pages: Sequence[Page]) -> list[Outcome]:
    outcomes = []
    if "pages" in gold.given:
        number = len(pages) or None
        outcomes.append(compare("pages", gold.values["pages"], number, gold.values["pages"] == number))
    if "headings" in gold.given:
        outcomes.append(_score_headings(gold.sets["headings"], pages))
    if "phrases" in gold.given:
        score = Outcome("phrases")
        for phrase in gold.phrases:
            text = next((page.text for page in pages if page.number == phrase.page), "")
            found = phrase.text if _stands_in(phrase.text, text) else None
            score += compare("phrases", f"page {phrase.page}: {phrase.text}", found, True)
        outcomes.append(score)
    if "never" in gold.given:
        score = Outcome("never")
        for words in gold.sets["never"]:
            where = [page.number for page in pages if _stands_in(words, page.text)]
            score += compare("never", None, words, False, f"page {where[0]}") if where else Outcome("never", right=1)
        outcomes.append(score)
    return outcomes


def _score_headings(expected: Sequence[str], pages: Sequence[Page]) -> Outcome:
    """Headings in order. A gold file lists those worth finding; others are spurious only where it lists none."""
    found = [_unnumbered(b.text) for page in pages for b in page.blocks if b.role == BlockRole.HEADING]
    wanted = [_unnumbered(text) for text in expected]
    if not wanted:
        return sum((compare("headings", None, text, False) for text in found), Outcome("headings"))
    missing = [wanted[edit.src_pos] for edit in LCSseq.editops(wanted, found) if edit.tag == "delete"]
    misses = tuple(Miss("headings", "missing", text) for text in missing)
    return Outcome("headings", right=len(wanted) - len(missing), missing=len(missing), misses=misses)


def _unnumbered(heading: str) -> str:
    """A heading without its printed number, which the program keeps apart from the words."""
    return fold_text(HEADING_NUMBER.sub("", heading, count=1))


def _stands_in(words: str, text: str) -> bool:
    """True where the words stand in the text as whole words."""
    return re.search(rf"(?<!\w){re.escape(fold_text(words))}(?!\w)", fold_text(text)) is not None


def _evidence(statement: Statement | None) -> str:
    if statement is None:
        return ""
    return f"{statement.rule or statement.person}, {_place(statement.evidence)}".rstrip(", ")


def _place(evidence: Evidence) -> str:
    page = f"page {evidence.page}: " if evidence.page else ""
    return f"{page}{evidence.quote or evidence.source_url}".strip()


def _where(one: Recommendation | Finding | None) -> str:
    return "" if one is None or not one.pages else f"{one.rule}, page {one.pages[0]}"

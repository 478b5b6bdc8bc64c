"""The children and others a review is about: each with label, age, sex and outcome, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.values import ages, children, pseudonyms
from ingest.values.ages import Age
from ingest.values.harm import Telling, outcome_for, outcome_of
from ingest.values.quoting import quote_around, sentences
from ingest.values.sections import HEADINGS, Place
from repository.records.items import BlockRole, Subject
from repository.records.statements import Evidence

AT_THE_TIME = re.compile(
    r"\b(?:died|death|dead|killed|murder|injur|at the time|when|suicide|own life|found|collapsed|admitted|carried"
    r"|brought|stabbed|attacked|lived"
    r"|concerns|subject of)",
    re.IGNORECASE,
)
PLURAL = re.compile(r"\b(?:they|twins|both|children|brothers|sisters|boys|girls)\b", re.IGNORECASE)
OPENINGS = frozenset({"exec", "summary-case", "why", "intro", "incident", "pen", "famcomp"})
OLDEST = 18 * 12
"""Months: a review's subject is a child; an adult's age is somebody else's, unless it is said of the name itself."""
BESIDE = 25
"""Characters between a name and an age that is said of it and nobody else."""
OTHER_CODES = re.compile(r"\b(?:Appendix|Annex|Section|Part|Group|Figure|Table|Category|Volume|Dr|Mr|Mrs|Ms)\s+$")


APPOSED = re.compile(
    r"\b(?P<kin>(?:grand)?son|(?:grand)?daughter|boy|girl|(?:half-|twin\s+)?brother|(?:half-|twin\s+)?sister),?\s+$",
    re.I,
)
"""Words right before a name ("her son, …"); "his brother, …" is a boy as well."""
SEX_OF_KIN = {
    f"{before}{kin}": child
    for kin, child in (("brother", "boy"), ("sister", "girl"))
    for before in ("", "half-", "twin ")
}


@dataclass(frozen=True)
class Sentence:
    """A sentence with its page; `heading` stands above it, `opening` is True on the pages that say what happened."""

    page: int
    text: str
    heading: str
    opening: bool


def find_subjects(places: Sequence[Place], *, named_only: bool = False) -> list[Subject]:
    """Whom the review is about, in the order of their labels; without label where the report uses none.

    "Not stated" (an empty value) where the report is silent. With `named_only` there are none but those
    whom the title names.
    """
    spoken = _spoken(places)
    titles = [p.text for p in places if p.page == places[0].page and p.block.role in HEADINGS]
    names = _named_in_title(titles, spoken) or ([] if named_only else _named_in_text(places, spoken))
    if len(names) == 1 and names[0].startswith("Family"):
        names = children.members(names[0], [s.text for s in spoken]) or _named_in_text(places, spoken, names) or names
    if not names:
        unnamed = None if named_only else _unnamed(spoken)
        return [unnamed] if unnamed else []
    told = _ages_in_tables(places)
    return [_subject(label, names, spoken, told, brief=named_only) for label in names]


def _named_in_title(lines: Sequence[str], spoken: Sequence[Sentence]) -> list[str]:
    titles = children.in_small_letters("\n".join(lines))
    coded = children.main_labels(titles, []) or children.names_in_title(titles)
    if coded:
        return coded
    texts = [s.text for s in spoken]
    named = pseudonyms.named_in_title(lines, texts)
    if named and pseudonyms.AND_OTHERS.search(titles):
        named += [name for name in pseudonyms.told_of(_front(spoken), texts) if name not in named]
    return named


def _named_in_text(places: Sequence[Place], spoken: Sequence[Sentence], besides: Sequence[str] = ()) -> list[str]:
    """Whom the text is about where the title names nobody, or only the `besides` (a family)."""
    cover = " ".join(p.text for p in places if p.page == places[0].page and len(p.text) < 200)
    texts = [s.text for s in spoken]
    front = _front(spoken)
    headings = [p.text for p in places if p.block.role in HEADINGS or _is_letter(p)]
    named = [name for name in pseudonyms.introduced(front) if sum(name in text for text in texts) >= 3]
    return (
        [label for label in children.main_labels(cover, []) if label not in besides]
        or list(dict.fromkeys(named + [n for n in pseudonyms.told_of(front, texts) if len(named) > 1]))
        or [label for label in children.main_labels("", texts) if label not in besides]
        or pseudonyms.told_of(front, texts)
        or pseudonyms.letters(headings, texts)
    )


def _front(spoken: Sequence[Sentence]) -> list[str]:
    return [s.text for s in spoken if s.page <= pseudonyms.FIRST_PAGES]


def _spoken(places: Sequence[Place]) -> list[Sentence]:
    """The sentences of the text; "The boy A" on a line of its own stands above them as a heading would."""
    spoken, above, within = [], "", ""
    for place in places:
        if place.block.role == BlockRole.FOOTNOTE:
            continue
        if place.heading != within:
            above, within = place.heading, place.heading
        if _is_letter(place):
            above = place.text
        opening = place.section in OPENINGS or place.page <= 3
        spoken += [Sentence(place.page, place.text[a:b].strip(), above, opening) for a, b in sentences(place.text)]
    return spoken


def _is_letter(place: Place) -> bool:
    return pseudonyms.LETTERED.fullmatch(place.text.strip()) is not None


def _ages_in_tables(places: Sequence[Place]) -> dict[str, tuple[Age, Sentence]]:
    """Ages by label from tables of the family, whose header has a column for them."""
    found: dict[str, tuple[Age, Sentence]] = {}
    column = -1
    for place in places:
        cells = place.block.cells
        if place.block.role == BlockRole.TABLE_HEADER:
            column = next((n for n, cell in enumerate(cells) if re.match(r"age\b", cell, re.IGNORECASE)), -1)
        elif place.block.role == BlockRole.TABLE_ROW and 0 <= column < len(cells):
            age = ages.age_in_cell(cells[column])
            for label in children.labels(cells[0]):
                if age is not None and age.months < OLDEST:
                    found.setdefault(label.value, (age, Sentence(place.page, place.text, place.heading, True)))
    return found


def _subject(
    label: str,
    names: Sequence[str],
    spoken: Sequence[Sentence],
    told: dict[str, tuple[Age, Sentence]],
    *,
    brief: bool,
) -> Subject:
    alone = len(names) == 1
    if children.is_setting(label):
        first = next((s for s in spoken if label in s.text), Sentence(1, label, "", True))
        return Subject(label, evidence=Evidence(first.page, label), rule="subjects.find_subjects", confidence=0.7)
    naming = [s for s in spoken if _where(label, s.text)]
    own = [s for s in spoken if _heads(label, s.heading) and s not in naming]
    next_to = _following(naming, spoken)
    about = naming + own + (next_to if alone else [])
    telling = [s for s in spoken if s.opening] if alone else [s for s in spoken if s.opening and PLURAL.search(s.text)]
    age, shown = _age(label, names, about + [s for s in telling if s not in about])
    quote = ""
    if label in told:
        age, shown = told[label]
        quote = shown.text
    shown = shown or (naming[0] if naming else Sentence(0, "", "", False))
    at = age.start if age else max(shown.text.find(label), 0)
    quote = quote or (quote_around(shown.text, at, age.end if age else at + len(label)) if shown.text else "")
    harmed = naming + next_to if brief else spoken if alone else naming + own + telling
    told_after = [s for s in next_to if alone or not _places_of_others(label, names, s.text)]
    return Subject(
        label=label,
        age=age.printed if age else "",
        age_months=age.months if age else None,
        sex=_sex(label, names, naming, own + told_after, telling),
        outcome=outcome_for(_forms(label), [Telling(s.text, s.opening) for s in harmed], alone=alone),
        evidence=Evidence(shown.page or None, quote),
        rule="subjects.find_subjects",
        confidence=0.8 if age else 0.6,
    )


def _forms(label: str) -> list[str]:
    """How the text may call the one so labelled: "Young Man J" also "J", "Baby Rowan" also "Rowan"."""
    short = label.split()[-1]
    return [label] if short == label or short in ("A", "I") or short.isdigit() else [label, short]


def _where(label: str, text: str) -> list[tuple[int, int]]:
    """Where the text names the one so labelled: in full, by a code of its own ("W1"), or by a letter used as a name."""
    code, kind = label.split()[-1], label.split()[:-1]
    if not kind and len(code) == 1:
        used = r"(?=,?\s+(?:was|had|who|is|did|said|went)\b|[’']s\b)"
        pattern = rf"\b(?:boy|girl|child|baby|infant|pupil)\s+{code}\b|\b{code}{used}"
        return [m.span() for m in re.finditer(pattern, text)]
    if label in text and children.labels(label):
        return [(f.start, f.end) for f in children.labels(text) if f.value == label]
    found = [m.span() for m in re.finditer(rf"\b{re.escape(label)}\b", text)]
    if found or code in ("A", "I") or code.isdigit():
        return found
    return [
        m.span()
        for m in re.finditer(rf"\b{re.escape(code)}\b", text)
        if len(code) > 1 or not (OTHER_CODES.search(text[: m.start()]) or _another_kind(text, m.start()))
    ]


def _another_kind(text: str, at: int) -> bool:
    return re.search(rf"\b{children.KIND}\s+$", text[:at]) is not None


def _heads(label: str, heading: str) -> bool:
    return bool(_where(label, heading)) and all(f.value == label for f in children.labels(heading))


def _following(naming: Sequence[Sentence], spoken: Sequence[Sentence]) -> list[Sentence]:
    """The sentences right after those that name the child: they speak of the same child as "he" or "she"."""
    named = {id(s) for s in naming}
    pairs = zip(spoken, spoken[1:], strict=False)
    return [after for before, after in pairs if id(before) in named and id(after) not in named]


def _age(label: str, names: Sequence[str], about: Sequence[Sentence]) -> tuple[Age | None, Sentence | None]:
    """The age at the time of the death or harm: clear words before weak ones, then words of the event."""
    candidates = []
    for order, sentence in enumerate(about):
        at_own, at_others = _where(label, sentence.text), _places_of_others(label, names, sentence.text)
        for age in ages.ages(sentence.text):
            since = max((end for _, end in at_own if end <= age.start), default=0)
            beside = since > 0 and age.start - since < BESIDE
            if not _may_be(label, names, sentence.text, age, since):
                continue
            worth = 4 * age.clear + 3 * bool(AT_THE_TIME.search(sentence.text)) + 2 * sentence.opening
            worth += 2 * any(abs(age.start - at) < 120 for at, _ in at_own) + beside
            nearest = max((at for at in (*(at for at, _ in at_own), *at_others) if at < age.start), default=None)
            worth -= 6 * (nearest in at_others and age.of == 1)
            candidates.append((-worth, order, age.start, age, sentence))
    if not candidates:
        return None, None
    *_, age, sentence = min(candidates, key=lambda c: c[:3])
    return (age, sentence) if age.clear or AT_THE_TIME.search(sentence.text) else (None, None)


def _may_be(label: str, names: Sequence[str], text: str, age: Age, since: int) -> bool:
    """True where an age can be that of the one so labelled, whose name ends at `since` (0: is not named before it).

    "Aged three and five" goes by the order of the names. An adult's age is taken only right after a name.
    """
    if age.of > 1:
        named = sorted((at, name) for name in names for at, _ in _where(name, text)[:1] if at < age.start)
        order = [name for _, name in named][-age.of :]
        return len(order) == age.of and order[age.place] == label
    if label.startswith(("Baby", "Infant")) and age.months >= 24:
        return False
    if ages.is_another_s(text, age, since):
        return False
    said_of_it = (
        0 < age.start - since < BESIDE and since > 0 and not re.search(rf"\bof\s+{re.escape(label)}$", text[:since])
    )
    return age.months < OLDEST or (said_of_it and not children.labels(label))


def _places_of_others(label: str, names: Sequence[str], text: str) -> list[int]:
    coded = [f.start for f in children.labels(text) if f.value != label]
    return coded + [at for name in names if name != label for at, _ in _where(name, text)]


def _sex(
    label: str,
    names: Sequence[str],
    naming: Sequence[Sentence],
    more: Sequence[Sentence],
    telling: Sequence[Sentence],
) -> str:
    """As the words after the label say; a sentence about several people says it of the one named last before."""
    after = " ".join(_until_next_label(label, names, s.text) for s in naming)
    said = children.sex_of(after) or children.sex_of(" ".join(s.text for s in more))
    return said or children.sex_of_all(" ".join(s.text for s in telling), len(names))


def _until_next_label(label: str, names: Sequence[str], text: str) -> str:
    """The words after the label up to the next one, and before it the word that says what it is a name of."""
    named, end = next(iter(_where(label, text)), (0, len(label)))
    following = [at for at in _places_of_others(label, names, text) if at > end]
    apposed = APPOSED.search(text[:named])
    said = SEX_OF_KIN.get(apposed["kin"].lower(), apposed["kin"]) if apposed else ""
    return f"{said} {APPOSED.sub('', text[end : min([*following, end + 160])])}"


def _unnamed(spoken: Sequence[Sentence]) -> Subject | None:
    """A child whom the report gives no code: by age and sex where the opening pages print them."""
    for sentence in spoken[:120]:
        for age in ages.ages(sentence.text):
            fits = age.clear and age.months < OLDEST and AT_THE_TIME.search(sentence.text)
            if fits and not ages.is_another_s(sentence.text, age):
                quote = quote_around(sentence.text, age.start, age.end)
                return Subject("", age.printed, age.months, children.sex_of(sentence.text),
                               outcome_of(sentence.text), Evidence(sentence.page, quote),
                               "subjects.find_subjects", 0.5)  # fmt: skip
    return None

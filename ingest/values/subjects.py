"""The children and others a review is about: each with label, age, sex and outcome, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.values import ages, children, naming, pseudonyms
from ingest.values.ages import Age
from ingest.values.dating import OF_MANY
from ingest.values.harm import Telling, outcome_for, outcome_of
from ingest.values.naming import Sentence
from ingest.values.quoting import quote_around, sentences
from ingest.values.sections import HEADINGS, Place
from ingest.values.whose_age import EVENT, OLDEST, age_of
from repository.records.items import BlockRole, Subject
from repository.records.statements import Evidence

PLURAL = re.compile(
    r"\b(?:they|twins|both|neither|children|brothers|sisters|siblings|boys|girls|young\s+(?:people|women|men)|babies|pupils)\b",
    re.IGNORECASE,
)
OPENINGS = frozenset({"exec", "summary-case", "why", "intro", "incident", "pen", "famcomp"})
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


S_KIN = re.compile(rf"[’']s\s+(?:(?!and\b)[\w-]+\s+){{0,2}}{pseudonyms.KIN}\b", re.I)
"""After a name: what follows is said of the kin ("whose mother said that she …")."""
SURE_OF_SEX = 1.0
"""What the words beside a name must weigh to tell the sex without those of the next sentences."""
ONE_OF_MANY = re.compile(r"\bone(?:\s+of\s+[\w\s]{1,30})?,?\s+(?:(?:who|a\s+\w+)\s+)?(?:was\s+|aged\s+)*$", re.I)
"""Before an age: it is that of one of several whom a report counts."""


def find_subjects(places: Sequence[Place], *, named_only: bool = False, incident: str = "") -> list[Subject]:
    """Whom the review is about, in the order of their labels; without label where the report uses none.

    "Not stated" (an empty value) where the report is silent. With `named_only` there are none but those
    whom the title names. `incident` is the date of the incident where it is known.
    """
    spoken = _spoken(places)
    titles = [p.text for p in places if p.page == places[0].page and p.block.role in HEADINGS]
    names = _named_in_title(titles, spoken) or ([] if named_only else _named_in_text(places, spoken))
    if len(names) == 1 and names[0].startswith("Family"):
        names = children.members(names[0], [s.text for s in spoken]) or _named_in_text(places, spoken, names) or names
    if not names:
        unnamed = None if named_only or OF_MANY.search(" ".join(titles)) else _unnamed(spoken)
        return [unnamed] if unnamed else []
    told = _ages_in_tables(places, names)
    return [_subject(label, names, spoken, told, incident[:4], brief=named_only) for label in names]


def _named_in_title(lines: Sequence[str], spoken: Sequence[Sentence]) -> list[str]:
    titles = children.in_small_letters("\n".join(lines))
    coded = children.main_labels(titles, []) or children.names_in_title(titles)
    texts = [s.text for s in spoken]
    named = pseudonyms.named_in_title(lines, texts)
    if coded:
        children_s = pseudonyms.told_of(_front(spoken), texts)
        return [name for name in named if name in children_s and " and " in titles] + coded
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
        or pseudonyms.introduced_codes(front, texts)
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
        before = ""
        for a, b in sentences(place.text):
            text = place.text[a:b].strip()
            spoken.append(Sentence(place.page, text, above, opening, before))
            before = text
    return spoken


def _is_letter(place: Place) -> bool:
    return pseudonyms.LETTERED.fullmatch(place.text.strip()) is not None


def _ages_in_tables(places: Sequence[Place], names: Sequence[str]) -> dict[str, tuple[Age, Sentence]]:
    """Ages by label from tables of the family, whose header has a column for them."""
    found: dict[str, tuple[Age, Sentence]] = {}
    column = -1
    for place in places:
        cells = place.block.cells
        if place.block.role == BlockRole.TABLE_HEADER:
            column = next((n for n, cell in enumerate(cells) if re.match(r"age\b", cell, re.IGNORECASE)), -1)
        elif place.block.role == BlockRole.TABLE_ROW and 0 <= column < len(cells):
            age = ages.age_in_cell(cells[column])
            for label in names:
                if age is not None and age.months < OLDEST and naming.where(label, cells[0]):
                    found.setdefault(label, (age, Sentence(place.page, place.text, place.heading, True)))
    return found


def _subject(
    label: str,
    names: Sequence[str],
    spoken: Sequence[Sentence],
    told: dict[str, tuple[Age, Sentence]],
    year: str,
    *,
    brief: bool,
) -> Subject:
    alone = len(names) == 1
    if children.is_setting(label):
        first = next((s for s in spoken if label in s.text), Sentence(1, label, "", True))
        return Subject(label, evidence=Evidence(first.page, label), rule="subjects.find_subjects", confidence=0.7)
    named = [s for s in spoken if naming.where(label, s.text)]
    known = {id(s) for s in named}
    own = [s for s in spoken if id(s) not in known and naming.heads(label, s.heading)]
    next_to = naming.following(named, spoken)
    telling = [s for s in spoken if s.opening] if alone else [s for s in spoken if s.opening and PLURAL.search(s.text)]
    about = list({id(s): s for s in (*named, *own, *(next_to if alone else ()), *telling)}.values())
    age, shown = age_of(label, names, about, year)
    quote = ""
    if label in told:
        age, shown = told[label]
        quote = shown.text
    shown = shown or (named[0] if named else Sentence(0, "", "", False))
    at = age.start if age else max(shown.text.find(label), 0)
    quote = quote or (quote_around(shown.text, at, age.end if age else at + len(label)) if shown.text else "")
    told_after = next_to if alone else _of_nobody_else(label, names, named, next_to, spoken)
    return Subject(
        label=label,
        age=age.printed if age else "",
        age_months=age.months if age else None,
        sex=_sex(label, names, named, own + told_after, telling),
        outcome=_outcome(label, names, (named, own, told_after, telling), spoken, brief=brief),
        evidence=Evidence(shown.page or None, quote),
        rule="subjects.find_subjects",
        confidence=0.8 if age else 0.6,
    )


def _of_nobody_else(
    label: str, names: Sequence[str], named: Sequence[Sentence], next_to: Sequence[Sentence], spoken: Sequence[Sentence]
) -> list[Sentence]:
    """Of the sentences right after those that name the child the ones in which "he" or "she" can be nobody else."""
    alone = {id(s) for s in named if not naming.places_of_others(label, names, s.text)}
    after = {id(b) for a, b in zip(spoken, spoken[1:], strict=False) if id(a) in alone}
    return [s for s in next_to if id(s) in after and not naming.places_of_others(label, names, s.text)]


def _outcome(
    label: str,
    names: Sequence[str],
    about: tuple[Sequence[Sentence], Sequence[Sentence], Sequence[Sentence], Sequence[Sentence]],
    spoken: Sequence[Sentence],
    *,
    brief: bool,
) -> str:
    """What became of the child: by the sentences about it, of one among several also by those about all of them."""
    named, own, told_after, telling = about
    called = naming.forms(label)
    if brief or len(names) == 1:
        told = [Telling(s.text, s.opening) for s in ((*named, *told_after) if brief else spoken)]
        return outcome_for(called, told, alone=True)
    told = [Telling(s.text, s.opening) for s in (*named, *own, *told_after)]
    told += [Telling(s.text, s.opening, of_all=True) for s in telling]
    others = [form for name in names if name != label for form in naming.forms(name)]
    said = outcome_for(called, told, alone=False, others=others)
    return said or outcome_for((), [Telling(s.text, s.opening, of_all=True) for s in spoken if s.opening], alone=False)


def _sex(
    label: str,
    names: Sequence[str],
    named: Sequence[Sentence],
    more: Sequence[Sentence],
    telling: Sequence[Sentence],
) -> str:
    """As the words after the label say; a sentence about several people says it of the one named last before."""
    after = " ".join(_until_next_label(label, names, s.text) for s in named)
    following = " ".join(s.text for s in more)
    said = children.sex_of(after if abs(children.leaning(after)) >= SURE_OF_SEX else f"{after} {following}")
    for sentence in named:
        each = children.sexes_in_order(sentence.text)
        if len(each) == len(names):
            return each[list(names).index(label)]
    said = said or children.sex_of_all(" ".join(s.text for s in telling), len(names))
    return said or (children.sex_of(" ".join(s.text for s in telling)) if len(names) == 1 else "")


def _until_next_label(label: str, names: Sequence[str], text: str) -> str:
    """The words after the label up to the next one, and before it the word that says what it is a name of."""
    at, end = next(iter(naming.where(label, text)), (0, len(label)))
    following = [other for other in naming.places_of_others(label, names, text) if other > end]
    apposed = APPOSED.search(text[max(0, at - 40) : at])
    said = SEX_OF_KIN.get(apposed["kin"].lower(), apposed["kin"]) if apposed else ""
    kin = S_KIN.match(text, end)
    until = min([*following, kin.end() if kin else end + 160])
    return f"{said} {APPOSED.sub('', text[end:until])}"


def _unnamed(spoken: Sequence[Sentence]) -> Subject | None:
    """A child whom the report gives no code: by age and sex where the opening pages print them."""
    for sentence in spoken[:120]:
        for age in ages.ages(sentence.text):
            fits = age.clear and age.months < OLDEST and EVENT.search(sentence.text)
            of_many = ONE_OF_MANY.search(sentence.text, max(0, age.start - 60), age.start)
            if fits and not of_many and not ages.is_another_s(sentence.text, age):
                told = [Telling(s.text, s.opening) for s in spoken]
                return Subject(
                    label="",
                    age=age.printed,
                    age_months=age.months,
                    sex=children.sex_of(sentence.text),
                    outcome=outcome_for((), told, alone=True) or outcome_of(sentence.text),
                    evidence=Evidence(sentence.page, quote_around(sentence.text, age.start, age.end)),
                    rule="subjects.find_subjects",
                    confidence=0.5,
                )
    return None

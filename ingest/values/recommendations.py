"""Recommendations as they are printed: labelled, numbered, bulleted or in a table, each with its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.values.addressees import names_only_bodies
from ingest.values.asking import BODY as ORGANISATION
from ingest.values.asking import COMMAND, DIRECTIVE, INTRODUCES, INTRODUCTION, RECOMMENDING, leads, only_announces
from ingest.values.drafts import UNNUMBERED, Draft, bare, each_once, label_of, series_label
from ingest.values.quoting import sentences
from ingest.values.recommendation_areas import announced, dense, series_word, tabled
from ingest.values.recommendation_tables import SECTIONS, from_tables
from ingest.values.sections import HEADINGS, Place, section_of
from repository.records.items import BlockRole, Recommendation

BODY = (BlockRole.PARAGRAPH, BlockRole.LIST_ITEM)
Label = Callable[[str], tuple[str | None, str]]
CODE = re.compile(r"(?P<code>[A-Z]{2,5}\d{1,2})\.?:?\s+(?=[A-Z])")
BRACKETED = re.compile(r"(\(\d{1,2}\))\s*")
UNFINISHED = re.compile(r"[:;,]\s*(?:and\s*|or\s*)?$")
"""Ends of a list that goes on in the next paragraph."""
COMPLETE = re.compile(r"\(\d+(?:\.\d+)+\)\s*$")
"""A reference to the paragraph that a recommendation comes from, printed at its end."""
ANSWER = re.compile(
    r"(?:Response\b|Accepted\b|Reasons?\s*:|Rationale\b|Why\s+this\s+matters|(?:The\s+)?(?:UK\s+|Scottish\s+|Welsh\s+)?(?:government|board|partnership|department|committee|council)"
    r"\s+(?:partially\s+|fully\s+|also\s+)?(?:accepts?|accepted|supports?|rejects?|notes|agrees?|welcomes?|recognises?|will)\b)",
    re.IGNORECASE,
)
"""How an answer to a recommendation begins."""
MARK = re.compile(r"\(Recommendations?\b[^)]*\)\s*$")
LETTER = re.compile(r"\(?(?:[a-z]|[ivx]+)[.)]")
ADDRESSED = re.compile(
    r"(?:(?:Single[\s-]agency\s+)?Recommendations?\s+)?(?:to|for)\s+(?P<whom>(?:the\s+|all\s+|both\s+)?[A-Z][^.:]*?|(?:the|all)\s+[^.:]*?)"
    r"(?:\s+I\s+would[^:]*|\s+we\s+[^:]*)?:?$",
    re.IGNORECASE,
)
LONGEST_WITHOUT_VERB = 250
"""Characters of a recommendation that is no sentence."""
LONGEST_HEADING = 100
"""Characters of words that stand above the recommendations to one agency."""


def find_recommendations(places: Sequence[Place]) -> list[Recommendation]:
    """The recommendations of a document in order, each once, without addressees.

    The rows of a table with a column of recommendations come first; where there is none, those that
    carry a label ("Recommendation 4: …"), wherever they stand; then the marked and the numbered
    paragraphs, and at last the bullets, of the section of recommendations. Those that agencies made
    for themselves, coded by agency ("POL1"), are added. A report that calls nothing a recommendation
    is read for any other label whose members ask ("Change 2. …"), for the parts below a heading that
    announces action, for lists that are led by "The Board should:", for parts that nearly all ask an
    organisation, and for sentences that begin "It is recommended that". One that is printed twice is
    kept where it stands first.
    """
    found = _named(places) or _called_otherwise(places)
    return each_once(_under_their_headings(found + _coded(places), places))


def _named(places: Sequence[Place]) -> list[Draft]:
    for collect in (from_tables, _labelled, _marked, _numbered, _bulleted):
        found = collect(places)
        if found:
            return found
    return []


def _called_otherwise(places: Sequence[Place]) -> list[Draft]:
    word = series_word(places)
    if word and (found := _labelled(places, lambda text: _of_series(text, word))):
        return found
    for widened in (announced, _led, tabled, dense):
        if found := _named(widened(places)):
            return found
    return _scattered(places) or _numbered_alone(places)


def _numbered_alone(places: Sequence[Place]) -> list[Draft]:
    """The short numbered paragraphs of the section, where none has a verb that asks ("A single form for …")."""
    drafts = []
    for place in places:
        short = place.section in SECTIONS and place.block.role in BODY and len(place.text) < LONGEST_WITHOUT_VERB
        if short and place.block.number and not only_announces(place.text):
            drafts.append(Draft(bare(place.block.number), "recommendations.numbered"))
            drafts[-1].add(place.text, place.page)
    return drafts if len(drafts) > 1 else []


def _of_series(text: str, word: str) -> tuple[str | None, str]:
    named, number, rest = series_label(text)
    return (f"{named} {number}", rest) if named.lower() == word else (None, text)


def _any_label(text: str) -> tuple[str | None, str]:
    label, rest = label_of(text)
    if label:
        return label, rest
    alone = UNNUMBERED.match(text)
    if alone and (alone["mark"] or DIRECTIVE.search(text[alone.end() :])):
        return "", text[alone.end() :]
    return None, text


def _under_their_headings(drafts: list[Draft], places: Sequence[Place]) -> list[Draft]:
    """The drafts with their owner where they stand below words that address them ("To the Constabulary")."""
    addressed, headed = "", []
    for place in places:
        if place.section not in SECTIONS:
            addressed = ""
        elif match := ADDRESSED.match(place.text) if len(place.text) < LONGEST_HEADING else None:
            addressed = match["whom"].strip()
        elif place.block.role in HEADINGS:
            addressed = place.text if names_only_bodies(place.text) else ""
        elif addressed:
            headed.append((place.page, place.text, addressed))
    for draft in drafts if headed else ():
        owners = [o for page, text, o in headed if draft.pages[:1] == [page] and draft.texts and draft.texts[0] in text]
        draft.owner = draft.owner or next(iter(owners), "")
    return drafts


def _labelled(places: Sequence[Place], labelled: Label = _any_label) -> list[Draft]:
    drafts: list[Draft] = []
    current: Draft | None = None
    for place in places:
        block = place.block
        label, rest = labelled(block.text)
        if label is not None and _starts_one(place, rest):
            level = block.level if block.role in HEADINGS else 0
            current = Draft(label, "recommendations.labelled", level=level)
            # The rest of a heading is the recommendation itself, or a title above it ("A better approach to risk").
            if rest and (not level or _says_what_to_do(rest)):
                current.add(rest, place.page)
            drafts.append(current)
        elif current is not None:
            if _goes_on(current, place):
                current.add(_words(place), place.page)
            else:
                current = None
    return [d for d in drafts if len(d.text) > 20]


def _starts_one(place: Place, rest: str) -> bool:
    if place.block.role in (BlockRole.FOOTNOTE, BlockRole.TABLE_HEADER):
        return False
    if place.block.role in HEADINGS or not rest:
        return True
    # "Recommendation 4 was accepted" speaks of a recommendation and is none
    return not re.match(r"(?:of|was|is|has|had|and|in|above|below|to|from|on|which|that|refers?|will)\b", rest)


def _says_what_to_do(words: str) -> bool:
    return bool(DIRECTIVE.search(words)) or words.rstrip()[-1] in ".:)" or len(words.split()) > 14


def _goes_on(draft: Draft, place: Place) -> bool:
    block = place.block
    if block.role in HEADINGS or block.role in (BlockRole.FOOTNOTE, BlockRole.TABLE_HEADER, BlockRole.TABLE_ROW):
        return False
    if ANSWER.match(block.text):
        return False
    if block.continues or not draft.text or UNFINISHED.search(draft.text):
        return True
    if COMPLETE.search(draft.text):
        return False
    if block.role == BlockRole.LIST_ITEM:
        return bool(INTRODUCES.search(draft.texts[0])) or draft.level > 0 or len(draft.texts) > 1
    if block.number:
        return False
    return draft.level > 0


def _words(place: Place) -> str:
    lettered = place.block.role == BlockRole.LIST_ITEM or LETTER.fullmatch(place.block.number)
    return f"{place.block.number} {place.text}".strip() if lettered else place.text


def _marked(places: Sequence[Place]) -> list[Draft]:
    """Numbered conclusions of which some end with the word Recommendation in brackets (select committees)."""
    drafts: list[Draft] = []
    waiting: Draft | None = None
    for place in places:
        if place.section not in SECTIONS or place.block.role in HEADINGS:
            continue
        if waiting is None or place.block.number:
            waiting = Draft(place.block.number.strip("()."), "recommendations.marked")
        waiting.add(place.text, place.page)
        if MARK.search(place.text):
            waiting.texts[-1] = MARK.sub("", waiting.texts[-1]).strip()
            drafts.append(waiting)
            waiting = None
    return drafts


def _numbered(places: Sequence[Place]) -> list[Draft]:
    drafts: list[Draft] = []
    current: Draft | None = None
    lead: str | None = None
    lettered = False
    commands, single = _speaks_in_commands(places), _asked_once(places)
    for place in places:
        block = place.block
        if lead is not None and block.number and lettered and not LETTER.fullmatch(block.number):
            lead = None  # the paragraphs of the report go on after a list
        if place.section not in SECTIONS:
            current, lead = None, None
        elif block.role in HEADINGS:
            # A numbered heading with lettered paragraphs below it is one recommendation.
            part = block.number and not section_of(block.text)
            current, lead = Draft(bare(block.number), "recommendations.numbered", level=1) if part else None, None
            if current is not None:
                drafts.append(current)
        elif block.role == BlockRole.FOOTNOTE:
            continue
        elif current is not None and (current.level or _is_part(current, place)):
            current.add(f"{block.number} {block.text}".strip(), place.page)
        elif (asked := leads(block.text)) is not None and (single or not asked or not block.number):
            current, lead = None, asked
        elif block.number and block.role in BODY and _is_one(block.text, lead, commands):
            current = Draft(bare(block.number), "recommendations.numbered", owner=lead or "")
            current.add(block.text, place.page)
            drafts.append(current)
            lettered = bool(LETTER.fullmatch(block.number))
        elif current is not None and (
            block.continues or block.role == BlockRole.LIST_ITEM or UNFINISHED.search(current.text)
        ):
            current.add(block.text, place.page)
        else:
            current, lead = None, None
    return [d for d in drafts if not d.level or (d.texts and _asks_at_once(d.texts[0]))]


def _is_part(draft: Draft, place: Place) -> bool:
    """True for "(a) …" below "3. The Board should:"."""
    lettered = LETTER.fullmatch(place.block.number) and not LETTER.fullmatch(f"{draft.label}.")
    return bool(lettered and draft.texts and INTRODUCES.search(draft.texts[0]))


def _is_one(text: str, lead: str | None, commands: bool) -> bool:
    asked = lead is not None or DIRECTIVE.search(text) or (commands and COMMAND.match(text))
    return bool(asked) and not INTRODUCTION.match(text)


def _asked_once(places: Sequence[Place]) -> bool:
    """True where at most one numbered paragraph of the section asks: a list that it leads is the recommendations."""
    numbered = [p for p in places if p.section in SECTIONS and p.block.number and p.block.role in BODY]
    return sum(1 for p in numbered if not LETTER.fullmatch(p.block.number) and DIRECTIVE.search(p.text)) < 2


def _asks_at_once(words: str) -> bool:
    return bool(LETTER.match(words) or DIRECTIVE.search(words[:200]))


def _speaks_in_commands(places: Sequence[Place], *, numbered: bool = True) -> bool:
    """True where most paragraphs of the section start with a verb ("Devise and implement …")."""
    parts = [p for p in places if p.section in SECTIONS and p.block.role in BODY]
    texts = [p.text for p in parts if bool(p.block.number) == numbered]
    return sum(1 for text in texts if COMMAND.match(text)) > len(texts) / 2


def _bulleted(places: Sequence[Place]) -> list[Draft]:
    drafts: list[Draft] = []
    lead: str | None = None
    commands = _speaks_in_commands(places, numbered=False)
    for place in places:
        block = place.block
        if place.section not in SECTIONS or block.role in HEADINGS:
            lead = None
        elif block.role == BlockRole.FOOTNOTE:
            continue
        elif block.continues and drafts:
            drafts[-1].add(block.text, place.page)
        elif (asked := leads(block.text)) is not None:
            lead = asked
        elif block.role == BlockRole.LIST_ITEM or (lead is not None and block.number):
            drafts.append(_item(place, lead or ""))
        elif _asks_and_is_whole(block.text, commands):
            drafts.append(_item(place))
            lead = None
    return drafts


def _asks_and_is_whole(text: str, commands: bool) -> bool:
    asks = DIRECTIVE.search(text) or (commands and COMMAND.match(text))
    return bool(asks) and not only_announces(text)


def _item(place: Place, owner: str = "") -> Draft:
    label, rest = label_of(place.text)
    bracketed = BRACKETED.match(place.text)
    if bracketed:
        label, rest = bracketed[1], place.text[bracketed.end() :]
    draft = Draft(label or place.block.number, "recommendations.bulleted", owner=owner)
    draft.add(rest, place.page)
    return draft


def _coded(places: Sequence[Place]) -> list[Draft]:
    """Single-agency recommendations of an annex, each with a code of the agency's letters and a number."""
    drafts: list[Draft] = []
    for place in places:
        match = CODE.match(place.text)
        if place.section in SECTIONS and match and place.block.role in BODY:
            drafts.append(Draft(match["code"], "recommendations.coded"))
            drafts[-1].add(place.text[match.end() :], place.page)
        elif drafts and place.block.continues and place.block.role == BlockRole.PARAGRAPH:
            drafts[-1].add(place.text, place.page)
    return drafts if len(drafts) > 1 else []


def _led(places: Sequence[Place]) -> list[Place]:
    """The same places, those of lists led by "The Board should:" in section `recs`, wherever they stand."""
    found = list(places)
    inside = False
    for at, place in enumerate(places):
        block = place.block
        if block.role == BlockRole.PARAGRAPH and (who := leads(block.text)) is not None:
            inside = bool(ORGANISATION.search(who)) or "recommend" in block.text
        elif block.role != BlockRole.LIST_ITEM and not LETTER.fullmatch(block.number) and not block.continues:
            inside = False
        if inside:
            found[at] = replace(place, section="recs")
    return found


def _scattered(places: Sequence[Place]) -> list[Draft]:
    """Sentences of the report itself that begin "It is recommended that" or "The panel recommends that"."""
    drafts: list[Draft] = []
    for place in places:
        if place.block.role in BODY and "recommend" in place.text:
            for start, end in sentences(place.text):
                if RECOMMENDING.match(place.text[start:end]):
                    drafts.append(Draft("", "recommendations.scattered"))
                    drafts[-1].add(place.text[start:end].strip(), place.page)
    return drafts

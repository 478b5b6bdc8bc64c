"""Looks for what must not be published unseen: hidden words, attached files, earlier wordings, a child's identifiers.

Nothing here decides: it names concerns, for which a file is held until a person has looked at it, and
flags, which are only told. The checks follow the Information Commissioner's checklists on disclosing
documents to the public.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.concerns import Concern, ConcernKind
from ingest.text.printed import PrintedDocument
from repository.records.items import DROPPED, Block, BlockRole, Page

CODED = re.compile(
    r"\b(?:Child(?:ren)?|Baby|Infant|Sibling|Twin|Boy|Girl|Young Person|Subject)\s+(?:[A-Z]{1,2}\d?|\d{1,2})\b"
)
"""A child who is named by a letter: "Child A", "Young Person 2"."""
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
FULL_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH},?\s+(?:19|20)\d\d\b|\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d\d\b",
    re.IGNORECASE,
)
BIRTH = re.compile(r"\b(?:date of birth|d\.?o\.?b\.?\b|born (?:on|:))\s*:?\s*(?:the\s+)?", re.IGNORECASE)
BIRTH_HEADER = re.compile(r"date of birth|\bd\.?o\.?b\b", re.IGNORECASE)
POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]?) \d[ABD-HJLNP-UW-Z]{2}\b")
"""A whole British postcode, as the Royal Mail writes it."""
TEN_DIGITS = re.compile(r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b")
CASE_NUMBER = re.compile(
    r"\b[A-Z]{2}\d{2}[CFPZ]\d{5}\b|\b(?:case|court|claim|file|crime|school|pupil)\s+(?:number|no\.?|ref(?:erence)?\.?)"
    r"\s*:?\s*[A-Z]{0,4}[/-]?\d[\dA-Z/-]{4,}",
    re.IGNORECASE,
)
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]{2,}|\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b")
NAMED = ("author", "lastmodifiedby")


def concerns_of(printed: PrintedDocument) -> Iterator[Concern]:
    """What a PDF hides or carries beside its pages; of hidden words only how many there are."""
    for page in printed.pages:
        for how, count in Counter(how for how, _ in page.hidden).items():
            yield Concern(ConcernKind.HIDDEN_TEXT, f"{how} ({count})", page.number)
    if printed.attachments:
        yield Concern(ConcernKind.ATTACHMENTS, f"{printed.attachments} attached files")
    if printed.notes:
        yield Concern(ConcernKind.COMMENTS, f"{printed.notes} reviewers' notes with words in them")
    if printed.words_lost:
        about = f"an earlier revision in the same file, with {printed.words_lost} words that are no longer in the text"
        yield Concern(ConcernKind.EARLIER_REVISION, about)
    elif printed.revision_unread:
        yield Concern(ConcernKind.EARLIER_REVISION, "an earlier revision in the same file that could not be read")


def find_identifiers(pages: Sequence[Page]) -> Iterator[Concern]:
    """Dates of birth, postcodes, NHS and case numbers that stand beside a coded child, once for each page and kind."""
    for page in pages:
        found: dict[str, None] = {}
        header = ""
        for block in page.blocks:
            if block.role in DROPPED:
                continue
            header = block.text if block.role == BlockRole.TABLE_HEADER else header
            found |= dict.fromkeys(_identifiers(block, header if block.role == BlockRole.TABLE_ROW else ""))
        for what in found:
            yield Concern(ConcernKind.IDENTIFIERS, f"{what} beside a coded child", page.number)


def flags_for(pages: Sequence[Page], metadata: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What a curator should know but does not hold a file: `contact_details`, `names_in_metadata`."""
    flags = []
    if any(CONTACT.search(b.text) for page in pages for b in page.blocks if b.role not in DROPPED):
        flags.append("contact_details")
    if any(key in NAMED and value.strip() for key, value in metadata):
        flags.append("names_in_metadata")
    return tuple(flags)


def _identifiers(block: Block, header: str) -> Iterator[str]:
    text = block.text
    if not CODED.search(text):
        return
    in_column = BIRTH_HEADER.search(header) and FULL_DATE.search(text)
    if in_column or any(FULL_DATE.match(text, found.end()) for found in BIRTH.finditer(text)):
        yield "a date of birth"
    if POSTCODE.search(text):
        yield "a postcode"
    if any(is_nhs_number(found[0]) for found in TEN_DIGITS.finditer(text)):
        yield "an NHS number"
    if CASE_NUMBER.search(text):
        yield "a case number"


def is_nhs_number(text: str) -> bool:
    """True for ten digits of which the last is the check digit (modulus 11, NHS Data Dictionary)."""
    digits = [int(c) for c in text if c.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check % 11 == digits[9] and check != 10

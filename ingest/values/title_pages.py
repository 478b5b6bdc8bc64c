"""What stands on a cover: which of its lines are the title, and which name a publisher, a person or a date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.values import bodies, children, dates, people, review_types
from ingest.values.sections import HEADINGS, Place, section_of
from repository.records.items import BlockRole

FRONT_PAGES = 3
LONGEST_TITLE = 300
LONGEST_LINE = 160
"""Characters: a longer line of a cover is a notice."""
LONGEST_COVER = 100
"""Words: a page with more has other text than a cover's."""
TOP_OF_A_WEB_PAGE = 15
"""Blocks: what a document of one page has in place of a cover."""
WORDS_OF_TITLES = re.compile(
    r"\b(?:reports?|reviews?|in?quiry|enquiry|analysis|inspection|study|briefing|brief|summary|overview|response|action\s+plan|lessons|learning)\b",
    re.IGNORECASE,
)
BY_SOMEBODY = re.compile(
    r"\b(?:commissioned|undertaken|prepared|published|produced|written|carried\s+out|conducted|compiled|issued|led|adopted|approved)"
    r"\s+(?:by|for|on\s+behalf)\b|^(?:by|for|a\s+report\s+by|on\s+behalf\s+of)\s+(?=[A-Z])",
    re.IGNORECASE,
)
OF_A_PERSON = re.compile(
    r"^(?:(?:independent|lead|overview|report|joint|external|panel|review)\s+)*(?:authors?|reviewers?|writers?|chair(?:s|man|woman|person)?|facilitators?)\b"
    r"(?!\s+of\s+(?:an?|the)\s+[ie]nquiry)",
    re.IGNORECASE,
)
OF_A_DATE = re.compile(
    r"^(?:(?:final|draft|revised)\s+)?(?:dated?|published|publication|report\s+published|version|v\d|issue|approved|agreed|accepted|signed|completed|updated"
    r"|submitted|commissioned|reported|ratified|inspection\s+dates?|period\s+(?:of|under))\b"
    r"|^(?:(?:spring|summer|autumn|winter|easter|michaelmas)\s+)?(?:19|20)\d\d$|^(?:number|no\.?|issue|edition)\s+\d",
    re.IGNORECASE,
)
NOTICE = re.compile(
    r"^(?:HC|CP|Cmnd?|Cmd|Cm|SG/|ISBN|ISSN)\b|^[£©]|^(?:https?:|www\.)|^(?:return\s+to\s+an\s+address|ordered\s+by|presented\s+(?:to|by)|laid\s+before"
    r"|(?:crown\s+)?copyright|official|confidential|restricted|strictly|not\s+for|embargo|private|price|edinburgh|london|cardiff|belfast|appendix|annex"
    r"|contents|table\s+of\s+contents|appointed\s+by|final(?:\s+report)?$|draft$|page\s+\d)\b"
    r"|[\w.]+@[\w.]+|\bmade\s+up\b|\binvented\b|\.\s+[A-Z“].*\.$",
    re.IGNORECASE,
)
OF_A_BODY = re.compile(
    r"^(?:the\s+)?[\w\s,&’'.()/-]{2,90}\b(?:council|authority|trust|partnership|board|committee|inspectorate|government|office|department|panel|constabulary"
    r"|commission|centre|group)$",
    re.IGNORECASE,
)
CONNECTS = re.compile(
    r"\b(?:of|the|into|on|for|in|to|by|at|from|with|and|upon|concerning|regarding|about|a|an|re)\s*:?$|[:–—-]$",
    re.IGNORECASE,
)
"""A line that the next one must complete."""
GOES_ON = re.compile(
    r"^(?:[a-z]|(?i:(?:in\s+(?:respect|relation|the\s+matter)|into|on|upon|of|for\s+the|to|about|concerning|regarding|relating|involving)\s"
    r"|volume\s))"
)
"""A line that completes the one before."""
INSPECTIONS = frozenset({"inspection", "jtai"})
"""Whose titles begin with the name of the council that was inspected."""
ONLY_KIND = re.compile(
    r"\b(?:the|an?|of|on|in|and|final|full|overview|executive|summary|report|review|briefing|brief|multi|agency|action|plan|local|joint|learning|adult|main|complete|recommendations|findings|conclusions|volume|phase)\b|\W|\d",
    re.IGNORECASE,
)


def cover_of(places: Sequence[Place]) -> list[Place]:
    """The first page that has text: the cover, or what serves as one."""
    if not places:
        return []
    first = [p for p in places if p.page == places[0].page]
    return first if places[-1].page > places[0].page else first[:TOP_OF_A_WEB_PAGE]


def title_run(places: Sequence[Place]) -> list[Place]:
    """The blocks of the title, one after the other: the cover's largest words with the lines that complete them; a
    letter's subject line; where nothing is set as a title, the line of the cover that names a report."""
    front = [p for p in places if p.page <= FRONT_PAGES]
    subject = _subject_line(front)
    if subject:
        return [subject]
    seed = _seed(front)
    if not seed:
        return list(front[:1])
    run = _completed(front, front.index(seed[0]), front.index(seed[-1]))
    return run[: _fits(run)]


def is_line_of_title(text: str) -> bool:
    """True for a line of a cover that tells no publisher, person or date and is no notice."""
    words = " ".join(text.split())
    if len(words) > LONGEST_LINE or NOTICE.search(words) or OF_A_DATE.search(words) or dates.alone(words):
        return False
    if BY_SOMEBODY.search(words) or OF_A_PERSON.search(words) or people.is_role(words) or people.authors(words):
        return False
    return bool(words) and not _is_of_a_body(words) and not (people.names_alone(words) or people.chairs(words))


def _is_of_a_body(words: str) -> bool:
    if WORDS_OF_TITLES.search(words) and not bodies.named_bodies(words) and not bodies.unknown_bodies(words):
        return False
    covered = sum(f.end - f.start for f in (*bodies.named_bodies(words), *bodies.unknown_bodies(words)))
    return covered > 0.6 * len(words) or bool(OF_A_BODY.match(words))


def _seed(front: Sequence[Place]) -> list[Place]:
    """Where the title begins: what is set as one, else the first line that names a report, else the largest heading."""
    titled = [p for p in front if p.block.role == BlockRole.TITLE]
    set_as = [p for p in titled if p.page == titled[0].page] if titled else []
    cover = [p for p in front if p.page == front[0].page] if front else []
    lines = [p for p in cover if p.block.role in HEADINGS and is_line_of_title(p.text)]
    large = [p for p in set_as if p.block.level <= 1]
    if any(found.value in INSPECTIONS for p in lines for found in review_types.named_types(p.text)):
        return large[:1] or lines[:1]
    if large and (any(is_line_of_title(p.text) for p in large) or not lines):
        return next(([p] for p in large if is_line_of_title(p.text)), large)
    named = [p for p in lines if _names_report(p.text)]
    largest = sorted(named or lines, key=lambda p: p.block.level)[:1]
    return largest or large or [p for p in cover if is_line_of_title(p.text) and _names_report(p.text)][:1]


def _names_report(text: str) -> bool:
    return bool(WORDS_OF_TITLES.search(text) or review_types.named_types(text) or children.labels(text))


def _completed(front: Sequence[Place], first: int, last: int) -> list[Place]:
    """The places from first to last with the cover's lines above that lead to them and those below that go on."""
    page = front[first].page
    on_cover = sum(len(p.text.split()) for p in front if p.page == page) <= LONGEST_COVER
    while first and front[first - 1].page == page and _leads_to(front[first - 1], front[first]):
        first -= 1
    while (
        last + 1 < len(front)
        and front[last + 1].page == page
        and _follows(front[first : last + 1], front[last + 1], on_cover)
    ):
        last += 1
    run = list(front[first : last + 1])
    above = front[first - 1] if first else None
    if above and above.page == page and _is_bare(run) and above.block.role in HEADINGS and is_line_of_title(above.text):
        run.insert(0, above)
    return run


def _leads_to(above: Place, line: Place) -> bool:
    if not is_line_of_title(above.text):
        return False
    is_large = above.block.role == BlockRole.TITLE and above.block.level <= 1
    return is_large or bool(CONNECTS.search(above.text)) or bool(GOES_ON.match(line.text))


def _follows(run: Sequence[Place], line: Place, on_cover: bool) -> bool:
    """True for a line below that belongs to the title: the title needs it, it leans on the title, or is set as one."""
    open_ended = CONNECTS.search(run[-1].text) is not None
    if open_ended and len(line.text) <= LONGEST_LINE and not OF_A_DATE.search(line.text):
        return True
    if not is_line_of_title(line.text):
        return False
    if line.block.role == BlockRole.TITLE:
        return True
    bare = _is_bare(run)
    named = not section_of(line.text) or bool(review_types.named_types(line.text))
    if line.block.number or not (named or bare and on_cover):
        return False
    goes_on = GOES_ON.match(line.text) is not None and len(line.text) <= LONGEST_LINE
    if line.block.role not in HEADINGS:
        return goes_on and line.text[:1].islower() and not line.text.endswith(".")
    if all(p.block.role == BlockRole.HEADING for p in run) and run[-1].block.level == line.block.level and on_cover:
        return True
    return goes_on or bare


def _is_bare(run: Sequence[Place]) -> bool:
    """True for a title that so far only says what kind of paper it is, or only whom it is about."""
    words = " ".join(p.text for p in run)
    if not WORDS_OF_TITLES.search(words):
        return len(words.split()) <= 4
    for found in review_types.named_types(words):
        words = words.replace(words[found.start : found.end], " " * (found.end - found.start))
    return not ONLY_KIND.sub("", words)


def _subject_line(front: Sequence[Place]) -> Place | None:
    """What a letter is about: the line below its greeting."""
    if not front or not any(dates.alone(p.text) for p in front[:3]):
        return None
    greeted = [at for at, p in enumerate(front) if p.page == front[0].page and p.text.startswith("Dear ")]
    return front[greeted[0] + 1] if greeted and greeted[0] + 1 < len(front) else None


def _fits(run: Sequence[Place]) -> int:
    length = 0
    for count, place in enumerate(run):
        length += len(place.text)
        if length > LONGEST_TITLE:
            return max(1, count)
    return len(run)

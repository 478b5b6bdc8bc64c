"""A small library of invented records for the tests of the site: every shape a page has to show."""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from repository.governance.withdrawal import withdraw_item
from repository.records.items import (
    Availability,
    Block,
    BlockRole,
    Collection,
    EarlierLabel,
    Finding,
    Kind,
    Page,
    PublicationKind,
    Recommendation,
    Relation,
    State,
    Subject,
)
from repository.records.statements import Evidence, Statement
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import Library

WITHDRAWN_WORD = "zephyrquill"
"""Stands in every field of the withdrawn item, and nowhere else."""
HELD_WORD = "umbelwort"
"""Stands in every field of the items that are held, drafts or suppressed."""
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>"
EVIL_TITLE = f'=HYPERLINK("http://evil.example") {EVIL} {{{{7*7}}}} %s\r\nER  - \r\nTY  - JOUR'


@dataclass(frozen=True)
class Examples:
    """The ids of the records, by what they are."""

    review: str
    record: str
    briefing: str
    findings: str
    withdrawn: str
    hostile: str
    held: tuple[str, ...]
    old_version: str
    """Id of a publication that a later version replaced."""
    html: str
    """Id of a publication whose original is an HTML file."""


def a_pdf(pages: int) -> bytes:
    """A real PDF of that many pages."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    for number in range(1, pages + 1):
        canvas.drawString(72, 760, f"Invented report, page {number}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def build(library: Library) -> Examples:
    """Take every record in, bring the index up to date, then withdraw what is to be withdrawn."""
    review = _review(library)
    old_version = _second_version(library)
    hostile, html = _hostile(library)
    withdrawn = _take_in(library, _marked(WITHDRAWN_WORD, "withdrawn.pdf", library))
    held = tuple(
        _take_in(library, _marked(HELD_WORD, f"{state}.pdf", library))
        for state in (State.HELD, State.DRAFT, State.SUPPRESSED)
    )
    record = _record(library, review)
    briefing = _briefing(library)
    findings = _with_findings(library)
    with library.engine.begin() as connection:
        for id, state in zip(held, (State.HELD, State.DRAFT, State.SUPPRESSED), strict=True):
            connection.exec_driver_sql("update item set state = ? where id = ?", (state.value, id))
    library.bring_up_to_date()
    withdraw_item(library, withdrawn, "A court order.")
    return Examples(review, record, briefing, findings, withdrawn, hostile, held, old_version, html)


def _say(field: str, value: str, page: int | None = None, quote: str = "") -> Statement:
    return Statement(field, value, Evidence(page, quote), rule="read_in_a_test")


def _block(role: BlockRole, text: str, level: int = 0, number: str = "", cells: tuple[str, ...] = ()) -> Block:
    return Block(role, text, level, number, cells)


def _take_in(library: Library, new: NewItem) -> str:
    return library.deposits.take_in(new).item_id


def _report_pages() -> tuple[Page, ...]:
    paragraph, heading = BlockRole.PARAGRAPH, BlockRole.HEADING
    header, row = BlockRole.TABLE_HEADER, BlockRole.TABLE_ROW
    first = Page(
        1,
        "",
        (
            _block(BlockRole.RUNNING_HEAD, "Draft seven, confidential"),
            _block(BlockRole.TITLE, "Serious Case Review: Child R and Child T"),
            _block(paragraph, "Published on 14 March 2017 by two boards."),
        ),
    )
    second = Page(
        2,
        "ii",
        (
            _block(heading, "1. Introduction", 1),
            _block(
                paragraph,
                "This review looks at how agencies worked with an invented family in which neglect went on for four "
                "years while each service saw only its own part of the children's lives.",
                number="1.1",
            ),
            _block(
                paragraph,
                "Domestic abuse was known to the police and to the general practice, and neither told the school.",
                number="1.2",
            ),
            _block(heading, "What the review asked", 3),
            _block(BlockRole.LIST_ITEM, "What was daily life like for the children?"),
            _block(BlockRole.LIST_ITEM, "Who knew about the neglect, and when?"),
        ),
    )
    third = Page(
        3,
        "1",
        (
            _block(heading, "Chronology", 2),
            _block(header, "Date | Event", cells=("Date", "Event")),
            _block(
                row,
                "March 2015 | The health visitor recorded neglect",
                cells=("March 2015", "The health visitor recorded neglect"),
            ),
            _block(row, "May 2015 | A strategy meeting was held", cells=("May 2015", "A strategy meeting was held")),
            _block(BlockRole.FOOTNOTE, "Dates are invented.", number="1"),
        ),
    )
    fourth = Page(4, "2", ())
    fifth = Page(
        5,
        "3",
        (
            _block(heading, "Recommendations", 1),
            _block(
                paragraph,
                "Recommendation 1: The board should make sure that practices share what they know of neglect.",
            ),
            _block(paragraph, "Recommendation 2: The police should tell schools on the same day about domestic abuse."),
            _block(heading, "Lessons learned", 1),
            _block(BlockRole.LIST_ITEM, "A child who is not brought is telling the services something."),
            _block(BlockRole.LIST_ITEM, "Every service held one piece of the history, and no GP saw the whole of it."),
            _block(heading, "What was done well", 1),
            _block(
                paragraph,
                "The school nurse walked the children home and wrote down what she saw. A GP asked for a MARAC.",
            ),
        ),
    )
    return first, second, third, fourth, fifth


def _review(library: Library) -> str:
    pdf = library.originals.keep(a_pdf(5))
    statements = (
        _say("title", "Serious Case Review: Child R and Child T", 1, "Serious Case Review: Child R and Child T"),
        _say("review_type", "scr", 1, "Serious Case Review"),
        _say("publishing_body", "smp-brackenshire", 1, "by two boards"),
        _say("publishing_body", "smp-eastmarch", 1, "by two boards"),
        _say("nation", "england"),
        _say("date_published", "2017-03-14", 1, "Published on 14 March 2017"),
        _say("date_of_incident", "2015"),
        _say("date_completed", "2016-11"),
        _say("theme", "neglect", 2, "neglect went on for four years"),
        _say("theme", "domestic-abuse", 2, "Domestic abuse was known to the police"),
        _say("agency", "gp", 2, "the general practice"),
        _say("agency", "police-force", 2, "known to the police"),
        _say("author", "An Invented Author"),
        Statement("methodology", "silp", person="A curator", reason="The boards confirmed it."),
    )
    overview = NewItem(
        Kind.REVIEW,
        Collection.SAMPLES,
        NewPublication(
            PublicationKind.OVERVIEW_REPORT,
            "Serious Case Review: Child R and Child T",
            sha256=pdf,
            media_type="application/pdf",
            file_name='a"\r\nSet-Cookie: x=1.pdf',
            source="overview.pdf",
            pages=_report_pages(),
        ),
        statements,
        subjects=(
            Subject("Child R", "11 months", 11, "male", "death", Evidence(2, "an invented family")),
            Subject("Child T", "4 years", 48, "female"),
        ),
        recommendations=(
            Recommendation(
                "1", "The board should make sure that practices share what they know of neglect.", (5,), ("gp",)
            ),
            Recommendation(
                "2",
                "The police should tell schools on the same day about domestic abuse.",
                (5,),
                ("police-force",),
                owner="Chief officer",
                due="within six months",
            ),
        ),
        earlier_labels=(EarlierLabel("Family Q", "2016-05", "Used while the review was under way."),),
    )
    item_id = _take_in(library, overview)
    summary = NewPublication(
        PublicationKind.EXECUTIVE_SUMMARY,
        "Child R and Child T: executive summary",
        sha256=library.originals.keep(a_pdf(1)),
        media_type="application/pdf",
        file_name="summary.pdf",
        source="summary-1.pdf",
        pages=(Page(1, "1", (_block(BlockRole.PARAGRAPH, "An earlier summary with a mistake: swanmussel."),)),),
    )
    _take_in(library, NewItem(Kind.REVIEW, Collection.SAMPLES, summary, id=item_id))
    return item_id


def _second_version(library: Library) -> str:
    """A corrected summary from the same source; returns the id of the version it replaces."""
    catalogue = library.catalogue
    item = catalogue.item(catalogue.ids()[0])
    old = next(p for p in item.publications if p.kind == PublicationKind.EXECUTIVE_SUMMARY)
    pages = (
        Page(1, "1", (_block(BlockRole.PARAGRAPH, "The summary, corrected: agencies did not share what they knew."),)),
    )
    corrected = NewPublication(
        PublicationKind.EXECUTIVE_SUMMARY,
        old.title,
        sha256=library.originals.keep(a_pdf(2)),
        media_type="application/pdf",
        file_name="summary.pdf",
        source=old.source,
        pages=pages,
    )
    library.deposits.take_in(NewItem(Kind.REVIEW, Collection.SAMPLES, corrected, id=item.id))
    return old.id


def _record(library: Library, related: str) -> str:
    """A catalogue record without text, one value unconfirmed, the publisher known only as printed."""
    source = "https://catalogue.example.org/records/1?a=1&b=2"
    statements = (
        Statement("title", "Report of an Invented Committee of Inquiry", Evidence(source_url=source), rule="catalogue"),
        Statement("review_type", "inquiry-nonstat", Evidence(source_url=source), rule="catalogue"),
        Statement("publisher_as_printed", "Invented County Council", Evidence(source_url=source), rule="catalogue"),
        Statement("date_published", "1974", Evidence(source_url=source), rule="catalogue", confirmed=False),
        Statement("nation", "england", Evidence(source_url="javascript:alert(1)"), rule="catalogue"),
        Statement("theme", "neglect", Evidence(source_url=source), rule="catalogue"),
    )
    publication = NewPublication(
        PublicationKind.OVERVIEW_REPORT,
        "Report of an Invented Committee of Inquiry",
        Availability.CATALOGUE_RECORD_ONLY,
        where_to_ask="Ask the county record office.",
    )
    relations = (Relation("same_case", related), Relation("response_to", "cr-99999999"))
    return _take_in(library, NewItem(Kind.REVIEW, Collection.CATALOGUE, publication, statements, relations=relations))


def _briefing(library: Library) -> str:
    pages = (
        Page(
            1,
            "1",
            (
                _block(BlockRole.TITLE, "Neglect: a briefing from invented reviews"),
                _block(
                    BlockRole.PARAGRAPH,
                    "Seven invented reviews say the same about neglect: records were long, and nobody read them from "
                    "the beginning before a decision was made.",
                ),
            ),
        ),
    )
    statements = (
        _say("title", "Neglect: a briefing from invented reviews", 1, "Neglect: a briefing from invented reviews"),
        _say("theme", "neglect", 1, "about neglect"),
        _say("date_published", "2019"),
        _say("abstract", "What seven invented reviews say about neglect.", 1, "Seven invented reviews"),
    )
    publication = NewPublication(
        PublicationKind.THEMATIC_BRIEFING, "Neglect: a briefing from invented reviews", source="briefing", pages=pages
    )
    return _take_in(library, NewItem(Kind.BRIEFING, Collection.SAMPLES, publication, statements))


def _with_findings(library: Library) -> str:
    text = "Finding 1: Meetings about unborn babies are held too late to change anything."
    pages = (Page(1, "1", (_block(BlockRole.HEADING, "Findings", 1), _block(BlockRole.PARAGRAPH, text))),)
    statements = (
        _say("title", "Adolygiad: Child V", 1, "Findings"),
        _say("review_type", "cpr"),
        _say("publishing_body", "smp-ouseborough"),
        _say("nation", "wales"),
    )
    publication = NewPublication(
        PublicationKind.OVERVIEW_REPORT, "Adolygiad: Child V", language="cy", source="findings", pages=pages
    )
    found = (Finding("Finding 1", text, (1,), ("How will the board know that this has changed?",)),)
    return _take_in(library, NewItem(Kind.REVIEW, Collection.SAMPLES, publication, statements, findings=found))


def _hostile(library: Library) -> tuple[str, str]:
    """A record whose every field was written by somebody who means harm."""
    block, row = (
        _block(BlockRole.PARAGRAPH, f"{EVIL} neglect {EVIL}"),
        _block(BlockRole.TABLE_ROW, EVIL, cells=(EVIL, EVIL)),
    )
    statements = (
        _say("title", EVIL_TITLE, 1, EVIL),
        _say("theme", "neglect", 1, EVIL),
        _say("author", EVIL_TITLE),
        _say("keyword", EVIL),
        _say("publisher_as_printed", "@SUM(1+1)*cmd|' /C calc'!A0"),
        Statement("reference", EVIL, Evidence(source_url="java\tscript:alert(1)"), rule="catalogue"),
        Statement("note", EVIL, Evidence(source_url="//evil.example/x"), rule="catalogue", confirmed=False),
    )
    html = f"<!doctype html><title>{EVIL}</title>{EVIL}".encode()
    publication = NewPublication(
        PublicationKind.OVERVIEW_REPORT,
        EVIL_TITLE,
        where_to_ask="data:text/html,<script>alert(1)</script>",
        sha256=library.originals.keep(html),
        media_type="text/html",
        file_name='x"\r\nSet-Cookie: a=b;.html',
        source="hostile.html",
        pages=(Page(1, EVIL[:20], (block, row, _block(BlockRole.HEADING, EVIL, 6, EVIL))),),
    )
    new = NewItem(
        Kind.REVIEW,
        Collection.SAMPLES,
        publication,
        statements,
        subjects=(Subject(EVIL, EVIL, None, "", "", Evidence(1, EVIL)),),
        recommendations=(Recommendation(EVIL, EVIL, (1,), (EVIL,), EVIL, EVIL),),
        findings=(Finding(EVIL, EVIL, (1,), (EVIL,)),),
        earlier_labels=(EarlierLabel(EVIL, EVIL, EVIL, "javascript:alert(1)"),),
    )
    done = library.deposits.take_in(new)
    return done.item_id, done.publication_id


def _marked(word: str, source: str, library: Library) -> NewItem:
    """An item in which one word stands in every field."""
    text = f"{word} was told about neglect."
    statements = (
        _say("title", f"Review {word}", 1, word),
        _say("theme", "neglect", 1, word),
        _say("author", word),
        _say("keyword", word),
        _say("abstract", word, 1, word),
        _say("date_published", "2018"),
    )
    publication = NewPublication(
        PublicationKind.OVERVIEW_REPORT,
        f"Review {word}",
        sha256=library.originals.keep(a_pdf(1) + f"%{source}".encode()),
        media_type="application/pdf",
        file_name=f"{word}.pdf",
        source=source,
        pages=(Page(1, word, (_block(BlockRole.PARAGRAPH, text),)),),
    )
    return NewItem(
        Kind.REVIEW,
        Collection.SAMPLES,
        publication,
        statements,
        subjects=(Subject(word, evidence=Evidence(1, word)),),
        recommendations=(Recommendation("1", text, (1,)),),
        findings=(Finding("Finding 1", text, (1,)),),
    )

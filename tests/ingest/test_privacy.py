"""What must be looked at before a file is published: identifiers, attached files, earlier revisions, what runs."""

from __future__ import annotations

import io

import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from reportlab.pdfgen.canvas import Canvas

from ingest.concerns import ConcernKind
from ingest.privacy import find_identifiers, flags_for, is_nhs_number
from ingest.text.extraction import extract
from ingest.text.from_pdf_again import read_again
from ingest.text.pdf_traces import changed_objects
from repository.records.items import Block, BlockRole, Page
from tests.ingest.printing import draw, text_page


def page(*texts: str, header: str = "") -> Page:
    head = [Block(BlockRole.TABLE_HEADER, header)] if header else []
    role = BlockRole.TABLE_ROW if header else BlockRole.PARAGRAPH
    return Page(3, "", (*head, *(Block(role, text) for text in texts)))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Child A was born on 12 March 2009 in hospital.", "a date of birth"),
        ("Baby T (DOB: 04/05/2011) was the second child.", "a date of birth"),
        ("Sibling 2, date of birth 4th May 2011, lived with Child A.", "a date of birth"),
        ("Child A lived at 14 Sorrel Way, ZX9 4QQ.", "a postcode"),
        ("Child A (NHS number 943 476 5919) was registered.", "an NHS number"),
        ("The judgment about Child A is in case number ZX12C00345.", "a case number"),
        ("Child B, school ref: 88/12345, moved.", "a case number"),
    ],
)
def test_an_identifier_beside_a_coded_child_is_a_concern(text: str, what: str) -> None:
    (concern,) = find_identifiers([page(text)])
    assert (concern.kind, concern.in_words()) == (
        ConcernKind.IDENTIFIERS,
        f"{what} beside a coded child on page 3",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Child A was born in March 2009.",
        "Child A was seen on 12 March 2009 and again on 14 March 2009.",
        "The board's office is at 1 Castle Street, ZX9 4QQ.",
        "Child A's school can be reached on 020 7946 0000 and has 943 476 5918 in its files.",
        "Mrs Fennel, born on 12 March 1950, chaired the panel.",
        "Child A featured in paragraph 12.3.4 of the report; 2011/12 was the year.",
    ],
)
def test_other_dates_addresses_and_numbers_are_none(text: str) -> None:
    assert list(find_identifiers([page(text)])) == []


def test_a_column_of_dates_of_birth_is_a_concern_where_its_rows_are_coded_children() -> None:
    rows = [page("Child A | 12/03/2009", "Mother | 01/02/1985", header="Name | Date of birth")]
    assert [c.about for c in find_identifiers(rows)] == ["a date of birth beside a coded child"]
    assert list(find_identifiers([page("Child A | 12/03/2009", header="Name | First seen")])) == []


def test_an_nhs_number_has_a_check_digit() -> None:
    assert is_nhs_number("943 476 5919")
    assert not is_nhs_number("943 476 5918")
    assert not is_nhs_number("0000000000")


def test_contact_details_and_names_are_only_flagged() -> None:
    office = page("Write to board@example.org.uk or call 020 7946 0123.")
    assert flags_for([office], (("author", "A. Writer"), ("creator", "Word"))) == (
        "contact_details",
        "names_in_metadata",
    )
    assert flags_for([page("No address")], (("creator", "Word"),)) == ()


def extended(content: bytes, added: bytes) -> bytes:
    """The file with changes at its end, as programs add them; `added` is the whole text of object 7."""
    start = int(content[content.rindex(b"startxref") + 9 :].split()[0])
    place = len(content) + 1
    trailer = content[content.rindex(b"trailer") : content.rindex(b"startxref")].rstrip()
    end = trailer.rindex(b">>")
    table = place + len(added) + 1
    table_of_objects = b"\nxref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n" % (number_of(added), place)
    return (
        content + b"\n" + added + table_of_objects
        + trailer[:end] + b"/Prev %d\n>>\nstartxref\n%d\n%%%%EOF\n" % (start, table)
    )  # fmt: skip


def number_of(added: bytes) -> int:
    return int(added.split()[0])


def contents_of(content: bytes) -> int:
    """The number of the object with what is drawn on the first page."""
    after = content.index(b"/Contents ") + len(b"/Contents ")
    return int(content[after:].split()[0])


def test_an_earlier_revision_with_other_words_is_a_concern_and_its_words_are_nowhere() -> None:
    before = draw(text_page("The mother, Wren Alder, was seen.", "The board met in May."))
    drawn = b"BT /F1 11 Tf 70 720 Td (The mother was seen.) Tj ET"
    added = b"%d 0 obj\n<< /Length %d >>\nstream\n" % (contents_of(before), len(drawn)) + drawn + b"\nendstream\nendobj"
    document = extract(extended(before, added), "report.pdf")
    assert [c.kind for c in document.concerns] == [ConcernKind.EARLIER_REVISION]
    assert document.pages[0].text == "The mother was seen."
    assert "Wren" not in repr(document)


def stream(number: int, drawn: bytes, more: bytes = b"") -> bytes:
    return b"%d 0 obj\n<< /Length %d %s>>\nstream\n%s\nendstream\nendobj" % (number, len(drawn), more, drawn)


def form_in_a_form(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 11)
    canvas.beginForm("inner")
    canvas.drawString(70, 720, "The mother, Wren Alder, was seen.")
    canvas.endForm()
    canvas.beginForm("outer")
    canvas.doForm("inner")
    canvas.endForm()
    canvas.doForm("outer")


def test_an_earlier_revision_of_a_form_inside_another_is_a_concern() -> None:
    before = draw(form_in_a_form)
    inner = int(before[before.index(b"/FormXob.inner ") + len(b"/FormXob.inner ") :].split()[0])
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 600 850] /Resources << /Font << /F1 %d 0 R >> >> "
    font = before[: before.index(b"/BaseFont /Helvetica")].rindex(b" 0 obj")
    added = stream(inner, b"BT /F1 11 Tf 70 720 Td (Seen.) Tj ET", form % int(before[:font].split()[-1]))
    document = extract(extended(before, added), "report.pdf")
    assert [c.about for c in document.concerns] == [
        "an earlier revision in the same file, with 5 words that are no longer in the text"
    ]
    assert document.pages[0].text == "Seen."


def test_a_page_of_an_earlier_revision_that_cannot_be_read_is_a_concern() -> None:
    before = draw(text_page("The board met in May."))
    number = contents_of(before)
    unreadable = extended(before, stream(number, b"x", b"/Filter /DCTDecode /DecodeParms 7 "))
    whole = extended(unreadable, stream(number, b"BT /F1 11 Tf 70 720 Td (The board met in May.) Tj ET"))
    assert [c.about for c in extract(whole, "report.pdf").concerns] == [
        "an earlier revision in the same file that could not be read"
    ]


def test_a_file_that_only_the_second_engine_reads_is_looked_at_too() -> None:
    before = draw(text_page("The mother, Wren Alder, was seen.", "The board met in May."))
    after = extended(before, stream(contents_of(before), b"BT /F1 11 Tf 70 720 Td (Seen.) Tj ET"))
    start = int(after[after.rindex(b"startxref") + 9 :].split()[0])
    looped = after.replace(b"/Prev ", b"/Prev %d %%" % start)
    document = extract(looped, "report.pdf")
    assert document.pages[0].text == "Seen."
    assert [c.about for c in document.concerns] == [
        "an earlier revision in the same file, with 9 words that are no longer in the text"
    ]


def test_a_change_that_takes_nothing_away_is_none() -> None:
    before = draw(text_page("The board met in May."))
    added = b"900 0 obj\n<< /Note (signed) >>\nendobj"
    assert extract(extended(before, added), "report.pdf").concerns == ()


def with_table_again(content: bytes) -> bytes:
    """The file with a second table that names every object where the first one does, as word processors write it."""
    start = int(content[content.rindex(b"startxref") + 9 :].split()[0])
    table = content[start : content.rindex(b"startxref")].rstrip()
    again = table[: table.rindex(b">>")] + b"/Prev %d\n>>" % start
    return content + again + b"\nstartxref\n%d\n%%%%EOF\n" % len(content)


def test_a_table_that_repeats_the_one_before_changes_nothing() -> None:
    before = draw(text_page("The board met in May."))
    after = with_table_again(before)
    document, earlier = (PDFDocument(PDFParser(io.BytesIO(content))) for content in (after, before))
    assert len(document.xrefs) == 2
    assert changed_objects(document, earlier) == set()
    drawn = b"%d 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj" % contents_of(before)
    later = PDFDocument(PDFParser(io.BytesIO(extended(after, drawn))))
    assert changed_objects(later, earlier) == {contents_of(before)}


def with_catalog(more: bytes) -> bytes:
    """A PDF whose catalogue, written once more, has further entries."""
    before = draw(text_page("The board met in May."))
    start = before.index(b"/Type /Catalog")
    begin = before.rindex(b" obj", 0, start)
    number = int(before[:begin].split()[-2])
    inside = before[before.index(b"<<", begin) + 2 : before.index(b">>\nendobj", begin)]
    return extended(before, b"%d 0 obj\n<<" % number + inside + more + b">>\nendobj")


def test_attached_files_are_a_concern() -> None:
    names = b"/Names << /EmbeddedFiles << /Names [(notes.doc) << /Type /Filespec /F (notes.doc) >>] >> >>"
    content = with_catalog(names)
    (concern,) = extract(content, "report.pdf").concerns
    assert (concern.kind, concern.about) == (ConcernKind.ATTACHMENTS, "1 attached files")
    assert read_again(content, 10).attachments == 1


@pytest.mark.parametrize(
    "more",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
        b"/OpenAction << /S /URI /URI (javascript:alert\\(1\\)) >>",
        b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>",
        b"/AcroForm << /XFA (x) >>",
    ],
)
def test_active_content_is_only_flagged(more: bytes) -> None:
    document = extract(with_catalog(more), "report.pdf")
    assert "active_content" in document.flags
    assert document.concerns == ()


def test_an_action_that_turns_to_a_page_is_no_active_content() -> None:
    assert "active_content" not in extract(with_catalog(b"/OpenAction << /S /GoTo >>"), "report.pdf").flags

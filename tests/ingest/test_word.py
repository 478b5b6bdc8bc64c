"""Word files: the words a reader sees, in order and by what they are, and what must be held back."""

from __future__ import annotations

import pytest

from ingest.concerns import ConcernKind
from ingest.documents import ExtractedDocument, Unreadable
from ingest.text.extraction import extract
from repository.records.items import BlockRole
from tests.ingest.packing import NAMES, TYPES, p, pack, r, relation, relations, word

STYLES = (
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Chapter"><w:name w:val="Chapter"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Deep"><w:name w:val="Deep"/>'
    '<w:pPr><w:outlineLvl w:val="4"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="Note"><w:name w:val="Reviewer note"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


def level(number: int, form: str, pattern: str) -> str:
    return f'<w:lvl w:ilvl="{number}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}{level(1, "decimal", "%1.%2")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "-")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "decimal", "Recommendation %1:")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="3">{level(0, "lowerLetter", "(%1)")}</w:abstractNum>'
    + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(4))
    + '<w:num w:numId="9"><w:abstractNumId w:val="3"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def numbered(text: str, list_id: int, place: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{list_id}"/></w:numPr>')


def read(body: str, more: dict[str, bytes] | None = None, **parts: str) -> ExtractedDocument:
    return extract(word(body, more, **parts), "report.docx")


def told(document: ExtractedDocument) -> list[tuple[str, str, str]]:
    return [(block.role.value, block.number, block.text) for block in document.pages[0].blocks]


def kinds(document: ExtractedDocument) -> list[ConcernKind]:
    return [concern.kind for concern in document.concerns]


def test_headings_are_told_by_their_style_and_what_it_is_based_on() -> None:
    body = p("Review of Child A", "Title") + p("Findings", "H1") + p("The school", "Chapter") + p("Detail", "Deep")
    blocks = read(body, styles=STYLES).pages[0].blocks
    assert [(b.role, b.level) for b in blocks] == [
        (BlockRole.TITLE, 1), (BlockRole.HEADING, 1), (BlockRole.HEADING, 1), (BlockRole.HEADING, 3),
    ]  # fmt: skip


def test_without_a_title_style_the_first_main_heading_is_the_title() -> None:
    assert told(read(p("Overview", "H1") + p("Text", "H1"), styles=STYLES)) == [
        ("title", "", "Overview"),
        ("heading", "", "Text"),
    ]


def test_a_short_line_wholly_in_bold_is_a_heading_where_styles_are_not_used() -> None:
    document = read(p("Family history", looks="<w:b/>") + p("It was known.", looks="<w:b/>") + p("Plain words"))
    assert [role for role, _, _ in told(document)] == ["heading", "paragraph", "paragraph"]


def test_the_numbers_that_word_prints_are_counted() -> None:
    body = (
        numbered("Background", 1) + numbered("He was born early.", 1, 1) + numbered("She moved.", 1, 1)
        + numbered("Learning", 1) + numbered("It went well.", 1, 1)
        + numbered("First", 4) + numbered("Second", 4) + numbered("Again first", 9)
    )  # fmt: skip
    numbers = [number for _, number, _ in told(read(body, numbering=NUMBERING))]
    assert numbers == ["1.", "1.1", "1.2", "2.", "2.1", "(a)", "(b)", "(a)"]


def test_a_label_in_words_is_a_part_of_the_text() -> None:
    assert told(read(numbered("The board should ask.", 3), numbering=NUMBERING)) == [
        ("paragraph", "", "Recommendation 1: The board should ask.")
    ]


def test_typed_numbers_are_kept_apart_and_bullets_are_items() -> None:
    body = p("4.2 The mother was not asked.") + numbered("Neglect", 2)
    assert told(read(body, numbering=NUMBERING)) == [
        ("paragraph", "4.2", "The mother was not asked."),
        ("list_item", "", "Neglect"),
    ]


def test_tables_are_rows_and_a_frame_of_one_cell_is_no_table() -> None:
    def row(*cells: str, head: bool = False) -> str:
        marked = "<w:trPr><w:tblHeader/></w:trPr>" * head
        return f"<w:tr>{marked}{''.join(f'<w:tc>{p(c)}</w:tc>' for c in cells)}</w:tr>"

    body = (
        f"<w:tbl>{row('Action', 'Owner', head=True)}{row('Train staff', 'Health')}</w:tbl><w:tbl>{row('A box')}</w:tbl>"
    )
    assert told(read(body)) == [
        ("table_header", "", "Action | Owner"),
        ("table_row", "", "Train staff | Health"),
        ("paragraph", "", "A box"),
    ]


def test_notes_headers_and_contents_come_apart() -> None:
    reference = '<w:p><w:r><w:t>He was seen.</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    document = read(
        p("1 Introduction 3", "TOC1") + reference,
        styles=STYLES,
        footnotes=f'<w:footnote w:id="7">{p("Twice, in May.")}</w:footnote>',
        header=p("Draft for the board"),
    )
    assert told(document) == [
        ("running_head", "", "Draft for the board"),
        ("contents", "", "1 Introduction 3"),
        ("paragraph", "", "He was seen."),
        ("footnote", "1", "Twice, in May."),
    ]
    assert document.pages[0].text == "He was seen.\n\n1 Twice, in May."


def test_words_in_links_fields_controls_and_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p('Words in a box')}</w:txbxContent>"
    body = (
        f"<w:p><w:hyperlink>{r('A link')}</w:hyperlink>"
        f"<w:r><w:instrText> PAGE </w:instrText></w:r>{r(' and more')}</w:p>"
        f"<w:sdt><w:sdtContent>{p('In a control')}</w:sdtContent></w:sdt>"
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [text for _, _, text in told(read(body))] == ["A link and more", "In a control", "Words in a box"]


def test_deleted_moved_and_hidden_words_are_left_out_and_said_without_repeating_them() -> None:
    body = (
        f'<w:p>{r("Child A ")}<w:del w:author="X"><w:r><w:delText>Removed</w:delText></w:r></w:del>'
        f'<w:ins w:author="X">{r("was seen")}</w:ins><w:moveFrom>{r("Moved")}</w:moveFrom>'
        f"{r('Vanished', '<w:vanish/>')}{r('Noted', looks_of('Note'))}</w:p>"
    )
    document = read(body, styles=STYLES)
    assert document.pages[0].text == "Child A was seen"
    assert kinds(document) == [ConcernKind.HIDDEN_TEXT, ConcernKind.TRACKED_CHANGES]
    said = " ".join(concern.in_words() for concern in document.concerns)
    assert not any(word in said for word in ("Removed", "Moved", "Vanished", "Noted"))


def looks_of(style: str) -> str:
    return f'<w:rStyle w:val="{style}"/>'


def test_hidden_letters_that_are_shown_again_are_read() -> None:
    looks = looks_of("Note") + '<w:vanish w:val="0"/>'
    document = read(f"<w:p>{r('Shown', looks)}</w:p>", styles=STYLES)
    assert (document.pages[0].text, kinds(document)) == ("Shown", [])


def test_deleted_rows_are_left_out() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    deleted = row.format("<w:trPr><w:del/></w:trPr>", p("Secret"), p("Owner"))
    document = read(f"<w:tbl>{row.format('', p('Kept'), p('Health'))}{deleted}</w:tbl>")
    assert (document.pages[0].text, kinds(document)) == ("Kept | Health", [ConcernKind.TRACKED_CHANGES])


def test_comments_embedded_files_and_programs_are_said() -> None:
    more = {"word/embeddings/sheet.xlsx": b"PK", "word/vbaProject.bin": b"x"}
    document = read(p("Text"), more, comments=f"<w:comment>{p('Remove the name')}</w:comment>")
    assert kinds(document) == [ConcernKind.COMMENTS, ConcernKind.ATTACHMENTS]
    assert document.flags == ("active_content",)
    assert "Remove the name" not in document.pages[0].text


@pytest.mark.parametrize(
    ("main", "reason"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><w:document/>', "defines entities"),
        ("<w:document", "text is damaged"),
        ("<w:document>" + "<a>" * 300 + "</a>" * 300 + "</w:document>", "nested too deeply"),
        ("<w:document/>", "without text"),
        (f"<w:document><w:body>{'<w:p/>' * 100_001}</w:body></w:document>", "too large"),
    ],
)
def test_dangerous_markup_is_refused(main: str, reason: str) -> None:
    xml = main.replace("<w:document", f"<w:document {NAMES}", 1)
    with pytest.raises(Unreadable, match=reason):
        extract(package(xml), "a.docx")


def package(main: str, target: str = "word/document.xml", mode: str = "Internal") -> bytes:
    start = relations(relation("officeDocument", target, mode))
    members = {"[Content_Types].xml": TYPES, "_rels/.rels": start, "word/document.xml": main}
    return pack({name: text.encode() for name, text in members.items()})


@pytest.mark.parametrize("target", ["../../etc/passwd", "file:///etc/passwd", "..%2f..%2fetc/passwd", "word\\x.xml"])
def test_a_package_that_refers_to_what_lies_outside_is_refused(target: str) -> None:
    with pytest.raises(Unreadable, match="outside of it"):
        extract(package("<x/>", target), "a.docx")


def test_an_external_reference_is_never_followed() -> None:
    external = relations(relation("image", "http://127.0.0.1:9/x.png", "External"))
    document = read(p("Remote"), {"word/_rels/header.xml.rels": external.encode()})
    assert document.pages[0].text == "Remote"
    with pytest.raises(Unreadable, match="main part"):
        extract(package("<x/>", "http://127.0.0.1:9/x.xml", "External"), "a.docx")


def test_a_word_file_under_another_name_is_read_and_other_office_files_are_named() -> None:
    assert extract(word(p("Words")), "report.pdf").pages[0].text == "Words"
    for member, kind in (("xl/workbook.xml", "a workbook"), ("ppt/presentation.xml", "a set of slides")):
        with pytest.raises(Unreadable, match=kind):
            extract(pack({"[Content_Types].xml": b"", member: b""}), "a.docx")


def test_a_word_file_that_grows_without_end_is_refused_before_it_is_unpacked() -> None:
    bomb = pack({"[Content_Types].xml": TYPES.encode(), "word/document.xml": bytes(65 * 1024 * 1024)})
    assert len(bomb) < 100_000
    with pytest.raises(Unreadable, match="too large when unpacked"):
        extract(bomb, "a.docx")

"""Writes an invented report as a Word file, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.samples.source import Source
from tests.samples.word_body import TEXT_WIDTH, WordBody

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORDS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WRITTEN = (2000, 1, 1, 0, 0, 0)
"""The date of every part of the file: a clock would change the bytes."""

PARTS = ("document", "styles", "numbering", "settings", "footnotes", "header", "footer")
"""Of the folder `word`. An even header is one more."""
BULLET = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>'
    '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol" w:hint="default"/></w:rPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
STYLES = (
    ("Title", "Title", '<w:spacing w:before="240" w:after="240"/>', '<w:b/><w:sz w:val="52"/>'),
    ("Subtitle", "Subtitle", '<w:spacing w:after="160"/>', '<w:sz w:val="28"/>'),
    ("Notice", "Notice", '<w:spacing w:before="1200"/>', '<w:sz w:val="18"/>'),
    ("Heading1", "heading 1", '<w:keepNext/><w:spacing w:before="360" w:after="160"/><w:outlineLvl w:val="0"/>',
     '<w:b/><w:color w:val="1F3864"/><w:sz w:val="32"/>'),
    ("Heading2", "heading 2", '<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="1"/>',
     '<w:b/><w:color w:val="1F3864"/><w:sz w:val="26"/>'),
    ("Heading3", "heading 3", '<w:keepNext/><w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="2"/>',
     "<w:b/><w:i/>"),
    ("BodyText", "Body Text", '<w:spacing w:after="160"/>', ""),
    ("NumberedText", "Numbered Text", '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs><w:spacing w:after="160"/>'
     '<w:ind w:left="720" w:hanging="720"/>', ""),
    ("ListBullet", "List Bullet", '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="80"/>', ""),
    ("Quote", "Quote", '<w:spacing w:after="160"/><w:ind w:left="720" w:right="720"/>', "<w:i/>"),
    ("Box", "Box", '<w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="1F3864"/></w:pBdr>'
     '<w:shd w:val="clear" w:color="auto" w:fill="E9EDF5"/>', ""),
    ("TableHeading", "Table Heading", "", '<w:b/><w:sz w:val="20"/>'),
    ("TableText", "Table Text", "", '<w:sz w:val="20"/>'),
    ("TOC1", "toc 1", f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>', ""),
    ("TOC2", "toc 2", f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
     '<w:ind w:left="240"/>', ""),
    ("FootnoteText", "footnote text", "", '<w:sz w:val="18"/>'),
    ("Header", "header", "", '<w:sz w:val="16"/>'),
    ("Footer", "footer", f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>', '<w:sz w:val="16"/>'),
)  # fmt: skip
"""Id, name (those in small letters are Word's own), looks of the paragraph, looks of the letters."""


def print_word_file(source: Source) -> bytes:
    """The .docx file of a source. Its parts are not compressed, as compressed bytes differ between computers."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, content in _parts(source):
            part = zipfile.ZipInfo(name, WRITTEN)
            part.create_system = 0
            package.writestr(part, (DECLARATION + content).encode())
    return stream.getvalue()


def _parts(source: Source) -> Iterator[tuple[str, str]]:
    even = source.running_head_even != source.running_head
    parts = (*PARTS, "header_even") if even else PARTS
    body = WordBody(source)
    yield "[Content_Types].xml", _content_types(parts)
    about = f"{PACKAGE}/relationships/metadata/core-properties"
    yield "_rels/.rels", _relations((f"{OFFICE}/officeDocument", "word/document.xml"), (about, "docProps/core.xml"))
    yield "docProps/core.xml", _description(source)
    related = ((f"{OFFICE}/{part.removesuffix('_even')}", f"{part}.xml") for part in parts[1:])
    yield "word/_rels/document.xml.rels", _relations(*related)
    yield "word/document.xml", f"<w:document {WORDS}><w:body>{body.body()}{_section(even)}</w:body></w:document>"
    yield "word/styles.xml", _styles()
    yield "word/numbering.xml", f"<w:numbering {WORDS}>{BULLET}</w:numbering>"
    yield "word/settings.xml", _settings(even)
    yield "word/footnotes.xml", f"<w:footnotes {WORDS}>{SEPARATORS}{body.notes()}</w:footnotes>"
    yield "word/header.xml", _header(source.running_head)
    yield "word/footer.xml", _footer(source.footer)
    if even:
        yield "word/header_even.xml", _header(source.running_head_even)


def _content_types(parts: tuple[str, ...]) -> str:
    kinds = {"document": "document.main", "header_even": "header"}
    start = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    listed = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{start}{kinds.get(part, part)}+xml"/>' for part in parts
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" '
        f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{listed}</Types>'
    )


def _relations(*related: tuple[str, str]) -> str:
    """Each as its kind and its file, numbered from rId1 in the order given."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(related, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _section(even: bool) -> str:
    """A4 with its header and footer; the numbers are those of `PARTS` after the document itself."""
    ids = {part: f"rId{number}" for number, part in enumerate((*PARTS[1:], "header_even"), start=1)}
    headers = f'<w:headerReference w:type="default" r:id="{ids["header"]}"/>'
    footers = f'<w:footerReference w:type="default" r:id="{ids["footer"]}"/>'
    if even:
        headers += f'<w:headerReference w:type="even" r:id="{ids["header_even"]}"/>'
        footers += f'<w:footerReference w:type="even" r:id="{ids["footer"]}"/>'
    margins = 'w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"'
    return f'<w:sectPr>{headers}{footers}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins}/></w:sectPr>'


def _styles() -> str:
    letters = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/><w:lang w:val="en-GB"/>'
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    listed = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        for id, name, paragraph, run in STYLES
    )
    return (
        f"<w:styles {WORDS}><w:docDefaults><w:rPrDefault><w:rPr>{letters}</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        f"{listed}"
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style></w:styles>"
    )


def _settings(even: bool) -> str:
    notes = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    return f"<w:settings {WORDS}>{'<w:evenAndOddHeaders/>' * even}{notes}</w:settings>"


def _header(text: str) -> str:
    return f"<w:hdr {WORDS}>{_line('Header', escape(text))}</w:hdr>"


def _footer(text: str) -> str:
    number = '<w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return f"<w:ftr {WORDS}>{_line('Footer', escape(text), number)}</w:ftr>"


def _line(style: str, text: str, after: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r>{after}</w:p>'


def _description(source: Source) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(source.title)}</dc:title><dc:subject>{escape(source.footer)}</dc:subject>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created></cp:coreProperties>'
    )

"""Makes the hostile files that are described but not stored: bombs are built when a test needs them, never kept."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial

from tests.hostile.pdf_writing import FONT, RESOURCES, encrypted, good, one_page, show, stream, write
from tests.ingest.packing import NAMES, TYPES, p, pack, r, relation, relations, word
from tests.ingest.printing import draw, text_page

MEGABYTE = 1024 * 1024
CUTS = {0: 638, 2: 368, 4: 543, 6: 477, 8: 665, 10: 161, 12: 381, 14: 253, 16: 557, 18: 588}
"""Bytes left of a good file in each of the cut ones."""
PARAGRAPH = b"<p>The partnership met in May and agreed the terms of reference of the review.</p>"


def hostile_files() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The name of each file and a function that makes it."""
    yield from PDFS.items()
    for number, length in CUTS.items():
        yield f"43_truncated_{number:02}.pdf", partial(_cut, length)
    for number in range(0, 20, 2):
        yield f"44_bitflip_{number:02}.pdf", partial(_flipped, number)
    for number, name in enumerate(ODD_NAMES):
        yield name, partial(good, "Marker-GOOD", f"Name {number}")
    yield from OFFICES.items()
    yield from PAGES.items()


ODD_NAMES = (
    "..%2f..%2fetc%2fpasswd.pdf", "evil\u202efdp.exe.pdf", f"{'a' * 180}.pdf", "-rf --help.pdf", "new\nline.pdf",
    "Cafe\u0301_\u00e9.pdf",
)  # fmt: skip


def deflated(unit: bytes, times: int) -> bytes:
    """A unit repeated and compressed, without ever holding it whole."""
    packer = zlib.compressobj(1)
    block = unit * max(1, MEGABYTE // len(unit))
    whole, rest = divmod(times * len(unit), len(block))
    return b"".join([packer.compress(block) for _ in range(whole)]) + packer.compress(block[:rest]) + packer.flush()


def _packed_content(unit: bytes, times: int) -> bytes:
    return one_page(stream(deflated(unit, times), b"/Filter /FlateDecode"))


def _run_length() -> bytes:
    return one_page(stream(b"\x81 " * (4 * MEGABYTE) + b"\x80", b"/Filter /RunLengthDecode"))


def _predictor() -> bytes:
    parms = b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2147483647 >>"
    return one_page(stream(zlib.compress(b"\x00" + show("Predictor")), parms))


def _tree(kids: dict[int, bytes]) -> bytes:
    """A file with a tree of pages as given; object 3 is the one page."""
    page = b"<< /Type /Page /MediaBox [0 0 595 842] /Contents 5 0 R /Resources %s >>" % RESOURCES
    return write({1: b"<< /Type /Catalog /Pages 2 0 R >>", 3: page, 4: FONT, 5: stream(show("LoopText")), **kids})


def _node(*kids: int) -> bytes:
    return b"<< /Type /Pages /Count 1 /Kids [%s] >>" % b" ".join(b"%d 0 R" % kid for kid in kids)


def _deep_tree() -> bytes:
    chain = {n: _node(n + 1) for n in range(10, 30_010)}
    return _tree({2: _node(10), **chain, 30_010: _node(3)})


def _doubling_tree() -> bytes:
    chain = {n: _node(n + 1, n + 1) for n in range(10, 34)}
    return _tree({2: _node(10), **chain, 34: _node(3)})


def _many_pages() -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources %s >>" % RESOURCES
    numbers = range(10, 50_010)
    return write(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Count 50000 /Kids [%s] >>" % b" ".join(b"%d 0 R" % n for n in numbers),
            4: FONT,
            5: stream(show("Page")),
            **dict.fromkeys(numbers, page),
        }
    )


def _previous(*places: int | None) -> bytes:
    """A good file with further tables of objects, whose `Prev` leads to the given places; None leads to each other."""
    file = bytearray(good("XrefLoop"))
    first = len(file)
    second = first + 200
    for place, other in ((first, second), (second, first)):
        file += b" " * (place - len(file))
        goal = places[0] if places else other
        file += b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\n" % (goal or 0)
    return bytes(file) + b"startxref\n%d\n%%%%EOF\n" % first


def _own_container() -> bytes:
    inside = b"7 0 << >>"
    return one_page(stream(show("OwnStream")), more={
        7: stream(inside, b"/Type /ObjStm /N 1 /First 4 /Extends 7 0 R"), 8: b"7 0 R",
    }).replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 8 0 R")  # fmt: skip


def _immense_table() -> bytes:
    file = bytearray(good("Immense"))
    file = file[: file.rindex(b"xref\n0")]
    place = len(file)
    entries = b"/Type /XRef /Size 2000000000 /W [1 2 1] /Index [0 2000000000] /Root 1 0 R"
    file += b"9 0 obj\n" + stream(bytes(40), entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % place
    return bytes(file)


def _reference_loop() -> bytes:
    return one_page(b"6 0 R", more={6: b"7 0 R", 7: b"6 0 R"})


def _doubling_forms() -> bytes:
    kind = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    forms = {
        n: stream(b"/X Do /X Do", kind + b" /Resources << /XObject << /X %d 0 R >> >>" % (n + 1)) for n in range(10, 40)
    }
    last = {40: stream(show("Laugh"), kind + b" /Resources " + RESOURCES)}
    page = b"/Resources << /XObject << /X 10 0 R >> >>"
    return one_page(stream(b"/X Do"), page=page, more={**forms, **last})


def _cmap_path() -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /..#2f..#2f..#2f..#2ftmp#2fevil "
        b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /X "
        b"/CIDSystemInfo << /Registry (..) /Ordering (/../../tmp/evil) /Supplement 0 >> >>] >>"
    )
    return one_page(stream(show("Path")), page=b"/Resources << /Font << /F1 6 0 R >> >>", more={6: font})


def _cut(length: int) -> bytes:
    return good()[:length]


def _flipped(seed: int) -> bytes:
    content, chance = bytearray(good()), random.Random(seed)
    for _ in range(5):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def _attached() -> bytes:
    names = b"/Names << /EmbeddedFiles << /Names [(..\\\\..\\\\Attachedname.doc) 6 0 R] >> >>"
    more = {
        6: b"<< /Type /Filespec /F (../../Attachedname.doc) /EF << /F 7 0 R >> >>",
        7: stream(b"Attachedwords of the whole report", b"/Type /EmbeddedFile"),
    }
    return one_page(stream(show("The review with an attachment")), catalog=names, more=more)


def _odd_title() -> bytes:
    title = b"=HYPERLINK\\(1\\)<script>alert\\(1\\)</script>\\r\\nER  - \\r\\nTY  - JOUR"
    content = one_page(stream(show("TitleXss and more words")), more={6: b"<< /Title (%s) >>" % title})
    return content.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 6 0 R")


def _failed_redaction() -> bytes:
    drawn = b" ".join(
        [
            show("The mother was seen at home by the health visitor."),
            b"BT /F1 12 Tf 70 700 Td (Coveredname) Tj ET 0 g 60 690 200 30 re f",
            b"BT /F1 12 Tf 3 Tr 70 600 Td (Invisiblename) Tj 0 Tr ET",
            b"1 g BT /F1 12 Tf 70 500 Td (Whitename) Tj ET 0 g",
            b"BT /F1 0.5 Tf 70 400 Td (Tinyname) Tj ET",
            b"BT /F1 12 Tf 2000 300 Td (Offpagename) Tj ET",
        ]
    )
    return one_page(stream(drawn))


def _half_of_a_web_file() -> bytes:
    content = draw(*(text_page(*(f"Line {n} of a long page" for n in range(40))) for _ in range(10)))
    return content.replace(b"%PDF-1.4", b"%PDF-1.4\n1 0 obj\n<< /Linearized 1 /L 99999 >>\nendobj", 1)[
        : len(content) // 2
    ]


PDFS: dict[str, Callable[[], bytes]] = {
    "10_flate_1GiB_spaces.pdf": partial(_packed_content, b" ", 1024 * MEGABYTE),
    "12_flate_80MB_of_text_ops.pdf": partial(_packed_content, b"BT /F1 12 Tf 70 700 Td (a) Tj ET        ", 2_000_000),
    "14_content_3M_open_brackets.pdf": partial(_packed_content, b"[", 3_000_000),
    "16_runlength_bomb.pdf": _run_length,
    "18_predictor_huge_columns.pdf": _predictor,
    "21_pagetree_mutual_loop.pdf": lambda: _tree({2: _node(6, 3), 6: _node(2)}),
    "22_pagetree_depth_30000.pdf": _deep_tree,
    "23_pagetree_dag_2pow24.pdf": _doubling_tree,
    "25_pages_50k.pdf": _many_pages,
    "27_xref_prev_mutual_loop.pdf": _previous,
    "29_xref_prev_negative_huge.pdf": partial(_previous, -99_999_999_999),
    "31_objstm_contained_in_itself.pdf": _own_container,
    "33_xrefstm_size_2e9.pdf": _immense_table,
    "35_ref_chain_loop.pdf": _reference_loop,
    "37_xobject_dag_2pow30.pdf": _doubling_forms,
    "39_cmap_usecmap_path.pdf": _cmap_path,
    "41_one_byte.pdf": lambda: b"x",
    "45_pdf_named.docx": partial(good, "Marker-GOOD", "named otherwise"),
    "46_html_named.pdf": lambda: b"<html><title>Sign in</title><body><form><input type=password></form></body></html>",
    "47_polyglot_pdf_html.html": lambda: b"<html><script>alert(1)</script><!--\n" + good("Polyglot") + b"-->",
    "49_utf16_bom_before_header.pdf": lambda: b"\xff\xfe" + good("BomBefore"),
    "51_embedded_file.pdf": _attached,
    "53_title_xss_formula.pdf": _odd_title,
    "55_hidden_text_failed_redaction.pdf": _failed_redaction,
    "60_encrypted_empty_user_aes256.pdf": partial(encrypted, "Marker-GOOD", b""),
    "62_encrypted_unknown_rc4_128.pdf": lambda: draw(text_page("Secret"), password="unknown"),
    "64_linearized_truncated_half.pdf": _half_of_a_web_file,
    "66_mediabox_1e9.pdf": lambda: one_page(stream(show("HugeBox")), page=b"/MediaBox [0 0 1000000000 1000000000]"),
}


def _main(document: str) -> bytes:
    """A Word file whose main part is given whole."""
    members = {"[Content_Types].xml": TYPES, "_rels/.rels": relations(relation("officeDocument", "word/document.xml"))}
    members["word/document.xml"] = document
    return pack({name: text.encode() for name, text in members.items()})


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return _main(f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><w:document {NAMES}><w:body>&l9;</w:body></w:document>')


def _outside_entity() -> bytes:
    return _main(
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {NAMES}><w:body>'
        "<w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    )


def _word_bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", TYPES)
        with package.open("word/document.xml", "w") as part:
            for _ in range(1024):
                part.write(b" " * MEGABYTE)
    return stream.getvalue()


def _remote() -> bytes:
    outside = relation("image", "http://127.0.0.1:9/x.png", "External") + relation(
        "x", "file:///etc/passwd", "External"
    )
    return word(p("Remote"), {"word/_rels/document.xml.rels": relations(outside).encode()})


def _tracked() -> bytes:
    body = (
        f"<w:p>{r('Visible words of the report.')}<w:del w:author='Authorname'><w:r><w:delText>Deletedname</w:delText>"
        f"</w:r></w:del>{r('Vanishedname', '<w:vanish/>')}<w:ins w:author='Authorname'>{r('inserted')}</w:ins></w:p>"
    )
    return word(body, comments=f"<w:comment w:author='Authorname'>{p('Commentname')}</w:comment>")


def _many_parts() -> bytes:
    return pack({"[Content_Types].xml": b"", **{f"word/{n}.xml": b"" for n in range(70_000 - 1)}})


def _slipping() -> bytes:
    return pack({"good.pdf": good("Slipped"), "../../escape.pdf": good(), "/tmp/escape.pdf": good()})


def _old_word() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<H", 62) + bytes(2_000)


OFFICES: dict[str, Callable[[], bytes]] = {
    "45_whole_docx_named.pdf": lambda: word(p("Marker-DOCX")),
    "70_zipslip.zip": _slipping,
    "81_docx_zip_bomb_1GiB.docx": _word_bomb,
    "83_docx_billion_laughs.docx": _laughs,
    "85_docx_xxe_file.docx": _outside_entity,
    "87_docx_external_target_ssrf.docx": _remote,
    "89_docx_track_changes_comments.docx": _tracked,
    "90_docx_70k_members.docx": _many_parts,
    "91_docx_truncated.docx": lambda: word(p("Marker-DOCX"))[:600],
    "93_doc_ole_header.docx": _old_word,
}


def _page(body: bytes, head: bytes = b"") -> bytes:
    return b"<!DOCTYPE html><html><head>%s</head><body>%s</body></html>" % (head, body)


def _nested(tag: bytes) -> bytes:
    return _page(b"<%s>" % tag * 100_000 + b"deep")


def _encoded(encoding: str, declared: str) -> bytes:
    text = (
        "<html><head><meta charset={}></head><body><p>The child’s “Alpha” – £5. The board met in May.</p></body></html>"
    )
    return text.format(declared).encode(encoding)


def _links() -> bytes:
    return _page(
        b"<p onclick='alert(1)'>Kept words. <a href='javascript:alert(1)'>One</a> <a href='data:text/html,x'>Two</a> "
        b"<a href='https://example.org/'>Three</a></p>" + PARAGRAPH * 5,
        b"<base href='//evil.example/'><meta http-equiv=refresh content='0;url=//evil.example/'>",
    )


def _login() -> bytes:
    form = b"<h1>Sign in</h1><p>Please enter your password to continue.</p><form><input type=password></form>"
    return _page(form, b"<title>Sign in to the portal</title>")


PAGES: dict[str, Callable[[], bytes]] = {
    "A0_control_good.html": lambda: _page(b"<p>Marker-HTML</p>" + PARAGRAPH * 5),
    **{f"A1_nested_1e5_{t}.html": partial(_nested, t.encode()) for t in ("div", "b", "table", "a", "svg")},
    "A2_unclosed_attr_2MB.html": lambda: _page(b'<p>Before</p><a href="' + b"x" * 2 * MEGABYTE),
    "A3_1M_attributes.html": lambda: _page(b"<p " + b" ".join(b"a%d=1" % n for n in range(1_000_000)) + b">Words</p>"),
    "A4_open_comment_bombs.html": lambda: _page(b"<!--" * 500_000),
    "A5_open_lt_bang.html": lambda: _page(b"<!" * 1_000_000),
    "A6_lt_slash.html": lambda: _page(b"</" * 1_000_000),
    "A7_ampersands.html": lambda: _page(b"&" * 2_000_000),
    "A8_script_open.html": lambda: _page(b"<script>" * 250_000),
    "A8b_pi_open.html": lambda: _page(b"<?" * 1_000_000),
    "A8c_lt_a.html": lambda: _page(b"<a" * 1_000_000),
    "A8d_textarea_title.html": lambda: _page(b"<textarea><title>" * 100_000),
    "A9_links_js_data.html": _links,
    "AA_enc_utf-16-le_declared_utf-16.html": partial(_encoded, "utf-16-le", "utf-16"),
    "AA_enc_utf-8_declared_iso-8859-1.html": partial(_encoded, "utf-8", "iso-8859-1"),
    "AA_enc_utf-7_declared_utf-7.html": partial(_encoded, "utf-7", "utf-7"),
    "AA_enc_cp037_declared_ebcdic.html": lambda: "<html><body><p>The board met.</p></body></html>".encode("cp037"),
    "AB_nul_bytes.html": lambda: _page(b"<p>Nul\x00Bytes and words</p>" + PARAGRAPH * 5),
    "AD_empty.html": lambda: b"",
    "AE_one_line_20MB.html": lambda: _page(b"word " * (4 * MEGABYTE)),
    "AF_login_page.html": _login,
}

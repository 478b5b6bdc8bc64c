"""How each hostile file must end: its possible outcomes, words of the reason, and words of its text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ending:
    """`statuses` are the outcomes allowed; `reason` stands in the outcome's reason, `text` in what was read where it
    was; `flag` is among its flags; it takes at most `seconds`."""

    statuses: frozenset[str]
    reason: str = ""
    text: str = ""
    flag: str = ""
    seconds: float = 65.0


OK, QUARANTINED, HELD, EMPTY = "ok", "quarantined", "held", "no_text"


def ends(*statuses: str, reason: str = "", text: str = "", flag: str = "", seconds: float = 65.0) -> Ending:
    """An ending; a file that is the same as another one may be said to be so."""
    return Ending(frozenset(statuses) | ({"unchanged"} if OK in statuses else set()), reason, text, flag, seconds)


ANY = ends(OK, EMPTY, QUARANTINED)
QUOTES = "child’s “Alpha” – £"
ENDINGS = {
    "00_control_good.pdf": ends(OK, text="Marker-GOOD"),
    "10_flate_1GiB_spaces.pdf": ends(QUARANTINED, reason="more than 512 MB", seconds=20),
    "11_flate_double_1GiB.pdf": ends(QUARANTINED, reason="more than 512 MB"),
    "12_flate_80MB_of_text_ops.pdf": ends(QUARANTINED, reason="pieces of text"),
    "13_flate_5M_q_gstate_nesting.pdf": ends(EMPTY, QUARANTINED),
    "14_content_3M_open_brackets.pdf": ends(EMPTY, QUARANTINED),
    "15_content_500k_nested_dicts.pdf": ends(EMPTY, QUARANTINED),
    "16_runlength_bomb.pdf": ends(QUARANTINED),
    "17_lzw_bomb_asciihex.pdf": ends(EMPTY, QUARANTINED),
    "18_predictor_huge_columns.pdf": ANY,
    "20_pagetree_self_loop.pdf": ends(OK, QUARANTINED, text="LoopText"),
    "21_pagetree_mutual_loop.pdf": ends(OK, QUARANTINED, text="LoopText"),
    "22_pagetree_depth_30000.pdf": ANY,
    "23_pagetree_dag_2pow24.pdf": ANY,
    "24_pages_count_lies_minus1.pdf": ends(OK, text="CountLies"),
    "25_pages_50k.pdf": ends(QUARANTINED, reason="more than 5,000 pages"),
    "26_xref_prev_self_loop.pdf": ends(OK, text="XrefLoop"),
    "27_xref_prev_mutual_loop.pdf": ends(OK, text="XrefLoop"),
    "28_xref_missing.pdf": ends(OK, QUARANTINED),
    "29_xref_prev_negative_huge.pdf": ends(OK, QUARANTINED, text="XrefLoop"),
    "30_objstm_extends_self.pdf": ends(OK, QUARANTINED, text="ObjStmLoop"),
    "31_objstm_contained_in_itself.pdf": ends(OK, QUARANTINED, text="OwnStream"),
    "32_xrefstm_prev_self.pdf": ends(OK, QUARANTINED),
    "33_xrefstm_size_2e9.pdf": ends(OK, QUARANTINED, text="Immense", seconds=20),
    "34_indirect_length_self.pdf": ends(OK, EMPTY, QUARANTINED),
    "35_ref_chain_loop.pdf": ends(QUARANTINED, reason="without end", seconds=20),
    "36_xobject_form_self.pdf": ANY,
    "37_xobject_dag_2pow30.pdf": ends(QUARANTINED, reason="without end"),
    "38_tounicode_bfrange_4e9.pdf": ANY,
    "39_cmap_usecmap_path.pdf": ANY,
    "40_zero_length.pdf": ends(QUARANTINED, reason="an empty file"),
    "41_one_byte.pdf": ends(QUARANTINED, reason="not a PDF"),
    "42_only_header.pdf": ends(QUARANTINED, reason="damaged"),
    **{f"43_truncated_{n:02}.pdf": ends(OK, EMPTY, QUARANTINED) for n in range(20)},
    **{f"44_bitflip_{n:02}.pdf": ends(OK, EMPTY, QUARANTINED) for n in range(20)},
    "45_pdf_named.docx": ends(OK, text="Marker-GOOD", flag="misnamed"),
    "45_docx_named.pdf": ends(QUARANTINED, reason="damaged"),
    "45_whole_docx_named.pdf": ends(OK, text="Marker-DOCX", flag="misnamed"),
    "46_html_named.pdf": ends(QUARANTINED, reason="an HTML page, not a PDF"),
    "47_polyglot_html_pdf.pdf": ends(OK, QUARANTINED),
    "47_polyglot_pdf_html.html": ends(OK, QUARANTINED, flag="misnamed"),
    "48_junk_before_header_2kB.pdf": ends(OK, text="Marker-GOOD"),
    "49_utf16_bom_before_header.pdf": ends(OK, QUARANTINED, text="BomBefore"),
    "50_js_launch_actions.pdf": ends(OK, text="JsLaunch", flag="active_content"),
    "51_embedded_file.pdf": ends(HELD, reason="attached files"),
    "52_xfa_xxe.pdf": ends(OK, text="XfaXxe"),
    "53_title_xss_formula.pdf": ends(OK, text="TitleXss"),
    "54_xmp_title_nul_bidi.pdf": ends(OK, text="NulBidi"),
    "55_hidden_text_failed_redaction.pdf": ends(HELD, reason="words"),
    "56_incremental_update_old_name.pdf": ends(HELD, reason="an earlier revision"),
    "60_encrypted_empty_user_aes256.pdf": ends(OK, text="Marker-GOOD"),
    "61_encrypted_unknown_user_aes256.pdf": ends(QUARANTINED, reason="password", seconds=20),
    "62_encrypted_unknown_rc4_128.pdf": ends(QUARANTINED, reason="password", seconds=20),
    "63_encrypted_empty_user_rc4_40.pdf": ends(OK, text="Marker-GOOD"),
    "64_linearized_truncated_half.pdf": ends(OK, QUARANTINED),
    "65_image_60000x60000.pdf": ends(EMPTY, QUARANTINED),
    "66_mediabox_1e9.pdf": ends(OK, text="HugeBox"),
    "67_layout_20k_scattered_chars.pdf": ends(OK),
    "70_zipslip.zip": ends(QUARANTINED, reason="leaves its folder"),
    "80_control_good.docx": ends(OK, text="Marker-DOCX"),
    "81_docx_zip_bomb_1GiB.docx": ends(QUARANTINED, reason="too large when unpacked", seconds=20),
    "82_docx_600k_paragraphs.docx": ends(QUARANTINED, reason="too large"),
    "83_docx_billion_laughs.docx": ends(QUARANTINED, reason="defines entities"),
    "84_docx_quadratic_entity.docx": ends(QUARANTINED, reason="defines entities"),
    "85_docx_xxe_file.docx": ends(QUARANTINED, reason="defines entities"),
    "86_docx_deep_nesting_50k.docx": ends(QUARANTINED, reason="nested too deeply"),
    "87_docx_external_target_ssrf.docx": ends(OK, text="Remote"),
    "88_docx_rel_traversal.docx": ends(QUARANTINED, reason="outside of it"),
    "89_docx_track_changes_comments.docx": ends(HELD, reason="hidden"),
    "90_docx_70k_members.docx": ends(QUARANTINED, reason="more than 5,000 parts"),
    "91_docx_truncated.docx": ends(QUARANTINED, reason="damaged"),
    "92_docx_empty.docx": ends(QUARANTINED, reason="an empty file"),
    "93_doc_ole_header.docx": ends(QUARANTINED, reason="LibreOffice"),
    "94_docx_dup_members.docx": ends(QUARANTINED, reason="two parts of the same name"),
    "A0_control_good.html": ends(OK, text="Marker-HTML"),
    **{f"A1_nested_1e5_{t}.html": ends(OK, QUARANTINED) for t in ("div", "b", "table", "a", "svg")},
    "A2_unclosed_attr_2MB.html": ANY,
    "A3_1M_attributes.html": ANY,
    "A4_open_comment_bombs.html": ANY,
    "A5_open_lt_bang.html": ANY,
    "A6_lt_slash.html": ANY,
    "A7_ampersands.html": ANY,
    "A8_script_open.html": ANY,
    "A8b_pi_open.html": ANY,
    "A8c_lt_a.html": ANY,
    "A8d_textarea_title.html": ANY,
    "A9_links_js_data.html": ends(OK, text="Kept words"),
    "AA_enc_windows-1252_declared_windows-1252.html": ends(OK, text=QUOTES),
    "AA_enc_utf-16-le_declared_utf-16.html": ends(OK, text=QUOTES),
    "AA_enc_utf-16-be_declared_utf-16.html": ends(OK, text=QUOTES),
    "AA_enc_utf-8_declared_iso-8859-1.html": ends(OK, text=QUOTES),
    "AA_enc_cp1252_declared_utf-8.html": ends(OK, text=QUOTES),
    "AA_enc_utf-7_declared_utf-7.html": ends(OK, text="The child"),
    "AA_enc_shift_jis_declared_shift_jis.html": ends(OK),
    "AA_enc_cp037_declared_ebcdic.html": ends(OK, QUARANTINED),
    "AA_enc_utf-32_declared_utf-32.html": ends(OK, text=QUOTES),
    "AB_nul_bytes.html": ends(OK, text="words"),
    "AC_binary_as.html": ends(QUARANTINED, reason="not a PDF, Word or HTML file"),
    "AD_empty.html": ends(QUARANTINED, reason="an empty file"),
    "AE_one_line_20MB.html": ends(QUARANTINED, reason="20 MB"),
    "AF_login_page.html": ends(QUARANTINED, reason="no report"),
    "CON.pdf": ends(OK, text="Marker-GOOD"),
    "emoji_😀.pdf": ends(OK, text="Marker-GOOD"),
    "..%2f..%2fetc%2fpasswd.pdf": ends(OK, text="Marker-GOOD"),
    "evil\u202efdp.exe.pdf": ends(OK, text="Marker-GOOD"),
    f"{'a' * 180}.pdf": ends(OK, text="Marker-GOOD"),
    "-rf --help.pdf": ends(OK, text="Marker-GOOD"),
    "new\nline.pdf": ends(OK, text="Marker-GOOD"),
    "Cafe\u0301_\u00e9.pdf": ends(OK, text="Marker-GOOD"),
}
HIDDEN = ("Attachedname", "Attachedwords", "Coveredname", "Invisiblename", "Whitename", "Tinyname", "Offpagename",
          "Deletedname", "Vanishedname", "Commentname", "Authorname", "Wren")  # fmt: skip
"""Names that stand in held files only, and must be nowhere in the library."""

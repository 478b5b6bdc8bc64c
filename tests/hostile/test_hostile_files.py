"""Every hostile file ends with a plain outcome within its limits, and none takes the others with it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from ingest.documents import ExtractedDocument, Unreadable
from ingest.extraction import extract
from ingest.parsing_limits import Workers

FOLDER = Path(os.environ.get("CASE_REVIEWS_EXAMPLES", "/nowhere")) / "hostile"
FILES = sorted(path for path in FOLDER.glob("*") if path.suffix != ".md") if FOLDER.is_dir() else []
pytestmark = [
    pytest.mark.examples,
    pytest.mark.skipif(not FILES, reason="CASE_REVIEWS_EXAMPLES names no folder with hostile/ in it"),
]
TEXTS = {
    "00_control_good.pdf": "Marker-GOOD",
    "20_pagetree_self_loop.pdf": "LoopText",
    "24_pages_count_lies_minus1.pdf": "CountLies",
    "26_xref_prev_self_loop.pdf": "XrefLoop",
    "48_junk_before_header_2kB.pdf": "Marker-GOOD",
    "50_js_launch_actions.pdf": "JsLaunch",
    "52_xfa_xxe.pdf": "XfaXxe",
    "54_xmp_title_nul_bidi.pdf": "NulBidi",
    "56_incremental_update_old_name.pdf": "Version two without name",
    "63_encrypted_empty_user_rc4_40.pdf": "Marker-GOOD",
    "80_control_good.docx": "Marker-DOCX",
    "CON.pdf": "Marker-GOOD",
    "emoji_😀.pdf": "Marker-GOOD",
    # The marks of quotation and the dash are what these files test.
    "AA_enc_cp1252_declared_utf-8.html": "child’s “Alpha” – £",
    "AA_enc_utf-16-be_declared_utf-16.html": "child’s “Alpha” – £",
    "AA_enc_utf-32_declared_utf-32.html": "child’s “Alpha” – £",
    "AA_enc_windows-1252_declared_windows-1252.html": "child’s “Alpha” – £",
}
REASONS = {
    "11_flate_double_1GiB.pdf": "needed more than 512 MB",
    "13_flate_5M_q_gstate_nesting.pdf": "needed more than 512 MB",
    "40_zero_length.pdf": "an empty file",
    "45_docx_named.pdf": "damaged",
    "61_encrypted_unknown_user_aes256.pdf": "password",
    "82_docx_600k_paragraphs.docx": "too large",
    "84_docx_quadratic_entity.docx": "defines entities",
    "86_docx_deep_nesting_50k.docx": "nested too deeply",
    "88_docx_rel_traversal.docx": "outside of it",
    "92_docx_empty.docx": "an empty file",
    "94_docx_dup_members.docx": "two parts of the same name",
    "AC_binary_as.html": "not a PDF, Word or HTML file",
}


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers[ExtractedDocument]]:
    with Workers(extract) as made:
        yield made


def outcome(path: Path, workers: Workers[ExtractedDocument]) -> ExtractedDocument | Unreadable:
    try:
        return workers.run(path.read_bytes(), path.name)
    except Unreadable as unreadable:
        return unreadable


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_hostile_file_ends_within_its_limits(path: Path, workers: Workers[ExtractedDocument]) -> None:
    before, started = psutil.Process().memory_info().rss, time.monotonic()
    found = outcome(path, workers)
    assert time.monotonic() - started < 65
    assert psutil.Process().memory_info().rss - before < 50_000_000
    if isinstance(found, Unreadable):
        assert path.name not in TEXTS, found.reason
        assert REASONS.get(path.name, "") in found.reason
        assert "Traceback" not in found.reason
    else:
        assert path.name not in REASONS
        assert TEXTS.get(path.name, "") in "\n".join(page.text for page in found.pages)
        assert len(found.pages) >= 1


def test_metadata_has_no_control_or_direction_characters(workers: Workers[ExtractedDocument]) -> None:
    path = FOLDER / "54_xmp_title_nul_bidi.pdf"
    document = workers.run(path.read_bytes(), path.name)
    assert all(c.isprintable() for _, value in document.metadata for c in value)

"""Parses the XML inside Office files: no definitions of one's own, nothing from outside, nothing too deep."""

from __future__ import annotations

from lxml import etree

from ingest.documents import Unreadable
from ingest.text.encodings import wide_encoding

MOST_TAGS = 2_000_000
"""Beginnings of tags in one part; the longest report among our samples has about 60,000."""
DEEPEST = 256
"""What libxml2 allows unless it is told otherwise."""


def parse_part(content: bytes) -> etree._Element:
    """The root of an XML part.

    Raises Unreadable for a part with a document type (entities that grow or name files need one), with
    more than `DEEPEST` levels, with too many tags, or that is no XML.
    """
    wide = wide_encoding(content)
    plain = content.decode(wide, "replace").encode() if wide else content
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Unreadable("an Office file that defines entities, which is forbidden")
    if plain.count(b"<") > MOST_TAGS:
        raise Unreadable("an Office file that is too large")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if "depth" in str(error).lower():
            raise Unreadable("an Office file whose parts are nested too deeply") from None
        raise Unreadable("an Office file whose text is damaged") from None
    return root

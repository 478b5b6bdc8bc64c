"""Makes a scan of a printed report: pictures of its pages in a PDF file that has no text."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageOps
from PIL.TiffImagePlugin import ROWSPERSTRIP, STRIPBYTECOUNTS, STRIPOFFSETS

from tests.samples.layouts import PAPER

DPI = 200
"""What a county's record office scanned with."""
MOST_TURNED = 0.7
"""How far a page lay askew at most, in degrees."""
SPECKS = 70
"""Of dust on each page."""
BLACK_BELOW = 190
"""Greys from 0 (black) to 255 that become black; a scanner of that time knew nothing between black and white."""


def scan(pdf: bytes, name: str, notice: str) -> bytes:
    """The pages of a PDF file as a scanner sees them, the same bytes every time for the same name.

    Each page is a picture in black and white, compressed as by a fax machine (ITU-T T.6); `notice` becomes the
    subject in the description of the file, since its pages say nothing to a program.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [_scanned(page, random.Random(f"{name} {number}")) for number, page in enumerate(document, start=1)]
    finally:
        document.close()
    return _pdf_of_pictures(pages, notice)


def _scanned(page: pypdfium2.PdfPage, chance: random.Random) -> Image.Image:
    """A page, drawn grey, laid askew and dusty, then black and white."""
    grey: Image.Image = page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    turned = grey.rotate(chance.uniform(-MOST_TURNED, MOST_TURNED), Image.Resampling.BICUBIC, fillcolor=255)
    blurred = turned.filter(ImageFilter.GaussianBlur(0.6))
    draw = ImageDraw.Draw(blurred)
    for _ in range(SPECKS):
        x, y, size = chance.randrange(grey.width), chance.randrange(grey.height), chance.choice((1, 1, 2))
        draw.rectangle((x, y, x + size, y + size), fill=0)
    draw.rectangle((0, 0, chance.randrange(4, 14), grey.height), fill=0)
    return blurred.point(lambda value: 0 if value < BLACK_BELOW else 255).convert("1", dither=Image.Dither.NONE)


def _pdf_of_pictures(pages: Iterable[Image.Image], notice: str) -> bytes:
    """A file of one picture on each page; objects 1 to 3 are the catalogue, the list of pages and the description."""
    subject = notice.encode("utf-16-be").hex().upper()
    objects = [b"", b"", f"<< /Subject <FEFF{subject}> >>".encode()]
    kids = []
    for picture in pages:
        kids.append(len(objects) + 1)
        objects += _page_objects(picture, first=len(objects) + 1)
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = " ".join(f"{number} 0 R" for number in kids)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>".encode()
    return _joined(objects)


def _page_objects(picture: Image.Image, first: int) -> tuple[bytes, bytes, bytes]:
    """The page, what is drawn on it, and the picture; their numbers start with `first`."""
    width, height = PAPER
    data = _group_four(picture)
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {first + 1} 0 R "
        f"/Resources << /XObject << /Im0 {first + 2} 0 R >> >> >>"
    )
    drawn = f"q {width} 0 0 {height} 0 0 cm /Im0 Do Q"
    described = (
        f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} /BitsPerComponent 1 "
        f"/ColorSpace /DeviceGray /Filter /CCITTFaxDecode "
        f"/DecodeParms << /K -1 /Columns {picture.width} /Rows {picture.height} >>"
    )
    return page.encode(), _stream("", drawn.encode()), _stream(described, data)


def _group_four(picture: Image.Image) -> bytes:
    """The picture compressed as by a fax machine, taken out of the TIFF file in which Pillow writes it."""
    file = io.BytesIO()
    # Pillow's TIFF counts white as ink, a PDF file black.
    ImageOps.invert(picture).save(file, "TIFF", compression="group4", tiffinfo={ROWSPERSTRIP: picture.height})
    with Image.open(file) as written:
        tags = written.tag_v2  # type: ignore[attr-defined]
        (start,), (length,) = tags[STRIPOFFSETS], tags[STRIPBYTECOUNTS]
    return file.getvalue()[start : start + length]


def _stream(described: str, data: bytes) -> bytes:
    return f"<< {described} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _joined(objects: list[bytes]) -> bytes:
    """A whole PDF file (ISO 32000-1, 7.5)."""
    file = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(file)
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    file += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    file += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(file)

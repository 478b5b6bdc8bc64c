"""A font of signs as word processors embed it: what is drawn is a bullet, what is read is a private character.

Microsoft's Wingdings and Symbol have no Unicode of their own, so a program that copies their text gets
characters of the private use area (U+F000 and eight bits). This font draws its own signs (Type 3) and has
a map that says so (ToUnicode; ISO 32000-1, 9.6.5 and 9.10.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFStream
from reportlab.pdfbase.pdfmetrics import Font, registerFont

NAME = "PrivateSigns"


@dataclass(frozen=True)
class Sign:
    """A sign of the font."""

    typed: str
    """The character that stands for it in this program."""
    read: int
    """The private character as which it is read."""
    drawn: str
    """Its outline as a PDF content stream, in thousandths of the size of the font."""


CIRCLE = (
    "100 350 m 100 488 212 600 350 600 c 488 600 600 488 600 350 c "
    "600 212 488 100 350 100 c 212 100 100 212 100 350 c f"
)
SIGNS = (
    Sign("●", 0xF0B7, CIRCLE),
    Sign("■", 0xF06E, "100 100 500 500 re f"),
    Sign("◆", 0xF0A7, "200 200 300 300 re f"),
    Sign("➔", 0xF02D, "50 310 600 80 re f"),
)
WIDTH = 700
"""Of every sign, likewise."""
TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /PrivateSigns def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
{count} beginbfchar
{pairs}
endbfchar
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class _PrivateFont(Font):  # type: ignore[misc]
    """Takes the codes of ZapfDingbats for its signs and draws them itself."""

    def _calcWidths(self) -> None:  # noqa: N802 (a name of reportlab)
        self.widths = [WIDTH] * 256

    def addObjects(self, doc: Any) -> None:  # noqa: N802 (a name of reportlab)
        """Put the font, its drawings and its map into a PDF file."""
        codes = {sign.typed.encode(self.encName)[0]: sign for sign in SIGNS}
        drawings = {f"sign{code}": PDFStream(PDFDictionary(), f"{WIDTH} 0 d0 {s.drawn}\n") for code, s in codes.items()}
        pairs = "\n".join(f"<{code:02X}> <{sign.read:04X}>" for code, sign in codes.items())
        map_ = PDFStream(PDFDictionary(), TO_UNICODE.format(count=len(codes), pairs=pairs))
        name = f"F{len(doc.fontMapping) + 1}"
        font = {
            "Type": "/Font",
            "Subtype": "/Type3",
            "Name": f"/{name}",
            "FontBBox": "[0 0 700 700]",
            "FontMatrix": "[0.001 0 0 0.001 0 0]",
            "FirstChar": 0,
            "LastChar": 255,
            "Widths": f"[{' '.join(map(str, self.widths))}]",
            "Resources": PDFDictionary(),
            "Encoding": f"<< /Type /Encoding /Differences [{' '.join(f'{code} /sign{code}' for code in codes)}] >>",
            "CharProcs": PDFDictionary({key: doc.Reference(drawing, key) for key, drawing in drawings.items()}),
            "ToUnicode": doc.Reference(map_, f"{NAME}ToUnicode"),
        }
        doc.idToObject["BasicFonts"].dict[name] = doc.Reference(PDFDictionary(font), name)
        doc.fontMapping[self.fontName] = f"/{name}"


registerFont(_PrivateFont(NAME, "ZapfDingbats", "ZapfDingbatsEncoding"))

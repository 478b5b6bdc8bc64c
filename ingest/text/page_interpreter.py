"""Follows the orders that draw a PDF page, and what they do to the words that can be seen on it."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, dict_value, resolve1
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import apply_matrix_pt

from ingest.text.hidden_text import OPAQUE, box_of
from ingest.text.page_device import PageDevice


class TextInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter without its copy of the graphics state for each shown string.

    It also follows what pdfminer leaves out and hidden words are told by: clipping, transparency and
    layers that are switched off (ISO 32000-1, 8.4.5, 8.5.4 and 8.11).
    """

    device: PageDevice

    def do_TJ(self, seq: Any) -> None:  # noqa: N802
        """Show text."""
        if self.textstate.font is not None:
            self.device.render_string(self.textstate, seq, self.graphicstate.ncs, self.graphicstate)

    def do_q(self) -> None:
        """Save the state."""
        super().do_q()
        self.device.ground.save()

    def do_Q(self) -> None:  # noqa: N802
        """Restore the state."""
        super().do_Q()
        self.device.ground.restore()

    def do_W(self) -> None:  # noqa: N802
        """Clip to the path."""
        corners = [apply_matrix_pt(self.ctm, s[-2:]) for s in self.curpath if len(s) > 2]
        if corners:
            self.device.ground.narrow(box_of(corners))

    def do_W_a(self) -> None:  # noqa: N802
        """Clip to the path by the other rule."""
        self.do_W()

    def do_F(self) -> None:  # noqa: N802
        """Fill the path, in the old spelling."""
        self.do_f()

    def do_sh(self, name: Any) -> None:
        """A shading: colours that are not known."""
        self.device.ground.shaded = True

    def do_gs(self, name: Any) -> None:
        """Take transparency from the state of that name."""
        state = resolve1(dict_value(self.resources.get("ExtGState") or {}).get(literal_name(name)))
        if isinstance(state, dict):
            alpha, blend = resolve1(state.get("ca", 1)), resolve1(state.get("BM", ""))
            mixed = "BM" in state and literal_name(blend) not in ("Normal", "Compatible")
            self.device.ground.opaque = isinstance(alpha, (int, float)) and alpha >= OPAQUE and not mixed

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802
        """Begin a marked part, with its properties looked up where only their name is given."""
        layer = None
        if isinstance(props, PSLiteral):
            layer = dict_value(self.resources.get("Properties") or {}).get(literal_name(props))
        super().do_BDC(tag, props)
        self.device.note_layer(layer if isinstance(tag, PSLiteral) and literal_name(tag) == "OC" else None)

    def do_BMC(self, tag: Any) -> None:  # noqa: N802
        """Begin a marked part."""
        super().do_BMC(tag)
        self.device.note_layer(None)

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        """Paint a form or picture, which changes nothing for what comes after it."""
        self.device.count_form()
        form = resolve1(self.xobjmap.get(literal_name(xobjid_arg)))
        layer = form.attrs.get("OC") if isinstance(form, PDFStream) else None
        ground = self.device.ground
        ground.save()
        is_off = self.device.is_off(layer)
        ground.off += is_off
        super().do_Do(xobjid_arg)
        ground.off -= is_off
        ground.restore()

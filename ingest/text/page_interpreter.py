"""Follows the orders that draw a PDF page, and what they do to the words that can be seen on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, dict_value, resolve1, stream_value
from pdfminer.psparser import PSEOF, PSKeyword, PSLiteral, keyword_name, literal_name
from pdfminer.utils import apply_matrix_pt

from ingest.text.content_lexer import orders_of
from ingest.text.page_device import PageDevice
from ingest.text.painted import OPAQUE, box_of

MOST_NAMES = 500
"""Operators remembered by name; there are 73."""
Known = tuple[Callable[..., None] | None, int]


class TextInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter with a faster lexer, and no copy of the graphics state for each shown string.

    It also follows what pdfminer leaves out and hidden words are told by: clipping, transparency and
    layers that are switched off (ISO 32000-1, 8.4.5, 8.5.4 and 8.11).
    """

    device: PageDevice

    def __init__(self, resources: Any, device: PageDevice) -> None:
        super().__init__(resources, device)
        self._known: dict[bytes, Known] = {}

    def execute(self, streams: Sequence[object]) -> None:
        """Carry out the orders of some streams, one after the other as if they were one."""
        waiting = self._not_running(streams)
        for number, stream in enumerate(waiting):
            data = stream.get_data()
            for operator, operands, place in orders_of(data):
                if operator:
                    order, takes = self._known.get(operator) or self._known_as(operator)
                    if order is not None and takes == len(operands):
                        order(*operands)
                    else:
                        self._carry_out(order, takes, operands)
                    continue
                self.argstack += operands
                if operator is None:
                    self._go_on([PDFStream({}, data[place:]), *waiting[number + 1 :]])
                    return

    def _not_running(self, streams: Sequence[object]) -> list[PDFStream]:
        """The streams that may be carried out: not those that are being carried out already, which would never end."""
        self.stream_ids.clear()
        found = [stream for stream in map(stream_value, streams) if stream.objid is not None]
        waiting = [stream for stream in found if stream.objid not in self.parent_stream_ids]
        self.stream_ids.update(stream.objid for stream in waiting if stream.objid is not None)
        return waiting

    def _go_on(self, streams: list[PDFStream]) -> None:
        """Carry out the rest with pdfminer's own parser."""
        parser = PDFContentParser(streams)
        while True:
            try:
                _, found = parser.nextobject()
            except PSEOF:
                return
            if isinstance(found, PSKeyword):
                self._carry_out(*self._known_as(found.name), [])
            else:
                self.argstack.append(found)

    def _carry_out(self, order: Callable[..., None] | None, takes: int, operands: list[Any]) -> None:
        """Do what an operator says with what stands before it; what it does not take waits for the next operator,
        as pdfminer has it."""
        self.argstack += operands
        given = self.pop(takes)
        if order is not None and len(given) == takes:
            order(*given)

    def _known_as(self, operator: bytes) -> Known:
        """The method for an operator, if there is one, and how many operands it takes."""
        name = keyword_name(PSKeyword(operator)).replace("*", "_a").replace('"', "_w").replace("'", "_q")
        order = getattr(self, f"do_{name}", None)
        known = (order, order.__code__.co_argcount - 1) if order else (None, 0)
        if len(self._known) < MOST_NAMES:
            self._known[operator] = known
        return known

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

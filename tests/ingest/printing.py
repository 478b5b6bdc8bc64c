"""Small PDF files drawn for one test, so that each says what it is about."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.text.lines import Line

WIDTH, HEIGHT = A4


def draw(*pages: Callable[[Canvas], None], password: str | None = None) -> bytes:
    """A PDF whose pages are drawn by functions of a canvas."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True, encrypt=password)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def text_page(
    *lines: str, size: float = 11, x: float = 70, top: float = 720, step: float = 14
) -> Callable[[Canvas], None]:
    """A page of plain lines from the top down."""

    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        for number, line in enumerate(lines):
            canvas.drawString(x, top - number * step, line)

    return page


def line(text: str, y: float = 700.0, **values: float | bool | int | str) -> Line:
    """A line of eleven points that fills its column, unless something else is said."""
    given = {"x0": 70.0, "x1": 520.0, "size": 11.0, "bold": False, "left": 70.0, "right": 525.0, **values}
    return Line(text=text, y=y, **given)  # type: ignore[arg-type]


def lines(
    texts: Sequence[str], top: float = 700.0, step: float = 13.2, **values: float | bool | int | str
) -> list[Line]:
    """Lines below each other."""
    return [line(text, top - number * step, **values) for number, text in enumerate(texts)]

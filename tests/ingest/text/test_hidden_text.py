"""Words that a reader cannot see are found in each of the ways in which redaction fails, and visible ones are not."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.text.extraction import extract
from ingest.text.from_pdf import read_pdf
from ingest.text.from_pdf_again import read_again
from ingest.text.hidden_text import How
from ingest.text.painted import is_upright_box, plain_colour
from tests.ingest.printing import HEIGHT, WIDTH, draw, text_page

Page = Callable[[Canvas], None]


def page(*steps: Page) -> Page:
    def painted(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(70, 720, "The family was known to children's services from May.")
        for step in steps:
            step(canvas)

    return painted


def found(*steps: Page) -> list[tuple[str, str]]:
    printed = read_pdf(draw(page(*steps))).pages[0]
    shown = " ".join(run.text for run in printed.runs)
    assert "The family was known" in shown
    assert not any(words in shown for _, words in printed.hidden)
    return list(printed.hidden)


def words(text: str, x: float = 70, y: float = 600) -> Page:
    return lambda canvas: canvas.drawString(x, y, text)


def box(x: float, y: float, width: float, height: float, *colour: float) -> Page:
    def painted(canvas: Canvas) -> None:
        canvas.setFillColorRGB(*(colour or (0, 0, 0)))
        canvas.rect(x, y, width, height, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)

    return painted


def picture(x: float, y: float, width: float, height: float, mode: str = "RGB") -> Page:
    return lambda canvas: canvas.drawImage(
        ImageReader(Image.new(mode, (8, 8), 128 if mode == "L" else (0, 0, 0, 0)[: len(mode)])),
        x, y, width, height, mask="auto" if mode == "RGBA" else None,
    )  # fmt: skip


def in_mode(mode: int, text: str) -> Page:
    def painted(canvas: Canvas) -> None:
        said = canvas.beginText(70, 600)
        said.setTextRenderMode(mode)
        said.textOut(text)
        said.setTextRenderMode(0)
        canvas.drawText(said)

    return painted


def coloured(text: str, *colour: float, size: float = 11) -> Page:
    def painted(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        canvas.setFillColorRGB(*colour)
        canvas.drawString(70, 600, text)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont("Helvetica", 11)

    return painted


def seen_through(*steps: Page) -> Page:
    def painted(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillAlpha(0.2)
        for step in steps:
            step(canvas)
        canvas.restoreState()

    return painted


def clipped(step: Page) -> Page:
    def painted(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(300, 100, 100, 100)
        canvas.clipPath(path, stroke=0)
        step(canvas)
        canvas.restoreState()

    return painted


@pytest.mark.parametrize(
    ("steps", "how", "hidden"),
    [
        ((words("Wren Alder"), box(60, 590, 200, 30)), How.COVERED, "Wren Alder"),
        ((words("Wren Alder"), box(60, 590, 200, 30, 1, 1, 1)), How.COVERED, "Wren Alder"),
        ((words("Wren Alder"), picture(60, 590, 200, 30)), How.COVERED, "Wren Alder"),
        ((coloured("Wren Alder", 1, 1, 1),), How.SAME_COLOUR, "Wren Alder"),
        ((box(60, 590, 200, 30), words("Wren Alder")), How.SAME_COLOUR, "Wren Alder"),
        ((coloured("Wren Alder", 0, 0, 0, size=1),), How.TINY, "Wren Alder"),
        ((words("Wren Alder", x=WIDTH + 100),), How.OUTSIDE, "Wren Alder"),
        ((words("Wren Alder", y=-40),), How.OUTSIDE, "Wren Alder"),
        ((in_mode(3, "Wren Alder"),), How.INVISIBLE, "Wren Alder"),
    ],
)
def test_words_hidden_in_each_way_are_found_and_left_out(steps: tuple[Page, ...], how: How, hidden: str) -> None:
    assert found(*steps) == [(how, hidden)]


@pytest.mark.parametrize(
    ("step", "how"),
    [
        (coloured("Wren Alder", 0, 0, 0, size=1), How.TINY),
        (words("Wren Alder", y=-40), How.OUTSIDE),
        (in_mode(3, "Wren Alder"), How.INVISIBLE),
    ],
)
def test_the_second_engine_tells_what_it_can(step: Page, how: How) -> None:
    printed = read_again(draw(page(step)), 10).pages[0]
    assert [(kind, text.replace(" ", "")) for kind, text in printed.hidden] == [(how, "WrenAlder")]
    assert "Wren" not in " ".join(run.text for run in printed.runs)
    scan = read_again(draw(page(picture(0, 0, WIDTH, HEIGHT, "L"), in_mode(3, "The text layer"))), 10).pages[0]
    assert scan.hidden == ()


def test_a_box_over_one_word_of_a_line_takes_that_word_only() -> None:
    line = "The mother, Wren Alder, was seen at home."
    start = 70 + Canvas("x").stringWidth("The mother, ", "Helvetica", 11)
    wide = Canvas("x").stringWidth("Wren Alder", "Helvetica", 11)
    printed = read_pdf(draw(page(words(line), box(start, 596, wide, 14)))).pages[0]
    ((how, hidden),) = printed.hidden
    assert how == How.COVERED
    assert "Wren Alder" in hidden
    shown = " ".join(run.text for run in printed.runs)
    assert "Wren" not in shown
    assert "The mother" in shown
    assert "seen at home" in shown


@pytest.mark.parametrize(
    "steps",
    [
        (box(60, 590, 200, 30, 0.1, 0.2, 0.5), coloured("White on blue", 1, 1, 1)),
        (box(60, 590, 200, 30, 0.9, 0.9, 0.9), words("In a grey box")),
        (picture(60, 590, 200, 30), coloured("White on a picture", 1, 1, 1)),
        (words("Underlined"), box(70, 598, 100, 0.8)),
        (words("Struck out"), box(70, 603, 100, 0.8)),
        (words("Marked with a pen"), seen_through(box(60, 590, 200, 30, 1, 1, 0))),
        (words("Under a transparent picture"), picture(60, 590, 200, 30, "RGBA")),
        (words("Beside what is painted elsewhere"), clipped(box(0, 0, WIDTH, HEIGHT))),
        (words("Shown again"), box(60, 590, 200, 30, 0.9, 0.9, 0.9), words("Shown again")),
        (picture(0, 0, WIDTH, HEIGHT, "L"), in_mode(3, "The text layer of a scan")),
        (in_mode(3, "The text layer of a scan"), picture(0, 0, WIDTH, HEIGHT, "L")),
        (words("Under the scan of its page"), picture(0, 0, WIDTH, HEIGHT, "L")),
    ],
)
def test_what_a_reader_can_see_is_not_hidden(steps: tuple[Page, ...]) -> None:
    assert found(*steps) == []


def letter_by_letter(text: str, x: float = 70, size: float = 11, y: float = 600) -> Page:
    """Each letter set on its own, as programs that draw diagrams do."""

    def painted(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        for place, letter in enumerate(text):
            canvas.drawString(x + Canvas("x").stringWidth(text[:place], "Helvetica", size), y, letter)
        canvas.setFont("Helvetica", 11)

    return painted


def test_words_of_a_diagram_that_are_painted_twice_are_not_hidden_and_read_once() -> None:
    steps = (letter_by_letter("Resilience Division"), box(60, 580, 200, 40, 0.9, 0.9, 0.9))
    again = (words("Resilience", x=68), words("Division", x=122, y=601))
    assert found(*steps) == [(How.COVERED, "Resilience Division")]
    assert found(*steps, *again) == []
    shown = [run.text for run in read_pdf(draw(page(*steps, *again))).pages[0].runs]
    assert " ".join(shown[1:]).split() == ["Resilience", "Division"]


def test_a_word_is_hidden_where_only_some_of_its_letters_are_painted_again() -> None:
    steps = (letter_by_letter("Wren Alder"), box(60, 590, 200, 30))
    assert found(*steps, coloured("Mother", 1, 1, 1)) == [(How.COVERED, "Wren Alder")]
    assert found(*steps, coloured("Wren", 1, 1, 1)) == [(How.COVERED, "Wren Alder")]


def test_words_that_are_painted_again_and_covered_again_are_hidden() -> None:
    steps = (words("Wren Alder"), box(60, 590, 200, 30, 0.9, 0.9, 0.9))
    assert found(*steps, *steps) == [(How.COVERED, "Wren Alder"), (How.COVERED, "Wren Alder")]


def test_each_of_two_names_in_one_line_is_taken_out() -> None:
    line = "The mother, Wren Alder, met Ashby Finch, her sister."
    wide = Canvas("x").stringWidth
    boxes = [
        box(70 + wide(line[: line.index(name)], "Helvetica", 11), 596, wide(name, "Helvetica", 11), 14)
        for name in ("Wren Alder", "Ashby Finch")
    ]
    printed = read_pdf(draw(page(words(line), *boxes))).pages[0]
    shown = " ".join(run.text for run in printed.runs)
    assert not {"Wren", "Alder", "Ashby", "Finch"} & set(shown.replace(",", " ").split())
    assert "sister" in shown
    assert len(printed.hidden) == 2


def test_hidden_words_that_the_page_shows_anyway_reveal_nothing() -> None:
    assert found(words("Wren Alder"), coloured("Wren Alder", 1, 1, 1)) == []


def test_layers_that_are_switched_off_are_not_read() -> None:
    content = draw(page(words("Shown"))).replace(b"/Type /Catalog", b"/Type /Catalog " + LAYERS)
    assert not read_pdf(content).pages[0].hidden
    layered = pdf_of(b"/OC /Layer BDC BT /F 12 Tf 70 600 Td (Wren Alder) Tj ET EMC BT /F 12 Tf 70 500 Td (Shown) Tj ET")
    printed = read_pdf(layered).pages[0]
    assert list(printed.hidden) == [(How.OFF, "Wren Alder")]
    assert [run.text for run in printed.runs] == ["Shown"]


LAYERS = b"/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>"


def pdf_of(drawn: bytes) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + LAYERS + b" >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F 4 0 R >> /Properties << /Layer 6 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n" % len(drawn) + drawn + b"\nendstream",
        b"<< /Type /OCG /Name (Names) >>",
    ]
    file, places = bytearray(b"%PDF-1.5\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % p for p in places
    )
    file += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(file)


def test_hidden_words_never_reach_the_document_and_are_not_repeated_in_the_concern() -> None:
    document = extract(draw(page(words("Wren Alder"), box(60, 590, 200, 30))), "report.pdf")
    assert [c.in_words() for c in document.concerns] == ["words under a box or picture (1) on page 1"]
    assert "Wren" not in repr(document)


def test_of_200_failed_redactions_at_least_198_are_found_and_no_clean_page_is_suspected() -> None:
    chance = random.Random(7)
    names = ("Wren Alder", "Ashby Court", "Rowan", "Ms Fennel", "14 Sorrel Way", "Dr Tansy", "Quill Primary School")
    missed = suspected = 0
    for _ in range(200):
        name, size = chance.choice(names), chance.choice((8, 10, 11, 12, 14))
        before = "The social worker then spoke to "
        x, y = chance.uniform(40, 120), chance.uniform(60, 700)
        start = x + Canvas("x").stringWidth(before, "Helvetica", size)
        wide = Canvas("x").stringWidth(name, "Helvetica", size)
        colour = chance.choice(((0, 0, 0), (1, 1, 1), (0.5, 0.5, 0.5)))
        over = box(
            start + chance.uniform(-2, 1), y - chance.uniform(1, 4), wide + chance.uniform(0, 3), size + 3, *colour
        )

        def line(canvas: Canvas, text: str = f"{before}{name} about it.", at: tuple[float, float] = (x, y),
                 size: float = size) -> None:  # fmt: skip
            canvas.setFont("Helvetica", size)
            canvas.drawString(*at, text)

        hidden = read_pdf(draw(page(line, over))).pages[0].hidden
        missed += name.split()[0] not in " ".join(words for _, words in hidden)
        suspected += bool(read_pdf(draw(page(over, line if colour != (0, 0, 0) else words("After")))).pages[0].hidden)
    assert missed <= 2
    assert suspected <= 4


def test_text_of_a_clean_report_is_left_alone() -> None:
    assert not read_pdf(draw(text_page("The board met in May."))).pages[0].hidden


def test_colours_of_every_kind_are_compared_as_red_green_and_blue() -> None:
    assert plain_colour(None, 1) == (1, 1, 1)
    assert plain_colour(None, (0.0, 0.0, 0.0, 0.0)) == (1, 1, 1)
    assert plain_colour(None, (0.0, 0.0, 0.0, 1.0)) == (0, 0, 0)
    assert plain_colour(None, ("P1",)) is None
    assert is_upright_box([(0, 0), (4, 0), (4, 4), (0, 4)])
    assert not is_upright_box([(0, 0), (4, 0), (2, 4), (0, 0)])

"""Paragraphs and tables as a filing agent sets them, drawn by reportlab in its reproducible mode."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.colors import black, whitesmoke
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12.5, spaceAfter=7, alignment=TA_JUSTIFY)
CENTRE = ParagraphStyle("centre", parent=BODY, alignment=TA_CENTER)
HEADING = ParagraphStyle(
    "heading", parent=BODY, fontName="Times-Bold", fontSize=11, spaceBefore=8, alignment=0, keepWithNext=1
)
TITLE = ParagraphStyle("title", parent=CENTRE, fontName="Times-Bold", fontSize=13, leading=17)
LABEL = ParagraphStyle("label", parent=BODY, fontSize=9, leading=10.5, spaceAfter=0, alignment=0, leftIndent=7)
LABEL_WIDTH, NUMBER_WIDTH, SIGN_WIDTH = 150, 62, 9
PAGE_WIDTH = 504


@dataclass(frozen=True)
class Row:
    """A line of a statement. `values` are whole numbers, ready strings ("1.28", "3.4%") or None for an empty cell."""

    label: str
    values: tuple[int | str | None, ...] = ()
    indent: int = 0
    total: bool = False
    dollar: bool = False


class Noted(Paragraph):  # type: ignore[misc]  # reportlab is untyped
    """A heading that remembers its page, for the table of contents."""

    pages: dict[str, int]

    def drawOn(self, canvas: Any, *place: Any, **more: Any) -> None:  # noqa: N802 (reportlab's name)
        """Drawn where reportlab puts it."""
        self.pages[self.getPlainText()] = canvas.getPageNumber() - 1
        super().drawOn(canvas, *place, **more)


class Heads(NamedTuple):
    """Column headings: spans over several columns (text, columns), and a line for each column."""

    spans: tuple[tuple[str, int], ...]
    columns: tuple[str, ...]


def money(value: int | str | None) -> str:
    """A cell: brackets for a negative amount, a dash for zero."""
    if value is None or isinstance(value, str):
        return value or ""
    if value == 0:
        return "—"
    return f"({abs(value):,})" if value < 0 else f"{value:,}"


def paragraphs(*texts: str) -> list[Flowable]:
    """Running text, a paragraph each."""
    return [Paragraph(escape(text), BODY) for text in texts]


def heading(text: str) -> list[Flowable]:
    """A heading on a line of its own."""
    return [Noted(escape(text), HEADING)]


def centred(*lines: str, style: ParagraphStyle = CENTRE) -> list[Flowable]:
    """Lines in the middle of the page."""
    return [Paragraph(escape(line), style) for line in lines]


def new_page() -> list[Flowable]:
    """What follows begins a page."""
    return [PageBreak()]


def space(points: float) -> list[Flowable]:
    """Empty room."""
    return [Spacer(1, points)]


def table(heads: Heads, rows: Sequence[Row]) -> list[Flowable]:
    """A table of figures, its dollar signs in columns of their own, every other line shaded."""
    width = len(heads.columns)
    grid: list[list[object]] = []
    style: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), "Times-Roman", 9),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ("LEFTPADDING", (1, 0), (-1, -1), 0),
        ("RIGHTPADDING", (1, 0), (-1, -1), 2),
    ]
    if heads.spans:
        grid.append(_span_row(heads, style))
    grid.append(["", *(cell for text in heads.columns for cell in (_folded(text), ""))])
    for line in range(len(grid)):
        style += [("FONT", (0, line), (-1, line), "Times-Bold", 9)]
    last = len(grid) - 1
    for column in range(width):
        style += [("SPAN", (1 + 2 * column, last), (2 + 2 * column, last)), ("ALIGN", (1, last), (-1, last), "CENTER")]
    for row in rows:
        _add_row(row, width, grid, style)
    number = min(NUMBER_WIDTH, (PAGE_WIDTH - LABEL_WIDTH) / width - SIGN_WIDTH)
    widths = [PAGE_WIDTH - width * (number + SIGN_WIDTH), *([SIGN_WIDTH, number] * width)]
    drawn = Table(grid, colWidths=widths, repeatRows=len(heads.spans and (1,)) + 1)
    drawn.setStyle(TableStyle(style))
    return [drawn, Spacer(1, 9)]


def listing(*rows: Sequence[str]) -> list[Flowable]:
    """A small table of words, its first row the heading."""
    drawn = Table([list(row) for row in rows])
    drawn.setStyle(
        TableStyle([("FONT", (0, 0), (-1, 0), "Times-Bold", 9), ("FONT", (0, 1), (-1, -1), "Times-Roman", 9)])
    )
    return [drawn, Spacer(1, 9)]


def _folded(text: str) -> str:
    """A column heading over two lines: "November 2," and the year, "Retained" and "Earnings"."""
    first, _, last = text.rpartition(" ")
    return f"{first}\n{last}" if first else last


def _span_row(heads: Heads, style: list[tuple[object, ...]]) -> list[object]:
    cells: list[object] = [""]
    for text, columns in heads.spans:
        first = len(cells)
        cells += [text, *([""] * (2 * columns - 1))]
        style += [("SPAN", (first, 0), (first + 2 * columns - 1, 0)), ("ALIGN", (first, 0), (first, 0), "CENTER")]
        if text:
            style.append(("LINEBELOW", (first, 0), (first + 2 * columns - 1, 0), 0.5, black))
    return cells


def _add_row(row: Row, width: int, grid: list[list[object]], style: list[tuple[object, ...]]) -> None:
    line = len(grid)
    label = ParagraphStyle("row", parent=LABEL, leftIndent=7 + 10 * row.indent, firstLineIndent=-7)
    values = row.values or (None,) * width
    cells = [("$" if row.dollar and value is not None else "", money(value)) for value in values]
    grid.append([Paragraph(escape(row.label), label), *(text for cell in cells for text in cell)])
    if line % 2:
        style.append(("BACKGROUND", (0, line), (-1, line), whitesmoke))
    if row.total:
        for column in range(width):
            style.append(("LINEABOVE", (1 + 2 * column, line), (2 + 2 * column, line), 0.5, black))


def bound(title: str, author: str, content: Callable[[Mapping[str, int]], Sequence[Flowable]]) -> bytes:
    """The filing as a PDF, the same bytes for the same content.

    Args:
        title: of the document.
        author: of the document.
        content: makes the flowables, given the pages of the headings; called twice, first with no pages.
    """
    pages: dict[str, int] = {}
    _drawn(title, author, content({}), pages)
    return _drawn(title, author, content(pages), {})


def _drawn(title: str, author: str, content: Sequence[Flowable], pages: dict[str, int]) -> bytes:
    for flowable in content:
        if isinstance(flowable, Noted):
            flowable.pages = pages
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer, pagesize=letter, leftMargin=54, rightMargin=54, topMargin=54, bottomMargin=54,
        title=title, author=author, invariant=1,
    )  # fmt: skip
    document.build(list(content), onLaterPages=_number)
    return buffer.getvalue()


def _number(canvas: Any, document: SimpleDocTemplate) -> None:
    canvas.setFont("Times-Roman", 9)
    canvas.drawCentredString(letter[0] / 2, 30, str(document.page - 1))

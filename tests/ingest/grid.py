"""Pages for the tests of tables: drawn as text, a character five points wide, a line twelve points high."""

import re
from datetime import date

from core.filings import BBox, Filing, Form, Kind
from ingest.layout import Line, PageLayout, Word

WIDTH, HEIGHT = 5.0, 12.0


def page(drawing: str, number: int = 1) -> PageLayout:
    """The page that a drawing shows; its first line may be empty."""
    rows = drawing.strip("\n").split("\n")
    lines = tuple(_line(row, 50 + index * HEIGHT) for index, row in enumerate(rows) if row.strip())
    return PageLayout(number, 612, 792, "\n".join(line.text for line in lines), lines)


def _line(row: str, top: float) -> Line:
    words = (Word(m[0], BBox(m.start() * WIDTH, top, m.end() * WIDTH, top + 9)) for m in re.finditer(r"\S+", row))
    return Line(tuple(words))


def filing(form: Form, year: int, quarter: int | None, end: date) -> Filing:
    """A filing whose identity is known."""
    return Filing("f", "f.pdf", "Tillow Mills", form, Kind.PDF, 1, "", year, quarter, end)

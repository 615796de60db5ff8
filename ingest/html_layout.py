"""HTML and text pages laid out as if printed: words with boxes, so that one table reader serves every kind of file.

The boxes are made up (5 points a character, one line under the other) and never leave `ingest`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.filings import BBox
from core.numbers import parse_cell
from ingest.html_pages import Block, HtmlPage
from ingest.html_tables import Cell, Row
from ingest.layout import Line, PageLayout, Word

CHARACTER = 5.0
LINE = 14.0
HEIGHT = 11.0
GAP = 10.0  # points between two columns
PROSE_CHARACTERS = 110  # a line


class LaidOut(NamedTuple):
    """A page as laid out, and the anchors of its text's lines: (offset in the text, anchor)."""

    layout: PageLayout
    anchors: tuple[tuple[int, str | None], ...]

    def anchor_at(self, offset: int) -> str | None:
        """The anchor at or before a place in the page's text."""
        index = bisect_right([start for start, _ in self.anchors], offset) - 1
        return self.anchors[index][1] if index >= 0 else None


def lay_out(page: HtmlPage, with_tagged: bool = True) -> LaidOut:
    """Lays out a page; tables with tagged figures are left out where asked, as their facts come from the tags."""
    texts, anchors, lines = [], [], list[Line]()
    offset = 0
    for block in page.blocks:
        for text in [row.text for row in block.rows] or [block.text]:
            texts.append(text)
            anchors.append((offset, block.anchor))
            offset += len(text) + 1
        if with_tagged or not (block.rows and block.tags):
            lines.extend(_table_lines(block, len(lines)) if block.rows else prose_lines(block.text, len(lines)))
    width = max((line.bbox.x1 for line in lines), default=0.0)
    layout = PageLayout(page.number, width, LINE * len(lines), "\n".join(texts), tuple(lines))
    return LaidOut(layout, tuple(anchors))


def prose_lines(text: str, first: int) -> Iterable[Line]:
    """A paragraph wrapped to lines, the first of which is the page's line number `first`."""
    row: list[str] = []
    for word in text.split():
        if row and sum(map(len, row)) + len(row) + len(word) > PROSE_CHARACTERS:
            yield _line([(0.0, " ".join(row))], first)
            row, first = [], first + 1
        row.append(word)
    if row:
        yield _line([(0.0, " ".join(row))], first)


def printed_line(text: str, number: int) -> Line:
    """A line of a text file: each word stands where its column is."""
    words, column = [], 0
    for part in text.split(" "):
        if part.strip():
            words.append((column * CHARACTER, part.strip()))
        column += len(part) + 1
    return _line(words, number)


def _table_lines(block: Block, first: int) -> Iterable[Line]:
    edges = _edges(block.rows)
    for number, row in enumerate(block.rows, first):
        yield _line([(_place(cell, edges), cell.text) for cell in row.cells], number)


def _edges(rows: Sequence[Row]) -> list[float]:
    """Where each grid column begins, wide enough for what stands in it; the last is the right edge."""
    count = max(cell.column + cell.span for row in rows for cell in row.cells)
    edges = [0.0] * (count + 1)
    by_end: dict[int, list[Cell]] = {}
    for row in rows:
        for cell in row.cells:
            by_end.setdefault(cell.column + cell.span, []).append(cell)
    for end in range(1, count + 1):
        needed = [edges[cell.column] + _width(cell) for cell in by_end.get(end, [])]
        edges[end] = max([edges[end - 1], *needed])
    return edges


def _width(cell: Cell) -> float:
    tight = len(cell.text) == 1 and not cell.text.isalnum()
    return cell.indent + CHARACTER * len(cell.text) + (1.0 if tight else GAP)


def _place(cell: Cell, edges: Sequence[float]) -> float:
    """Where a cell's text begins: figures stand right, labels left, headings in the middle of what they span."""
    left, right = edges[cell.column], edges[cell.column + cell.span]
    size = CHARACTER * len(cell.text)
    if cell.column == 0:
        return left + cell.indent
    if parse_cell(cell.text) is not None:
        return max(left, right - size - GAP / 2)
    return max(left, (left + right - size) / 2)


def _line(runs: Iterable[tuple[float, str]], number: int) -> Line:
    top = LINE * number
    words = []
    for x, text in runs:
        for part in text.split(" "):
            if part:
                words.append(Word(part, BBox(x, top, x + CHARACTER * len(part), top + HEIGHT)))
            x += CHARACTER * (len(part) + 1)
    return Line(tuple(words))

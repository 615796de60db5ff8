"""HTML and text pages laid out as if printed: words with boxes, so that one table reader serves every kind of file.

The boxes are made up (5 points a character, one line under the other) and never leave `ingest`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import NamedTuple

from core.filings import BBox
from core.numbers import parse_cell
from ingest.html_pages import Block, HtmlPage
from ingest.html_tables import Cell, Row
from ingest.layout import Line, PageLayout, Word

CHARACTER = 5.0
LINE = 14.0
HEIGHT = 11.0
GAP = 15.0  # points between two columns
HEADING_CHARACTERS = 13  # that a column's heading has room for before it is stacked
CLOSING = frozenset((")", "%", ")%", "%)"))
LONGEST_FIGURE = 24  # characters; what is longer under a heading is words
PROSE_CHARACTERS = 110  # a line


class LaidOut(NamedTuple):
    """A page as laid out, and the anchors of its text's lines: (offset in the text, anchor)."""

    layout: PageLayout
    anchors: tuple[tuple[int, str | None], ...]

    def anchor_at(self, offset: int) -> str:
        """The anchor at or before a place in the page's text; the page's own where the document has none."""
        index = bisect_right([start for start, _ in self.anchors], offset) - 1
        own = self.anchors[index][1] if index >= 0 else None
        return own or f"page-{self.layout.number}"


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
    """A table's lines: its headings stacked so that each stands over its column, then one line a row."""
    head = _head(block.rows)
    edges = _edges(block.rows, head)
    widest = _widest_figures(block.rows[head:])
    body = [_row_places(row, edges, widest) for row in block.rows[head:]]
    figures = [
        placed for row in body for placed in row if placed.cell.column and len(placed.cell.text) < LONGEST_FIGURE
    ]
    headings = (runs for row in block.rows[:head] for runs in _heading_runs(row, edges, figures))
    rows = ([(placed.x, placed.cell.text) for placed in row] for row in body)
    for number, runs in enumerate((*headings, *rows), first):
        yield _line(runs, number)


def _row_places(row: Row, edges: Sequence[float], widest: Mapping[int, int]) -> "list[_Placed]":
    """Where the cells of a row of figures begin; a sign that closes a figure stands right behind it."""
    places: list[_Placed] = []
    for cell in row.cells:
        x = _place(cell, edges, widest.get(cell.column + cell.span, 0))
        if places and cell.text in CLOSING:
            x = places[-1].x + CHARACTER * len(places[-1].cell.text) + 1.0
        places.append(_Placed(cell, x))
    return places


class _Placed(NamedTuple):
    """A cell and where its text begins."""

    cell: Cell
    x: float


def _heading_runs(row: Row, edges: Sequence[float], figures: Sequence[_Placed]) -> Iterable[list[tuple[float, str]]]:
    """The lines of a row of headings, each as runs of words and where they begin: in the middle of their figures."""
    stacks = [(cell, _stacked(cell, edges), _middle(cell, figures)) for cell in row.cells]
    depth = max(len(stack) for _, stack, _ in stacks)
    for level in range(depth):
        runs, end = list[tuple[float, str]](), 0.0
        for cell, stack, middle in stacks:
            if len(stack) >= depth - level:
                text = stack[level - depth]
                x = _place(cell._replace(text=text), edges)
                if middle is not None:
                    x = max(end, middle - CHARACTER * len(text) / 2)
                runs.append((x, text))
                end = x + CHARACTER * len(text) + GAP
        yield runs


def _middle(cell: Cell, figures: Sequence[_Placed]) -> float | None:
    """The middle of the figures that stand in the columns of a heading; None where there are none, or for a label."""
    end = cell.column + cell.span
    under = [p for p in figures if cell.column <= p.cell.column and p.cell.column + p.cell.span <= end]
    if not cell.column or not under:
        return None
    return (min(p.x for p in under) + max(p.x + CHARACTER * len(p.cell.text) for p in under)) / 2


def _head(rows: Sequence[Row]) -> int:
    """How many rows stand above the first that has a label and a figure."""
    for index, row in enumerate(rows):
        labelled = row.cells[0].column == 0
        if labelled and any(parse_cell(cell.text) is not None for cell in row.cells[1:]):
            return index
    return 0


def _stacked(cell: Cell, edges: Sequence[float]) -> list[str]:
    """A heading's words in lines no wider than what it spans."""
    width = edges[cell.column + cell.span] - edges[cell.column] - cell.indent - GAP
    return wrap(cell.text, max(1, int(width / CHARACTER)), break_long_words=False, break_on_hyphens=False)


def _edges(rows: Sequence[Row], head: int) -> list[float]:
    """Where each grid column begins, wide enough for its cells; the last is the right edge."""
    count = max(cell.column + cell.span for row in rows for cell in row.cells)
    edges = [0.0] * (count + 1)
    by_end: dict[int, list[tuple[int, float]]] = {}
    for index, row in enumerate(rows):
        for cell in row.cells:
            width = _width(cell, _heading_characters(cell) if index < head else len(cell.text))
            by_end.setdefault(cell.column + cell.span, []).append((cell.column, width))
    for end in range(1, count + 1):
        needed = [edges[column] + width for column, width in by_end.get(end, [])]
        edges[end] = max([edges[end - 1], *needed])
    return edges


def _heading_characters(cell: Cell) -> int:
    """How wide a heading must be at the least: its longest word, and a date's month and day on one line."""
    return max(min(len(cell.text), HEADING_CHARACTERS), *map(len, cell.text.split()))


def _width(cell: Cell, characters: int) -> float:
    tight = characters == 1 and not cell.text.isalnum()
    return cell.indent + CHARACTER * characters + (1.0 if tight else GAP)


def _place(cell: Cell, edges: Sequence[float], widest: int = 0) -> float:
    """Where a cell's text begins: labels left, headings in the middle of what they span, figures flush right there.

    `widest` is the length of the longest figure of the cell's column.
    """
    left, right = edges[cell.column], edges[cell.column + cell.span]
    if cell.column == 0:
        return left + cell.indent
    if widest and parse_cell(cell.text) is not None:
        middle = (left + right + CHARACTER * widest) / 2
        return max(left, middle - CHARACTER * len(cell.text))
    return max(left, (left + right - CHARACTER * len(cell.text)) / 2)


def _widest_figures(rows: Sequence[Row]) -> dict[int, int]:
    """The length of the longest figure that ends in each grid column."""
    widest: dict[int, int] = {}
    for row in rows:
        for cell in row.cells:
            if parse_cell(cell.text) is not None:
                end = cell.column + cell.span
                widest[end] = max(widest.get(end, 0), len(cell.text))
    return widest


def _line(runs: Iterable[tuple[float, str]], number: int) -> Line:
    top = LINE * number
    words = []
    for x, text in runs:
        for part in text.split(" "):
            if part:
                words.append(Word(part, BBox(x, top, x + CHARACTER * len(part), top + HEIGHT)))
            x += CHARACTER * (len(part) + 1)
    return Line(tuple(words))

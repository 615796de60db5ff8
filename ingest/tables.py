"""Tables rebuilt from a page's lines: which lines are rows, which words head which column, what each row is called.

A table begins at the first row of figures under a heading and ends at prose, at a new heading, or at the page's end.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.cells import Cell, CellLine, cells_of
from ingest.columns import Span, column_at, columns_of
from ingest.headings import Heading, is_scale, read_heading, spanned, stacked
from ingest.labels import Row, rows_of
from ingest.layout import PageLayout
from ingest.tables_blocks import Block, blocks_of, is_row, without_furniture
from ingest.tables_heads import Head, dates_joined

_SINCE = re.compile(r"\bthrough\b|\binception\b", re.IGNORECASE)  # of a span whose first day was not read


@dataclass(frozen=True)
class Column:
    """A column: where it stands, its heading as printed, what that says, and the words of it that name no time."""

    span: Span
    text: str
    heading: Heading
    name: str = ""


@dataclass(frozen=True)
class Table:
    """A table on one page. `context` are the lines above it, nearest last; `stubs` what heads the labels.

    `continues` means that it stands first on its page without a heading of its own, `repeats_parts` that its rows are
    those of a table by segment above it.
    """

    page: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    context: tuple[str, ...] = ()
    stubs: tuple[str, ...] = ()
    top: float = 0.0
    continues: bool = False
    repeats_parts: bool = False

    @property
    def stub(self) -> str:
        """What heads the labels, as one."""
        return " ".join(self.stubs)

    @property
    def text(self) -> str:
        """The labels of all rows, in lower case, a line each."""
        return "\n".join(row.label.lower() for row in self.rows)


def tables_on(page: PageLayout) -> tuple[Table, ...]:
    """The tables of a page, top to bottom."""
    lines = [cells_of(line) for line in without_furniture(page.lines)]
    tables, end = [], -1
    for block in blocks_of(lines):
        table = _table(page, lines, block, end + 1)
        if table is not None:
            tables.append(table)
        end = block.last
    return tuple(tables)


def _table(page: PageLayout, lines: Sequence[CellLine], block: Block, start: int) -> Table | None:
    body = lines[block.first : block.last + 1]
    spans = columns_of([line for line in body if is_row(line, True)])
    if not spans:
        return None
    placed = [_placed(line, spans) for line in body]
    head = Head(spans, _labels_begin(body, spans), page.width / 2)
    head.read([line.line for line in lines[start : block.first]])
    above = lines[block.first - head.below : block.first]
    below = [line for line in lines[block.last + 1 : block.last + 2] if _ends_label(line, body[-1], spans[0].x0)]
    named = [*((line, {}) for line in above), *zip(body, placed, strict=True), *((line, {}) for line in below)]
    rows = rows_of(named, spans[0].x0)
    columns = tuple(_column(span, texts) for span, texts in zip(spans, head.texts(), strict=True))
    return Table(
        page.number,
        columns,
        rows,
        tuple(head.context),
        tuple(head.stub),
        body[0].line.bbox.y0,
        start == 0 and not any(column.heading.says_period for column in columns),
    )


def _ends_label(line: CellLine, last: CellLine, left: float) -> bool:
    """Whether a line below the last row is the end of that row's label, whose figures stand on its first line."""
    near = line.line.bbox.y0 - last.line.bbox.y1 < last.line.bbox.y1 - last.line.bbox.y0
    return near and not line.cells and line.line.text[:1].islower() and line.line.bbox.x1 < left


def _labels_begin(body: Sequence[CellLine], spans: Sequence[Span]) -> float | None:
    """Where the labels of the rows begin; None where there are none left of the figures."""
    begin = min((line.label[0].bbox.x0 for line in body if line.cells and line.label), default=spans[0].x0)
    return begin if begin < spans[0].x0 else None


def _column(span: Span, texts: Sequence[str]) -> Column:
    """A column under these words, top to bottom."""
    levels = dates_joined(texts)
    heading = spanned(" ".join(texts)) or stacked(read_heading(text) for text in levels)
    if heading.months is None and _SINCE.search(" ".join(texts)):
        heading = replace(heading, change=True)
    names = (text for text in levels if not read_heading(text).says_period and not is_scale(text))
    return Column(span, " ".join(texts), heading, " ".join(names))


def _placed(line: CellLine, spans: Sequence[Span]) -> Mapping[int, Cell]:
    """A row's cells by column. A column that would hold two keeps the one that lines up better."""
    found: dict[int, Cell] = {}
    for cell in line.cells if is_row(line, True) else ():
        index = column_at(cell, spans)
        if index is None:
            continue
        other = found.get(index)
        if other is None or abs(cell.right - spans[index].right) < abs(other.right - spans[index].right):
            found[index] = cell
    return found

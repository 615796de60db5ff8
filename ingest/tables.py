"""Tables rebuilt from a page's lines: which lines are rows, which words head which column, what each row is called.

A table begins at the first row of figures under a heading and ends at prose, at a new heading, or at the page's end.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.cells import MONTH, Cell, CellLine, cells_of
from ingest.columns import Chunk, Span, assign, chunks_of, column_at, columns_of
from ingest.headings import Heading, read_heading, stacked
from ingest.labels import Row, rows_of
from ingest.layout import Line, PageLayout

CONTEXT_LINES = 14  # lines above a table's headings that may say what it is
HEADING_GAP = 34.0  # points between two lines of one heading, at the most
_HEADING_WORDS = re.compile(
    r"months?|weeks?|quarters?|years?|ended|fiscal|as of|at|thousands|millions|billions|change|unaudited|dollars", re.I
)


@dataclass(frozen=True)
class Column:
    """A column: where it stands, its heading as printed, and what the heading says."""

    span: Span
    text: str
    heading: Heading


@dataclass(frozen=True)
class Table:
    """A table on one page. `context` are the lines above it, nearest last; `stub` what heads the labels.

    `continues` means that it stands first on its page without a heading of its own.
    """

    page: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    context: tuple[str, ...] = ()
    stub: str = ""
    top: float = 0.0
    continues: bool = False
    captions: tuple[Heading, ...] = field(default=())

    @property
    def text(self) -> str:
        """The labels of all rows, in lower case, a line each."""
        return "\n".join(row.label.lower() for row in self.rows)


@dataclass
class _Block:
    """Lines that may be a table: `first` and `last` are the indices of its first and last row of figures."""

    first: int
    last: int
    left: float


def tables_on(page: PageLayout) -> tuple[Table, ...]:
    """The tables of a page, top to bottom; those without two figures under each other are none."""
    lines = [cells_of(line) for line in page.lines]
    tables, end = [], -1
    for block in _blocks(lines):
        table = _table(page.number, lines, block, end + 1)
        if table is not None:
            tables.append(table)
        end = block.last
    return tuple(tables)


def _blocks(lines: Sequence[CellLine]) -> list[_Block]:
    blocks: list[_Block] = []
    is_open = False
    for index, line in enumerate(lines):
        if is_row(line, is_open):
            left = min((c.bbox.x0 for c in line.cells if not c.attached), default=line.cells[-1].bbox.x0)
            if is_open:
                blocks[-1].last, blocks[-1].left = index, min(blocks[-1].left, left)
            else:
                blocks.append(_Block(index, index, left))
                is_open = True
        elif is_open and _closes(lines, index, blocks[-1]):
            is_open = False
    return blocks


def is_row(line: CellLine, in_table: bool) -> bool:
    """Whether a line's figures are a table's and not years of a heading, a day of a date or the end of a sentence."""
    cells = line.cells
    if not cells or all(cell.attached for cell in cells) and not in_table and len(cells) < 2:
        return False
    if len(cells) == 1 and cells[0].attached and line.label and MONTH.fullmatch(line.label[-1].text):
        return False
    if len(cells) == 1 and not line.label and cells[0].text.strip("-–— ").isdigit():
        return False  # a page's number
    if not all(cell.is_year for cell in cells):
        return True
    label = " ".join(word.text for word in line.label)
    return bool(label) and in_table and not _HEADING_WORDS.search(label) and not _consecutive(cells)


def _consecutive(cells: Sequence[Cell]) -> bool:
    years = [int(cell.text[:4]) for cell in cells]
    return len(years) > 1 and all(abs(one - other) <= 2 for one, other in pairwise(years))


def _closes(lines: Sequence[CellLine], index: int, block: _Block) -> bool:
    """Whether a line without figures ends the table above it."""
    line, before = lines[index].line, lines[index - 1].line
    if line.bbox.y0 - before.bbox.y1 > 60:
        return True
    if lines[index].cells and all(cell.is_year for cell in lines[index].cells):
        return not all(cell.attached for cell in lines[index].cells) or bool(read_heading(line.text).says_period)
    chunks = chunks_of(line)
    over = [chunk for chunk in chunks if chunk.centre > block.left]
    if any(read_heading(chunk.text).says_period for chunk in over):
        return True
    return any(chunk.x0 < block.left - 20 and chunk.x1 > block.left + 30 for chunk in chunks) and (
        len(line.text) > 90 or _is_title(line.text) or line.text.endswith(".")
    )


def _is_title(text: str) -> bool:
    return bool(re.search(r"\bstatements?\s+of\b|\bbalance\s+sheets?\b|^note\s+\d|^item\s+\d", text, re.IGNORECASE))


def _table(page: int, lines: Sequence[CellLine], block: _Block, start: int) -> Table | None:
    body = lines[block.first : block.last + 1]
    spans = columns_of([line for line in body if is_row(line, True)])
    if not spans:
        return None
    placed = [_placed(line, spans) for line in body]
    head = _Head(spans)
    head.read([line.line for line in lines[start : block.first]])
    above = [line for line in lines[block.first - head.below : block.first]]
    rows = rows_of([(line, {}) for line in above] + list(zip(body, placed, strict=True)), spans[0].x0)
    columns = tuple(
        Column(span, " ".join(texts), stacked(read_heading(text) for text in texts))
        for span, texts in zip(spans, head.texts(), strict=True)
    )
    return Table(
        page,
        columns,
        rows,
        tuple(head.context),
        " ".join(head.stub),
        body[0].line.bbox.y0,
        start == 0 and not any(column.heading.says_period for column in columns),
        tuple(read_heading(text) for text in head.captions),
    )


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


class _Head:
    """Reads the lines above a table's first row, from the lowest up."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self.left = spans[0].x0
        self.levels: list[Sequence[str]] = []
        self.stub: list[str] = []
        self.captions: list[str] = []
        self.context: list[str] = []
        self.below = 0

    def texts(self) -> list[list[str]]:
        """For each column the words over it, top to bottom."""
        return [[level[i] for level in reversed(self.levels) if level[i]] for i in range(len(self.spans))]

    def read(self, lines: Sequence[Line]) -> None:
        """Takes headings while they last, then what stands above them as context."""
        index = len(lines) - 1
        lower: Line | None = None
        while index >= 0 and self._takes(lines[index], lower):
            lower = lines[index]
            index -= 1
        self.context = [line.text for line in lines[max(0, index + 1 - CONTEXT_LINES) : index + 1]]
        texts = [*self.context[-6:], *self.stub]
        self.captions += [text for text in texts if len(text) < 160 and read_heading(text).says_period]

    def _takes(self, line: Line, lower: Line | None) -> bool:
        if lower is not None and lower.bbox.y0 - line.bbox.y1 > HEADING_GAP:
            return False
        chunks = [piece for chunk in chunks_of(line) for piece in _years_apart(chunk)]
        over = [chunk for chunk in chunks if chunk.centre > self.left - 12 and chunk.x0 > self.left - 40]
        beside = [chunk for chunk in chunks if chunk not in over]
        if any(chunk.x1 > self.left + 25 for chunk in beside):
            return False
        if over:
            heads = assign(over, self.spans)
            self.levels.append(["" if head is None else over[head].text for head in heads])
        elif not self.levels:
            self.below += 1
            return not read_heading(line.text).says_period or self._beside(line)
        elif len(line.text) > 60:
            return False
        self.stub[:0] = [chunk.text for chunk in beside]
        return True

    def _beside(self, line: Line) -> bool:
        return len(line.text) < 60


def _years_apart(chunk: Chunk) -> list[Chunk]:
    """A chunk that runs two headings together ("2022 2021"), parted; others as they are."""
    parts = re.findall(r"(?:[A-Z][a-z]+\.? \d{1,2}, ?)?(?:19|20)\d\d(?:\(\w\))?", chunk.text)
    if len(parts) < 2 or " ".join(parts) != chunk.text:
        return [chunk]
    width, pieces, at = (chunk.x1 - chunk.x0) / len(chunk.text), [], 0
    for part in parts:
        pieces.append(Chunk(part, chunk.x0 + at * width, chunk.x0 + (at + len(part)) * width))
        at += len(part) + 1
    return pieces


def pitch(lines: Sequence[Line]) -> float:
    """The usual distance from one line to the next."""
    steps = [other.bbox.y1 - one.bbox.y1 for one, other in pairwise(lines)]
    return median(steps) if steps else 0.0

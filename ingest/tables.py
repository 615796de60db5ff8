"""Tables rebuilt from a page's lines: which lines are rows, which words head which column, what each row is called.

A table begins at the first row of figures under a heading and ends at prose, at a new heading, or at the page's end.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.cells import MONTH, Cell, CellLine, cells_of
from ingest.columns import ALIGNED, Chunk, Span, assign, chunks_of, column_at, columns_of
from ingest.headings import Heading, read_heading, stacked
from ingest.labels import Row, rows_of
from ingest.layout import Line, PageLayout

CONTEXT_LINES = 14  # lines above a table's headings that may say what it is
PROSE = 80  # characters of a label: with more, a figure right behind it is part of a sentence
HEADING_GAP = 34.0  # points between two lines of one heading, at the most
_CONTENTS_LINK = re.compile(r"(?:back to |return to )?(?:table of contents|index)(?: \d+)?", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?[A-Z]?-?\d{1,3}\W*$|\D\W\d{1,3}\W*$|^\d{1,3}\s+[A-Z]", re.IGNORECASE)
_DIRECTION = re.compile(r"\(?(?:in|de)crease\)?\s*/?\s*\(?(?:in|de)crease\)?", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"\b(?:follow\w*|below|summari\w+|presents?|shows?|consists? of)\b.*:$|\(in \w+\):$", re.IGNORECASE
)
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
    """A table on one page. `context` are the lines above it, nearest last; `stubs` what heads the labels.

    `continues` means that it stands first on its page without a heading of its own.
    """

    page: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    context: tuple[str, ...] = ()
    stubs: tuple[str, ...] = ()
    top: float = 0.0
    continues: bool = False

    @property
    def stub(self) -> str:
        """What heads the labels, as one."""
        return " ".join(self.stubs)

    @property
    def text(self) -> str:
        """The labels of all rows, in lower case, a line each."""
        return "\n".join(row.label.lower() for row in self.rows)


@dataclass
class _Block:
    """Lines that may be a table: its first and last row, where its figures begin, and where they end."""

    first: int
    last: int
    left: float
    rights: list[float]
    bottom: float = 0.0

    def takes(self, line: CellLine, index: int) -> None:
        """Counts a row as its own."""
        loose = [cell for cell in line.cells if not cell.attached] or list(line.cells)
        self.last, self.bottom = index, line.line.bbox.y1
        self.left = min([self.left, *(cell.left for cell in loose)])
        self.rights += [cell.right for cell in loose]

    def lines_up(self, line: CellLine) -> bool:
        """Whether a line's figures stand under others, where a word's space alone parts them from the words before."""
        if not all(cell.attached for cell in line.cells):
            return True
        if sum(len(word.text) for word in line.label) > PROSE:
            return False
        if line.line.bbox.y0 - self.bottom > HEADING_GAP:
            return False
        return any(abs(right - cell.right) <= ALIGNED for cell in line.cells for right in self.rights)


def tables_on(page: PageLayout) -> tuple[Table, ...]:
    """The tables of a page, top to bottom."""
    lines = [cells_of(line) for line in without_furniture(page.lines)]
    tables, end = [], -1
    for block in _blocks(lines):
        table = _table(page.number, lines, block, end + 1)
        if table is not None:
            tables.append(table)
        end = block.last
    return tuple(tables)


def without_furniture(lines: Sequence[Line]) -> Sequence[Line]:
    """A page's lines without the link to the contents at its top and the page's number at its end."""
    kept = list(lines)
    while kept and _CONTENTS_LINK.fullmatch(kept[0].text):
        kept.pop(0)
    for _ in range(2):
        if len(kept) < 2:
            break
        last, before = kept[-1], kept[-2]
        apart = last.bbox.y0 - before.bbox.y1 > 0.7 * (before.bbox.y1 - before.bbox.y0)
        if not apart or not _PAGE_NUMBER.search(last.text) or _CONTENTS_LINK.fullmatch(last.text):
            break
        kept.pop()
    return kept


def _blocks(lines: Sequence[CellLine]) -> list[_Block]:
    blocks: list[_Block] = []
    is_open = False
    for index, line in enumerate(lines):
        if is_row(line, is_open) and (not is_open or blocks[-1].lines_up(line)):
            if not is_open:
                blocks.append(_Block(index, index, math.inf, []))
            blocks[-1].takes(line, index)
            is_open = True
        elif is_open and _closes(lines, index, blocks[-1]):
            is_open = False
    return blocks


def is_row(line: CellLine, in_table: bool) -> bool:
    """Whether a line's figures are a table's and not years of a heading, a day of a date or the end of a sentence."""
    cells = line.cells
    if not cells or (all(cell.attached for cell in cells) and not in_table and len(cells) < 2):
        return False
    if len(cells) == 1 and cells[0].attached and line.label and MONTH.fullmatch(line.label[-1].text):
        return False
    if len(cells) == 1 and not line.label and cells[0].text.strip("-–— ").isdigit():
        return False  # a page's number
    if not all(cell.is_year for cell in cells):
        return True
    label = " ".join(word.text for word in line.label)
    if not label or not in_table or _HEADING_WORDS.search(label) or _consecutive(cells):
        return False
    return read_heading(label).month is None


def _consecutive(cells: Sequence[Cell]) -> bool:
    years = [int(cell.text[:4]) for cell in cells]
    return len(years) > 1 and all(abs(one - other) <= 2 for one, other in pairwise(years))


def _closes(lines: Sequence[CellLine], index: int, block: _Block) -> bool:
    """Whether a line without figures ends the table above it."""
    line, before = lines[index].line, lines[index - 1].line
    if line.bbox.y0 - before.bbox.y1 > 60:
        return True
    chunks = chunks_of(line)
    over = [chunk for chunk in chunks if chunk.centre > block.left]
    if len(over) > 1 or len(chunks) > 2 or _dates(chunks, block):
        return True
    if any(read_heading(chunk.text).says_period for chunk in over):
        return True
    if not any(chunk.x0 < block.left - 20 and chunk.x1 > block.left + 10 for chunk in chunks):
        return False
    if _is_title(line.text) or _INTRODUCES.search(line.text):
        return True
    return (len(line.text) > 90 or line.text.endswith(".")) and not _goes_on(lines[index + 1 : index + 4], block)


def _dates(chunks: Sequence[Chunk], block: _Block) -> bool:
    """Whether a line is nothing but dates, away from the labels."""
    headings = [read_heading(chunk.text) for chunk in chunks]
    return chunks[0].x0 > block.left / 2 and all(h.says_period and not h.rest for h in headings)


def _goes_on(lines: Sequence[CellLine], block: _Block) -> bool:
    """Whether a row of the block follows closely: then a long line without figures is the beginning of its label."""
    for line in lines:
        if is_row(line, True) and any(not cell.attached for cell in line.cells):
            return all(any(abs(right - cell.right) <= ALIGNED for right in block.rights) for cell in line.cells)
    return False


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
        Column(span, " ".join(texts), stacked(read_heading(text) for text in _dates_joined(texts)))
        for span, texts in zip(spans, head.texts(), strict=True)
    )
    return Table(
        page,
        columns,
        rows,
        tuple(head.context),
        tuple(head.stub),
        body[0].line.bbox.y0,
        start == 0 and not any(column.heading.says_period for column in columns),
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
        self.context: list[str] = []
        self.below = 0

    def texts(self) -> list[list[str]]:
        """For each column the words over it, top to bottom."""
        return [[level[i] for level in reversed(self.levels) if level[i]] for i in range(len(self.spans))]

    def read(self, lines: Sequence[Line]) -> None:
        """Takes headings while they last, then what stands above them as context."""
        index = len(lines) - 1
        lower: Line | None = None
        while index >= 0 and self._takes(lines[index], lower, lines[index - 1] if index else None):
            lower = lines[index]
            index -= 1
        self._drop_titles()
        self.context = [line.text for line in lines[max(0, index + 1 - CONTEXT_LINES) : index + 1]]

    def _takes(self, line: Line, lower: Line | None, upper: Line | None) -> bool:
        """Reads one line; whether it belongs to the headings, or to the lines between them and the first row."""
        if lower is not None and lower.bbox.y0 - line.bbox.y1 > HEADING_GAP:
            return False
        over, beside = self._parted(line)
        if any(chunk.x1 > self.left + 25 for chunk in beside):
            return False
        if over:
            heads = assign(over, self.spans)
            self.levels.append(["" if head is None else over[head].text for head in heads])
        elif not self.levels:
            if read_heading(line.text).says_period and len(line.text) >= 60:
                return False
            self.below += 1
        elif upper is None or not any(read_heading(chunk.text).says_period for chunk in self._parted(upper)[0]):
            return False
        self.stub[:0] = [chunk.text for chunk in beside]
        return True

    def _parted(self, line: Line) -> tuple[list[Chunk], list[Chunk]]:
        """A line's chunks over the figures, and those over the labels."""
        chunks = [piece for chunk in chunks_of(line) for piece in _years_apart(chunk)]
        over = [chunk for chunk in chunks if chunk.centre > self.left - 12 and chunk.x0 > self.left - 40]
        return over, [chunk for chunk in chunks if chunk not in over]

    def _drop_titles(self) -> None:
        """Leaves out what stands alone over all columns and names no time: a title, "Increase/(Decrease)"."""
        for level in list(self.levels):
            texts = set(level)
            alone = len(texts - {""}) == 1 and not read_heading("".join(texts)).says_period and len(self.spans) > 1
            if alone and ("" not in texts or level is self.levels[-1] or _DIRECTION.fullmatch("".join(texts))):
                self.levels.remove(level)
                self.stub[:0] = list(texts - {""})


def _dates_joined(texts: Sequence[str]) -> list[str]:
    """Levels of a heading, with a month put together with the day under it."""
    joined: list[str] = []
    for text in texts:
        if joined and text[:1].isdigit() and MONTH.fullmatch(joined[-1].split()[-1]):
            joined[-1] += f" {text}"
        else:
            joined.append(text)
    return joined


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

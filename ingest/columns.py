"""The columns of a table, found from where its figures stand, and the words of a heading that stand together."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.cells import MONTH, Cell, CellLine
from ingest.layout import Line, Word, around

_DAY = re.compile(r"\d{1,2},")
_YEAR = re.compile(r"(?:19|20)\d\d")
ALIGNED = 7.0  # points that right edges of one column may differ
FEW = 8  # times as many figures has a column within which others are none of their own
MOST = 24  # columns that a table may have
GAP = 0.75  # of a line's height: a wider gap parts two headings on one line
NARROW = 0.55  # of a line's height: a gap as wide parts them where the second begins as the first does
_BEGINNINGS = {
    "span": re.compile(r"(?:[a-z]+(?:-[a-z]+)?|\d\d?)[ -](?:months?|weeks?)\b", re.IGNORECASE),
    "year": re.compile(r"(?:fiscal |the )?(?:years?|quarters?) end(?:ed|ing)\b", re.IGNORECASE),
    "day": re.compile(rf"{MONTH.pattern} \d{{1,2}},?(?!\S)", re.IGNORECASE),
}


class Span(NamedTuple):
    """A column's place on the page: the left and right end of its widest figure, currency sign included."""

    x0: float
    x1: float
    right: float

    @property
    def centre(self) -> float:
        """Halfway."""
        return (self.x0 + self.x1) / 2


class Chunk(NamedTuple):
    """Words of a heading that stand together."""

    text: str
    x0: float
    x1: float

    @property
    def centre(self) -> float:
        """Halfway."""
        return (self.x0 + self.x1) / 2


def columns_of(rows: Sequence[CellLine]) -> tuple[Span, ...]:
    """The columns of these rows' cells, left to right.

    Cells that may belong to a label (`attached`) found no column of their own; they join one if they line up.
    Figures where more rows have words of their labels are no column.
    """
    groups: list[list[tuple[int, Cell]]] = []
    loose = [(index, cell) for index, row in enumerate(rows) for cell in row.cells if not cell.attached]
    for index, cell in sorted(loose, key=lambda item: item[1].right):
        if groups and cell.right - groups[-1][-1][1].right <= ALIGNED / 2 + 1 and _narrow(groups[-1], cell):
            groups[-1].append((index, cell))
        else:
            groups.append([(index, cell)])
    found = [group for group in _merged(groups) if not _under_labels(group, rows)]
    found = [group for group in found if not any(_is_within(group, other) for other in found)]
    return tuple(_span([cell for _, cell in group]) for group in found)[:MOST]


def _under_labels(group: list[tuple[int, Cell]], rows: Sequence[CellLine]) -> bool:
    left, right = min(cell.left for _, cell in group), max(cell.right for _, cell in group)
    covering = sum(any(w.bbox.x0 < right and w.bbox.x1 > left for w in row.label) for row in rows)
    return covering > len(group)


def _is_within(group: list[tuple[int, Cell]], other: list[tuple[int, Cell]]) -> bool:
    """Whether a few figures stand where many of another column do: parts of figures, and no column."""
    if FEW * len(group) > len(other):
        return False
    left, right = min(cell.left for _, cell in other), max(cell.right for _, cell in other)
    return all(left <= cell.left and cell.right <= right for _, cell in group)


def _narrow(group: list[tuple[int, Cell]], cell: Cell) -> bool:
    return cell.right - group[0][1].right <= 2 * ALIGNED


def _merged(groups: list[list[tuple[int, Cell]]]) -> list[list[tuple[int, Cell]]]:
    """Joins neighbours that overlap and never share a row: one column, centred or aligned at the left."""
    merged: list[list[tuple[int, Cell]]] = []
    for group in groups:
        if merged and _same_column(merged[-1], group):
            merged[-1] = merged[-1] + group
        else:
            merged.append(group)
    return merged


def _same_column(one: list[tuple[int, Cell]], other: list[tuple[int, Cell]]) -> bool:
    if {index for index, _ in one} & {index for index, _ in other}:
        return False
    common = min(max(c.right for _, c in one), max(c.right for _, c in other)) - max(
        min(c.left for _, c in one), min(c.left for _, c in other)
    )
    return common > 0


def _span(cells: list[Cell]) -> Span:
    rights = sorted(cell.right for cell in cells)
    box = around([cell.bbox for cell in cells])
    return Span(box.x0, box.x1, rights[len(rights) // 2])


def column_at(cell: Cell, columns: Sequence[Span]) -> int | None:
    """The column that a cell stands in; an attached cell must line up with its right edge."""
    best = min(range(len(columns)), key=lambda i: abs(columns[i].right - cell.right), default=None)
    if best is None:
        return None
    column = columns[best]
    if abs(column.right - cell.right) <= ALIGNED:
        return best
    overlaps = min(column.x1, cell.right) - max(column.x0, cell.left) > 0
    return best if overlaps and not cell.attached else None


def chunks_of(line: Line) -> tuple[Chunk, ...]:
    """The words of a line, parted at wide gaps."""
    height = max(word.bbox.y1 - word.bbox.y0 for word in line.words)
    groups: list[list[Word]] = []
    for index, word in enumerate(line.words):
        gap = (word.bbox.x0 - groups[-1][-1].bbox.x1) / height if groups else 0.0
        near = gap <= GAP and not (
            groups and (gap > NARROW or len(groups[-1]) == 2) and _begins_another(groups[-1], line.words[index:], gap)
        )
        if groups and (near or (gap <= 3 and _runs_on(groups[-1][-1].text, word.text))):
            groups[-1].append(word)
        else:
            groups.append([word])
    return tuple(
        Chunk(" ".join(w.text for w in group), group[0].bbox.x0, max(w.bbox.x1 for w in group)) for group in groups
    )


def _begins_another(before: Sequence[Word], words: Sequence[Word], gap: float) -> bool:
    """Whether words begin with a time as the words before them do: "Three Months Ended" and "Six Months Ended".

    `gap` lies between them, in heights of the line; a space is enough between whole days: "March 31," and "June 30,".
    """
    kind = _time_begun(words)
    if not kind or _time_begun(before) != kind:
        return False
    return gap > NARROW or (kind == "day" and len(before) == 2)


def _time_begun(words: Sequence[Word]) -> str:
    """What kind of time these words begin with: a span, a year that ended, a date; empty for none."""
    text = " ".join(word.text for word in words[:2])
    return next((kind for kind, pattern in _BEGINNINGS.items() if pattern.match(text)), "")


def _runs_on(one: str, other: str) -> bool:
    """Whether two words are of one date, as "January" and "29,"."""
    return bool(MONTH.fullmatch(one) and _DAY.fullmatch(other)) or bool(_DAY.fullmatch(one) and _YEAR.fullmatch(other))

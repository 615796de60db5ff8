"""Rows and what they are called: labels that wrap, and the lines that a row is indented under."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.cells import Cell, CellLine
from ingest.layout import Word

INDENT = 2.5  # points: a smaller difference is none
_RUNS_ON = re.compile(r"^(?:[a-z(&]|\d)")
_YEAR_ALONE = re.compile(r"(?:fiscal )?(?:19|20)\d\d\W*", re.IGNORECASE)
_MARK = re.compile(r"(?<=[a-z]{3})\d\d?$")  # a raised number that a PDF runs into the last word
_RAISED = re.compile(r"\(?(?:\d{1,2}|[a-z])\)?,?")
SMALL = 0.75  # of the highest word's height: a lower one is a footnote's number
_TOTAL = re.compile(r"^(?:total|net cash)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """A row of a table: its label as printed, the lines it stands under, its cells by column, its printed words."""

    label: str
    parents: tuple[str, ...]
    cells: Mapping[int, Cell]
    text: str
    top: float


@dataclass
class _Draft:
    """A row while its lines are gathered."""

    words: list[Word]
    cells: Mapping[int, Cell]
    text: str
    x0: float
    top: float
    bottom: float

    @property
    def label(self) -> str:
        text = _MARK.sub("", " ".join(word.text for word in self.words))
        bare = text.rstrip(" .…")
        return bare if len(text) - len(bare) > 2 or "…" in text[len(bare) :] else text  # leaders to the figures


def rows_of(lines: Sequence[tuple[CellLine, Mapping[int, Cell]]], left: float) -> tuple[Row, ...]:
    """The rows of figures among a table's lines; `left` is where the figures begin.

    A label that wraps is put together again, before or behind its figures. A line without figures is the parent of
    the rows indented under it, or, not indented, of those down to the next such line or a total.
    """
    drafts = [_draft(line, cells) for line, cells in lines]
    tight = _usual_pitch(drafts) * 0.93
    return _with_parents(_joined(drafts, tight, left))


def _draft(line: CellLine, cells: Mapping[int, Cell]) -> _Draft:
    words, box = line.line.words, line.line.bbox
    kept = {id(word) for word in line.label}
    taken = [c.bbox for c in cells.values()]
    label = [
        w for w in words if id(w) in kept or (cells and all(w.bbox.x1 <= t.x0 or w.bbox.x0 >= t.x1 for t in taken))
    ]
    if cells:
        first = min(t.x0 for t in taken)
        label = [w for w in label if w.bbox.x0 < first]
    else:
        label = list(words)
    highest = max(map(_height, label), default=0.0)
    label = [w for w in label if not (_RAISED.fullmatch(w.text) and _height(w) < SMALL * highest)]
    return _Draft(label, cells, line.line.text, words[0].bbox.x0, box.y0, box.y1)


def _height(word: Word) -> float:
    return word.bbox.y1 - word.bbox.y0


def _usual_pitch(drafts: Sequence[_Draft]) -> float:
    steps = [other.bottom - one.bottom for one, other in pairwise(drafts) if other.cells and one.cells]
    return median(steps) if steps else 0.0


def _joined(drafts: Sequence[_Draft], tight: float, left: float) -> list[_Draft]:
    """Drafts with wrapped labels put together: a line that runs on from the one above joins it."""
    rows: list[_Draft] = []
    for draft in drafts:
        above = rows[-1] if rows else None
        if above is None or not draft.words or not _runs_on(above, draft, tight, left):
            rows.append(draft)
            continue
        if not (above.cells and draft.cells):
            rows[-1] = _Draft(
                above.words + draft.words,
                above.cells or draft.cells,
                f"{above.text} {draft.text}",
                above.x0,
                above.top,
                draft.bottom,
            )
    return rows


def _runs_on(above: _Draft, draft: _Draft, tight: float, left: float) -> bool:
    if (above.cells and draft.cells) or not above.words or draft.top - above.bottom > 12:
        return False
    if above.label.endswith(":") or (above.cells and _YEAR_ALONE.fullmatch(draft.label)):
        return False
    if _RUNS_ON.match(draft.words[0].text):
        return True
    is_tight = draft.bottom - above.bottom < tight
    reaches = above.words[-1].bbox.x1 > left - 90
    return is_tight and reaches and not above.cells and not _TOTAL.match(draft.label)


def _with_parents(drafts: Sequence[_Draft]) -> tuple[Row, ...]:
    rows: list[Row] = []
    stack: list[_Draft] = []
    for draft in drafts:
        if not draft.cells:
            while stack and stack[-1].x0 >= draft.x0 - INDENT:
                stack.pop()
            stack.append(draft)
            continue
        while stack and stack[-1].x0 > draft.x0 + INDENT:
            stack.pop()
        if _TOTAL.match(draft.label):
            parents = [d.label for d in stack if d.x0 < draft.x0 - INDENT]
            named = _bare(draft.label)
            while any(_bare(d.label) == named for d in stack):
                stack.pop()
        else:
            parents = [d.label for d in stack]
        rows.append(Row(draft.label, tuple(p for p in parents if p), draft.cells, draft.text, draft.top))
    return tuple(rows)


def _bare(label: str) -> str:
    return re.sub(r"^total\s+|[\s:]+$", "", label.lower())

"""Which lines of a page may be tables: runs of rows of figures, up to prose, a new heading or a gap."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.cells import MONTH, Cell, CellLine, cells_of
from ingest.columns import ALIGNED, Chunk, chunks_of
from ingest.headings import read_heading
from ingest.layout import Line

PROSE = 80  # characters of a label: with more, a figure right behind it is part of a sentence
HEADING_GAP = 34.0  # points between two lines of one heading, at the most
_CONTENTS_LINK = re.compile(r"(?:back to |return to )?(?:table of contents|index)(?: \d+)?", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?[A-Z]?-?\d{1,3}\W*$|\D\W\d{1,3}\W*$|^\d{1,3}\s+[A-Z]", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"\b(?:follow\w*|below|summari\w+|presents?|shows?|consists? of)\b.*:$|\(in \w+\):$", re.IGNORECASE
)
_SIGNS = re.compile(r"[$€£¥%\s]+")
_HEADING_WORDS = re.compile(
    r"months?|weeks?|quarters?|years?|ended|fiscal|\bfy\b|as of|at|thousands|millions|billions|change|unaudited"
    r"|dollars",
    re.I,
)


@dataclass
class Block:
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
        if not apart or not _PAGE_NUMBER.search(last.text) or _CONTENTS_LINK.fullmatch(last.text) or _has_figures(last):
            break
        kept.pop()
    return kept


def _has_figures(line: Line) -> bool:
    """Whether a line holds amounts, and not the page's number behind the issuer's name, a date or "on pages 5 – 9"."""
    cells = [cell for cell in cells_of(line).cells if not cell.is_year]
    money = sum(cell.money for cell in cells)
    return money > 1 or (bool(cells) and not cells[0].attached and (len(cells) > 1 or bool(money)))


def blocks_of(lines: Sequence[CellLine]) -> list[Block]:
    """The blocks of a page, top to bottom."""
    blocks: list[Block] = []
    is_open = False
    for index, line in enumerate(lines):
        if is_row(line, is_open) and (not is_open or blocks[-1].lines_up(line)):
            if not is_open:
                blocks.append(Block(index, index, math.inf, []))
            blocks[-1].takes(line, index)
            is_open = True
        elif is_open and _closes(lines, index, blocks[-1]):
            is_open = False
    return blocks


def is_row(line: CellLine, in_table: bool) -> bool:
    """Whether a line's figures are a table's and not years of a heading, a day of a date or the end of a sentence."""
    cells = [cell for cell in line.cells if not _SIGNS.fullmatch(cell.text)]
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
    heading = read_heading(label)
    return heading.month is None and heading.quarter is None


def _consecutive(cells: Sequence[Cell]) -> bool:
    years = [int(cell.text[:4]) for cell in cells]
    return len(years) > 1 and all(abs(one - other) <= 2 for one, other in pairwise(years))


def _closes(lines: Sequence[CellLine], index: int, block: Block) -> bool:
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


def _dates(chunks: Sequence[Chunk], block: Block) -> bool:
    """Whether a line is nothing but dates, away from the labels."""
    headings = [read_heading(chunk.text) for chunk in chunks]
    return chunks[0].x0 > block.left / 2 and all(h.says_period and not h.rest for h in headings)


def _goes_on(lines: Sequence[CellLine], block: Block) -> bool:
    """Whether a row of the block follows closely: then a long line without figures is the beginning of its label."""
    for line in lines:
        if is_row(line, True) and any(not cell.attached for cell in line.cells):
            return all(any(abs(right - cell.right) <= ALIGNED for right in block.rights) for cell in line.cells)
    return False


def _is_title(text: str) -> bool:
    return bool(re.search(r"\bstatements?\s+of\b|\bbalance\s+sheets?\b|^note\s+\d|^item\s+\d", text, re.IGNORECASE))

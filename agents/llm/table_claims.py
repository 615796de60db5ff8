"""The cells of a model's table as sentences, so that each is held to its row, its column and its scale."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agents.audit_text import Said, figures_said, is_scaled
from agents.grammar_periods import periods_in

_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_CHANGE = re.compile(
    r"\b(?:chang\w*|growth|increase|decrease|difference|yoy|y/y|y-o-y|qoq|variance)\b|Δ|year[- ]over", re.I
)
_SCALE = re.compile(r"\b(thousand|million|billion)s?\b|\$\s?(mn|bn|[MB])\b|\((mn|bn|[MB])\)", re.IGNORECASE)
_SCALES = {"m": "million", "mn": "million", "b": "billion", "bn": "billion"}
_BELOW = re.compile(r"^[\s*(]*[-−–(]")  # zero


class Cell(NamedTuple):
    """A cell's text and where it begins."""

    text: str
    start: int


class Stated(NamedTuple):
    """A cell's figure as a sentence; `mark` is where a remark on it belongs in the text."""

    sentence: str
    mark: int


@dataclass(frozen=True)
class Table:
    """A Markdown table: the line over it, its heads, its rows."""

    caption: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def labels(self) -> frozenset[str]:
        """What its rows are called."""
        return frozenset(row[0].text for row in self.rows if row)


def tables_in(text: str) -> Iterator[Table]:
    """The tables of a Markdown text."""
    lines = [(match[0], match.start()) for match in re.finditer(r"^.*$", text, re.MULTILINE)]
    for place in range(1, len(lines)):
        if not _RULE.match(lines[place][0]) or "|" not in lines[place - 1][0]:
            continue
        rows = []
        for line, start in lines[place + 1 :]:
            if "|" not in line:
                break
            rows.append(_cells(line, start))
        over = (line for line, _start in reversed(lines[max(place - 3, 0) : place - 1]) if line.strip())
        caption = next((line for line in over if "|" not in line), "")
        yield Table(caption, _cells(*lines[place - 1]), tuple(rows))


def stated_in(table: Table, issuers: Sequence[str]) -> Iterator[Stated]:
    """The figures of a table as sentences: "Net sales, FY2022: $5 million".

    Args:
        table: as it was read.
        issuers: short names; one that the corner or the line over the table names is of every cell.
    """
    over = f"{table.caption} {table.head[0].text if table.head else ''}"
    whose = [name for name in issuers if name.split()[0].lower() in over.lower()]
    lead = f"{whose[0]}: " if len(whose) == 1 else ""
    periods = [cell.text for cell in table.head[1:] if periods_in(cell.text) and not _CHANGE.search(cell.text)]
    for row in table.rows:
        for head, cell in zip(table.head[1:], row[1:], strict=False):
            for said in figures_said(cell.text):
                number = _scaled(cell.text, said, (row[0].text, head.text, over))
                sentence = _sentence(row[0].text, head.text, number, periods)
                yield Stated(f"{lead}{sentence}", cell.start + said.mark)


def _sentence(label: str, head: str, number: str, periods: Sequence[str]) -> str:
    if not _CHANGE.search(head) and not _CHANGE.search(label):
        return f"{_bare(label)}, {_bare(head)}: {number}"
    verb = "fell" if _BELOW.match(number) else "rose"
    named = label if _CHANGE.search(head) else f"{_CHANGE.sub(' ', label)}, {head}"
    between = f" between {periods[0]} and {periods[1]}" if len(periods) > 1 and _CHANGE.search(head) else ""
    return f"{_bare(named)}: it {verb} by {number.lstrip('*(-−–+ ').replace(')', '')}{between}"


def _scaled(cell: str, said: Said, over: Sequence[str]) -> str:
    """The cell's number with the scale that its row, column or table names, where it names none itself."""
    number = said.number.text if said.number.value >= 0 or said.number.text.startswith(("(", "-", "−")) else cell
    if said.number.percent or is_scaled(said.number) or re.search(r"\bper\b.*share|\beps\b", " ".join(over[:2]), re.I):
        return number
    scale = next((found for words in over if (found := _SCALE.search(words))), None)
    if scale is None:
        return number
    word = next(group for group in scale.groups() if group).lower()
    return f"{number} {_SCALES.get(word, word)}"


def _bare(text: str) -> str:
    """Without marks of emphasis and the words of scale, which stand with the number."""
    return re.sub(r"\(\s*(?:in|USD|US|\$|,|\s)*(?:thousand|million|billion|mn|bn|[MB])s?\s*\)|[*_]", "", text).strip()


def _cells(line: str, start: int) -> tuple[Cell, ...]:
    inner = line.strip()
    start += line.index(inner)
    if inner.startswith("|"):
        inner, start = inner[1:], start + 1
    parts, at = [], start
    for part in inner.removesuffix("|").split("|"):
        parts.append(Cell(part.strip(), at + len(part) - len(part.lstrip())))
        at += len(part) + 1
    return tuple(parts)

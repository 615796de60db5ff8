"""Operating metrics in tables of mixed kinds ("Trips 1,641 1,953 19 %"), read from the passages that print them.

A table that mixes counts, money and percentages may have yielded no facts. Its rows are read here under strict
conditions: one heading of one span, a line of years, the counts before the first amount of money.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from core.filings import Fact, Passage, Source
from core.numbers import SCALE_WORDS, parse_cell
from core.periods import duration

_MONTHS = "January February March April May June July August September October November December".split()
_SPAN = re.compile(
    rf"^(?:(?P<count>Three|Six|Nine|Twelve) Months|(?:Fiscal )?Years?) Ended (?P<month>{'|'.join(_MONTHS)}) "
    r"(?P<day>\d{1,2}),?$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d,.])")
_SCALE = re.compile(r"\(in (thousand|million|billion)s", re.IGNORECASE)
_CELL = r"\$?\s?\(?\d[\d,]*(?:\.\d+)?\)?"
_ROW = re.compile(rf"^(?P<label>[A-Za-z][^\d$]{{2,70}}?)\s+(?P<cells>{_CELL}(?:\s+{_CELL})*)(?:\s|$)")
_LENGTHS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
HEAD_LINES, MOST_ROWS = 4, 12


class _Head(NamedTuple):
    """The columns of a table: their period ends, months, scale, and the line after the heading."""

    ends: tuple[date, ...]
    months: int
    scale: int
    after: int


def unread_rows(passages: Sequence[Passage], facts: Sequence[Fact], currency: str = "USD") -> tuple[Fact, ...]:
    """The facts of such rows on pages where none of them was read."""
    read = {(fact.page, fact.label.lower()) for fact in facts}
    pages: dict[int, list[Passage]] = {}
    for passage in passages:
        pages.setdefault(passage.page, []).append(passage)
    found = (fact for own in pages.values() for fact in _rows(own, currency))
    return tuple(fact for fact in found if (fact.page, fact.label.lower()) not in read)


def _rows(page: Sequence[Passage], currency: str) -> Iterator[Fact]:
    """The rows of a page's tables; a heading may have become the name of the section under it."""
    lines = [
        line.strip()
        for passage in page
        for line in (passage.section.rsplit("\u203a", 1)[-1], *passage.text.splitlines())
    ]
    for place in range(len(lines)):
        head = _head(lines, place)
        if head is not None:
            yield from _under(page[0], head, lines[head.after : head.after + MOST_ROWS], currency)


def _head(lines: Sequence[str], place: int) -> _Head | None:
    """The heading that starts at a line; None where there is none, or more than one span side by side."""
    span = _SPAN.match(lines[place])
    if span is None:
        return None
    block = lines[place + 1 : place + 1 + HEAD_LINES]
    at = next((n for n, line in enumerate(block) if len(_YEARS.findall(line)) > 1), None)
    scale = next((SCALE_WORDS[m[1].lower()] for line in block if (m := _SCALE.search(line))), None)
    if at is None or scale is None:
        return None
    years = [int(year) for year in _YEARS.findall(block[at])]
    month, day = _MONTHS.index(span["month"].title()) + 1, int(span["day"])
    months = _LENGTHS[span["count"].lower()] if span["count"] else 12
    if len(set(years)) != len(years) or day > (28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return None
    return _Head(tuple(date(year, month, day) for year in years), months, scale, place + at + 2)


def _under(passage: Passage, head: _Head, lines: Sequence[str], currency: str) -> Iterator[Fact]:
    """The rows under a heading, up to the first line that is none; those without a unit of their own are left out."""
    counts = begun = priced = False
    for line in lines:
        match = _ROW.match(line)
        cells = re.findall(_CELL, match["cells"]) if match else []
        if match is None or len(cells) < len(head.ends):
            if begun:
                return
            continue
        money = "$" in cells[0]
        counts, begun = counts or not begun and not money, True
        if not counts:
            return  # a table of money alone, which is read as such
        priced = priced or money
        if money or not priced:
            yield from _facts(passage, head, line, match["label"], cells, currency if money else "")


def _facts(passage: Passage, head: _Head, row: str, label: str, cells: Sequence[str], unit: str) -> Iterator[Fact]:
    for end, cell in zip(head.ends, cells, strict=False):
        value = parse_cell(cell)
        if value is not None:
            yield Fact(
                filing=passage.filing,
                label=label.strip(),
                value=value.scaleb(head.scale),
                unit=unit,
                period=duration(end, head.months),
                page=passage.page,
                source=Source.TEXT,
                printed=cell.replace("$", "").strip(),
                row=row,
                scale=head.scale,
            )

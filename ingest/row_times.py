"""Rows that are times: "First Quarter" down the side of a table, or the years in which payments fall due."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from ingest.cells import Cell
from ingest.headings import Heading, read_heading
from ingest.labels import Row
from ingest.tables import Table

_TO_COME = re.compile(
    r"^\W*(?:thereafter\b|(?:the )?remainder\b|remaining (?:\w+ )?(?:months|quarters?|of (?:fiscal )?\d)"
    r"|(?:beyond|after) (?:fiscal )?(?:19|20)\d\d)|\b(?:thereafter|beyond)\W*$|\b(?:19|20)\d\d (?:and|or) later\W*$",
    re.IGNORECASE,
)
_YEAR_WITHIN = re.compile(r"(?<!\S)(?:fiscal\s+)?((?:19|20)\d\d)(?!\S)", re.IGNORECASE)


def time_of(row: Row) -> Heading | None:
    """What a row's label says of time; None where it says anything else."""
    heading = read_heading(row.label.strip(" :"))
    return None if not heading.says_period or heading.rest or heading.change else heading


def years_under_names(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, years down the side put under the name beside the first: "Net sales 2022", then "2021" and "2020"."""
    found: list[Row] = []
    parents: tuple[str, ...] | None = None
    before = None
    for row, following in pairwise((*rows, None)):
        assert row is not None
        year = _year_beside(row)
        if year and year.name and _goes_on(year, following):
            parents = (*row.parents, year.name)
        elif parents is None or before is None or not _goes_on(before, row):
            parents = None
        if year and parents:
            row = replace(row, label=year.text, parents=parents, cells=year.cells)
        before = year
        found.append(row)
    return tuple(found)


class _Year(NamedTuple):
    """A year beside the figures of a row, what else its label says, and the other cells."""

    text: str
    name: str
    cells: Mapping[int, Cell]


def _year_beside(row: Row) -> _Year | None:
    first = min(row.cells, default=None)
    if first is not None and row.cells[first].is_year and len(row.cells) > 1:
        others = {index: cell for index, cell in row.cells.items() if index != first}
        return _Year(row.cells[first].text, row.label, others)
    match = _YEAR_WITHIN.search(row.label)
    return match and _Year(match[1], " ".join(_YEAR_WITHIN.sub(" ", row.label, count=1).split()), row.cells)


def _goes_on(year: _Year, row: Row | None) -> bool:
    """Whether a row is the year before or after, with no name of its own."""
    following = _year_beside(row) if row else None
    return bool(following and not following.name and abs(int(following.text) - int(year.text)) == 1)


def is_schedule(table: Table) -> bool:
    """Whether rows are years to come, as in a table of maturities: "2025", "2026", "Thereafter"."""
    return any(_TO_COME.search(row.label) for row in table.rows)


def is_to_come(row: Row) -> bool:
    """Whether a row of a schedule stands for a time to come."""
    return bool(_TO_COME.search(row.label)) or time_of(row) is not None

"""Rows that are times: "First Quarter" down the side of a table, or the years in which payments fall due."""

import re
from dataclasses import replace

from core.filings import Statement
from core.ontology import LineItem
from core.periods import Period
from ingest.column_periods import MOVEMENT
from ingest.dating import Calendar
from ingest.headings import Heading, read_heading, stacked
from ingest.labels import Row
from ingest.tables import Column, Table

_TO_COME = re.compile(
    r"^\W*(?:thereafter\b|(?:the )?remainder\b|remaining (?:\w+ )?(?:months|quarters?|of (?:fiscal )?\d)"
    r"|(?:beyond|after) (?:fiscal )?(?:19|20)\d\d)|\b(?:thereafter|beyond)\W*$|\b(?:19|20)\d\d (?:and|or) later\W*$",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:as of|as at|at|ending|balance)\b", re.IGNORECASE)


def time_of(row: Row) -> Heading | None:
    """What a row's label says of time; None where it says anything else."""
    heading = read_heading(row.label.strip(" :"))
    return None if not heading.says_period or heading.rest or heading.change else heading


def is_schedule(table: Table) -> bool:
    """Whether rows are years to come, as in a table of maturities: "2025", "2026", "Thereafter"."""
    return any(_TO_COME.search(row.label) for row in table.rows)


def is_to_come(row: Row) -> bool:
    """Whether a row of a schedule stands for a time to come."""
    return bool(_TO_COME.search(row.label)) or time_of(row) is not None


def measured(row: Row, column: Column) -> str:
    """What a figure at a time is of: the line that its row stands under, else its column; "" where neither says.

    Nor where the column is a step of a movement ("Additions"), which is no amount of that line.
    """
    if row.parents:
        return "" if MOVEMENT.search(column.name) else row.parents[-1].strip(" :")
    return column.name


def fits(item: LineItem | None, period: Period) -> bool:
    """Whether a column named as a line item may be of this period: a balance on a day, a flow over some months."""
    return item is not None and period.is_instant == (item.statement is Statement.BALANCE)


def period_at(row: Row, time: Heading, column: Column, item: LineItem | None, calendar: Calendar) -> Period | None:
    """The period of a figure in a row that is a time; None where that is not certain."""
    if item is not None:
        default = 0 if item.statement is Statement.BALANCE else 12 if calendar.is_annual else None
    else:
        default = None
    at = Heading(months=0) if row.parents and _AT.search(row.parents[-1]) else Heading()
    above = replace(column.heading, months=None) if time.month or time.quarter else column.heading
    return calendar.period(stacked((above, at, time)), None, default)

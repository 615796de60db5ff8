"""Statements of equity whose columns are components: each row is dated by the balances above and below it."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from core.periods import Period
from ingest.headings import dates_in
from ingest.labels import Row
from ingest.tables import Column, Table

_BALANCE = re.compile(r"\bbalances?\b|^(?:at\s+|as\s+of\s+)?(?:[a-z]+\.?\s+\d{1,2},\s+\d{4})\W*$", re.IGNORECASE)
_MONTHS = {3, 6, 9, 12}


def is_by_component(table: Table) -> bool:
    """Whether no column names a time, and two or more rows are dated balances."""
    if any(column.heading.says_period for column in table.columns):
        return False
    return sum(balance_date(row) is not None for row in table.rows) >= 1


def balance_date(row: Row, *, by_month: bool = False) -> date | None:
    """The day of a "Balance as of ..." row; None for any other row.

    Where periods end with the month (`by_month`), "Balance at January 1" is the balance of December's last day.
    """
    days = dates_in(row.label)
    if len(days) != 1 or not _BALANCE.search(row.label):
        return None
    return days[0] - timedelta(days=by_month and days[0].day == 1)


def row_periods(tables: Sequence[Table], *, by_month: bool) -> list[list[Period | None]]:
    """For the tables of one statement, in order, the period of each row.

    A dated balance is an instant. What stands between two balances happened between them; None where that span is
    not of whole quarters, or no balance follows.
    """
    rows = [row for table in tables for row in table.rows]
    days = [balance_date(row, by_month=by_month) for row in rows]
    periods = [_period(days, index) for index in range(len(rows))]
    split, at = [], 0
    for table in tables:
        split.append(periods[at : at + len(table.rows)])
        at += len(table.rows)
    return split


def _period(days: Sequence[date | None], index: int) -> Period | None:
    own = days[index]
    if own:
        return Period(own)
    before = next((day for day in reversed(days[:index]) if day), None)
    after = next((day for day in days[index + 1 :] if day), None)
    if before is None or after is None or before >= after:
        return None
    period = Period(after, before + timedelta(days=1))
    return period if period.months in _MONTHS else None


def component(column: Column, columns: Sequence[Column]) -> str | None:
    """What part of equity a column is; None for the total, which is the last one that says so."""
    totals = [one for one in columns if re.search(r"\btotal\b", one.text, re.IGNORECASE)]
    return None if totals and column is totals[-1] else column.text or "-"

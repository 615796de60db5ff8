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
_PART = re.compile(
    r"\b(?:stock|shares?|capital|earnings|deficit|comprehensive|treasury|interests?|compensation)\b", re.IGNORECASE
)
_ADJUSTS = re.compile(
    r"\bcumulative[ -]effect\b|\badoption of\b|\bchange in accounting\b|\bopening (?:balance )?(?:sheet )?adjustment\b",
    re.IGNORECASE,
)
_EARNED = re.compile(r"\b(?:retained|reinvested|accumulated (?:deficit|earnings))\b", re.IGNORECASE)
_PASSES = re.compile(
    r"^net (?:income|loss|earnings|\(loss\))|\bdividends?\b|\brepurchase|\bstock-based compensation\b", re.IGNORECASE
)


def is_by_component(table: Table) -> bool:
    """Whether rows are dated balances, and the columns name at most one time, which then holds for all of them."""
    times = {_time(column) for column in table.columns if column.heading.says_period}
    dated = sum(balance_date(row) is not None for row in table.rows)
    return dated > len(times) and len(times) <= 1 and len(table.columns) > len(times)


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

    A dated balance is an instant. What stands between two balances happened between them, but for a change of
    accounting, which adjusts the first of them; None where that span is not of whole quarters, or no balance follows.
    """
    rows = [row for table in tables for row in table.rows]
    days = [balance_date(row, by_month=by_month) for row in rows]
    periods = [_opening(_period(days, index), row) for index, row in enumerate(rows)]
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


def _opening(period: Period | None, row: Row) -> Period | None:
    if period is None or period.start is None or not _ADJUSTS.search(row.label):
        return period
    return Period(period.start - timedelta(days=1))


def component(column: Column, columns: Sequence[Column]) -> str | None:
    """What part of equity a column is; None for the total: the last of the columns of its time that says so.

    Where a time has but a column of shares and one of amounts, its lines tell the part, not its columns.
    """
    beside = _beside(column, columns)
    if len(beside) == 1 or {_last_word(one) for one in beside} == {"shares", "amount"}:
        return None
    totals = [one for one in beside if re.search(r"\btotal\b", one.text, re.IGNORECASE)]
    return None if totals and column is totals[-1] else column.name or column.text or "-"


def _beside(column: Column, columns: Sequence[Column]) -> Sequence[Column]:
    """The columns of a column's time: all, where the table names but one."""
    times = {_time(one) for one in columns if one.heading.says_period}
    return columns if len(times) <= 1 else [one for one in columns if _time(one) == _time(column)]


def _last_word(column: Column) -> str:
    return column.name.lower().rpartition(" ")[2]


def _time(column: Column) -> tuple[int | None, date | None, int | None]:
    return column.heading.months, column.heading.date, column.heading.year


def line_parts(rows: Sequence[Row]) -> list[str | None]:
    """For each row the part of equity that it stands under; None for the whole.

    What a year earns and pays out passes through retained earnings, and is of the whole.
    """
    headings = [row.parents[-1].strip(" :") if row.parents else "" for row in rows]
    for index in range(1, len(rows) - 1):
        if not headings[index] and headings[index - 1] == headings[index + 1]:
            headings[index] = headings[index - 1]
    return [
        None if not _PART.search(heading) or (_EARNED.search(heading) and _PASSES.search(row.label)) else heading
        for heading, row in zip(headings, rows, strict=True)
    ]

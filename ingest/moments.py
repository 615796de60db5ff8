"""Balances inside a table of flows: the cash with which a period began, the equity with which it ended."""

import re
from datetime import timedelta

from core.filings import Statement
from core.periods import Period
from ingest.dating import Calendar
from ingest.headings import read_heading
from ingest.labels import Row
from ingest.tables import Table

_BEGINNING = re.compile(r"\b(?:beginning|start|opening)\b", re.IGNORECASE)
_ENDING = re.compile(r"\b(?:end|ending|closing)\b", re.IGNORECASE)
_EDGE = re.compile(
    r"^(?:at\s+)?(?:the\s+)?(?:beginning|end|start)\s+of\s+(?:the\s+)?(?:fiscal\s+)?(?:period|year|quarter)",
    re.IGNORECASE,
)
_EITHER_END = re.compile(r"^(?:beginning|ending|opening|closing)\b", re.IGNORECASE)
_BALANCE = re.compile(r"\bbalances?\b|\bcash\b|\bequity\b", re.IGNORECASE)
_AT_DAY = re.compile(r"\b(?:at|on|as at)\s+(.*\d.*)$", re.IGNORECASE)
_FLOWS = r"provided|used|paid|received|acquired|increase|decrease|change|flows?|from|effect|non-?cash|activities"
_CASH = re.compile(rf"^(?:total )?(?:(?:un)?restricted )?cash\b(?!.*\b(?:{_FLOWS})\b)|^total$", re.IGNORECASE)
_TOTAL_CASH = re.compile(r"^total (?:restricted )?cash\b", re.IGNORECASE)
_CONSISTS = re.compile(
    r"\breconcil\w+|\bconsist\w*|\bcompris\w+|\bcomponents? of\b|\bpresented in\b|\bbalance sheets?\b", re.IGNORECASE
)
_OF_CASH = re.compile(rf"^cash\b(?!.*\b(?:{_FLOWS})\b)|\breconcil\w+ (?:of|to) (?:total )?cash\b", re.IGNORECASE)
_HELD = re.compile(
    rf"^(?:(?:add|plus|less)\W+)?(?:total )?(?:(?:long|short)-term |(?:non-?)?current )?(?:(?:un)?restricted )?cash\b"
    rf"(?!.*\b(?:{_FLOWS}|dividends?|compensation|consideration)\b)|^total$",
    re.IGNORECASE,
)
_KINDS_OF_CASH = re.compile(r"\bcash equivalents\b|\brestricted\b", re.IGNORECASE)
_TOTAL_EQUITY = re.compile(r"^total\b[^,]*\b(?:equity|deficit|investment)\W*$", re.IGNORECASE)


def cash_lines(table: Table, statement: Statement | None) -> frozenset[int]:
    """The rows of a statement of cash flows, by their identity, that say what cash consists of.

    They stand under a heading that says so, or bare ("Restricted cash") below the cash at the end of the period. In a
    note that adds up the kinds of cash all rows are such.
    """
    if statement is None and is_of_cash_held(table):
        return frozenset(map(id, table.rows))
    if statement is not Statement.CASH_FLOW:
        return frozenset()
    found: set[int] = set()
    is_below = False
    over = table.context[-1] if table.context else ""
    for row in table.rows:
        nearest = row.parents[-1] if row.parents else over
        is_bare = bool(_CASH.search(row.label)) and not _BEGINNING.search(row.label) and not _ENDING.search(row.label)
        is_told = bool(_CONSISTS.search(nearest) or _OF_CASH.search(nearest) or _TOTAL_CASH.search(row.label))
        if is_bare and (is_told or (is_below and not row.parents)):
            found.add(id(row))
        is_below = is_below or id(row) in found or (_is_end(row.label) and _names_balance(row.label))
    return frozenset(found)


def is_of_cash_held(table: Table) -> bool:
    """Whether every row of a table is cash of some kind, as where its kinds are added up to the cash of the flows."""
    labels = [row.label for row in table.rows]
    return len(labels) > 1 and all(map(_HELD.search, labels)) and any(map(_KINDS_OF_CASH.search, labels))


def _names_balance(label: str) -> bool:
    return bool(_BALANCE.search(label) or _EDGE.search(label))


def _day_named(row: Row, period: Period) -> bool | None:
    """Whether the day of "Cash at 31 December" is the period's last, or (False) the one on which it begins.

    None for a row that names no day, or another one.
    """
    match = _AT_DAY.search(row.label) if _BALANCE.search(row.label) else None
    day = read_heading(match[1]) if match else None
    if day is None or period.start is None or not day.month or not day.day:
        return None
    edges = {period.end: True, period.start: False, period.start - timedelta(days=1): False}
    return next((ends for edge, ends in edges.items() if (edge.month, edge.day) == (day.month, day.day)), None)


def _is_end(label: str) -> bool:
    return bool(_ENDING.search(label)) and not _BEGINNING.search(label)


def moment(row: Row, period: Period, statement: Statement | None, calendar: Calendar, *, of_cash: bool) -> Period:
    """The period of a row in a column of this period: an instant for an opening or closing balance.

    `of_cash` says that the row is one of what cash consists of, below a statement of cash flows.
    """
    if statement is Statement.EQUITY and _TOTAL_EQUITY.search(row.label):
        return Period(period.end)
    if of_cash and not period.is_instant:
        opens = any(_BEGINNING.search(parent) and not _ENDING.search(parent) for parent in row.parents[-1:])
        return Period(calendar.before(period) if opens else period.end)
    dated = _day_named(row, period) if statement is Statement.CASH_FLOW and not period.is_instant else None
    if dated is not None:
        return Period(period.end if dated else calendar.before(period))
    named = (_BALANCE.search(row.label), _EDGE.search(row.label), _EITHER_END.search(row.label))
    if period.is_instant or not any(named):
        return period
    if _BEGINNING.search(row.label):
        return Period(calendar.before(period))
    return Period(period.end) if _ENDING.search(row.label) else period
